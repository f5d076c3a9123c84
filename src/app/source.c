#include "app/source.h"

#include <string.h>

#include "app/findings_text.h"
#include "base/error.h"
#include "base/intl.h"
#include "load/load.h"

static void tell_year(JxReport *report, const char *year)
{
    if (year && report->year == NULL)
        report->year = g_string_chunk_insert(report->chunk, year);
}

/* Judges a report; on --reconcile=apply a copy takes its place in which the
 * one explanation of its wrong totals is applied and marked. */
static void judge(gpointer *report, const JxOptions *options)
{
    if (!options->apply) {
        jx_check(*report, &options->check);
        return;
    }
    JxReport *corrected = jx_check_corrected(*report, &options->check);
    if (corrected) {
        jx_report_free(*report);
        *report = corrected;
    }
}

JxSource *jx_source_open(const char *path, const JxOptions *options,
                         GError **error)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(JxInput) input =
        jx_input_read(path, options->encoding, diags, error);
    if (input == NULL)
        return NULL;

    JxSource *source = g_new0(JxSource, 1);
    source->document = jx_load(input, diags);
    source->input = g_steal_pointer(&input);
    for (guint i = 0; i < source->document->reports->len; i++) {
        tell_year(source->document->reports->pdata[i], options->year);
        judge(&source->document->reports->pdata[i], options);
    }
    return source;
}

/* How the file was understood. */
static void say_reading(const JxSource *source)
{
    const JxReport *report = source->document->reports->pdata[0];
    g_printerr(_("%s：编码 %s，写法 %s，%u 张表\n"), source->input->name,
               source->input->encoding,
               report->source_notation ? report->source_notation : "-",
               source->document->reports->len);
}

JxSource *jx_source_read(const char *path, const JxOptions *options,
                         JxOutcome *outcome)
{
    outcome->n_inputs++;
    g_autoptr(GError) error = NULL;
    JxSource *source = jx_source_open(path, options, &error);
    if (source == NULL) {
        jx_outcome_fail(outcome, error);
        return NULL;
    }
    outcome->n_failed += source->document->refused;
    if (options->verbose)
        say_reading(source);
    return source;
}

void jx_source_free(JxSource *source)
{
    if (source == NULL)
        return;
    jx_input_free(source->input);
    jx_document_free(source->document);
    g_free(source);
}

static bool reaches(const JxDiags *diags, JxSeverity level)
{
    for (guint i = 0; i < jx_diags_count(diags); i++) {
        const JxFinding *finding = jx_diags_get(diags, i);
        if (finding->severity >= level && finding->waived == NULL)
            return true;
    }
    return false;
}

void jx_source_weigh(const JxSource *source, const JxOptions *options,
                     JxOutcome *outcome)
{
    if (options->never_fail)
        return;
    for (guint i = 0; i < source->document->reports->len; i++) {
        const JxReport *report = source->document->reports->pdata[i];
        outcome->findings |= reaches(report->diags, options->fail_level);
    }
}

char *jx_source_text(const JxSource *source, JxSeverity least, bool color)
{
    const JxFindingsStyle style = {.least = least, .color = color};
    const GPtrArray *reports = source->document->reports;
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < reports->len; i++) {
        const JxReport *report = reports->pdata[i];
        g_autofree char *findings = jx_findings_text(
            source->input->name, source->input, report->diags, &style);
        g_autofree char *summary = jx_findings_summary(report->diags);
        if (least == JX_SEVERITY_ERROR && *findings == '\0')
            continue;
        g_string_append(text, findings);
        if (reports->len > 1 && report->unit)
            g_string_append_printf(text, "%s（%s）：%s\n", source->input->name,
                                   report->unit, summary);
        else
            g_string_append_printf(text, "%s：%s\n", source->input->name,
                                   summary);
    }
    return g_string_free(text, FALSE);
}

bool jx_source_is_passing(const char *name)
{
    return name[0] == '.' || g_str_equal(name, "jixiao.conf") ||
           g_str_has_prefix(name, "~$") || g_str_has_suffix(name, "~") ||
           g_str_has_suffix(name, ".tmp") || g_str_has_suffix(name, ".part");
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void expand_folder(GPtrArray *files, const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    if (dir == NULL) { /* reading it as a file says why */
        g_ptr_array_add(files, g_strdup(folder));
        return;
    }
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
        if (!jx_source_is_passing(name))
            g_ptr_array_add(names, g_build_filename(folder, name, NULL));
    g_ptr_array_sort(names, by_name);

    for (guint i = 0; i < names->len; i++) {
        const char *path = names->pdata[i];
        if (!g_file_test(path, G_FILE_TEST_IS_DIR))
            g_ptr_array_add(files, g_strdup(path));
        else if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK)) /* no loops */
            expand_folder(files, path);
    }
}

char **jx_source_expand(char **files)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    for (char **file = files; *file; file++)
        if (g_file_test(*file, G_FILE_TEST_IS_DIR))
            expand_folder(all, *file);
        else
            g_ptr_array_add(all, g_strdup(*file));
    g_ptr_array_add(all, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&all), FALSE);
}
