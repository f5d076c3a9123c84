#pragma once

#include "check/rules.h"
#include "model/report.h"

/* How to judge; all zero is the default. Lists are NULL-terminated; everything
 * is owned by the caller. */
typedef struct {
    const char *const *select; /* only these rules are reported */
    const char *const *ignore; /* these are not */
    const JxConfig *config;    /* NULL: the defaults */
    bool no_reconcile;         /* --reconcile=off: do not look for the wrong
                                  figure */
} JxCheckOptions;

/* Judges a report: runs every rule of check/rules.c over it, adds what they
 * find to report->diags, gives every finding there (those from reading, too)
 * its severity, and sorts them by place. Call it once a report. A report in
 * which no table was found (empty-input, no-table) keeps its findings and gets
 * no new ones. */
void jx_check(JxReport *report, const JxCheckOptions *options);

/* --reconcile=apply: when the wrong totals have one explanation, judges a copy
 * of the report in which it is applied and marked, and returns that, yours.
 * Otherwise the same as jx_check, and NULL. */
JxReport *jx_check_corrected(JxReport *report, const JxCheckOptions *options);

/* For findings that are made after jx_check (layout: glyph-missing): gives
 * them their severity and sorts again. */
void jx_check_settle(JxReport *report, const JxCheckOptions *options);
