#pragma once

#include "app/produce.h"

/* --together: all inputs of a run as one PDF. */
typedef struct _JxTogether JxTogether;

/* The producer is lent. Yours. */
JxTogether *jx_together_new(const JxProducer *producer);
void jx_together_free(JxTogether *together);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxTogether, jx_together_free)

/* Takes up one report and its pages; the source may then go. False when a file
 * that is to be attached cannot be made. */
bool jx_together_add(JxTogether *together, JxProduct *product, GError **error);

/* Writes the PDF as `path` ("-": standard output), unless no report was taken
 * up: n_pages, out, is then 0. */
bool jx_together_write(JxTogether *together, const char *path, guint *n_pages,
                       GError **error);
