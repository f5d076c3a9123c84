#include <string.h>

#include "base/intl.h"
#include "load/line.h"
#include "load/workbook_back.h"

/* 原表: where the notes and signatures stand, and nothing else is taken from.
 * What was edited there and not on the other sheets is a finding. */

enum { NAME, AMOUNTS, GOAL = AMOUNTS + JX_N_FUNDS, INDICATORS, N_STAMPS };

static const JxListColumn COLUMNS[N_STAMPS] = {
    JX_AT_NAME,  JX_AT_TOTAL, JX_AT_FISCAL,     JX_AT_SPECIAL_ACCOUNT,
    JX_AT_OTHER, JX_AT_GOAL,  JX_AT_INDICATORS,
};

/* A row as it stands there now. */
struct row {
    guint row;
    JxStamp stamps[N_STAMPS];
    char *key;   /* all of them */
    int written; /* index of the row it was written as, or -1 */
    bool same;   /* and not a cell of it was edited */
};

struct form {
    JxBack *back;
    const JxList *list;
    const GArray *written; /* JxTraceFormRow */
    GArray *rows;          /* struct row */
    bool *taken;           /* of the written rows */
};

#define row_at(form, i) (&g_array_index((form)->rows, struct row, (i)))
#define written_at(form, i)                                                    \
    (&g_array_index((form)->written, JxTraceFormRow, (guint)(i)))

static void row_clear(gpointer data)
{
    g_free(((struct row *)data)->key);
}

static void read_rows(struct form *form)
{
    const JxList *list = form->list;
    for (guint i = 0; i < list->rows->len; i++) {
        struct row row = {.row = g_array_index(list->rows, guint, i),
                          .written = -1};
        GString *key = g_string_new(NULL);
        for (int k = 0; k < N_STAMPS; k++) {
            const char *text = jx_list_text(list, row.row, COLUMNS[k]);
            row.stamps[k] = k >= AMOUNTS && k < GOAL ? jx_stamp_amount(text)
                                                     : jx_stamp(text);
            g_string_append_printf(key, "%s ", row.stamps[k].text);
        }
        row.key = g_string_free(key, FALSE);
        g_array_append_val(form->rows, row);
    }
}

static char *key_of(const JxTraceFormRow *written)
{
    g_autofree char *joined = g_strjoinv(" ", written->stamps);
    return g_strconcat(joined, " ", NULL);
}

/* Rows that stand there as they were written, wherever that is. */
static void match_same(struct form *form)
{
    g_autoptr(GHashTable) first =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree guint *next = g_new0(guint, form->written->len + 1);
    for (guint i = form->written->len; i > 0; i--) {
        char *key = key_of(written_at(form, i - 1));
        next[i - 1] = GPOINTER_TO_UINT(g_hash_table_lookup(first, key));
        g_hash_table_replace(first, key, GUINT_TO_POINTER(i));
    }
    for (guint i = 0; i < form->rows->len; i++) {
        struct row *row = row_at(form, i);
        guint at = GPOINTER_TO_UINT(g_hash_table_lookup(first, row->key));
        if (at == 0)
            continue;
        row->written = (int)at - 1;
        row->same = true;
        form->taken[at - 1] = true;
        g_hash_table_replace(first, g_strdup(row->key),
                             GUINT_TO_POINTER(next[at - 1]));
    }
}

static bool is_free(const struct form *form, int written)
{
    return written >= 0 && (guint)written < form->written->len &&
           !form->taken[written];
}

/* A free row with the same name. */
static int find_named(const struct form *form, const struct row *row)
{
    if (strcmp(row->stamps[NAME].text, "-") == 0)
        return -1;
    for (guint i = 0; i < form->written->len; i++)
        if (!form->taken[i] && strcmp(written_at(form, i)->stamps[NAME],
                                      row->stamps[NAME].text) == 0)
            return (int)i;
    return -1;
}

