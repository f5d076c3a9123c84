#pragma once

#include "layout/sheet.h"

/* The headings of the columns: one row of them, or two when columns are
 * grouped. Nothing in a table without headings. */

/* Their height, rules included. */
double jx_heading_height(const JxSheet *sheet);

/* Puts them at the y of now, which moves below; the rules between them too.
 * On later pages they are repeated for the eye only. */
void jx_heading_put(JxSheet *sheet, bool is_first);
