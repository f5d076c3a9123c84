#pragma once

#include <jansson.h>

#include "app/batch/run.h"

/* The end of a unit's way: its files are flushed, the ledger learns of them,
 * they get their names, the operator is told. In this order, so that what has a
 * name is whole even after a power cut, and none has one of which the ledger
 * knows nothing; a file that the ledger knows and that is not there, or is the
 * one before, is made again by the next run.
 *
 * Flushing waits for the disk, so one flush serves all units that came in
 * while the one before was at work, and the workers go on meanwhile. */
typedef struct _JxSettler JxSettler;

/* end is kept up to date. Yours; the run must outlive it. */
JxSettler *jx_settler_new(const JxBatchRun *run, JxBatchEnd *end);
void jx_settler_free(JxSettler *settler);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxSettler, jx_settler_free)

/* Takes a unit's facts: what app/batch/worker.h says, "seconds", "attempts".
 *
 *   stage  what the names of the job's files begin with
 *   facts  new reference, taken */
void jx_settler_take(JxSettler *settler, const JxPlanItem *item,
                     const char *stage, json_t *facts);

/* Does what can be done without waiting. False when no more units are wanted:
 * the disk is full, or the ledger cannot be written. */
bool jx_settler_tick(JxSettler *settler);

/* Settles all that was taken. False with an error when it could not; a full
 * disk is no error but noted in the end. */
bool jx_settler_finish(JxSettler *settler, GError **error);
