#include "layout/grid.h"

#include <math.h>
#include <string.h>

#include "layout/set.h"
#include "layout/widths.h"

/* Shaped texts that are kept between measuring and drawing, in pieces (about
 * 45 bytes each). A longer table is shaped twice: 2,500 projects would need
 * 160 MiB otherwise. */
enum { KEPT_PIECES = 384 * 1024 };

static JxShaped *shape_cell(const JxGrid *grid, guint row, guint column)
{
    const JxTableRow *from = jx_table_row(grid->table, row);
    if (from->cells[column] == NULL)
        return NULL;
    return grid->metrics->shape(
        grid->metrics->self, from->cells[column],
        from->strong ? JX_ROLE_STRONG : JX_ROLE_BODY,
        jx_table_column(grid->table, column)->is_amount);
}

const JxShaped *jx_grid_text(const JxGrid *grid, guint row, guint column,
                             JxShaped **yours)
{
    *yours = NULL;
    const JxShaped *kept = grid->shaped[row * grid->n_columns + column];
    if (kept)
        return kept;
    return *yours = shape_cell(grid, row, column);
}

double jx_grid_text_width(const JxGrid *grid, guint column)
{
    return grid->width[column] - 2 * grid->form->pad_x;
}

/* Rows from the top until the room is used up; returns how many. */
static guint shape_rows(JxGrid *grid)
{
    guint pieces = 0, row;
    for (row = 0; row < grid->n_rows && pieces < KEPT_PIECES; row++)
        for (guint i = 0; i < grid->n_columns; i++) {
            JxShaped *shaped = shape_cell(grid, row, i);
            grid->shaped[row * grid->n_columns + i] = shaped;
            if (shaped)
                pieces += shaped->pieces->len;
        }
    return row;
}

static void shape_headings(JxGrid *grid)
{
    for (guint i = 0; i < grid->n_columns; i++)
        grid->headings[i] = grid->metrics->shape(
            grid->metrics->self, jx_table_column(grid->table, i)->heading,
            JX_ROLE_HEADING, false);
    grid->again = grid->metrics->shape(
        grid->metrics->self, grid->form->continued_name, JX_ROLE_BODY, false);
}

/* Width of the widest line the text has by itself, in em. */
static double natural_em(const JxShaped *shaped)
{
    g_autoptr(GArray) lines = jx_lines_break(shaped, G_MAXINT64 / 4);
    gint64 widest = 0;
    for (guint i = 0; i < lines->len; i++)
        widest = MAX(widest, g_array_index(lines, JxLine, i).width);
    return (double)widest / JX_EM;
}

/* As wide as the widest amount and as the heading; what is no amount is
 * wrapped. */
static double numbers_width(const JxGrid *grid, guint column)
{
    const JxForm *form = grid->form;
    double widest = natural_em(grid->headings[column]) * form->heading_size;
    for (guint row = 0; row < grid->n_rows; row++) {
        const char *text = jx_table_row(grid->table, row)->cells[column];
        if (text == NULL || strspn(text, "0123456789,.+-") != strlen(text))
            continue;
        JxShaped *yours = NULL;
        const JxShaped *shaped = jx_grid_text(grid, row, column, &yours);
        widest = MAX(widest, natural_em(shaped) * form->body_size);
        jx_shaped_free(yours);
    }
    return ceil(widest) + 2 * form->pad_x;
}

/* Columns that share what the others leave. */
static void share_width(JxGrid *grid, double left, guint n_kept)
{
    const JxForm *form = grid->form;
    guint n = grid->n_columns, n_auto = 0;
    g_autofree guint *column = g_new0(guint, n);
    g_autofree JxWidthColumn *columns = g_new0(JxWidthColumn, n);
    g_autofree double *em = g_new0(double, n);
    double least = 0;

    for (guint i = 0; i < n; i++) {
        const JxTableColumn *from = jx_table_column(grid->table, i);
        if (from->width != JX_WIDTH_AUTO)
            continue;
        JxShaped **texts = g_new0(JxShaped *, n_kept + 1);
        for (guint row = 0; row < n_kept; row++)
            texts[row] = grid->shaped[row * n + i];
        double heading = natural_em(grid->headings[i]) * form->heading_size;
        columns[n_auto].texts = texts;
        columns[n_auto].min_em =
            MAX(from->min_em, ceil(heading / form->body_size));
        least += columns[n_auto].min_em;
        column[n_auto++] = i;
    }
    if (n_auto == 0)
        return;
    double room = (left - n_auto * 2 * form->pad_x) / form->body_size;
    jx_widths_share(columns, n_auto, n_kept, MAX(room, least), em);
    for (guint i = 0; i < n_auto; i++) {
        grid->width[column[i]] = em[i] * form->body_size + 2 * form->pad_x;
        g_free((gpointer)columns[i].texts);
    }
}

