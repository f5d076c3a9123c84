#include "load/workbook_form.h"

#include <string.h>

#include "base/intl.h"
#include "load/line.h"

/* 原表: where the notes and signatures stand, and nothing else is taken from.
 * What was edited there and not on the other sheets is a finding. */

/* ---- what was edited ---- */

/* Characters of a long text that a message shows before a change. */
#define BEFORE_CHANGE 12

/* What stands in 原表 for one project or sum, and in the report. */
struct pair {
    const GArray *rows; /* guint: indices of its rows */
    bool complete;      /* none is gone */
    int project;
    const char *name;
    JxPlace name_place;
    const JxMoney *funding;
    const JxProject *texts; /* NULL for a sum */
};

/* All that stands in a column. Yours. */
static char *column_text(const JxForm *form, const struct pair *pair,
                         int column)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < pair->rows->len; i++) {
        const JxFormRow *row =
            jx_form_row(form, g_array_index(pair->rows, guint, i));
        const char *piece =
            jx_list_text(form->list, row->row, JX_FORM_COLUMNS[column]);
        g_string_append(text, piece ? piece : "");
    }
    return g_string_free(text, FALSE);
}

/* The first row in which a column was edited; 0 when it stands there as it was
 * written. Where a row is gone, every column was. */
static guint edited_row(const JxForm *form, const struct pair *pair, int column)
{
    for (guint i = 0; i < pair->rows->len; i++) {
        const JxFormRow *row =
            jx_form_row(form, g_array_index(pair->rows, guint, i));
        if (strcmp(jx_form_written(form, row->written)->stamps[column],
                   row->stamps[column].text) != 0)
            return row->row;
    }
    guint first = g_array_index(pair->rows, guint, 0);
    return pair->complete ? 0 : jx_form_row(form, first)->row;
}

/* Both from where they begin to differ, white space apart. */
static void skip_same(const char **a, const char **b)
{
    for (;;) {
        while (**a != '\0' && jx_is_blank(g_utf8_get_char(*a)))
            *a = g_utf8_next_char(*a);
        while (**b != '\0' && jx_is_blank(g_utf8_get_char(*b)))
            *b = g_utf8_next_char(*b);
        if (**a == '\0' || g_utf8_get_char(*a) != g_utf8_get_char(*b))
            return;
        *a = g_utf8_next_char(*a);
        *b = g_utf8_next_char(*b);
    }
}

static bool is_same_text(const char *a, const char *b)
{
    a = a ? a : "";
    b = b ? b : "";
    skip_same(&a, &b);
    return *a == '\0' && *b == '\0';
}

/* A text for a message, from a little before the place where it begins to
 * differ from the other. Yours. */
static char *quote_near(const char *text, const char *other)
{
    const char *at = text, *its = other ? other : "";
    if (text == NULL || *text == '\0')
        return jx_back_quote(NULL);
    skip_same(&at, &its);
    glong skipped = g_utf8_pointer_to_offset(text, at) - BEFORE_CHANGE;
    if (skipped <= BEFORE_CHANGE)
        return jx_back_quote(text);
    g_autofree char *rest =
        g_strconcat("…", g_utf8_offset_to_pointer(text, skipped), NULL);
    return jx_back_quote(rest);
}

static void report_conflict(const JxForm *form, const struct pair *pair,
                            int column, const char *here, const char *there,
                            const char *address)
{
    static const JxField FIELDS[JX_N_FORM_STAMPS] = {
        JX_FIELD_NAME,       JX_FIELD_TOTAL,
        JX_FIELD_FISCAL,     JX_FIELD_SPECIAL_ACCOUNT,
        JX_FIELD_OTHER,      JX_FIELD_GOAL,
        JX_FIELD_INDICATORS,
    };
    guint row = edited_row(form, pair, column);
    if (row == 0) /* edited on the other sheets, as it should be */
        return;
    g_autofree char *left = quote_near(here, there);
    g_autofree char *right = quote_near(there, here);
    g_autofree char *message =
        g_strdup_printf(_("“原表”这一格改成了“%s”，没有采用；取 %s 的“%s”"),
                        left, address ? address : "", right);
    JxFinding *finding =
        jx_back_finding(form->back, "workbook-conflict", form->list, row,
                        JX_FORM_COLUMNS[column], pair->project, message);
    finding->field = FIELDS[column];
    finding->hint =
        g_strdup(_("请在“资金”“绩效目标”“绩效指标”上修改；“原表”只供打印"));
}

