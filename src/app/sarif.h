#pragma once

#include "app/waivers.h"

/* Findings for the tools that show them beside the source: SARIF 2.1.0
 * (OASIS). Columns count characters ("unicodeCodePoints"); a place in a
 * workbook is a logical location. Waived findings are suppressed results with
 * their reason; a waiver of no use is a notification about the configuration.
 * Yours.
 *
 *   sources  JxSource */
char *jx_sarif_write(const GPtrArray *sources, const JxWaivers *waivers);
