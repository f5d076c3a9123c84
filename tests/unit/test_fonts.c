#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "layout/faces.h"
#include "layout/measure.h"
#include "sample_report.h"

static JxDiags *check(const char *goal)
{
    JxFonts *fonts = test_fonts();
    g_autoptr(JxReport) report = titled_report();
    JxProject *project = jx_report_append_project(report);
    project->goal = goal;
    project->goal_place = (JxPlace){.line = 7, .column = 20};
    JxDiags *diags = jx_diags_new();

    jx_layout_check_glyphs(report, fonts, diags);

    jx_fonts_free(fonts);
    return diags;
}

/* U+50000 is assigned to nothing: not even fonts with private characters have
 * it. */
#define NOBODYS "\xF1\x90\x80\x80"

Test(fonts, common_characters_are_no_finding)
{
    g_autoptr(JxDiags) diags = check("开展 80 场，≥95%，—— ㎡ ¥ ²\t\n“甲”");

    cr_expect(eq(u32, jx_diags_count(diags), 0));
}

Test(fonts, a_character_of_no_font_is_reported_once_with_its_place)
{
    g_autoptr(JxDiags) diags = check("甲" NOBODYS "乙" NOBODYS);

    cr_assert(eq(u32, jx_diags_count(diags), 1));
    const JxFinding *finding = jx_diags_get(diags, 0);
    cr_expect(eq(str, (char *)finding->rule, "glyph-missing"));
    cr_expect(eq(u32, finding->place.line, 7));
    cr_expect(eq(u32, finding->place.column, 21));
    cr_expect(eq(int, finding->project, 0));
    cr_expect(eq(int, (int)finding->field, JX_FIELD_GOAL));
}

Test(fonts, a_rare_character_comes_from_the_font_behind)
{
    g_autoptr(JxDiags) diags = check("李喆");

    cr_assert(eq(u32, jx_diags_count(diags), 1));
    cr_expect(
        eq(str, (char *)jx_diags_get(diags, 0)->rule, "font-substituted"));
}

Test(fonts, what_is_never_seen_is_not_missed)
{
    g_autoptr(JxDiags) diags = check("甲\xE2\x80\x8B乙\xEF\xBB\xBF丙");

    cr_expect(eq(u32, jx_diags_count(diags), 0));
}

Test(fonts, every_role_has_a_face_and_the_official_ones_are_missed)
{
    JxFonts *fonts = test_fonts();
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(GPtrArray) uses = jx_fonts_uses(fonts);

    jx_layout_check_faces(fonts, diags);

    cr_expect(eq(u32, uses->len, JX_N_ROLES));
    for (guint i = 0; i < uses->len; i++) {
        const JxFontUse *use = uses->pdata[i];
        cr_expect(g_file_test(use->file, G_FILE_TEST_EXISTS));
        cr_expect(not(use->is_official));
    }
    cr_expect(eq(u32, jx_diags_count(diags), JX_N_ROLES));
    jx_fonts_free(fonts);
}

Test(fonts, a_broken_font_of_the_user_is_passed_over)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("jixiao-fonts-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "broken.ttf", NULL);
    g_assert_true(g_file_set_contents(path, "no font", -1, NULL));

    JxFonts *fonts = jx_fonts_open(JX_SHARE, folder, &error);

    cr_expect(ne(ptr, fonts, NULL));
    jx_fonts_free(fonts);
    g_unlink(path);
    g_rmdir(folder);
}

Test(fonts, without_our_faces_the_machines_serve)
{
    g_autoptr(GError) error = NULL;

    JxFonts *fonts = jx_fonts_open("/nowhere", NULL, &error);

    cr_assert(ne(ptr, fonts, NULL));
    cr_expect(jx_fonts_covers(fonts, JX_ROLE_BODY, 0x9879));
    jx_fonts_free(fonts);
}

Test(fonts, digits_of_amounts_have_one_width)
{
    JxFonts *fonts = test_fonts();
    g_autoptr(JxShaped) shaped =
        jx_fonts_shape(fonts, "0123456789", JX_ROLE_BODY, true);

    for (guint i = 0; i < shaped->pieces->len; i++)
        cr_expect(eq(int, jx_shaped_piece(shaped, i)->advance, JX_EM / 2));
    jx_fonts_free(fonts);
}

Test(fonts, height_grows_by_whole_lines)
{
    JxFonts *fonts = test_fonts();

    double one = jx_measure_height(fonts, "", false, 10, 100);
    double also_one =
        jx_measure_height(fonts, "十个汉字正好一行满了", false, 10, 100);
    double two =
        jx_measure_height(fonts, "十个汉字正好一行满了吗", true, 10, 100);

    cr_expect(ieee_ulp_eq(dbl, one, also_one, 4));
    cr_expect(ieee_ulp_eq(dbl, two, 2 * one, 4));
    jx_fonts_free(fonts);
}
