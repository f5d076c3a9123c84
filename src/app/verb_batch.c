#include "app/verbs.h"

#include "app/batch/batch.h"
#include "app/say.h"
#include "base/error.h"
#include "base/intl.h"

#define TIMEOUT_S 60
#define MEMORY_MB 1024
#define MAX_WORKERS 256
#define MAX_SHARDS 9999

typedef struct {
    char *output, *form, *shard, *log;
    int workers, timeout, memory;
    gboolean dry_run, only_failed, prune, final;
} BatchArguments;

static void arguments_clear(BatchArguments *own)
{
    g_free(own->output);
    g_free(own->form);
    g_free(own->shard);
    g_free(own->log);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BatchArguments, arguments_clear)

static bool usage_error(GError **error, const char *option, const char *value,
                        const char *expected)
{
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("选项 %s 的值 %s 不对，应为 %s"), option, value, expected);
    return false;
}

static bool check_range(const char *option, int value, int least, int most,
                        GError **error)
{
    if (value >= least && value <= most)
        return true;
    g_autofree char *found = g_strdup_printf("%d", value);
    g_autofree char *expected = g_strdup_printf("%d–%d", least, most);
    return usage_error(error, option, found, expected);
}

/* "2/4" */
static bool parse_shard(const char *text, JxBatchOptions *batch, GError **error)
{
    batch->shard = batch->n_shards = 1;
    if (text == NULL)
        return true;
    g_auto(GStrv) parts = g_strsplit(text, "/", -1);
    guint64 shard, n;
    if (g_strv_length(parts) != 2 ||
        !g_ascii_string_to_unsigned(parts[1], 10, 1, MAX_SHARDS, &n, NULL) ||
        !g_ascii_string_to_unsigned(parts[0], 10, 1, n, &shard, NULL))
        return usage_error(error, "--shard", text, _("第几份/共几份，如 2/8"));
    batch->shard = (guint)shard;
    batch->n_shards = (guint)n;
    return true;
}

static bool parse(JxOptions *options, BatchArguments *own, int argc,
                  char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        /* clang-format off */
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &own->output, N_("写到哪个文件夹（必须给出）"), N_("目录")},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &own->workers, N_("同时工作的进程数（默认等于处理器核数）"), N_("个数")},
        {"dry-run", 'n', 0, G_OPTION_ARG_NONE, &own->dry_run, N_("只说明要做什么、为什么，什么也不写"), NULL},
        {"only-failed", 0, 0, G_OPTION_ARG_NONE, &own->only_failed, N_("只重做上次失败的"), NULL},
        {"shard", 0, 0, G_OPTION_ARG_STRING, &own->shard, N_("多台机器分工：本机做第几份，如 2/8；之后用 merge 合并"), N_("第几/共几")},
        {"timeout", 0, 0, G_OPTION_ARG_INT, &own->timeout, N_("每份文件的时限（默认 60 秒）"), N_("秒")},
        {"memory", 0, 0, G_OPTION_ARG_INT, &own->memory, N_("每个进程的内存上限（默认 1024 MB，0 为不限）"), "MB"},
        {"form", 0, 0, G_OPTION_ARG_STRING, &own->form, N_("表样：内置名称或 .yaml 文件（默认 list）"), N_("表样")},
        {"final", 0, 0, G_OPTION_ARG_NONE, &own->final, N_("定稿：有错误也不在页脚印“草稿”"), NULL},
        {"prune", 0, 0, G_OPTION_ARG_NONE, &own->prune, N_("删除不再属于任何单位的旧输出"), NULL},
        {"log-file", 0, 0, G_OPTION_ARG_FILENAME, &own->log, N_("每完成一个单位记一行"), N_("文件")},
        /* clang-format on */
        G_OPTION_ENTRY_NULL,
    };
    const JxUsage usage = {
        .usage = N_("目录|清单.csv -o 目录"),
        .summary = _("批量生成：目录中的全部文件，或清单列出的全部单位。"
                     "没有变化的跳过，中断后再次运行即可继续。"
                     "结果写入 批次报告.jsonl 和 SHA256SUMS。"),
        .example =
            _("示例：\n"
              "  jixiao batch 各单位 -o 上报 -j 8\n"
              "为 各单位 中的每个文件生成 PDF 和工作簿，"
              "文件夹结构不变。\n"
              "清单是 CSV，标题为 unit_code,unit,input,output,form,year，"
              "只有 input 必填。"),
        .entries = entries,
        .judges = true,
    };
    if (!jx_options_parse(options, &usage, argc, argv, error))
        return false;
    if (options->files == NULL || g_strv_length(options->files) != 1) {
        g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG,
                            _("应给出一个目录或一份清单"));
        return false;
    }
    if (own->output == NULL) {
        g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG,
                            _("没有用 -o 给出输出文件夹"));
        return false;
    }
    return check_range("--jobs", own->workers, 1, MAX_WORKERS, error) &&
           check_range("--timeout", own->timeout, 1, 86400, error) &&
           check_range("--memory", own->memory, 0, 1 << 20, error);
}

int jx_verb_batch(int argc, char **argv)
{
    g_auto(JxOptions) options = {0};
    g_auto(BatchArguments) own = {
        .workers = (int)MIN(g_get_num_processors(), MAX_WORKERS),
        .timeout = TIMEOUT_S,
        .memory = MEMORY_MB,
    };
    g_autoptr(GError) error = NULL;
    JxBatchOptions batch = {0};
    if (!parse(&options, &own, argc, argv, &error) ||
        !parse_shard(own.shard, &batch, &error))
        return jx_say_usage("batch", error);

    batch.source = options.files[0];
    batch.out = own.output;
    batch.options = &options;
    batch.form = own.form;
    batch.final = own.final;
    batch.n_workers = (guint)own.workers;
    batch.timeout_ms = (gint64)own.timeout * 1000;
#ifndef __SANITIZE_ADDRESS__ /* its shadow memory is beyond every limit */
    batch.memory = (guint64)own.memory * 1024 * 1024;
#endif
    batch.dry_run = own.dry_run;
    batch.only_failed = own.only_failed;
    batch.prune = own.prune;
    batch.progress = jx_progress_mode(&options);
    batch.log = own.log;
    return jx_batch(&batch);
}
