#include "load/belong.h"

#include <string.h>

static void unit_clear(gpointer data)
{
    JxBelongUnit *unit = data;
    g_free(unit->key);
}

/* The cell in the column of units, plus one; 0: blank. */
static guint unit_cell(const JxEntry *entry)
{
    int column = jx_heading_part(entry->heading, JX_PART_UNIT);
    for (guint i = 0; column >= 0 && i < entry->placed->len; i++) {
        JxPlaced placed = g_array_index(entry->placed, JxPlaced, i);
        if (placed.column == (guint)column)
            return placed.cell + 1;
    }
    return 0;
}

/* For every entry the cell that names its unit, plus one: a blank one is that
 * of the entry above. Yours. */
static guint *unit_cells(const GArray *entries)
{
    guint *of = g_new0(guint, entries->len + 1);
    guint last = 0;
    for (guint i = 0; i < entries->len; i++) {
        const JxEntry *entry = jx_entry(entries, i);
        if (jx_heading_part(entry->heading, JX_PART_UNIT) < 0)
            last = 0;
        else if (unit_cell(entry) != 0)
            last = unit_cell(entry);
        of[i] = last;
    }
    return of;
}

static char *key_at(const JxCells *cells, guint cell)
{
    return jx_totals_key(jx_cells_cell(cells, cell)->text);
}

/* What is known on the way. */
struct finder {
    const GArray *entries;
    const JxCells *cells;
    const guint *cells_of; /* see unit_cells */
    const guint *first_of; /* for a row of sums its first project, plus one */
    GArray *units;         /* JxBelongUnit */
    GHashTable *known;     /* its key -> index in units, plus one */
};

/* For every row of sums the first of its projects, plus one. Yours. */
static guint *first_projects(const GArray *entries)
{
    guint *first = g_new0(guint, entries->len + 1);
    for (guint i = entries->len; i-- > 0;)
        if (jx_entry(entries, i)->kind == JX_ENTRY_PROJECT &&
            jx_entry(entries, i)->unit >= 0)
            first[jx_entry(entries, i)->unit] = i + 1;
    return first;
}

/* A row that is only called 小计 is that of the unit in its own column, or of
 * the one its projects name. */
static guint cell_of_sums(const struct finder *finder, guint at)
{
    const JxEntry *entry = jx_entry(finder->entries, at);
    g_autofree char *key = jx_totals_key(entry->name);
    if (!jx_totals_is_word(key))
        return 0;
    if (unit_cell(entry) != 0 || finder->first_of[at] == 0)
        return unit_cell(entry);
    return finder->cells_of[finder->first_of[at] - 1];
}

static int find(const struct finder *finder, const char *key)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(finder->known, key)) - 1;
}

static int add(struct finder *finder, JxBelongUnit unit)
{
    g_array_append_val(finder->units, unit);
    int index = (int)finder->units->len - 1;
    if (find(finder, unit.key) < 0)
        g_hash_table_insert(finder->known, unit.key,
                            GINT_TO_POINTER(index + 1));
    return index;
}

static guint row_of(const JxEntry *entry)
{
    return g_array_index(entry->rows, JxEntryRow, 0).row;
}

/* Adds the row of a unit's sums: one that a column has named gets them. */
static int add_row(struct finder *finder, guint at)
{
    const JxEntry *entry = jx_entry(finder->entries, at);
    guint cell = cell_of_sums(finder, at);
    g_autofree char *key = cell != 0 ? key_at(finder->cells, cell - 1)
                                     : jx_totals_key(entry->name);
    int known = cell != 0 ? find(finder, key) : -1;
    JxBelongUnit *unit =
        known < 0 ? NULL : &g_array_index(finder->units, JxBelongUnit, known);
    if (unit != NULL && unit->entry < 0) {
        unit->entry = (int)at;
        return known;
    }
    return add(finder,
               (JxBelongUnit){g_steal_pointer(&key), (int)at, row_of(entry),
                              cell != 0 ? cell - 1 : G_MAXUINT});
}

/* The unit that a project's column names, or -1. */
static int add_named(struct finder *finder, guint at, const char *own)
{
    guint cell = finder->cells_of[at] - 1;
    g_autofree char *key = key_at(finder->cells, cell);
    if (*key == '\0' || (own != NULL && strcmp(key, own) == 0))
        return -1;
    int known = find(finder, key);
    return known >= 0
               ? known
               : add(finder, (JxBelongUnit){
                                 g_steal_pointer(&key), -1,
                                 row_of(jx_entry(finder->entries, at)), cell});
}

JxBelonging *jx_belonging_of(const GArray *entries, const JxCells *cells,
                             const char *unit)
{
    JxBelonging *belonging = g_new0(JxBelonging, 1);
    g_autofree guint *cells_of = unit_cells(entries);
    g_autofree guint *first_of = first_projects(entries);
    g_autofree char *own = unit ? jx_totals_key(unit) : NULL;
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    belonging->units = g_array_new(FALSE, TRUE, sizeof(JxBelongUnit));
    g_array_set_clear_func(belonging->units, unit_clear);
    belonging->of = g_new0(int, entries->len + 1);
    struct finder finder = {entries,          cells, cells_of, first_of,
                            belonging->units, known};

    for (guint i = 0; i < entries->len; i++) {
        const JxEntry *entry = jx_entry(entries, i);
        belonging->of[i] = -1;
        if (entry->kind == JX_ENTRY_UNIT)
            belonging->of[i] = add_row(&finder, i);
        else if (entry->kind == JX_ENTRY_PROJECT && cells_of[i] != 0)
            belonging->of[i] = add_named(&finder, i, own);
    }
    for (guint i = 0; i < entries->len; i++) {
        const JxEntry *entry = jx_entry(entries, i);
        if (entry->kind == JX_ENTRY_PROJECT && belonging->of[i] < 0 &&
            entry->unit >= 0)
            belonging->of[i] = belonging->of[entry->unit];
    }
    return belonging;
}

void jx_belonging_free(JxBelonging *belonging)
{
    if (belonging == NULL)
        return;
    g_array_unref(belonging->units);
    g_free(belonging->of);
    g_free(belonging);
}
