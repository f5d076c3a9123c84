#include "load/heading.h"

#include <string.h>

#include "base/intl.h"
#include "load/column.h"

/* A heading needs this many columns known by name. */
#define MIN_KNOWN 3
#define MAX_HEADING_ROWS 3
/* No heading is longer, its remarks in brackets included. */
#define MAX_HEADING_BYTES 240

/* ---- the grid of heading rows: one source cell a column ---- */

/* For every column the cell that names it, G_MAXUINT for none. */
static GArray *first_row(const JxCells *cells, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    GArray *grid = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = r->first; i < r->first + r->n; i++) {
        const JxCell *cell = jx_cells_cell(cells, i);
        guint index = cell->origin >= 0 ? (guint)cell->origin : i;
        g_array_append_val(grid, index);
    }
    return grid;
}

static const char *grid_text(const JxCells *cells, const GArray *grid, guint i)
{
    guint index = g_array_index(grid, guint, i);
    return index == G_MAXUINT ? "" : jx_cells_cell(cells, index)->text;
}

/* Is every written cell of the row a column's name, at least two, and none
 * below another name? */
static bool is_sub_heading(const JxCells *cells, const GArray *grid, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    guint n = 0;
    for (guint i = 0; i < r->n; i++) {
        const char *text = jx_cells_cell(cells, r->first + i)->text;
        if (jx_is_blank_text(text))
            continue;
        bool field = jx_column_is_field(text);
        if (jx_column_name(text).rank == JX_NO_RANK &&
            !jx_column_is_group(text) && !field)
            return false;
        const char *above = r->n == grid->len ? grid_text(cells, grid, i) : "";
        if (jx_column_name(above).rank != JX_NO_RANK &&
            !jx_column_is_group(above) && !field)
            return false;
        n++;
    }
    return n >= 2;
}

/* Column of the first group word in the grid, or -1; 绩效指标 is one over the
 * fields of an indicator. */
static int group_column(const JxCells *cells, const GArray *grid, bool fields)
{
    for (guint i = 0; i < grid->len; i++) {
        const char *text = grid_text(cells, grid, i);
        if (jx_column_is_group(text) ||
            (fields && jx_column_name(text).kind == JX_COLUMN_INDICATORS))
            return (int)i;
    }
    return -1;
}

/* Lays a second heading row over the grid. A full row goes column by column;
 * a row of the group's names alone goes where the group stands, and makes
 * room for itself when the group was printed as one cell. */
static void add_row(const JxCells *cells, GArray *grid, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    bool fields =
        r->n > 0 && jx_column_is_field(jx_cells_cell(cells, r->first)->text);
    int group = group_column(cells, grid, fields);
    bool leads =
        r->n > 0 && !jx_is_blank_text(jx_cells_cell(cells, r->first)->text);
    guint start = leads && r->n < grid->len && group > 0 ? (guint)group : 0;

    if (start > 0) {
        guint room = 1, none = G_MAXUINT;
        while (start + room < grid->len &&
               jx_is_blank_text(grid_text(cells, grid, start + room)))
            room++;
        guint same = g_array_index(grid, guint, start);
        while (start + room < grid->len &&
               g_array_index(grid, guint, start + room) == same)
            room++;
        for (; room < r->n; room++)
            g_array_insert_val(grid, start + 1, none);
    }
    for (guint i = 0; i < r->n; i++) {
        guint index = r->first + i;
        if (jx_is_blank_text(jx_cells_cell(cells, index)->text))
            continue;
        while (grid->len <= start + i) {
            guint none = G_MAXUINT;
            g_array_append_val(grid, none);
        }
        g_array_index(grid, guint, start + i) = index;
    }
}

/* ---- from the grid to columns ---- */

static void demote_doubles(GArray *columns, const guint *ranks)
{
    for (guint i = 0; i < columns->len; i++) {
        JxColumn *column = &g_array_index(columns, JxColumn, i);
        for (guint k = 0; k < columns->len; k++) {
            const JxColumn *other = &g_array_index(columns, JxColumn, k);
            bool better =
                ranks[k] < ranks[i] || (ranks[k] == ranks[i] && k < i);
            if (k != i && other->kind == column->kind &&
                column->kind != JX_COLUMN_EXTRA && better) {
                column->kind = JX_COLUMN_EXTRA;
                column->known = true;
                break;
            }
        }
    }
}

/* What the columns of a grid are beside their kinds: one JxPart a column.
 * Yours. */
static JxPart *parts_of(const JxCells *cells, const GArray *grid)
{
    JxPart *parts = g_new0(JxPart, grid->len + 1);
    g_auto(GStrv) keys = g_new0(char *, grid->len + 1);
    for (guint i = 0; i < grid->len; i++)
        keys[i] = jx_column_key(grid_text(cells, grid, i));
    jx_parts_find((const char *const *)keys, grid->len, parts);
    return parts;
}

