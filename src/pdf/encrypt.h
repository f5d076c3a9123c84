#pragma once

#include <glib.h>

/* Who may open a PDF, and who may do with it what he likes. Both UTF-8, at
 * most JX_PASSWORD_MAX bytes; everybody else may open (when there is no
 * password for it), read, copy and print, and change nothing. */
typedef struct {
    char *open;  /* NULL: everybody may open */
    char *owner; /* not empty (asserted) */
} JxPdfLock;

#define JX_PASSWORD_MAX 127 /* ISO 32000-2, 7.6.4.3.3 */

/* The same file encrypted with AES-256 (revision 6), read once more to see
 * that it opens. Its key and its salts are random: two runs give different
 * bytes. PDF/A forbids encryption: meta.locked of jx_pdf_render takes the
 * claim away.
 *
 * Yours, or NULL with JX_ERROR_RENDER. */
GBytes *jx_pdf_encrypt(GBytes *pdf, const JxPdfLock *lock, GError **error);
