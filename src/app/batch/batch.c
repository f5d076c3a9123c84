#include "app/batch/batch.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <glib/gstdio.h>

#include "app/batch/lock.h"
#include "app/batch/manifest.h"
#include "app/batch/paths.h"
#include "app/batch/publish.h"
#include "app/batch/rows.h"
#include "app/batch/run.h"
#include "app/batch/stage.h"
#include "app/batch/summary.h"
#include "app/environment.h"
#include "app/outcome.h"
#include "app/say.h"
#include "base/error.h"
#include "base/intl.h"
#include "form/form.h"

/* Least that the outputs of an input take: font subsets, and its text again. */
#define SPACE_FIXED (64 * 1024)
#define SPACE_FACTOR 4

/* Set by the handler; the supervisor looks at it. */
static volatile sig_atomic_t stop_wanted;

/* What stays open during a batch. */
typedef struct {
    const JxBatchOptions *options;
    char *hidden, *stage, *shard_report;
    GPtrArray *units; /* JxUnit */
    JxLock *lock;
    JxLedger *ledger;
    JxFingerprint *fingerprint;
    GPtrArray *items; /* JxPlanItem */
    JxPlanning planning;
    guint n_due;
    gint64 time;
} Batch;

static void batch_clear(Batch *batch)
{
    g_clear_pointer(&batch->items, g_ptr_array_unref);
    g_clear_pointer(&batch->units, g_ptr_array_unref);
    jx_fingerprint_free(batch->fingerprint);
    jx_ledger_free(batch->ledger);
    jx_stage_free(batch->stage);
    jx_lock_free(batch->lock); /* last: nobody may open the ledger before */
    g_free(batch->hidden);
    g_free(batch->shard_report);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Batch, batch_clear)

static bool is_shard(const Batch *batch)
{
    return batch->options->n_shards > 1;
}

/* name, or name-I-of-N for a shard; in the hidden folder. Yours. */
static char *own_path(const Batch *batch, const char *name, const char *suffix)
{
    const JxBatchOptions *options = batch->options;
    g_autofree char *file =
        is_shard(batch) ? g_strdup_printf("%s-%u-of-%u%s", name, options->shard,
                                          options->n_shards, suffix)
                        : g_strconcat(name, suffix, NULL);
    return g_build_filename(batch->hidden, file, NULL);
}

static bool find_units(Batch *batch, GError **error)
{
    const char *source = batch->options->source, *out = batch->options->out;
    if (g_file_test(source, G_FILE_TEST_IS_REGULAR)) {
        g_autoptr(GPtrArray) rows = jx_manifest_read(source, NULL, error);
        if (rows == NULL)
            return false;
        batch->units = jx_units_from_manifest(rows, source, out, error);
    } else {
        batch->units = jx_units_from_folder(source, out, error);
    }
    if (batch->units == NULL)
        return false;
    if (batch->units->len > 0)
        return true;
    g_set_error(error, JX_ERROR, JX_ERROR_INPUT, _("%s：里面没有输入文件"),
                source);
    return false;
}

/* Names of the forms that units ask for, each once; NULL-terminated. */
static char **forms_of(const GPtrArray *units)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < units->len; i++) {
        const char *form = ((const JxUnit *)units->pdata[i])->form;
        guint at;
        if (form &&
            !g_ptr_array_find_with_equal_func(names, form, g_str_equal, &at))
            g_ptr_array_add(names, g_strdup(form));
    }
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

/* All options that show in the outputs. */
static char *options_text(const JxBatchOptions *batch)
{
    const JxOptions *options = batch->options;
    return g_strdup_printf("%s|%s|%s|%s|%s|%d",
                           options->reconcile ? options->reconcile : "",
                           options->select ? options->select : "",
                           options->ignore ? options->ignore : "",
                           options->encoding ? options->encoding : "",
                           options->lang ? options->lang : "zh", batch->final);
}

/* Forms are looked at before anything is touched. */
static bool check_forms(const Batch *batch, char **forms, GError **error)
{
    g_autofree char *templates = jx_environment_data("templates");
    const char *form = batch->options->form;
    g_autoptr(JxForm) first =
        jx_form_load(form ? form : "list", templates, error);
    bool well = first != NULL;
    for (char **name = forms; well && *name; name++) {
        g_autoptr(JxForm) other = jx_form_load(*name, templates, error);
        well = other != NULL;
    }
    return well;
}

/* Takes the folder: lock, stage, ledger. A dry run makes nothing that is not
 * there. */