/* A column that names things is no unit of theirs. */
static void settle_units(GArray *columns)
{
    for (guint i = 0; i < columns->len; i++) {
        JxColumn *column = &g_array_index(columns, JxColumn, i);
        if (column->kind != JX_COLUMN_EXTRA)
            column->part = JX_PART_NONE;
        column->known = column->known || column->part != JX_PART_NONE;
    }
}

static GArray *columns_of(JxReport *report, const JxCells *cells,
                          const GArray *grid)
{
    GArray *columns = g_array_new(FALSE, TRUE, sizeof(JxColumn));
    g_autofree guint *ranks = g_new0(guint, grid->len);
    g_autofree JxPart *parts = parts_of(cells, grid);

    for (guint i = 0; i < grid->len; i++) {
        const char *text = grid_text(cells, grid, i);
        bool field = parts[i] > JX_PART_UNIT;
        JxNamed named = jx_column_name(text);
        JxColumn column = {.kind = field ? JX_COLUMN_EXTRA : named.kind,
                           .known = field || named.rank != JX_NO_RANK,
                           .heading = "",
                           .part = parts[i]};
        ranks[i] = named.rank;
        if (!jx_is_blank_text(text)) {
            guint cell = g_array_index(grid, guint, i);
            g_autoptr(JxText) heading = jx_text_of(report, cells, cell);
            column.heading = jx_report_text(report, heading->text->str);
            column.place = jx_text_place(heading, 0, heading->chars->len);
        }
        g_array_append_val(columns, column);
    }
    demote_doubles(columns, ranks);
    settle_units(columns);
    while (columns->len > 0 &&
           *g_array_index(columns, JxColumn, columns->len - 1).heading == '\0')
        g_array_set_size(columns, columns->len - 1);
    return columns;
}

/* The number of different columns of ours in a grid; 0 when neither goal nor
 * indicators are among them. The fields of an indicator are enough beside the
 * project's name. */
static guint score(const JxCells *cells, const GArray *grid)
{
    bool seen[JX_N_COLUMNS] = {false};
    guint n = 0;
    g_autofree JxPart *parts = parts_of(cells, grid);
    bool listed = false;
    for (guint i = 0; i < grid->len; i++) {
        JxNamed named = jx_column_name(grid_text(cells, grid, i));
        listed = listed || parts[i] == JX_PART_NAME;
        if (named.kind == JX_COLUMN_EXTRA || seen[named.kind])
            continue;
        seen[named.kind] = true;
        n++;
    }
    if (listed)
        return seen[JX_COLUMN_NAME] ? MIN_KNOWN : 0;
    return seen[JX_COLUMN_GOAL] || seen[JX_COLUMN_INDICATORS] ? n : 0;
}

static JxCurrency currency_in(const GArray *columns)
{
    for (guint i = 0; i < columns->len; i++) {
        const JxColumn *column = &g_array_index(columns, JxColumn, i);
        g_autofree char *key = jx_column_folded(column->heading);
        const char *open = strrchr(key, '(');
        if (open == NULL || column->kind == JX_COLUMN_EXTRA)
            continue;
        g_autofree char *word = g_strdup(open + 1);
        word[strcspn(word, ")")] = '\0';
        JxCurrency currency = jx_currency_parse(word);
        if (currency != JX_CURRENCY_UNKNOWN)
            return currency;
    }
    return JX_CURRENCY_UNKNOWN;
}

/* Cheap refusal of rows that can be no heading: a sentence stands in them, or
 * no cell is named as a column. */
static bool may_be_heading(const JxCells *cells, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    bool any = false;
    for (guint i = r->first; i < r->first + r->n; i++)
        if (jx_cells_cell(cells, i)->len > MAX_HEADING_BYTES)
            return false;
    for (guint i = r->first; i < r->first + r->n && !any; i++) {
        const char *text = jx_cells_cell(cells, i)->text;
        any =
            !jx_is_blank_text(text) && jx_column_name(text).rank != JX_NO_RANK;
    }
    return any;
}

void jx_heading_free(JxHeading *heading)
{
    if (heading == NULL)
        return;
    g_array_unref(heading->columns);
    g_free(heading);
}

/* The grid of the heading that begins in `row`, and its rows. Yours. */
static GArray *grid_of(const JxCells *cells, guint row, guint *n_rows)
{
    GArray *grid = first_row(cells, row);
    *n_rows = 1;
    while (*n_rows < MAX_HEADING_ROWS && row + *n_rows < cells->rows->len &&
           jx_cells_row(cells, row + *n_rows)->table ==
               jx_cells_row(cells, row)->table &&
           is_sub_heading(cells, grid, row + *n_rows))
        add_row(cells, grid, row + (*n_rows)++);
    return grid;
}

static JxHeading *heading_new(JxReport *report, const JxCells *cells,
                              const GArray *grid, guint row, guint n_rows)
{
    JxHeading *heading = g_new0(JxHeading, 1);
    heading->columns = columns_of(report, cells, grid);
    heading->row = row;
    heading->n_rows = n_rows;
    heading->currency = currency_in(heading->columns);
    heading->listed = jx_heading_part(heading, JX_PART_NAME) >= 0;
    return heading;
}

