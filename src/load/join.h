#pragma once

#include "load/entry.h"

/* Rows that a page break cut in two. Inside load/ only. */

/* Is `entry` the rest of the row above? Its amounts are blank or the same
 * again, and so is its name; or its texts go on in mid-sentence. */
bool jx_continues(JxReport *report, const JxCells *cells, const JxEntry *above,
                  const JxEntry *entry);

/* Adds the cells of `entry` to the row above and clears it. What is printed
 * again (name, amounts, the whole goal) is not added twice. */
void jx_join(const JxCells *cells, JxEntry *above, JxEntry *entry);

/* A line of one cell outside the table, behind a project: the rest of its last
 * text, when that text is in mid-sentence or the line looks like indicators.
 * False when it is not. */
bool jx_join_line(const JxCells *cells, JxEntry *above, guint row, guint cell);
