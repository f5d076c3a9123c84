#include "app/batch/supervisor.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/outcome.h"
#include "base/error.h"
#include "base/intl.h"

#define TICK_MS 400
#define MAX_SAID 2048
#define MAX_ATTEMPTS 2
#define CLOSING_MS 1500 /* for idle workers to end by themselves */

/* One place for a worker; the process in it changes. */
typedef struct {
    GPid pid; /* 0: none */
    int in, out, err;
    GString *answer, *said;
    guint n_answers; /* of this process */

    char *line; /* the job at work, NULL: idle */
    guint job, attempts;
    gint64 started, deadline; /* monotonic, microseconds */
    bool timed_out;
} Slot;

typedef struct {
    const JxSupervision *plan;
    Slot *slots;
    struct pollfd *fds; /* two a slot */
    bool no_more;       /* next has nothing left, or nothing more is wanted */
    bool stopping;
    GError *failure;
} Run;

/* What the new process needs to know before it becomes the worker. */
typedef struct {
    pid_t parent;
    guint64 memory;
} Birth;

static void set_limit(__rlimit_resource_t resource, guint64 value)
{
    struct rlimit limit = {.rlim_cur = value, .rlim_max = value};
    setrlimit(resource, &limit);
}

/* Runs in the new process. */
static void be_born(gpointer data)
{
    const Birth *birth = data;
    setpgid(0, 0); /* the terminal's interrupt key is the supervisor's */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != birth->parent)
        _exit(JX_EXIT_INTERRUPTED);
    set_limit(RLIMIT_CORE, 0);
    if (birth->memory > 0)
        set_limit(RLIMIT_AS, birth->memory);
}

static bool start_worker(Slot *slot, const JxSupervision *plan, GError **error)
{
    Birth birth = {.parent = getpid(), .memory = plan->memory};
    g_autoptr(GError) local = NULL;
    if (!g_spawn_async_with_pipes(
            NULL, plan->argv, NULL,
            G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES, be_born, &birth,
            &slot->pid, &slot->in, &slot->out, &slot->err, &local)) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG, _("不能启动工作进程：%s"),
                    local->message);
        slot->pid = 0;
        return false;
    }
    g_string_truncate(slot->answer, 0);
    g_string_truncate(slot->said, 0);
    slot->n_answers = 0;
    return true;
}

