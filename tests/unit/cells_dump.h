#pragma once

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "cells/cells.h"

/* The cells of a text, yours. */
static inline JxCells *cells_of(const char *text, JxDiags *diags)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    g_autoptr(JxInput) input = jx_input_from_bytes("样", bytes, NULL, diags);
    return jx_cells_read(input, diags);
}

/* Reads text and shows the rows: "line@column:text|…" a row, a line each, a
 * line end inside a cell as $, cells that others reach over as ^; rows outside
 * tables begin with -. Findings follow as "!rule line:column". Yours. */
static inline char *dump_bytes(const char *text, gsize len)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(GBytes) bytes = g_bytes_new(text, len);
    g_autoptr(JxInput) input = jx_input_from_bytes("样", bytes, NULL, diags);
    g_autoptr(JxCells) cells = jx_cells_read(input, diags);

    GString *out = g_string_new(cells->notation);
    g_string_append_c(out, '\n');
    for (guint i = 0; i < cells->rows->len; i++) {
        const JxRow *row = jx_cells_row(cells, i);
        if (row->table < 0)
            g_string_append_c(out, '-');
        for (guint j = 0; j < row->n; j++) {
            const JxCell *cell = jx_cells_cell(cells, row->first + j);
            g_autofree char *line =
                g_strdelimit(g_strdup(cell->text), "\n", '$');
            if (j > 0)
                g_string_append_c(out, '|');
            if (cell->origin >= 0)
                g_string_append_c(out, '^');
            else if (cell->len > 0)
                g_string_append_printf(out, "%u@%u:%s", cell->place.line,
                                       cell->place.column, line);
        }
        g_string_append_c(out, '\n');
    }
    for (guint i = 0; i < jx_diags_count(diags); i++) {
        const JxFinding *finding = jx_diags_get(diags, i);
        g_string_append_printf(out, "!%s %u:%u\n", finding->rule,
                               finding->place.line, finding->place.column);
    }
    return g_string_free(out, FALSE);
}

/* The same for text, compared with what is expected. */
static inline void expect_cells(const char *text, const char *expected)
{
    g_autofree char *dump = dump_bytes(text, strlen(text));
    cr_expect(eq(str, dump, (char *)expected));
}
