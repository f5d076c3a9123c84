#pragma once

#include "layout/pages.h"

/* One page as a picture, for previews: the same list, the same faces. */

/* PNG on white, `dpi` pixels to the inch. Yours; NULL with JX_ERROR_RENDER. */
GBytes *jx_picture_png(const JxPages *pages, guint page, double dpi,
                       GError **error);

/* SVG, one unit to the point; the text is outlines. */
GBytes *jx_picture_svg(const JxPages *pages, guint page, GError **error);
