#pragma once

#include <stdbool.h>

#include "form/form.h"
#include "layout/pages.h"
#include "model/report.h"

/* Reads a finished PDF again, as a reader would, before it gets its name: its
 * structure and pages, its text against what was to be drawn, and the amounts
 * in its text against the model. */

/*   report, form  what the pages were made of; NULL for lists, whose amounts
 *                 are not looked for
 *
 * False with JX_ERROR_RENDER. */
bool jx_proof_pdf(GBytes *pdf, const JxPages *pages, const JxReport *report,
                  const JxForm *form, GError **error);

/* The amounts of the projects in the columns or cells of the form, each in a
 * line of its own of `text`, as often as the model has it. NULL: all are there;
 * else the first that is missing, as the document has it. Lent by the report.
 *
 *   text  of jx_pdf_text: a line a cell */
const char *jx_proof_missing_amount(const char *text, const JxReport *report,
                                    const JxForm *form);
