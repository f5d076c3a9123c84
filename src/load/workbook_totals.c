#include <string.h>

#include "base/intl.h"
#include "load/workbook_back.h"

/* The rows of sums on 资金: what was printed is read, what our formulas give
 * is calculated again and only compared. */

static void read_totals(JxBack *back, guint row, const char *name,
                        const char *stamp, const JxTraceRow *was,
                        JxTotals *totals)
{
    totals->place = jx_list_place(back->lists[JX_LIST_FUNDING], back->report,
                                  row, JX_AT_NAME);
    totals->name =
        jx_back_text(back, name, totals->place, stamp, -1, JX_FIELD_NONE);
    for (guint fund = 0; fund < JX_N_FUNDS; fund++)
        jx_back_amount(back, row, (JxFund)fund, was ? was->amount[fund] : NULL,
                       NULL, -1, &totals->funding[fund]);
}

/* The row that a unit was written as: in order, as long as the name fits. */
static const JxTraceRow *written_unit(const JxBack *back, const char *name)
{
    if (back->trace == NULL)
        return NULL;
    guint n = back->report->units->len - 1; /* the one that is being read */
    const GArray *units = back->trace->units;
    const char *stamp = jx_stamp(name).text;
    if (n < units->len &&
        strcmp(jx_trace_unit(back->trace, n)->name, stamp) == 0)
        return jx_trace_unit(back->trace, n);
    for (guint i = 0; i < units->len; i++)
        if (strcmp(jx_trace_unit(back->trace, i)->name, stamp) == 0)
            return jx_trace_unit(back->trace, i);
    return n < units->len ? jx_trace_unit(back->trace, n) : NULL;
}

static void take_declared(JxBack *back, guint row, const char *name)
{
    const JxTrace *trace = back->trace;
    const JxTraceRow *was =
        trace != NULL && trace->has_declared ? &trace->declared : NULL;
    if (back->report->has_declared) {
        jx_back_finding(back, "workbook-row-unmatched",
                        back->lists[JX_LIST_FUNDING], row, JX_AT_NAME, -1,
                        _("合计行出现了两次，这一行没有采用"));
        return;
    }
    back->report->has_declared = true;
    read_totals(back, row, name, was ? was->name : NULL, was,
                &back->report->declared);
}

static void take_unit(JxBack *back, guint row, const char *name)
{
    JxTotals *totals = jx_report_append_unit(back->report);
    const JxTraceRow *was = written_unit(back, name);
    read_totals(back, row, name, was ? was->name : NULL, was, totals);
}

static void take_substitute(JxBack *back)
{
    JxReport *report = back->report;
    report->has_declared = back->form->has_declared;
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(JxTotals));
    if (report->has_declared)
        g_array_append_val(all, back->form->declared);
    g_array_append_vals(all, back->form->units->data, back->form->units->len);
    for (guint i = 0; i < all->len; i++) {
        JxTotals totals = g_array_index(all, JxTotals, i);
        totals.name = jx_report_text(report, totals.name);
        totals.place.cell = jx_report_text(report, totals.place.cell);
        for (int fund = 0; fund < JX_N_FUNDS; fund++) {
            JxMoney *money = &totals.funding[fund];
            money->text =
                money->text ? jx_report_text(report, money->text) : "";
            money->place.cell = jx_report_text(report, money->place.cell);
        }
        if (i == 0 && report->has_declared)
            report->declared = totals;
        else
            *jx_report_append_unit(report) = totals;
    }
}

/* The texts of a sheet by their stamps. Yours. */
static GHashTable *stamped_texts(const JxWorksheet *sheet)
{
    const GArray *cells = sheet->content->cells;
    GHashTable *texts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < cells->len; i++) {
        const char *text = g_array_index(cells, JxSheetCell, i).text;
        g_hash_table_insert(texts, g_strdup(jx_stamp(text).text),
                            (gpointer)text);
    }
    return texts;
}

/* The workbook of several documents: its units stand on 汇总, a row each, and
 * what they printed in the hidden sheet. */