static bool open_folder(Batch *batch, GError **error)
{
    const JxBatchOptions *options = batch->options;
    batch->hidden = g_build_filename(options->out, JX_BATCH_HIDDEN, NULL);
    batch->shard_report = own_path(batch, "report", ".jsonl");
    g_autofree char *ledger = own_path(batch, "ledger", ".sqlite");
    if (options->dry_run && !g_file_test(ledger, G_FILE_TEST_EXISTS))
        return true;
    if (!jx_path_make_parent(ledger, error))
        return false;
    batch->lock =
        jx_lock_take(batch->hidden, options->shard, options->n_shards, error);
    if (batch->lock == NULL)
        return false;
    if (!options->dry_run) {
        batch->stage = jx_stage_make(batch->hidden, options->shard,
                                     options->n_shards, error);
        if (batch->stage == NULL)
            return false;
    }
    batch->ledger = jx_ledger_open(ledger, error);
    return batch->ledger != NULL;
}

static bool make_plan(Batch *batch, GError **error)
{
    const JxBatchOptions *options = batch->options;
    g_auto(GStrv) forms = forms_of(batch->units);
    g_autofree char *text = options_text(options);
    if (!check_forms(batch, forms, error) || !open_folder(batch, error))
        return false;
    const JxIngredients ingredients = {.form = options->form,
                                       .forms = forms,
                                       .options = text,
                                       .config_path = options->options->config,
                                       .config = options->options->judging};
    batch->fingerprint =
        jx_fingerprint_take(&ingredients, batch->ledger, error);
    if (batch->fingerprint == NULL)
        return false;
    batch->planning = (JxPlanning){
        .units = batch->units,
        .shard = options->shard,
        .n_shards = options->n_shards,
        .ledger = batch->ledger,
        .fingerprint = batch->fingerprint,
        .out = options->out,
        .only_failed = options->only_failed,
    };
    batch->items = jx_plan_make(&batch->planning);
    for (guint i = 0; i < batch->items->len; i++)
        batch->n_due +=
            ((const JxPlanItem *)batch->items->pdata[i])->due != JX_DUE_NOT;
    return true;
}

/* Units of the ledger that are in the list no more. */
static bool let_go_of_departed(Batch *batch, GError **error)
{
    g_autoptr(GHashTable) listed = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < batch->units->len; i++) {
        JxUnit *unit = batch->units->pdata[i];
        if (unit->filing == JX_UNIT_FILED)
            g_hash_table_add(listed, unit->id);
    }
    g_autoptr(GPtrArray) known = jx_ledger_units(batch->ledger);
    for (guint i = 0; i < known->len; i++)
        if (!g_hash_table_contains(listed, known->pdata[i]) &&
            !jx_ledger_remove(batch->ledger, known->pdata[i], error))
            return false;
    return true;
}

/* Refuses only what cannot end well. */
static bool has_space(const Batch *batch, GError **error)
{
    guint64 needed = 0;
    for (guint i = 0; i < batch->items->len; i++) {
        const JxPlanItem *item = batch->items->pdata[i];
        struct stat st;
        if (item->due != JX_DUE_NOT && stat(item->unit->input, &st) == 0)
            needed += SPACE_FIXED + SPACE_FACTOR * (guint64)st.st_size;
    }
    struct statvfs space;
    if (statvfs(batch->options->out, &space) != 0)
        return true;
    guint64 free = (guint64)space.f_bavail * space.f_frsize;
    if (needed <= free)
        return true;
    g_autofree char *wants = g_format_size(needed);
    g_autofree char *has = g_format_size(free);
    g_set_error(error, JX_ERROR, JX_ERROR_RETRY,
                _("%s：空间不足：至少需要 %s，只有 %s"), batch->options->out,
                wants, has);
    return false;
}

/* The time written into outputs. A run that was cut short goes on with its
 * own, so that the folder looks as if it had never been; one with nothing to do
 * leaves it. */
static bool take_time(Batch *batch, GError **error)
{
    g_autofree char *time = jx_ledger_note(batch->ledger, "time");
    g_autofree char *open = jx_ledger_note(batch->ledger, "unfinished");
    bool goes_on = time && (open || batch->n_due == 0) &&
                   g_getenv("SOURCE_DATE_EPOCH") == NULL;
    if (!goes_on || !g_ascii_string_to_signed(time, 10, 0, G_MAXINT64,
                                              &batch->time, NULL)) {
        if (!jx_environment_time(&batch->time, error))
            return false;
    }
    g_autofree char *taken = g_strdup_printf("%" G_GINT64_FORMAT, batch->time);
    g_setenv("SOURCE_DATE_EPOCH", taken, TRUE); /* for the workers */
    return jx_ledger_set_note(batch->ledger, "time", taken, error) &&
           (batch->n_due == 0 ||
            jx_ledger_set_note(batch->ledger, "unfinished", "1", error));
}

static void on_stop(int number)
{
    (void)number;
    stop_wanted = 1;
}

static void listen_to_signals(void)
{
    struct sigaction stop = {.sa_handler = on_stop};
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGHUP, &stop, NULL);
}

static void add_option(GPtrArray *argv, const char *name, const char *value)
{
    if (value == NULL)
        return;
    g_ptr_array_add(argv, g_strdup(name));
    g_ptr_array_add(argv, g_strdup(value));
}

