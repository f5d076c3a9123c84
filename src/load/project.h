#pragma once

#include "load/entry.h"

/* Turns the decided entries into projects, units and the declared total of
 * the report, with the findings of their cells: row-cell-missing,
 * row-cell-extra, row-continued, amount-invalid, amount-precision,
 * text-left-out and those of tidying and of the indicators. */
void jx_projects_build(JxReport *report, const JxCells *cells,
                       const GArray *entries);
