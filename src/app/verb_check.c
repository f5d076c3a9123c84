#include "app/verbs.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "app/environment.h"
#include "app/findings_listing.h"
#include "app/listings.h"
#include "app/sarif.h"
#include "app/say.h"
#include "app/source.h"
#include "app/table_text.h"
#include "app/waivers.h"
#include "base/error.h"
#include "base/intl.h"
#include "model/json.h"

/* All that was found, as one file. */
typedef GBytes *(*WriteFindings)(const GPtrArray *sources,
                                 const JxWaivers *waivers, GError **error);

typedef struct {
    char *format;
    WriteFindings write; /* NULL for text */
} CheckOptions;

static GBytes *take(char *text)
{
    return g_bytes_new_take(text, strlen(text));
}

/* The waivers as the model's JSON lists them. Yours. */
static JxJsonWaiver *json_waivers(const JxWaivers *waivers)
{
    guint n = jx_waivers_len(waivers);
    JxJsonWaiver *list = g_new0(JxJsonWaiver, n + 1);
    for (guint i = 0; i < n; i++) {
        const JxWaiver *waiver = jx_waivers_get(waivers, i);
        list[i] = (JxJsonWaiver){waiver->rule, waiver->unit, waiver->project,
                                 waiver->reason, jx_waivers_uses(waivers, i)};
    }
    return list;
}

static GBytes *as_json(const GPtrArray *sources, const JxWaivers *waivers,
                       GError **error)
{
    (void)error;
    g_autofree const char **names = g_new0(const char *, sources->len + 1);
    g_autofree JxDocument **documents = g_new0(JxDocument *, sources->len + 1);
    g_autofree JxJsonWaiver *waived = json_waivers(waivers);
    for (guint i = 0; i < sources->len; i++) {
        const JxSource *source = sources->pdata[i];
        names[i] = source->input->name;
        documents[i] = source->document;
    }
    return take(jx_json_write_findings(names, documents, sources->len, waived,
                                       jx_waivers_len(waivers)));
}

static GBytes *as_sarif(const GPtrArray *sources, const JxWaivers *waivers,
                        GError **error)
{
    (void)error;
    return take(jx_sarif_write(sources, waivers));
}

static GBytes *as_pdf(const GPtrArray *sources, const JxWaivers *waivers,
                      GError **error)
{
    g_autoptr(JxListing) findings = jx_listing_for_print(sources, waivers);
    return jx_listings_write(&findings, 1, "pdf", error);
}

static GBytes *as_xlsx(const GPtrArray *sources, const JxWaivers *waivers,
                       GError **error)
{
    g_autoptr(JxListing) tables = jx_listing_of_tables();
    for (guint i = 0; i < sources->len; i++)
        jx_listing_add_tables(tables, sources->pdata[i]);
    tables->left = g_strdup_printf(_("共 %u 个文件"), sources->len);
    g_autoptr(JxListing) findings = jx_listing_of_findings(sources);
    g_autoptr(JxListing) rules = jx_listing_of_rules(sources);
    g_autoptr(JxListing) waived = jx_listing_of_waivers(waivers);
    JxListing *const all[] = {tables, findings, rules, waived};
    guint n = G_N_ELEMENTS(all) - (waived->rows->len == 0);
    return jx_listings_write(all, n, "xlsx", error);
}

static const struct {
    const char *name;
    WriteFindings write;
    bool printed; /* always Chinese, whatever the language of the messages */
} FORMATS[] = {
    {"json", as_json, false},
    {"sarif", as_sarif, false},
    {"pdf", as_pdf, true},
    {"xlsx", as_xlsx, true},
};

static bool parse(JxOptions *options, CheckOptions *own, int argc, char **argv,
                  GError **error)
{
    const GOptionEntry entries[] = {
        /* clang-format off */
        {"format", 0, 0, G_OPTION_ARG_STRING, &own->format, N_("text（默认）、json、sarif，或可打印的校验报告 pdf、xlsx（写到标准输出）"), N_("格式")},
        /* clang-format on */
        G_OPTION_ENTRY_NULL,
    };
    const JxUsage usage = {
        .usage = N_("文件…|目录|-"),
        .summary =
            _("校验绩效目标表：逐项列出错误、警告和提示，指明所在的行和列。"
              "只读，不写任何文件。"),
        .example = _("示例：\n"
                     "  jixiao check --fail-on warning 2026年.txt\n"
                     "列出 2026年.txt 的全部问题；有警告或错误时退出码为 1。"),
        .entries = entries,
        .judges = true,
    };
    if (!jx_options_parse(options, &usage, argc, argv, error))
        return false;
    if (options->files == NULL) {
        g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG,
                            _("没有给出输入文件"));
        return false;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++)
        if (g_strcmp0(own->format, FORMATS[i].name) == 0) {
            own->write = FORMATS[i].write;
            if (FORMATS[i].printed)
                jx_environment_start("zh");
        }
    if (own->format && own->write == NULL &&
        !g_str_equal(own->format, "text")) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("选项 %s 的值 %s 不对，应为 %s"), "--format", own->format,
                    "text, json, sarif, pdf, xlsx");
        return false;
    }
    return true;
}

