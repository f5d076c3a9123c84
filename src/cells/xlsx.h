#pragma once

#include "cells/build.h"

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
