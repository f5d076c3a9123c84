#include "app/verbs.h"

#include <stdbool.h>
#include <string.h>

#include "app/batch/examination.h"
#include "app/batch/examine.h"
#include "app/batch/paths.h"
#include "app/batch/printer.h"
#include "app/batch/publish.h"
#include "app/batch/rows.h"
#include "app/say.h"
#include "app/source.h"
#include "base/error.h"
#include "base/intl.h"

#define MAX_WORKERS 256

typedef struct {
    int workers;
    gboolean quick;
} VerifyArguments;

/* What verify has found so far. */
typedef struct {
    const char *out;
    const json_t *rows;
    GString *text;
    guint n_wrong;
} Findings;

static void complain(Findings *findings, const char *path, const char *what)
{
    g_string_append_printf(findings->text, "%s：%s\n", path, what);
    findings->n_wrong++;
}

static json_t *examine_in_workers(const Findings *findings,
                                  const JxOptions *options, int n_workers,
                                  GError **error)
{
    g_autoptr(GPtrArray) worker = jx_printer_worker(options->lang);
    g_ptr_array_set_free_func(worker, g_free);
    g_ptr_array_add(worker, NULL);
    guint n = jx_examination_count(findings->rows);
    g_autoptr(JxProgress) progress = NULL;
    if (jx_progress_mode(options) == JX_PROGRESS_BAR)
        progress = jx_progress_new(JX_PROGRESS_BAR, n, NULL, NULL);
    const JxExamination examination = {
        .out = findings->out,
        .rows = findings->rows,
        .worker = (char **)worker->pdata,
        .n_workers = CLAMP((guint)n_workers, 1, MAX(n, 1)),
        .progress = progress,
    };
    return jx_examination_run(&examination, error);
}

static json_t *examine_quickly(const Findings *findings)
{
    json_t *wrong = json_array();
    gsize i;
    json_t *row;
    json_array_foreach(findings->rows, i, row)
    {
        json_auto_t *more = jx_examine_digests(findings->out, row);
        json_array_extend(wrong, more);
    }
    return wrong;
}

static bool examine_rows(Findings *findings, const JxOptions *options,
                         const VerifyArguments *own, GError **error)
{
    json_auto_t *wrong =
        own->quick ? examine_quickly(findings)
                   : examine_in_workers(findings, options, own->workers, error);
    if (wrong == NULL)
        return false;
    gsize i;
    json_t *one;
    json_array_foreach(wrong, i, one)
        complain(findings, jx_row_text(one, "path"), jx_row_text(one, "what"));
    return true;
}

static void examine_sums(Findings *findings)
{
    g_autofree char *path =
        g_build_filename(findings->out, JX_BATCH_SUMS, NULL);
    g_autofree char *expected = jx_publish_sums(findings->out, findings->rows);
    g_autofree char *found = NULL;
    if (!g_file_get_contents(path, &found, NULL, NULL))
        complain(findings, JX_BATCH_SUMS, _("文件不在或不能读取"));
    else if (!g_str_equal(found, expected))
        complain(findings, JX_BATCH_SUMS, _("内容与报告不符"));
}

static GHashTable *known_paths(const json_t *rows)
{
    GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);
    gsize i, k;
    json_t *row, *output;
    json_array_foreach(rows, i, row)
    {
        const json_t *outputs = json_object_get(row, "outputs");
        json_array_foreach(outputs, k, output)
            g_hash_table_add(known, (gpointer)jx_row_text(output, "path"));
    }
    return known;
}

/* Files that nobody has accounted for: said, but not wrong. */
static guint count_strangers(Findings *findings, GHashTable *known)
{
    char *roots[] = {(char *)findings->out, NULL};
    g_auto(GStrv) files = jx_source_expand(roots);
    guint n = 0;
    for (char **file = files; *file; file++) {
        g_autofree char *path = jx_path_relative(*file, findings->out);
        if (jx_publish_is_own(path) || g_hash_table_contains(known, path))
            continue;
        g_string_append_printf(findings->text, _("%s：不在报告中\n"), path);
        n++;
    }
    return n;
}

