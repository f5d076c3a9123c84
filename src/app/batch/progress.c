#include "app/batch/progress.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <jansson.h>

#include "base/error.h"
#include "base/intl.h"
#include "base/width.h"

#define REDRAW_US 100000
#define BAR_CELLS 20
#define DEFAULT_WIDTH 80

struct _JxProgress {
    JxProgressMode mode;
    guint total, done, failed;
    gint64 start, drawn; /* monotonic: the clock may be set meanwhile */
    char *slowest;
    double slowest_seconds;
    FILE *log;
};

JxProgressMode jx_progress_mode(const JxOptions *options)
{
    static const struct {
        const char *name;
        JxProgressMode mode;
    } MODES[] = {{"always", JX_PROGRESS_BAR},
                 {"never", JX_PROGRESS_NONE},
                 {"json", JX_PROGRESS_JSON}};
    for (gsize i = 0; i < G_N_ELEMENTS(MODES); i++)
        if (g_strcmp0(options->progress, MODES[i].name) == 0)
            return MODES[i].mode;
    if (options->quiet)
        return JX_PROGRESS_NONE;
    return isatty(STDERR_FILENO) ? JX_PROGRESS_BAR : JX_PROGRESS_LINES;
}

JxProgress *jx_progress_new(JxProgressMode mode, guint total, const char *log,
                            GError **error)
{
    g_autoptr(JxProgress) progress = g_new0(JxProgress, 1);
    progress->mode = mode;
    progress->total = total;
    progress->start = g_get_monotonic_time();
    if (log && (progress->log = fopen(log, "ae")) == NULL) {
        g_set_error(error, JX_ERROR, JX_ERROR_OUTPUT, _("%s：不能写入：%s"),
                    log, g_strerror(errno));
        return NULL;
    }
    return g_steal_pointer(&progress);
}

void jx_progress_free(JxProgress *progress)
{
    if (progress == NULL)
        return;
    if (progress->log)
        fclose(progress->log);
    g_free(progress->slowest);
    g_free(progress);
}

char *jx_progress_duration(double seconds)
{
    guint whole = (guint)(seconds + 0.5);
    if (whole >= 3600)
        return g_strdup_printf(_("%u 小时 %u 分"), whole / 3600,
                               whole / 60 % 60);
    if (whole >= 60)
        return g_strdup_printf(_("%u 分 %u 秒"), whole / 60, whole % 60);
    return g_strdup_printf(_("%.1f 秒"), seconds);
}

/* Cuts text to so many columns of a terminal. */
static void cut(GString *text, guint width)
{
    guint columns = 0;
    for (const char *p = text->str; *p; p = g_utf8_next_char(p)) {
        columns += jx_width_of_character(g_utf8_get_char(p));
        if (columns > width) {
            g_string_truncate(text, (gsize)(p - text->str));
            return;
        }
    }
}

char *jx_progress_bar(guint done, guint total, guint failed, double seconds,
                      const char *slowest, double slowest_seconds, guint width)
{
    GString *bar = g_string_new("[");
    guint full = total > 0 ? done * BAR_CELLS / total : BAR_CELLS;
    for (guint i = 0; i < BAR_CELLS; i++)
        g_string_append_c(bar, i < full ? '#' : '-');
    g_string_append_printf(bar, "] %u/%u", done, total);
    if (failed > 0)
        g_string_append_printf(bar, _("  失败 %u"), failed);
    if (done > 0 && seconds > 0) {
        double left = seconds / done * (total - done);
        g_autofree char *duration = jx_progress_duration(left);
        g_string_append_printf(bar, _("  每秒 %.1f 个  还需 %s"),
                               done / seconds, duration);
    }
    if (slowest)
        g_string_append_printf(bar, _("  最慢 %.1f 秒 %s"), slowest_seconds,
                               slowest);
    cut(bar, width);
    return g_string_free(bar, FALSE);
}

static guint terminal_width(void)
{
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2)
        return DEFAULT_WIDTH;
    return size.ws_col;
}

void jx_progress_tick(JxProgress *progress)
{
    gint64 now = g_get_monotonic_time();
    if (progress->mode != JX_PROGRESS_BAR || now - progress->drawn < REDRAW_US)
        return;
    progress->drawn = now;
    /* one column less: a full line would wrap */
    g_autofree char *bar = jx_progress_bar(
        progress->done, progress->total, progress->failed,
        (double)(now - progress->start) / G_USEC_PER_SEC, progress->slowest,
        progress->slowest_seconds, terminal_width() - 1);
    g_printerr("\r%s\033[K", bar);
}

void jx_progress_end(JxProgress *progress)
{
    if (progress->mode == JX_PROGRESS_BAR && progress->drawn > 0)
        g_printerr("\r\033[K");
}

static const char *word_of(const char *status)
{
    static const struct {
        const char *status, *word;
    } WORDS[] = {{"written", N_("完成")},
                 {"refused", N_("拒收")},
                 {"failed", N_("失败")}};
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++)
        if (g_str_equal(status, WORDS[i].status))
            return _(WORDS[i].word);
    return status;
}

static char *line_of(const JxProgress *progress, const JxProgressUnit *unit)
{
    return g_strdup_printf("[%u/%u] %s %s %.2fs%s%s", progress->done,
                           progress->total, word_of(unit->status), unit->name,
                           unit->seconds, unit->message ? "  " : "",
                           unit->message ? unit->message : "");
}

static void say_json(const JxProgress *progress, const JxProgressUnit *unit)
{
    json_auto_t *line = json_pack(
        "{s:s, s:i, s:i, s:i, s:s, s:s, s:s?, s:f}", "event", "unit", "done",
        (int)progress->done, "total", (int)progress->total, "failed",
        (int)progress->failed, "unit", unit->name, "status", unit->status,
        "message", unit->message, "seconds", unit->seconds);
    g_autofree char *text = json_dumps(line, JSON_COMPACT);
    g_printerr("%s\n", text);
}

static void write_log(const JxProgress *progress, const char *line)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    g_autofree char *time = g_date_time_format_iso8601(now);
    fprintf(progress->log, "%s %s\n", time, line);
    fflush(progress->log);
}

void jx_progress_unit(JxProgress *progress, const JxProgressUnit *unit)
{
    progress->done++;
    progress->failed += !g_str_equal(unit->status, "written");
    if (unit->seconds > progress->slowest_seconds) {
        g_free(progress->slowest);
        progress->slowest = g_strdup(unit->name);
        progress->slowest_seconds = unit->seconds;
    }
    g_autofree char *line = line_of(progress, unit);
    if (progress->mode == JX_PROGRESS_LINES)
        g_printerr("%s\n", line);
    if (progress->mode == JX_PROGRESS_JSON)
        say_json(progress, unit);
    if (progress->log)
        write_log(progress, line);
    jx_progress_tick(progress);
}
