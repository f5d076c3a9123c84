#include "load/entry.h"

void jx_entry_clear(gpointer data)
{
    JxEntry *entry = data;
    g_array_unref(entry->rows);
    g_array_unref(entry->placed);
    g_array_unref(entry->items);
    g_free(entry->name);
}

JxColumnKind jx_entry_kind_at(const JxEntry *entry, guint placed)
{
    guint column = g_array_index(entry->placed, JxPlaced, placed).column;
    if (column == JX_NO_COLUMN)
        return JX_COLUMN_EXTRA;
    return g_array_index(entry->heading->columns, JxColumn, column).kind;
}

const JxCell *jx_entry_last(const JxEntry *entry, const JxCells *cells,
                            JxColumnKind kind)
{
    return entry->last[kind] == 0 ? NULL
                                  : jx_cells_cell(cells, entry->last[kind] - 1);
}

void jx_entry_place(JxEntry *entry, guint column, guint cell)
{
    JxPlaced placed = {column, cell};
    g_array_append_val(entry->placed, placed);
    JxColumnKind kind = jx_entry_kind_at(entry, entry->placed->len - 1);
    if (kind != JX_COLUMN_EXTRA)
        entry->last[kind] = cell + 1;
}

/* Is the column of placed cell i the one of units, and the cell of this row?
 */
static bool is_own_unit(const JxCells *cells, const JxEntry *entry, guint i)
{
    const JxPlaced *placed = &g_array_index(entry->placed, JxPlaced, i);
    guint row = g_array_index(entry->rows, JxEntryRow, 0).row;
    return placed->column != JX_NO_COLUMN &&
           g_array_index(entry->heading->columns, JxColumn, placed->column)
                   .part == JX_PART_UNIT &&
           placed->cell >= jx_cells_row(cells, row)->first;
}

/* 合计 can stand in the column before the name, over a merged cell, and so can
 * the unit of which the row is the sum. */
static void find_total_word(const JxCells *cells, JxEntry *entry)
{
    for (guint i = 0; i < entry->placed->len; i++) {
        JxPlaced *placed = &g_array_index(entry->placed, JxPlaced, i);
        if (jx_entry_kind_at(entry, i) != JX_COLUMN_EXTRA)
            continue;
        g_autofree char *word =
            jx_folded(jx_cells_cell(cells, placed->cell)->text);
        int column = jx_heading_column(entry->heading, JX_COLUMN_NAME);
        if (column < 0 ||
            (!jx_totals_is_word(word) && !is_own_unit(cells, entry, i)))
            continue;
        placed->column = (guint)column;
        entry->last[JX_COLUMN_NAME] = placed->cell + 1;
        g_free(entry->name);
        entry->name = g_steal_pointer(&word);
        return;
    }
}

static void read_amounts(const JxCells *cells, JxEntry *entry,
                         JxCurrency currency)
{
    gint64 others = 0;
    for (guint i = 0; i < entry->placed->len; i++) {
        JxColumnKind kind = jx_entry_kind_at(entry, i);
        if (kind < JX_COLUMN_TOTAL || kind > JX_COLUMN_OTHER)
            continue;
        guint cell = g_array_index(entry->placed, JxPlaced, i).cell;
        JxMoney *money = &entry->funding[kind - JX_COLUMN_TOTAL];
        jx_money_parse(money, jx_cells_cell(cells, cell)->text, currency, NULL);
        entry->has_amount = entry->has_amount || !money->blank;
        if (kind != JX_COLUMN_TOTAL)
            (void)jx_money_add(others, money->fen, &others);
    }
    const JxCell *total = jx_entry_last(entry, cells, JX_COLUMN_TOTAL);
    entry->amount = total ? entry->funding[JX_FUND_TOTAL].fen : others;
}

/* The cell to read for column `column`: one that a cell above reaches over
 * (所属单位, merged over its projects) stands for that one. */