/* Makes the widths add up: what whole em left over goes to the columns of
 * numbers, and a table that is too wide is narrowed everywhere. */
static void fit_width(JxGrid *grid, double width)
{
    guint n = grid->n_columns, n_fixed = 0;
    double sum = 0;
    for (guint i = 0; i < n; i++) {
        sum += grid->width[i];
        n_fixed += jx_table_column(grid->table, i)->width == JX_WIDTH_NUMBERS;
    }
    for (guint i = 0; i < n; i++) {
        bool takes = jx_table_column(grid->table, i)->width == JX_WIDTH_NUMBERS;
        if (sum > width || n_fixed == 0)
            grid->width[i] *= width / sum;
        else if (takes)
            grid->width[i] += (width - sum) / n_fixed;
    }
    for (guint i = 1; i < n; i++)
        grid->x[i] = grid->x[i - 1] + grid->width[i - 1];
}

static void set_widths(JxGrid *grid, double width, guint n_kept)
{
    double left = width;
    for (guint i = 0; i < grid->n_columns; i++) {
        const JxTableColumn *column = jx_table_column(grid->table, i);
        if (column->width == JX_WIDTH_FIXED)
            grid->width[i] = column->width_pt;
        else if (column->width == JX_WIDTH_NUMBERS)
            grid->width[i] = numbers_width(grid, i);
        left -= grid->width[i];
    }
    share_width(grid, left, n_kept);
    fit_width(grid, width);
}

static gint64 units_of(const JxGrid *grid, guint column)
{
    return jx_em_units(jx_grid_text_width(grid, column), grid->form->body_size);
}

/* Lines of a repeated name with （续） behind it. */
static guint again_lines(const JxGrid *grid, const JxShaped *name, guint column)
{
    gint64 width = units_of(grid, column);
    g_autoptr(GArray) lines = jx_lines_break(name, width);
    const JxLine *last = &g_array_index(lines, JxLine, lines->len - 1);
    double again = natural_em(grid->again) * JX_EM;
    return lines->len + ((double)last->width + again > (double)width);
}

static void count_row(JxGrid *grid, guint row, double room)
{
    JxRowLines *out = &grid->rows[row];
    guint *lines = &grid->lines[row * grid->n_columns];

    out->lines = lines;
    out->n_cells = grid->n_columns;
    for (guint i = 0; i < grid->n_columns; i++) {
        JxShaped *yours = NULL;
        const JxShaped *text = jx_grid_text(grid, row, i, &yours);
        lines[i] = text ? jx_lines_count(text, units_of(grid, i)) : 0;
        if (text && lines[i] > 0 && lines[i] < room / 2 &&
            jx_table_column(grid->table, i)->is_name) {
            out->name_lines = lines[i];
            out->again_lines = again_lines(grid, text, i);
        }
        jx_shaped_free(yours);
    }
}

static void count_headings(JxGrid *grid)
{
    grid->heading_lines = 1;
    for (guint i = 0; i < grid->n_columns; i++)
        grid->heading_lines =
            MAX(grid->heading_lines,
                jx_lines_count(grid->headings[i],
                               jx_em_units(jx_grid_text_width(grid, i),
                                           grid->form->heading_size)));
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
    grid->rows = g_new0(JxRowLines, grid->n_rows);
    grid->lines = g_new0(guint, (gsize)grid->n_rows * grid->n_columns);
    grid->shaped = g_new0(JxShaped *, (gsize)grid->n_rows * grid->n_columns);

    shape_headings(grid);
    set_widths(grid, width, shape_rows(grid));
    count_headings(grid);
    for (guint row = 0; row < grid->n_rows; row++)
        count_row(grid, row, room);
    return grid;
}

void jx_grid_free(JxGrid *grid)
{
    if (grid == NULL)
        return;
    for (gsize i = 0; i < (gsize)grid->n_rows * grid->n_columns; i++)
        jx_shaped_free(grid->shaped[i]);
    for (guint i = 0; i < grid->n_columns; i++)
        jx_shaped_free(grid->headings[i]);
    jx_shaped_free(grid->again);
    g_free(grid->x);
    g_free(grid->width);
    g_free(grid->headings);
    g_free(grid->rows);
    g_free(grid->lines);
    g_free(grid->shaped);
    g_free(grid);
}
