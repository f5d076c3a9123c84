#pragma once

#include <glib.h>

/* Reads the file the library wrote and puts right what it cannot be told. The
 * same bytes for the same file. NULL with
 * JX_ERROR_RENDER or JX_ERROR_RETRY. */
GBytes *jx_package_finish(const char *path, GError **error);

/* One entry of a workbook in memory, NUL-terminated; NULL when it is not
 * there. Yours. */
char *jx_package_entry(GBytes *package, const char *name, gsize *len);
