#pragma once

#include "load/entry.h"

/* Indicators of a list with one a row. Inside load/ only. */

/* Reads entry->items into the project, whose index is `index`: a level that is
 * blank is the one above. The texts of items and cell are put together in the
 * official notation, 产出指标；数量指标；名称；年度指标值：≥3次。, since the
 * list prints them so. A sign and a unit of measure with columns of their own
 * join their value. Findings: those of tidying, and text-left-out for what has
 * no value to join. */
void jx_listed_read(JxProject *project, int index, const JxEntry *entry,
                    JxReport *report, const JxCells *cells);
