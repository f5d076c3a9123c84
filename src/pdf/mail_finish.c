#include "pdf/mail_finish.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "pdf/mail_draw.h"
#include "pdf/mail_fonts.h"
#include "pdf/xmp.h"

/* One section of a code table holds so many lines (Adobe Technical Note
 * 5014). */
enum { LINES = 100 };

static void set_text(qpdf_data qpdf, qpdf_oh dict, const char *key,
                     const char *text)
{
    if (text)
        qpdf_oh_replace_key(qpdf, dict, key,
                            qpdf_oh_new_unicode_string(qpdf, text));
}

static qpdf_oh new_stream(qpdf_data qpdf, const char *text)
{
    qpdf_oh stream = qpdf_oh_new_stream(qpdf);
    qpdf_oh none = qpdf_oh_new_null(qpdf);
    qpdf_oh_replace_stream_data(qpdf, stream, (const unsigned char *)text,
                                strlen(text), none, none);
    return stream;
}

/* Which character each code of GBK in the document stands for: code ->
 * gunichar, sorted by code. */
static void read_run(const JxPages *pages, const JxRun *run, GTree *codes)
{
    const char *at = run->text;
    for (guint i = 0, glyph = run->first_glyph; i < run->n_pieces; i++) {
        const JxPiece *piece = jx_pages_piece(pages, run->first_piece + i);
        if (piece->n_glyphs == 1) {
            guint32 code = jx_pages_glyph(pages, glyph)->id;
            g_tree_insert(codes, GUINT_TO_POINTER(code),
                          GUINT_TO_POINTER(g_utf8_get_char(at)));
        }
        at += piece->n_bytes;
        glyph += piece->n_glyphs;
    }
}

static int by_code(gconstpointer a, gconstpointer b)
{
    guint one = GPOINTER_TO_UINT(a), two = GPOINTER_TO_UINT(b);
    return (one > two) - (one < two);
}

static GTree *codes_of(const JxPages *pages)
{
    GTree *codes = g_tree_new(by_code);
    for (guint i = 0; i < pages->runs->len; i++) {
        const JxRun *run = jx_pages_run(pages, i);
        const JxFace *face = &g_array_index(pages->faces, JxFace, run->face);
        if (JX_MAIL_FONTS[jx_mail_font_of(face)].is_gbk)
            read_run(pages, run, codes);
    }
    return codes;
}

typedef struct {
    GString *out;
    gint i, n;
} Lines;

static gboolean add_line(gpointer code, gpointer ch, gpointer data)
{
    Lines *lines = data;
    if (lines->i % LINES == 0)
        g_string_append_printf(lines->out, "%s%d beginbfchar\n",
                               lines->i ? "endbfchar\n" : "",
                               MIN(LINES, lines->n - lines->i));
    lines->i++;
    g_string_append_printf(lines->out, "<%04X><%04X>\n", GPOINTER_TO_UINT(code),
                           GPOINTER_TO_UINT(ch));
    return FALSE;
}

/* The table as a CMap (ISO 32000-1, 9.10.3). Yours. */
static char *to_unicode(GTree *codes)
{
    Lines lines = {
        .out = g_string_new(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) "
            "/Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<8140><FEFE>\nendcodespacerange\n"),
        .n = g_tree_nnodes(codes),
    };
    g_tree_foreach(codes, add_line, &lines);
    g_string_append_printf(lines.out,
                           "%sendcmap\nCMapName currentdict /CMap "
                           "defineresource pop\nend\nend\n",
                           lines.n ? "endbfchar\n" : "");
    return g_string_free(lines.out, FALSE);
}

static void set_table(qpdf_data qpdf, qpdf_oh page, qpdf_oh table)
{
    qpdf_oh resources = qpdf_oh_get_key(qpdf, page, "/Resources");
    qpdf_oh fonts = qpdf_oh_get_key(qpdf, resources, "/Font");
    if (!qpdf_oh_is_dictionary(qpdf, fonts))
        return;
    qpdf_oh_begin_dict_key_iter(qpdf, fonts);
    while (qpdf_oh_dict_more_keys(qpdf)) {
        qpdf_oh font =
            qpdf_oh_get_key(qpdf, fonts, qpdf_oh_dict_next_key(qpdf));
        if (qpdf_oh_has_key(qpdf, font, "/DescendantFonts"))
            qpdf_oh_replace_key(qpdf, font, "/ToUnicode", table);
    }
}

