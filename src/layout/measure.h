#pragma once

#include "layout/fonts.h"

/* Height in points that text takes when it is set at size_pt and wrapped in
 * width_pt, with the leading of the form (bold: in the bold face). At least
 * one line. Deterministic. */
double jx_measure_height(JxFonts *fonts, const char *text, bool bold,
                         double size_pt, double width_pt);
