#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "base/error.h"
#include "pdf/pdf.h"
#include "sample_report.h"

static const JxPdfMeta META = {.title = "项目支出绩效目标表",
                               .author = "甲市乙中学",
                               .creator = "jixiao",
                               .created = 1767225600};

static GBytes *rendered(const char *sample, guint *n_pages)
{
    GError *error = NULL;
    g_autoptr(JxReport) report = sample_report(sample);
    g_autoptr(JxForm) form = test_form("list");
    JxFonts *fonts = test_fonts();
    JxPages *pages = jx_layout_report(report, form, fonts, NULL);
    GBytes *pdf = jx_pdf_render(pages, &META, &error);
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
    g_autoptr(GBytes) pdf = rendered("damaged.txt", &n_pages);

    cr_expect(jx_pdf_verify(pdf, n_pages, &error));
    cr_expect(le(sz, g_bytes_get_size(pdf), 260 * 1024));
}

Test(pdf, another_page_count_is_noticed)
{
    g_autoptr(GError) error = NULL;
    guint n_pages;
    g_autoptr(GBytes) pdf = rendered("clean.txt", &n_pages);

    cr_expect(not(jx_pdf_verify(pdf, n_pages + 1, &error)));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_RENDER));
}

Test(pdf, a_file_that_was_cut_off_is_noticed)
{
    g_autoptr(GError) error = NULL;
    guint n_pages;
    g_autoptr(GBytes) pdf = rendered("clean.txt", &n_pages);
    g_autoptr(GBytes) half =
        g_bytes_new_from_bytes(pdf, 0, g_bytes_get_size(pdf) / 2);

    cr_expect(not(jx_pdf_verify(half, n_pages, &error)));
}

Test(pdf, the_same_pages_give_the_same_bytes)
{
    guint n;
    g_setenv("TZ", "Asia/Shanghai", TRUE);
    g_autoptr(GBytes) one = rendered("clean.txt", &n);
    g_setenv("TZ", "America/Lima", TRUE);
    g_setenv("SOURCE_DATE_EPOCH", "1", TRUE);
    g_usleep(1100 * 1000); /* a clock that is asked would now say otherwise */
    g_autoptr(GBytes) two = rendered("clean.txt", &n);

    cr_expect(g_bytes_equal(one, two));
}

/* Cairo's caches hold 256 scaled fonts, each with a face of some document. */
Test(pdf, a_process_can_draw_more_documents_than_cairo_remembers)
{
    g_autoptr(JxReport) report = sample_report("clean.txt");
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
    g_autoptr(JxReport) report = sample_report("clean.txt");
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
