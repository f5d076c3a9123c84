#include "load/project.h"

#include "base/intl.h"
#include "load/amount.h"
#include "load/around.h"
#include "load/belong.h"
#include "load/indicator.h"
#include "load/listed.h"
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

    money->text = jx_text_slice(text, 0, text->chars->len);
    jx_amount_read(source->report, money, source->project, fund);
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
    if (source->entry->items->len > 0) {
        jx_listed_read(project, source->project, source->entry, source->report,
                       source->cells);
        return;
    }
    int column =
        jx_heading_column(source->entry->heading, JX_COLUMN_INDICATORS);
    g_autoptr(JxText) text = column < 0 ? jx_text_new(source->report)
                                        : column_text(source, (guint)column);
    project->indicators_place = text_place(source, text, JX_COLUMN_INDICATORS);
    project->indicators_text = jx_text_slice(text, 0, text->chars->len);
    jx_indicators_read(project, source->project, text);
}

/* All that stands in an extra column: in a list with one indicator a row one
 * line a row. Yours. */
static char *extra_text(const struct source *source, guint column)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < source->entry->placed->len; i++) {
        const JxPlaced *placed =
            &g_array_index(source->entry->placed, JxPlaced, i);
        if (placed->column != column)
            continue;
        g_autoptr(JxText) text =
            jx_text_of(source->report, source->cells, placed->cell);
        bool apart = lines->len > 0 && source->entry->heading->listed;
        g_string_append_printf(lines, "%s%s", apart ? "\n" : "",
                               text->text->str);
    }
    return lines->len > 0 ? g_strdup(lines->str) : NULL;
}

static void read_extras(const struct source *source, JxProject *project)
{
    for (guint i = 0; i < source->entry->heading->columns->len; i++) {
        const JxColumn *column = column_at(source, i);
        if (column->kind != JX_COLUMN_EXTRA)
            continue;
        g_autofree char *text = extra_text(source, i);
        if (text == NULL)
            continue;
        g_autoptr(JxText) whole = column_text(source, i);
        JxExtra extra = {column->heading, jx_report_text(source->report, text),
                         jx_text_place(whole, 0, whole->chars->len)};
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
        if (placed->column == JX_NO_COLUMN || placed->cell < first)
            continue;
        const JxColumn *column = column_at(source, placed->column);
        bool unit = column->part == JX_PART_UNIT &&
                    source->entry->kind == JX_ENTRY_UNIT;
        if (all || (column->kind == JX_COLUMN_EXTRA && !unit))
            jx_around_leave_out(source->report, source->cells, placed->cell,
                                -1);
    }
}

static void build_sum(struct source *source, JxTotals *unit)
{
    JxReport *report = source->report;
    if (source->entry->kind == JX_ENTRY_DECLARED) {
        report->has_declared = true;
        build_totals(source, &report->declared);
    }
    if (source->entry->kind == JX_ENTRY_UNIT)
        build_totals(source, unit);
    leave_rest(source, source->entry->kind == JX_ENTRY_LEFT_OUT);
}

/* ---- units ---- */

/* Fills a unit that only a column names: it prints no sums. */
static void build_named(struct source *source, const JxBelongUnit *named,
                        JxTotals *unit)
{
    g_autoptr(JxText) text =
        jx_text_of(source->report, source->cells, named->cell);
    JxTidyFor nobody = {-1, 0, JX_FIELD_NONE};
    const char *name = jx_tidy(text, 0, text->chars->len, nobody);
    if (named->entry >= 0) { /* the row has its sums, and is called 小计 */
        unit->name = name;
        return;
    }
    *unit = (JxTotals){.name = name, .place = row_place(source, named->row)};
    for (int i = 0; i < JX_N_FUNDS; i++)
        unit->funding[i] =
            (JxMoney){.blank = true, .text = "", .place = unit->place};
}

static void build_units(struct source *source, const JxBelonging *belonging)
{
    for (guint i = 0; i < belonging->units->len; i++) {
        const JxBelongUnit *unit =
            &g_array_index(belonging->units, JxBelongUnit, i);
        if (unit->cell != G_MAXUINT)
            build_named(source, unit, jx_report_unit(source->report, i));
    }
}

void jx_projects_build(JxReport *report, const JxCells *cells,
                       const GArray *entries)
{
    /* units have their places first: a closing row stands below its own */
    g_autoptr(JxBelonging) belonging =
        jx_belonging_of(entries, cells, report->unit);
    for (guint i = 0; i < belonging->units->len; i++)
        jx_report_append_unit(report);

    struct source source = {.report = report, .cells = cells};
    for (guint i = 0; i < entries->len; i++) {
        int unit = belonging->of[i];
        source.entry = jx_entry(entries, i);
        source.project = -1;
        if (source.entry->kind == JX_ENTRY_PROJECT) {
            source.project = (int)report->projects->len;
            build_project(&source, unit);
        } else {
            build_sum(&source,
                      unit < 0 ? NULL : jx_report_unit(report, (guint)unit));
        }
        report_rows(&source);
    }
    build_units(&source, belonging);
}
