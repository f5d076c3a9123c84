#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "base/error.h"
#include "pdf/deflate.h"
#include "pdf/pdf.h"
#include "sample_report.h"

static const JxPdfMeta META = {.title = "项目支出绩效目标表",
                               .author = "甲市乙中学",
                               .creator = "jixiao",
                               .created = 1767225600};

/* Two projects: sanitizers make every glyph dear. */
static JxReport *small_report(void)
{
    JxReport *report = titled_report();
    for (int i = 0; i < 2; i++) {
        JxProject *project = jx_report_append_project(report);
        project->name = "甲楼修缮";
        project->goal = "修好甲楼。";
        project->indicators_text = "1、1-产出指标；11-数量指标；≥95%。";
        for (guint fund = 0; fund < JX_N_FUNDS; fund++)
            project->funding[fund].blank = true;
    }
    return report;
}

static GBytes *rendered(const JxPdfMeta *meta, guint *n_pages)
{
    GError *error = NULL;
    g_autoptr(JxReport) report = small_report();
    g_autoptr(JxForm) form = test_form("list");
    JxFonts *fonts = test_fonts();
    JxPages *pages = jx_layout_report(report, form, fonts, NULL);
    GBytes *pdf = jx_pdf_render(pages, meta, &error);
    g_assert_no_error(error);
    *n_pages = jx_pages_count(pages);
    jx_pages_free(pages);
    jx_fonts_free(fonts);
    return pdf;
}

Test(pdf, what_was_rendered_is_verified)
{
    g_autoptr(GError) error = NULL;
    guint n_pages;
    g_autoptr(GBytes) pdf = rendered(&META, &n_pages);

    cr_expect(jx_pdf_verify(pdf, n_pages, &error));
}

Test(pdf, another_page_count_is_noticed)
{
    g_autoptr(GError) error = NULL;
    guint n_pages;
    g_autoptr(GBytes) pdf = rendered(&META, &n_pages);

    cr_expect(not(jx_pdf_verify(pdf, n_pages + 1, &error)));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_RENDER));
}

Test(pdf, a_file_that_was_cut_off_is_noticed)
{
    g_autoptr(GError) error = NULL;
    guint n_pages;
    g_autoptr(GBytes) pdf = rendered(&META, &n_pages);
    g_autoptr(GBytes) half =
        g_bytes_new_from_bytes(pdf, 0, g_bytes_get_size(pdf) / 2);

    cr_expect(not(jx_pdf_verify(half, n_pages, &error)));
}

Test(pdf, damage_is_no_reason_to_crash)
{
    guint n_pages;
    g_autoptr(GBytes) pdf = rendered(&META, &n_pages);
    gsize len;
    const guint8 *data = g_bytes_get_data(pdf, &len);
    g_autoptr(GRand) random = g_rand_new_with_seed(7);

    /* the end is where the cross-references are */
    for (int i = 0; i < 300; i++) {
        g_autofree guint8 *bytes = g_memdup2(data, len);
        gint32 from = i % 2 ? 0 : (gint32)len - 900;
        for (int k = 0; k < 3; k++)
            bytes[g_rand_int_range(random, from, (gint32)len)] =
                (guint8)g_rand_int(random);
        g_autoptr(GBytes) damaged = g_bytes_new(bytes, len);
        jx_pdf_verify(damaged, n_pages, NULL);
    }
}

Test(pdf, a_reference_that_leads_astray_is_noticed)
{
    JxPdfMeta meta = META;
    meta.pdfa_part = 1; /* with a table of references that can be read */
    guint n_pages;
    g_autoptr(GBytes) pdf = rendered(&meta, &n_pages);
    gsize len;
    g_autofree char *bytes =
        g_memdup2(g_bytes_get_data(pdf, NULL), g_bytes_get_size(pdf));
    len = g_bytes_get_size(pdf);
    cr_assert(jx_pdf_verify(pdf, n_pages, NULL));

    char *entry = memmem(bytes, len, " 00000 n ", 9);
    entry[-1] = entry[-1] == '9' ? '8' : entry[-1] + 1;
    g_autoptr(GBytes) astray = g_bytes_new(bytes, len);

    cr_expect(not(jx_pdf_verify(astray, n_pages, NULL)));
}

