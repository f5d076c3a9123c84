#pragma once

#include <glib.h>
#include <stdbool.h>

/* One row as the cutter sees it: how many lines its cells have. */
typedef struct {
    const guint *lines; /* of each cell */
    guint n_cells;
    guint name_lines;  /* of the cell that is repeated when the row goes on:
                          the first part must show it whole … */
    guint again_lines; /* … and later parts show it again in so many lines */
} JxRowLines;

/* So many lines of a row on a page: of each cell those in [first, end). */
typedef struct {
    guint page, row;
    guint first, end; /* text lines */
    guint height;     /* lines the part takes: more than end - first when the
                         repeated name needs them */
} JxSlice;

/* Cuts a table into pages, top to bottom. A row is split where that leaves no
 * single line of a cell alone on either side; a short row moves whole.
 *
 *   rows[n]     each with at least one line
 *   room_first  height of the rows' part of page one, >= 3 lines (asserted)
 *   room        the same of the other pages
 *   lead        height of a line
 *   extra       what a row needs beside its lines
 *
 * All heights in one unit. Returns GArray of JxSlice in order, yours. */
GArray *jx_paginate(const JxRowLines *rows, guint n, double room_first,
                    double room, double lead, double extra);
