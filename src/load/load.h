#pragma once

#include "base/input.h"
#include "model/report.h"

/* bytes -> cells -> report: reads every notation the cells/ folder knows.
 *
 * Never fails: what is wrong is a finding of the report it stands in. When no
 * table can be found, the document has one empty report, `refused` is set and
 * a finding of rule empty-input or no-table says why. Findings made while
 * decoding (`input_diags`, may be NULL) are moved to the first report.
 * Returns the document, yours; it does not refer to input. */
JxDocument *jx_load(const JxInput *input, JxDiags *input_diags);
