#pragma once

#include <stdbool.h>

#include <glib.h>

/* Has the report's PDF and workbook made by a worker process: what draws may
 * crash, and the supervisor must not. */
typedef struct {
    char **worker;     /* program and arguments */
    const char *stage; /* where it writes: app/batch/stage.h */
    guint64 memory;    /* bytes the worker may have, 0: any */
} JxPrinter;

/* Makes `pdf` and `xlsx` from the lines in `lines` (app/batch/rows.h). False
 * with JX_ERROR_RENDER or JX_ERROR_RETRY; then neither is made. */
bool jx_printer_run(const JxPrinter *printer, const char *lines,
                    const char *pdf, const char *xlsx, GError **error);

/* The program as a worker; `lang` may be NULL. NULL-terminated, yours to add
 * to and to free: char *. */
GPtrArray *jx_printer_worker(const char *lang);
