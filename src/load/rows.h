#pragma once

#include "load/around.h"
#include "load/entry.h"

/* The rows that make one report. Inside load/ only. */
typedef struct {
    guint first;   /* the lines before the heading begin here */
    guint heading; /* its row; `end` when the table prints none */
    guint end;     /* behind the last row */
    bool single;   /* a form for one project: see single.h */
} JxSection;

/* Takes the lines before the heading into the report. */
void jx_rows_take_front(JxAround *around, const JxSection *section);

/* Reads one table: classifies its rows (repeated heading, ruler, page number,
 * note, signature, unit or total row, project, continuation of the row above)
 * and fills the report with what they say. Findings: those of reading. */
void jx_rows_read(JxReport *report, const JxCells *cells,
                  const JxSection *section);
