#pragma once

#include "base/input.h"

/* Cells with positions: what every notation is turned into. From here on no
 * code knows which notation the input had. */

/* One cell. Text is UTF-8, NUL-terminated, owned by the JxCells, as it stands
 * in the source once the notation's own marks are gone (tags, quotes, pipes,
 * entities): white space inside it is kept. "" is an empty cell. */
typedef struct {
    const char *text;
    gsize len;
    JxPlace place; /* where the text begins; length is its characters */
    /* A cell that a merged one (rowspan, colspan, merged range) reaches over:
     * index in JxCells.cells of the one that holds the text; -1 for a cell of
     * its own. Its text is "". */
    int origin;
    guint first_mark, n_marks; /* in JxCells.marks, see jx_cell_place */
} JxCell;

/* From `offset` (bytes of the cell's text) on, up to the next mark, one
 * character of the text is one character of the source, beginning there. */
typedef struct {
    guint offset, line, column;
} JxMark;

typedef struct {
    guint first, n; /* its cells in JxCells.cells */
    guint line;     /* of the source, from 1; a workbook's row */
    bool after_gap; /* blank lines stand before it */
    /* Which table of the source it is in, from 0: rows of one <table>, one
     * sheet or one run of table lines share it; -1 for a line of text outside
     * every table, which is a row of one cell. In notations that do not mark
     * tables (tab, `<p>`) a line of one cell is outside, all else is table 0.
     */
    int table;
} JxRow;

typedef struct {
    const char *notation; /* "tab", "p", "pipe", "html", "csv", "space",
                             "xlsx" */
    GArray *rows;         /* JxRow */
    GArray *cells;        /* JxCell */
    GArray *marks;        /* JxMark */
    GStringChunk *chunk;
    bool refused; /* not a document we read; a finding says why */
} JxCells;

/* Finds out the notation by content and splits. Never fails: what is wrong is
 * a finding, and what could be read is there. Yours; does not refer to input.
 */
JxCells *jx_cells_read(const JxInput *input, JxDiags *diags);

JxCells *jx_cells_new(const char *notation);
void jx_cells_free(JxCells *cells);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxCells, jx_cells_free)

/* Place in the source of the character at byte `offset` of a cell's text;
 * offset == len gives the place just behind it. */
JxPlace jx_cell_place(const JxCells *cells, const JxCell *cell, gsize offset);

#define jx_cells_row(cells_, i) (&g_array_index((cells_)->rows, JxRow, (i)))
#define jx_cells_cell(cells_, i) (&g_array_index((cells_)->cells, JxCell, (i)))

/* The libraries behind it, "libzip 1.7.3，expat …". Yours. */
char *jx_cells_versions(void);