static guint spanned(const JxCells *cells, const JxHeading *heading, guint row,
                     guint column, guint cell)
{
    const JxCell *c = jx_cells_cell(cells, cell);
    bool above =
        c->origin >= 0 && (guint)c->origin < jx_cells_row(cells, row)->first;
    JxColumnKind kind = g_array_index(heading->columns, JxColumn, column).kind;
    return above && kind == JX_COLUMN_EXTRA ? (guint)c->origin : cell;
}

/* Takes the field of an indicator; false when the column is none. */
static bool take_field(JxEntry *entry, guint column, guint cell)
{
    JxPart part = g_array_index(entry->heading->columns, JxColumn, column).part;
    if (part <= JX_PART_UNIT)
        return false;
    if (entry->items->len == 0)
        g_array_set_size(entry->items, 1);
    g_array_index(entry->items, JxEntryItem, 0).cells[part] = cell + 1;
    return true;
}

/* A row that says something of its own about an indicator: merged levels
 * alone do not. */
static bool has_item(const JxCells *cells, guint row, const JxEntry *entry)
{
    guint first = jx_cells_row(cells, row)->first;
    if (entry->items->len == 0)
        return false;
    const JxEntryItem *item = &g_array_index(entry->items, JxEntryItem, 0);
    for (int part = JX_PART_LEVEL1; part < JX_N_PARTS; part++)
        if (item->cells[part] > first)
            return true;
    return false;
}

JxEntry jx_entry_of(JxReport *report, const JxCells *cells, guint row,
                    const JxHeading *heading)
{
    g_autoptr(JxFilling) filling =
        jx_fill(cells, row, heading, report->currency);
    JxEntry entry = {.heading = heading, .unit = -1};
    entry.rows = g_array_new(FALSE, FALSE, sizeof(JxEntryRow));
    entry.placed = g_array_new(FALSE, FALSE, sizeof(JxPlaced));
    entry.items = g_array_new(FALSE, TRUE, sizeof(JxEntryItem));
    /* a line outside the table is no short row */
    guint missing = jx_cells_row(cells, row)->table < 0 ? 0 : filling->missing;
    JxEntryRow from = {row, missing, filling->surplus, filling->by_sum, false};
    g_array_append_val(entry.rows, from);

    for (guint i = 0; i < filling->cells->len; i++) {
        gint cell = g_array_index(filling->cells, gint, i);
        if (cell < 0 && i < 64)
            entry.absent |= G_GUINT64_CONSTANT(1) << i;
        if (cell < 0)
            continue;
        guint source = spanned(cells, heading, row, i, (guint)cell);
        JxColumnKind kind = g_array_index(heading->columns, JxColumn, i).kind;
        bool blank = jx_is_blank_text(jx_cells_cell(cells, source)->text);
        if (!blank && take_field(&entry, i, source))
            continue;
        if (!blank)
            jx_entry_place(&entry, i, source);
        else if (kind != JX_COLUMN_EXTRA)
            entry.blank[kind] = source + 1;
    }
    for (guint i = 0; i < filling->extra->len; i++) {
        guint cell = g_array_index(filling->extra, guint, i);
        if (!jx_is_blank_text(jx_cells_cell(cells, cell)->text))
            jx_entry_place(&entry, JX_NO_COLUMN, cell);
    }

    const JxCell *name = jx_entry_last(&entry, cells, JX_COLUMN_NAME);
    entry.name = jx_folded(name ? name->text : "");
    if (!has_item(cells, row, &entry))
        g_array_set_size(entry.items, 0);
    bool has_text = entry.items->len > 0 ||
                    jx_entry_last(&entry, cells, JX_COLUMN_GOAL) != NULL ||
                    jx_entry_last(&entry, cells, JX_COLUMN_INDICATORS) != NULL;
    if (*entry.name == '\0' && !has_text)
        find_total_word(cells, &entry);
    read_amounts(cells, &entry, report->currency);
    entry.kind = has_text ? JX_ENTRY_PROJECT : JX_ENTRY_SUM;
    return entry;
}
