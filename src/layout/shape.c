#include "layout/faces.h"

#include <string.h>

#include "layout/breaks.h"

/* Shown where no font has the character: the printers' own sign for a missing
 * type. The finding glyph-missing says which. */
#define GETA 0x3013

JxShaped *jx_shaped_new(const char *text)
{
    JxShaped *shaped = g_new0(JxShaped, 1);
    shaped->text = text;
    shaped->pieces = g_array_new(FALSE, TRUE, sizeof(JxShapedPiece));
    shaped->glyphs = g_array_new(FALSE, TRUE, sizeof(JxShapedGlyph));
    return shaped;
}

void jx_shaped_free(JxShaped *shaped)
{
    if (shaped == NULL)
        return;
    g_array_unref(shaped->pieces);
    g_array_unref(shaped->glyphs);
    g_free(shaped);
}

guint8 jx_piece_flags(gunichar ch)
{
    switch (ch) {
    case '\n':
    case '\r':
    case '\v':
    case '\f':
    case 0x85:
    case 0x2028:
    case 0x2029:
        return JX_PIECE_NEWLINE | JX_PIECE_SPACE;
    case ' ':
    case '\t':
        return JX_PIECE_SPACE;
    }
    return (guint8)((g_unichar_iswide(ch) ? JX_PIECE_WIDE : 0) |
                    (jx_is_half_empty(ch) ? JX_PIECE_TRIM : 0));
}

static PangoAttrList *features(bool tabular)
{
    PangoAttrList *list = pango_attr_list_new();
    /* ccmp would make one glyph of —— */
    pango_attr_list_insert(list, pango_attr_font_features_new(
                                     tabular ? "hwid=1,ccmp=0" : "ccmp=0"));
    return list;
}

/* What one call of jx_fonts_shape works on. */
typedef struct {
    JxFonts *fonts;
    JxRole role;
    PangoAttrList *features;
    PangoGlyphString *glyphs;
    JxShaped *shaped;
} Work;

static guint32 glyph_of(PangoFont *font, gunichar ch)
{
    hb_codepoint_t id = 0;
    hb_font_get_nominal_glyph(pango_font_get_hb_font(font), ch, &id);
    return id;
}

static gint32 advance_of(PangoFont *font, guint32 id)
{
    return hb_font_get_glyph_h_advance(pango_font_get_hb_font(font), id);
}

static void add_glyph(JxShaped *shaped, JxShapedPiece *piece, guint32 id,
                      gint32 x, gint32 y)
{
    JxShapedGlyph glyph = {.id = id, .x = x, .y = y};
    g_array_append_val(shaped->glyphs, glyph);
    piece->n_glyphs++;
}

/* Pango has no glyph: white space gets the space's, so that it stays in the
 * text; a character of no font gets 〓; the rest is not to be seen. */
static void add_stand_in(Work *work, JxShapedPiece *piece, PangoFont *font,
                         gunichar ch, bool is_unknown)
{
    if (piece->flags & JX_PIECE_NEWLINE)
        return;
    gunichar shown = is_unknown ? GETA : ' ';
    if (!is_unknown && !(piece->flags & JX_PIECE_SPACE))
        return;
    guint32 id = glyph_of(font, shown);
    if (id == 0 && is_unknown && g_unichar_iszerowidth(ch))
        return;
    piece->advance = advance_of(font, id);
    add_glyph(work->shaped, piece, id, 0, 0);
}

