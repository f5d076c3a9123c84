#pragma once

#include "xlsx/xlsx.h"

/* Several units in one workbook: 汇总, a row for each unit whose numbers are
 * formulas over the other sheets; all projects, goals and indicators with the
 * unit beside them. Amounts of different currency units are put into 元.
 *
 *   reports[n]  one a unit, n > 0, in the order of the rows
 *
 * The finished file, read back and compared; yours. NULL with JX_ERROR_RETRY
 * or JX_ERROR_RENDER. Same reports and options, same bytes. */
GBytes *jx_xlsx_together(const JxReport *const *reports, guint n,
                         JxFonts *fonts, const JxXlsxOptions *options,
                         GError **error);
