#pragma once

#include <glib.h>
#include <stdbool.h>

/* The exit codes, a closed set that scripts rely on. */
enum {
    JX_EXIT_OK = 0,
    JX_EXIT_FINDINGS = 1, /* outputs stand, with findings at --fail-on */
    JX_EXIT_USAGE = 2,    /* wrong call, broken configuration or template */
    JX_EXIT_SOME = 3,     /* some inputs could not be read or written */
    JX_EXIT_NONE = 4,     /* nothing could be read or written */
    JX_EXIT_RETRY = 75,   /* a retry could help: disk full, memory, time */
    JX_EXIT_INTERRUPTED = 130,
};

/* What happened to the inputs of a run, for the exit code at its end. */
typedef struct {
    guint n_inputs;
    guint n_failed; /* not read or not written */
    bool retry;     /* one of the failures was JX_ERROR_RETRY */
    bool usage;     /* one of them was JX_ERROR_CONFIG */
    bool findings;  /* there are findings at or above --fail-on */
} JxOutcome;

/* Counts a failed input by its error, and says the error on standard error. */
void jx_outcome_fail(JxOutcome *outcome, const GError *error);

/* Precedence when several hold: 2, 75, 4, 3, 1, 0. */
int jx_outcome_exit(const JxOutcome *outcome);