static void set_tables(qpdf_data qpdf, const JxPages *pages)
{
    g_autoptr(GTree) codes = codes_of(pages);
    if (g_tree_nnodes(codes) == 0)
        return;
    g_autofree char *text = to_unicode(codes);
    qpdf_oh table = new_stream(qpdf, text);
    int n = qpdf_get_num_pages(qpdf);
    for (int i = 0; i < n; i++)
        set_table(qpdf, qpdf_get_page_n(qpdf, (size_t)i), table);
}

static void set_info(qpdf_data qpdf, const JxPdfMeta *meta)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(meta->created);
    g_autofree char *date = g_date_time_format(time, "D:%Y%m%d%H%M%SZ");
    qpdf_oh info = qpdf_oh_get_key(qpdf, qpdf_get_trailer(qpdf), "/Info");
    set_text(qpdf, info, "/Title", meta->title);
    set_text(qpdf, info, "/Author", meta->author);
    set_text(qpdf, info, "/Subject", meta->subject);
    set_text(qpdf, info, "/Creator", meta->creator);
    set_text(qpdf, info, "/CreationDate", date);
    set_text(qpdf, info, "/ModDate", date);
}

static void set_catalog(qpdf_data qpdf, const JxPdfMeta *meta)
{
    qpdf_oh catalog = qpdf_get_root(qpdf);
    qpdf_oh viewer = qpdf_oh_new_dictionary(qpdf);
    qpdf_oh_replace_key(qpdf, viewer, "/DisplayDocTitle",
                        qpdf_oh_new_bool(qpdf, QPDF_TRUE));
    qpdf_oh_replace_key(qpdf, catalog, "/ViewerPreferences", viewer);
    set_text(qpdf, catalog, "/Lang", "zh-CN");

    g_autofree char *xmp =
        jx_xmp(meta, qpdf_get_info_key(qpdf, "/Producer"), 0);
    qpdf_oh stream = new_stream(qpdf, xmp);
    qpdf_oh dict = qpdf_oh_get_dict(qpdf, stream);
    qpdf_oh_replace_key(qpdf, dict, "/Type",
                        qpdf_oh_new_name(qpdf, "/Metadata"));
    qpdf_oh_replace_key(qpdf, dict, "/Subtype", qpdf_oh_new_name(qpdf, "/XML"));
    qpdf_oh_replace_key(qpdf, catalog, "/Metadata", stream);
}

static GBytes *written(qpdf_data qpdf)
{
    qpdf_init_write_memory(qpdf);
    qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
    qpdf_set_stream_data_mode(qpdf, qpdf_s_compress);
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    qpdf_set_minimum_pdf_version(qpdf, "1.7");
    if (qpdf_write(qpdf) & QPDF_ERRORS)
        return NULL;
    return g_bytes_new(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
}

GBytes *jx_mail_finish(GBytes *drawn, const JxPages *pages,
                       const JxPdfMeta *meta, GError **error)
{
    gsize len;
    const char *data = g_bytes_get_data(drawn, &len);
    qpdf_data qpdf = qpdf_init();
    GBytes *finished = NULL;

    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    if (!(qpdf_read_memory(qpdf, "pdf", data, len, NULL) & QPDF_ERRORS)) {
        set_tables(qpdf, pages);
        set_info(qpdf, meta);
        set_catalog(qpdf, meta);
        finished = written(qpdf);
    }
    if (qpdf_has_error(qpdf)) {
        g_clear_pointer(&finished, g_bytes_unref);
        g_set_error(error, JX_ERROR, JX_ERROR_RENDER, _("整理 PDF 失败：%s"),
                    qpdf_get_error_full_text(qpdf, qpdf_get_error(qpdf)));
    }
    qpdf_cleanup(&qpdf);
    return finished;
}

GBytes *jx_mail_render(const JxPages *pages, const JxPdfMeta *meta,
                       GError **error)
{
    g_autoptr(GBytes) drawn = jx_mail_draw(pages, error);
    return drawn ? jx_mail_finish(drawn, pages, meta, error) : NULL;
}