JxHeading *jx_heading_find(JxReport *report, const JxCells *cells, guint row)
{
    if (jx_cells_row(cells, row)->n < 2 || !may_be_heading(cells, row))
        return NULL;

    guint n_rows;
    g_autoptr(GArray) grid = grid_of(cells, row, &n_rows);
    if (score(cells, grid) < MIN_KNOWN)
        return NULL;
    return heading_new(report, cells, grid, row, n_rows);
}

bool jx_heading_has_fields(const JxCells *cells, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    bool any = false;
    for (guint i = r->first; i < r->first + r->n && !any; i++) {
        const JxCell *cell = jx_cells_cell(cells, i);
        any = cell->len > 0 && cell->len <= MAX_HEADING_BYTES &&
              jx_column_is_field(cell->text);
    }
    if (!any)
        return false;
    guint n_rows;
    g_autoptr(GArray) grid = grid_of(cells, row, &n_rows);
    g_autofree JxPart *parts = parts_of(cells, grid);
    bool named = false, listed = false;
    for (guint i = 0; i < grid->len; i++) {
        named = named || jx_column_name(grid_text(cells, grid, i)).kind ==
                             JX_COLUMN_NAME;
        listed = listed || parts[i] == JX_PART_NAME;
    }
    return listed && !named;
}

/* The parts of the second block: what the first one left, with its levels
 * where it has none of its own. NULL when there is no second. */
static JxHeading *second_block(JxReport *report, const JxCells *cells,
                               const GArray *grid, const JxHeading *first)
{
    g_autofree JxPart *parts = g_new0(JxPart, grid->len + 1);
    g_auto(GStrv) keys = g_new0(char *, grid->len + 1);
    for (guint i = 0; i < grid->len; i++) {
        JxPart part = i < first->columns->len
                          ? g_array_index(first->columns, JxColumn, i).part
                          : JX_PART_NONE;
        bool taken = part > JX_PART_LEVEL1;
        keys[i] =
            taken ? g_strdup("") : jx_column_key(grid_text(cells, grid, i));
    }
    jx_parts_find((const char *const *)keys, grid->len, parts);
    JxHeading *second =
        heading_new(report, cells, grid, first->row, first->n_rows);
    second->listed = false;
    for (guint i = 0; i < second->columns->len; i++) {
        JxColumn *column = &g_array_index(second->columns, JxColumn, i);
        column->part = parts[i];
        second->listed = second->listed || parts[i] == JX_PART_NAME;
    }
    if (second->listed)
        return second;
    jx_heading_free(second);
    return NULL;
}

JxHeading *jx_heading_fields(JxReport *report, const JxCells *cells, guint row,
                             JxHeading **year)
{
    *year = NULL;
    if (!jx_heading_has_fields(cells, row))
        return NULL;
    guint n_rows;
    g_autoptr(GArray) grid = grid_of(cells, row, &n_rows);
    JxHeading *heading = heading_new(report, cells, grid, row, n_rows);
    *year = second_block(report, cells, grid, heading);
    return heading;
}

JxHeading *jx_heading_official(void)
{
    JxHeading *heading = g_new0(JxHeading, 1);
    heading->columns = g_array_new(FALSE, TRUE, sizeof(JxColumn));
    for (guint i = 0; i < JX_N_COLUMNS; i++) {
        JxColumn column = {
            .kind = (JxColumnKind)i, .heading = "", .known = true};
        g_array_append_val(heading->columns, column);
    }
    return heading;
}

int jx_heading_column(const JxHeading *heading, JxColumnKind kind)
{
    for (guint i = 0; i < heading->columns->len; i++)
        if (g_array_index(heading->columns, JxColumn, i).kind == kind)
            return (int)i;
    return -1;
}

int jx_heading_part(const JxHeading *heading, JxPart part)
{
    for (guint i = 0; i < heading->columns->len; i++)
        if (g_array_index(heading->columns, JxColumn, i).part == part)
            return (int)i;
    return -1;
}

void jx_heading_report(const JxHeading *heading, JxReport *report)
{
    for (guint i = 0; i < heading->columns->len; i++) {
        const JxColumn *column = &g_array_index(heading->columns, JxColumn, i);
        if (column->kind != JX_COLUMN_EXTRA || column->part > JX_PART_UNIT)
            continue;
        const char *message =
            column->part == JX_PART_UNIT
                ? _("“%s”一栏作为项目的所属单位，空格沿用上一行")
            : column->known ? _("多出一列“%s”，内容已随项目保留")
                            : _("表头“%s”不是本表的栏目，内容已随项目保留");
        jx_diags_add(report->diags,
                     column->known ? "column-extra" : "heading-unknown",
                     column->place, message, column->heading);
    }
}
