#include "app/batch/worker.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>
#include <jansson.h>

#include "app/batch/examine.h"
#include "app/batch/facts.h"
#include "app/batch/paths.h"
#include "app/batch/printed.h"
#include "app/batch/publish.h"
#include "app/environment.h"
#include "app/naming.h"
#include "app/outcome.h"
#include "app/produce.h"
#include "app/say.h"
#include "base/error.h"
#include "base/intl.h"
#include "base/output.h"
#include "pdf/text.h"

static const char *const FORMATS[] = {"pdf", "xlsx"};

/* All that stays over the jobs of the process. */
typedef struct {
    JxOptions options;
    gboolean final;
    char *form; /* for jobs that name none */
    JxProducer producer;
    GHashTable *forms; /* name -> JxForm, those that jobs have named */
} Worker;

static void free_form(gpointer form)
{
    jx_form_free(form);
}

static void worker_clear(Worker *worker)
{
    if (worker->forms)
        worker->producer.form = NULL; /* it is one of them */
    jx_producer_clear(&worker->producer);
    g_clear_pointer(&worker->forms, g_hash_table_unref);
    g_free(worker->form);
    jx_options_clear(&worker->options);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Worker, worker_clear)

static const char *name_of_form(const Worker *worker, const char *wanted)
{
    return wanted ? wanted : worker->form ? worker->form : "list";
}

static bool use_form(Worker *worker, const char *wanted, GError **error)
{
    const char *name = name_of_form(worker, wanted);
    JxForm *form = g_hash_table_lookup(worker->forms, name);
    if (form == NULL) {
        g_autofree char *templates = jx_environment_data("templates");
        form = jx_form_load(name, templates, error);
        if (form == NULL)
            return false;
        g_hash_table_insert(worker->forms, g_strdup(name), form);
    }
    worker->producer.form = form;
    return true;
}

static void add_contents(json_t *answer, const JxSource *source)
{
    const GPtrArray *reports = source->document->reports;
    const JxReport *first = reports->pdata[0];
    json_auto_t *origin = json_pack(
        "{s:s, s:s, s:s?}", "input_sha256", source->input->sha256, "encoding",
        source->input->encoding, "notation", first->source_notation);
    json_auto_t *contents = jx_facts_contents(reports);
    json_object_update(answer, origin);
    json_object_update(answer, contents);
    jx_facts_add_findings(answer, reports);
}

/* "" for the only table of an input, else -单位, and a number where two are of
 * the same unit. */
static char *suffix_of(const GPtrArray *reports, guint i)
{
    if (reports->len == 1)
        return g_strdup("");
    const JxReport *report = reports->pdata[i];
    const JxNameFields fields = {.unit = report->unit};
    g_autofree char *name =
        jx_name_output(report->unit ? "-{unit}" : "-", &fields, "x");
    name[strlen(name) - strlen(".x")] = '\0';
    guint n = 1;
    for (guint k = 0; k < i; k++)
        n += g_strcmp0(((const JxReport *)reports->pdata[k])->unit,
                       report->unit) == 0;
    if (report->unit && n == 1)
        return g_steal_pointer(&name);
    return g_strdup_printf("%s%s%u", name, report->unit ? "-" : "", n);
}

/* What the PDF's text was compared with, so that it can be again. */
static void add_text(json_t *output, const JxPages *pages)
{
    JxTextSum sum = jx_text_sum_of_pages(pages);
    json_auto_t *facts = json_pack(
        "{s:i, s:I, s:I}", "pages", (int)jx_pages_count(pages), "characters",
        (json_int_t)sum.n, "text_sum", (json_int_t)sum.sum);
    json_object_update(output, facts);
}

/* Writes one table in one format and describes the file. */
static json_t *write_output(const JxProduct *product, const char *format,
                            const char *suffix, const char *stage, guint i,
                            GError **error)
{
    g_autofree char *path = g_strdup_printf("%s-%u.%s", stage, i, format);
    if (!jx_format_lookup(format)->write(product, path, error))
        return NULL;
    guint64 size = 0;
    g_autofree char *sha256 = jx_path_sha256(path, &size);
    json_t *output = json_pack("{s:s, s:s, s:s, s:s, s:I}", "file", path,
                               "suffix", suffix, "format", format, "sha256",
                               sha256 ? sha256 : "", "size", (json_int_t)size);
    if (g_str_equal(format, "pdf"))
        add_text(output, jx_product_pages(product));
    return output;
}

static bool write_report(const Worker *worker, const JxSource *source, guint i,
                         const char *stage, json_t *outputs, guint *n_pages,
                         GError **error)
{
    const GPtrArray *reports = source->document->reports;
    g_autofree char *suffix = suffix_of(reports, i);
    g_auto(JxProduct) product =
        jx_product_make(&worker->producer, source, reports->pdata[i]);
    *n_pages += jx_pages_count(jx_product_pages(&product));
    for (gsize k = 0; k < G_N_ELEMENTS(FORMATS); k++) {
        json_t *output =
            write_output(&product, FORMATS[k], suffix, stage, i, error);
        if (output == NULL)
            return false;
        json_array_append_new(outputs, output);
    }
    return true;
}

static void set_status(json_t *answer, const char *status, const char *message)
{
    json_object_set_new(answer, "status", json_string(status));
    json_object_set_new(answer, "message",
                        message ? json_string(message) : json_null());
}

static void set_failed(json_t *answer, const GError *error)
{
    set_status(answer, "failed", error->message);
    json_object_set_new(
        answer, "retry",
        json_boolean(g_error_matches(error, JX_ERROR, JX_ERROR_RETRY)));
}

