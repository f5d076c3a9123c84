#include "app/batch/publish.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "app/batch/paths.h"
#include "app/batch/rows.h"
#include "base/error.h"
#include "base/intl.h"
#include "base/output.h"

#define SCHEMA "jixiao/batch/1"
#define LINES JX_BATCH_REPORT ".jsonl"
#define PRINT JX_BATCH_REPORT ".pdf"
#define BOOK JX_BATCH_REPORT ".xlsx"

/* Those that SHA256SUMS names. */
static const char *const FILES[] = {LINES, PRINT, BOOK};

static void append_line(GString *text, const json_t *object)
{
    char *line = json_dumps(object, JSON_COMPACT);
    g_string_append_printf(text, "%s\n", line);
    free(line);
}

/* Writes in the stage and then gives the name: no half-made file ever stands
 * beside it, even when the process is killed. Takes text. */
static bool write_text(const char *path, const char *stage, char *text,
                       GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *staged = g_build_filename(stage, name, NULL);
    return jx_output_put(staged, bytes, error) &&
           jx_output_move(staged, path, error);
}

static char *lines_of(const json_t *header, const json_t *rows)
{
    GString *text = g_string_new(NULL);
    append_line(text, header);
    gsize i;
    json_t *row;
    json_array_foreach(rows, i, row) append_line(text, row);
    return g_string_free(text, FALSE);
}

bool jx_publish_lines(const char *path, const char *stage, const json_t *header,
                      const json_t *rows, GError **error)
{
    /* a report speaks of files that are on the disk */
    return jx_output_flush(stage, error) &&
           write_text(path, stage, lines_of(header, rows), error) &&
           jx_output_flush(stage, error);
}

static int by_path(gconstpointer a, gconstpointer b)
{
    /* behind the digest and two blanks */
    return strcmp(*(char *const *)a + 66, *(char *const *)b + 66);
}

static void add_sum(GPtrArray *lines, const char *sha256, const char *path)
{
    g_ptr_array_add(lines, g_strdup_printf("%s  %s\n", sha256, path));
}

static void add_outputs(GPtrArray *lines, const json_t *rows)
{
    gsize i, k;
    json_t *row, *output;
    json_array_foreach(rows, i, row)
    {
        const json_t *outputs = json_object_get(row, "outputs");
        json_array_foreach(outputs, k, output) add_sum(
            lines, jx_row_text(output, "sha256"), jx_row_text(output, "path"));
    }
}

char *jx_publish_sums(const char *out, const json_t *rows)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    add_outputs(lines, rows);
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autofree char *path = g_build_filename(out, FILES[i], NULL);
        g_autofree char *sha256 = jx_path_sha256(path, NULL);
        if (sha256)
            add_sum(lines, sha256, FILES[i]);
    }
    g_ptr_array_sort(lines, by_path);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < lines->len; i++)
        g_string_append(text, lines->pdata[i]);
    return g_string_free(text, FALSE);
}

static bool has_text(const char *path, const char *text)
{
    g_autofree char *found = NULL;
    return g_file_get_contents(path, &found, NULL, NULL) &&
           g_str_equal(found, text);
}

/* The lines are these, and SHA256SUMS fits everything that stands there. */
static bool is_current(const char *out, const char *lines, const char *sums,
                       const json_t *header, const json_t *rows)
{
    g_autofree char *text = lines_of(header, rows);
    g_autofree char *expected = jx_publish_sums(out, rows);
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++)
        if (strstr(expected, FILES[i]) == NULL)
            return false;
    return has_text(lines, text) && has_text(sums, expected);
}

bool jx_publish(const char *out, const json_t *header, const json_t *rows,
                const JxPrinter *printer, GError **error)
{
    g_autofree char *lines = g_build_filename(out, LINES, NULL);
    g_autofree char *pdf = g_build_filename(out, PRINT, NULL);
    g_autofree char *xlsx = g_build_filename(out, BOOK, NULL);
    g_autofree char *sums = g_build_filename(out, JX_BATCH_SUMS, NULL);
    if (is_current(out, lines, sums, header, rows))
        return true;
    jx_publish_withdraw(out);
    return jx_publish_lines(lines, printer->stage, header, rows, error) &&
           jx_printer_run(printer, lines, pdf, xlsx, error) &&
           jx_output_flush(out, error) &&
           write_text(sums, printer->stage, jx_publish_sums(out, rows),
                      error) &&
           jx_output_flush(out, error);
}

void jx_publish_withdraw(const char *out)
{
    g_autofree char *sums = g_build_filename(out, JX_BATCH_SUMS, NULL);
    g_unlink(sums); /* first: it is what says that all is well */
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autofree char *path = g_build_filename(out, FILES[i], NULL);
        g_unlink(path);
    }
}

bool jx_publish_is_own(const char *name)
{
    bool own = g_str_equal(name, JX_BATCH_SUMS);
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++)
        own |= g_str_equal(name, FILES[i]);
    return own;
}

static bool fail(GError **error, const char *path, const char *why)
{
    g_set_error(error, JX_ERROR, JX_ERROR_INPUT, _("%s：批次报告不可用：%s"),
                path, why);
    return false;
}

bool jx_publish_read(const char *path, json_t **header, json_t **rows,
                     GError **error)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) local = NULL;
    if (!g_file_get_contents(path, &text, NULL, &local))
        return fail(error, path, local->message);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    json_auto_t *first = json_loads(lines[0], 0, NULL);
    if (first == NULL || !g_str_equal(jx_row_text(first, "schema"), SCHEMA))
        return fail(error, path, _("首行不是批次报告的说明"));

    json_auto_t *all = json_array();
    for (char **line = lines + 1; *line && **line; line++)
        if (json_array_append_new(all, json_loads(*line, 0, NULL)) != 0)
            return fail(error, path, _("有一行不是 JSON"));
    *header = json_incref(first);
    *rows = json_incref(all);
    return true;
}
