#pragma once

#include "layout/pages.h"

/* A file that travels inside the PDF. */
typedef struct {
    const char *name;        /* UTF-8, as it is shown and saved */
    const char *mime;        /* "text/plain" */
    const char *description; /* UTF-8, one line */
    bool is_source;          /* what the document was made from; else another
                                shape of the same data */
    GBytes *data;
} JxPdfAttachment;

/* pages -> PDF with embedded, subset fonts, tagged and built as PDF/A-3b. */
typedef struct {
    const char *title, *author, *subject, *creator; /* UTF-8, may be NULL */
    const char *program, *form, *fonts; /* by which it was made; UTF-8, may be
                                           NULL */
    gint64 created; /* seconds since 1970, UTC: the only time written */

    const JxPdfAttachment *attachments;
    guint n_attachments;
    bool locked;     /* will be encrypted, which PDF/A forbids: it is none */
    guint pdfa_part; /* 0 is 3; 1 makes the twin for validators of PDF/A-1b,
                        without the attachments */
} JxPdfMeta;

/* The finished file, yours, or NULL with JX_ERROR_RENDER. Same pages and meta,
 * same bytes. */
GBytes *jx_pdf_render(const JxPages *pages, const JxPdfMeta *meta,
                      GError **error);

/* Re-reads the bytes and compares: header, cross-references, page count. */
gboolean jx_pdf_verify(GBytes *pdf, guint n_pages, GError **error);

/* The libraries behind it, "cairo 1.16.0，libdeflate …". Yours. */
char *jx_pdf_versions(void);
