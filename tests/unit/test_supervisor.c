#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <glib/gstdio.h>

#include "app/batch/supervisor.h"
#include "base/error.h"

#define MAX_JOBS 16

/* The jobs of a run and what became of them. */
typedef struct {
    const char *lines[MAX_JOBS]; /* NULL-terminated */
    guint given;
    struct {
        guint calls;
        JxJobEnd end;
        char *answer, *said;
        guint attempts;
        int signal;
    } got[MAX_JOBS];
    bool want_more;
    JxSupervision *plan;
} Jobs;

/* A worker that will never answer is given up soon, every other one has all
 * the time that a busy machine may take. */
static gint64 patience_ms(const char *line)
{
    return g_str_has_prefix(line, "stop ") ? 200 : 600 * 1000;
}

static char *next(gpointer data, guint *job)
{
    Jobs *jobs = data;
    if (jobs->lines[jobs->given] == NULL)
        return NULL;
    *job = jobs->given;
    jobs->plan->timeout_ms = patience_ms(jobs->lines[*job]);
    return g_strdup(jobs->lines[jobs->given++]);
}

static bool ended(gpointer data, const JxJobResult *result)
{
    Jobs *jobs = data;
    jobs->got[result->job].calls++;
    jobs->got[result->job].end = result->end;
    jobs->got[result->job].answer = g_strdup(result->answer);
    jobs->got[result->job].said = g_strdup(result->said);
    jobs->got[result->job].attempts = result->attempts;
    jobs->got[result->job].signal = result->signal;
    return jobs->want_more;
}

