#pragma once

#include <glib.h>

/* A small table for terminals, columns aligned by display width.
 *
 *   cells      row after row, n_columns each: char *, no NULL
 *   n_columns  at least 1
 *   right      one character a column: 'r' aligns it right, else left
 *
 * Lines end in \n. Yours. */
char *jx_table_text(const GPtrArray *cells, guint n_columns, const char *right);
