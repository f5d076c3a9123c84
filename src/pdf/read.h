#pragma once

#include "pdf/syntax.h"

/* A finished PDF, read again: tables and streams of cross-references, packed
 * objects, no updates. */
typedef struct _JxPdfFile JxPdfFile;

/* NULL when it is no PDF or its cross-references cannot be read. Yours. */
JxPdfFile *jx_pdf_file_open(GBytes *bytes);
void jx_pdf_file_free(JxPdfFile *pdf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxPdfFile, jx_pdf_file_free)

/* Whether each cross-reference leads to the object it names. */
bool jx_pdf_file_is_sound(const JxPdfFile *pdf);

/* The dictionary that leads to everything else. Spans are lent by the file. */
JxSpan jx_pdf_file_trailer(const JxPdfFile *pdf);

/* An object from its first byte on; what follows it in the file is behind. */
bool jx_pdf_file_object(JxPdfFile *pdf, gsize number, JxSpan *object);

/* The value of a dictionary's key, through a reference if it is one. */
bool jx_pdf_file_get(JxPdfFile *pdf, JxSpan dict, const char *key,
                     JxSpan *value);

/* What the stream of an object holds, unpacked. Yours, or NULL. */
GBytes *jx_pdf_file_stream(JxSpan object);
