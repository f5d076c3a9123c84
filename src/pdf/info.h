#pragma once

#include "pdf/objects.h"
#include "pdf/pdf.h"

/* What a file says of itself: Info, and the same as XMP. */

/* The time of creation as PDF writes it, "D:20260101000000Z". Yours. */
char *jx_info_date(const JxPdfMeta *meta);

/* Makes the file's Info anew. producer: the library that drew it. */
void jx_info_set(JxObjects *objects, const JxPdfMeta *meta,
                 const char *producer);

/* Adds the XMP; part: see jx_xmp. Returns its number, which the catalogue has
 * to name as /Metadata. */
guint jx_info_add_xmp(JxObjects *objects, const JxPdfMeta *meta,
                      const char *producer, guint part);
