#pragma once

#include "app/batch/rows.h"

/* What is said at a batch's end, for somebody who has to act on it. */
typedef struct {
    const json_t *rows; /* in the report's order */
    const char *out;
    guint n_done; /* in this run */
    double seconds;
    bool merged; /* nothing was done, reports were put together */
    bool quiet;  /* only what somebody has to act on */
    bool interrupted, disk_full;
} JxSummary;

/* Some lines, in the language of the run; yours. */
char *jx_summary_text(const JxSummary *summary);

/* What would be done, and why: a line a due unit. Yours. */
char *jx_summary_plan(const GPtrArray *items, guint n_due);