static char *shown(const JxForm *form, const JxMoney *money)
{
    if (money->blank && !money->invalid)
        return NULL;
    return money->invalid
               ? g_strdup(money->text)
               : jx_money_format(money->fen, form->back->report->currency,
                                 money->decimals, false);
}

static void compare_pair(const JxForm *form, const struct pair *pair)
{
    g_autofree char *name = column_text(form, pair, JX_FORM_NAME);
    if (!is_same_text(name, pair->name))
        report_conflict(form, pair, JX_FORM_NAME, name, pair->name,
                        pair->name_place.cell);
    for (int fund = 0; fund < JX_N_FUNDS; fund++) {
        const JxMoney *money = &pair->funding[fund];
        g_autofree char *here = column_text(form, pair, JX_FORM_AMOUNTS + fund);
        g_autofree char *there = shown(form, money);
        if (strcmp(jx_stamp_amount(here).text, jx_stamp_amount(there).text) !=
            0)
            report_conflict(form, pair, JX_FORM_AMOUNTS + fund, here, there,
                            money->place.cell);
    }
    if (pair->texts == NULL)
        return;
    g_autofree char *goal = column_text(form, pair, JX_FORM_GOAL);
    if (!is_same_text(goal, pair->texts->goal))
        report_conflict(form, pair, JX_FORM_GOAL, goal, pair->texts->goal,
                        pair->texts->goal_place.cell);
    g_autofree char *all = column_text(form, pair, JX_FORM_INDICATORS);
    if (!is_same_text(all, pair->texts->indicators_text))
        report_conflict(form, pair, JX_FORM_INDICATORS, all,
                        pair->texts->indicators_text,
                        pair->texts->indicators_place.cell);
}

static void report_gone(const JxForm *form, const struct pair *pair)
{
    g_autofree char *quoted = jx_back_quote(pair->name);
    g_autofree char *message = g_strdup_printf(
        _("“原表”里删去了“%s”，没有采用；%s 仍有这一行"), quoted,
        pair->name_place.cell ? pair->name_place.cell : "");
    jx_back_finding(form->back, "workbook-conflict", form->list,
                    form->list->heading_row, JX_AT_NAME, pair->project, message)
        ->field = JX_FIELD_NAME;
}

static bool pair_of(const JxForm *form, const char *tag, struct pair *pair)
{
    const JxReport *report = form->back->report;
    guint number = (guint)g_ascii_strtoull(tag + 1, NULL, 10);
    const JxTotals *totals = NULL;
    *pair = (struct pair){.project = -1};
    if (*tag == 'P') {
        pair->project = jx_back_find_base(form->back, (int)number - 1);
        if (pair->project < 0)
            return false;
        pair->texts = jx_report_project(report, (guint)pair->project);
        pair->name = pair->texts->name;
        pair->name_place = pair->texts->place;
        pair->funding = pair->texts->funding;
        return true;
    }
    if (*tag == 'D' && report->has_declared)
        totals = &report->declared;
    if (*tag == 'U' && number > 0 && number <= report->units->len)
        totals = jx_report_unit(report, number - 1);
    if (totals == NULL)
        return false;
    pair->name = totals->name;
    pair->name_place = totals->place;
    pair->funding = totals->funding;
    return true;
}

/* What is known of the rows of one tag. */
struct tally {
    guint n_written, n_same;
    GArray *rows; /* guint: indices of the rows that are there */
};

