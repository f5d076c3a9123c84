#include "app/batch/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "app/batch/paths.h"
#include "app/batch/supervisor.h"
#include "base/error.h"
#include "base/intl.h"
#include "base/output.h"

#define RECYCLE_AFTER 500 /* Cairo leaks a little with every document */
#define GRACE_MS 3000     /* all is over 5 s after an interrupt */

typedef struct {
    const JxBatchRun *run;
    JxBatchEnd *end;
    guint next; /* item */
    GError *failure;
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
    json_auto_t *line = json_pack("{s:s, s:s?, s:s}", "input", unit->input,
                                  "form", unit->form, "stage", stage);
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

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* Messages of a worker name the file as it was called then. */
static void use_final_name(json_t *facts, const char *stage, const char *output)
{
    const char *message = text_of(facts, "message");
    if (strstr(message, stage) == NULL)
        return;
    g_autoptr(GString) text = g_string_new(message);
    g_autofree char *staged = g_strconcat(stage, "-0", NULL);
    g_string_replace(text, staged, output, 0);
    g_string_replace(text, stage, output, 0);
    json_object_set_new(facts, "message", json_string(text->str));
}

/* Gives one finished file its name and notes it in facts and record. */
static bool settle_output(const Work *work, const JxUnit *unit, json_t *output,
                          JxRecord *record, GError **error)
{
    const char *file = text_of(output, "file");
    g_autofree char *name =
        g_strdup_printf("%s%s.%s", unit->output, text_of(output, "suffix"),
                        text_of(output, "format"));
    g_autofree char *path = g_build_filename(work->run->out, name, NULL);
    if (!jx_path_make_parent(path, error) || !jx_output_move(file, path, error))
        return false;
    jx_record_add_output(
        record, name, text_of(output, "sha256"),
        (guint64)json_integer_value(json_object_get(output, "size")));
    json_object_del(output, "file");
    json_object_del(output, "suffix");
    json_object_set_new(output, "path", json_string(name));
    return true;
}

static bool settle_outputs(const Work *work, const JxUnit *unit, json_t *facts,
                           JxRecord *record, GError **error)
{
    json_t *outputs = json_object_get(facts, "outputs");
    gsize i;
    json_t *output;
    json_array_foreach(outputs, i, output)
    {
        if (!settle_output(work, unit, output, record, error))
            return false;
    }
    return true;
}

static void fail_facts(json_t *facts, const GError *error)
{
    json_object_set_new(facts, "status", json_string("failed"));
    json_object_set_new(facts, "message", json_string(error->message));
    json_object_set_new(
        facts, "retry",
        json_boolean(g_error_matches(error, JX_ERROR, JX_ERROR_RETRY)));
}

/* The record of what became of an item; its files have their names then. */
static JxRecord *settle(const Work *work, const JxPlanItem *item, json_t *facts)
{
    JxRecord *record = jx_record_new(item->unit->id);
    for (int i = 0; i < JX_N_KEYS; i++)
        record->keys[i] = g_strdup(item->keys[i]);
    const char *read = text_of(facts, "input_sha256");
    if (*read) { /* it may have changed since the plan was made */
        g_free(record->keys[JX_KEY_INPUT]);
        record->keys[JX_KEY_INPUT] = g_strdup(read);
    }
    g_autoptr(GError) error = NULL;
    if (g_str_equal(text_of(facts, "status"), "written") &&
        !settle_outputs(work, item->unit, facts, record, &error))
        fail_facts(facts, error);
    if (!g_str_equal(text_of(facts, "status"), "written"))
        json_object_del(facts, "outputs");

    char *text = json_dumps(facts, JSON_COMPACT);
    record->facts = g_strdup(text);
    free(text);
    return record;
}

static void tell(const Work *work, const JxUnit *unit, const json_t *facts)
{
    const char *message = text_of(facts, "message");
    const JxProgressUnit done = {
        .name = unit->unit ? unit->unit : unit->shown,
        .status = text_of(facts, "status"),
        .message = *message ? message : NULL,
        .seconds = json_real_value(json_object_get(facts, "seconds")),
    };
    jx_progress_unit(work->run->progress, &done);
}

/* A worker could not write, and neither could the next. */
static bool is_disk_full(const json_t *facts, const JxJobResult *result)
{
    return result->end == JX_JOB_ANSWERED &&
           json_is_true(json_object_get(facts, "retry"));
}

/* What the ledger does not learn is done again the next time. */
static bool note(Work *work, const JxRecord *record)
{
    g_autoptr(GError) error = NULL;
    if (jx_ledger_put(work->run->ledger, record, &error))
        return true;
    if (g_error_matches(error, JX_ERROR, JX_ERROR_RETRY))
        work->end->disk_full = true;
    else if (work->failure == NULL)
        work->failure = g_steal_pointer(&error);
    return false;
}

static bool job_ended(gpointer data, const JxJobResult *result)
{
    Work *work = data;
    if (result->end == JX_JOB_DROPPED)
        return false; /* stays as it was: the next run does it */
    const JxPlanItem *item = item_at(work, result->job);
    json_auto_t *facts = facts_of(result);
    g_autofree char *stage = stage_of(work, result->job);
    use_final_name(facts, stage, item->unit->output);

    g_autoptr(JxRecord) record = settle(work, item, facts);
    if (!note(work, record))
        return false;
    tell(work, item->unit, facts);
    work->end->n_done++;
    work->end->disk_full |= is_disk_full(facts, result);
    return !work->end->disk_full;
}

static void tick(gpointer data)
{
    const Work *work = data;
    jx_progress_tick(work->run->progress);
}

bool jx_batch_run(const JxBatchRun *run, JxBatchEnd *end, GError **error)
{
    Work work = {.run = run, .end = end};
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
    jx_progress_end(run->progress);
    end->interrupted = run->stop && *run->stop;
    if (well && work.failure) {
        g_propagate_error(error, work.failure);
        return false;
    }
    g_clear_error(&work.failure);
    return well;
}
