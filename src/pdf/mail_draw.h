#pragma once

#include "pdf/mail.h"

/* Draws the pages with libharu: rules, texts, bookmarks. The file as libharu
 * writes it, yours; NULL with JX_ERROR_RENDER or JX_ERROR_RETRY. */
GBytes *jx_mail_draw(const JxPages *pages, GError **error);