/* Edited rows: by their name, else by the row above or below them. */
static void match_edited(struct form *form)
{
    for (guint i = 0; i < form->rows->len; i++) {
        struct row *row = row_at(form, i);
        if (row->written >= 0)
            continue;
        int at = find_named(form, row);
        if (at < 0)
            at = i == 0 ? 0 : row_at(form, i - 1)->written + 1;
        if (!is_free(form, at) && i + 1 < form->rows->len)
            at = row_at(form, i + 1)->written - 1;
        if (!is_free(form, at) || (i > 0 && row_at(form, i - 1)->written < 0))
            continue;
        row->written = at;
        form->taken[at] = true;
    }
}

/* ---- what was edited ---- */

/* What stands in 原表 for one project or sum, and in the report. */
struct pair {
    const char *tag;
    int project;
    const char *name;
    JxPlace name_place;
    const JxMoney *funding;
    const JxProject *texts; /* NULL for a sum */
};

static bool is_tagged(const struct form *form, int written, const char *tag)
{
    return written >= 0 && strcmp(written_at(form, written)->tag, tag) == 0;
}

/* All that stands in a column for a tag. Yours. */
static char *column_text(const struct form *form, const char *tag, int column)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < form->rows->len; i++) {
        const struct row *row = row_at(form, i);
        const char *piece = jx_list_text(form->list, row->row, COLUMNS[column]);
        if (is_tagged(form, row->written, tag) && piece != NULL)
            g_string_append(text, piece);
    }
    return g_string_free(text, FALSE);
}

/* The first row of a tag, of those where a column was edited; 0: none. */
static guint edited_row(const struct form *form, const char *tag, int column)
{
    guint first = 0;
    for (guint i = 0; i < form->rows->len; i++) {
        const struct row *row = row_at(form, i);
        if (!is_tagged(form, row->written, tag))
            continue;
        if (first == 0)
            first = row->row;
        if (strcmp(written_at(form, row->written)->stamps[column],
                   row->stamps[column].text) != 0)
            return row->row;
    }
    return first;
}

static bool is_same_text(const char *a, const char *b)
{
    g_autofree char *left = jx_folded(a ? a : "");
    g_autofree char *right = jx_folded(b ? b : "");
    return strcmp(left, right) == 0;
}

static void report_conflict(const struct form *form, const struct pair *pair,
                            int column, const char *here, const char *there,
                            const char *address)
{
    static const JxField FIELDS[N_STAMPS] = {
        JX_FIELD_NAME,       JX_FIELD_TOTAL,
        JX_FIELD_FISCAL,     JX_FIELD_SPECIAL_ACCOUNT,
        JX_FIELD_OTHER,      JX_FIELD_GOAL,
        JX_FIELD_INDICATORS,
    };
    g_autofree char *left = jx_back_quote(*here != '\0' ? here : NULL);
    g_autofree char *right = jx_back_quote(there);
    g_autofree char *message =
        g_strdup_printf(_("“原表”这一格改成了“%s”，没有采用；取 %s 的“%s”"),
                        left, address ? address : "", right);
    JxFinding *finding =
        jx_back_finding(form->back, "workbook-conflict", form->list,
                        edited_row(form, pair->tag, column), COLUMNS[column],
                        pair->project, message);
    finding->field = FIELDS[column];
    finding->hint =
        g_strdup(_("请在“资金”“绩效目标”“绩效指标”上修改；“原表”只供打印"));
}

static char *shown(const struct form *form, const JxMoney *money)
{
    if (money->blank && !money->invalid)
        return NULL;
    return money->invalid
               ? g_strdup(money->text)
               : jx_money_format(money->fen, form->back->report->currency,
                                 money->decimals, false);
}

static void compare_pair(const struct form *form, const struct pair *pair)
{
    g_autofree char *name = column_text(form, pair->tag, NAME);
    if (!is_same_text(name, pair->name))
        report_conflict(form, pair, NAME, name, pair->name,
                        pair->name_place.cell);
    for (int fund = 0; fund < JX_N_FUNDS; fund++) {
        const JxMoney *money = &pair->funding[fund];
        g_autofree char *here = column_text(form, pair->tag, AMOUNTS + fund);
        g_autofree char *there = shown(form, money);
        if (strcmp(jx_stamp_amount(here).text, jx_stamp_amount(there).text) !=
            0)
            report_conflict(form, pair, AMOUNTS + fund, here, there,
                            money->place.cell);
    }
    if (pair->texts == NULL)
        return;
    g_autofree char *goal = column_text(form, pair->tag, GOAL);
    if (!is_same_text(goal, pair->texts->goal))
        report_conflict(form, pair, GOAL, goal, pair->texts->goal,
                        pair->texts->goal_place.cell);
    g_autofree char *all = column_text(form, pair->tag, INDICATORS);
    if (!is_same_text(all, pair->texts->indicators_text))
        report_conflict(form, pair, INDICATORS, all,
                        pair->texts->indicators_text,
                        pair->texts->indicators_place.cell);
}