/* The first error's message: why there is no table. */
static const char *refusal_of(const JxSource *source)
{
    const JxDiags *diags =
        ((const JxReport *)source->document->reports->pdata[0])->diags;
    for (guint i = 0; i < jx_diags_count(diags); i++)
        if (jx_diags_get(diags, i)->severity == JX_SEVERITY_ERROR)
            return jx_diags_get(diags, i)->message;
    return _("找不到绩效目标表");
}

static bool write_source(const Worker *worker, const JxSource *source,
                         const char *stage, json_t *answer, GError **error)
{
    guint n_pages = 0;
    json_t *outputs = json_array();
    json_object_set_new(answer, "outputs", outputs);
    for (guint i = 0; i < source->document->reports->len; i++)
        if (!write_report(worker, source, i, stage, outputs, &n_pages, error))
            return false;
    json_object_set_new(answer, "pages", json_integer(n_pages));
    return true;
}

/* The built-in list lends paper and sizes, whatever the units use. */
static bool print_report(Worker *worker, const json_t *job, const char *lines,
                         json_t *answer, GError **error)
{
    const char *stage = json_string_value(json_object_get(job, "stage"));
    json_auto_t *header = NULL, *rows = NULL;
    if (!use_form(worker, "list", error) ||
        !jx_publish_read(lines, &header, &rows, error) ||
        !jx_printed_write(header, rows, worker->producer.form,
                          worker->producer.fonts, worker->producer.time, stage,
                          error))
        return false;
    set_status(answer, "written", NULL);
    return true;
}

/* That the table is of another year than the manifest wants; yours, or NULL. */
static char *doubt_about_year(const JxSource *source, const char *year)
{
    const GPtrArray *reports = source->document->reports;
    for (guint i = 0; year && i < reports->len; i++) {
        const JxReport *report = reports->pdata[i];
        if (!g_str_equal(report->year, year))
            return g_strdup_printf(_("清单说的是 %s 年，表上是 %s 年"), year,
                                   report->year);
    }
    return NULL;
}

/* Looks at the files of one row of a report again. */
static bool examine(const json_t *row, const json_t *job, json_t *answer)
{
    const char *out = json_string_value(json_object_get(job, "out"));
    json_object_set_new(answer, "wrong", jx_examine_row(out, row));
    set_status(answer, "examined", NULL);
    return true;
}

static bool do_job(Worker *worker, const json_t *job, json_t *answer,
                   GError **error)
{
    const char *lines = json_string_value(json_object_get(job, "report"));
    if (lines)
        return print_report(worker, job, lines, answer, error);
    const json_t *row = json_object_get(job, "examine");
    if (row)
        return examine(row, job, answer);
    const char *path = json_string_value(json_object_get(job, "input"));
    const char *form = json_string_value(json_object_get(job, "form"));
    const char *stage = json_string_value(json_object_get(job, "stage"));
    worker->options.year = json_string_value(json_object_get(job, "year"));
    if (!use_form(worker, form, error))
        return false;
    g_autoptr(JxSource) source = jx_source_open(path, &worker->options, error);
    if (source == NULL)
        return false;

    jx_producer_judge(&worker->producer, source, &worker->options.check);
    add_contents(answer, source);
    if (source->document->refused) {
        set_status(answer, "refused", refusal_of(source));
        return true;
    }
    if (!write_source(worker, source, stage, answer, error))
        return false;
    g_autofree char *doubt = doubt_about_year(source, worker->options.year);
    set_status(answer, "written", doubt);
    return true;
}

static bool answer_line(Worker *worker, const char *line)
{
    json_auto_t *job = json_loads(line, 0, NULL);
    if (job == NULL)
        return false;
    json_auto_t *answer = json_object();
    g_autoptr(GError) error = NULL;
    if (!do_job(worker, job, answer, &error))
        set_failed(answer, error);
    char *text = json_dumps(answer, JSON_COMPACT);
    printf("%s\n", text);
    free(text);
    return fflush(stdout) == 0;
}

static bool start(Worker *worker, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"form", 0, 0, G_OPTION_ARG_STRING, &worker->form, "", NULL},
        {"final", 0, 0, G_OPTION_ARG_NONE, &worker->final, "", NULL},
        G_OPTION_ENTRY_NULL,
    };
    const JxUsage usage = {
        .usage = "",
        .summary = _("batch 的工作进程，不直接使用。"),
        .entries = entries,
        .judges = true,
    };
    if (!jx_options_parse(&worker->options, &usage, argc, argv, error))
        return false;
    worker->producer.licensed = jx_options_fonts(&worker->options);
    if (!jx_producer_start(&worker->producer, worker->form, worker->final,
                           error))
        return false;
    worker->producer.staged = true;
    worker->producer.makes_workbook = true;
    worker->forms =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_form);
    g_hash_table_insert(worker->forms, g_strdup(name_of_form(worker, NULL)),
                        worker->producer.form);
    return true;
}

int jx_verb_worker(int argc, char **argv)
{
    g_auto(Worker) worker = {0};
    g_autoptr(GError) error = NULL;
    if (!start(&worker, argc, argv, &error)) {
        g_printerr("%s\n", error->message);
        return JX_EXIT_USAGE;
    }
    char *line = NULL;
    size_t size = 0;
    bool well = true;
    while (well && getline(&line, &size, stdin) > 0)
        well = answer_line(&worker, line);
    free(line);
    return well ? JX_EXIT_OK : JX_EXIT_SOME;
}
