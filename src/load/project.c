#include "load/project.h"

#include "base/intl.h"
#include "load/around.h"
#include "load/indicator.h"
#include "load/tidy.h"

/* Characters of a name that a message quotes. */
#define MAX_NAME 60

/* One entry under the hand; `project` is its index or -1. */
struct source {
    JxReport *report;
    const JxCells *cells;
    const JxEntry *entry;
    int project;
};

static const JxColumn *column_at(const struct source *source, guint column)
{
    return &g_array_index(source->entry->heading->columns, JxColumn, column);
}

/* All that stands in a column, page breaks joined. Yours. */
static JxText *column_text(const struct source *source, guint column)
{
    JxText *text = jx_text_new(source->report);
    for (guint i = 0; i < source->entry->placed->len; i++) {
        const JxPlaced *placed =
            &g_array_index(source->entry->placed, JxPlaced, i);
        if (placed->column == column)
            jx_text_append(text, source->cells, placed->cell);
    }
    return text;
}

static JxPlace row_place(const struct source *source, guint row)
{
    const JxRow *r = jx_cells_row(source->cells, row);
    return jx_cell_place_in(source->report, source->cells, r->first);
}

/* Where the text of a column stands; without one, where its blank cell is,
 * and without that, where its row begins. */
static JxPlace text_place(const struct source *source, const JxText *text,
                          JxColumnKind kind)
{
    guint blank = source->entry->blank[kind];
    if (text->chars->len > 0)
        return jx_text_place(text, 0, text->chars->len);
    if (blank > 0)
        return jx_cell_place_in(source->report, source->cells, blank - 1);
    return row_place(source,
                     g_array_index(source->entry->rows, JxEntryRow, 0).row);
}

/* ---- findings about rows ---- */

/* Headings of the columns that got no cell, for the message. Yours. */
static char *absent_columns(const struct source *source)
{
    GString *names = g_string_new(NULL);
    guint n = MIN(source->entry->heading->columns->len, 64);
    for (guint i = 0; i < n; i++)
        if ((source->entry->absent >> i & 1) != 0)
            g_string_append_printf(names, "%s%s", names->len > 0 ? "、" : "",
                                   column_at(source, i)->heading);
    return g_string_free(names, FALSE);
}

static void report_missing(const struct source *source, const JxEntryRow *row)
{
    guint n = jx_cells_row(source->cells, row->row)->n;
    g_autofree char *absent = absent_columns(source);
    JxFinding *finding = jx_diags_add(
        source->report->diags, "row-cell-missing", row_place(source, row->row),
        _("本行 %u 格，表头 %u 栏；没有分到单元格的栏：%s"), n,
        n + row->missing, absent);
    finding->project = source->project;
    finding->hint = g_strdup(
        row->by_sum ? _("从左到右放置时总计不等于各项之和；已采用唯一相等的放法"
                        "，请核对原表")
                    : _("已按从左到右放置，请核对原表各项资金所在的栏"));
}

/* The start of a name, enough to know it by. Yours. */
static char *shortened(const char *name)
{
    if (name == NULL || g_utf8_strlen(name, -1) <= MAX_NAME)
        return g_strdup(name ? name : "");
    g_autofree char *start = g_utf8_substring(name, 0, MAX_NAME);
    return g_strconcat(start, "…", NULL);
}

static void report_rows(const struct source *source)
{
    g_autofree char *name = shortened(
        source->project < 0
            ? source->entry->name
            : jx_report_project(source->report, source->project)->name);
    for (guint i = 0; i < source->entry->rows->len; i++) {
        const JxEntryRow *row =
            &g_array_index(source->entry->rows, JxEntryRow, i);
        JxPlace place = row_place(source, row->row);
        if (row->missing > 0)
            report_missing(source, row);
        if (row->surplus > 0)
            jx_diags_add(source->report->diags, "row-cell-extra", place,
                         _("本行比表头多 %u 格"), row->surplus)
                ->project = source->project;
        if (row->continued)
            jx_diags_add(source->report->diags, "row-continued", place,
                         _("本行是上一行的续行，已接回“%s”"), name ? name : "")
                ->project = source->project;
    }
    for (guint i = 0; i < source->entry->placed->len; i++) {
        const JxPlaced *placed =
            &g_array_index(source->entry->placed, JxPlaced, i);
        if (placed->column == JX_NO_COLUMN)
            jx_around_leave_out(source->report, source->cells, placed->cell,
                                source->project);
    }
}

/* ---- amounts ---- */

/* clang-format off */
static const struct {
    JxMoneyKind kind;
    const char *rule, *message;
} BAD_AMOUNTS[] = {
    {JX_MONEY_INVALID, "amount-invalid", N_("“%s”不是金额")},
    {JX_MONEY_TOO_FINE, "amount-precision", N_("金额“%s”不足一分的部分无法表示，未计入")},
    {JX_MONEY_TOO_LARGE, "amount-invalid", N_("金额“%s”过大，未计入")},
};
/* clang-format on */

static void add_amount_finding(const struct source *source, JxFund fund,
                               const JxMoney *money, const char *rule,
                               const char *message)
{
    JxFinding *finding = jx_diags_add(source->report->diags, rule, money->place,
                                      message, money->text);
    finding->project = source->project;
    finding->field = jx_fund_field(fund);
}

