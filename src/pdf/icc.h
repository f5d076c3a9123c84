#pragma once

#include <glib.h>

/* An sRGB profile (ICC 2.1, IEC 61966-2-1), for the output intent of PDF/A.
 * Yours. */
GBytes *jx_icc_srgb(void);
