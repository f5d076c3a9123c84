#include <string.h>

#include "base/intl.h"
#include "load/amount.h"
#include "load/tidy.h"
#include "load/workbook_back.h"

#define MAX_QUOTED 40

/* UTF-16 units of a cell that is as full as Excel lets it be; an escape may
 * leave a few free. */
#define FULL_UNITS 32750

guint jx_back_number(const JxList *list, guint row, JxListColumn column)
{
    const char *text = jx_list_text(list, row, column);
    JxMoney number;
    if (text == NULL ||
        jx_money_parse(&number, text, JX_CURRENCY_YUAN, NULL) != JX_MONEY_OK)
        return 0;
    gint64 whole = number.fen / 100;
    bool fits = number.fen % 100 == 0 && whole > 0 && whole <= G_MAXINT;
    return fits ? (guint)whole : 0;
}

const char *jx_back_text(JxBack *back, const char *text, JxPlace place,
                         const char *stamp, int project, JxField field)
{
    if (text == NULL)
        return NULL;
    if (stamp != NULL && strcmp(jx_stamp(text).text, stamp) == 0)
        return jx_report_text(back->report, text);
    g_autoptr(JxText) read = jx_text_from(back->report, text, place);
    JxTidyFor whose = {project, 0, field};
    return jx_tidy(read, 0, read->chars->len, whose);
}

/* The same amount, however it is written. */
static bool is_same_amount(const char *a, const char *b, JxCurrency currency)
{
    JxMoney left, right;
    if (strcmp(a, b) == 0)
        return true;
    return jx_money_parse(&left, a, currency, NULL) == JX_MONEY_OK &&
           jx_money_parse(&right, b, currency, NULL) == JX_MONEY_OK &&
           left.fen == right.fen;
}

/* Our amounts are no formulas: whoever wrote one relies on a result that the
 * last program may not have calculated anew. */
static void report_formula(JxBack *back, const JxSheetCell *cell,
                           const JxMoney *money, int project, JxFund fund)
{
    JxFinding *finding;
    if (cell->uncomputed)
        finding =
            jx_diags_add(back->report->diags, "workbook-formula", money->place,
                         _("金额是公式，文件里没有它的计算结果，按空白"
                           "读取"));
    else
        finding =
            jx_diags_add(back->report->diags, "workbook-formula", money->place,
                         _("金额是公式，取文件里保存的结果 %s"), cell->text);
    finding->project = project;
    finding->field = jx_fund_field(fund);
    finding->hint =
        g_strdup(_("请在 Excel 或 WPS 中打开并保存一次，或者直接填写数字"));
}

static void take_before(JxBack *back, const char *before, JxMoney *money)
{
    JxMoney from;
    if (before == NULL)
        return;
    money->from_blank = strcmp(before, JX_STAMPS_BLANK) == 0;
    if (!money->from_blank) {
        if (jx_money_parse(&from, before, back->report->currency, NULL) !=
            JX_MONEY_OK)
            return;
        money->from_fen = from.fen;
    }
    money->corrected = true;
}

void jx_back_amount(JxBack *back, guint row, JxFund fund, const char *was,
                    const char *before, int project, JxMoney *money)
{
    const JxList *list = back->lists[JX_LIST_FUNDING];
    JxListColumn column = (JxListColumn)(JX_AT_TOTAL + fund);
    const JxSheetCell *cell = jx_list_cell(list, row, column);
    const char *text = jx_list_text(list, row, column);
    if (list->column[column] == 0)
        text = was;

    *money = (JxMoney){.blank = true, .text = ""};
    money->place = jx_list_place(list, back->report, row, column);
    if (cell != NULL && cell->formula)
        report_formula(back, cell, money, project, fund);
    bool same = text != NULL && was != NULL &&
                is_same_amount(text, was, back->report->currency);
    bool blank = text == NULL && was == NULL;
    if (text != NULL) {
        g_autofree char *bare = g_strstrip(g_strdup(same ? was : text));
        money->text = jx_report_text(back->report, bare);
        jx_amount_read(back->report, money, project, fund);
    }
    if (same || blank)
        take_before(back, before, money);
}

JxFinding *jx_back_finding(JxBack *back, const char *rule, const JxList *list,
                           guint row, JxListColumn column, int project,
                           const char *message)
{
    JxFinding *finding = jx_diags_add(
        back->report->diags, rule,
        jx_list_place(list, back->report, row, column), "%s", message);
    finding->project = project;
    return finding;
}

char *jx_back_quote(const char *text)
{
    if (text == NULL)
        return g_strdup(_("（空白）"));
    g_autofree char *line = g_strdelimit(g_strdup(text), "\r\n", ' ');
    if (g_utf8_strlen(line, -1) <= MAX_QUOTED)
        return g_steal_pointer(&line);
    g_autofree char *start = g_utf8_substring(line, 0, MAX_QUOTED);
    return g_strconcat(start, "…", NULL);
}

static glong n_units(const char *text)
{
    glong n = 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        n += g_utf8_get_char(p) > 0xffff ? 2 : 1;
    return n;
}

bool jx_back_goes_on(const JxList *list, guint row)
{
    static const JxListColumn LONG[] = {
        JX_AT_GOAL,   JX_AT_ALL_INDICATORS, JX_AT_INDICATOR,
        JX_AT_PERIOD, JX_AT_ANNUAL,         JX_AT_TEXT,
    };
    for (gsize i = 0; i < G_N_ELEMENTS(LONG); i++) {
        const JxSheetCell *cell = jx_list_cell(list, row, LONG[i]);
        if (cell != NULL && strlen(cell->text) >= FULL_UNITS &&
            n_units(cell->text) >= FULL_UNITS)
            return true;
    }
    return false;
}
