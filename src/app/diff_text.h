#pragma once

#include "model/diff.h"

/* 新增, 删去, 改动 and what a change is about (总计, 绩效目标, …), in the
 * language of the run. */
const char *jx_change_word(JxChangeKind kind);
const char *jx_change_subject(const JxChange *change);

/* What stood there and what stands there now, as text; an amount in
 * `currency`. Yours; "" for nothing. */
char *jx_change_before(const JxChange *change, JxCurrency currency);
char *jx_change_after(const JxChange *change, JxCurrency currency);

/* The difference of two amounts with its sign, "+12.00". Yours. */
char *jx_amount_difference(gint64 before, gint64 after, JxCurrency currency);

/* A table before and after; either may be a report with nothing in it. */
typedef struct {
    const JxReport *before, *after;
    JxDiff *diff;
} JxDiffPair;

/* A diff for people, in the language of the run:
 *
 *   资金（万元）   原      新      增减
 *   总计           …
 *   ＋ 新增项目 …   － 删去项目 …   ～ 项目 …：总计 1.00 → 2.00
 *
 * Amounts are shown in the new report's currency unit. Yours. */
char *jx_diff_text(const JxDiff *diff, const JxReport *before,
                   const JxReport *after);

/* Several as JSON; one is {"schema", "unit", "sums", "counts", "changes": […]},
 * several are {"schema", "reports": [{"unit", …}, …]}.
 *
 *   pairs  JxDiffPair
 *
 * Yours. */
char *jx_diff_json(const GArray *pairs);
