#pragma once

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangofc-fontmap.h>

#include "layout/fonts.h"
#include "layout/metrics.h"

/* Inside of JxFonts. The face of a role is read with HarfBuzz alone: character
 * to glyph, glyph to advance, which is all that a face without kerning and
 * ligatures needs and takes a tenth of the time. Characters it does not have
 * go through Pango and the fonts of the machine. */

enum { N_TABULAR = 128 }; /* ASCII */

typedef struct {
    JxFace face;
    bool is_official;             /* it bears the name the form asks for */
    hb_font_t *font;              /* scaled to JX_EM */
    hb_set_t *covers;             /* its characters */
    guint32 tabular[N_TABULAR];   /* glyphs of one width; 0: the usual one */
    PangoFontDescription *behind; /* in the fonts of the machine */
} JxRoleFace;

struct _JxFonts {
    JxRoleFace roles[JX_N_ROLES];

    /* Opened when the first rare character comes. */
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