static void read_amount(const struct source *source, JxFund fund,
                        JxMoney *money)
{
    int column = jx_heading_column(source->entry->heading,
                                   (JxColumnKind)(JX_COLUMN_TOTAL + fund));
    *money = (JxMoney){.blank = true, .text = ""};
    g_autoptr(JxText) text = column < 0 ? jx_text_new(source->report)
                                        : column_text(source, (guint)column);
    money->place =
        text_place(source, text, (JxColumnKind)(JX_COLUMN_TOTAL + fund));
    if (text->chars->len == 0)
        return;

    const char *note = NULL;
    money->text = jx_text_slice(text, 0, text->chars->len);
    JxMoneyKind kind =
        jx_money_parse(money, money->text, source->report->currency, &note);
    for (gsize i = 0; i < G_N_ELEMENTS(BAD_AMOUNTS); i++)
        if (BAD_AMOUNTS[i].kind == kind)
            add_amount_finding(source, fund, money, BAD_AMOUNTS[i].rule,
                               _(BAD_AMOUNTS[i].message));
    if (kind == JX_MONEY_OK && note != NULL)
        add_amount_finding(source, fund, money, "char-normalised",
                           _("金额写作“%s”，已按数值读取"));
}

/* ---- projects ---- */

static const char *read_text(const struct source *source, JxColumnKind kind,
                             JxField field, JxPlace *place)
{
    int column = jx_heading_column(source->entry->heading, kind);
    g_autoptr(JxText) text = column < 0 ? jx_text_new(source->report)
                                        : column_text(source, (guint)column);
    *place = text_place(source, text, kind);
    JxTidyFor whose = {source->project, 0, field};
    return jx_tidy(text, 0, text->chars->len, whose);
}

static void read_indicators(const struct source *source, JxProject *project)
{
    int column =
        jx_heading_column(source->entry->heading, JX_COLUMN_INDICATORS);
    g_autoptr(JxText) text = column < 0 ? jx_text_new(source->report)
                                        : column_text(source, (guint)column);
    project->indicators_place = text_place(source, text, JX_COLUMN_INDICATORS);
    project->indicators_text = jx_text_slice(text, 0, text->chars->len);
    jx_indicators_read(project, source->project, text);
}

static void read_extras(const struct source *source, JxProject *project)
{
    for (guint i = 0; i < source->entry->heading->columns->len; i++) {
        const JxColumn *column = column_at(source, i);
        if (column->kind != JX_COLUMN_EXTRA)
            continue;
        g_autoptr(JxText) text = column_text(source, i);
        if (text->chars->len == 0)
            continue;
        JxExtra extra = {column->heading,
                         jx_text_slice(text, 0, text->chars->len),
                         jx_text_place(text, 0, text->chars->len)};
        g_array_append_val(project->extra, extra);
    }
}

static void build_project(struct source *source, int unit)
{
    JxProject *project = jx_report_append_project(source->report);
    project->unit = unit;
    project->name =
        read_text(source, JX_COLUMN_NAME, JX_FIELD_NAME, &project->place);
    for (int i = 0; i < JX_N_FUNDS; i++)
        read_amount(source, (JxFund)i, &project->funding[i]);
    project->goal =
        read_text(source, JX_COLUMN_GOAL, JX_FIELD_GOAL, &project->goal_place);
    read_indicators(source, project);
    read_extras(source, project);
    for (guint i = 0; i < source->entry->rows->len; i++)
        project->cells_missing +=
            g_array_index(source->entry->rows, JxEntryRow, i).missing;
}

static void build_totals(struct source *source, JxTotals *totals)
{
    totals->name =
        read_text(source, JX_COLUMN_NAME, JX_FIELD_NONE, &totals->place);
    for (int i = 0; i < JX_N_FUNDS; i++)
        read_amount(source, (JxFund)i, &totals->funding[i]);
}

/* What a row of sums holds beside name and amounts, or all of a repeat; not
 * what a merged cell from above says. */
static void leave_rest(const struct source *source, bool all)
{
    guint row = g_array_index(source->entry->rows, JxEntryRow, 0).row;
    guint first = jx_cells_row(source->cells, row)->first;
    for (guint i = 0; i < source->entry->placed->len; i++) {
        const JxPlaced *placed =
            &g_array_index(source->entry->placed, JxPlaced, i);
        if (placed->column != JX_NO_COLUMN && placed->cell >= first &&
            (all || column_at(source, placed->column)->kind == JX_COLUMN_EXTRA))
            jx_around_leave_out(source->report, source->cells, placed->cell,
                                -1);
    }
}

static void build_sum(struct source *source)
{
    JxReport *report = source->report;
    switch (source->entry->kind) {
    case JX_ENTRY_DECLARED:
        report->has_declared = true;
        build_totals(source, &report->declared);
        break;
    case JX_ENTRY_UNIT:
        build_totals(source, jx_report_append_unit(report));
        break;
    default:
        break;
    }
    leave_rest(source, source->entry->kind == JX_ENTRY_LEFT_OUT);
}

void jx_projects_build(JxReport *report, const JxCells *cells,
                       const GArray *entries)
{
    /* the units of the entries come first: a closing row stands below */
    g_autofree int *unit_of = g_new0(int, entries->len + 1);
    int n_units = 0;
    for (guint i = 0; i < entries->len; i++)
        if (jx_entry(entries, i)->kind == JX_ENTRY_UNIT)
            unit_of[i] = n_units++;

    for (guint i = 0; i < entries->len; i++) {
        const JxEntry *entry = jx_entry(entries, i);
        struct source source = {report, cells, entry, -1};
        if (entry->kind == JX_ENTRY_PROJECT) {
            source.project = (int)report->projects->len;
            build_project(&source, entry->unit < 0 ? -1 : unit_of[entry->unit]);
        } else {
            build_sum(&source);
        }
        report_rows(&source);
    }
}
