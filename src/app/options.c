#include "app/options.h"

#include <unistd.h>

#include "app/defaults.h"
#include "base/error.h"
#include "base/intl.h"
#include "check/rules.h"

/* What --help and parsing go by: the verb's own options, those of the verbs
 * that judge, and those of all. They hold pointers into what they fill in. */
typedef struct {
    GOptionEntry everywhere[7], judging[6];
    const GOptionEntry *all[4];
} Tables;

static void tables_init(Tables *tables, JxOptions *options,
                        const JxUsage *usage)
{
    *tables = (Tables){
        /* clang-format off */
        .everywhere = {
            {"quiet", 'q', 0, G_OPTION_ARG_NONE, &options->quiet, N_("只报告错误"), NULL},
            {"verbose", 'v', 0, G_OPTION_ARG_NONE, &options->verbose, N_("连提示和所用编码、字体也一并说明"), NULL},
            {"lang", 0, 0, G_OPTION_ARG_STRING, &options->lang, N_("消息语言：zh（默认）或 en"), "zh|en"},
            {"color", 0, 0, G_OPTION_ARG_STRING, &options->color, N_("彩色：auto（默认）、always 或 never"), N_("何时")},
            {"progress", 0, 0, G_OPTION_ARG_STRING, &options->progress, N_("进度：auto（默认，仅在终端上）、always、never 或 json"), N_("何时")},
            {"encoding", 0, 0, G_OPTION_ARG_STRING, &options->encoding, N_("输入的编码，如 GB18030（默认自动识别）"), N_("编码")},
        },
        .judging = {
            {"fail-on", 0, 0, G_OPTION_ARG_STRING, &options->fail_on, N_("有此级别及以上的问题时退出码为 1：error（默认）、warning 或 never"), N_("级别")},
            {"select", 0, 0, G_OPTION_ARG_STRING, &options->select, N_("只报告这些规则，用逗号分隔"), N_("规则,…")},
            {"ignore", 0, 0, G_OPTION_ARG_STRING, &options->ignore, N_("不报告这些规则，用逗号分隔"), N_("规则,…")},
            {"reconcile", 0, 0, G_OPTION_ARG_STRING, &options->reconcile, N_("合计不符时：off 不找，report 找出错数（默认），apply 只有一种改法时照改并处处标明"), N_("方式")},
            {"config", 0, 0, G_OPTION_ARG_FILENAME, &options->config, N_("设置：校验、字体和各选项的默认值（默认从输入所在文件夹向上找 jixiao.conf）"), N_("文件")},
        },
        /* clang-format on */
    };
    guint n = 0;
    if (usage->entries)
        tables->all[n++] = usage->entries;
    tables->all[n++] = tables->everywhere;
    if (usage->judges)
        tables->all[n++] = tables->judging;
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
    options->judging = options->config
                           ? jx_config_load(options->config, error)
                           : jx_config_new(); /* once for all inputs */
    options->check.config = options->judging;
    return options->judging != NULL;
}

static GOptionContext *context_of(JxOptions *options, const JxUsage *usage,
                                  const Tables *tables)
{
    GOptionContext *context = g_option_context_new(_(usage->usage));
    g_option_context_set_translation_domain(context, JX_TEXT_DOMAIN);
    g_option_context_set_summary(context, usage->summary);
    g_option_context_set_description(context, usage->example);
    for (const GOptionEntry *const *table = tables->all; *table; table++)
        g_option_context_add_main_entries(context, *table, JX_TEXT_DOMAIN);

    const GOptionEntry rest[] = {
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files,
         NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };
    g_option_context_add_main_entries(context, rest, NULL);
    return context;
}

static bool parse_arguments(JxOptions *options, const JxUsage *usage,
                            const Tables *tables, char **argv, GError **error)
{
    g_autoptr(GOptionContext) context = context_of(options, usage, tables);
    g_autoptr(GError) local = NULL;
    g_auto(GStrv) copy = g_strdupv(argv);
    if (g_option_context_parse_strv(context, &copy, &local))
        return true;
    g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG, local->message);
    return false;
}

/* What the configuration gives, where the call gives nothing. */
static bool take_defaults(JxOptions *options, const JxUsage *usage,
                          const Tables *tables, char **argv, GError **error)
{
    if (options->judging == NULL || options->judging->options->len == 0)
        return true;
    g_auto(GStrv) defaults = jx_defaults_arguments(
        options->judging, options->config, tables->all, argv, error);
    return defaults != NULL &&
           parse_arguments(options, usage, tables, defaults, error);
}

static bool check_values(JxOptions *options, GError **error)
{
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
    return true;
}

/* A wrong value may come from the configuration: then that is the place. */
static void blame_default(const JxOptions *options, char **argv,
                          const Tables *tables, GError **error)
{
    const JxDefault *option =
        options->judging && error && *error
            ? jx_defaults_blamed(options->judging, (*error)->message)
            : NULL;
    if (option && !jx_defaults_is_given(tables->all, option->name, argv))
        g_prefix_error(error, "%s:%u:%u: ", options->config, option->line,
                       option->column);
}

bool jx_options_parse(JxOptions *options, const JxUsage *usage, int argc,
                      char **argv, GError **error)
{
    Tables tables;
    tables_init(&tables, options, usage);
    g_assert(argv[argc] == NULL);
    if (!parse_arguments(options, usage, &tables, argv, error) ||
        (usage->judges && !read_config(options, error)) ||
        !take_defaults(options, usage, &tables, argv, error))
        return false;
    if (check_values(options, error))
        return true;
    blame_default(options, argv, &tables, error);
    return false;
}

const char *jx_options_fonts(const JxOptions *options)
{
    return options->judging ? options->judging->fonts : NULL;
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
