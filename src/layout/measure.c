#include "layout/measure.h"

#include <string.h>

#include "layout/faces.h"
#include "layout/set.h"

/* The leading of the list form (templates/list.yaml). */
#define LEAD_EM 1.36

double jx_measure_height(JxFonts *fonts, const char *text, bool bold,
                         double size_pt, double width_pt)
{
    g_autoptr(JxShaped) shaped = jx_fonts_shape(
        fonts, text ? text : "", bold ? JX_ROLE_STRONG : JX_ROLE_BODY, false);
    guint n = jx_lines_count(shaped, jx_em_units(width_pt, size_pt));
    return MAX(n, 1) * size_pt * LEAD_EM;
}
