#include "app/verbs.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "app/fills.h"
#include "app/naming.h"
#include "app/produce.h"
#include "app/provenance.h"
#include "app/say.h"
#include "app/source.h"
#include "app/target.h"
#include "app/together.h"
#include "base/error.h"
#include "base/intl.h"

typedef struct {
    char *output, *to, *form, *name;
    gboolean final;
    JxPdfOptions pdf;
    char **formats; /* names, in the order asked for */
    char **set;     /* HEADING=TEXT */
    GArray *fills;  /* JxFill: the same, read; points into it */
} RenderOptions;

/* All that stays open over the inputs of a run. */
typedef struct {
    const JxOptions *options;
    const RenderOptions *own;
    JxProducer producer;
    JxTargets *targets;
    JxTogether *together; /* or NULL: an output each */
    guint done, n_files;
} Run;

/* -o 表.pdf alone says what is wanted. */
static const char *format_by_extension(const char *output)
{
    const char *dot = output ? strrchr(output, '.') : NULL;
    const JxFormat *format = dot ? jx_format_lookup(dot + 1) : NULL;
    return format ? format->name : NULL;
}

static bool parse_formats(RenderOptions *own, GError **error)
{
    const char *implied = format_by_extension(
        own->pdf.together ? own->pdf.together : own->output);
    const char *usual = own->pdf.together ? "pdf" : "pdf,xlsx";
    const char *to = own->to ? own->to : implied ? implied : usual;
    return jx_options_words("--to", to, jx_format_names(), &own->formats,
                            error);
}

/* One file has one place, one name and one format. */
static bool check_together(const RenderOptions *own, GError **error)
{
    bool one_known = g_strv_length(own->formats) == 1 &&
                     g_strv_contains(jx_together_formats(), own->formats[0]);
    if (own->pdf.together == NULL ||
        (own->output == NULL && own->name == NULL && one_known))
        return true;
    g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG,
                        _("--together 把全部输入合成一个文件（.pdf 或 "
                          ".xlsx）：不能同时用 -o、--name 或别的 --to"));
    return false;
}

/* Whether the name of something that is not there yet is a file's: only a file
 * has an extension. */
static bool looks_like_file(const char *output)
{
    g_autofree char *name = g_path_get_basename(output);
    return strchr(name, '.') != NULL && !g_str_has_suffix(output, "/");
}

/* -o names a file when it cannot be a folder. */
static bool output_is_file(const RenderOptions *own, guint n_files)
{
    if (own->output == NULL || g_file_test(own->output, G_FILE_TEST_IS_DIR))
        return false;
    return g_file_test(own->output, G_FILE_TEST_EXISTS) ||
           g_str_equal(own->output, "-") ||
           format_by_extension(own->output) != NULL ||
           (n_files == 1 && g_strv_length(own->formats) == 1 &&
            looks_like_file(own->output));
}

