#pragma once

#include "app/batch/progress.h"
#include "app/options.h"

/* A batch from its source to the finished folder. */
typedef struct {
    const char *source; /* a folder of inputs, or a manifest */
    const char *out;
    const JxOptions *options; /* those that every verb has */
    const char *form;         /* of units that name none, or NULL */
    bool final;               /* no 草稿 at the foot of pages with errors */

    guint n_workers;
    gint64 timeout_ms; /* for one document */
    guint64 memory;    /* bytes of address space a worker may have, 0: any */
    guint shard, n_shards; /* 1 of 1: everything */
    bool dry_run;          /* only say what would be done, and why */
    bool only_failed;      /* leave alone what did not fail the last time */
    bool prune;            /* remove outputs that belong to no unit any more */
    JxProgressMode progress;
    const char *log; /* file for a line a unit, or NULL */
} JxBatchOptions;

/* Does all of it, says what there is to say, and returns the exit code. */
int jx_batch(const JxBatchOptions *batch);
