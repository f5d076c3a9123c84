#pragma once

#include "layout/grid.h"

/* Gives the grid's columns their widths, which add up to `width` points. Those
 * of numbers are as wide as their widest amount, those of texts share what is
 * left so that the table takes few lines. In the first n_kept rows the texts
 * are shaped. */
void jx_columns_set(JxGrid *grid, double width, guint n_kept);

/* Width of the widest line the text has by itself, in em. */
double jx_columns_natural_em(const JxShaped *shaped);
