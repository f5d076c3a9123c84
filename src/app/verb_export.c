#include "app/verbs.h"

#include "app/say.h"
#include "app/source.h"
#include "base/error.h"
#include "base/intl.h"
#include "model/json.h"

static bool parse(JxOptions *options, int argc, char **argv, GError **error)
{
    const JxUsage usage = {
        .usage = N_("文件|-"),
        .summary =
            _("把读到的内容连同问题以 JSON 写到标准输出，供其他程序使用。"
              "金额是十进制字符串，与表中所印一致。"),
        .example = _("示例：\n"
                     "  jixiao export 2026年.txt > 2026年.json\n"
                     "得到项目、资金、指标和全部问题。"),
        .judges = true,
    };
    if (!jx_options_parse(options, &usage, argc, argv, error))
        return false;
    if (options->files == NULL || g_strv_length(options->files) != 1) {
        g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG,
                            _("应给出一个输入文件，或用 - 表示标准输入"));
        return false;
    }
    return true;
}

int jx_verb_export(int argc, char **argv)
{
    g_auto(JxOptions) options = {0};
    g_autoptr(GError) error = NULL;
    if (!parse(&options, argc, argv, &error))
        return jx_say_usage("export", error);

    JxOutcome outcome = {0};
    g_autoptr(JxSource) source =
        jx_source_read(options.files[0], &options, &outcome);
    if (source == NULL)
        return jx_outcome_exit(&outcome);
    jx_source_weigh(source, &options, &outcome);
    if (source->document->refused) {
        g_autofree char *text =
            jx_source_text(source, JX_SEVERITY_ERROR, false);
        g_printerr("%s", text);
    }

    g_autofree char *json = jx_json_write(source->document);
    int said = jx_say(json);
    return said != JX_EXIT_OK ? said : jx_outcome_exit(&outcome);
}
