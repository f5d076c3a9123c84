#include "app/verbs.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "app/environment.h"
#include "app/naming.h"
#include "app/say.h"
#include "app/source.h"
#include "app/target.h"
#include "base/error.h"
#include "base/intl.h"
#include "base/output.h"
#include "form/form.h"
#include "layout/layout.h"
#include "model/json.h"
#include "pdf/pdf.h"
#include "xlsx/xlsx.h"

#define PROGRAM "jixiao " JX_VERSION

typedef struct {
    char *output, *to, *form, *name;
    gboolean final;
    char **formats; /* of FORMATS, in the order asked for */
} RenderOptions;

/* All that stays open over the inputs of a run. */
typedef struct {
    const JxOptions *options;
    const RenderOptions *own;
    gint64 time;
    JxForm *form;
    JxFonts *fonts;
    JxTargets *targets;
    guint done, n_files;
} Run;

/* One report on its way into the outputs. */
typedef struct {
    const Run *run;
    const JxSource *source;
    const JxReport *report;
    JxPages *pages;
} Job;

static bool write_pdf(const Job *job, const char *path, GError **error)
{
    const JxReport *report = job->report;
    const JxPdfMeta meta = {
        .title = report->title,
        .author = report->unit,
        .creator = PROGRAM,
        .created = job->run->time,
    };
    g_autoptr(GBytes) pdf = jx_pdf_render(job->pages, &meta, error);
    return pdf && jx_pdf_verify(pdf, jx_pages_count(job->pages), error) &&
           jx_output_write(path, pdf, error);
}

static bool write_xlsx(const Job *job, const char *path, GError **error)
{
    const JxXlsxOptions options = {.created = job->run->time,
                                   .program = PROGRAM};
    g_autofree char *temporary = jx_output_reserve(path, error);
    if (temporary == NULL)
        return false;
    if (!jx_xlsx_write(job->report, job->run->fonts, &options, temporary,
                       error)) {
        jx_output_discard(temporary);
        g_prefix_error(error, _("%s："), path);
        return false;
    }
    return jx_output_commit(temporary, path, error);
}

static bool write_json(const Job *job, const char *path, GError **error)
{
    char *json = jx_json_write(job->source->document);
    g_autoptr(GBytes) bytes = g_bytes_new_take(json, strlen(json));
    return jx_output_write(path, bytes, error);
}

/* What --to can name. */
static const struct format {
    const char *name;
    bool (*write)(const Job *job, const char *path, GError **error);
    bool whole_input; /* one output for all reports of the input */
} FORMATS[] = {
    {"pdf", write_pdf, false},
    {"xlsx", write_xlsx, false},
    {"json", write_json, true},
};

static const struct format *format_of(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++)
        if (g_str_equal(name, FORMATS[i].name))
            return &FORMATS[i];
    return NULL;
}

/* -o 表.pdf alone says what is wanted. */
static const char *format_by_extension(const char *output)
{
    const char *dot = output ? strrchr(output, '.') : NULL;
    const struct format *format = dot ? format_of(dot + 1) : NULL;
    return format ? format->name : NULL;
}

static bool parse_formats(RenderOptions *own, GError **error)
{
    static const char *const KNOWN[] = {"pdf", "xlsx", "json", NULL};
    const char *implied = format_by_extension(own->output);
    const char *to = own->to ? own->to : implied ? implied : "pdf,xlsx";
    return jx_options_words("--to", to, KNOWN, &own->formats, error);
}

/* -o names a file when it cannot be a folder. */
static bool output_is_file(const RenderOptions *own, guint n_files)
{
    if (own->output == NULL || g_file_test(own->output, G_FILE_TEST_IS_DIR) ||
        g_str_has_suffix(own->output, "/"))
        return false;
    return g_file_test(own->output, G_FILE_TEST_EXISTS) ||
           g_str_equal(own->output, "-") ||
           format_by_extension(own->output) != NULL ||
           (n_files == 1 && g_strv_length(own->formats) == 1);
}