static void tally_free(gpointer data)
{
    struct tally *tally = data;
    g_array_unref(tally->rows);
    g_free(tally);
}

/* By tag; `tags` gets them in order. Yours. */
static GHashTable *count_rows(const JxForm *form, GPtrArray *tags)
{
    GHashTable *tallies =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, tally_free);
    for (guint i = 0; i < form->written->len; i++) {
        const char *tag = jx_form_written(form, i)->tag;
        struct tally *tally = g_hash_table_lookup(tallies, tag);
        if (tally == NULL) {
            tally = g_new0(struct tally, 1);
            tally->rows = g_array_new(FALSE, FALSE, sizeof(guint));
            g_hash_table_insert(tallies, (gpointer)tag, tally);
            g_ptr_array_add(tags, (gpointer)tag);
        }
        tally->n_written++;
    }
    for (guint i = 0; i < form->rows->len; i++) {
        const JxFormRow *row = jx_form_row(form, i);
        if (row->written < 0)
            continue;
        struct tally *tally = g_hash_table_lookup(
            tallies, jx_form_written(form, row->written)->tag);
        tally->n_same += row->same;
        g_array_append_val(tally->rows, i);
    }
    return tallies;
}

/* Every project and sum of which a row is not as it was written, in order. */
static void compare_rows(const JxForm *form)
{
    g_autoptr(GPtrArray) tags = g_ptr_array_new();
    g_autoptr(GHashTable) tallies = count_rows(form, tags);
    for (guint i = 0; i < tags->len; i++) {
        const struct tally *tally =
            g_hash_table_lookup(tallies, tags->pdata[i]);
        struct pair pair;
        if (tally->n_same == tally->n_written ||
            !pair_of(form, tags->pdata[i], &pair))
            continue;
        pair.rows = tally->rows;
        pair.complete = tally->rows->len >= tally->n_written;
        if (tally->rows->len == 0)
            report_gone(form, &pair);
        else
            compare_pair(form, &pair);
    }
}

/* ---- notes, signatures and rows that were inserted ---- */

static JxLineKind kind_of(JxBack *back, const char *text)
{
    g_autoptr(JxText) line = jx_text_from(back->scratch, text, (JxPlace){0});
    g_autoptr(GArray) parts = jx_line_parts(line);
    return parts->len == 0 ? JX_LINE_BLANK
                           : g_array_index(parts, JxLinePart, 0).kind;
}

static void take_inserted(const JxForm *form, const JxFormRow *row,
                          const char *text, bool in_notes)
{
    JxReport *report = form->back->report;
    JxLineKind kind = text ? kind_of(form->back, text) : JX_LINE_OTHER;
    bool alone = true;
    for (int i = JX_FORM_NAME + 1; i < JX_N_FORM_STAMPS; i++)
        alone = alone && strcmp(row->stamps[i].text, "-") == 0;
    const char *kept = jx_report_text(report, text);
    if (kept != NULL && alone && kind == JX_LINE_SIGNATURE) {
        g_ptr_array_add(report->signatures, (gpointer)kept);
    } else if (kept != NULL && alone && (kind == JX_LINE_NOTE || in_notes)) {
        g_ptr_array_add(report->notes, (gpointer)kept);
    } else {
        g_autofree char *quoted = jx_back_quote(text);
        g_autofree char *message =
            g_strdup_printf(_("这一行只在“原表”里，没有采用：%s"), quoted);
        jx_back_finding(form->back, "workbook-row-unmatched", form->list,
                        row->row, JX_AT_NAME, -1, message)
            ->hint =
            g_strdup(_("请在“资金”“绩效目标”“绩效指标”上修改；“原表”只供打印"));
    }
}

