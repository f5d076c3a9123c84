#pragma once

#include "cells/xlsx_book.h"
#include "cells/xlsx_xml.h"

/* One cell with something in it, as stored. Rows and columns from 1. */
typedef struct {
    guint row, column;
    const char
        *text;    /* what the user sees; in the sheet's chunk or the book's */
    bool formula; /* text is its stored result */
    bool uncomputed; /* a formula whose result was not stored; text is "" */
} JxSheetCell;

typedef struct {
    guint row, column, last_row, last_column;
} JxSheetRange;

typedef struct {
    GArray *cells;  /* JxSheetCell by row, then column */
    GArray *ranges; /* JxSheetRange, merged */
    GStringChunk *chunk;
} JxSheet;

/* Reads a sheet part, `room` cells of it at most. What was read before a fault
 * is in *sheet, yours. */
JxXmlResult jx_sheet_read(GBytes *bytes, const JxBook *book, guint room,
                          JxSheet **sheet);
JxSheet *jx_sheet_new(void);
void jx_sheet_free(JxSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxSheet, jx_sheet_free)

/* The cell at a position, from 1; NULL when nothing is there. */
const JxSheetCell *jx_sheet_at(const JxSheet *sheet, guint row, guint column);

/* The first cell of a row or of one below it; behind the last at the end. */
const JxSheetCell *jx_sheet_from(const JxSheet *sheet, guint row);

/* "C5" for row 5, column 3; yours. */
char *jx_sheet_address(guint row, guint column);
