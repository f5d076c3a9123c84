#pragma once

#include "pdf/draw.h"
#include "pdf/pdf.h"

/* Draws the pages with embedded, subset fonts and a mark for each of
 * structure->marks; the tree itself is written by jx_pdf_finish. The finished
 * file, yours, or NULL with JX_ERROR_RENDER. Same pages and meta, same bytes.
 */
GBytes *jx_pdf_draw(const JxPages *pages, const JxStructure *structure,
                    const JxPdfMeta *meta, const JxDrawFaces *faces,
                    GError **error);
