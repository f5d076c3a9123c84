#pragma once

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangofc-fontmap.h>

#include "layout/fonts.h"
#include "layout/metrics.h"

/* Inside of JxFonts: the only place where Pango's fonts meet fontconfig's. */

/* The face of one role, and what stands behind it. */
typedef struct {
    JxFace face;
    bool is_official; /* it bears the name the form asks for */
    hb_set_t *covers; /* its characters */
    PangoFontDescription *description;
    PangoFontDescription *behind; /* in the fonts of the machine */
} JxRoleFace;

struct _JxFonts {
    FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
    JxRoleFace roles[JX_N_ROLES];

    /* The machine's fonts are opened when the first rare character comes. */
    FcConfig *machine_config;
    PangoFontMap *machine_map;
    PangoContext *machine;
    GHashTable *faces; /* PangoFont (owned) -> JxFace (owned) */
};

/* The context over the machine's fonts, opened on the first call. */
PangoContext *jx_fonts_machine(JxFonts *fonts);

/* The face behind a Pango font, lent by the fonts. */
const JxFace *jx_fonts_face(JxFonts *fonts, PangoFont *font);

/* Whether the role's own face shows the character. */
bool jx_fonts_covers(const JxFonts *fonts, JxRole role, gunichar ch);

/* Shapes for JxMetrics: self is the JxFonts. */
JxShaped *jx_fonts_shape(gpointer self, const char *text, JxRole role,
                         bool tabular);
