#include "check/equations.h"

/* Larger amounts are not reconciled: so those of all lines, and sixteen that
 * edits make a hundred times as large, stay in range whatever is added. */
static gint64 largest_fen(const JxReport *report)
{
    guint n = report->projects->len + report->units->len + 1;
    return G_MAXINT64 / 2 / ((gint64)n + 16 * 100);
}

static void add_to(JxEquations *equations, gint64 *sum, gint64 fen, bool minus)
{
    if (fen > equations->max_fen || fen < -equations->max_fen)
        equations->overflow = true;
    if (minus ? __builtin_sub_overflow(*sum, fen, sum)
              : __builtin_add_overflow(*sum, fen, sum))
        equations->overflow = true;
}

/* Counts a line's amounts into the residuals of a block: as its printed total,
 * or as one of the lines summed. */
static void count_in(JxEquations *equations, const JxLine *line, guint index,
                     bool is_total)
{
    if (index == JX_NO_BLOCK)
        return;
    JxBlock *block = jx_equations_block(equations, index);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        const JxMoney *money = &line->funding[fund];
        if (money->invalid)
            block->used[fund] = false;
        add_to(equations, &block->residual[fund], money->fen, !is_total);
    }
    if (line->off)
        block->has_off_line = true;
}

static void judge_line(JxEquations *equations, JxLine *line)
{
    const JxMoney *total = &line->funding[JX_FUND_TOTAL];
    gint64 sum = 0;
    bool readable = !total->blank && !total->invalid;
    for (JxFund fund = JX_FUND_FISCAL; fund < JX_N_FUNDS; fund++) {
        readable = readable && !line->funding[fund].invalid;
        add_to(equations, &sum, line->funding[fund].fen, false);
    }
    line->has_equation = readable;
    line->off = readable && sum != total->fen;
}

static void add_line(JxEquations *equations, JxLine line, bool has_parts)
{
    if (has_parts)
        judge_line(equations, &line);
    count_in(equations, &line, line.summed_in, false);
    count_in(equations, &line, line.total_of, true);
    g_array_append_val(equations->lines, line);
}

/* A new block whose total is printed in `funding`. */
static guint add_block(JxEquations *equations, const JxMoney *funding)
{
    JxBlock block = {0};
    bool printed = !funding[JX_FUND_TOTAL].blank;
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        block.used[fund] = printed || !funding[fund].blank;
        block.total[fund] = funding[fund].fen;
    }
    g_array_append_val(equations->blocks, block);
    return equations->blocks->len - 1;
}

/* A unit that is only named prints no sums: its projects count on their own.
 */
static bool prints_sums(const JxReport *report, guint unit)
{
    const JxMoney *funding = jx_report_unit(report, unit)->funding;
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        if (!funding[fund].blank)
            return true;
    return false;
}

static bool has_amount(const JxMoney *funding)
{
    for (JxFund fund = JX_FUND_FISCAL; fund < JX_N_FUNDS; fund++)
        if (!funding[fund].blank)
            return true;
    return false;
}

/* Tables that print 总计 alone have no equations of lines. */
static bool prints_parts(const JxReport *report)
{
    bool parts = report->has_declared && has_amount(report->declared.funding);
    for (guint i = 0; i < report->units->len && !parts; i++)
        parts = has_amount(jx_report_unit(report, i)->funding);
    for (guint i = 0; i < report->projects->len && !parts; i++)
        parts = has_amount(jx_report_project(report, i)->funding);
    return parts;
}

