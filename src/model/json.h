#pragma once

#include "model/report.h"

/* The model as JSON, the shape of which scripts rely on ("schema":
 * "jixiao/1"). One report gives an object; several give {"schema",
 * "reports": […]}. Amounts are decimal strings in the document's currency
 * unit with the printed decimals. Indented by two, UTF-8, keys in a fixed
 * order, ends with a line feed. Yours. */
char *jx_json_write(const JxDocument *document);

/* A waiver of the configuration, as the findings' JSON lists it. */
typedef struct {
    const char *rule, *unit, *project, *reason; /* unit, project: may be NULL */
    guint n_findings;                           /* that it fits */
} JxJsonWaiver;

/* Findings alone: {"schema", "files": [{"file", "findings": […]}],
 * "waivers": […]}. Kept beside the model because both print a finding in the
 * same way.
 *
 *   files[n]      names as the user gave them
 *   documents[n]  what was read from each */
char *jx_json_write_findings(const char *const *files,
                             JxDocument *const *documents, gsize n,
                             const JxJsonWaiver *waivers, gsize n_waivers);

/* Is this text, by its first words, a model that jx_json_write wrote? */
bool jx_json_is_model(const char *text);

/* Reads such a model back: writing it again gives the same text, findings
 * apart. Places are lines of the file that was read at first. Of the findings
 * only those that reading made are taken: the rules of check/ find theirs
 * again.
 *
 * Yours, or NULL when the text is no JSON or not of this schema; then `place`
 * (may be NULL) is where it breaks off, line 0 when that is not known. What
 * is of the wrong type inside counts as absent. */
JxDocument *jx_json_read(const char *text, gsize len, JxPlace *place);
