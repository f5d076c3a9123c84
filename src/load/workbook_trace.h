#pragma once

#include "cells/xlsx.h"
#include "model/stamp.h"

/* What the hidden sheet of our workbook says about the document it was made
 * of. Texts are owned by the workbook or the trace. Inside load/. */

typedef struct {
    const char *fields, *text; /* stamps of an indicator, 8 digits each */
} JxTraceItem;

typedef struct {
    const char *name;                                    /* stamp, never NULL */
    const char *amount[JX_N_FUNDS], *before[JX_N_FUNDS]; /* or NULL */
    int unit;                                            /* index, or -1 */
    const char *goal, *text; /* stamps, never NULL */
    const char *items;       /* NULL: not kept; for jx_trace_items() */
} JxTraceRow;

typedef struct {
    char **words; /* owned by the trace */
    const char *tag;
    char **stamps; /* name, four amounts, goal, indicators; in words */
} JxTraceFormRow;

typedef struct {
    const char *label, *heading; /* heading: "" when NULL */
} JxTraceExtra;

typedef enum {
    JX_ORIGIN_TITLE,
    JX_ORIGIN_UNIT,
    JX_ORIGIN_CURRENCY,
    JX_ORIGIN_YEAR,
    JX_ORIGIN_FORM_NUMBER,
    JX_ORIGIN_DECLARED_NAME,
    JX_N_ORIGINS,
} JxOrigin;

typedef struct {
    const char *origin[JX_N_ORIGINS]; /* NULL when nothing stands there */
    bool has_declared;
    JxTraceRow declared;
    GArray *units, *projects;      /* JxTraceRow */
    GArray *form_rows;             /* JxTraceFormRow */
    GPtrArray *notes, *signatures; /* const char * */
    GPtrArray *lines;              /* char **: own the texts of the rows */
    GArray *extras;                /* JxTraceExtra */
} JxTrace;

/* Finds the sheet by its headings; NULL when it is gone. Yours. */
JxTrace *jx_trace_find(const JxWorkbook *workbook);
void jx_trace_free(JxTrace *trace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxTrace, jx_trace_free)

/* Is it the sheet that a trace is read from? */
bool jx_trace_is_sheet(const JxWorksheet *sheet);

/* "fields:text" pairs of a project: words at 0, 1; 2, 3; … Yours. */
char **jx_trace_items(const JxTraceRow *project);

/* The row of a project by its index; NULL when there is none. */
const JxTraceRow *jx_trace_project(const JxTrace *trace, int index);

#define jx_trace_unit(trace, i)                                                \
    (&g_array_index((trace)->units, JxTraceRow, (i)))
