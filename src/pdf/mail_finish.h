#pragma once

#include "pdf/mail.h"

/* Adds to libharu's file what libharu cannot write: which character each code
 * stands for (readers would have to guess), metadata, language, packed
 * objects. The finished file, yours, or NULL with JX_ERROR_RENDER. */
GBytes *jx_mail_finish(GBytes *drawn, const JxPages *pages,
                       const JxPdfMeta *meta, GError **error);
