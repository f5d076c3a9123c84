#pragma once

#include "base/diag.h"
#include "cells/xlsx_zip.h"

/* What the sheets of a workbook share. */
typedef struct {
    char *name;
    char *path; /* in the container */
    bool hidden;
} JxSheetEntry;

typedef struct {
    GPtrArray *sheets;  /* JxSheetEntry, in the order of the tabs */
    GPtrArray *strings; /* char *, the shared strings */
    GPtrArray *formats; /* char *, number format by cell style; NULL entries
                           are General */
    GStringChunk *chunk;
    bool date1904;
} JxBook;

/* Reads the workbook part and what belongs to all sheets. NULL when there is
 * no workbook in the container; *result says why. */
JxBook *jx_book_read(JxZip *zip, JxZipResult *result);
void jx_book_free(JxBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxBook, jx_book_free)

/* Makes text of a part plain: _x000D_ and the like are the characters they
 * stand for, CRLF and CR are LF, control characters are U+FFFD. In place. */
void jx_book_clean(GString *text);
