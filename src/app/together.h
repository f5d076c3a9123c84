#pragma once

#include "app/produce.h"

/* --together: all inputs of a run as one file, a PDF with contents or a
 * workbook with a row for each unit. */
typedef struct _JxTogether JxTogether;

/* The formats there are, NULL-terminated. */
const char *const *jx_together_formats(void);

/* The producer is lent, `format` one of jx_together_formats(). Yours. */
JxTogether *jx_together_new(const JxProducer *producer, const char *format);
void jx_together_free(JxTogether *together);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxTogether, jx_together_free)

/* Takes up one report and its pages; the source may then go. False when a file
 * that is to be attached cannot be made. */
bool jx_together_add(JxTogether *together, JxProduct *product, GError **error);

/* How many reports were taken up. */
guint jx_together_count(const JxTogether *together);

/* Writes them as `path` ("-": standard output); at least one was taken up.
 * n_pages, out: 0 when the format has none. */
bool jx_together_write(JxTogether *together, const char *path, guint *n_pages,
                       GError **error);
