#pragma once

#include "model/report.h"

/* The model as JSON, the shape of which scripts rely on ("schema":
 * "jixiao/1"). One report gives an object; several give {"schema",
 * "reports": […]}. Amounts are decimal strings in the document's currency
 * unit with the printed decimals. Indented by two, UTF-8, keys in a fixed
 * order, ends with a line feed. Yours. */
char *jx_json_write(const JxDocument *document);

/* Findings alone: {"schema", "files": [{"file", "findings": […]}]}. Kept
 * beside the model because both print a finding in the same way.
 *
 *   files[n]      names as the user gave them
 *   documents[n]  what was read from each */
char *jx_json_write_findings(const char *const *files,
                             JxDocument *const *documents, gsize n);
