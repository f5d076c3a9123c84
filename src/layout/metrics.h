#pragma once

#include "form/form.h"
#include "layout/pages.h"

/* How much room text takes: the seam between the line breaker and whatever
 * knows the fonts (Pango's for embedded ones, libharu's for fonts by
 * reference). */

/* Advances are counted in this many to the em, so that one text is shaped
 * once for every size. */
#define JX_EM 65536

enum {
    JX_PIECE_SPACE = 1 << 0,   /* may vanish at the end of a line */
    JX_PIECE_NEWLINE = 1 << 1, /* nothing to see */
    JX_PIECE_WIDE = 1 << 2,    /* a line may be stretched beside it */
    JX_PIECE_TRIM = 1 << 3,    /* half of it is enough at the end of a line */
};

/* The smallest piece of text that is set whole. */
typedef struct {
    const JxFace *face; /* lent by the fonts; NULL when there is no glyph */
    guint start;        /* byte in the text */
    guint first_glyph;
    gint32 advance;
    guint16 n_bytes, n_glyphs;
    guint8 flags;
    guint8 may_break; /* JxBreak: whether a line may begin with it */
} JxShapedPiece;

/* A glyph's place is counted from the piece's origin, JX_EM to the em. */
typedef struct {
    guint32 id;
    gint32 x, y;
} JxShapedGlyph;

typedef struct {
    const char *text; /* lent: lives as long as the report does */
    GArray *pieces;   /* JxShapedPiece */
    GArray *glyphs;   /* JxShapedGlyph */
} JxShaped;

JxShaped *jx_shaped_new(const char *text);
void jx_shaped_free(JxShaped *shaped);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxShaped, jx_shaped_free)

#define jx_shaped_piece(shaped, i)                                             \
    (&g_array_index((shaped)->pieces, JxShapedPiece, (i)))
#define jx_shaped_glyph(shaped, i)                                             \
    (&g_array_index((shaped)->glyphs, JxShapedGlyph, (i)))

/* Shapes a text: UTF-8, NUL-terminated, outlives the result. tabular: digits
 * of one width, for amounts. Cannot fail. Yours. */
typedef struct {
    JxShaped *(*shape)(gpointer self, const char *text, JxRole role,
                       bool tabular);
    gpointer self;
} JxMetrics;

/* For those who shape: sets may_break of every piece. */
void jx_shaped_set_breaks(JxShaped *shaped);

/* JX_PIECE_… of a piece that begins with the character. */
guint8 jx_piece_flags(gunichar ch);

/* Characters that are never to be seen: joiners, marks of direction, variation
 * selectors. They stay out of the drawn text. */
bool jx_is_ignorable(gunichar ch);
