#pragma once

#include "app/batch/fingerprint.h"
#include "app/batch/units.h"

/* What is to be done for which unit, and why. */

typedef enum {
    JX_DUE_NOT,            /* up to date, or nothing to do it with */
    JX_DUE_NEW,            /* never done */
    JX_DUE_FAILED,         /* failed last time */
    JX_DUE_INPUT,          /* 输入变更 */
    JX_DUE_FORM,           /* 模板变更 */
    JX_DUE_OPTIONS,        /* 选项变更 */
    JX_DUE_CONFIG,         /* 设置变更 */
    JX_DUE_FONTS,          /* 字体变更 */
    JX_DUE_PROGRAM,        /* 程序升级 */
    JX_DUE_OUTPUT_MISSING, /* 缺少输出 */
    JX_DUE_OUTPUT_CHANGED, /* 输出被改动 */
    JX_N_DUE,
} JxDue;

typedef struct {
    const JxUnit *unit;
    guint number;     /* place in the whole list, from 1 */
    JxRecord *record; /* of the last time, or NULL */
    JxDue due;
    char *keys[JX_N_KEYS]; /* of now; all NULL when there is no input */
} JxPlanItem;

typedef struct {
    const GPtrArray *units; /* JxUnit: all of them, of every shard */
    guint shard, n_shards;  /* 1 of 1: everything */
    JxLedger *ledger;       /* NULL: nothing is known yet */
    const JxFingerprint *fingerprint;
    const char *out;
    bool only_failed; /* leave alone what did not fail the last time */
} JxPlanning;

/* One item for each unit of the shard, in order: GPtrArray of JxPlanItem,
 * yours; the units must outlive it. */
GPtrArray *jx_plan_make(const JxPlanning *planning);

/* The reason in words, in the language of the run. */
const char *jx_due_text(JxDue due);

/* Digest of the whole list of units, whatever the shard: shards that were
 * given different lists must not be merged. Yours. */
char *jx_plan_digest(const GPtrArray *units);
