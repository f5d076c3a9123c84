#include "app/verbs.h"

#include "app/environment.h"
#include "app/outcome.h"
#include "app/say.h"
#include "base/intl.h"
#include "cells/cells.h"
#include "form/form.h"
#include "layout/fonts.h"
#include "pdf/pdf.h"
#include "xlsx/xlsx.h"

/* One line of the examination: 正常 or the reason why not. */
static bool report_check(GString *text, const char *what, const char *found,
                         const GError *error)
{
    g_string_append_printf(text, "%s  %s：%s\n", error ? "✗" : "✓", what,
                           error ? error->message : found);
    return error == NULL;
}

static void append_versions(GString *text)
{
    g_autofree char *cells = jx_cells_versions();
    g_autofree char *layout = jx_layout_versions();
    g_autofree char *pdf = jx_pdf_versions();
    g_autofree char *xlsx = jx_xlsx_versions();
    g_string_append_printf(text,
                           "jixiao " JX_VERSION "\n"
                           "   GLib %u.%u.%u，%s\n   %s\n   %s，%s\n",
                           glib_major_version, glib_minor_version,
                           glib_micro_version, cells, layout, pdf, xlsx);
}

static bool check_locale(GString *text)
{
    const char *charset;
    g_get_charset(&charset);
    return report_check(text, _("字符集"), charset, NULL);
}

static bool check_time(GString *text)
{
    g_autoptr(GError) error = NULL;
    gint64 seconds = 0;
    jx_environment_time(&seconds, &error);
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(seconds);
    g_autofree char *written =
        time ? g_date_time_format(time, "%Y-%m-%d %H:%M:%S UTC") : NULL;
    return report_check(text, _("写入输出的时间"), written, error);
}

static bool check_form(GString *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *templates = jx_environment_data("templates");
    g_autoptr(JxForm) form = jx_form_load("list", templates, &error);
    return report_check(text, _("表样"), templates, form ? NULL : error);
}

static bool check_fonts(GString *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *data = jx_environment_data_dir();
    g_autofree char *licensed = jx_environment_data("fonts/licensed");
    g_autoptr(JxFonts) fonts = jx_fonts_open(data, licensed, &error);
    if (fonts == NULL)
        return report_check(text, _("字体"), NULL, error);

    g_autoptr(GPtrArray) uses = jx_fonts_uses(fonts);
    for (guint i = 0; i < uses->len; i++) {
        const JxFontUse *use = uses->pdata[i];
        g_autofree char *what = g_strdup_printf(_("字体（%s）"), use->wanted);
        report_check(text, what, use->family, NULL);
    }
    return true;
}

int jx_verb_doctor(int argc, char **argv)
{
    const JxUsage usage = {
        .usage = "",
        .summary = _("检查这台机器上的安装：版本、数据文件、字体、语言环境。"
                     "一切正常时退出码为 0。"),
        .example = _("示例：\n  jixiao doctor"),
    };
    g_auto(JxOptions) options = {0};
    g_autoptr(GError) error = NULL;
    if (!jx_options_parse(&options, &usage, argc, argv, &error))
        return jx_say_usage("doctor", error);

    GString *text = g_string_new(NULL);
    append_versions(text);
    bool well = check_locale(text);
    well = check_time(text) && well;
    well = check_form(text) && well;
    well = check_fonts(text) && well;
    g_autofree char *out = g_string_free(text, FALSE);
    int said = jx_say(out);
    if (said != JX_EXIT_OK)
        return said;
    return well ? JX_EXIT_OK : JX_EXIT_USAGE;
}