static guint count_unwritten(const json_t *rows)
{
    guint n = 0;
    gsize i;
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        const char *status = jx_row_text(row, "status");
        n += !g_str_equal(status, "written") &&
             !g_str_equal(status, "left_over");
    }
    return n;
}

static void append_summary(Findings *findings, GHashTable *known, bool quiet)
{
    guint n_strangers = quiet ? 0 : count_strangers(findings, known);
    guint n_unwritten = count_unwritten(findings->rows);
    if (!quiet || findings->n_wrong > 0)
        g_string_append_printf(
            findings->text,
            _("检查了 %u 个输出：%u 处不符，%u 个文件不在报告中\n"),
            g_hash_table_size(known), findings->n_wrong, n_strangers);
    if (!quiet && n_unwritten > 0)
        g_string_append_printf(findings->text,
                               _("报告中有 %u 个单位没有完成，见报告开头\n"),
                               n_unwritten);
}

static bool parse(JxOptions *options, VerifyArguments *own, int argc,
                  char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        /* clang-format off */
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &own->workers, N_("同时工作的进程数（默认等于处理器核数）"), N_("个数")},
        {"quick", 0, 0, G_OPTION_ARG_NONE, &own->quick, N_("只核对校验码，不读文件的内容"), NULL},
        /* clang-format on */
        G_OPTION_ENTRY_NULL,
    };
    const JxUsage usage = {
        .usage = N_("目录"),
        .summary = _("重新检查 batch 的输出文件夹：每个文件都在、就是报告所说的"
                     "那一个，PDF 完好，工作簿读回的项目、指标和金额合计"
                     "与报告一致。只读。"),
        .example = _("示例：\n"
                     "  jixiao verify 上报\n"
                     "全部相符时退出码为 0，有不符时为 3。"),
        .entries = entries,
    };
    if (!jx_options_parse(options, &usage, argc, argv, error))
        return false;
    if (options->files == NULL || g_strv_length(options->files) != 1) {
        g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG,
                            _("应给出一个输出文件夹"));
        return false;
    }
    if (own->workers >= 1 && own->workers <= MAX_WORKERS)
        return true;
    g_autofree char *found = g_strdup_printf("%d", own->workers);
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("选项 %s 的值 %s 不对，应为 %s"), "--jobs", found, "1–256");
    return false;
}

static int fail(const GError *error)
{
    JxOutcome outcome = {.n_inputs = 1};
    jx_outcome_fail(&outcome, error);
    return jx_outcome_exit(&outcome);
}

int jx_verb_verify(int argc, char **argv)
{
    g_auto(JxOptions) options = {0};
    g_autoptr(GError) error = NULL;
    VerifyArguments own = {.workers =
                               (int)MIN(g_get_num_processors(), MAX_WORKERS)};
    if (!parse(&options, &own, argc, argv, &error))
        return jx_say_usage("verify", error);

    const char *out = options.files[0];
    g_autofree char *path =
        g_build_filename(out, JX_BATCH_REPORT ".jsonl", NULL);
    json_auto_t *header = NULL, *rows = NULL;
    if (!jx_publish_read(path, &header, &rows, &error))
        return fail(error);

    g_autoptr(GString) text = g_string_new(NULL);
    Findings findings = {.out = out, .rows = rows, .text = text};
    if (!examine_rows(&findings, &options, &own, &error))
        return fail(error);
    examine_sums(&findings);
    g_autoptr(GHashTable) known = known_paths(rows);
    append_summary(&findings, known, options.quiet);
    int said = jx_say(text->str);
    if (said != JX_EXIT_OK)
        return said;
    return findings.n_wrong > 0 ? JX_EXIT_SOME : JX_EXIT_OK;
}
