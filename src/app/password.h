#pragma once

#include <stdbool.h>

#include "pdf/encrypt.h"

/* Where passwords come from: never from the command line, which everybody on
 * the machine can read.
 *
 *   file  its first line is the password to open the PDF with (empty: none is
 *         needed), its second the one of its owner; "-" is standard input,
 *         where a terminal is asked; NULL: the environment variables
 *         JIXIAO_PASSWORD and JIXIAO_OWNER_PASSWORD
 *
 * When the owner has none, it is a random one that nobody knows, and
 * *is_random says so. False with JX_ERROR_CONFIG. The lock is yours, for
 * jx_password_clear. */
bool jx_password_read(const char *file, JxPdfLock *lock, bool *is_random,
                      GError **error);
void jx_password_clear(JxPdfLock *lock);
