#pragma once

#include <glib.h>
#include <stdbool.h>

#include "app/options.h"

/* What the operator sees while a batch runs, on standard error. */
typedef enum {
    JX_PROGRESS_NONE,
    JX_PROGRESS_BAR,   /* one line that is written over */
    JX_PROGRESS_LINES, /* a line a unit */
    JX_PROGRESS_JSON,  /* a JSON object a unit, one a line */
} JxProgressMode;

/* The one that --progress and --quiet ask for; by default a bar on a terminal,
 * lines elsewhere. */
JxProgressMode jx_progress_mode(const JxOptions *options);

typedef struct _JxProgress JxProgress;

/* One unit that is done. */
typedef struct {
    const char *name;
    const char *status;  /* "written", "refused", "failed" */
    const char *message; /* the reason, or NULL */
    double seconds;
} JxProgressUnit;

/*   total  units to be done
 *   log    file to which a line a unit is added, with the time; or NULL
 *
 * NULL with JX_ERROR_OUTPUT when the log cannot be written. Yours. */
JxProgress *jx_progress_new(JxProgressMode mode, guint total, const char *log,
                            GError **error);
void jx_progress_unit(JxProgress *progress, const JxProgressUnit *unit);

/* Redraws the bar when it is due. */
void jx_progress_tick(JxProgress *progress);

/* Removes the bar; call it before anything else is said. */
void jx_progress_end(JxProgress *progress);
void jx_progress_free(JxProgress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxProgress, jx_progress_free)

/* "1 小时 2 分", "3 分 5 秒", "2.5 秒". Yours. */
char *jx_progress_duration(double seconds);

/* The text of the bar: what it shows of `done` units of `total`, `failed` of
 * them, after `seconds`, cut to `width` columns. Yours.
 *
 *   slowest  the unit that took longest, or NULL, and how long */
char *jx_progress_bar(guint done, guint total, guint failed, double seconds,
                      const char *slowest, double slowest_seconds, guint width);
