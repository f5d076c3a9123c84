#pragma once

#include "form/form.h"
#include "layout/table.h"

/* Reads --set HEADING=TEXT (NULL-terminated, may be NULL) for the form. False
 * with JX_ERROR_CONFIG when there is no = in it, or the form has no such
 * heading to fill; the message names those it has.
 *
 *   fills  out: GArray of JxFill that points into `set`, yours */
bool jx_fills_parse(char **set, const JxForm *form, GArray **fills,
                    GError **error);
