#pragma once

#include <hpdf.h>

#include "layout/metrics.h"

/* Inside of the mail: libharu's fonts. Chinese and ASCII are set in different
 * ones: readers take digits of a GBK font for full-width ones. */

typedef struct {
    const char *name;     /* as libharu and the file call it */
    const char *encoding; /* of its codes */
    bool is_gbk;          /* codes are two bytes of GBK, else one of ASCII */
} JxMailFont;

enum { JX_N_MAIL_FONTS = 4 };
extern const JxMailFont JX_MAIL_FONTS[JX_N_MAIL_FONTS];

/* The fonts of a role, as indexes: for Chinese, for ASCII. */
guint jx_mail_font(JxRole role, bool is_gbk);

/* Which of the fonts a face of the display list is. */
guint jx_mail_font_of(const JxFace *face);

/* A new document with all of the fonts. NULL with JX_ERROR_RENDER or
 * JX_ERROR_RETRY. Yours, for HPDF_Free. */
HPDF_Doc jx_mail_document(HPDF_Font fonts[JX_N_MAIL_FONTS], GError **error);

/* Whether all calls so far went well: libharu keeps its last error. False
 * with the error. */
bool jx_mail_check(HPDF_Doc document, GError **error);

/* A code as libharu reads it; returns its length. */
guint jx_mail_code(guint32 code, bool is_gbk, char bytes[2]);
