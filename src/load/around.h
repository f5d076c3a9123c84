#pragma once

#include "load/line.h"

/* Takes what stands around a table into the report: title, unit, currency,
 * form number, year, notes, signatures. Inside load/ only. */
typedef struct {
    JxReport *report;
    const JxCells *cells;
    bool in_notes; /* the line before was a note: this one may go on with it */
} JxAround;

/* Takes the lines of a row, cell by cell. A line that says again what is known
 * (the page's own head) is passed over; what fits nowhere is a text-left-out
 * finding. */
void jx_around_take_row(JxAround *around, guint row);

/* The line that begins in cell *cell of a row, and *cell moves behind it: the
 * cell's text, with that of the next written cell when it is a label alone
 * (单位名称： | 甲局). Yours. */
JxText *jx_around_text(JxReport *report, const JxCells *cells, guint row,
                       guint *cell);

/* What kind of line a cell holds: that of its first part. */
JxLineKind jx_around_kind(JxReport *report, const JxCells *cells, guint cell);

/* Records that a cell's text fits nowhere in the model. */
void jx_around_leave_out(JxReport *report, const JxCells *cells, guint cell,
                         int project);
