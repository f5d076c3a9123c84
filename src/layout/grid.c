#include "layout/grid.h"

#include <math.h>

#include "layout/columns.h"
#include "layout/set.h"

/* Shaped texts that are kept between measuring and drawing, in pieces (about
 * 45 bytes each). A longer table is shaped twice: 2,500 projects would need
 * 160 MiB otherwise. */
enum { KEPT_PIECES = 384 * 1024 };

static const JxTableCell *cell_at(const JxGrid *grid, guint row, guint column)
{
    return &jx_table_row(grid->table, row)->cells[column];
}

static JxShaped *shape_cell(const JxGrid *grid, guint row, guint column)
{
    const JxTableCell *cell = cell_at(grid, row, column);
    if (cell->text == NULL || cell->n_columns == 0)
        return NULL;
    return grid->metrics->shape(grid->metrics->self, cell->text, cell->role,
                                cell->is_amount);
}

const JxShaped *jx_grid_text(const JxGrid *grid, guint row, guint column,
                             JxShaped **yours)
{
    *yours = NULL;
    const JxShaped *kept = grid->shaped[(gsize)row * grid->n_columns + column];
    if (kept)
        return kept;
    return *yours = shape_cell(grid, row, column);
}

double jx_grid_width(const JxGrid *grid, guint column, guint n_columns)
{
    double width = 0;
    for (guint i = 0; i < n_columns; i++)
        width += grid->width[column + i];
    return width;
}

double jx_grid_text_width(const JxGrid *grid, guint column, guint n_columns)
{
    return jx_grid_width(grid, column, n_columns) - 2 * grid->form->pad_x;
}

guint jx_grid_group_columns(const JxGrid *grid, guint column)
{
    const char *group = jx_table_column(grid->table, column)->group;
    guint end = column + 1;
    while (group && end < grid->n_columns &&
           g_strcmp0(jx_table_column(grid->table, end)->group, group) == 0)
        end++;
    return end - column;
}

/* Rows from the top until the room is used up; returns how many. */
static guint shape_rows(JxGrid *grid)
{
    guint pieces = 0, row;
    for (row = 0; row < grid->n_rows && pieces < KEPT_PIECES; row++)
        for (guint i = 0; i < grid->n_columns; i++) {
            JxShaped *shaped = shape_cell(grid, row, i);
            grid->shaped[(gsize)row * grid->n_columns + i] = shaped;
            if (shaped)
                pieces += shaped->pieces->len;
        }
    return row;
}

static JxShaped *shape_heading(const JxGrid *grid, const char *text)
{
    return text ? grid->metrics->shape(grid->metrics->self, text,
                                       JX_ROLE_HEADING, false)
                : NULL;
}

static void shape_headings(JxGrid *grid)
{
    for (guint i = 0; i < grid->n_columns; i += jx_grid_group_columns(grid, i))
        grid->groups[i] =
            shape_heading(grid, jx_table_column(grid->table, i)->group);
    for (guint i = 0; i < grid->n_columns; i++)
        grid->headings[i] =
            shape_heading(grid, jx_table_column(grid->table, i)->heading);
    grid->again = grid->metrics->shape(
        grid->metrics->self, grid->form->continued_name, JX_ROLE_BODY, false);
}

static guint heading_lines(const JxGrid *grid, const JxShaped *text,
                           guint column, guint n_columns)
{
    return text ? jx_lines_count(text, jx_em_units(jx_grid_text_width(
                                                       grid, column, n_columns),
                                                   grid->form->heading_size))
                : 0;
}

/* Headings of groups stand in a row above; what is in no group takes both. */
static void count_headings(JxGrid *grid)
{
    guint alone = 0;
    for (guint i = 0; i < grid->n_columns; i++) {
        guint lines = heading_lines(grid, grid->headings[i], i, 1);
        bool is_grouped = jx_table_column(grid->table, i)->group != NULL;
        guint *most = is_grouped ? &grid->heading_lines : &alone;
        *most = MAX(*most, lines);
        grid->group_lines = MAX(grid->group_lines,
                                heading_lines(grid, grid->groups[i], i,
                                              jx_grid_group_columns(grid, i)));
    }
    if (alone > grid->group_lines)
        grid->heading_lines =
            MAX(grid->heading_lines, alone - grid->group_lines);
}

static gint64 units_of(const JxGrid *grid, guint column, guint n_columns)
{
    return jx_em_units(jx_grid_text_width(grid, column, n_columns),
                       grid->form->body_size);
}

/* Lines of a repeated name with （续） behind it. */
static guint again_lines(const JxGrid *grid, const JxShaped *name, gint64 width)
{
    g_autoptr(GArray) lines = jx_lines_break(name, width);
    const JxLine *last = &g_array_index(lines, JxLine, lines->len - 1);
    double again = jx_columns_natural_em(grid->again) * JX_EM;
    return lines->len + ((double)last->width + again > (double)width);
}

