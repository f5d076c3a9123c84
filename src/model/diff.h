#pragma once

#include "model/report.h"

/* What changed between two reports: two versions of one filing, or last
 * year's and this year's. Amounts are compared in fen, so reports in different
 * currency units can be compared. */

typedef enum {
    JX_CHANGE_ADDED,
    JX_CHANGE_REMOVED,
    JX_CHANGE_CHANGED,
} JxChangeKind;

/* What a change is about. */
typedef enum {
    JX_PART_TITLE,    /* before, after: texts */
    JX_PART_UNIT,     /* 单位名称 */
    JX_PART_CURRENCY, /* 金额单位 */
    JX_PART_DECLARED, /* a column of the printed total row: field, fen */
    JX_PART_PROJECT,  /* a whole project, added or removed */
    JX_PART_NAME,     /* of a project */
    JX_PART_AMOUNT,   /* of a project: field, fen */
    JX_PART_GOAL,
    JX_PART_INDICATOR, /* a whole indicator, added or removed */
    JX_PART_LEVEL,     /* level 1 or 2 of an indicator */
    JX_PART_INDICATOR_NAME,
    JX_PART_PERIOD_VALUE,
    JX_PART_ANNUAL_VALUE,
} JxPart;

typedef struct {
    JxChangeKind kind;
    JxPart part;
    JxField field; /* of amounts, else JX_FIELD_NONE */
    int old_project,
        new_project; /* indices, -1: not there, or none concerned */
    guint old_ordinal, new_ordinal; /* of the indicator concerned, else 0 */
    const char *before, *after; /* texts, owned by the diff; NULL: not there */
    gint64 before_fen, after_fen;
} JxChange;

typedef struct {
    GArray *changes; /* JxChange, in the order of the new report; removed
                        projects last */
    gint64 before_sum[JX_N_FUNDS], after_sum[JX_N_FUNDS]; /* of the projects */
    guint n_added, n_removed, n_changed, n_same;          /* projects */
    GStringChunk *chunk;
} JxDiff;

/* Compares. A project is found again by its name; then by its name without
 * white space, brackets' width and years; then by its indicators (at least
 * half of the names in common). Indicators likewise: by level 2 and name, by
 * name, by place among those left of the same level 2.
 *
 * Cost: linear in the projects but for those whose names changed, which are
 * compared pairwise. Texts are copied, the reports may go first.
 * Yours. */
JxDiff *jx_diff_new(const JxReport *before, const JxReport *after);
void jx_diff_free(JxDiff *diff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxDiff, jx_diff_free)

/* "added", "removed", "changed"; "project", "amount", "goal", … */
const char *jx_change_kind_name(JxChangeKind kind);
const char *jx_part_name(JxPart part);
