#include "app/pdf_options.h"

#include "app/findings_text.h"
#include "base/error.h"
#include "base/intl.h"
#include "layout/layout.h"

static const char *const PROFILES[] = {"archive", "mail", NULL};

static bool wrong(GError **error, const char *message)
{
    g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG, message);
    return false;
}

/* Pictures are drawn with the embedded fonts, so they would show other lines
 * than the mail has. */
static bool start_mail(JxPdfOptions *options, char **formats, GError **error)
{
    const char *const *names = (const char *const *)formats;
    if (g_strv_contains(names, "png") || g_strv_contains(names, "svg"))
        return wrong(error, _("--profile mail 的字体不在文件里，画不出 png 和 "
                              "svg：请另用 --profile archive 生成图片"));
    options->mail = jx_mail_open(error);
    return options->mail != NULL;
}

bool jx_pdf_options_start(JxPdfOptions *options, char **formats, GError **error)
{
    const char *profile = options->profile ? options->profile : PROFILES[0];
    if (!g_strv_contains(PROFILES, profile)) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("选项 %s 的值 %s 不对，应为 %s"), "--profile", profile,
                    "archive, mail");
        return false;
    }
    return !g_str_equal(profile, "mail") || start_mail(options, formats, error);
}

void jx_pdf_options_clear(JxPdfOptions *options)
{
    g_free(options->profile);
    g_clear_pointer(&options->mail, jx_mail_free);
}

/* One character by name, for a text that is the form's and stands nowhere in
 * the report. */
static char *name_of(gunichar ch)
{
    char text[7] = {0};
    g_unichar_to_utf8(ch, text);
    return g_strdup_printf("“%s”（U+%04X）", text, ch);
}

/* Says each of the characters with its place and line. */
static void say_missing(const JxSource *source, const JxReport *report,
                        const GArray *missing, bool color)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    jx_layout_check_gbk(report, missing, diags);
    jx_diags_sort(diags);
    for (guint i = 0; i < jx_diags_count(diags); i++)
        jx_diags_get(diags, i)->severity = JX_SEVERITY_ERROR;
    const JxFindingsStyle style = {.least = JX_SEVERITY_ERROR, .color = color};
    g_autofree char *text =
        jx_findings_text(source->input->name, source->input, diags, &style);
    g_printerr("%s", text);
}

bool jx_pdf_options_admit(const JxPdfOptions *options, const JxSource *source,
                          const JxReport *report, bool color, GError **error)
{
    const GArray *missing =
        options && options->mail ? jx_mail_missing(options->mail) : NULL;
    if (missing == NULL || missing->len == 0)
        return true;

    say_missing(source, report, missing, color);
    g_autofree char *first = name_of(g_array_index(missing, gunichar, 0));
    g_set_error(error, JX_ERROR, JX_ERROR_RENDER,
                _("%s：%s等 %u 个字不在 GBK 字符集内，--profile mail "
                  "的字体没有这些字；请改用 --profile archive（字体嵌入文件）"),
                source->input->name, first, missing->len);
    return false;
}
