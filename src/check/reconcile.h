#pragma once

#include "check/edits.h"

/* Finds the wrong figure: when printed totals disagree with the rows, the
 * smallest set of edits on whole printed amounts (edits.h) that makes every
 * printed total of the table true: the columns of the declared row, those of
 * each unit's sub-total, and 总计 of every row.
 *
 * Method. Rows whose own 总计 is off must be edited; each has a short list of
 * variants that put it right, and all choices among them (the bases) are made.
 * What a base leaves open in the columns must be closed by edits in other
 * rows. All residuals are folded into one 64-bit number (equations.h), so
 * closing them is a subset sum, solved by meeting in the middle (subsets.h),
 * for 1, 2, 3 … edits until something is found. Every hit is recomputed.
 *
 * Bounds, by work counted, never by the clock: 80 million steps to search and
 * as many to test for chance (a million takes about 20 ms), 2 million sets in
 * the table, six edits beside those of the bases, 20,000 bases. With n movable
 * amounts (one or two a row), k edits take n (k=2), n²/2 (k=3, 4) or n³/6 (k=5,
 * 6) steps: 100 rows are searched to six edits, 300 to five, 700 to four and
 * 5,000 rows to three; beyond that it is said how far the search came.
 *
 * Chance. Many amounts can close a gap by accident. So the same search is
 * made for other gaps of the same kind that nobody printed; when some of those
 * are explained by as few edits, the explanation proves nothing and is not
 * called unique.
 *
 * Beside it, never counted with it and never applied, stand explanations whose
 * amounts are free numbers: a missing row, a cell that holds the sum of two
 * columns, and, where nothing else explains it, a cell whose row and column
 * are off by the same amount. A missing row that needs no more edits also
 * takes away the word unique. */

typedef struct {
    GArray *edits; /* JxEdit, by line */
} JxExplanation;

/* A project that is not there: free amounts, nothing of it is printed. */
typedef struct {
    bool found;
    guint n_edits; /* further edits needed beside it */
    int unit;      /* whose, or -1 */
    gint64 fen[JX_N_FUNDS];
} JxMissingRow;

/* A cell of `from` that may hold the sum of two columns. */
typedef struct {
    guint project;
    JxFund from, to;
    gint64 fen; /* what would belong in `to` */
    bool short_of_cell;
} JxMerged;

/* A cell whose row and whose column are off by the same amount: with new_fen
 * both would be true. */
typedef struct {
    guint line; /* of the equations */
    JxFund fund;
    gint64 new_fen;
} JxCrossed;

typedef struct {
    JxEquations *equations;  /* edits speak of its lines */
    bool needed;             /* some printed total is not true */
    guint size;              /* edits of the smallest explanation; 0: none */
    GPtrArray *explanations; /* JxExplanation *: all of that size, or the
                                first of very many */
    bool many;               /* there are more than are listed */
    bool stuck;       /* a row is off that no edit of its own puts right … */
    guint stuck_line; /* … this one, of the equations */
    bool unique;      /* one explanation of whole amounts, and no accident */
    guint n_decoys;   /* gaps that nobody printed that were tried … */
    guint n_decoys_explained; /* … and by as few edits explained as well */
    bool untested;            /* … but there was work for too few of them */
    bool complete; /* every set of up to `searched` edits was tried */
    guint searched;
    guint64 work; /* steps taken */
    JxMissingRow missing;
    GArray *merged;  /* JxMerged, rows short of a cell first */
    GArray *crossed; /* JxCrossed, when there is no explanation */
} JxReconciliation;

/* Reads the report only. Cannot fail. Yours. */
JxReconciliation *jx_reconcile(const JxReport *report);
void jx_reconciliation_free(JxReconciliation *reconciliation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxReconciliation, jx_reconciliation_free)

/* A copy of the report with the unique explanation applied: every changed
 * amount is marked (JxMoney.corrected, from_fen, from_blank) and has a finding
 * of rule `reconciled`. NULL when there is nothing unique to apply; nothing
 * else is ever applied. Yours. */
JxReport *jx_reconcile_apply(const JxReport *report,
                             const JxReconciliation *reconciliation);

/* Records what was found: reconciled, reconcile-ambiguous,
 * reconcile-incomplete, reconcile-merged, reconcile-crossed. */
void jx_reconciliation_report(const JxReport *report,
                              const JxReconciliation *reconciliation,
                              JxDiags *diags);
