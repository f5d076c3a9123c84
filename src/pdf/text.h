#pragma once

#include <glib.h>

#include "layout/pages.h"

/* The text of a finished PDF as its readers find it, and how it is compared
 * with what was to be drawn. */

/* All texts in the order in which they are drawn, through the fonts' tables of
 * Unicode; a line feed behind each piece of marked content, which is a cell, a
 * heading, a line. What has no entry in its table is U+FFFD. NULL when the file
 * cannot be read. Yours. */
char *jx_pdf_text(GBytes *pdf);

/* A text but for its order and its white space (and what else leaves no mark on
 * paper): how many characters there are, and the sum of their hashes. */
typedef struct {
    guint n;
    guint32 sum;
} JxTextSum;

JxTextSum jx_text_sum(const char *text);

/* Of all that is drawn on the pages. */
JxTextSum jx_text_sum_of_pages(const JxPages *pages);
