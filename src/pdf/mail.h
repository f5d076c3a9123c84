#pragma once

#include "layout/metrics.h"
#include "pdf/pdf.h"

/* The PDF for the mail: its fonts are named, not embedded, so that a whole
 * document takes some 30 KB and is shown with the reader's own 宋体 and 黑体.
 * Written by libharu. Neither tagged nor PDF/A, and no character outside GBK
 * can be in it. */

/* libharu and what it knows of its fonts, for many documents. */
typedef struct _JxMail JxMail;

/* NULL with JX_ERROR_RENDER, or JX_ERROR_RETRY when there is no memory.
 * Yours. */
JxMail *jx_mail_open(GError **error);
void jx_mail_free(JxMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxMail, jx_mail_free)

/* What the layout measures with so that lines break where these fonts end:
 * Chinese in SimSun or SimHei, ASCII in Times. Lives as long as the mail. */
JxMetrics jx_mail_metrics(JxMail *mail);

/* Forgets which characters were missing. */
void jx_mail_start(JxMail *mail);

/* The characters that were measured since jx_mail_start and are not in GBK:
 * gunichar, in the order they were met. 〓 stands for them; pages with one
 * should be refused. Lent. */
const GArray *jx_mail_missing(const JxMail *mail);

/* The finished file of pages that were laid out with these metrics. meta's
 * attachments are left out: they would outweigh the rest. Yours, or NULL with
 * JX_ERROR_RENDER or JX_ERROR_RETRY. Same pages and meta, same bytes. */
GBytes *jx_mail_render(const JxPages *pages, const JxPdfMeta *meta,
                       GError **error);

/* "libharu 2.3.0". */
const char *jx_mail_version(void);
