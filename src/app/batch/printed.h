#pragma once

#include <stdbool.h>

#include <jansson.h>

#include "form/form.h"
#include "layout/fonts.h"

/* The batch report for people: the same rows as the lines, as a PDF to print
 * and as a workbook to sort and filter. */

/* Writes {stage}.pdf and {stage}.xlsx, both checked.
 *
 *   header, rows  as in app/batch/rows.h
 *   form          lends paper and type sizes
 *   time          the only time written, in seconds since 1970
 *
 * False with JX_ERROR_RETRY, JX_ERROR_OUTPUT or JX_ERROR_RENDER. */
bool jx_printed_write(const json_t *header, const json_t *rows,
                      const JxForm *form, JxFonts *fonts, gint64 time,
                      const char *stage, GError **error);
