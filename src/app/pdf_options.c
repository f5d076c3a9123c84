#include "app/pdf_options.h"

#include "app/findings_text.h"
#include "app/password.h"
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

static bool start_attach(JxPdfOptions *options, GError **error)
{
    static const struct {
        const char *word;
        bool source, workbook;
    } WORDS[] = {{"source", true, false},
                 {"workbook", false, true},
                 {"both", true, true},
                 {"none", false, false}};
    if (options->attach == NULL)
        return true;
    if (options->mail)
        return wrong(error, _("--profile mail 不附文件：附件比它自己还大"));
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        if (!g_str_equal(options->attach, WORDS[i].word))
            continue;
        options->attach_source = WORDS[i].source;
        options->attach_workbook = WORDS[i].workbook;
        return true;
    }
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("选项 %s 的值 %s 不对，应为 %s"), "--attach", options->attach,
                "source, workbook, both, none");
    return false;
}

static bool check_encrypt(const JxPdfOptions *options, char **formats,
                          char **inputs, GError **error)
{
    if (!options->encrypt)
        return options->password_file == NULL ||
               wrong(error, _("--password-file 要和 --encrypt 一起用"));
    if (g_strcmp0(options->profile, "archive") == 0)
        return wrong(error,
                     _("--profile archive 与 --encrypt 不能同时用：PDF/A "
                       "不许加密；存档的一份请不要加密"));
    if (!g_strv_contains((const char *const *)formats, "pdf"))
        return wrong(error, _("--encrypt 只用于 PDF，而 --to 里没有 pdf"));
    if (g_strcmp0(options->password_file, "-") == 0 &&
        g_strv_contains((const char *const *)inputs, "-"))
        return wrong(error, _("标准输入不能既给表又给密码"));
    return true;
}

static bool start_encrypt(JxPdfOptions *options, char **formats, char **inputs,
                          bool quiet, GError **error)
{
    bool is_random;
    if (!check_encrypt(options, formats, inputs, error))
        return false;
    if (!options->encrypt)
        return true;
    if (!jx_password_read(options->password_file, &options->lock, &is_random,
                          error))
        return false;
    if (quiet)
        return true;
    if (options->mail == NULL)
        g_printerr(_("PDF 加密后不再是 PDF/A：要存档请另存一份不加密的\n"));
    if (is_random)
        g_printerr(
            _("没有给出修改密码，用了随机的：谁也不能解除对修改的限制\n"));
    return true;
}

bool jx_pdf_options_start(JxPdfOptions *options, char **formats, char **inputs,
                          bool quiet, GError **error)
{
    const char *profile = options->profile ? options->profile : PROFILES[0];
    if (!g_strv_contains(PROFILES, profile)) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("选项 %s 的值 %s 不对，应为 %s"), "--profile", profile,
                    "archive, mail");
        return false;
    }
    if (g_str_equal(profile, "mail") && !start_mail(options, formats, error))
        return false;
    return start_attach(options, error) &&
           start_encrypt(options, formats, inputs, quiet, error);
}

void jx_pdf_options_clear(JxPdfOptions *options)
{
    g_free(options->profile);
    g_free(options->together);
    g_free(options->password_file);
    g_free(options->attach);
    jx_password_clear(&options->lock);
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
