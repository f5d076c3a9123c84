#pragma once

#include "layout/measure.h"
#include "model/report.h"

/* report -> workbook. */
typedef struct {
    gint64 created;      /* seconds since 1970, UTC: the only time written */
    const char *program; /* "jixiao 0.1.0" */
} JxXlsxOptions;

/* Writes the workbook of a report to `path`, a new file (the caller gives it
 * its name when it is whole: base/output.h), re-reads it and compares. Fonts
 * measure the row heights. Same input, same bytes. False with JX_ERROR_RETRY
 * (disk full) or JX_ERROR_RENDER, whose message leaves the naming of the file
 * to the caller; the file may then be there in part. */
gboolean jx_xlsx_write(const JxReport *report, JxFonts *fonts,
                       const JxXlsxOptions *options, const char *path,
                       GError **error);

/* Records what the workbook cannot show: row-height-capped where a text needs
 * a row higher than Excel's 409 pt (it is in the cell, whole, but not all of
 * it is seen), text-left-out where a name is longer than a cell may be. Call
 * it before the findings are settled; jx_xlsx_write writes the findings. */
void jx_xlsx_check(const JxReport *report, JxFonts *fonts, JxDiags *diags);

/* The library behind it, "libxlsxwriter 1.1.4". Yours. */
char *jx_xlsx_versions(void);
