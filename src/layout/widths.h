#pragma once

#include "layout/lines.h"

/* A column for which a width is sought: its texts, one a row (NULL: empty). */
typedef struct {
    JxShaped *const *texts;
    const guint16 *spans; /* rows that each text may take; NULL: one each */
    double min_em;
} JxWidthColumn;

/* Shares `total_em` among columns so that the table takes few lines: of each
 * row counts the cell with the most, and of a cell over several rows what they
 * leave of it. It starts from shares in proportion to
 * the text and moves single em from column to column as long as that saves
 * lines, which finds a good table, not always the best one.
 *
 *   columns[n]  each with n_rows texts
 *   total_em    at least the sum of the smallest widths (asserted)
 *   widths[n]   out: whole em; their sum is total_em rounded down */
void jx_widths_share(const JxWidthColumn *columns, guint n, guint n_rows,
                     double total_em, double *widths);
