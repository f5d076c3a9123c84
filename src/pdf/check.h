#pragma once

#include <glib.h>

/* What is wrong with a PDF file: NULL when its header, its cross-references
 * (each must lead to the object it names) and its number of pages are right.
 * Reads tables and streams of cross-references, packed objects, no updates.
 * Lent, translated. */
const char *jx_pdf_fault(GBytes *pdf, guint n_pages);
