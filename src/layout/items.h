#pragma once

#include "layout/wording.h"

/* A cell of the form and the columns of the table it takes. */
typedef struct {
    const JxFormCell *cell;
    guint column, n_columns;
} JxPlaced;

/* How many rows the indicators of a project take: at least one. */
guint jx_items_rows(const JxProject *project);

/* Fills rows [first, first + jx_items_rows) of the table: one indicator a row.
 * Equal neighbours of a level become one cell. An item of which only the text
 * is known takes all the cells of indicators that stand side by side.
 *
 *   placed[n]  the cells of a row, from left to right
 *   subject    the project; without one the row stays empty */
void jx_items_put(const JxWording *wording, JxTable *table, guint first,
                  const JxPlaced *placed, guint n, const JxSubject *subject);
