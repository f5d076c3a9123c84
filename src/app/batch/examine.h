#pragma once

#include <jansson.h>

/* Looks at the outputs of a unit again, as strictly as when they were made.
 *
 *   out  the output folder
 *   row  of its report (app/batch/rows.h)
 *
 * Each file must be there and be the one that the report speaks of (SHA-256).
 * A PDF must be whole and have the report's pages and text. Workbooks are read
 * as any input is: they must hold as many projects and indicators and add up to
 * the same amounts as the report says.
 *
 * What is wrong: array of {"path", "what"}; new reference. */
json_t *jx_examine_row(const char *out, const json_t *row);

/* The same, but for the digests alone. */
json_t *jx_examine_digests(const char *out, const json_t *row);
