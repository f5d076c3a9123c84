#pragma once

#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "cells/cells.h"

/* What holds for all cells, whatever the input was; aborts where it does
 * not. */
static inline void check_cells(const JxCells *cells)
{
    guint next = 0;
    g_assert_cmpuint(cells->rows->len, <=, JX_MAX_ROWS);
    g_assert_cmpuint(cells->cells->len, <=, JX_MAX_CELLS);
    for (guint i = 0; i < cells->rows->len; i++) {
        const JxRow *row = jx_cells_row(cells, i);
        g_assert_cmpuint(row->first, ==, next);
        g_assert_cmpuint(row->n, >, 0);
        next += row->n;
    }
    g_assert_cmpuint(cells->cells->len, ==, next);

    for (guint i = 0; i < cells->cells->len; i++) {
        const JxCell *cell = jx_cells_cell(cells, i);
        g_assert_cmpuint(cell->len, ==, strlen(cell->text));
        g_assert_true(g_utf8_validate(cell->text, -1, NULL));
        g_assert_cmpint(cell->origin, <, (int)i);
        g_assert_true(cell->origin < 0 || cell->len == 0);
        JxPlace begin = jx_cell_place(cells, cell, 0);
        JxPlace end = jx_cell_place(cells, cell, cell->len);
        g_assert_cmpuint(begin.line, ==, cell->place.line);
        g_assert_cmpuint(begin.column, ==, cell->place.column);
        g_assert_cmpuint(begin.line, >=, 1);
        g_assert_cmpuint(end.line, >=, begin.line);
    }
}