static void report_gone(const struct form *form, const struct pair *pair)
{
    g_autofree char *quoted = jx_back_quote(pair->name);
    g_autofree char *message = g_strdup_printf(
        _("“原表”里删去了“%s”，没有采用；%s 仍有这一行"), quoted,
        pair->name_place.cell ? pair->name_place.cell : "");
    jx_back_finding(form->back, "workbook-conflict", form->list,
                    form->list->heading_row, JX_AT_NAME, pair->project, message)
        ->field = JX_FIELD_NAME;
}

static bool pair_of(const struct form *form, const char *tag, struct pair *pair)
{
    const JxReport *report = form->back->report;
    guint number = (guint)g_ascii_strtoull(tag + 1, NULL, 10);
    const JxTotals *totals = NULL;
    *pair = (struct pair){.tag = tag, .project = -1};
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
    guint n_written, n_same, n_there;
};

/* Every project and sum of which a row is not as it was written, in order. */
static void compare_rows(const struct form *form)
{
    g_autoptr(GHashTable) tallies =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    g_autoptr(GPtrArray) tags = g_ptr_array_new();
    for (guint i = 0; i < form->written->len; i++) {
        const char *tag = written_at(form, i)->tag;
        struct tally *tally = g_hash_table_lookup(tallies, tag);
        if (tally == NULL) {
            tally = g_new0(struct tally, 1);
            g_hash_table_insert(tallies, (gpointer)tag, tally);
            g_ptr_array_add(tags, (gpointer)tag);
        }
        tally->n_written++;
    }
    for (guint i = 0; i < form->rows->len; i++) {
        const struct row *row = row_at(form, i);
        if (row->written < 0)
            continue;
        struct tally *tally =
            g_hash_table_lookup(tallies, written_at(form, row->written)->tag);
        tally->n_there++;
        tally->n_same += row->same;
    }
    for (guint i = 0; i < tags->len; i++) {
        const struct tally *tally =
            g_hash_table_lookup(tallies, tags->pdata[i]);
        struct pair pair;
        if (tally->n_same == tally->n_written ||
            !pair_of(form, tags->pdata[i], &pair))
            continue;
        if (tally->n_there == 0)
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

static void take_inserted(const struct form *form, const struct row *row,
                          const char *text, bool in_notes)
{
    JxReport *report = form->back->report;
    JxLineKind kind = text ? kind_of(form->back, text) : JX_LINE_OTHER;
    bool alone = true;
    for (int i = NAME + 1; i < N_STAMPS; i++)
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

static void take_lines(const struct form *form)
{
    JxReport *report = form->back->report;
    bool in_notes = false;
    for (guint i = 0; i < form->rows->len; i++) {
        const struct row *row = row_at(form, i);
        const char *text = jx_list_text(form->list, row->row, JX_AT_NAME);
        const char *tag =
            row->written < 0 ? "" : written_at(form, row->written)->tag;
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

static void check_head(const struct form *form)
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
    struct form form = {.back = back, .list = back->lists[JX_LIST_FORM]};
    if (form.list == NULL || back->trace == NULL ||
        back->trace->form_rows->len == 0) {
        read_without(back);
        return;
    }
    form.written = back->trace->form_rows;
    form.rows = g_array_new(FALSE, FALSE, sizeof(struct row));
    g_array_set_clear_func(form.rows, row_clear);
    form.taken = g_new0(bool, form.written->len + 1);
    read_rows(&form);
    match_same(&form);
    match_edited(&form);
    take_lines(&form);
    compare_rows(&form);
    check_head(&form);
    g_array_unref(form.rows);
    g_free(form.taken);
}