static bool parse(JxOptions *options, RenderOptions *own, int argc, char **argv,
                  GError **error)
{
    const GOptionEntry entries[] = {
        /* clang-format off */
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &own->output, N_("写到哪里：目录，或一个文件，或 - 表示标准输出（默认在输入旁边）"), N_("目录|文件|-")},
        {"to", 0, 0, G_OPTION_ARG_STRING, &own->to, N_("写哪些格式：pdf、xlsx、json（默认 pdf,xlsx）"), N_("格式,…")},
        {"form", 0, 0, G_OPTION_ARG_STRING, &own->form, N_("表样：内置名称或 .yaml 文件（默认 list）"), N_("表样")},
        {"name", 0, 0, G_OPTION_ARG_STRING, &own->name, N_("输出文件名：可用 {stem} {unit} {code} {year} {form}"), N_("模式")},
        {"final", 0, 0, G_OPTION_ARG_NONE, &own->final, N_("定稿：有错误也不在页脚印“草稿”"), NULL},
        /* clang-format on */
        G_OPTION_ENTRY_NULL,
    };
    const JxUsage usage = {
        .usage = N_("文件…|-"),
        .summary =
            _("读入绩效目标表，校验后生成可以签字的 PDF 和可以编辑的工作簿。"
              "问题写到标准错误；有错误时页脚印“草稿”。"),
        .example = _("示例：\n"
                     "  jixiao render 2026年.txt -o 上报\n"
                     "得到 上报/2026年.pdf 和 上报/2026年.xlsx。"),
        .entries = entries,
        .judges = true,
    };
    if (!jx_options_parse(options, &usage, argc, argv, error) ||
        !parse_formats(own, error))
        return false;
    if (options->files == NULL) {
        g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG,
                            _("没有给出输入文件"));
        return false;
    }
    guint n_files = g_strv_length(options->files);
    if (output_is_file(own, n_files) &&
        (n_files > 1 || g_strv_length(own->formats) > 1)) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("%s 只是一个文件：请只给一个输入和一个 --to，或改用目录"),
                    own->output);
        return false;
    }
    g_autofree char *unknown =
        own->name ? jx_name_unknown_field(own->name) : NULL;
    if (unknown) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("选项 %s 的值 %s 不对，应为 %s"), "--name", unknown,
                    "{stem} {unit} {code} {year} {form}");
        return false;
    }
    return true;
}

static void own_clear(RenderOptions *own)
{
    g_free(own->output);
    g_free(own->to);
    g_free(own->form);
    g_free(own->name);
    g_strfreev(own->formats);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RenderOptions, own_clear)

