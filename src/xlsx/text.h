#pragma once

#include <glib.h>
#include <stdbool.h>

/* Excel counts UTF-16 units */
#define JX_CELL_MAX_UNITS 32767

/* The text as a workbook must store it so that a reader sees exactly `text`:
 * control characters and characters XML cannot hold as _xHHHH_, a literal
 * _xHHHH_ with its first underscore as _x005F_, bytes that are no UTF-8 as
 * U+FFFD. Yours. */
char *jx_xlsx_escape(const char *text);

/* Undoes jx_xlsx_escape, in place. */
void jx_xlsx_unescape(char *text);

/* Length in bytes of the longest beginning of escaped text that one cell can
 * hold; never inside a character or an escape. */
gsize jx_xlsx_fit(const char *escaped);

/* The same text always gives the same number; for comparing what was read
 * with what was written. */
guint64 jx_xlsx_hash(const char *text, gsize len);
