#pragma once

#include "xlsx/written.h"

/* Reads every cell back from the finished workbook and compares it with what
 * was written: each number and each text must be the same. False with
 * JX_ERROR_RETRY: what differs is what did not reach the disk. */
bool jx_xlsx_verify(GBytes *package, JxWritten *written, guint n_sheets,
                    GError **error);
