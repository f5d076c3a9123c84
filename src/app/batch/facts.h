#pragma once

#include <jansson.h>

#include "model/report.h"

/* What a batch report says of the tables of one input. */

/* {"unit", "year", "title", "currency_unit": of the first table, "tables",
 *  "projects", "indicators", "amounts": {"total", …}}; new reference. Amounts
 * are sums over all tables, null when those have several currency units or are
 * too large.
 *
 *   reports  JxReport, at least one */
json_t *jx_facts_contents(const GPtrArray *reports);

/* Adds "errors", "warnings", "hints", "waived" and "rules": {rule: number};
 * waived findings count only as waived. */
void jx_facts_add_findings(json_t *facts, const GPtrArray *reports);