static char **worker_argv(const JxBatchOptions *batch)
{
    g_autoptr(GPtrArray) argv = jx_printer_worker(batch->options->lang);
    add_option(argv, "--encoding", batch->options->encoding);
    add_option(argv, "--select", batch->options->select);
    add_option(argv, "--ignore", batch->options->ignore);
    add_option(argv, "--reconcile", batch->options->reconcile);
    add_option(argv, "--config", batch->options->config);
    add_option(argv, "--form", batch->form);
    if (batch->final)
        g_ptr_array_add(argv, g_strdup("--final"));
    g_ptr_array_add(argv, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&argv), FALSE);
}

static void withdraw(const Batch *batch)
{
    if (is_shard(batch))
        g_unlink(batch->shard_report);
    else
        jx_publish_withdraw(batch->options->out);
}

static bool do_work(Batch *batch, JxBatchEnd *end, GError **error)
{
    const JxBatchOptions *options = batch->options;
    if (batch->n_due == 0)
        return true;
    g_autoptr(JxProgress) progress =
        jx_progress_new(options->progress, batch->n_due, options->log, error);
    if (progress == NULL)
        return false;
    withdraw(batch);
    listen_to_signals();
    g_auto(GStrv) worker = worker_argv(options);
    const JxBatchRun run = {
        .items = batch->items,
        .ledger = batch->ledger,
        .progress = progress,
        .out = options->out,
        .stage = batch->stage,
        .worker = worker,
        .n_workers = MIN(options->n_workers, batch->n_due),
        .timeout_ms = options->timeout_ms,
        .memory = options->memory,
        .stop = &stop_wanted,
    };
    return jx_batch_run(&run, end, error);
}

static bool remove_left_over(const Batch *batch, GError **error)
{
    g_autoptr(GPtrArray) paths = jx_ledger_left_over(batch->ledger);
    for (guint i = 0; i < paths->len; i++) {
        g_autofree char *path =
            g_build_filename(batch->options->out, paths->pdata[i], NULL);
        if (g_unlink(path) != 0 && errno != ENOENT) {
            g_set_error(error, JX_ERROR, JX_ERROR_OUTPUT, _("%s：不能删除：%s"),
                        path, g_strerror(errno));
            return false;
        }
        if (!jx_ledger_forget_output(batch->ledger, paths->pdata[i], error))
            return false;
    }
    return true;
}

static bool publish(const Batch *batch, const json_t *header,
                    const json_t *rows, GError **error)
{
    g_auto(GStrv) worker = worker_argv(batch->options);
    const JxPrinter printer = {.worker = worker,
                               .stage = batch->stage,
                               .memory = batch->options->memory};
    return jx_publish(batch->options->out, header, rows, &printer, error);
}

/* The report, and with it the run's end. */
static bool finish(const Batch *batch, const json_t *rows, GError **error)
{
    json_auto_t *header = jx_rows_header(rows, &batch->planning, batch->time);
    bool written = is_shard(batch)
                       ? jx_publish_lines(batch->shard_report, batch->stage,
                                          header, rows, error)
                       : publish(batch, header, rows, error);
    return written &&
           jx_ledger_set_note(batch->ledger, "unfinished", NULL, error);
}

static int run_batch(Batch *batch, GError **error)
{
    const JxOptions *options = batch->options->options;
    JxBatchEnd end = {0};
    gint64 start = g_get_monotonic_time();
    if (!let_go_of_departed(batch, error) || !has_space(batch, error) ||
        !take_time(batch, error) || !do_work(batch, &end, error) ||
        (batch->options->prune && !remove_left_over(batch, error)))
        return -1;

    json_auto_t *rows =
        jx_rows_make(batch->items, batch->ledger, batch->options->out);
    const JxSummary summary = {
        .rows = rows,
        .out = batch->options->out,
        .n_done = end.n_done,
        .seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC,
        .quiet = options->quiet,
        .interrupted = end.interrupted,
        .disk_full = end.disk_full,
    };
    bool cut_short = end.interrupted || end.disk_full;
    if (!cut_short && !finish(batch, rows, error))
        return -1;
    g_autofree char *text = jx_summary_text(&summary);
    g_printerr("%s", text);
    if (cut_short)
        return end.interrupted ? JX_EXIT_INTERRUPTED : JX_EXIT_RETRY;
    return jx_rows_exit(rows, options->fail_level, options->never_fail);
}

int jx_batch(const JxBatchOptions *options)
{
    g_auto(Batch) batch = {.options = options};
    g_autoptr(GError) error = NULL;
    int code = -1;
    if (find_units(&batch, &error) && make_plan(&batch, &error)) {
        if (options->dry_run) {
            g_autofree char *text = jx_summary_plan(batch.items, batch.n_due);
            return jx_say(text);
        }
        code = run_batch(&batch, &error);
    }
    if (code >= 0)
        return code;
    JxOutcome outcome = {.n_inputs = 1};
    jx_outcome_fail(&outcome, error);
    return jx_outcome_exit(&outcome);
}