JxEquations *jx_equations_new(const JxReport *report)
{
    JxEquations *equations = g_new0(JxEquations, 1);
    g_autofree guint *block_of = g_new(guint, report->units->len + 1);
    guint top = JX_NO_BLOCK;
    bool parts = prints_parts(report);

    equations->max_fen = largest_fen(report);
    equations->lines = g_array_new(FALSE, TRUE, sizeof(JxLine));
    equations->blocks = g_array_new(FALSE, TRUE, sizeof(JxBlock));
    if (report->has_declared)
        top = add_block(equations, report->declared.funding);
    for (guint i = 0; i < report->units->len; i++)
        block_of[i] = JX_NO_BLOCK;
    for (guint i = 0; i < report->projects->len; i++) {
        int unit = jx_report_project(report, i)->unit;
        if (unit >= 0 && block_of[unit] == JX_NO_BLOCK)
            block_of[unit] =
                prints_sums(report, (guint)unit)
                    ? add_block(equations,
                                jx_report_unit(report, (guint)unit)->funding)
                    : top;
    }

    if (report->has_declared)
        add_line(equations,
                 (JxLine){.funding = report->declared.funding,
                          .project = -1,
                          .unit = -1,
                          .summed_in = JX_NO_BLOCK,
                          .total_of = top},
                 parts);
    for (guint i = 0; i < report->units->len; i++)
        add_line(equations,
                 (JxLine){.funding = jx_report_unit(report, i)->funding,
                          .project = -1,
                          .unit = (int)i,
                          .summed_in = top,
                          .total_of = prints_sums(report, i) ? block_of[i]
                                                             : JX_NO_BLOCK},
                 parts);
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        add_line(equations,
                 (JxLine){.funding = project->funding,
                          .project = (int)i,
                          .unit = -1,
                          .summed_in =
                              project->unit < 0 ? top : block_of[project->unit],
                          .total_of = JX_NO_BLOCK},
                 parts);
    }
    return equations;
}

void jx_equations_free(JxEquations *equations)
{
    if (equations == NULL)
        return;
    g_array_unref(equations->lines);
    g_array_unref(equations->blocks);
    g_free(equations);
}

bool jx_block_is_off(const JxBlock *block)
{
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        if (block->used[fund] && block->residual[fund] != 0)
            return true;
    return false;
}

bool jx_equations_are_off(const JxEquations *equations)
{
    for (guint i = 0; i < equations->blocks->len; i++)
        if (jx_block_is_off(jx_equations_block(equations, i)))
            return true;
    for (guint i = 0; i < equations->lines->len; i++)
        if (jx_equations_line(equations, i)->off)
            return true;
    return false;
}

static bool block_matters(const JxEquations *equations, guint index)
{
    if (index == JX_NO_BLOCK)
        return false;
    const JxBlock *block = jx_equations_block(equations, index);
    return block->has_off_line || jx_block_is_off(block);
}

bool jx_line_matters(const JxEquations *equations, const JxLine *line)
{
    return line->off || block_matters(equations, line->summed_in) ||
           block_matters(equations, line->total_of);
}

/* A fixed random-looking weight for each equation (splitmix64). */
static guint64 weight_of(guint block, JxFund fund)
{
    guint64 x = ((guint64)block * JX_N_FUNDS + fund + 1) *
                G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT(0x94D049BB133111EB);
    return (x ^ (x >> 31)) | 1;
}

guint64 jx_residual_key(const JxEquations *equations, guint block, JxFund fund,
                        gint64 change)
{
    if (block == JX_NO_BLOCK ||
        !jx_equations_block(equations, block)->used[fund])
        return 0;
    return weight_of(block, fund) * (guint64)change;
}

guint64 jx_equations_key(const JxEquations *equations)
{
    guint64 key = 0;
    for (guint i = 0; i < equations->blocks->len; i++)
        for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
            key += jx_residual_key(
                equations, i, fund,
                jx_equations_block(equations, i)->residual[fund]);
    return key;
}

guint64 jx_line_key(const JxEquations *equations, const JxLine *line,
                    const gint64 delta[JX_N_FUNDS])
{
    guint64 key = 0;
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        key += jx_residual_key(equations, line->total_of, fund, delta[fund]);
        key -= jx_residual_key(equations, line->summed_in, fund, delta[fund]);
    }
    return key;
}
