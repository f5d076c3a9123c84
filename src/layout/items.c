#include "layout/items.h"

guint jx_items_rows(const JxProject *project)
{
    return project ? MAX(project->indicators->len, 1) : 1;
}

/* Indicator i; where a project has none that could be read, one with the text
 * of the whole cell. */
static JxIndicator indicator_at(const JxProject *project, guint i)
{
    if (i < project->indicators->len)
        return *jx_project_indicator(project, i);
    return (JxIndicator){.text = project->indicators_text};
}

static bool same_level(const JxLevel *a, const JxLevel *b)
{
    return g_strcmp0(a->name, b->name) == 0 && g_strcmp0(a->code, b->code) == 0;
}

/* Whether two neighbours stand under one cell of the level. */
static bool joins(const JxIndicator *a, const JxIndicator *b, guint show)
{
    if (!a->parsed || !b->parsed || !same_level(&a->level1, &b->level1))
        return false;
    const JxLevel *level = show == JX_SHOW_LEVEL1 ? &a->level1 : &a->level2;
    return (level->name || level->code) &&
           (show == JX_SHOW_LEVEL1 || same_level(&a->level2, &b->level2));
}

/* Rows that the level's cell of indicator i takes; 0 when it stands under that
 * of the indicator before. */
static guint level_rows(const JxProject *project, guint i, guint show)
{
    guint n = jx_items_rows(project), end = i + 1;
    if (project == NULL)
        return 1;
    JxIndicator own = indicator_at(project, i);
    if (i > 0) {
        JxIndicator before = indicator_at(project, i - 1);
        if (joins(&before, &own, show))
            return 0;
    }
    for (; end < n; end++) {
        JxIndicator next = indicator_at(project, end);
        if (!joins(&own, &next, show))
            break;
    }
    return end - i;
}

static void put_cell(JxTableRow *row, const JxPlaced *at, JxTableCell cell)
{
    cell.n_columns = (guint16)at->n_columns;
    row->cells[at->column] = cell;
    for (guint k = 1; k < at->n_columns; k++)
        row->cells[at->column + k] = (JxTableCell){0};
}

/* The cells that an item without fields takes: [*from, *end) of the placed;
 * the one that shows whole items, when there is one. */
static void find_loose(const JxPlaced *placed, guint n, guint *from, guint *end)
{
    *from = 0;
    while (*from < n && !jx_show_is_of_item(placed[*from].cell->show))
        (*from)++;
    *end = *from;
    while (*end < n && jx_show_is_of_item(placed[*end].cell->show))
        (*end)++;
    for (guint i = 0; i < n; i++)
        if (placed[i].cell->show == JX_SHOW_ITEM) {
            *from = i;
            *end = i + 1;
        }
}

static void put_loose(const JxWording *wording, JxTable *table, JxTableRow *row,
                      const JxPlaced *placed, guint n, const JxSubject *subject)
{
    static const JxFormCell WHOLE = {.show = JX_SHOW_ITEM};
    guint from, end;
    find_loose(placed, n, &from, &end);
    for (guint i = 0; i < n; i++) {
        JxSubject about = *subject;
        bool is_item = jx_show_is_of_item(placed[i].cell->show);
        JxPlaced at = placed[i];
        if (is_item)
            about.indicator = NULL;
        if (i == from) {
            about.indicator = subject->indicator;
            at.cell = &WHOLE;
            for (guint k = from + 1; k < end; k++)
                at.n_columns += placed[k].n_columns;
        }
        if (i <= from || i >= end)
            put_cell(row, &at,
                     jx_wording_table_cell(wording, table, at.cell, &about));
    }
}

static void put_parsed(const JxWording *wording, JxTable *table, guint index,
                       const JxPlaced *placed, guint n,
                       const JxSubject *subject, guint item)
{
    JxTableRow *row = jx_table_row(table, index);
    for (guint i = 0; i < n; i++) {
        guint show = placed[i].cell->show;
        JxTableCell cell =
            jx_wording_table_cell(wording, table, placed[i].cell, subject);
        if (show == JX_SHOW_LEVEL1 || show == JX_SHOW_LEVEL2)
            cell.n_rows = (guint16)level_rows(subject->project, item, show);
        if (cell.n_rows > 0)
            put_cell(row, &placed[i], cell);
        for (guint k = 0; cell.n_rows == 0 && k < placed[i].n_columns; k++)
            row->cells[placed[i].column + k] = (JxTableCell){0};
    }
}

void jx_items_put(const JxWording *wording, JxTable *table, guint first,
                  const JxPlaced *placed, guint n, const JxSubject *subject)
{
    const JxProject *project = subject->project;
    for (guint i = 0; i < jx_items_rows(project); i++) {
        JxSubject about = *subject;
        JxIndicator indicator = {0};
        if (project)
            indicator = indicator_at(project, i);
        about.indicator = &indicator;
        if (project == NULL || indicator.parsed)
            put_parsed(wording, table, first + i, placed, n, &about, i);
        else
            put_loose(wording, table, jx_table_row(table, first + i), placed, n,
                      &about);
    }
}
