#pragma once

#include "model/diff.h"

/* A diff for people, in the language of the run:
 *
 *   资金（万元）   原      新      增减
 *   总计           …
 *   ＋ 新增项目 …   － 删去项目 …   ～ 项目 …：总计 1.00 → 2.00
 *
 * Amounts are shown in the new report's currency unit. Yours. */
char *jx_diff_text(const JxDiff *diff, const JxReport *before,
                   const JxReport *after);

/* The same as JSON: {"schema", "sums", "counts", "changes": […]}. Yours. */
char *jx_diff_json(const JxDiff *diff, const JxReport *before,
                   const JxReport *after);
