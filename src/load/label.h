#pragma once

#include "load/heading.h"

/* The labels of a form for one project. Inside load/ only. */

/* What a label asks for; EXTRA when it is none of ours. 中期目标 and the like
 * are goals, too: the reader of the form decides which one is the project's. */
JxColumnKind jx_label_kind(const char *text);

/* Its value may stand below it, and what stands beside it may be another
 * label: amounts, goals, and words over a group of them. */
bool jx_label_leads(const char *text);

/* 年度资金总额, as against 中期资金总额 */
bool jx_label_is_annual(const char *text);
