#include "app/batch/settle.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch/paths.h"
#include "base/error.h"
#include "base/output.h"

/* A unit whose files wait in the stage for their names. */
typedef struct {
    const JxPlanItem *item;
    char *stage;
    json_t *facts;
} Finished;

/* One flush of the stage's file system, on a thread of its own. */
typedef struct {
    const char *stage;
    GThread *thread; /* NULL: none at work */
    gint done;       /* atomic */
    GError *error;   /* to be read once the thread has ended */
} Flush;

struct _JxSettler {
    const JxBatchRun *run;
    JxBatchEnd *end;
    GPtrArray *waiting;  /* Finished: not flushed */
    GPtrArray *flushing; /* Finished: being flushed */
    Flush flush;
    GError *failure; /* the ledger cannot be written */
    bool full;       /* nor can it, or the files, for want of room */
};

static void free_finished(gpointer data)
{
    Finished *finished = data;
    json_decref(finished->facts);
    g_free(finished->stage);
    g_free(finished);
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static bool is_written(const json_t *facts)
{
    return g_str_equal(text_of(facts, "status"), "written");
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

/* What the unit's file will be called; yours. */
static char *name_of(const JxUnit *unit, const json_t *output)
{
    return g_strdup_printf("%s%s.%s", unit->output, text_of(output, "suffix"),
                           text_of(output, "format"));
}

/* Gives the unit's files their names, relative to `out`. */
static bool move_outputs(const Finished *finished, const char *out,
                         GError **error)
{
    const json_t *outputs = json_object_get(finished->facts, "outputs");
    gsize i;
    json_t *output;
    json_array_foreach(outputs, i, output)
    {
        g_autofree char *name = name_of(finished->item->unit, output);
        g_autofree char *path = g_build_filename(out, name, NULL);
        if (!jx_path_make_parent(path, error) ||
            !jx_output_move(text_of(output, "file"), path, error))
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

static JxRecord *new_record(const JxPlanItem *item, const json_t *facts)
{
    JxRecord *record = jx_record_new(item->unit->id);
    for (int i = 0; i < JX_N_KEYS; i++)
        record->keys[i] = g_strdup(item->keys[i]);
    const char *read = text_of(facts, "input_sha256");
    if (*read) { /* it may have changed since the plan was made */
        g_free(record->keys[JX_KEY_INPUT]);
        record->keys[JX_KEY_INPUT] = g_strdup(read);
    }
    return record;
}

/* The outputs as a report has them: by the names they will have. */
static json_t *named_outputs(const Finished *finished, JxRecord *record)
{
    json_t *named = json_array();
    const json_t *outputs = json_object_get(finished->facts, "outputs");
    gsize i;
    json_t *output;
    json_array_foreach(outputs, i, output)
    {
        g_autofree char *name = name_of(finished->item->unit, output);
        jx_record_add_output(
            record, name, text_of(output, "sha256"),
            (guint64)json_integer_value(json_object_get(output, "size")));
        json_t *copy = json_copy(output);
        json_object_del(copy, "file");
        json_object_del(copy, "suffix");
        json_object_set_new(copy, "path", json_string(name));
        json_array_append_new(named, copy);
    }
    return named;
}

/* What the ledger is to know; yours. */
static JxRecord *record_of(const Finished *finished)
{
    JxRecord *record = new_record(finished->item, finished->facts);
    json_auto_t *facts = json_copy(finished->facts);
    if (is_written(facts))
        json_object_set_new(facts, "outputs", named_outputs(finished, record));
    else
        json_object_del(facts, "outputs");
    char *text = json_dumps(facts, JSON_COMPACT);
    record->facts = g_strdup(text);
    free(text);
    return record;
}

/* What the ledger does not learn is done again the next time. */
static bool note(JxSettler *settler, const Finished *finished)
{
    g_autoptr(JxRecord) record = record_of(finished);
    g_autoptr(GError) error = NULL;
    if (jx_ledger_put(settler->run->ledger, record, &error))
        return true;
    if (g_error_matches(error, JX_ERROR, JX_ERROR_RETRY))
        settler->full = true;
    else
        settler->failure = g_steal_pointer(&error);
    return false;
}

static void tell(const JxSettler *settler, const JxUnit *unit,
                 const json_t *facts)
{
    const char *message = text_of(facts, "message");
    const JxProgressUnit done = {
        .name = unit->unit ? unit->unit : unit->shown,
        .status = text_of(facts, "status"),
        .message = *message ? message : NULL,
        .seconds = json_real_value(json_object_get(facts, "seconds")),
    };
    jx_progress_unit(settler->run->progress, &done);
}

static gpointer flush(gpointer data)
{
    Flush *flush = data;
    jx_output_flush(flush->stage, &flush->error);
    g_atomic_int_set(&flush->done, 1);
    return NULL;
}

static void begin_flush(JxSettler *settler)
{
    GPtrArray *idle = settler->flushing;
    settler->flushing = settler->waiting;
    settler->waiting = idle;
    settler->flush.done = 0;
    settler->flush.thread = g_thread_new("flush", flush, &settler->flush);
}

/* False when the ledger could not learn of it.
 *
 *   flushed  the error of the flush, or NULL */
static bool settle(JxSettler *settler, const Finished *finished,
                   const GError *flushed)
{
    g_autoptr(GError) error = NULL;
    if (flushed && is_written(finished->facts))
        fail_facts(finished->facts, flushed);
    if (!note(settler, finished))
        return false;
    if (is_written(finished->facts) &&
        !move_outputs(finished, settler->run->out, &error)) {
        fail_facts(finished->facts, error);
        if (!note(settler, finished))
            return false;
    }
    tell(settler, finished->item->unit, finished->facts);
    settler->end->n_done++;
    return true;
}

/* Waits for the flush when it is not over yet. */
static void end_flush(JxSettler *settler)
{
    g_thread_join(g_steal_pointer(&settler->flush.thread));
    for (guint i = 0; i < settler->flushing->len; i++)
        if (!settle(settler, settler->flushing->pdata[i], settler->flush.error))
            break;
    settler->full |= settler->flush.error != NULL;
    settler->end->disk_full |= settler->full;
    g_clear_error(&settler->flush.error);
    g_ptr_array_set_size(settler->flushing, 0);
}

JxSettler *jx_settler_new(const JxBatchRun *run, JxBatchEnd *end)
{
    JxSettler *settler = g_new0(JxSettler, 1);
    settler->run = run;
    settler->end = end;
    settler->flush.stage = run->stage;
    settler->waiting = g_ptr_array_new_with_free_func(free_finished);
    settler->flushing = g_ptr_array_new_with_free_func(free_finished);
    return settler;
}

void jx_settler_free(JxSettler *settler)
{
    if (settler == NULL)
        return;
    if (settler->flush.thread)
        g_thread_join(settler->flush.thread);
    g_clear_error(&settler->flush.error);
    g_clear_error(&settler->failure);
    g_ptr_array_unref(settler->waiting);
    g_ptr_array_unref(settler->flushing);
    g_free(settler);
}

void jx_settler_take(JxSettler *settler, const JxPlanItem *item,
                     const char *stage, json_t *facts)
{
    Finished *finished = g_new0(Finished, 1);
    finished->item = item;
    finished->stage = g_strdup(stage);
    finished->facts = facts;
    use_final_name(facts, stage, item->unit->output);
    g_ptr_array_add(settler->waiting, finished);
}

static bool goes_on(const JxSettler *settler)
{
    return !settler->full && settler->failure == NULL;
}

bool jx_settler_tick(JxSettler *settler)
{
    if (settler->flush.thread && g_atomic_int_get(&settler->flush.done))
        end_flush(settler);
    if (settler->flush.thread == NULL && settler->waiting->len > 0 &&
        goes_on(settler))
        begin_flush(settler);
    return goes_on(settler);
}

bool jx_settler_finish(JxSettler *settler, GError **error)
{
    while (settler->flush.thread ||
           (settler->waiting->len > 0 && goes_on(settler))) {
        if (settler->flush.thread == NULL)
            begin_flush(settler);
        end_flush(settler);
    }
    if (settler->failure == NULL)
        return true;
    g_propagate_error(error, g_steal_pointer(&settler->failure));
    return false;
}
