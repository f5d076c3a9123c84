#include "app/options.h"

#include <unistd.h>

#include "base/error.h"
#include "base/intl.h"
#include "check/rules.h"

/* Adds the options that several verbs share to a context. The tables hold
 * pointers into `options`, so they are local. */
static void add_shared(GOptionContext *context, JxOptions *options, bool judges)
{
    const GOptionEntry everywhere[] = {
        /* clang-format off */
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &options->quiet, N_("只报告错误"), NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &options->verbose, N_("连提示和所用编码、字体也一并说明"), NULL},
        {"lang", 0, 0, G_OPTION_ARG_STRING, &options->lang, N_("消息语言：zh（默认）或 en"), "zh|en"},
        {"color", 0, 0, G_OPTION_ARG_STRING, &options->color, N_("彩色：auto（默认）、always 或 never"), N_("何时")},
        {"progress", 0, 0, G_OPTION_ARG_STRING, &options->progress, N_("进度：auto（默认，仅在终端上）、always、never 或 json"), N_("何时")},
        {"encoding", 0, 0, G_OPTION_ARG_STRING, &options->encoding, N_("输入的编码，如 GB18030（默认自动识别）"), N_("编码")},
        /* clang-format on */
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry judging[] = {
        /* clang-format off */
        {"fail-on", 0, 0, G_OPTION_ARG_STRING, &options->fail_on, N_("有此级别及以上的问题时退出码为 1：error（默认）、warning 或 never"), N_("级别")},
        {"select", 0, 0, G_OPTION_ARG_STRING, &options->select, N_("只报告这些规则，用逗号分隔"), N_("规则,…")},
        {"ignore", 0, 0, G_OPTION_ARG_STRING, &options->ignore, N_("不报告这些规则，用逗号分隔"), N_("规则,…")},
        {"reconcile", 0, 0, G_OPTION_ARG_STRING, &options->reconcile, N_("合计不符时：off 不找，report 找出错数（默认），apply 只有一种改法时照改并处处标明"), N_("方式")},
        {"config", 0, 0, G_OPTION_ARG_FILENAME, &options->config, N_("校验的设置（默认从输入所在文件夹向上找 jixiao.conf）"), N_("文件")},
        /* clang-format on */
        G_OPTION_ENTRY_NULL,
    };
    g_option_context_add_main_entries(context, everywhere, JX_TEXT_DOMAIN);
    if (judges)
        g_option_context_add_main_entries(context, judging, JX_TEXT_DOMAIN);
}

static bool usage_error(GError **error, const char *option, const char *value,
                        const char *expected)
{
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("选项 %s 的值 %s 不对，应为 %s"), option, value, expected);
    return false;
}

static bool parse_when(const char *option, const char *text, JxWhen *when,
                       GError **error)
{
    static const char *const NAMES[] = {"auto", "always", "never"};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (text == NULL || g_str_equal(text, NAMES[i])) {
            *when = (JxWhen)i;
            return true;
        }
    return usage_error(error, option, text, "auto, always, never");
}

static bool parse_one_of(const char *option, const char *text,
                         const char *const *known, GError **error)
{
    if (text == NULL || g_strv_contains(known, text))
        return true;
    g_autofree char *list = g_strjoinv(", ", (char **)known);
    return usage_error(error, option, text, list);
}

static bool parse_fail_on(JxOptions *options, GError **error)
{
    const char *text = options->fail_on ? options->fail_on : "error";
    options->fail_level = JX_SEVERITY_ERROR;
    if (g_str_equal(text, "warning"))
        options->fail_level = JX_SEVERITY_WARNING;
    else if (g_str_equal(text, "never"))
        options->never_fail = true;
    else if (!g_str_equal(text, "error"))
        return usage_error(error, "--fail-on", text, "error, warning, never");
    return true;
}

static bool parse_reconcile(JxOptions *options, GError **error)
{
    const char *text = options->reconcile ? options->reconcile : "report";
    options->apply = g_str_equal(text, "apply");
    options->check.no_reconcile = g_str_equal(text, "off");
    if (options->apply || options->check.no_reconcile ||
        g_str_equal(text, "report"))
        return true;
    return usage_error(error, "--reconcile", text, "off, report, apply");
}

bool jx_options_words(const char *option, const char *text,
                      const char *const *known, char ***words, GError **error)
{
    if (text == NULL)
        return true;
    *words = g_strsplit(text, ",", -1);
    for (char **word = *words; *word; word++) {
        g_strstrip(*word);
        if (!g_strv_contains(known, *word)) {
            g_autofree char *list = g_strjoinv(", ", (char **)known);
            return usage_error(error, option, *word, list);
        }
    }
    return true;
}

static bool parse_rules(const char *option, const char *text, char ***rules,
                        GError **error)
{
    if (text == NULL)
        return true;
    *rules = g_strsplit(text, ",", -1);
    for (char **rule = *rules; *rule; rule++) {
        g_strstrip(*rule);
        if (jx_rule_lookup(*rule) == NULL)
            return usage_error(error, option, *rule,
                               _("规则名，见 jixiao rules"));
    }
    return true;
}

/* One configuration a run: the one given, or the nearest to the first input.
 * It is read before anything is touched. */
static bool read_config(JxOptions *options, GError **error)
{
    if (options->config == NULL && options->files && options->files[0])
        options->config = jx_config_find(options->files[0]);
    if (options->config == NULL)
        return true;
    options->judging = jx_config_load(options->config, error);
    options->check.config = options->judging;
    return options->judging != NULL;
}

static GOptionContext *context_of(JxOptions *options, const JxUsage *usage)
{
    GOptionContext *context = g_option_context_new(_(usage->usage));
    g_option_context_set_translation_domain(context, JX_TEXT_DOMAIN);
    g_option_context_set_summary(context, usage->summary);
    g_option_context_set_description(context, usage->example);
    if (usage->entries)
        g_option_context_add_main_entries(context, usage->entries,
                                          JX_TEXT_DOMAIN);
    add_shared(context, options, usage->judges);

    const GOptionEntry rest[] = {
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files,
         NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };
    g_option_context_add_main_entries(context, rest, NULL);
    return context;
}

bool jx_options_parse(JxOptions *options, const JxUsage *usage, int argc,
                      char **argv, GError **error)
{
    g_autoptr(GOptionContext) context = context_of(options, usage);
    g_autoptr(GError) local = NULL;
    if (!g_option_context_parse(context, &argc, &argv, &local)) {
        g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG, local->message);
        return false;
    }
    static const char *const PROGRESS[] = {"auto", "always", "never", "json",
                                           NULL};
    if (!parse_when("--color", options->color, &options->color_when, error) ||
        !parse_one_of("--progress", options->progress, PROGRESS, error) ||
        !parse_fail_on(options, error) || !parse_reconcile(options, error) ||
        !parse_rules("--select", options->select, &options->select_rules,
                     error) ||
        !parse_rules("--ignore", options->ignore, &options->ignore_rules,
                     error))
        return false;

    options->check.select = (const char *const *)options->select_rules;
    options->check.ignore = (const char *const *)options->ignore_rules;
    return !usage->judges || read_config(options, error);
}

void jx_options_clear(JxOptions *options)
{
    g_free(options->lang);
    g_free(options->color);
    g_free(options->progress);
    g_free(options->encoding);
    g_free(options->fail_on);
    g_free(options->select);
    g_free(options->ignore);
    g_free(options->reconcile);
    g_free(options->config);
    jx_config_free(options->judging);
    g_strfreev(options->select_rules);
    g_strfreev(options->ignore_rules);
    g_strfreev(options->files);
}
