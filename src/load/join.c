#include "load/join.h"

#include <string.h>

#include "load/item.h"

/* Of a name cut over many rows this much (bytes) is kept for comparing. */
#define MAX_NAME 1000

/* 甲项目（续） -> 甲项目 */
static char *without_marks(const char *name)
{
    static const char *const MARKS[] = {"(续)", "(续表)", "(续上页)",
                                        "(接上页)", "(续上表)"};
    for (gsize i = 0; i < G_N_ELEMENTS(MARKS); i++)
        if (g_str_has_suffix(name, MARKS[i]))
            return g_strndup(name, strlen(name) - strlen(MARKS[i]));
    return g_strdup(name);
}

static bool same_name(const JxEntry *above, const JxEntry *entry)
{
    g_autofree char *a = without_marks(above->name);
    g_autofree char *b = without_marks(entry->name);
    return *a != '\0' && strcmp(a, b) == 0;
}

static bool same_amounts(const JxEntry *above, const JxEntry *entry)
{
    for (int i = 0; i < JX_N_FUNDS; i++)
        if (above->funding[i].fen != entry->funding[i].fen)
            return false;
    return true;
}

/* Does a sentence end where the cell does? */
static bool is_complete(const JxCell *cell)
{
    if (cell == NULL)
        return true;
    const char *end = cell->text + cell->len;
    while (end > cell->text) {
        end = g_utf8_prev_char(end);
        gunichar c = jx_fold(g_utf8_get_char(end));
        if (!jx_is_blank(c))
            return c == 0x3002 || c == ';' || c == '!' || c == '.';
    }
    return true;
}

/* The ordinal with which an indicator cell begins; 0: in mid-item. */
static guint first_ordinal(JxReport *report, const JxCells *cells,
                           const JxCell *cell)
{
    if (cell == NULL)
        return 0;
    guint index = (guint)(cell - jx_cells_cell(cells, 0));
    g_autoptr(JxText) text = jx_text_of(report, cells, index);
    g_autoptr(GArray) inks = jx_text_inks(text);
    g_array_set_size(inks, MIN(inks->len, 200)); /* the first item will do */
    g_autoptr(GArray) labels = jx_item_labels(inks);
    g_autoptr(GArray) items = jx_items_find(inks, labels);
    if (items->len == 0 || g_array_index(items, JxItem, 0).level1.name_end == 0)
        return 0;
    return g_array_index(items, JxItem, 0).ordinal;
}

/* The next indicator of the same project, in a list with one a row. */
static bool is_next_item(const JxEntry *above, const JxEntry *entry)
{
    /* a row of a name and amounts: a project's, its indicators below it? */
    if (above->kind != JX_ENTRY_PROJECT &&
        (*entry->name != '\0' || entry->has_amount ||
         jx_totals_is_word(above->name) ||
         jx_totals_is_organisation(above->name)))
        return false;
    bool same = *entry->name == '\0' || same_name(above, entry);
    return same && (!entry->has_amount || same_amounts(above, entry));
}

bool jx_continues(JxReport *report, const JxCells *cells, const JxEntry *above,
                  const JxEntry *entry)
{
    const JxCell *goal = jx_entry_last(entry, cells, JX_COLUMN_GOAL);
    const JxCell *indicators =
        jx_entry_last(entry, cells, JX_COLUMN_INDICATORS);
    if (entry->heading->listed && above->heading->listed &&
        entry->kind == JX_ENTRY_PROJECT)
        return is_next_item(above, entry);
    if (above->kind != JX_ENTRY_PROJECT || entry->kind != JX_ENTRY_PROJECT)
        return false;
    bool same = same_name(above, entry);
    if (entry->has_amount && !(same && same_amounts(above, entry)))
        return false;
    const JxCell *above_indicators =
        jx_entry_last(above, cells, JX_COLUMN_INDICATORS);
    if (above_indicators != NULL && goal != NULL &&
        first_ordinal(report, cells, indicators) == 1)
        return false; /* it has all that a project has */
    if (*entry->name == '\0' || same)
        return true;

    /* the name itself was cut, too: then a text must be in mid-sentence */
    if (indicators != NULL)
        return above_indicators != NULL && !is_complete(above_indicators) &&
               first_ordinal(report, cells, indicators) == 0;
    return !is_complete(jx_entry_last(above, cells, JX_COLUMN_GOAL));
}

