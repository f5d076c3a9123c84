#pragma once

#include "layout/sheet.h"

/* Sets the rows of the table, page by page as jx_paginate cut them.
 *
 *   slices, parts  see jx_paginate
 *   turn           puts a new page and all that stands above its rows */
void jx_rows_put(JxSheet *sheet, const GArray *slices, const GArray *parts,
                 void (*turn)(JxSheet *sheet));
