#pragma once

#include "layout/measure.h"
#include "model/report.h"

/* report -> workbook. */
typedef struct {
    gint64 created;      /* seconds since 1970, UTC: the only time written */
    const char *program; /* "jixiao 0.1.0" */
} JxXlsxOptions;

/* The workbook of a report, read back and compared; yours. Fonts measure the
 * row heights. Same input, same bytes. NULL with JX_ERROR_RETRY (no room for
 * temporary files) or JX_ERROR_RENDER. */
GBytes *jx_xlsx_write(const JxReport *report, JxFonts *fonts,
                      const JxXlsxOptions *options, GError **error);

/* Records what the workbook cannot show: row-height-capped where a text needs
 * a row higher than Excel's 409 pt (it is in the cell, whole, but not all of
 * it is seen), text-left-out where a name is longer than a cell may be. Call
 * it before the findings are settled; jx_xlsx_write writes the findings. */
void jx_xlsx_check(const JxReport *report, JxFonts *fonts, JxDiags *diags);

/* The library behind it, "libxlsxwriter 1.1.4". Yours. */
char *jx_xlsx_versions(void);
