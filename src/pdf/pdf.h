#pragma once

#include "layout/pages.h"

/* pages -> PDF with embedded, subset fonts. */
typedef struct {
    const char *title, *author, *subject, *creator; /* UTF-8, may be NULL */
    gint64 created; /* seconds since 1970, UTC: the only time written */
} JxPdfMeta;

/* The finished file, yours, or NULL with JX_ERROR_RENDER. Same pages and meta,
 * same bytes. */
GBytes *jx_pdf_render(const JxPages *pages, const JxPdfMeta *meta,
                      GError **error);

/* Re-reads the bytes and compares: header, cross-references, page count. */
gboolean jx_pdf_verify(GBytes *pdf, guint n_pages, GError **error);

/* The libraries behind it, "cairo 1.16.0，qpdf …". Yours. */
char *jx_pdf_versions(void);
