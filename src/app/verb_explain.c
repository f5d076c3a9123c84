#include "app/verbs.h"

#include <stdbool.h>
#include <string.h>

#include "app/findings_text.h"
#include "app/say.h"
#include "base/error.h"
#include "base/intl.h"
#include "check/rules.h"

static bool parse(JxOptions *options, const JxUsage *usage, bool wants_name,
                  int argc, char **argv, GError **error)
{
    if (!jx_options_parse(options, usage, argc, argv, error))
        return false;
    if ((options->files != NULL) != wants_name ||
        (wants_name && g_strv_length(options->files) != 1)) {
        g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG,
                            wants_name ? _("应给出一个规则名，见 jixiao rules")
                                       : _("此命令不带参数"));
        return false;
    }
    return true;
}

static void append_block(GString *text, const char *heading, const char *body)
{
    if (body == NULL)
        return;
    g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
    g_string_append_printf(text, "\n%s\n", heading);
    for (char **line = lines; *line; line++)
        g_string_append_printf(text, "  %s\n", *line);
}

static char *explain(const JxRule *rule)
{
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%s（%s）：%s\n", rule->name,
                           jx_severity_word(rule->severity), _(rule->summary));
    append_block(text, _("为什么："), rule->why ? _(rule->why) : NULL);
    append_block(text, _("依据："), rule->basis ? _(rule->basis) : NULL);
    append_block(text, _("会报告的写法："), rule->before);
    append_block(text, _("改正后："), rule->after);
    return g_string_free(text, FALSE);
}

int jx_verb_explain(int argc, char **argv)
{
    const JxUsage usage = {
        .usage = N_("规则"),
        .summary = _("解释一条规则：什么意思、为什么、依据什么、怎样改正。"),
        .example = _("示例：\n  jixiao explain row-sum-mismatch"),
    };
    g_auto(JxOptions) options = {0};
    g_autoptr(GError) error = NULL;
    if (!parse(&options, &usage, true, argc, argv, &error))
        return jx_say_usage("explain", error);

    const JxRule *rule = jx_rule_lookup(options.files[0]);
    if (rule == NULL) {
        g_set_error(&error, JX_ERROR, JX_ERROR_CONFIG,
                    _("没有规则 %s，全部规则见 jixiao rules"),
                    options.files[0]);
        return jx_say_usage("explain", error);
    }
    g_autofree char *text = explain(rule);
    return jx_say(text);
}

int jx_verb_rules(int argc, char **argv)
{
    const JxUsage usage = {
        .usage = "",
        .summary = _("列出全部规则：名称、级别、一句话说明。"),
        .example = _("示例：\n  jixiao rules | grep sum"),
    };
    g_auto(JxOptions) options = {0};
    g_autoptr(GError) error = NULL;
    if (!parse(&options, &usage, false, argc, argv, &error))
        return jx_say_usage("rules", error);

    gsize n;
    const JxRule *rules = jx_rules(&n);
    GString *text = g_string_new(NULL);
    for (gsize i = 0; i < n; i++)
        g_string_append_printf(text, "%-24s %s  %s\n", rules[i].name,
                               jx_severity_word(rules[i].severity),
                               _(rules[i].summary));
    g_autofree char *list = g_string_free(text, FALSE);
    return jx_say(list);
}