static bool parse(JxOptions *options, RenderOptions *own, int argc, char **argv,
                  GError **error)
{
    const GOptionEntry entries[] = {
        /* clang-format off */
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &own->output, N_("写到哪里：目录，或一个文件，或 - 表示标准输出（默认在输入旁边）"), N_("目录|文件|-")},
        {"to", 0, 0, G_OPTION_ARG_STRING, &own->to, N_("写哪些格式：pdf、xlsx、json、png、svg（默认 pdf,xlsx）；png 和 svg 每页一个文件"), N_("格式,…")},
        {"form", 0, 0, G_OPTION_ARG_STRING, &own->form, N_("表样：内置名称或 .yaml 文件（默认 list）"), N_("表样")},
        {"name", 0, 0, G_OPTION_ARG_STRING, &own->name, N_("输出文件名：可用 {stem} {unit} {code} {year} {form}"), N_("模式")},
        {"profile", 0, 0, G_OPTION_ARG_STRING, &own->pdf.profile, N_("PDF 的用途：archive（默认，字体嵌入，可存档）或 mail（字体不嵌入，只有几十 KB）"), N_("用途")},
        {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &own->set, N_("填写来源没有的栏目，如 --set 主管部门=某局；可以写多次"), N_("栏目=内容")},
        {"attach", 0, 0, G_OPTION_ARG_STRING, &own->pdf.attach, N_("PDF 里附什么：source 原始文件、workbook 工作簿、both 或 none（默认附原始文件，同时写工作簿时也附工作簿）"), N_("内容")},
        {"encrypt", 0, 0, G_OPTION_ARG_NONE, &own->pdf.encrypt, N_("PDF 用 AES-256 加密：可以打开、复制和打印，不能修改；不再是 PDF/A"), NULL},
        {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &own->pdf.password_file, N_("密码文件：第一行是打开密码，第二行是修改密码，可空；- 为标准输入（默认取环境变量 JIXIAO_PASSWORD、JIXIAO_OWNER_PASSWORD）"), N_("文件|-")},
        {"together", 0, 0, G_OPTION_ARG_FILENAME, &own->pdf.together, N_("全部输入合成一个文件：.pdf 前有目录、页码连续；.xlsx 每个单位一行汇总，附全部项目和指标"), N_("文件")},
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
        !parse_formats(own, error) || !check_together(own, error))
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
    jx_pdf_options_clear(&own->pdf);
    g_strfreev(own->formats);
    g_strfreev(own->set);
    g_clear_pointer(&own->fills, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RenderOptions, own_clear)

