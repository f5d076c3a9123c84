#pragma once

#include "cells/xlsx_book.h"
#include "cells/xlsx_xml.h"

/* One cell with something in it, as stored. Rows and columns from 1. */
typedef struct {
    guint row, column;
    const char
        *text; /* what the user sees; in the sheet's chunk or the book's */
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

/* Reads a sheet part. What was read before a fault is in *sheet, yours. */
JxXmlResult jx_sheet_read(GBytes *bytes, const JxBook *book, JxSheet **sheet);
void jx_sheet_free(JxSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxSheet, jx_sheet_free)

/* "C5" for row 5, column 3; yours. */
char *jx_sheet_address(guint row, guint column);
