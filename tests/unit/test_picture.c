#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "base/error.h"
#include "pdf/picture.h"
#include "sample_report.h"

static JxPages *laid_out(void)
{
    g_autoptr(JxReport) report = titled_report();
    JxProject *project = jx_report_append_project(report);
    project->name = "甲楼修缮";
    for (guint fund = 0; fund < JX_N_FUNDS; fund++)
        project->funding[fund].blank = true;
    g_autoptr(JxForm) form = test_form("list");
    JxFonts *fonts = test_fonts();
    JxPages *pages = jx_layout_report(report, form, fonts, NULL);
    jx_fonts_free(fonts);
    return pages;
}

static guint be32(const guint8 *bytes)
{
    return (guint)bytes[0] << 24 | (guint)bytes[1] << 16 |
           (guint)bytes[2] << 8 | bytes[3];
}

Test(picture, a_png_has_the_size_of_the_page)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JxPages) pages = laid_out();

    g_autoptr(GBytes) png = jx_picture_png(pages, 0, 72, &error);

    cr_assert(ne(ptr, png, NULL));
    gsize len;
    const guint8 *data = g_bytes_get_data(png, &len);
    cr_expect(gt(sz, len, 1000));
    cr_expect(eq(int, memcmp(data, "\x89PNG", 4), 0));
    cr_expect(eq(u32, be32(data + 16), 842));
    cr_expect(eq(u32, be32(data + 20), 596));
}

Test(picture, an_svg_is_the_same_twice)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JxPages) pages = laid_out();

    g_autoptr(GBytes) one = jx_picture_svg(pages, 0, &error);
    g_autoptr(GBytes) two = jx_picture_svg(pages, 0, &error);

    cr_assert(ne(ptr, one, NULL));
    gsize len;
    const char *data = g_bytes_get_data(one, &len);
    cr_expect(ne(ptr, memmem(data, len, "<svg", 4), NULL));
    cr_expect(ne(ptr, memmem(data, len, "<use ", 5), NULL));
    cr_expect(g_bytes_equal(one, two));
}

Test(picture, a_font_that_is_gone_is_an_error)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JxPages) pages = laid_out();
    JxFace *face = &g_array_index(pages->faces, JxFace, 0);
    g_free(face->file);
    face->file = g_strdup("/nowhere/font.otf");

    cr_expect(eq(ptr, jx_picture_png(pages, 0, 72, &error), NULL));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_RENDER));
}