static void free_source(gpointer source)
{
    jx_source_free(source);
}

/* The numbers of several files, amounts with their unit behind them. */
static int say_summary(const JxListing *tables, const JxOutcome *outcome)
{
    enum { TOTAL = 3, CURRENCY = 4 };
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < tables->columns->len; i++)
        if (i != CURRENCY)
            g_ptr_array_add(cells,
                            g_strdup(jx_listing_column(tables, i)->heading));
    for (guint row = 0; row < tables->rows->len; row++) {
        char **from = jx_listing_row(tables, row)->cells;
        for (guint i = 0; i < tables->columns->len; i++)
            if (i != CURRENCY)
                g_ptr_array_add(
                    cells, i == TOTAL
                               ? g_strconcat(from[TOTAL], from[CURRENCY], NULL)
                               : g_strdup(from[i]));
    }
    g_autofree char *table = jx_table_text(cells, 7, "llrrrrr");
    g_autofree char *text =
        g_strdup_printf(_("\n%s共 %u 个文件，%u 个读不了\n"), table,
                        outcome->n_inputs, outcome->n_failed);
    return jx_say(text);
}

/* All files as text, file by file, so that the first is seen before the last
 * is read. */
static int check_text(char **files, const JxOptions *options,
                      JxOutcome *outcome)
{
    g_autoptr(JxListing) summary = jx_listing_of_tables();
    g_autoptr(JxWaivers) waivers = jx_waivers_new(options);
    JxSeverity least = options->quiet ? JX_SEVERITY_ERROR : JX_SEVERITY_HINT;
    for (char **file = files; *file; file++) {
        g_autoptr(JxSource) source = jx_source_read(*file, options, outcome);
        if (source == NULL)
            continue;
        jx_source_weigh(source, options, outcome);
        g_autofree char *text = jx_source_text(
            source, least, jx_say_in_color(options, STDOUT_FILENO));
        int said = jx_say(text);
        if (said != JX_EXIT_OK)
            return said;
        jx_listing_add_tables(summary, source);
        jx_waivers_count(waivers, source);
    }
    if (!options->quiet)
        jx_waivers_say(waivers);
    int said = outcome->n_inputs > 1 && !options->quiet
                   ? say_summary(summary, outcome)
                   : JX_EXIT_OK;
    return said != JX_EXIT_OK ? said : jx_outcome_exit(outcome);
}

/* All files as one JSON or SARIF text, one report in print or one workbook. */
static int check_whole(char **files, const JxOptions *options,
                       WriteFindings write, JxOutcome *outcome)
{
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(free_source);
    g_autoptr(JxWaivers) waivers = jx_waivers_new(options);
    for (char **file = files; *file; file++) {
        JxSource *source = jx_source_read(*file, options, outcome);
        if (source == NULL)
            continue;
        jx_source_weigh(source, options, outcome);
        jx_waivers_count(waivers, source);
        g_ptr_array_add(sources, source);
    }
    if (!options->quiet)
        jx_waivers_say(waivers);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = write(sources, waivers, &error);
    if (bytes == NULL) {
        jx_outcome_fail(outcome, error);
        return jx_outcome_exit(outcome);
    }
    int said = jx_say_bytes(bytes);
    return said != JX_EXIT_OK ? said : jx_outcome_exit(outcome);
}

int jx_verb_check(int argc, char **argv)
{
    g_auto(JxOptions) options = {0};
    CheckOptions own = {0};
    g_autoptr(GError) error = NULL;
    bool parsed = parse(&options, &own, argc, argv, &error);
    g_autofree char *format = own.format;
    if (!parsed)
        return jx_say_usage("check", error);

    g_auto(GStrv) files = jx_source_expand(options.files);
    JxOutcome outcome = {0};
    if (own.write)
        return check_whole(files, &options, own.write, &outcome);
    return check_text(files, &options, &outcome);
}