/* Glyphs [first, end) of one cluster of the item's text. */
static void add_piece(Work *work, const PangoItem *item, gint first, gint end,
                      guint start, guint n_bytes)
{
    JxShaped *shaped = work->shaped;
    PangoFont *font = item->analysis.font;
    gunichar ch = g_utf8_get_char(shaped->text + start);
    JxShapedPiece piece = {
        .start = start,
        .n_bytes = (guint16)MIN(n_bytes, G_MAXUINT16),
        .first_glyph = shaped->glyphs->len,
        .flags = jx_piece_flags(ch),
    };

    for (gint i = first; i < end; i++) {
        const PangoGlyphInfo *info = &work->glyphs->glyphs[i];
        bool is_unknown = (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0;
        if (info->glyph == PANGO_GLYPH_EMPTY || is_unknown) {
            add_stand_in(work, &piece, font, ch, is_unknown);
            continue;
        }
        add_glyph(shaped, &piece, info->glyph,
                  piece.advance + info->geometry.x_offset,
                  info->geometry.y_offset);
        piece.advance += info->geometry.width;
    }
    if (piece.advance != JX_EM)
        piece.flags &= (guint8)~JX_PIECE_TRIM;
    if (piece.n_glyphs > 0)
        piece.face = jx_fonts_face(work->fonts, font);
    g_array_append_val(shaped->pieces, piece);
}

static void shape_item(Work *work, PangoItem *item)
{
    PangoGlyphString *glyphs = work->glyphs;
    const char *text = work->shaped->text;

    item->analysis.level = 0; /* a form is set from left to right */
    pango_shape_with_flags(text + item->offset, item->length, text, -1,
                           &item->analysis, glyphs, PANGO_SHAPE_NONE);
    for (gint i = 0, next; i < glyphs->num_glyphs; i = next) {
        gint from = glyphs->log_clusters[i];
        for (next = i + 1; next < glyphs->num_glyphs; next++)
            if (glyphs->log_clusters[next] != from)
                break;
        gint to = next < glyphs->num_glyphs ? glyphs->log_clusters[next]
                                            : item->length;
        add_piece(work, item, i, next, (guint)(item->offset + from),
                  (guint)(to - from));
    }
}

/* One run of the text, all of it in the role's own face or none. */
static void shape_run(Work *work, guint start, guint end, bool own)
{
    const JxRoleFace *role = &work->fonts->roles[work->role];
    bool use_own = own && role->description;
    PangoContext *context =
        use_own ? work->fonts->context : jx_fonts_machine(work->fonts);

    pango_context_set_font_description(context, use_own ? role->description
                                                        : role->behind);
    GList *items = pango_itemize_with_base_dir(
        context, PANGO_DIRECTION_LTR, work->shaped->text, (int)start,
        (int)(end - start), work->features, NULL);
    for (GList *l = items; l; l = l->next) {
        PangoItem *item = l->data;
        PangoAttrIterator *i = pango_attr_list_get_iterator(work->features);
        pango_item_apply_attrs(item, i);
        pango_attr_iterator_destroy(i);
        shape_item(work, item);
    }
    g_list_free_full(items, (GDestroyNotify)pango_item_free);
}

/* White space and marks go with what stands before them. */
static bool is_own(const Work *work, gunichar ch, bool before)
{
    if (g_unichar_iszerowidth(ch) || g_unichar_iscntrl(ch))
        return before;
    return jx_fonts_covers(work->fonts, work->role, ch);
}

static void shape_runs(Work *work)
{
    const char *text = work->shaped->text, *start = text;
    bool own = true;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        bool now = is_own(work, g_utf8_get_char(p), own);
        if (now != own && p > start) {
            shape_run(work, (guint)(start - text), (guint)(p - text), own);
            start = p;
        }
        own = now;
    }
    if (*start)
        shape_run(work, (guint)(start - text), (guint)strlen(text), own);
}

static void set_breaks(JxShaped *shaped)
{
    gsize len = strlen(shaped->text);
    glong n = g_utf8_strlen(shaped->text, (gssize)len);
    g_autofree guint8 *breaks = jx_breaks(shaped->text, len, n);

    const char *p = shaped->text;
    glong ch = 0;
    for (guint i = 0; i < shaped->pieces->len; i++) {
        JxShapedPiece *piece = jx_shaped_piece(shaped, i);
        while (p < shaped->text + piece->start) {
            p = g_utf8_next_char(p);
            ch++;
        }
        piece->may_break = breaks[ch];
    }
}

JxShaped *jx_fonts_shape(gpointer self, const char *text, JxRole role,
                         bool tabular)
{
    Work work = {
        .fonts = self,
        .role = role,
        .features = features(tabular),
        .glyphs = pango_glyph_string_new(),
        .shaped = jx_shaped_new(text),
    };
    shape_runs(&work);
    set_breaks(work.shaped);
    pango_glyph_string_free(work.glyphs);
    pango_attr_list_unref(work.features);
    return work.shaped;
}