static void take_joined(JxBack *back)
{
    const JxWorksheet *sheet = jx_back_summary(back);
    if (sheet == NULL || back->trace == NULL)
        return;
    g_autoptr(GHashTable) texts = stamped_texts(sheet);
    for (guint i = 0; i < back->trace->units->len; i++) {
        const JxTraceRow *was = jx_trace_unit(back->trace, i);
        const char *name = g_hash_table_lookup(texts, was->name);
        JxTotals *totals = jx_report_append_unit(back->report);
        totals->name = jx_report_text(back->report, name);
        totals->place = jx_list_place_at(sheet, back->report, 1, 1);
        for (guint fund = 0; fund < JX_N_FUNDS; fund++) {
            JxMoney *money = &totals->funding[fund];
            const char *text = was->amount[fund] ? was->amount[fund] : "";
            *money = (JxMoney){.blank = true, .place = totals->place};
            money->text = jx_report_text(back->report, text);
            jx_money_parse(money, text, back->report->currency, NULL);
        }
    }
}

void jx_back_read_totals(JxBack *back)
{
    take_joined(back);
    const JxList *list = back->lists[JX_LIST_FUNDING];
    if (list == NULL && back->form != NULL)
        take_substitute(back);
    for (guint i = 0; list != NULL && i < list->rows->len; i++) {
        guint row = g_array_index(list->rows, guint, i);
        g_autofree char *name = NULL;
        JxSumKind kind = jx_back_sum_kind(back, row, &name);
        if (kind == JX_SUM_DECLARED)
            take_declared(back, row, name);
        else if (kind == JX_SUM_UNIT)
            take_unit(back, row, name);
    }
}

/* ---- sums that were written over ---- */

/* What the formula of a row would give: the sum of all projects, or of those
 * of one unit; and what was printed less that. */
static gint64 sum_of(const JxReport *report, const char *unit, JxFund fund)
{
    gint64 sum = 0;
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        const char *its =
            project->unit < 0
                ? NULL
                : jx_report_unit(report, (guint)project->unit)->name;
        if (unit == NULL || g_strcmp0(its, unit) == 0)
            (void)jx_money_add(sum, project->funding[fund].fen, &sum);
    }
    return sum;
}

static const JxTotals *printed_of(const JxReport *report, const char *unit)
{
    for (guint i = 0; unit != NULL && i < report->units->len; i++)
        if (g_strcmp0(jx_report_unit(report, i)->name, unit) == 0)
            return jx_report_unit(report, i);
    return &report->declared;
}

static void check_sum(JxBack *back, guint row, JxFund fund, gint64 expected)
{
    const JxList *list = back->lists[JX_LIST_FUNDING];
    JxListColumn column = (JxListColumn)(JX_AT_TOTAL + fund);
    const JxSheetCell *cell = jx_list_cell(list, row, column);
    JxMoney money;
    if (cell == NULL || cell->formula || jx_is_blank_text(cell->text))
        return;
    if (jx_money_parse(&money, cell->text, back->report->currency, NULL) ==
            JX_MONEY_OK &&
        money.fen == expected)
        return;
    g_autofree char *quoted = jx_back_quote(cell->text);
    g_autofree char *right =
        jx_money_format(expected, back->report->currency,
                        jx_report_fund_decimals(back->report, fund), false);
    g_autofree char *message = g_strdup_printf(
        _("公式算出的数被改成了“%s”，没有采用；逐项计算是 %s"), quoted, right);
    jx_back_finding(back, "workbook-total-ignored", list, row, column, -1,
                    message)
        ->field = jx_fund_field(fund);
}

void jx_back_check_sums(JxBack *back)
{
    const JxList *list = back->lists[JX_LIST_FUNDING];
    g_autofree char *unit = NULL;
    for (guint i = 0; list != NULL && i < list->rows->len; i++) {
        guint row = g_array_index(list->rows, guint, i);
        g_autofree char *name = NULL;
        JxSumKind kind = jx_back_sum_kind(back, row, &name);
        bool difference = kind == JX_SUM_DIFFERENCE;
        if (kind == JX_SUM_COMPUTED) {
            g_free(unit);
            unit = strcmp(name, "合计") == 0 ? NULL : g_strdup(name);
        } else if (!difference) {
            continue;
        }
        for (int fund = 0; fund < JX_N_FUNDS; fund++) {
            gint64 sum = sum_of(back->report, unit, (JxFund)fund);
            gint64 printed = printed_of(back->report, unit)->funding[fund].fen;
            check_sum(back, row, (JxFund)fund,
                      difference ? printed - sum : sum);
        }
    }
}
