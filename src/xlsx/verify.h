#pragma once

#include "xlsx/package.h"
#include "xlsx/written.h"

/* Reads every cell back from the finished package and compares it with what
 * was written: each number and each text must be the same. False with
 * JX_ERROR_RETRY: what differs is what did not reach the disk. */
bool jx_xlsx_verify(const JxPackage *package, JxWritten *written,
                    guint n_sheets, GError **error);
