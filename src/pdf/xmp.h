#pragma once

#include "pdf/pdf.h"

/* The metadata of PDF/A as XML (XMP), saying the same as the file's Info.
 *
 *   producer  what Info says, may be NULL
 *   part      1 or 3: of PDF/A, level B; 0: it is none
 *
 * Yours. */
char *jx_xmp(const JxPdfMeta *meta, const char *producer, guint part);
