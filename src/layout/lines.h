#pragma once

#include "layout/metrics.h"

typedef struct {
    guint first, end; /* pieces; white space at the end belongs to the line */
    guint ink_end;    /* the pieces before that white space */
    gint64 width;     /* of [first, ink_end), JX_EM to the em */
    bool trimmed;     /* the last piece stands in half its width */
    bool is_last;     /* of its paragraph: never stretched */
} JxLine;

/* Cuts a shaped text into lines of at most `width` (JX_EM to the em), taking
 * as much into each as fits. What has no place to break (a number, a word) is
 * broken only when it alone is wider than a line. An empty text has no lines.
 *
 * Returns GArray of JxLine, yours. */
GArray *jx_lines_break(const JxShaped *shaped, gint64 width);

/* How many lines that would be. */
guint jx_lines_count(const JxShaped *shaped, gint64 width);

/* What each gap beside a wide character takes so that the line reaches
 * `width`, JX_EM to the em; 0 when the line is a last one or the stretch would
 * be seen (and readers would take the gaps for spaces). */
double jx_line_stretch(const JxShaped *shaped, const JxLine *line,
                       gint64 width);

/* Whether the gap before piece i is one that stretches. */
bool jx_line_gap_stretches(const JxShaped *shaped, guint i);
