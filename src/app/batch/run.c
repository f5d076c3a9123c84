#include "app/batch/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "app/batch/settle.h"
#include "app/batch/supervisor.h"
#include "base/intl.h"

#define RECYCLE_AFTER 500 /* Cairo leaks a little with every document */
#define GRACE_MS 3000     /* all is over 5 s after an interrupt */

typedef struct {
    const JxBatchRun *run;
    JxBatchEnd *end;
    JxSettler *settler;
    guint next; /* item */
} Work;

static const JxPlanItem *item_at(const Work *work, guint i)
{
    return work->run->items->pdata[i];
}

static char *stage_of(const Work *work, guint job)
{
    return g_strdup_printf("%s/%u", work->run->stage, job);
}

static char *next_job(gpointer data, guint *job)
{
    Work *work = data;
    while (work->next < work->run->items->len &&
           item_at(work, work->next)->due == JX_DUE_NOT)
        work->next++;
    if (work->next == work->run->items->len)
        return NULL;
    *job = work->next++;
    const JxUnit *unit = item_at(work, *job)->unit;
    g_autofree char *stage = stage_of(work, *job);
    json_auto_t *line =
        json_pack("{s:s, s:s?, s:s?, s:s}", "input", unit->input, "form",
                  unit->form, "year", unit->year, "stage", stage);
    char *text = json_dumps(line, JSON_COMPACT);
    char *copy = g_strdup(text);
    free(text);
    return copy;
}

/* Why a job got no answer, in words. */
static char *reason_of(const JxJobResult *result)
{
    g_autofree char *said = g_strdelimit(g_strdup(result->said), "\n", ' ');
    g_strstrip(said);
    switch (result->end) {
    case JX_JOB_TIMEOUT:
        return g_strdup_printf(_("超过时限，已重试一次（%.0f 秒）"),
                               result->seconds);
    case JX_JOB_MEMORY:
        return g_strdup(_("内存不足，已重试一次"));
    default:
        break;
    }
    if (result->signal > 0)
        return g_strdup_printf(
            _("工作进程异常结束（信号 %d %s），已重试一次：%s"), result->signal,
            g_strsignal(result->signal), said);
    return g_strdup_printf(_("工作进程异常结束（退出码 %d），已重试一次：%s"),
                           result->status, said);
}

/* The answer as facts: of a worker that gave none, what is known of its end.
 * New reference; NULL when the answer makes no sense. */
static json_t *facts_of(const JxJobResult *result)
{
    json_t *facts;
    if (result->end == JX_JOB_ANSWERED) {
        facts = json_loads(result->answer, 0, NULL);
    } else {
        g_autofree char *reason = reason_of(result);
        facts = json_pack("{s:s, s:s, s:b}", "status", "failed", "message",
                          reason, "retry", result->end != JX_JOB_CRASHED);
    }
    if (facts == NULL || !json_is_string(json_object_get(facts, "status"))) {
        json_decref(facts);
        facts = json_pack("{s:s, s:s, s:b}", "status", "failed", "message",
                          _("工作进程的回答不完整"), "retry", 0);
    }
    /* to the millisecond: more only makes reports differ */
    json_object_set_new(
        facts, "seconds",
        json_real((double)(gint64)(result->seconds * 1000) / 1000));
    json_object_set_new(facts, "attempts", json_integer(result->attempts));
    return facts;
}

/* A worker could not write, and neither could the next. */
static bool is_disk_full(const json_t *facts, const JxJobResult *result)
{
    return result->end == JX_JOB_ANSWERED &&
           json_is_true(json_object_get(facts, "retry"));
}

static bool job_ended(gpointer data, const JxJobResult *result)
{
    Work *work = data;
    if (result->end == JX_JOB_DROPPED)
        return true; /* stays as it was: the next run does it */
    g_autofree char *stage = stage_of(work, result->job);
    json_t *facts = facts_of(result);
    bool full = is_disk_full(facts, result);
    work->end->disk_full |= full;
    jx_settler_take(work->settler, item_at(work, result->job), stage, facts);
    return jx_settler_tick(work->settler) && !full;
}

static bool tick(gpointer data)
{
    const Work *work = data;
    jx_progress_tick(work->run->progress);
    return jx_settler_tick(work->settler);
}

bool jx_batch_run(const JxBatchRun *run, JxBatchEnd *end, GError **error)
{
    g_autoptr(JxSettler) settler = jx_settler_new(run, end);
    Work work = {.run = run, .end = end, .settler = settler};
    const JxSupervision supervision = {
        .argv = run->worker,
        .n_workers = run->n_workers,
        .recycle_after = RECYCLE_AFTER,
        .timeout_ms = run->timeout_ms,
        .grace_ms = GRACE_MS,
        .memory = run->memory,
        .stop = run->stop,
        .data = &work,
        .next = next_job,
        .ended = job_ended,
        .tick = tick,
    };
    bool well = jx_supervise(&supervision, error);
    well = jx_settler_finish(settler, well ? error : NULL) && well;
    jx_progress_end(run->progress);
    end->interrupted = run->stop && *run->stop;
    return well;
}
