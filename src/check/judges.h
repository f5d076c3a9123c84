#pragma once

#include "check/config.h"
#include "model/report.h"

/* The functions behind the rules, one file a subject. Each reads the report
 * and adds what it finds; the table of rules.c says which is whose. */
#define JX_JUDGE(name)                                                         \
    void jx_judge_##name(const JxReport *report, const JxConfig *config,       \
                         JxDiags *diags)

/* sums.c: the printed figures against each other */
JX_JUDGE(row_sums);
JX_JUDGE(column_sums);
JX_JUDGE(unit_sums);
JX_JUDGE(totals_row);
JX_JUDGE(totals);

/* shape.c: what stands around the projects, and their own cells */
JX_JUDGE(title);
JX_JUDGE(unit);
JX_JUDGE(currency_unit);
JX_JUDGE(empty_table);
JX_JUDGE(names);
JX_JUDGE(goals);

/* items.c: what every indicator must have */
JX_JUDGE(indicators_there);
JX_JUDGE(item_names);
JX_JUDGE(period_values);
JX_JUDGE(annual_values);
