#pragma once

#include "model/report.h"

/* The printed table as equations, for reconciliation.
 *
 * A line is a row of four amounts: a project, a unit's sub-total, the declared
 * total. A block is a printed total with the lines it sums: the declared row
 * with the units and the projects of no unit, a unit's row with its projects.
 * Each block gives one equation a column, each line one of its own (总计 = the
 * sum of its funds). Equations in which an unreadable amount takes part, or
 * whose total is not printed, are left out. */

#define JX_NO_BLOCK G_MAXUINT

typedef struct {
    const JxMoney *funding; /* JX_N_FUNDS of them, as printed */
    int project;            /* index, or -1 */
    int unit;               /* a unit's row: its index; else -1 */
    guint summed_in;        /* block, or JX_NO_BLOCK */
    guint total_of;         /* block, or JX_NO_BLOCK */
    bool has_equation;
    bool off; /* … and its 总计 is not the sum of its funds */
} JxLine;

typedef struct {
    gint64 total[JX_N_FUNDS];    /* as printed, in fen */
    gint64 residual[JX_N_FUNDS]; /* total minus the sum */
    bool used[JX_N_FUNDS];
    bool has_off_line; /* a line in it, or its total's, is off */
} JxBlock;

typedef struct {
    GArray *lines;  /* JxLine */
    GArray *blocks; /* JxBlock */
    gint64 max_fen; /* larger amounts are an overflow */
    bool overflow;  /* sums too large: nothing else holds */
} JxEquations;

JxEquations *jx_equations_new(const JxReport *report);
void jx_equations_free(JxEquations *equations);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxEquations, jx_equations_free)

#define jx_equations_line(equations, i)                                        \
    (&g_array_index((equations)->lines, JxLine, (i)))
#define jx_equations_block(equations, i)                                       \
    (&g_array_index((equations)->blocks, JxBlock, (i)))

/* Some equation of the block does not hold. */
bool jx_block_is_off(const JxBlock *block);

/* Any equation at all does not hold. */
bool jx_equations_are_off(const JxEquations *equations);

/* A line that an edit could concern: it stands in, or is the total of, a block
 * that is off or has a line that is off. */
bool jx_line_matters(const JxEquations *equations, const JxLine *line);

/* All residuals as one number, and the change that `delta` (fen added to each
 * column of a line) makes to it. Both are linear, modulo 2^64: edits put
 * everything right exactly when their keys add up to -jx_equations_key, but
 * for a chance of about one in 10^19. */
guint64 jx_equations_key(const JxEquations *equations);
guint64 jx_line_key(const JxEquations *equations, const JxLine *line,
                    const gint64 delta[JX_N_FUNDS]);

/* How `change` (fen) in one residual alters the key. */
guint64 jx_residual_key(const JxEquations *equations, guint block, JxFund fund,
                        gint64 change);
