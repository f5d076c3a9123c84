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

bool jx_is_ignorable(gunichar ch)
{
    return ch == 0xAD || ch == 0xFEFF || (ch >= 0x200B && ch <= 0x200F) ||
           (ch >= 0x202A && ch <= 0x202E) || (ch >= 0x2060 && ch <= 0x2064) ||
           (ch >= 0xFE00 && ch <= 0xFE0F) || (ch >= 0xE0000 && ch <= 0xE0FFF);
}

/* What one call of jx_fonts_shape works on. */
typedef struct {
    JxFonts *fonts;
    const JxRoleFace *role;
    bool tabular;
    JxShaped *shaped;
} Work;

static void add_glyph(JxShaped *shaped, JxShapedPiece *piece, guint32 id,
                      gint32 x, gint32 y)
{
    JxShapedGlyph glyph = {.id = id, .x = x, .y = y};
    g_array_append_val(shaped->glyphs, glyph);
    piece->n_glyphs++;
}

static void add_piece(JxShaped *shaped, JxShapedPiece *piece)
{
    if (piece->advance != JX_EM)
        piece->flags &= (guint8)~JX_PIECE_TRIM;
    g_array_append_vals(shaped->pieces, piece, 1);
}

static JxShapedPiece new_piece(const JxShaped *shaped, gunichar ch, gsize start,
                               gsize n_bytes)
{
    return (JxShapedPiece){
        .start = (guint)start,
        .n_bytes = (guint16)MIN(n_bytes, G_MAXUINT16),
        .first_glyph = shaped->glyphs->len,
        .flags = jx_piece_flags(ch),
    };
}

/* The role's own face: one character, one glyph. Spaces of widths the face
 * does not have, and tabs, are plain spaces. */
static guint32 own_glyph(const Work *work, gunichar ch)
{
    hb_codepoint_t id = 0;
    if (work->tabular && ch < N_TABULAR && work->role->tabular[ch])
        return work->role->tabular[ch];
    if (!hb_font_get_nominal_glyph(work->role->font, ch, &id))
        hb_font_get_nominal_glyph(work->role->font, ' ', &id);
    return id;
}

static void shape_own(Work *work, const char *start, const char *end)
{
    JxShaped *shaped = work->shaped;
    for (const char *p = start, *next; p < end; p = next) {
        gunichar ch = g_utf8_get_char(p);
        next = g_utf8_next_char(p);
        JxShapedPiece piece =
            new_piece(shaped, ch, (gsize)(p - shaped->text), (gsize)(next - p));
        bool is_seen = !(piece.flags & JX_PIECE_NEWLINE) &&
                       !g_unichar_iscntrl(ch) && !jx_is_ignorable(ch);
        if (is_seen || ch == '\t') {
            guint32 id = own_glyph(work, ch);
            add_glyph(shaped, &piece, id, 0, 0);
            piece.advance = hb_font_get_glyph_h_advance(work->role->font, id);
            piece.face = &work->role->face;
        }
        add_piece(shaped, &piece);
    }
}

/* A character of no font: 〓 of the role's own face stands for it. */
static void add_geta(Work *work, JxShapedPiece *piece)
{
    guint32 id = own_glyph(work, GETA);
    add_glyph(work->shaped, piece, id, 0, 0);
    piece->advance = hb_font_get_glyph_h_advance(work->role->font, id);
    piece->face = &work->role->face;
}

/* Glyphs [first, end) are one cluster of a Pango item. */
static void add_cluster(Work *work, const PangoItem *item,
                        const PangoGlyphInfo *first, const PangoGlyphInfo *end,
                        gsize start, gsize n_bytes)
{
    JxShaped *shaped = work->shaped;
    JxShapedPiece piece = new_piece(
        shaped, g_utf8_get_char(shaped->text + start), start, n_bytes);
    for (const PangoGlyphInfo *info = first; info < end; info++) {
        if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
            add_geta(work, &piece);
            break;
        }
        if (info->glyph == PANGO_GLYPH_EMPTY)
            continue;
        piece.face = jx_fonts_face(work->fonts, item->analysis.font);
        add_glyph(shaped, &piece, info->glyph,
                  piece.advance + info->geometry.x_offset,
                  info->geometry.y_offset);
        piece.advance += info->geometry.width;
    }
    add_piece(shaped, &piece);
}

static void shape_item(Work *work, PangoItem *item, PangoGlyphString *glyphs)
{
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
        add_cluster(work, item, &glyphs->glyphs[i], &glyphs->glyphs[next],
                    (gsize)(item->offset + from), (gsize)(to - from));
    }
}

/* Characters the role's face does not have: the machine's fonts. */
static void shape_rare(Work *work, const char *start, const char *end)
{
    PangoContext *context = jx_fonts_machine(work->fonts);
    const char *text = work->shaped->text;
    PangoGlyphString *glyphs = pango_glyph_string_new();
    PangoAttrList *none = pango_attr_list_new();

    pango_context_set_font_description(context, work->role->behind);
    GList *items = pango_itemize_with_base_dir(context, PANGO_DIRECTION_LTR,
                                               text, (int)(start - text),
                                               (int)(end - start), none, NULL);
    for (GList *l = items; l; l = l->next)
        shape_item(work, l->data, glyphs);
    g_list_free_full(items, (GDestroyNotify)pango_item_free);
    pango_attr_list_unref(none);
    pango_glyph_string_free(glyphs);
}

static bool is_covered(const Work *work, gunichar ch)
{
    return hb_set_has(work->role->covers, ch) || jx_is_ignorable(ch) ||
           g_unichar_iscntrl(ch) || g_unichar_isspace(ch);
}

/* Whether the character can be set in the role's face; with a mark over it
 * that the face lacks, both go elsewhere. */
static bool is_own(const Work *work, const char *p)
{
    const char *next = g_utf8_next_char(p);
    if (!is_covered(work, g_utf8_get_char(p)))
        return false;
    return *next == '\0' || !g_unichar_ismark(g_utf8_get_char(next)) ||
           is_covered(work, g_utf8_get_char(next));
}

static void shape_runs(Work *work)
{
    const char *start = work->shaped->text, *end;
    for (; *start; start = end) {
        bool own = is_own(work, start);
        for (end = g_utf8_next_char(start); *end; end = g_utf8_next_char(end))
            if (is_own(work, end) != own)
                break;
        if (own)
            shape_own(work, start, end);
        else
            shape_rare(work, start, end);
    }
}

void jx_shaped_set_breaks(JxShaped *shaped)
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
    JxFonts *fonts = self;
    Work work = {
        .fonts = fonts,
        .role = &fonts->roles[role],
        .tabular = tabular,
        .shaped = jx_shaped_new(text),
    };
    shape_runs(&work);
    jx_shaped_set_breaks(work.shaped);
    return work.shaped;
}