static bool same_text(const JxCell *a, const JxCell *b)
{
    return a != NULL && b != NULL && strcmp(a->text, b->text) == 0;
}

static bool is_placed(const JxEntry *entry, guint cell)
{
    for (guint i = 0; i < entry->placed->len; i++)
        if (g_array_index(entry->placed, JxPlaced, i).cell == cell)
            return true;
    return false;
}

/* In a list with one indicator a row: what is said of the project stands left
 * of the indicator and may be said again in every row. */
static bool is_said(const JxCells *cells, const JxEntry *above, JxPlaced placed)
{
    int name = jx_heading_part(above->heading, JX_PART_NAME);
    if ((int)placed.column > name)
        return false;
    for (guint i = above->placed->len; i-- > 0;) {
        JxPlaced last = g_array_index(above->placed, JxPlaced, i);
        if (last.column == placed.column)
            return same_text(jx_cells_cell(cells, last.cell),
                             jx_cells_cell(cells, placed.cell));
    }
    return false;
}

/* The column of `above` that is the same as one of `entry`: the page it stands
 * on may have another heading. */
static guint column_above(const JxEntry *above, const JxEntry *entry,
                          guint column)
{
    if (column == JX_NO_COLUMN || above->heading == entry->heading)
        return column;
    const JxColumn *here =
        &g_array_index(entry->heading->columns, JxColumn, column);
    for (guint i = 0; i < above->heading->columns->len; i++) {
        const JxColumn *there =
            &g_array_index(above->heading->columns, JxColumn, i);
        if (there->kind == here->kind &&
            (here->kind != JX_COLUMN_EXTRA ||
             strcmp(there->heading, here->heading) == 0))
            return i;
    }
    return JX_NO_COLUMN;
}

void jx_join(const JxCells *cells, JxEntry *above, JxEntry *entry)
{
    JxEntryRow row = g_array_index(entry->rows, JxEntryRow, 0);
    guint first = jx_cells_row(cells, row.row)->first;
    bool same = same_name(above, entry);
    bool same_goal = same_text(jx_entry_last(above, cells, JX_COLUMN_GOAL),
                               jx_entry_last(entry, cells, JX_COLUMN_GOAL));
    for (guint i = 0; i < entry->placed->len; i++) {
        JxColumnKind kind = jx_entry_kind_at(entry, i);
        if ((kind == JX_COLUMN_NAME && same) ||
            (kind == JX_COLUMN_GOAL && same_goal) ||
            (kind >= JX_COLUMN_TOTAL && kind <= JX_COLUMN_OTHER))
            continue;
        JxPlaced placed = g_array_index(entry->placed, JxPlaced, i);
        /* a cell merged over both rows is placed already */
        if (placed.cell < first && is_placed(above, placed.cell))
            continue;
        if (entry->heading->listed && is_said(cells, above, placed))
            continue;
        jx_entry_place(above, column_above(above, entry, placed.column),
                       placed.cell);
    }
    above->kind = JX_ENTRY_PROJECT;
    row.continued = entry->items->len == 0;
    g_array_append_val(above->rows, row);
    g_array_append_vals(above->items, entry->items->data, entry->items->len);
    if (!same && *entry->name != '\0' && strlen(above->name) < MAX_NAME) {
        char *name = g_strconcat(above->name, entry->name, NULL);
        g_free(above->name);
        above->name = name;
    }
    jx_entry_clear(entry);
}

bool jx_join_line(const JxCells *cells, JxEntry *above, guint row, guint cell)
{
    const JxCell *indicators =
        jx_entry_last(above, cells, JX_COLUMN_INDICATORS);
    JxColumnKind kind =
        indicators != NULL ? JX_COLUMN_INDICATORS : JX_COLUMN_GOAL;
    const JxCell *open = jx_entry_last(above, cells, kind);
    const char *text = jx_cells_cell(cells, cell)->text;
    if (above->kind != JX_ENTRY_PROJECT || open == NULL ||
        (is_complete(open) && strstr(text, "指标值") == NULL))
        return false;
    if (strstr(text, "指标值") != NULL)
        kind = JX_COLUMN_INDICATORS;
    int column = jx_heading_column(above->heading, kind);
    if (column < 0)
        return false;

    jx_entry_place(above, (guint)column, cell);
    JxEntryRow from = {.row = row, .continued = true};
    g_array_append_val(above->rows, from);
    return true;
}
