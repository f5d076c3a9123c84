#pragma once

#include "cells/cells.h"

/* Builds a JxCells: rows one after the other, cells within a row, text within
 * a cell, with the limits of base/limits.h. Every notation writes through
 * this. Texts are UTF-8. */
typedef struct {
    JxCells *cells; /* borrowed */
    JxDiags *diags; /* borrowed */

    bool full;          /* no room for more rows or cells: the rest is lost */
    bool gap;           /* before the next row */
    guint n_blank;      /* cells of blank rows that were taken back */
    bool row_full;      /* no room in this row */
    GString *text;      /* of the cell in the making */
    JxCell cell;        /* the cell in the making */
    guint line, column; /* of the source, where the next character stands */
    guint n_chars;      /* of the cell in the making, with what was cut off */
} JxBuilder;

void jx_builder_init(JxBuilder *builder, JxCells *cells, JxDiags *diags);
void jx_builder_clear(JxBuilder *builder);

/* Begins a row. False when the table is full: then nothing more is taken, and
 * a finding says so once. */
bool jx_build_row(JxBuilder *builder, guint line, int table);

/* Ends the row. A row in which nothing stands is taken back and is a gap: then
 * false. With `lone_outside` a row of one cell stands outside every table. */
bool jx_build_row_end(JxBuilder *builder, bool lone_outside);

/* Something blank stands before the next row. */
void jx_build_gap(JxBuilder *builder);

/* Begins a cell of the row, at its place in the source. */
void jx_build_cell(JxBuilder *builder, JxPlace place);

/* Says where the next character stands in the source, when it does not just
 * follow the one before. */
void jx_build_at(JxBuilder *builder, JxPlace place);

/* Adds text to the cell; characters over the limit are cut off. */
void jx_build_text(JxBuilder *builder, const char *text, gsize len);

/* Ends the cell: white space (space, tab, line end) at both ends is taken
 * off. False when no cell could be added. */
bool jx_build_cell_end(JxBuilder *builder);

/* Adds a cell that the merged cell `origin` (index in cells->cells) reaches
 * over. False when no cell could be added. */
bool jx_build_covered(JxBuilder *builder, int origin, JxPlace place);
