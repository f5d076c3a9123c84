#include "pdf/mail_finish.h"

#include <hpdf.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "pdf/info.h"
#include "pdf/mail_draw.h"
#include "pdf/mail_fonts.h"
#include "pdf/write.h"

/* One section of a code table holds so many lines (Adobe Technical Note
 * 5014). */
enum { LINES = 100 };

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

/* Every font of two-byte codes has the same table. */
static void set_tables(JxObjects *objects, const JxPages *pages)
{
    static const char *const CHANGED[] = {"/ToUnicode", NULL};
    g_autoptr(GTree) codes = codes_of(pages);
    if (g_tree_nnodes(codes) == 0)
        return;
    g_autofree char *text = to_unicode(codes);
    guint table = jx_objects_add_stream(objects, g_string_new("<<"), text,
                                        strlen(text), true);
    for (guint i = 1; i < table; i++) {
        JxSpan font = jx_objects_get(objects, i)->text, inner;
        if (!jx_syntax_get(font, "/DescendantFonts", &inner))
            continue;
        g_autoptr(GString) changed = jx_syntax_open(font, CHANGED);
        g_string_append_printf(changed, " /ToUnicode %u 0 R >>", table);
        jx_objects_set(objects, i, changed);
    }
}

static void set_catalog(JxObjects *objects, guint xmp)
{
    static const char *const CHANGED[] = {"/ViewerPreferences", "/Lang",
                                          "/Metadata", "/PageLabels", NULL};
    g_autoptr(GString) catalog =
        jx_syntax_open(jx_objects_get(objects, objects->root)->text, CHANGED);
    g_string_append_printf(catalog,
                           " /ViewerPreferences << /DisplayDocTitle true >>"
                           " /Lang (zh-CN) /Metadata %u 0 R"
                           " /PageLabels << /Nums [ 0 << /S /D >> ] >> >>",
                           xmp);
    jx_objects_set(objects, objects->root, catalog);
}

GBytes *jx_mail_finish(GBytes *drawn, const JxPages *pages,
                       const JxPdfMeta *meta, GError **error)
{
    g_autoptr(JxObjects) objects = jx_objects_read(drawn);
    g_autofree char *producer =
        g_strdup_printf("Haru Free PDF Library %s", HPDF_GetVersion());
    if (objects == NULL) {
        g_set_error(error, JX_ERROR, JX_ERROR_RENDER, _("整理 PDF 失败：%s"),
                    _("文件不是预期的样子"));
        return NULL;
    }
    set_tables(objects, pages);
    jx_info_set(objects, meta, producer);
    set_catalog(objects, jx_info_add_xmp(objects, meta, producer, 0));
    return jx_objects_write(objects, "1.7", true);
}

GBytes *jx_mail_render(const JxPages *pages, const JxPdfMeta *meta,
                       GError **error)
{
    g_autoptr(GBytes) drawn = jx_mail_draw(pages, error);
    return drawn ? jx_mail_finish(drawn, pages, meta, error) : NULL;
}
