#include "app/verbs.h"

#include <stdbool.h>
#include <string.h>

#include "app/batch/ledger.h"
#include "app/batch/lock.h"
#include "app/batch/merge.h"
#include "app/batch/paths.h"
#include "app/batch/publish.h"
#include "app/batch/stage.h"
#include "app/batch/summary.h"
#include "app/say.h"
#include "base/error.h"
#include "base/intl.h"

#define MAX_SHARDS 9999

static bool parse(JxOptions *options, int *n_shards, int argc, char **argv,
                  GError **error)
{
    const GOptionEntry entries[] = {
        /* clang-format off */
        {"shards", 0, 0, G_OPTION_ARG_INT, n_shards, N_("共分成几份（必须给出）"), N_("份数")},
        /* clang-format on */
        G_OPTION_ENTRY_NULL,
    };
    const JxUsage usage = {
        .usage = N_("目录 --shards 份数"),
        .summary = _("把 batch --shard 各份的报告合并成一份。"
                     "缺一份、有重复或各份所用的程序不同时拒绝合并。"),
        .example = _("示例：\n"
                     "  jixiao merge 上报 --shards 8\n"
                     "各份都完成后运行，得到 上报/批次报告.jsonl 和 "
                     "SHA256SUMS。"),
        .entries = entries,
    };
    if (!jx_options_parse(options, &usage, argc, argv, error))
        return false;
    if (options->files == NULL || g_strv_length(options->files) != 1) {
        g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG,
                            _("应给出一个输出文件夹"));
        return false;
    }
    if (*n_shards >= 1 && *n_shards <= MAX_SHARDS)
        return true;
    g_autofree char *found = g_strdup_printf("%d", *n_shards);
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("选项 %s 的值 %s 不对，应为 %s"), "--shards", found,
                "1–9999");
    return false;
}

/* What one shard knows goes into the whole folder's ledger. */
static bool take_over(JxLedger *whole, const char *hidden, guint shard,
                      guint n_shards, GError **error)
{
    g_autofree char *name =
        g_strdup_printf("ledger-%u-of-%u.sqlite", shard, n_shards);
    g_autofree char *path = g_build_filename(hidden, name, NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return true; /* on a machine of its own: a later run starts anew */
    g_autoptr(JxLedger) ledger = jx_ledger_open(path, error);
    if (ledger == NULL)
        return false;
    g_autoptr(GPtrArray) units = jx_ledger_units(ledger);
    for (guint i = 0; i < units->len; i++) {
        g_autoptr(JxRecord) record = jx_ledger_get(ledger, units->pdata[i]);
        if (!jx_ledger_put(whole, record, error))
            return false;
    }
    g_autofree char *time = jx_ledger_note(ledger, "time");
    return time == NULL || jx_ledger_set_note(whole, "time", time, error);
}

/* So that a later run over the whole folder knows what is done. */
static bool merge_ledgers(const char *hidden, guint n_shards, GError **error)
{
    g_autofree char *path = g_build_filename(hidden, "ledger.sqlite", NULL);
    g_autoptr(JxLedger) whole = jx_ledger_open(path, error);
    if (whole == NULL)
        return false;
    for (guint shard = 1; shard <= n_shards; shard++)
        if (!take_over(whole, hidden, shard, n_shards, error))
            return false;
    return true;
}

/* The report is printed with the time it was made for. */
static void use_time_of(const json_t *header)
{
    g_autoptr(GDateTime) time =
        g_date_time_new_from_iso8601(jx_row_text(header, "time"), NULL);
    if (time == NULL)
        return;
    g_autofree char *seconds =
        g_strdup_printf("%" G_GINT64_FORMAT, g_date_time_to_unix(time));
    g_setenv("SOURCE_DATE_EPOCH", seconds, TRUE);
}

static bool publish(const char *out, const char *hidden, const char *lang,
                    const json_t *header, const json_t *rows, GError **error)
{
    g_autofree char *stage = jx_stage_make(hidden, 1, 1, error);
    if (stage == NULL)
        return false;
    g_autoptr(GPtrArray) worker = jx_printer_worker(lang);
    g_ptr_array_set_free_func(worker, g_free);
    g_ptr_array_add(worker, NULL);
    use_time_of(header);
    const JxPrinter printer = {.worker = (char **)worker->pdata,
                               .stage = stage};
    bool published = jx_publish(out, header, rows, &printer, error);
    jx_stage_free(g_steal_pointer(&stage));
    return published;
}

static bool merge(const char *out, guint n_shards, const char *lang,
                  json_t **rows, GError **error)
{
    g_autofree char *hidden = g_build_filename(out, JX_BATCH_HIDDEN, NULL);
    if (!g_file_test(hidden, G_FILE_TEST_IS_DIR)) {
        g_set_error(error, JX_ERROR, JX_ERROR_INPUT,
                    _("%s：不是 batch 的输出文件夹"), out);
        return false;
    }
    g_autoptr(JxLock) lock = jx_lock_take(hidden, 1, 1, error);
    json_auto_t *header = NULL;
    return lock && jx_merge_reports(hidden, n_shards, &header, rows, error) &&
           merge_ledgers(hidden, n_shards, error) &&
           publish(out, hidden, lang, header, *rows, error);
}

int jx_verb_merge(int argc, char **argv)
{
    g_auto(JxOptions) options = {0};
    g_autoptr(GError) error = NULL;
    int n_shards = 0;
    if (!parse(&options, &n_shards, argc, argv, &error))
        return jx_say_usage("merge", error);

    json_auto_t *rows = NULL;
    const char *out = options.files[0];
    if (!merge(out, (guint)n_shards, options.lang, &rows, &error)) {
        JxOutcome outcome = {.n_inputs = 1};
        jx_outcome_fail(&outcome, error);
        return jx_outcome_exit(&outcome);
    }
    const JxSummary summary = {
        .rows = rows, .out = out, .merged = true, .quiet = options.quiet};
    g_autofree char *text = jx_summary_text(&summary);
    g_printerr("%s", text);
    return jx_rows_exit(rows, options.fail_level, options.never_fail);
}