/* What repeats takes at most half of a page. */
static void count_cell(JxGrid *grid, guint row, guint column, double room)
{
    const JxTableCell *cell = cell_at(grid, row, column);
    JxRowLines *out = &grid->rows[row];
    gint64 width = units_of(grid, column, cell->n_columns);
    JxShaped *yours = NULL;
    const JxShaped *text = jx_grid_text(grid, row, column, &yours);
    guint lines = text ? jx_lines_count(text, width) : 0;
    bool repeats = cell->repeats && lines > 0 && lines < room / 2;
    guint again =
        repeats && cell->is_name ? again_lines(grid, text, width) : lines;
    if (cell->n_rows > 1) {
        JxSpan span = {.row = row,
                       .n_rows = cell->n_rows,
                       .column = column,
                       .lines = lines,
                       .repeats = repeats,
                       .again_lines = again};
        g_array_append_val(grid->spans, span);
    } else {
        grid->lines[(gsize)row * grid->n_columns + column] = lines;
        if (repeats && cell->is_name) {
            out->name_lines = lines;
            out->again_lines = again;
        }
    }
    jx_shaped_free(yours);
}

static void count_row(JxGrid *grid, guint row, double room)
{
    const JxTableRow *from = jx_table_row(grid->table, row);
    JxRowLines *out = &grid->rows[row];
    out->lines = &grid->lines[(gsize)row * grid->n_columns];
    out->n_cells = grid->n_columns;
    out->min_lines = from->min_lines;
    out->head = from->head;
    for (guint i = 0; i < grid->n_columns; i++)
        if (from->cells[i].n_columns > 0)
            count_cell(grid, row, i, room);
}

static guint row_height(const JxRowLines *row)
{
    guint most = MAX(row->min_lines, 1);
    for (guint i = 0; i < row->n_cells; i++)
        most = MAX(most, row->lines[i]);
    return most;
}

/* A long text beside short rows: all of them are made a little higher, not the
 * last one much. Whole pages of it are left to the last one. */
static void spread_span(JxGrid *grid, const JxSpan *span, double room)
{
    const JxForm *form = grid->form;
    double extra = 2 * form->pad_y / (form->body_size * form->lead_em);
    double lines = (span->n_rows - 1) * extra;
    for (guint i = 0; i < span->n_rows; i++)
        lines += row_height(&grid->rows[span->row + i]);
    if (span->lines <= lines || span->lines > room)
        return;
    guint lacking = (guint)ceil(span->lines - lines - 1e-6);
    for (guint i = 0; i < span->n_rows; i++) {
        JxRowLines *row = &grid->rows[span->row + i];
        guint share = lacking / (span->n_rows - i);
        row->min_lines = row_height(row) + share;
        lacking -= share;
    }
}

/* Labels first, which reach over fewer rows: they leave the others less to
 * do. */
static void spread_spans(JxGrid *grid, double room)
{
    for (guint labels = 2; labels-- > 0;)
        for (guint i = 0; i < grid->spans->len; i++) {
            const JxSpan *span = jx_grid_span(grid, i);
            if (span->repeats == (labels == 1))
                spread_span(grid, span, room);
        }
}

JxGrid *jx_grid_new(const JxTable *table, const JxForm *form,
                    const JxMetrics *metrics, double width, double room)
{
    JxGrid *grid = g_new0(JxGrid, 1);
    grid->table = table;
    grid->form = form;
    grid->metrics = metrics;
    grid->n_columns = table->columns->len;
    grid->n_rows = table->rows->len;
    grid->x = g_new0(double, grid->n_columns);
    grid->width = g_new0(double, grid->n_columns);
    grid->headings = g_new0(JxShaped *, grid->n_columns);
    grid->groups = g_new0(JxShaped *, grid->n_columns);
    grid->rows = g_new0(JxRowLines, grid->n_rows);
    grid->spans = g_array_new(FALSE, TRUE, sizeof(JxSpan));
    grid->lines = g_new0(guint, (gsize)grid->n_rows * grid->n_columns);
    grid->shaped = g_new0(JxShaped *, (gsize)grid->n_rows * grid->n_columns);

    shape_headings(grid);
    jx_columns_set(grid, width, shape_rows(grid));
    count_headings(grid);
    for (guint row = 0; row < grid->n_rows; row++)
        count_row(grid, row, room);
    spread_spans(grid, room);
    return grid;
}

void jx_grid_free(JxGrid *grid)
{
    if (grid == NULL)
        return;
    for (gsize i = 0; i < (gsize)grid->n_rows * grid->n_columns; i++)
        jx_shaped_free(grid->shaped[i]);
    for (guint i = 0; i < grid->n_columns; i++) {
        jx_shaped_free(grid->headings[i]);
        jx_shaped_free(grid->groups[i]);
    }
    jx_shaped_free(grid->again);
    g_array_unref(grid->spans);
    g_free(grid->x);
    g_free(grid->width);
    g_free(grid->headings);
    g_free(grid->groups);
    g_free(grid->rows);
    g_free(grid->lines);
    g_free(grid->shaped);
    g_free(grid);
}
