#pragma once

#include <jansson.h>

#include "app/batch/plan.h"
#include "app/outcome.h"
#include "base/diag.h"

/* The lines of the batch report, as JSON objects.
 *
 * First the header:
 *
 *   {"schema": "jixiao/batch/1", "program", "time", "fingerprint", "plan",
 *    "shard", "n_shards", "units": of the whole list, "counts": {status: n}}
 *
 * then one object a unit, those that need somebody first: missing, unlisted,
 * failed, refused, pending, written with errors, written; last left_over.
 *
 *   {"status", "number": place in the list from 1, "id", "code", "unit",
 *    "form", "input", "line": of the manifest, "renamed",
 *    what the worker's answer says (app/batch/worker.h), "seconds", "attempts",
 *    "outputs": [{"path", "format", "sha256", "size",
 *                 "pages", "characters", "text_sum": of a PDF (pdf/text.h)}]}
 *
 *   status  written, refused, failed as the worker says; missing: the input is
 *           not there; unlisted: the manifest does not name it; pending: not
 *           yet done; left_over: an output that belongs to no unit any more
 */

/* The rows of what the ledger knows now about the items; new reference. */
json_t *jx_rows_make(const GPtrArray *items, JxLedger *ledger, const char *out);

/* Puts rows into the report's order. */
void jx_rows_sort(json_t *rows);

/* The header; new reference. time is in seconds since 1970. */
json_t *jx_rows_header(const json_t *rows, const JxPlanning *planning,
                       gint64 time);

/* {status: number}; new reference. */
json_t *jx_rows_counts(const json_t *rows);

/* The exit code that the rows deserve.
 *
 *   fail_level  findings from here on give 1; never_fail: none do */
int jx_rows_exit(const json_t *rows, JxSeverity fail_level, bool never_fail);

/* Whom a row is about: the unit's name, else the code, the input, the path. */
const char *jx_row_name(const json_t *row);

/* A text or a number of a row; "" and 0 when it is not there. */
const char *jx_row_text(const json_t *row, const char *key);
gint64 jx_row_number(const json_t *row, const char *key);
