#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "pdf/mail.h"
#include "sample_report.h"

static JxMail *opened(void)
{
    GError *error = NULL;
    JxMail *mail = jx_mail_open(&error);
    g_assert_no_error(error);
    return mail;
}

static JxShaped *shaped_by(JxMail *mail, const char *text, JxRole role)
{
    JxMetrics metrics = jx_mail_metrics(mail);
    return metrics.shape(metrics.self, text, role, false);
}

Test(mail, chinese_is_one_em_wide_and_ascii_as_wide_as_times)
{
    g_autoptr(JxMail) mail = opened();
    g_autoptr(JxShaped) body = shaped_by(mail, "项8i，", JX_ROLE_BODY);
    g_autoptr(JxShaped) strong = shaped_by(mail, "项8i", JX_ROLE_STRONG);

    /* Adobe's metrics of Times: 8 is 500, i is 278 thousandths */
    static const int WIDTHS[] = {1000, 500, 278, 1000};
    for (guint i = 0; i < G_N_ELEMENTS(WIDTHS); i++)
        cr_expect(eq(int, jx_shaped_piece(body, i)->advance,
                     (int)((gint64)WIDTHS[i] * JX_EM / 1000)));
    cr_expect(eq(str, jx_shaped_piece(body, 0)->face->family, "SimSun"));
    cr_expect(eq(str, jx_shaped_piece(body, 1)->face->family, "Times-Roman"));
    cr_expect(eq(str, jx_shaped_piece(strong, 0)->face->family, "SimHei"));
    cr_expect(eq(str, jx_shaped_piece(strong, 1)->face->family, "Times-Bold"));
}

Test(mail, a_character_outside_gbk_is_remembered_once_until_the_next_start)
{
    g_autoptr(JxMail) mail = opened();
    g_autoptr(JxShaped) shaped =
        shaped_by(mail, "㐂甲²\xF0\xA0\xAE\xB7㐂", JX_ROLE_BODY);

    const GArray *missing = jx_mail_missing(mail);
    cr_assert(eq(u32, missing->len, 3));
    cr_expect(eq(u32, g_array_index(missing, gunichar, 0), 0x3402));
    cr_expect(eq(u32, g_array_index(missing, gunichar, 1), 0xB2));
    cr_expect(eq(u32, g_array_index(missing, gunichar, 2), 0x20BB7));
    jx_mail_start(mail);
    cr_expect(eq(u32, jx_mail_missing(mail)->len, 0));
}

Test(mail, what_is_never_seen_and_spaces_of_any_width_are_not_missed)
{
    g_autoptr(JxMail) mail = opened();
    g_autoptr(JxShaped) shaped =
        shaped_by(mail, "甲\xE2\x80\x8B乙\xEF\xBB\xBF\xC2\xA0丙\t丁\n戊　己",
                  JX_ROLE_BODY);

    cr_expect(eq(u32, jx_mail_missing(mail)->len, 0));
}

static const JxPdfMeta META = {.title = "项目支出绩效目标表",
                               .author = "㐂校",
                               .creator = "jixiao",
                               .created = 1767225600};

static GBytes *rendered(void)
{
    GError *error = NULL;
    g_autoptr(JxMail) mail = opened();
    g_autoptr(JxReport) report = sample_report("clean.txt");
    g_autoptr(JxForm) form = test_form("list");
    g_autoptr(JxFonts) fonts = test_fonts();
    JxMetrics metrics = jx_mail_metrics(mail);
    const JxLayoutOptions options = {.metrics = &metrics};
    g_autoptr(JxPages) pages = jx_layout_report(report, form, fonts, &options);
    GBytes *pdf = jx_mail_render(pages, &META, &error);
    g_assert_no_error(error);
    g_assert_true(jx_pdf_verify(pdf, jx_pages_count(pages), &error));
    return pdf;
}

Test(mail, the_same_pages_give_the_same_bytes)
{
    g_setenv("TZ", "Asia/Shanghai", TRUE);
    g_autoptr(GBytes) one = rendered();
    g_setenv("TZ", "America/Lima", TRUE);
    g_usleep(1100 * 1000); /* a clock that is asked would now say otherwise */
    g_autoptr(GBytes) two = rendered();

    cr_expect(g_bytes_equal(one, two));
}