Test(pdf, the_same_pages_give_the_same_bytes)
{
    guint n;
    g_setenv("TZ", "Asia/Shanghai", TRUE);
    g_autoptr(GBytes) one = rendered(&META, &n);
    g_setenv("TZ", "America/Lima", TRUE);
    g_setenv("SOURCE_DATE_EPOCH", "1", TRUE);
    g_usleep(1100 * 1000); /* a clock that is asked would now say otherwise */
    g_autoptr(GBytes) two = rendered(&META, &n);

    cr_expect(g_bytes_equal(one, two));
}

/* Cairo's caches hold 256 scaled fonts, each with a face of some document. */
Test(pdf, a_process_can_draw_more_documents_than_cairo_remembers)
{
    g_autoptr(JxReport) report = small_report();
    g_autoptr(JxForm) form = test_form("list");
    JxFonts *fonts = test_fonts();
    JxPages *pages = jx_layout_report(report, form, fonts, NULL);
    for (int i = 0; i < 40; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) pdf = jx_pdf_render(pages, &META, &error);
        cr_assert(ne(ptr, pdf, NULL));
    }
    jx_pages_free(pages);
    jx_fonts_free(fonts);
}

Test(pdf, a_font_that_is_gone_is_an_error)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JxReport) report = small_report();
    g_autoptr(JxForm) form = test_form("list");
    JxFonts *fonts = test_fonts();
    JxPages *pages = jx_layout_report(report, form, fonts, NULL);
    JxFace *face = &g_array_index(pages->faces, JxFace, 0);
    g_free(face->file);
    face->file = g_strdup("/nowhere/font.otf");

    GBytes *pdf = jx_pdf_render(pages, &META, &error);

    cr_expect(eq(ptr, pdf, NULL));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_RENDER));
    jx_pages_free(pages);
    jx_fonts_free(fonts);
}

/* Whether the file has the text, in an object, packed or not, or in a
 * stream. */
static bool has(GBytes *pdf, const char *text)
{
    gsize len;
    const char *data = g_bytes_get_data(pdf, &len);
    bool found = memmem(data, len, text, strlen(text)) != NULL;
    for (const char *at = data; !found && at; at++) {
        at = memmem(at, len - (gsize)(at - data), "\nstream\n", 8);
        if (at == NULL)
            break;
        at += 8;
        g_autoptr(GBytes) plain =
            jx_inflate(at, len - (gsize)(at - data), 1 << 24);
        gsize n = 0;
        const char *bytes = plain ? g_bytes_get_data(plain, &n) : NULL;
        found = bytes && memmem(bytes, n, text, strlen(text)) != NULL;
    }
    return found;
}

Test(pdf, it_says_what_an_archive_asks_for)
{
    guint n;
    g_autoptr(GBytes) pdf = rendered(&META, &n);

    cr_expect(has(pdf, "<pdfaid:part>3</pdfaid:part>"));
    cr_expect(has(pdf, "/GTS_PDFA1"));
    cr_expect(has(pdf, "/Marked true"));
    cr_expect(has(pdf, "/Lang (zh-CN)"));
    cr_expect(has(pdf, "/DisplayDocTitle true"));
    cr_expect(has(pdf, "/ID ["));
    cr_expect(has(pdf, "(D:20260101000000Z)"));
    cr_expect(not(has(pdf, "/EmbeddedFiles")));
}

Test(pdf, attachments_travel_inside)
{
    g_autoptr(GBytes) text = g_bytes_new_static("content-of-it", 13);
    const JxPdfAttachment files[] = {
        {"源文件.txt", "text/plain", "原文", true, text},
        {"a.csv", "text/csv", "数据", false, text},
    };
    JxPdfMeta meta = META;
    meta.attachments = files;
    meta.n_attachments = 2;
    guint n;

    g_autoptr(GBytes) pdf = rendered(&meta, &n);

    cr_expect(has(pdf, "content-of-it"));
    cr_expect(has(pdf, "/AFRelationship /Source"));
    cr_expect(has(pdf, "/AFRelationship /Alternative"));
    cr_expect(has(pdf, "/Subtype /text#2Fplain"));
    cr_expect(has(pdf, "/AF [ "));
}
