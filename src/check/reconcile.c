#include "check/reconcile.h"

#include "check/search.h"

/* When a decoy is dear, fewer of them have to do: after ENOUGH_DECOYS no more
 * than DECOY_WORK steps are spent, and with less than MIN_DECOYS nothing is
 * called unique. */
enum {
    MAX_DECOYS = 48,
    ENOUGH_DECOYS = 16,
    MIN_DECOYS = 8,
    DECOY_WORK = 8 * 1000 * 1000,
};

/* Spends one edit more in each round until something closes the gap. */
static void find_smallest(JxSearch *search)
{
    JxReconciliation *result = search->result;
    guint64 gap = -jx_equations_key(result->equations);
    guint first = MAX(search->cheapest_base, 1);

    result->complete = true;
    result->searched = first - 1;
    for (guint cost = first; cost <= search->cheapest_base + JX_MAX_EXTRA;
         cost++) {
        JxSearchEnd end = jx_search_cost(search, cost, gap, true);
        result->complete = end != JX_SEARCH_TOO_BIG;
        if (result->complete)
            result->searched = cost;
        if (result->explanations->len > 0) {
            result->size = cost;
            return;
        }
        if (!result->complete)
            return;
    }
}

/* ---- is it an accident? ------------------------------------------------ */

/* A direction in which the gap can be changed without becoming absurd: the
 * columns of one block, +1 and -1, or a column together with 总计. */
typedef struct {
    guint block;
    int sign[JX_N_FUNDS];
    gint64 grain; /* fen: the gap is a multiple of it */
} Direction;

static JxFund largest_of(const JxBlock *block, JxFund except)
{
    JxFund best = JX_N_FUNDS;
    for (JxFund fund = JX_FUND_FISCAL; fund < JX_N_FUNDS; fund++)
        if (fund != except && block->used[fund] && block->residual[fund] != 0 &&
            (best == JX_N_FUNDS ||
             ABS(block->residual[fund]) > ABS(block->residual[best])))
            best = fund;
    return best;
}

static bool direction_of(const JxBlock *block, guint index, gint64 step,
                         Direction *direction)
{
    *direction = (Direction){.block = index};
    JxFund first = largest_of(block, JX_N_FUNDS);
    JxFund second = first == JX_N_FUNDS ? first : largest_of(block, first);
    bool total =
        block->used[JX_FUND_TOTAL] && block->residual[JX_FUND_TOTAL] != 0;
    if (first != JX_N_FUNDS)
        direction->sign[first] = 1;
    if (total)
        direction->sign[JX_FUND_TOTAL] = 1;
    else if (second != JX_N_FUNDS)
        direction->sign[second] = -1;
    if (first == JX_N_FUNDS && !total)
        return false;

    /* as round as the gap itself, but not so that decoys leave its range */
    gint64 size = first != JX_N_FUNDS ? block->residual[first]
                                      : block->residual[JX_FUND_TOTAL];
    direction->grain = step;
    while (size % (direction->grain * 10) == 0 &&
           direction->grain * 10 <= 1000 * step)
        direction->grain *= 10;
    return true;
}

static guint64 decoy_gap(const JxSearch *search, const Direction *direction,
                         gint64 n)
{
    const JxEquations *equations = search->result->equations;
    guint64 gap = -jx_equations_key(equations);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        gap -= jx_residual_key(equations, direction->block, fund,
                               n * direction->grain * direction->sign[fund]);
    return gap;
}

/* Tries the same number of edits on gaps that nobody printed, for one block.
 * False when there was work for too few of them. */
static bool try_decoys_of(JxSearch *search, const Direction *direction)
{
    JxReconciliation *result = search->result;
    guint64 before = result->work;
    for (gint64 n = 1; n <= MAX_DECOYS; n++) {
        if (n > ENOUGH_DECOYS && result->work - before > DECOY_WORK)
            break;
        gint64 step = n % 2 ? (n + 1) / 2 : -n / 2;
        JxSearchEnd end = jx_search_cost(
            search, result->size, decoy_gap(search, direction, step), false);
        if (end == JX_SEARCH_TOO_BIG)
            return n > MIN_DECOYS;
        result->n_decoys++;
        result->n_decoys_explained += end == JX_SEARCH_STOPPED;
    }
    return true;
}

static bool try_decoys(JxSearch *search)
{
    const JxEquations *equations = search->result->equations;
    bool enough = true;
    search->max_work = search->result->work + JX_MAX_WORK;
    for (guint i = 0; i < equations->blocks->len; i++) {
        Direction direction;
        const JxBlock *block = jx_equations_block(equations, i);
        if (jx_block_is_off(block) &&
            direction_of(block, i, search->step, &direction))
            enough = try_decoys_of(search, &direction) && enough;
    }
    return enough;
}

/* ---- all of it --------------------------------------------------------- */

/* A line that is off and stands in no printed total has only its own equation
 * to prove an edit: more than one edit of it proves nothing. */
static bool is_witnessed(const JxReconciliation *result,
                         const JxExplanation *explanation)
{
    guint alone = JX_NO_BLOCK;
    for (guint i = 0; i < explanation->edits->len; i++) {
        guint index = g_array_index(explanation->edits, JxEdit, i).line;
        const JxLine *line = jx_equations_line(result->equations, index);
        if (line->summed_in != JX_NO_BLOCK || line->total_of != JX_NO_BLOCK)
            continue;
        if (index == alone)
            return false;
        alone = index;
    }
    return true;
}

static void run(JxSearch *search)
{
    JxReconciliation *result = search->result;
    result->stuck = search->hopeless;
    result->stuck_line = search->hopeless_line;
    if (result->stuck)
        return;
    find_smallest(search);
    jx_find_missing_row(search);
    if (result->explanations->len != 1 || result->many || !result->complete)
        return;
    result->untested = !try_decoys(search);
    bool row_is_as_small =
        result->missing.found && result->missing.n_edits + 1 <= result->size;
    result->unique =
        result->n_decoys_explained == 0 && !result->untested &&
        !row_is_as_small &&
        is_witnessed(result, g_ptr_array_index(result->explanations, 0));
}

static void explanation_free(gpointer data)
{
    JxExplanation *explanation = data;
    g_array_unref(explanation->edits);
    g_free(explanation);
}

JxReconciliation *jx_reconcile(const JxReport *report)
{
    JxReconciliation *result = g_new0(JxReconciliation, 1);
    result->equations = jx_equations_new(report);
    result->explanations = g_ptr_array_new_with_free_func(explanation_free);
    result->merged = g_array_new(FALSE, TRUE, sizeof(JxMerged));
    result->crossed = g_array_new(FALSE, TRUE, sizeof(JxCrossed));
    result->needed =
        !result->equations->overflow && jx_equations_are_off(result->equations);
    if (!result->needed)
        return result;

    g_autoptr(JxSearch) search = jx_search_new(report, result);
    run(search);
    jx_find_merged(report, result);
    if (result->explanations->len == 0)
        jx_find_crossed(result);
    return result;
}

void jx_reconciliation_free(JxReconciliation *reconciliation)
{
    if (reconciliation == NULL)
        return;
    jx_equations_free(reconciliation->equations);
    g_ptr_array_unref(reconciliation->explanations);
    g_array_unref(reconciliation->merged);
    g_array_unref(reconciliation->crossed);
    g_free(reconciliation);
}
