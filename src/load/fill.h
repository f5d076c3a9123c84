#pragma once

#include "load/heading.h"

/* Which cell of a row stands in which column. Inside load/ only. */

typedef struct {
    GArray *cells; /* gint, one a column: index in JxCells.cells, or -1 */
    GArray *extra; /* guint: written cells that fit no column */
    guint missing; /* cells the row is short of */
    guint surplus; /* cells it has too many */
    bool by_sum;   /* placed where 总计 = sum, not left to right */
} JxFilling;

void jx_filling_free(JxFilling *filling);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxFilling, jx_filling_free)

/* Places a row's cells. As many cells as columns: one by one (but empty cells
 * at the end of a row with text under money are padding). Fewer: texts go
 * to columns of text and amounts to columns of money, and within that left to
 * right; only where that leaves 总计 unlike the sum, and exactly one other
 * placement makes them agree, that one. More: blank cells give way first,
 * then those on the right. Yours. */
JxFilling *jx_fill(const JxCells *cells, guint row, const JxHeading *heading,
                   JxCurrency currency);
