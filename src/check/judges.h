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
JX_JUDGE(negatives);

/* shape.c: what stands around the projects, and their own cells */
JX_JUDGE(title);
JX_JUDGE(unit);
JX_JUDGE(currency_unit);
JX_JUDGE(empty_table);
JX_JUDGE(names);
JX_JUDGE(name_duplicates);
JX_JUDGE(goals); /* goal-too-short, too */
JX_JUDGE(years);

/* items.c: what every indicator must have */
JX_JUDGE(indicators_there);
JX_JUDGE(item_names);
JX_JUDGE(period_values);
JX_JUDGE(annual_values);
JX_JUDGE(numbering); /* ordinal-gap and ordinal-repeat */
JX_JUDGE(duplicates);

/* codes.c: code-missing, code-unknown, code-name-mismatch */
JX_JUDGE(codes);

/* needs.c: which indicators a project needs (output-missing … cost-missing) */
JX_JUDGE(needs);

/* values.c: what the values say (value-not-gradable … cost-over-total) */
JX_JUDGE(values);

/* placeholders.c */
JX_JUDGE(placeholders);

/* reconcile_report.c: reconciled, reconcile-ambiguous, reconcile-incomplete,
 * reconcile-merged, reconcile-crossed */
JX_JUDGE(reconciliation);
