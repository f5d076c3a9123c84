#pragma once

#include "model/report.h"

/* One equation of the table: a printed figure and what it should be. */
typedef struct {
    gint64 printed; /* fen */
    gint64 sum;     /* fen */
    guint n_terms;  /* how many amounts other than blanks were added */
    gint64 step;    /* fen in the last printed digit of the figures involved */
    guint decimals; /* in which to show them: the finest printed, at least 2 */
    bool judged;    /* false: nothing printed, or an amount that could not be
                       read takes part */
    bool overflow;  /* the sum does not fit; sum is meaningless */
} JxBalance;

/* 总计 against 财政拨款 + 财政专户拨款 + 其他资金 of one row. */
JxBalance jx_balance_of_row(const JxReport *report,
                            const JxMoney funding[JX_N_FUNDS]);

/* The declared total against the rows: all projects, and the sub-totals of
 * units that list no project of their own. */
JxBalance jx_balance_of_column(const JxReport *report, JxFund fund);

/* Every unit's sub-totals against its projects, in one walk over them; not
 * judged where a unit has none. JX_N_FUNDS balances a unit, in the order of
 * report->units; yours (g_free). */
JxBalance *jx_balances_of_units(const JxReport *report);

/* Judged, and the two sides differ. */
bool jx_balance_is_off(const JxBalance *balance);

/* Off by no more than rounding every figure separately can bring about
 * (元 turned into 万元 cell by cell): at most half a step for each figure, and
 * for many figures three standard deviations of their sum. Never for a single
 * term, nor for figures printed to the fen. */
bool jx_balance_is_tail(const JxBalance *balance);

/* Any row has an amount besides its 总计. */
bool jx_report_has_parts(const JxReport *report);

/* The table shows the marks of amounts rounded one by one: at least two rows
 * are off, and all that are off are off by a tail. A misprinted cell spoils
 * one row only, so it never looks like that. */
bool jx_report_is_rounded(const JxReport *report);