static void run_clear(Run *run)
{
    jx_form_free(run->form);
    jx_fonts_free(run->fonts);
    jx_targets_free(run->targets);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

/* Time, form and fonts: what is wrong with them is known before any input is
 * touched. */
static bool start(Run *run, GError **error)
{
    const RenderOptions *own = run->own;
    g_autofree char *data = jx_environment_data_dir();
    g_autofree char *templates = jx_environment_data("templates");
    g_autofree char *licensed = jx_environment_data("fonts/licensed");

    if (!jx_environment_time(&run->time, error))
        return false;
    run->form = jx_form_load(own->form ? own->form : "list", templates, error);
    if (run->form == NULL)
        return false;
    run->fonts = jx_fonts_open(data, licensed, error);
    if (run->fonts == NULL)
        return false;
    run->n_files = g_strv_length(run->options->files);
    run->targets =
        jx_targets_new(own->output, output_is_file(own, run->n_files),
                       own->name, run->options->files);
    return true;
}

/* Looks for what only the layout can find, and says all there is to say. */
static void judge(const Run *run, const JxSource *source, JxOutcome *outcome)
{
    const JxOptions *options = run->options;
    for (guint i = 0; i < source->document->reports->len; i++) {
        JxReport *report = source->document->reports->pdata[i];
        jx_layout_check_glyphs(report, run->fonts, report->diags);
        jx_check_settle(report, &options->check);
    }
    jx_source_weigh(source, options, outcome);

    JxSeverity least = options->quiet     ? JX_SEVERITY_ERROR
                       : options->verbose ? JX_SEVERITY_HINT
                                          : JX_SEVERITY_WARNING;
    g_autofree char *text =
        jx_source_text(source, least, jx_say_in_color(options, STDERR_FILENO));
    g_printerr("%s", text);
}

/* A signed page must not hide that it is wrong. */
static char *foot_note(const Run *run, const JxReport *report)
{
    guint n = jx_diags_count_severity(report->diags, JX_SEVERITY_ERROR);
    if (n == 0 || run->own->final)
        return NULL;
    return g_strdup_printf(_("草稿：%u 项校验错误未处理"), n);
}

static void say_written(const Job *job, const char *path)
{
    if (job->run->options->quiet || g_str_equal(path, "-"))
        return;
    if (g_str_has_suffix(path, ".pdf"))
        g_printerr(_("已写出 %s（%u 页）\n"), path, jx_pages_count(job->pages));
    else
        g_printerr(_("已写出 %s\n"), path);
}

static bool write_report(Job *job, const char *input, bool first,
                         GError **error)
{
    const Run *run = job->run;
    bool several = job->source->document->reports->len > 1;
    for (char **name = run->own->formats; *name; name++) {
        const struct format *format = format_of(*name);
        if (format->whole_input && !first)
            continue;
        g_autofree char *path = jx_targets_path(
            run->targets, input, job->report->unit, job->report->year,
            several && !format->whole_input, format->name, error);
        if (path == NULL || !format->write(job, path, error))
            return false;
        say_written(job, path);
    }
    return true;
}

static bool write_source(const Run *run, const JxSource *source,
                         const char *input, GError **error)
{
    for (guint i = 0; i < source->document->reports->len; i++) {
        Job job = {.run = run,
                   .source = source,
                   .report = source->document->reports->pdata[i]};
        g_autofree char *note = foot_note(run, job.report);
        const JxLayoutOptions layout = {.foot_note = note};
        g_autoptr(JxPages) pages =
            jx_layout_report(job.report, run->form, run->fonts, &layout);
        job.pages = pages;
        if (!write_report(&job, input, i == 0, error))
            return false;
    }
    return true;
}

/* Which file is being worked on, when there are several. */
static void say_progress(Run *run, const char *file)
{
    run->done++;
    const char *progress = run->options->progress;
    bool shown = g_strcmp0(progress, "always") == 0 ||
                 (g_strcmp0(progress, "never") != 0 && run->n_files > 1 &&
                  !run->options->quiet && isatty(STDERR_FILENO));
    if (shown)
        g_printerr("[%u/%u] %s\n", run->done, run->n_files, file);
}

static void render_file(Run *run, const char *file, JxOutcome *outcome)
{
    say_progress(run, file);
    g_autoptr(JxSource) source = jx_source_read(file, run->options, outcome);
    if (source == NULL)
        return;
    judge(run, source, outcome);
    if (source->document->refused)
        return;

    g_autoptr(GError) error = NULL;
    if (!write_source(run, source, file, &error))
        jx_outcome_fail(outcome, error);
}

int jx_verb_render(int argc, char **argv)
{
    g_auto(JxOptions) options = {0};
    g_auto(RenderOptions) own = {0};
    g_autoptr(GError) error = NULL;
    if (!parse(&options, &own, argc, argv, &error))
        return jx_say_usage("render", error);

    g_auto(Run) run = {.options = &options, .own = &own};
    if (!start(&run, &error))
        return jx_say_usage("render", error);

    JxOutcome outcome = {0};
    for (char **file = options.files; *file; file++)
        render_file(&run, *file, &outcome);
    return jx_outcome_exit(&outcome);
}
