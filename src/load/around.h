#pragma once

#include "load/line.h"

/* Takes what stands around a table into the report: title, unit, currency,
 * form number, year, notes, signatures. Inside load/ only. */
typedef struct {
    JxReport *report;
    const JxCells *cells;
    bool in_notes; /* the line before was a note: this one may go on with it */
} JxAround;

/* Takes one line. A line that says again what is known (the page's own head)
 * is passed over; what fits nowhere is a text-left-out finding. */
void jx_around_take(JxAround *around, guint cell);

/* The same for every written cell of a row. */
void jx_around_take_row(JxAround *around, guint row);

/* What kind of line a cell holds: that of its first part. */
JxLineKind jx_around_kind(JxReport *report, const JxCells *cells, guint cell);

/* Records that a cell's text fits nowhere in the model. */
void jx_around_leave_out(JxReport *report, const JxCells *cells, guint cell,
                         int project);
