#pragma once

#include "app/batch/plan.h"
#include "app/batch/progress.h"

/* The work of a batch: due items go to workers, finished files get their names,
 * the ledger learns of each. */
typedef struct {
    const GPtrArray *items; /* JxPlanItem */
    JxLedger *ledger;
    JxProgress *progress;
    const char *out;
    const char *stage; /* where workers write: app/batch/stage.h */
    char **worker;     /* program and arguments */
    guint n_workers;
    gint64 timeout_ms;
    guint64 memory; /* bytes a worker may have, 0: any */
    const volatile sig_atomic_t *stop;
} JxBatchRun;

/* How it went. What became of each unit is in the ledger. */
typedef struct {
    guint n_done;
    bool disk_full;   /* ended early: the disk is full */
    bool interrupted; /* ended early: asked to */
} JxBatchEnd;

/* Does all due items. False with an error when it cannot go on at all:
 * workers do not start, the ledger cannot be written. */
bool jx_batch_run(const JxBatchRun *run, JxBatchEnd *end, GError **error);
