#include "app/verbs.h"

#include <stdbool.h>
#include <string.h>

#include "app/batch/paths.h"
#include "app/batch/publish.h"
#include "app/batch/rows.h"
#include "app/say.h"
#include "app/source.h"
#include "base/error.h"
#include "base/intl.h"
#include "pdf/pdf.h"

/* What verify has found so far. */
typedef struct {
    const char *out;
    GString *text;
    GHashTable *known; /* paths of outputs, relative */
    guint n_outputs, n_wrong;
} Examination;

static void complain(Examination *exam, const char *path, const char *what)
{
    g_string_append_printf(exam->text, "%s：%s\n", path, what);
    exam->n_wrong++;
}

/* The digest is that of a file that was examined before it got its name; what
 * the digest cannot tell is whether the report describes it. */
static void examine_pdf(Examination *exam, const char *file, const char *path,
                        const json_t *output)
{
    g_autofree char *data = NULL;
    gsize len;
    if (!g_file_get_contents(file, &data, &len, NULL))
        return;
    g_autoptr(GBytes) bytes = g_bytes_new_take(g_steal_pointer(&data), len);
    g_autoptr(GError) error = NULL;
    if (!jx_pdf_verify(bytes, (guint)jx_row_number(output, "pages"), &error))
        complain(exam, path, error->message);
}

static void examine_output(Examination *exam, const json_t *output)
{
    const char *path = jx_row_text(output, "path");
    g_autofree char *file = g_build_filename(exam->out, path, NULL);
    guint64 size = 0;
    g_autofree char *sha256 = jx_path_sha256(file, &size);
    exam->n_outputs++;
    g_hash_table_add(exam->known, (gpointer)path);
    if (sha256 == NULL)
        complain(exam, path, _("文件不在或不能读取"));
    else if (!g_str_equal(sha256, jx_row_text(output, "sha256")))
        complain(exam, path, _("内容与报告不符"));
    else if (g_str_equal(jx_row_text(output, "format"), "pdf"))
        examine_pdf(exam, file, path, output);
}

static void examine_rows(Examination *exam, const json_t *rows)
{
    gsize i, k;
    json_t *row, *output;
    json_array_foreach(rows, i, row)
    {
        const json_t *outputs = json_object_get(row, "outputs");
        json_array_foreach(outputs, k, output) examine_output(exam, output);
    }
}

static void examine_sums(Examination *exam, const json_t *rows)
{
    g_autofree char *path = g_build_filename(exam->out, JX_BATCH_SUMS, NULL);
    g_autofree char *expected = jx_publish_sums(exam->out, rows);
    g_autofree char *found = NULL;
    if (!g_file_get_contents(path, &found, NULL, NULL))
        complain(exam, JX_BATCH_SUMS, _("文件不在或不能读取"));
    else if (!g_str_equal(found, expected))
        complain(exam, JX_BATCH_SUMS, _("内容与报告不符"));
}

/* Files that nobody has accounted for: said, but not wrong. */
static guint count_strangers(Examination *exam)
{
    char *roots[] = {(char *)exam->out, NULL};
    g_auto(GStrv) files = jx_source_expand(roots);
    guint n = 0;
    for (char **file = files; *file; file++) {
        g_autofree char *path = jx_path_relative(*file, exam->out);
        if (jx_publish_is_own(path) || g_hash_table_contains(exam->known, path))
            continue;
        g_string_append_printf(exam->text, _("%s：不在报告中\n"), path);
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

static char *examine(const char *out, const json_t *rows, bool quiet,
                     guint *n_wrong)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    Examination exam = {.out = out, .text = g_string_new(NULL), .known = known};
    examine_rows(&exam, rows);
    examine_sums(&exam, rows);
    guint n_strangers = quiet ? 0 : count_strangers(&exam);
    guint n_unwritten = count_unwritten(rows);
    if (!quiet || exam.n_wrong > 0)
        g_string_append_printf(
            exam.text, _("检查了 %u 个输出：%u 处不符，%u 个文件不在报告中\n"),
            exam.n_outputs, exam.n_wrong, n_strangers);
    if (!quiet && n_unwritten > 0)
        g_string_append_printf(exam.text,
                               _("报告中有 %u 个单位没有完成，见报告开头\n"),
                               n_unwritten);
    *n_wrong = exam.n_wrong;
    return g_string_free(exam.text, FALSE);
}

static bool parse(JxOptions *options, int argc, char **argv, GError **error)
{
    const JxUsage usage = {
        .usage = N_("目录"),
        .summary = _("重新检查 batch 的输出文件夹：每个文件都在、"
                     "内容与报告一致、PDF 完好。只读。"),
        .example = _("示例：\n"
                     "  jixiao verify 上报\n"
                     "全部相符时退出码为 0，有不符时为 3。"),
    };
    if (!jx_options_parse(options, &usage, argc, argv, error))
        return false;
    if (options->files && g_strv_length(options->files) == 1)
        return true;
    g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG,
                        _("应给出一个输出文件夹"));
    return false;
}

int jx_verb_verify(int argc, char **argv)
{
    g_auto(JxOptions) options = {0};
    g_autoptr(GError) error = NULL;
    if (!parse(&options, argc, argv, &error))
        return jx_say_usage("verify", error);

    const char *out = options.files[0];
    g_autofree char *path =
        g_build_filename(out, JX_BATCH_REPORT ".jsonl", NULL);
    json_auto_t *header = NULL, *rows = NULL;
    if (!jx_publish_read(path, &header, &rows, &error)) {
        JxOutcome outcome = {.n_inputs = 1};
        jx_outcome_fail(&outcome, error);
        return jx_outcome_exit(&outcome);
    }
    guint n_wrong;
    g_autofree char *text = examine(out, rows, options.quiet, &n_wrong);
    int said = jx_say(text);
    if (said != JX_EXIT_OK)
        return said;
    return n_wrong > 0 ? JX_EXIT_SOME : JX_EXIT_OK;
}
