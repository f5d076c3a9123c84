#pragma once

#include <glib.h>

/* The list of who has to file: a table with the headings
 * unit_code,unit,input,output,form,year, of which only input is required. */
typedef struct {
    char *code;   /* of the unit */
    char *unit;   /* its name */
    char *input;  /* path as written, relative to the manifest */
    char *output; /* path as written, relative to the output folder */
    char *form;
    char *year; /* four digits */
    guint line; /* where it stands, from 1 */
} JxManifestRow;

/* Reads a manifest: CSV in UTF-8 or GB18030, or a workbook. Every
 * field that is empty or has no column is NULL; blank rows are left out.
 *
 *   encoding  forced encoding, or NULL to find out
 *
 * Returns the rows in order: GPtrArray of JxManifestRow, yours. NULL with
 * JX_ERROR_CONFIG: not readable, no heading `input`, a heading that is not
 * known or stands twice, a row with neither input nor unit, a year that is
 * none. */
GPtrArray *jx_manifest_read(const char *path, const char *encoding,
                            GError **error);
