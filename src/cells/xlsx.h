#pragma once

#include "cells/build.h"
#include "cells/xlsx_sheet.h"

/* A workbook as it is stored, hidden sheets included. */
typedef struct {
    const char *name;
    bool hidden;
    JxSheet *content; /* empty when it could not be read */
} JxWorksheet;

typedef struct {
    GPtrArray *sheets; /* JxWorksheet, in the order of the tabs */
    guint n_cells;     /* of all sheets; over JX_MAX_CELLS: some are missing */
    JxBook *book;      /* owns names and shared strings */
} JxWorkbook;

/* Reads all sheets; yours. NULL when it is refused: builder->cells says so
 * and builder->diags why. */
JxWorkbook *jx_workbook_read(const JxInput *input, JxBuilder *builder);
void jx_workbook_free(JxWorkbook *workbook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxWorkbook, jx_workbook_free)

/* Puts the cells of the visible sheets into the builder's, as jx_xlsx_read
 * does; of one sheet alone, hidden or not, when `only` is not NULL. */
void jx_workbook_fill(const JxWorkbook *workbook, const JxWorksheet *only,
                      JxBuilder *builder);

/* Reads the visible sheets of an .xlsx workbook, each a table of its own: what
 * the user sees in each cell (base for numbers: jx_xlsx_number), formulas by
 * their stored results, merged ranges as cells with an origin. A row goes from
 * column A to the last column in use; a place is "Sheet!C5" with the row as
 * line. Findings: input-too-large and no-table (refused), text-left-out for
 * what could not be read: a formula without a stored result, a hidden sheet
 * that looks like a table, a damaged sheet. */
void jx_xlsx_read(const JxInput *input, JxBuilder *builder);

/* The input is a zip container, as workbooks are. */
bool jx_xlsx_is(const JxInput *input);