static void hang_up(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Takes leave of a process that has ended or is about to: its wait status. */
static int bury(Slot *slot)
{
    int status = 0;
    kill(slot->pid, SIGKILL); /* does nothing to one that has ended */
    while (waitpid(slot->pid, &status, 0) < 0 && errno == EINTR)
        ;
    hang_up(&slot->in);
    hang_up(&slot->out);
    hang_up(&slot->err);
    slot->pid = 0;
    return status;
}

static gint64 closing_time(void)
{
    return g_get_monotonic_time() + CLOSING_MS * 1000;
}

/* Lets an idle worker end by itself until `deadline`: the end of its input
 * tells it to. */
static void dismiss(Slot *slot, gint64 deadline)
{
    if (slot->pid == 0)
        return;
    hang_up(&slot->in);
    gint64 wait_ms = (deadline - g_get_monotonic_time()) / 1000;
    struct pollfd gone = {.fd = slot->out, .events = POLLIN};
    poll(&gone, 1, (int)MAX(wait_ms, 0));
    bury(slot);
}

static void send_line(const Slot *slot)
{
    g_autofree char *text = g_strconcat(slot->line, "\n", NULL);
    gsize len = strlen(text);
    for (gsize sent = 0; sent < len;) {
        ssize_t n = write(slot->in, text + sent, len - sent);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return; /* the worker is dead, which its output will tell */
        sent += (gsize)n;
    }
}

/* Gives the slot's job to its worker, to a new one when there is none. */
static bool hand_over(Run *run, Slot *slot)
{
    if (slot->pid == 0 && !start_worker(slot, run->plan, &run->failure))
        return false;
    slot->attempts++;
    slot->timed_out = false;
    slot->started = g_get_monotonic_time();
    slot->deadline = slot->started + run->plan->timeout_ms * 1000;
    send_line(slot);
    return true;
}

static void finish_job(Run *run, Slot *slot, JxJobEnd end, int status)
{
    const JxJobResult result = {
        .job = slot->job,
        .end = end,
        .answer = end == JX_JOB_ANSWERED ? slot->answer->str : NULL,
        .said = slot->said->str,
        .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
        .status = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
        .attempts = slot->attempts,
        .seconds =
            (double)(g_get_monotonic_time() - slot->started) / G_USEC_PER_SEC,
    };
    g_clear_pointer(&slot->line, g_free);
    if (!run->plan->ended(run->plan->data, &result))
        run->no_more = true;
}

static void drain_said(Slot *slot)
{
    char buffer[1024];
    ssize_t n = read(slot->err, buffer, sizeof buffer);
    if (n > 0)
        g_string_append_len(slot->said, buffer, n);
    else
        hang_up(&slot->err);
    if (slot->said->len > 2 * MAX_SAID)
        g_string_erase(slot->said, 0, (gssize)(slot->said->len - MAX_SAID));
}

/* What is still in the pipe of a process that has ended. */
static void drain_rest(Slot *slot)
{
    struct pollfd fd = {.fd = slot->err, .events = POLLIN};
    while (poll(&fd, 1, 0) > 0 && (fd.revents & POLLIN))
        drain_said(slot);
}

/* GLib says so before it ends the process. */
static bool lacked_memory(const Slot *slot)
{
    return strstr(slot->said->str, "failed to allocate") != NULL ||
           strstr(slot->said->str, "bad_alloc") != NULL;
}

static JxJobEnd end_of(const Slot *slot)
{
    if (slot->timed_out)
        return JX_JOB_TIMEOUT;
    return lacked_memory(slot) ? JX_JOB_MEMORY : JX_JOB_CRASHED;
}

/* The worker's output has ended: it is dead. */
static void on_death(Run *run, Slot *slot)
{
    drain_rest(slot);
    bool fresh = slot->n_answers == 0;
    int status = bury(slot);
    if (slot->line == NULL)
        return; /* it was idle */

    if (fresh && WIFEXITED(status) && WEXITSTATUS(status) == JX_EXIT_USAGE) {
        g_set_error(&run->failure, JX_ERROR, JX_ERROR_CONFIG,
                    _("工作进程不能开始工作：%s"), g_strstrip(slot->said->str));
        finish_job(run, slot, JX_JOB_DROPPED, status);
        return;
    }
    if (run->stopping) {
        finish_job(run, slot, JX_JOB_DROPPED, status);
        return;
    }
    JxJobEnd end = end_of(slot);
    if (slot->attempts < MAX_ATTEMPTS && hand_over(run, slot))
        return;
    finish_job(run, slot, end, status);
}

static void on_output(Run *run, Slot *slot)
{
    char buffer[8192];
    ssize_t n = read(slot->out, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR)
        return;
    if (n <= 0) {
        on_death(run, slot);
        return;
    }
    g_string_append_len(slot->answer, buffer, n);
    if (slot->answer->str[slot->answer->len - 1] != '\n' || slot->line == NULL)
        return;
    g_string_truncate(slot->answer, slot->answer->len - 1);
    finish_job(run, slot, JX_JOB_ANSWERED, 0);
    g_string_truncate(slot->answer, 0);
    g_string_truncate(slot->said, 0);
    slot->n_answers++;
    if (run->plan->recycle_after > 0 &&
        slot->n_answers >= run->plan->recycle_after)
        dismiss(slot, closing_time());
}

static bool may_give(const Run *run)
{
    return !run->no_more && !run->stopping && run->failure == NULL;
}

static void give_jobs(Run *run)
{
    for (guint i = 0; i < run->plan->n_workers && may_give(run); i++) {
        Slot *slot = &run->slots[i];
        if (slot->line != NULL)
            continue;
        slot->line = run->plan->next(run->plan->data, &slot->job);
        slot->attempts = 0;
        if (slot->line == NULL)
            run->no_more = true;
        else if (!hand_over(run, slot))
            finish_job(run, slot, JX_JOB_DROPPED, 0);
    }
}

static guint count_busy(const Run *run)
{
    guint n = 0;
    for (guint i = 0; i < run->plan->n_workers; i++)
        n += run->slots[i].line != NULL;
    return n;
}

/* Those at work get the grace; after that their deadline is over. */
static void notice_stop(Run *run)
{
    bool wanted = run->plan->stop && *run->plan->stop;
    if (run->stopping || (!wanted && run->failure == NULL))
        return;
    run->stopping = true;
    gint64 end = g_get_monotonic_time() + run->plan->grace_ms * 1000;
    for (guint i = 0; i < run->plan->n_workers; i++)
        run->slots[i].deadline = MIN(run->slots[i].deadline, end);
}

static void end_late_ones(Run *run)
{
    gint64 now = g_get_monotonic_time();
    for (guint i = 0; i < run->plan->n_workers; i++) {
        Slot *slot = &run->slots[i];
        if (slot->line && !slot->timed_out && now >= slot->deadline) {
            slot->timed_out = true;
            kill(slot->pid, SIGKILL); /* ends a stopped process, too */
        }
    }
}

static int wait_ms(const Run *run)
{
    gint64 now = g_get_monotonic_time(), wait = TICK_MS;
    for (guint i = 0; i < run->plan->n_workers; i++)
        if (run->slots[i].line && !run->slots[i].timed_out)
            wait = MIN(wait, (run->slots[i].deadline - now) / 1000 + 1);
    return (int)MAX(wait, 0);
}

static void listen_once(Run *run)
{
    guint n = run->plan->n_workers;
    for (guint i = 0; i < n; i++) {
        bool alive = run->slots[i].pid != 0;
        run->fds[2 * i] = (struct pollfd){.fd = alive ? run->slots[i].out : -1,
                                          .events = POLLIN};
        run->fds[2 * i + 1] = (struct pollfd){
            .fd = alive ? run->slots[i].err : -1, .events = POLLIN};
    }
    if (poll(run->fds, 2 * n, wait_ms(run)) <= 0)
        return;
    for (guint i = 0; i < n; i++) {
        if (run->fds[2 * i + 1].revents)
            drain_said(&run->slots[i]);
        if (run->fds[2 * i].revents)
            on_output(run, &run->slots[i]);
    }
}

static void loop(Run *run)
{
    for (;;) {
        notice_stop(run);
        give_jobs(run);
        if (count_busy(run) == 0)
            return;
        listen_once(run);
        end_late_ones(run);
        if (run->plan->tick && !run->plan->tick(run->plan->data))
            run->no_more = true;
    }
}

bool jx_supervise(const JxSupervision *supervision, GError **error)
{
    g_assert(supervision->n_workers >= 1);
    guint n = supervision->n_workers;
    g_autofree Slot *slots = g_new0(Slot, n);
    g_autofree struct pollfd *fds = g_new0(struct pollfd, 2 * n);
    Run run = {.plan = supervision, .slots = slots, .fds = fds};
    for (guint i = 0; i < n; i++) {
        slots[i].in = slots[i].out = slots[i].err = -1;
        slots[i].answer = g_string_new(NULL);
        slots[i].said = g_string_new(NULL);
    }

    loop(&run);

    for (guint i = 0; i < n; i++)
        hang_up(&slots[i].in); /* they end side by side */
    gint64 deadline = closing_time();
    for (guint i = 0; i < n; i++) {
        dismiss(&slots[i], deadline);
        g_string_free(slots[i].answer, TRUE);
        g_string_free(slots[i].said, TRUE);
    }
    if (run.failure)
        g_propagate_error(error, run.failure);
    return run.failure == NULL;
}
