#include "pdf/mail.h"

#include "pdf/mail_fonts.h"

#define GETA 0x3013 /* 〓, the printers' sign for a missing type */

enum { N_CODES = 0x10000, PRIVATE_FIRST = 0xE000, PRIVATE_LAST = 0xF8FF };

struct _JxMail {
    HPDF_Doc document; /* lends its fonts; never written */
    HPDF_Font fonts[JX_N_MAIL_FONTS];
    JxFace faces[JX_N_MAIL_FONTS]; /* what the display list calls them */
    guint16 codes[N_CODES];        /* of GBK, for each character; 0: none */
    GArray *missing;               /* gunichar */
};

/* libharu's own table the other way round. It has a □ for what GBK has not
 * (0x7F ends no code), and what GBK leaves to its users is in no font. */
static void read_codes(JxMail *mail)
{
    HPDF_Encoder encoder =
        HPDF_GetEncoder(mail->document, JX_MAIL_FONTS[0].encoding);
    for (guint lead = 0x81; lead <= 0xFE; lead++)
        for (guint trail = 0x40; trail <= 0xFE; trail++) {
            guint16 code = (guint16)(lead << 8 | trail);
            guint16 ch = HPDF_Encoder_GetUnicode(encoder, code);
            bool is_private = ch >= PRIVATE_FIRST && ch <= PRIVATE_LAST;
            if (trail != 0x7F && ch >= 0x80 && !is_private)
                mail->codes[ch] = code;
        }
}

JxMail *jx_mail_open(GError **error)
{
    g_autoptr(JxMail) mail = g_new0(JxMail, 1);
    mail->missing = g_array_new(FALSE, FALSE, sizeof(gunichar));
    mail->document = jx_mail_document(mail->fonts, error);
    if (mail->document == NULL)
        return NULL;
    for (guint i = 0; i < JX_N_MAIL_FONTS; i++) {
        mail->faces[i].file = g_strdup(JX_MAIL_FONTS[i].name);
        mail->faces[i].family = g_strdup(JX_MAIL_FONTS[i].name);
    }
    read_codes(mail);
    return jx_mail_check(mail->document, error) ? g_steal_pointer(&mail) : NULL;
}

void jx_mail_free(JxMail *mail)
{
    if (mail == NULL)
        return;
    for (guint i = 0; i < JX_N_MAIL_FONTS; i++) {
        g_free(mail->faces[i].file);
        g_free(mail->faces[i].family);
    }
    if (mail->document)
        HPDF_Free(mail->document);
    g_array_unref(mail->missing);
    g_free(mail);
}

void jx_mail_start(JxMail *mail)
{
    g_array_set_size(mail->missing, 0);
}

const GArray *jx_mail_missing(const JxMail *mail)
{
    return mail->missing;
}

const char *jx_mail_version(void)
{
    return "libharu " HPDF_VERSION_TEXT;
}

static void add_missing(JxMail *mail, gunichar ch)
{
    for (guint i = 0; i < mail->missing->len; i++)
        if (g_array_index(mail->missing, gunichar, i) == ch)
            return;
    g_array_append_val(mail->missing, ch);
}

/* The code that shows a character, and in which kind of font. Spaces of any
 * width are the plain one, but for the ideographic. */
static guint32 code_of(JxMail *mail, gunichar ch, bool *is_gbk)
{
    guint32 code = ch < N_CODES ? mail->codes[ch] : 0;
    *is_gbk = code != 0;
    if (code)
        return code;
    if (ch < 0x80)
        return ch == '\t' ? ' ' : ch;
    if (g_unichar_isspace(ch))
        return ' ';
    add_missing(mail, ch);
    *is_gbk = true;
    return mail->codes[GETA];
}

static gint32 advance_of(const JxMail *mail, guint font, guint32 code)
{
    char bytes[2];
    guint len = jx_mail_code(code, JX_MAIL_FONTS[font].is_gbk, bytes);
    HPDF_TextWidth width =
        HPDF_Font_TextWidth(mail->fonts[font], (const HPDF_BYTE *)bytes, len);
    return (gint32)((gint64)width.width * JX_EM / 1000);
}

static void add_glyph(JxMail *mail, JxShaped *shaped, JxShapedPiece *piece,
                      gunichar ch, JxRole role)
{
    bool is_gbk;
    JxShapedGlyph glyph = {.id = code_of(mail, ch, &is_gbk)};
    guint font = jx_mail_font(role, is_gbk);
    g_array_append_val(shaped->glyphs, glyph);
    piece->n_glyphs = 1;
    piece->face = &mail->faces[font];
    piece->advance = advance_of(mail, font, glyph.id);
}

static void add_piece(JxMail *mail, JxShaped *shaped, const char *at,
                      JxRole role)
{
    gunichar ch = g_utf8_get_char(at);
    JxShapedPiece piece = {
        .start = (guint)(at - shaped->text),
        .n_bytes = (guint16)(g_utf8_next_char(at) - at),
        .first_glyph = shaped->glyphs->len,
        .flags = jx_piece_flags(ch),
    };
    bool is_seen = !(piece.flags & JX_PIECE_NEWLINE) &&
                   !g_unichar_iscntrl(ch) && !jx_is_ignorable(ch);
    if (is_seen || ch == '\t')
        add_glyph(mail, shaped, &piece, ch, role);
    if (piece.advance != JX_EM)
        piece.flags &= (guint8)~JX_PIECE_TRIM;
    g_array_append_val(shaped->pieces, piece);
}

static JxShaped *shape(gpointer self, const char *text, JxRole role,
                       bool tabular)
{
    (void)tabular; /* all digits are */
    JxShaped *shaped = jx_shaped_new(text);
    for (const char *at = text; *at; at = g_utf8_next_char(at))
        add_piece(self, shaped, at, role);
    jx_shaped_set_breaks(shaped);
    return shaped;
}

JxMetrics jx_mail_metrics(JxMail *mail)
{
    return (JxMetrics){.shape = shape, .self = mail};
}
