#pragma once

#include "xlsx/xlsx.h"

/* A plain list as a workbook of one sheet: the batch report. */
typedef enum {
    JX_LIST_TEXT,
    JX_LIST_COUNT,  /* a whole number in decimal digits */
    JX_LIST_AMOUNT, /* a decimal number, as many places as it has */
} JxListKind;

typedef struct {
    const char *heading;
    guint width_px;
    JxListKind kind;
} JxListColumn;

typedef struct {
    const char *sheet; /* at most 31 characters, none of []:*?/\ */
    const char *title, *note;
    const JxListColumn *columns;
    guint n_columns;
    const char *const *cells; /* row by row, n_rows * n_columns; NULL: blank */
    guint n_rows;
} JxList;

/* The workbook, read back and compared. Headings stay in view, rows can be
 * filtered, it prints on A4 across, one page wide. Same list, same bytes.
 * NULL with JX_ERROR_RETRY or JX_ERROR_RENDER. Yours. */
GBytes *jx_xlsx_batch(const JxList *list, const JxXlsxOptions *options,
                      GError **error);