static void clear(Jobs *jobs)
{
    for (guint i = 0; i < MAX_JOBS; i++) {
        g_free(jobs->got[i].answer);
        g_free(jobs->got[i].said);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Jobs, clear)

static JxSupervision plan_of(Jobs *jobs, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    jobs->want_more = true;
    return (JxSupervision){
        .argv = argv,
        .n_workers = 2,
        .data = jobs,
        .next = next,
        .ended = ended,
    };
}

static char *DOUBLE[] = {(char *)WORKER_DOUBLE, NULL};

Test(supervisor, every_job_is_answered_once)
{
    g_auto(Jobs) jobs = {.lines = {"a", "b", "甲", "d", "e"}};
    JxSupervision plan = plan_of(&jobs, DOUBLE);
    jobs.plan = &plan;

    cr_expect(jx_supervise(&plan, NULL));

    for (guint i = 0; i < 5; i++) {
        cr_expect(eq(u32, jobs.got[i].calls, 1));
        cr_expect(eq(str, jobs.got[i].answer, (char *)jobs.lines[i]));
        cr_expect(eq(u32, jobs.got[i].attempts, 1));
    }
}

Test(supervisor, a_dead_worker_costs_one_job_after_a_second_try)
{
    g_auto(Jobs) jobs = {.lines = {"a", "die now", "c", "d"}};
    JxSupervision plan = plan_of(&jobs, DOUBLE);
    jobs.plan = &plan;

    cr_expect(jx_supervise(&plan, NULL));

    cr_expect(eq(int, jobs.got[1].end, JX_JOB_CRASHED));
    cr_expect(eq(int, jobs.got[1].signal, SIGKILL));
    cr_expect(eq(u32, jobs.got[1].attempts, 2));
    cr_expect(eq(str, jobs.got[1].said, "dying: now\n"));
    cr_expect(eq(str, jobs.got[2].answer, "c"));
    cr_expect(eq(str, jobs.got[3].answer, "d"));
}

Test(supervisor, the_second_try_can_succeed)
{
    g_autofree char *folder = g_dir_make_tmp("jixiao-once-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "tried", NULL);
    g_autofree char *line = g_strconcat("die-once ", file, NULL);
    g_auto(Jobs) jobs = {.lines = {line}};
    JxSupervision plan = plan_of(&jobs, DOUBLE);
    jobs.plan = &plan;

    cr_expect(jx_supervise(&plan, NULL));

    cr_expect(eq(int, jobs.got[0].end, JX_JOB_ANSWERED));
    cr_expect(eq(u32, jobs.got[0].attempts, 2));
    g_unlink(file);
    g_rmdir(folder);
}

Test(supervisor, a_stopped_worker_runs_out_of_time)
{
    g_auto(Jobs) jobs = {.lines = {"stop now", "b", "c"}};
    JxSupervision plan = plan_of(&jobs, DOUBLE);
    jobs.plan = &plan;
    plan.n_workers = 1;

    cr_expect(jx_supervise(&plan, NULL));

    cr_expect(eq(int, jobs.got[0].end, JX_JOB_TIMEOUT));
    cr_expect(eq(u32, jobs.got[0].attempts, 2));
    cr_expect(eq(str, jobs.got[1].answer, "b"));
    cr_expect(eq(str, jobs.got[2].answer, "c"));
}

#ifndef __SANITIZE_ADDRESS__ /* its shadow memory needs more than any limit */
Test(supervisor, a_worker_without_memory_is_named_so)
{
    g_auto(Jobs) jobs = {.lines = {"hog all", "b"}};
    JxSupervision plan = plan_of(&jobs, DOUBLE);
    jobs.plan = &plan;
    plan.memory = 256 * 1024 * 1024;

    cr_expect(jx_supervise(&plan, NULL));

    cr_expect(eq(int, jobs.got[0].end, JX_JOB_MEMORY));
    cr_expect(eq(str, jobs.got[1].answer, "b"));
}
#endif

Test(supervisor, workers_are_recycled)
{
    g_auto(Jobs) jobs = {.lines = {"pid 1", "pid 2", "pid 3", "pid 4"}};
    JxSupervision plan = plan_of(&jobs, DOUBLE);
    jobs.plan = &plan;
    plan.n_workers = 1;
    plan.recycle_after = 2;

    cr_expect(jx_supervise(&plan, NULL));

    cr_expect(eq(str, jobs.got[0].answer, jobs.got[1].answer));
    cr_expect(ne(str, jobs.got[1].answer, jobs.got[2].answer));
    cr_expect(eq(str, jobs.got[2].answer, jobs.got[3].answer));
}

/* The run is interrupted once all its jobs are given out. */
static volatile sig_atomic_t stop;

static char *next_and_stop(gpointer data, guint *job)
{
    Jobs *jobs = data;
    char *line = next(data, job);
    jobs->plan->timeout_ms = 600 * 1000;
    stop = jobs->lines[jobs->given] == NULL;
    return line;
}

Test(supervisor, an_interrupted_run_finishes_what_is_at_work)
{
    g_auto(Jobs) jobs = {.lines = {"nap 300", "nap 10"}};
    JxSupervision plan = plan_of(&jobs, DOUBLE);
    jobs.plan = &plan;
    plan.stop = &stop;
    plan.next = next_and_stop;
    plan.grace_ms = 600 * 1000;

    cr_expect(jx_supervise(&plan, NULL));

    cr_expect(eq(int, jobs.got[0].end, JX_JOB_ANSWERED));
    cr_expect(eq(int, jobs.got[1].end, JX_JOB_ANSWERED));
}

Test(supervisor, an_interrupted_run_drops_what_is_late)
{
    g_auto(Jobs) jobs = {.lines = {"stop now", "stop then"}};
    JxSupervision plan = plan_of(&jobs, DOUBLE);
    jobs.plan = &plan;
    plan.stop = &stop;
    plan.next = next_and_stop;
    plan.grace_ms = 200;

    cr_expect(jx_supervise(&plan, NULL)); /* not after ten minutes */

    cr_expect(eq(int, jobs.got[0].end, JX_JOB_DROPPED));
    cr_expect(eq(int, jobs.got[1].end, JX_JOB_DROPPED));
}

Test(supervisor, an_interrupted_run_gives_out_nothing_more)
{
    g_auto(Jobs) jobs = {.lines = {"a", "b"}};
    JxSupervision plan = plan_of(&jobs, DOUBLE);
    jobs.plan = &plan;
    plan.stop = &stop;
    stop = 1;

    cr_expect(jx_supervise(&plan, NULL));

    cr_expect(eq(u32, jobs.given, 0));
}

Test(supervisor, a_worker_that_cannot_start_ends_the_run)
{
    g_auto(Jobs) jobs = {.lines = {"exit 2", "b", "c"}};
    JxSupervision plan = plan_of(&jobs, DOUBLE);
    jobs.plan = &plan;
    plan.n_workers = 1;
    g_autoptr(GError) error = NULL;

    cr_expect(not(jx_supervise(&plan, &error)));

    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
    cr_expect(ne(ptr, strstr(error->message, "leaving"), NULL));
    cr_expect(eq(u32, jobs.got[1].calls, 0));
}

Test(supervisor, a_program_that_is_not_there_ends_the_run)
{
    char *argv[] = {"/nowhere/worker", NULL};
    g_auto(Jobs) jobs = {.lines = {"a", "b"}};
    JxSupervision plan = plan_of(&jobs, argv);
    jobs.plan = &plan;
    g_autoptr(GError) error = NULL;

    cr_expect(not(jx_supervise(&plan, &error)));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
}

Test(supervisor, no_more_jobs_are_given_once_one_says_so)
{
    g_auto(Jobs) jobs = {.lines = {"a", "b", "c"}};
    JxSupervision plan = plan_of(&jobs, DOUBLE);
    jobs.plan = &plan;
    plan.n_workers = 1;
    jobs.want_more = false;

    cr_expect(jx_supervise(&plan, NULL));

    cr_expect(eq(u32, jobs.got[0].calls, 1));
    cr_expect(eq(u32, jobs.given, 1));
}

/* Workers must not outlive the run, nor be left as zombies. */
Test(supervisor, nobody_is_left_behind)
{
    g_auto(Jobs) jobs = {.lines = {"pid 1", "pid 2", "stop 3"}};
    JxSupervision plan = plan_of(&jobs, DOUBLE);
    jobs.plan = &plan;

    cr_expect(jx_supervise(&plan, NULL));

    for (guint i = 0; i < 2; i++) {
        int alive = kill(atoi(jobs.got[i].answer), 0);
        cr_expect(eq(int, alive, -1));
        cr_expect(eq(int, errno, ESRCH));
    }
}
