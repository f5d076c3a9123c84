#pragma once

#include "pdf/draw.h"
#include "pdf/pdf.h"

/* Makes of Cairo's file what an archive and a screen reader need, and Cairo
 * 1.16 cannot write: the structure tree with one element per cell, language,
 * PDF/A identification (XMP, output intent, ID), attachments. Streams are
 * copied as they are.
 *
 *   drawn      Cairo's file, with a mark for each of structure->marks
 *   structure  what jx_structure_new made of the same pages
 *   faces      that it was drawn with
 *
 * The finished file, yours, or NULL with JX_ERROR_RENDER. */
GBytes *jx_pdf_finish(GBytes *drawn, const JxStructure *structure,
                      const JxDrawFaces *faces, const JxPdfMeta *meta,
                      GError **error);
