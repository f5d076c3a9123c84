#pragma once

#include <stdbool.h>

#include <jansson.h>

#include "app/batch/progress.h"

/* Has worker processes look at the outputs of a whole report again: what reads
 * them may crash on a file that is broken enough, and the rest must go on. */
typedef struct {
    const char *out;    /* the output folder */
    const json_t *rows; /* of its report */
    char **worker;      /* program and arguments */
    guint n_workers;
    JxProgress *progress; /* a bar, or NULL */
} JxExamination;

/* How many rows there are to look at: those with outputs. */
guint jx_examination_count(const json_t *rows);

/* What is wrong, in the order of the rows: array of {"path", "what"}
 * (app/batch/examine.h), new reference; NULL with JX_ERROR_CONFIG when workers
 * cannot be started. */
json_t *jx_examination_run(const JxExamination *examination, GError **error);
