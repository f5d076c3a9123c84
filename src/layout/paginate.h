#pragma once

#include <glib.h>
#include <stdbool.h>

/* One row as the cutter sees it: how many lines its cells have. */
typedef struct {
    const guint *lines; /* of each cell that stands in this row alone */
    guint n_cells;
    guint min_lines;   /* height even when the cells have fewer */
    guint name_lines;  /* of the cell that is repeated when the row goes on:
                          the first part must show it whole … */
    guint again_lines; /* … and later parts show it again in so many lines */
    guint head;        /* rows[head - 1], so many lines high, is set again on
                          top of a page that begins with this row; 0: none */
} JxRowLines;

/* A cell over several rows. Its text flows down them and over pages; one that
 * repeats stands whole on every page (where it cannot, it flows). */
typedef struct {
    guint row, n_rows, column;
    guint lines;
    bool repeats;
    guint again_lines; /* on later pages */
} JxSpan;

/* A table to be cut. All heights in one unit. */
typedef struct {
    const JxRowLines *rows;
    guint n;
    const JxSpan *spans; /* by row */
    guint n_spans;
    double room_first; /* height of the rows' part of page one … */
    double room;       /* … and of the others; both >= 3 lines (asserted) */
    double lead;       /* height of a line */
    double extra;      /* what a row or a cell needs beside its lines */
} JxPaging;

/* So many lines of a row on a page: of each cell those in [first, end). */
typedef struct {
    guint page, row;
    guint first, end; /* text lines */
    guint height;     /* lines the part takes: more than end - first when the
                         repeated name or a cell over rows needs them */
} JxSlice;

/* Lines [first, end) of a span on a page; again: shown whole once more. */
typedef struct {
    guint span, page;
    guint first, end;
    bool again;
} JxSpanPart;

/* Cuts a table into pages, top to bottom. A row is split where that leaves no
 * single line of a cell alone on either side; a short row moves whole. Between
 * rows, the page ends where every span that goes on shows what it must.
 *
 *   parts  out, may be NULL without spans: GArray of JxSpanPart by span and
 *          page, yours
 *
 * Returns the slices in order: GArray of JxSlice, yours. */
GArray *jx_paginate(const JxPaging *paging, GArray **parts);
