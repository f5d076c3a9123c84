#include "app/batch/printer.h"

#include <stdlib.h>

#include <jansson.h>

#include "app/batch/supervisor.h"
#include "base/error.h"
#include "base/intl.h"
#include "base/output.h"

#define TIMEOUT_MS (10 * 60 * 1000)

typedef struct {
    const char *lines, *stage;
    bool given;
    GError *failure;
} Job;

static char *next_job(gpointer data, guint *number)
{
    Job *job = data;
    if (job->given)
        return NULL;
    job->given = true;
    *number = 0;
    json_auto_t *line =
        json_pack("{s:s, s:s}", "report", job->lines, "stage", job->stage);
    char *text = json_dumps(line, JSON_COMPACT);
    char *copy = g_strdup(text);
    free(text);
    return copy;
}

static bool job_ended(gpointer data, const JxJobResult *result)
{
    Job *job = data;
    json_auto_t *answer =
        result->answer ? json_loads(result->answer, 0, NULL) : NULL;
    const char *status = json_string_value(json_object_get(answer, "status"));
    if (g_strcmp0(status, "written") == 0)
        return true;
    const char *why = json_string_value(json_object_get(answer, "message"));
    bool retry = json_is_true(json_object_get(answer, "retry"));
    g_set_error(
        &job->failure, JX_ERROR, retry ? JX_ERROR_RETRY : JX_ERROR_RENDER,
        _("批次报告的 PDF 和工作簿写不出来：%s"), why ? why : result->said);
    return false;
}

static bool give_name(const char *stage, const char *extension,
                      const char *path, GError **error)
{
    g_autofree char *staged = g_strconcat(stage, extension, NULL);
    return jx_output_move(staged, path, error);
}

static bool print(const JxPrinter *printer, const char *lines,
                  const char *stage, GError **error)
{
    Job job = {.lines = lines, .stage = stage};
    const JxSupervision supervision = {
        .argv = printer->worker,
        .n_workers = 1,
        .timeout_ms = TIMEOUT_MS,
        .memory = printer->memory,
        .data = &job,
        .next = next_job,
        .ended = job_ended,
    };
    if (!jx_supervise(&supervision, error)) {
        g_clear_error(&job.failure);
        return false;
    }
    if (job.failure)
        g_propagate_error(error, job.failure);
    return job.failure == NULL;
}

bool jx_printer_run(const JxPrinter *printer, const char *lines,
                    const char *pdf, const char *xlsx, GError **error)
{
    g_autofree char *stage = g_build_filename(printer->stage, "report", NULL);
    return print(printer, lines, stage, error) &&
           give_name(stage, ".pdf", pdf, error) &&
           give_name(stage, ".xlsx", xlsx, error);
}

GPtrArray *jx_printer_worker(const char *lang)
{
    GPtrArray *argv = g_ptr_array_new();
    /* the program itself, even when its file has been replaced meanwhile */
    g_ptr_array_add(argv, g_strdup("/proc/self/exe"));
    g_ptr_array_add(argv, g_strdup("worker"));
    if (lang) {
        g_ptr_array_add(argv, g_strdup("--lang"));
        g_ptr_array_add(argv, g_strdup(lang));
    }
    return argv;
}
