#pragma once

#include <glib.h>
#include <signal.h>
#include <stdbool.h>

/* Hands jobs to worker processes and survives whatever happens to them. It
 * knows nothing of what a job is: one line of text goes to a worker's standard
 * input, one line comes back from its standard output. What the worker says on
 * standard error is kept for the reason of a failure. */

/* How a job ended. All but ANSWERED are after a second try. */
typedef enum {
    JX_JOB_ANSWERED, /* the worker's line is there */
    JX_JOB_CRASHED,  /* the worker ended without answering */
    JX_JOB_MEMORY,   /* the same, for want of memory */
    JX_JOB_TIMEOUT,  /* the worker was ended: no answer in time */
    JX_JOB_DROPPED,  /* the run was interrupted */
} JxJobEnd;

typedef struct {
    guint job; /* the number that `next` gave */
    JxJobEnd end;
    const char *answer; /* without line feed; NULL unless ANSWERED */
    const char *said;   /* the last of the worker's standard error, "" */
    int signal;         /* CRASHED: the signal it died of, or 0 … */
    int status;         /* … and then its exit status */
    guint attempts;     /* 1 or 2 */
    double seconds;     /* of the last attempt */
} JxJobResult;

typedef struct {
    char **argv;         /* the worker: program and arguments */
    guint n_workers;     /* >= 1 */
    guint recycle_after; /* answers after which a worker is replaced; 0 never */
    gint64 timeout_ms;   /* for one job, the worker's start included */
    gint64 grace_ms;     /* for jobs at work when the run is interrupted */
    guint64 memory;      /* bytes of address space a worker may have; 0: any */
    /* Set by a signal handler: end early. NULL: never. */
    const volatile sig_atomic_t *stop;

    gpointer data; /* for the three below */
    /* The next job's line (without line feed, yours to give away) and its
     * number, or NULL when there is none left. */
    char *(*next)(gpointer data, guint *job);
    /* Called once for every job that next gave. False: give out no more. */
    bool (*ended)(gpointer data, const JxJobResult *result);
    /* Called at least twice a second; may be NULL. False: give out no more. */
    bool (*tick)(gpointer data);
} JxSupervision;

/* Runs all jobs and ends all workers. SIGPIPE must be ignored. A worker dies
 * with the process that started it, and is out of reach of the terminal's
 * interrupt key: the supervisor decides.
 *
 * False with JX_ERROR_CONFIG when workers cannot be started, or one ends with
 * status 2 before it has answered anything (its own message is the reason). */
bool jx_supervise(const JxSupervision *supervision, GError **error);
