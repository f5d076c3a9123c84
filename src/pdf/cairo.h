#pragma once

#include "pdf/pdf.h"

/* Draws the pages with embedded, subset fonts. The finished file, yours, or
 * NULL with JX_ERROR_RENDER. Same pages and meta, same bytes. */
GBytes *jx_pdf_draw(const JxPages *pages, const JxPdfMeta *meta,
                    GError **error);
