#pragma once

#include <glib.h>
#include <stdbool.h>

/* Findings: what is wrong, doubtful or repaired in the user's document. They
 * are recorded while reading and judging; nothing here prints. */

typedef enum {
    JX_SEVERITY_HINT,
    JX_SEVERITY_WARNING,
    JX_SEVERITY_ERROR,
} JxSeverity;

/* Where something was read. Lines and columns count from 1, columns in
 * characters (code points); 0 is unknown. In a workbook `cell` is its address,
 * "Sheet!C5", owned by the report, and line is its row. */
typedef struct {
    guint line;
    guint column;
    guint length; /* characters concerned, 0 when it is just the place */
    const char *cell;
} JxPlace;

/* Which part of a project (or of a total row) a finding is about. The names
 * in JSON are those of contract: "total", "fiscal", … jx_field_name(). */
typedef enum {
    JX_FIELD_NONE,
    JX_FIELD_NAME,
    JX_FIELD_TOTAL,
    JX_FIELD_FISCAL,
    JX_FIELD_SPECIAL_ACCOUNT,
    JX_FIELD_OTHER,
    JX_FIELD_GOAL,
    JX_FIELD_INDICATORS,
    JX_FIELD_PERIOD_VALUE,
    JX_FIELD_ANNUAL_VALUE,
    JX_N_FIELDS,
} JxField;

typedef struct {
    const char *rule;    /* static, kebab-case; check/rules.c knows it */
    JxSeverity severity; /* given by check/ when all findings are in */
    JxPlace place;
    JxField field;
    int project;       /* index from 0, -1 when unknown */
    guint ordinal;     /* of the indicator as printed, 0 when none */
    char *message;     /* one line in the language of the run, without place */
    char *hint;        /* what would put it right, or NULL */
    char *waived;      /* the reason given in jixiao.conf, or NULL */
    const char *basis; /* by which paper: a static msgid given by check/ along
                          with the severity, or NULL */
} JxFinding;

typedef struct _JxDiags JxDiags;

JxDiags *jx_diags_new(void);
void jx_diags_free(JxDiags *diags);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxDiags, jx_diags_free)

/* Records a finding. `format` is the message in the language of the run
 * (call _() on it), one line, without the place. Returns the finding, owned
 * by diags and valid until the next call on it, so that the caller can set
 * field, project, ordinal and hint:
 *
 *   JxFinding *finding = jx_diags_add(diags, "name-missing", place, _("…"));
 *   finding->project = 3;
 */
JxFinding *jx_diags_add(JxDiags *diags, const char *rule, JxPlace place,
                        const char *format, ...) G_GNUC_PRINTF(4, 5);

/* Number of findings, and the i-th in the order of recording (or of
 * jx_diags_sort); the finding stays owned by diags. */
guint jx_diags_count(const JxDiags *diags);
JxFinding *jx_diags_get(const JxDiags *diags, guint i);

/* Number of findings of exactly this severity that are not waived. */
guint jx_diags_count_severity(const JxDiags *diags, JxSeverity severity);

/* Moves every finding of `from` to the end of `diags`, in order. */
void jx_diags_move(JxDiags *diags, JxDiags *from);

/* Orders by line, column, then order of recording; findings without a line
 * come last. Stable. */
void jx_diags_sort(JxDiags *diags);

/* Keeps only the findings for which keep() is true. */
void jx_diags_filter(JxDiags *diags,
                     bool (*keep)(const JxFinding *finding, gpointer data),
                     gpointer data);

/* "total", "annual_value", …; NULL for JX_FIELD_NONE. */
const char *jx_field_name(JxField field);

/* "error", "warning", "hint": the names used in JSON and on the command line.
 * The words shown to people are translated where they are shown. */
const char *jx_severity_name(JxSeverity severity);
