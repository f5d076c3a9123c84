#include "app/batch/examination.h"

#include <stdlib.h>

#include "app/batch/rows.h"
#include "app/batch/supervisor.h"
#include "base/intl.h"

#define TIMEOUT_MS (10 * 60 * 1000)
#define RECYCLE_AFTER 500

typedef struct {
    const JxExamination *examination;
    guint next;     /* row */
    json_t **wrong; /* by row: array, or NULL */
} Work;

static bool has_outputs(const json_t *row)
{
    return json_array_size(json_object_get(row, "outputs")) > 0;
}

guint jx_examination_count(const json_t *rows)
{
    guint n = 0;
    gsize i;
    json_t *row;
    json_array_foreach(rows, i, row) n += has_outputs(row);
    return n;
}

static char *next_job(gpointer data, guint *job)
{
    Work *work = data;
    const json_t *rows = work->examination->rows;
    guint n = (guint)json_array_size(rows);
    while (work->next < n && !has_outputs(json_array_get(rows, work->next)))
        work->next++;
    if (work->next == n)
        return NULL;
    *job = work->next++;
    json_auto_t *line =
        json_pack("{s:O, s:s}", "examine", json_array_get(rows, *job), "out",
                  work->examination->out);
    char *text = json_dumps(line, JSON_COMPACT);
    char *copy = g_strdup(text);
    free(text);
    return copy;
}

/* A worker that came to no answer has found something, too. */
static json_t *wrong_of(const JxJobResult *result, const json_t *row)
{
    json_auto_t *answer =
        result->answer ? json_loads(result->answer, 0, NULL) : NULL;
    json_t *wrong = json_object_get(answer, "wrong");
    if (json_is_array(wrong))
        return json_incref(wrong);
    const json_t *first = json_array_get(json_object_get(row, "outputs"), 0);
    return json_pack("[{s:s, s:s}]", "path", jx_row_text(first, "path"), "what",
                     _("复查不能完成：工作进程异常结束"));
}

static bool job_ended(gpointer data, const JxJobResult *result)
{
    const Work *work = data;
    const JxExamination *examination = work->examination;
    const json_t *row = json_array_get(examination->rows, result->job);
    work->wrong[result->job] = wrong_of(result, row);
    if (examination->progress) {
        bool well = json_array_size(work->wrong[result->job]) == 0;
        const JxProgressUnit unit = {.name = jx_row_name(row),
                                     .status = well ? "written" : "failed",
                                     .seconds = result->seconds};
        jx_progress_unit(examination->progress, &unit);
    }
    return true;
}

static bool tick(gpointer data)
{
    const Work *work = data;
    if (work->examination->progress)
        jx_progress_tick(work->examination->progress);
    return true;
}

static json_t *joined(json_t **wrong, gsize n)
{
    json_t *all = json_array();
    for (gsize i = 0; i < n; i++) {
        json_array_extend(all, wrong[i]);
        json_decref(wrong[i]);
    }
    return all;
}

json_t *jx_examination_run(const JxExamination *examination, GError **error)
{
    gsize n = json_array_size(examination->rows);
    g_autofree json_t **wrong = g_new0(json_t *, n + 1);
    Work work = {.examination = examination, .wrong = wrong};
    const JxSupervision supervision = {
        .argv = examination->worker,
        .n_workers = examination->n_workers,
        .recycle_after = RECYCLE_AFTER,
        .timeout_ms = TIMEOUT_MS,
        .data = &work,
        .next = next_job,
        .ended = job_ended,
        .tick = tick,
    };
    bool well = jx_supervise(&supervision, error);
    json_auto_t *all = joined(wrong, n);
    if (examination->progress)
        jx_progress_end(examination->progress);
    return well ? json_incref(all) : NULL;
}
