#pragma once

#include "model/report.h"
#include "xlsx/package.h"
#include "xlsx/written.h"

/* Reads every cell back from the finished package and compares it with what
 * was written: each number and each text must be the same. False with
 * JX_ERROR_RETRY: what differs is what did not reach the disk. */
bool jx_xlsx_verify(const JxPackage *package, JxWritten *written,
                    guint n_sheets, GError **error);

/* Whether the columns of funds on the sheet 资金 have every amount of the
 * model's projects, each as often as the model has it. Call it once the file
 * was found to hold just what was written. False with JX_ERROR_RENDER.
 *
 *   sheet  the number of 资金, from 0 */
bool jx_xlsx_verify_amounts(const JxWritten *written, guint sheet,
                            const JxReport *report, GError **error);