static void run_clear(Run *run)
{
    jx_together_free(run->together);
    jx_producer_clear(&run->producer);
    jx_targets_free(run->targets);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

/* Says all there is to say about a source, the fonts' findings included. */
static void judge(const Run *run, const JxSource *source, JxOutcome *outcome)
{
    const JxOptions *options = run->options;
    jx_producer_judge(&run->producer, source, &options->check);
    jx_source_weigh(source, options, outcome);

    JxSeverity least = options->quiet     ? JX_SEVERITY_ERROR
                       : options->verbose ? JX_SEVERITY_HINT
                                          : JX_SEVERITY_WARNING;
    g_autofree char *text =
        jx_source_text(source, least, jx_say_in_color(options, STDERR_FILENO));
    g_printerr("%s", text);
}

static void say_written(const Run *run, const JxProduct *product,
                        const JxFormat *format, const char *path)
{
    if (run->options->quiet || g_str_equal(path, "-"))
        return;
    bool has_pages = format->per_page || g_str_equal(format->name, "pdf");
    guint n_pages = has_pages ? jx_pages_count(jx_product_pages(product)) : 0;
    if (format->per_page && n_pages > 1) {
        g_autofree char *first = jx_format_page_path(path, 0, n_pages);
        g_printerr(_("已写出 %s 等 %u 个文件\n"), first, n_pages);
    } else if (g_str_equal(format->name, "pdf")) {
        g_printerr(_("已写出 %s（%u 页）\n"), path, n_pages);
    } else {
        g_printerr(_("已写出 %s\n"), path);
    }
}

static bool write_product(const Run *run, const JxProduct *product,
                          const char *input, bool first, GError **error)
{
    const JxReport *report = product->report;
    bool several = product->source->document->reports->len > 1;
    for (char **name = run->own->formats; *name; name++) {
        const JxFormat *format = jx_format_lookup(*name);
        if (format->whole_input && !first)
            continue;
        g_autofree char *path = jx_targets_path(
            run->targets, input, report->unit, report->year,
            several && !format->whole_input, format->name, error);
        if (path == NULL || !format->write(product, path, error))
            return false;
        say_written(run, product, format, path);
    }
    return true;
}

static bool make_product(const Run *run, const JxSource *source, guint i,
                         JxProduct *product, GError **error)
{
    bool color = jx_say_in_color(run->options, STDERR_FILENO);
    *product = jx_product_make(&run->producer, source,
                               source->document->reports->pdata[i]);
    if (run->own->pdf.mail) /* it is the layout that meets what it lacks */
        jx_product_pages(product);
    return jx_pdf_options_admit(&run->own->pdf, source, product->report, color,
                                error);
}

static bool write_source(const Run *run, const JxSource *source,
                         const char *input, GError **error)
{
    for (guint i = 0; i < source->document->reports->len; i++) {
        g_auto(JxProduct) product = {0};
        if (!make_product(run, source, i, &product, error) ||
            !write_product(run, &product, input, i == 0, error))
            return false;
    }
    return true;
}

/* All reports of an input are taken up, or none. */
static bool take_up(const Run *run, const JxSource *source, GError **error)
{
    guint n = source->document->reports->len, made = 0;
    bool good = true;
    g_autofree JxProduct *products = g_new0(JxProduct, n);
    for (; good && made < n; made++)
        good = make_product(run, source, made, &products[made], error);
    for (guint i = 0; i < made; i++) {
        if (good)
            good = jx_together_add(run->together, &products[i], error);
        jx_product_clear(&products[i]);
    }
    return good;
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
    bool done = run->together ? take_up(run, source, &error)
                              : write_source(run, source, file, &error);
    if (!done)
        jx_outcome_fail(outcome, error);
}

/* Without the one file no input has an output. */
static void write_together(const Run *run, JxOutcome *outcome)
{
    g_autoptr(GError) error = NULL;
    guint n_pages = 0;
    if (jx_together_count(run->together) == 0)
        return;
    g_autofree char *path = jx_targets_path(
        run->targets, "-", NULL, NULL, false, run->own->formats[0], &error);
    if (path == NULL ||
        !jx_together_write(run->together, path, &n_pages, &error)) {
        jx_outcome_fail(outcome, error);
        outcome->n_failed = outcome->n_inputs;
    } else if (!run->options->quiet && !g_str_equal(path, "-")) {
        if (n_pages > 0)
            g_printerr(_("已写出 %s（%u 页）\n"), path, n_pages);
        else
            g_printerr(_("已写出 %s\n"), path);
    }
}

static void say_provenance(const JxProducer *producer)
{
    g_auto(JxProvenance) provenance = jx_provenance_take(producer);
    g_printerr(_("程序 %s\n表样 %s\n字体 %s\n"), provenance.program,
               provenance.form, provenance.fonts);
}

int jx_verb_render(int argc, char **argv)
{
    g_auto(JxOptions) options = {0};
    g_auto(RenderOptions) own = {0};
    g_autoptr(GError) error = NULL;
    if (!parse(&options, &own, argc, argv, &error))
        return jx_say_usage("render", error);

    g_auto(Run) run = {
        .options = &options,
        .own = &own,
        .n_files = g_strv_length(options.files),
    };
    run.producer.licensed = jx_options_fonts(&options);
    if (!jx_pdf_options_start(&own.pdf, own.formats, options.files,
                              options.quiet, &error) ||
        !jx_producer_start(&run.producer, own.form, own.final, &error) ||
        !jx_fills_parse(own.set, run.producer.form, &own.fills, &error))
        return jx_say_usage("render", error);
    run.producer.pdf = &own.pdf;
    run.producer.fills = (const JxFill *)(gconstpointer)own.fills->data;
    run.producer.n_fills = own.fills->len;
    run.producer.makes_workbook =
        g_strv_contains((const char *const *)own.formats, "xlsx");
    if (options.verbose)
        say_provenance(&run.producer);
    const char *output = own.pdf.together ? own.pdf.together : own.output;
    run.targets = jx_targets_new(
        output, own.pdf.together || output_is_file(&own, run.n_files), own.name,
        options.files);
    if (own.pdf.together)
        run.together = jx_together_new(&run.producer, own.formats[0]);

    JxOutcome outcome = {0};
    for (char **file = options.files; *file; file++)
        render_file(&run, *file, &outcome);
    if (run.together)
        write_together(&run, &outcome);
    return jx_outcome_exit(&outcome);
}
