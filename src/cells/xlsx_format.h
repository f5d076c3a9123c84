#pragma once

#include <glib.h>
#include <stdbool.h>

/* The text of a number in a workbook cell: what the user sees, but never less
 * exact than what is stored.
 *
 *   value     as stored in the file: "9524.780000000001", "1.5E-3"
 *   format    its number format, "#,##0.00", NULL for General
 *   date1904  the workbook counts days from 1904
 *
 * A number has at most 15 significant digits, as in Excel (so 9524.78), at
 * least the decimals of its format, and more where it needs them; percentages
 * and formats that scale (0.00, or 0!.00,) are shifted exactly; Chinese text
 * of the format stays, thousands separators and currency signs do not. A date
 * is written as its format says. What is no number comes back as it is.
 * Yours. */
char *jx_xlsx_number(const char *value, const char *format, bool date1904);

/* The number format that Excel means by a built-in id; NULL when none. */
const char *jx_xlsx_builtin_format(guint id);
