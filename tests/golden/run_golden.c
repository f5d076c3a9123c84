/* Reads every case of a folder and compares what was read with what the case
 * says: report.json (the model without its findings) and findings.txt.
 *
 *   run_golden FOLDER       compares; ends with 1 when a case differs
 *   UPDATE_GOLDEN=1 …       writes both files anew; read the diff
 */
#include <stdio.h>
#include <string.h>

#include <glib.h>

#include "check/check.h"
#include "load/load.h"
#include "model/json.h"

/* "9:18+8 error column-sum-mismatch fiscal project 3 ordinal 2" */
static void add_finding(GString *out, const JxFinding *finding)
{
    const char *field = jx_field_name(finding->field);
    g_string_append_printf(out, "%u:%u+%u %s %s", finding->place.line,
                           finding->place.column, finding->place.length,
                           jx_severity_name(finding->severity), finding->rule);
    if (finding->place.cell)
        g_string_append_printf(out, " %s", finding->place.cell);
    if (field)
        g_string_append_printf(out, " %s", field);
    if (finding->project >= 0)
        g_string_append_printf(out, " project %d", finding->project);
    if (finding->ordinal > 0)
        g_string_append_printf(out, " ordinal %u", finding->ordinal);
    g_string_append_c(out, '\n');
}

static bool keep_none(const JxFinding *finding, gpointer data)
{
    (void)finding, (void)data;
    return false;
}

/* Judges the document; *findings is then what was found, one a line, and the
 * document has none left. Yours. */
static char *take_findings(JxDocument *document)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < document->reports->len; i++) {
        JxReport *report = document->reports->pdata[i];
        jx_check(report, NULL);
        for (guint k = 0; k < jx_diags_count(report->diags); k++)
            add_finding(out, jx_diags_get(report->diags, k));
        jx_diags_filter(report->diags, keep_none, NULL);
    }
    if (document->refused)
        g_string_append(out, "refused\n");
    return g_string_free(out, FALSE);
}

/* Compares a text with a file of the case, or writes it there. */
static bool agrees(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *expected = NULL;
    if (g_getenv("UPDATE_GOLDEN"))
        return g_file_set_contents(path, text, -1, NULL);
    if (!g_file_get_contents(path, &expected, NULL, NULL))
        expected = g_strdup("");
    if (strcmp(expected, text) == 0)
        return true;

    g_auto(GStrv) want = g_strsplit(expected, "\n", -1);
    g_auto(GStrv) got = g_strsplit(text, "\n", -1);
    guint i = 0;
    while (want[i] && got[i] && strcmp(want[i], got[i]) == 0)
        i++;
    printf("%s:%u\n  want: %s\n  got:  %s\n", path, i + 1,
           want[i] ? want[i] : "(end)", got[i] ? got[i] : "(end)");
    return false;
}

static char *find_input(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir)) != NULL)
        if (g_str_has_prefix(name, "input."))
            return g_build_filename(folder, name, NULL);
    return NULL;
}

/* False when the case differs; a folder without input is no case. */
static bool run_case(const char *folder, guint *n)
{
    g_autofree char *path = find_input(folder);
    if (path == NULL)
        return true;
    (*n)++;
    g_autoptr(GError) error = NULL;
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(JxInput) input = jx_input_read(path, NULL, diags, &error);
    if (input == NULL) {
        printf("%s\n", error->message);
        return false;
    }
    g_autoptr(JxDocument) document = jx_load(input, diags);
    g_autofree char *findings = take_findings(document);
    g_autofree char *json = jx_json_write(document);
    bool same = agrees(folder, "report.json", json);
    return agrees(folder, "findings.txt", findings) && same;
}

int main(int argc, char **argv)
{
    guint n = 0, n_failed = 0;
    g_autoptr(GDir) dir = argc == 2 ? g_dir_open(argv[1], 0, NULL) : NULL;
    if (dir == NULL) {
        fprintf(stderr, "run_golden FOLDER\n");
        return 2;
    }
    const char *name;
    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *folder = g_build_filename(argv[1], name, NULL);
        n_failed += !run_case(folder, &n);
    }
    printf("%u cases, %u differ\n", n, n_failed);
    return n_failed > 0 || n == 0;
}
