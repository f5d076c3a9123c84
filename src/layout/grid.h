#pragma once

#include "layout/metrics.h"
#include "layout/paginate.h"
#include "layout/table.h"

/* A table whose texts are shaped, whose columns have their widths and whose
 * cells know how many lines they take. */
typedef struct {
    const JxTable *table; /* lent, like the two below */
    const JxForm *form;
    const JxMetrics *metrics;

    guint n_columns, n_rows;
    double *x, *width;   /* of each column, from rule to rule; x from 0 */
    JxShaped **headings; /* one a column; NULL: none */
    JxShaped **groups;   /* where a group begins; NULL elsewhere */
    guint heading_lines, group_lines; /* of the highest; 0: no such row */
    JxRowLines *rows;                 /* one a row, for jx_paginate */
    GArray *spans;                    /* JxSpan, for jx_paginate */
    JxShaped *again;                  /* （续） */

    guint *lines;      /* [row * n_columns + column] */
    JxShaped **shaped; /* the same; NULL when empty or not kept */
} JxGrid;

/*   width  of the table, points
 *   room   lines that fit on a page: a name of more than half of them is not
 *          repeated */
JxGrid *jx_grid_new(const JxTable *table, const JxForm *form,
                    const JxMetrics *metrics, double width, double room);
void jx_grid_free(JxGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxGrid, jx_grid_free)

/* The text of a cell, shaped: lent by the grid or, when there was no room to
 * keep it, yours: then *yours is it too and is to be freed. NULL when empty. */
const JxShaped *jx_grid_text(const JxGrid *grid, guint row, guint column,
                             JxShaped **yours);

/* Width of so many columns, points, and the room for text in it. */
double jx_grid_width(const JxGrid *grid, guint column, guint n_columns);
double jx_grid_text_width(const JxGrid *grid, guint column, guint n_columns);

/* So many columns from this one on are of one group. */
guint jx_grid_group_columns(const JxGrid *grid, guint column);

#define jx_grid_span(grid, i) (&g_array_index((grid)->spans, JxSpan, (i)))