static void take_lines(const JxForm *form)
{
    JxReport *report = form->back->report;
    bool in_notes = false;
    for (guint i = 0; i < form->rows->len; i++) {
        const JxFormRow *row = jx_form_row(form, i);
        const char *text = jx_list_text(form->list, row->row, JX_AT_NAME);
        const char *tag =
            row->written < 0 ? "" : jx_form_written(form, row->written)->tag;
        if (row->written < 0) {
            take_inserted(form, row, text, in_notes);
            continue;
        }
        in_notes = *tag == 'N' || *tag == 'S';
        if (!in_notes || text == NULL)
            continue;
        g_ptr_array_add(*tag == 'N' ? report->notes : report->signatures,
                        (gpointer)jx_report_text(report, text));
    }
}

/* ---- above the headings ---- */

static bool is_expected(const char *text, const char *const *origin)
{
    static const struct {
        JxOrigin origin;
        const char *format;
        const char *nothing;
    } LINES[] = {
        {JX_ORIGIN_TITLE, "", "项目支出绩效目标表"},
        {JX_ORIGIN_UNIT, "单位名称：", ""},
        {JX_ORIGIN_CURRENCY, "单位：", ""},
        {JX_ORIGIN_FORM_NUMBER, "", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++) {
        const char *value = origin[LINES[i].origin];
        if (value == NULL)
            value = LINES[i].nothing;
        if (value == NULL)
            continue;
        g_autofree char *line = g_strconcat(LINES[i].format, value, NULL);
        if (is_same_text(line, text))
            return true;
    }
    return false;
}

static void check_head(const JxForm *form)
{
    JxBack *back = form->back;
    const JxReport *report = back->report;
    const char *const now[JX_N_ORIGINS] = {
        [JX_ORIGIN_TITLE] = report->title,
        [JX_ORIGIN_UNIT] = report->unit,
        [JX_ORIGIN_CURRENCY] = report->currency_unit,
        [JX_ORIGIN_FORM_NUMBER] = report->form_number,
    };
    const GArray *cells = form->list->sheet->content->cells;
    for (guint i = 0; i < cells->len; i++) {
        const JxSheetCell *cell = &g_array_index(cells, JxSheetCell, i);
        if (cell->row >= form->list->heading_row)
            break;
        if (jx_is_blank_text(cell->text) ||
            is_expected(cell->text, back->trace->origin) ||
            is_expected(cell->text, now))
            continue;
        g_autofree char *quoted = jx_back_quote(cell->text);
        jx_diags_add(report->diags, "workbook-conflict",
                     jx_list_place_at(form->list->sheet, back->report,
                                      cell->row, cell->column),
                     _("“原表”表头的“%s”没有采用；请在“目录”上修改"), quoted);
    }
}

/* ---- the sheet ---- */

static void add_all(JxReport *report, GPtrArray *lines, const GPtrArray *from)
{
    for (guint i = 0; i < from->len; i++)
        g_ptr_array_add(lines,
                        (gpointer)jx_report_text(report, from->pdata[i]));
}

/* Without the hidden sheet or without 原表. */
static void read_without(JxBack *back)
{
    JxReport *report = back->report;
    if (back->trace != NULL) {
        add_all(report, report->notes, back->trace->notes);
        add_all(report, report->signatures, back->trace->signatures);
    } else if (back->form != NULL) {
        add_all(report, report->notes, back->form->notes);
        add_all(report, report->signatures, back->form->signatures);
        jx_back_finding(back, "workbook-part-missing",
                        back->lists[JX_LIST_FORM],
                        back->lists[JX_LIST_FORM]->heading_row, JX_AT_NAME, -1,
                        _("隐藏的工作表“代码”不在了，看不出“原表”是否改过；"
                          "“原表”只取附注和落款"));
    }
}

void jx_back_read_form(JxBack *back)
{
    if (back->lists[JX_LIST_FORM] == NULL || back->trace == NULL ||
        back->trace->form_rows->len == 0) {
        read_without(back);
        return;
    }
    JxForm form = jx_form_open(back);
    take_lines(&form);
    compare_rows(&form);
    check_head(&form);
    jx_form_clear(&form);
}
