#include "check/search.h"

enum { MAX_MERGED = 3 };

/* Explanations whose amounts are free numbers. They explain almost anything,
 * so they stand beside what reconcile.c finds. */

/* The residuals that are left are exactly one row that could have been. */
static bool is_row(const JxSearch *search, const GArray *blocks,
                   JxMissingRow *row)
{
    guint n_off = 0;
    for (guint i = 0; i < blocks->len; i++) {
        const JxBlock *block = &g_array_index(blocks, JxBlock, i);
        if (!jx_block_is_off(block))
            continue;
        n_off++;
        gint64 sum = 0;
        for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
            if (!block->used[fund] || block->residual[fund] < 0)
                return false;
            row->fen[fund] = block->residual[fund];
            sum += fund == JX_FUND_TOTAL ? 0 : block->residual[fund];
        }
        if (sum != block->residual[JX_FUND_TOTAL])
            return false;
        row->unit = -1;
        for (guint j = 0; j < search->result->equations->lines->len; j++) {
            const JxLine *line =
                jx_equations_line(search->result->equations, j);
            if (line->total_of == i)
                row->unit = line->unit;
        }
    }
    return n_off == 1;
}

static bool try_missing(JxSearch *search, const JxBase *base,
                        const guint32 *set, guint n, guint cost)
{
    JxMissingRow row = {.found = true, .n_edits = cost};
    g_autoptr(GArray) blocks = jx_search_residuals(search, base, set, n);
    search->result->work += search->forced->len + n + 1;
    if (!is_row(search, blocks, &row))
        return false;
    search->result->missing = row;
    return true;
}

/* With no edit beside it but those of the base, then with one more. */
void jx_find_missing_row(JxSearch *search)
{
    enum { MAX_TRIED = 100 * 1000 };
    guint tried = 0;
    if (!jx_search_bases(search, search->cheapest_base))
        return;
    for (guint i = 0; i < search->bases->len; i++) {
        const JxBase *base = &g_array_index(search->bases, JxBase, i);
        if (tried++ < MAX_TRIED &&
            try_missing(search, base, NULL, 0, base->cost))
            return;
    }
    for (guint i = 0; i < search->bases->len; i++) {
        const JxBase *base = &g_array_index(search->bases, JxBase, i);
        for (guint32 j = 0; j < search->items->len; j++)
            if (g_array_index(search->items, JxItem, j).cost == 1 &&
                tried++ < MAX_TRIED &&
                try_missing(search, base, &j, 1, base->cost + 1))
                return;
    }
}

static gint short_first(gconstpointer a, gconstpointer b)
{
    const JxMerged *first = a, *second = b;
    return (gint)second->short_of_cell - (gint)first->short_of_cell;
}

/* Two columns of the declared total are off by the same, one too high and one
 * too low: a cell of the high one may hold both. */
void jx_find_merged(const JxReport *report, JxReconciliation *result)
{
    JxFund high = JX_N_FUNDS, low = JX_N_FUNDS;
    if (!report->has_declared)
        return;
    const JxBlock *top = jx_equations_block(result->equations, 0);
    for (JxFund a = JX_FUND_FISCAL; a < JX_N_FUNDS; a++)
        for (JxFund b = JX_FUND_FISCAL; b < JX_N_FUNDS; b++)
            if (top->used[a] && top->used[b] && top->residual[a] < 0 &&
                top->residual[a] == -top->residual[b]) {
                high = a;
                low = b;
            }
    if (high == JX_N_FUNDS)
        return;
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        JxMerged merged = {.project = i,
                           .from = high,
                           .to = low,
                           .fen = top->residual[low],
                           .short_of_cell = project->cells_missing > 0};
        if (project->funding[low].fen == 0 &&
            project->funding[high].fen > merged.fen)
            g_array_append_val(result->merged, merged);
    }
    g_array_sort(result->merged, short_first);
    /* when rows are short of a cell, it is one of those */
    guint n = 0;
    while (n < result->merged->len && n < MAX_MERGED &&
           g_array_index(result->merged, JxMerged, n).short_of_cell ==
               g_array_index(result->merged, JxMerged, 0).short_of_cell)
        n++;
    g_array_set_size(result->merged, n);
}

/* By how much 总计 of a line is short of the sum of its funds. */
static gint64 excess_of(const JxLine *line)
{
    gint64 excess = -line->funding[JX_FUND_TOTAL].fen;
    for (JxFund fund = JX_FUND_FISCAL; fund < JX_N_FUNDS; fund++)
        (void)jx_money_add(excess, line->funding[fund].fen, &excess);
    return excess;
}

/* A column of the block is off just as if an amount in it were too large by
 * `excess`: `sign` is -1 for one that it sums, 1 for its total. */
static bool agrees(const JxEquations *equations, guint block, JxFund fund,
                   gint64 excess, int sign)
{
    if (block == JX_NO_BLOCK)
        return true;
    const JxBlock *b = jx_equations_block(equations, block);
    return b->used[fund] && b->residual[fund] == sign * excess;
}

/* The one fund of a line that is too large by what its row and its columns
 * are off; JX_N_FUNDS when there is none, or more than one. */
static JxFund crossing(const JxEquations *equations, const JxLine *line,
                       gint64 *too_large)
{
    JxFund found = JX_N_FUNDS;
    if (line->summed_in == JX_NO_BLOCK && line->total_of == JX_NO_BLOCK)
        return found;
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        gint64 excess = excess_of(line);
        excess = fund == JX_FUND_TOTAL ? -excess : excess;
        if (line->funding[fund].invalid ||
            !agrees(equations, line->summed_in, fund, excess, -1) ||
            !agrees(equations, line->total_of, fund, excess, 1))
            continue;
        if (found != JX_N_FUNDS)
            return JX_N_FUNDS;
        found = fund;
        *too_large = excess;
    }
    return found;
}

/* Two rows that are off by the same amount take each other's proof away. */
static bool is_alone(const JxEquations *equations, guint index)
{
    gint64 excess = excess_of(jx_equations_line(equations, index));
    for (guint i = 0; i < equations->lines->len; i++) {
        const JxLine *line = jx_equations_line(equations, i);
        if (i != index && line->off && excess_of(line) == excess)
            return false;
    }
    return true;
}

void jx_find_crossed(JxReconciliation *result)
{
    enum { MOST = 20 };
    const JxEquations *equations = result->equations;
    for (guint i = 0; i < equations->lines->len; i++) {
        const JxLine *line = jx_equations_line(equations, i);
        gint64 too_large = 0;
        JxFund fund =
            line->off ? crossing(equations, line, &too_large) : JX_N_FUNDS;
        if (fund == JX_N_FUNDS || result->crossed->len >= MOST ||
            !is_alone(equations, i))
            continue;
        JxCrossed crossed = {
            .line = i,
            .fund = fund,
            .new_fen = line->funding[fund].fen - too_large,
        };
        if (crossed.new_fen >= 0)
            g_array_append_val(result->crossed, crossed);
    }
}
