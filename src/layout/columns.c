#include "layout/columns.h"

#include <math.h>
#include <string.h>

#include "layout/widths.h"

/* When amounts take most of the page, texts are left with columns of so many
 * characters before amounts are broken. */
#define LEAST_EM 2.5

double jx_columns_natural_em(const JxShaped *shaped)
{
    g_autoptr(GArray) lines = jx_lines_break(shaped, G_MAXINT64 / 4);
    gint64 widest = 0;
    for (guint i = 0; i < lines->len; i++)
        widest = MAX(widest, g_array_index(lines, JxLine, i).width);
    return (double)widest / JX_EM;
}

static double heading_em(const JxGrid *grid, guint column)
{
    const JxShaped *heading = grid->headings[column];
    return heading ? jx_columns_natural_em(heading) : 0;
}

/* As wide as the widest amount and as the heading; what is no amount is
 * wrapped. */
static double numbers_width(const JxGrid *grid, guint column)
{
    const JxForm *form = grid->form;
    double widest = heading_em(grid, column) * form->heading_size;
    for (guint row = 0; row < grid->n_rows; row++) {
        const JxTableCell *cell =
            &jx_table_row(grid->table, row)->cells[column];
        if (cell->text == NULL || cell->n_columns != 1 ||
            strspn(cell->text, "0123456789,.+-") != strlen(cell->text))
            continue;
        JxShaped *yours = NULL;
        const JxShaped *shaped = jx_grid_text(grid, row, column, &yours);
        widest = MAX(widest, jx_columns_natural_em(shaped) * form->body_size);
        jx_shaped_free(yours);
    }
    return ceil(widest) + 2 * form->pad_x;
}

/* The texts of a column that are its own, and how far they reach down. */
static void take_texts(const JxGrid *grid, guint column, guint n_kept,
                       JxShaped **texts, guint16 *spans)
{
    for (guint row = 0; row < n_kept; row++) {
        const JxTableCell *cell =
            &jx_table_row(grid->table, row)->cells[column];
        if (cell->n_columns != 1)
            continue;
        texts[row] = grid->shaped[(gsize)row * grid->n_columns + column];
        spans[row] = cell->n_rows;
    }
}

/* Columns of texts share what the others leave. */
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
        guint16 *spans = g_new0(guint16, n_kept + 1);
        take_texts(grid, i, n_kept, texts, spans);
        double heading = heading_em(grid, i) * form->heading_size;
        columns[n_auto] = (JxWidthColumn){
            .texts = texts,
            .spans = spans,
            .min_em = MAX(from->min_em, ceil(heading / form->body_size)),
        };
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
        g_free((gpointer)columns[i].spans);
    }
}

/* What weighted columns take of `left`: a column of texts weighs 1. */
static double weigh(JxGrid *grid, double left)
{
    double sum = 0, taken = 0;
    for (guint i = 0; i < grid->n_columns; i++) {
        const JxTableColumn *column = jx_table_column(grid->table, i);
        if (column->width == JX_WIDTH_WEIGHTED)
            sum += column->weight;
        else
            sum += column->width == JX_WIDTH_AUTO;
    }
    for (guint i = 0; i < grid->n_columns; i++) {
        const JxTableColumn *column = jx_table_column(grid->table, i);
        if (column->width != JX_WIDTH_WEIGHTED)
            continue;
        grid->width[i] = MAX(left, 0) * column->weight / sum;
        taken += grid->width[i];
    }
    return taken;
}

/* Room that a column of texts can give. */
static double spare(const JxGrid *grid, guint i)
{
    const JxForm *form = grid->form;
    JxWidthKind kind = jx_table_column(grid->table, i)->width;
    double least = LEAST_EM * form->body_size + 2 * form->pad_x;
    bool gives = kind == JX_WIDTH_AUTO || kind == JX_WIDTH_WEIGHTED;
    return gives ? MAX(grid->width[i] - least, 0) : 0;
}

static void narrow(JxGrid *grid, double sum, double width)
{
    double spares = 0, need = sum - width;
    for (guint i = 0; i < grid->n_columns; i++)
        spares += spare(grid, i);
    for (guint i = 0; i < grid->n_columns; i++) {
        if (spares >= need)
            grid->width[i] -= need * spare(grid, i) / spares;
        else
            grid->width[i] *= width / sum;
    }
}

/* What whole em left over goes to the columns of numbers; where there are
 * none, to all that are not fixed. */
static void widen(JxGrid *grid, double sum, double width)
{
    guint n_numbers = 0, n_free = 0;
    for (guint i = 0; i < grid->n_columns; i++) {
        JxWidthKind kind = jx_table_column(grid->table, i)->width;
        n_numbers += kind == JX_WIDTH_NUMBERS;
        n_free += kind != JX_WIDTH_FIXED;
    }
    for (guint i = 0; i < grid->n_columns; i++) {
        JxWidthKind kind = jx_table_column(grid->table, i)->width;
        bool takes = n_numbers ? kind == JX_WIDTH_NUMBERS
                               : n_free == 0 || kind != JX_WIDTH_FIXED;
        guint n = n_numbers ? n_numbers : n_free ? n_free : grid->n_columns;
        if (takes)
            grid->width[i] += (width - sum) / n;
    }
}

void jx_columns_set(JxGrid *grid, double width, guint n_kept)
{
    double left = width, sum = 0;
    for (guint i = 0; i < grid->n_columns; i++) {
        const JxTableColumn *column = jx_table_column(grid->table, i);
        if (column->width == JX_WIDTH_FIXED)
            grid->width[i] = column->width_pt;
        else if (column->width == JX_WIDTH_NUMBERS)
            grid->width[i] = numbers_width(grid, i);
        left -= grid->width[i];
    }
    left -= weigh(grid, left);
    share_width(grid, left, n_kept);

    for (guint i = 0; i < grid->n_columns; i++)
        sum += grid->width[i];
    if (sum > width)
        narrow(grid, sum, width);
    else
        widen(grid, sum, width);
    for (guint i = 1; i < grid->n_columns; i++)
        grid->x[i] = grid->x[i - 1] + grid->width[i - 1];
}
