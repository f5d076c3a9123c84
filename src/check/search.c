#include "check/search.h"

/* ---- candidates -------------------------------------------------------- */

/* Fen in the last digit of the most precisely printed amount. */
static gint64 finest_step(const JxReport *report, const JxEquations *equations)
{
    guint decimals = 2;
    for (guint i = 0; i < equations->lines->len; i++)
        for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
            decimals =
                MAX(decimals,
                    jx_equations_line(equations, i)->funding[fund].decimals);
    gint64 step = jx_currency_fen(report->currency);
    for (guint i = 0; i < decimals && step > 1; i++)
        step /= 10;
    return step;
}

static char *row_as_text(const JxProject *project)
{
    GString *text = g_string_new(NULL);
    for (const char *at = project->name ? project->name : ""; *at;
         at = g_utf8_next_char(at))
        if (!g_unichar_isspace(g_utf8_get_char(at)))
            g_string_append_unichar(text, g_utf8_get_char(at));
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        g_string_append_printf(text, " %" G_GINT64_FORMAT,
                               project->funding[fund].fen);
    g_string_append_printf(text, " %d", project->unit);
    return g_string_free(text, FALSE);
}

/* Which projects repeat an earlier row: same unit, name and amounts. */
static bool *repeated_rows(const JxReport *report)
{
    guint n = report->projects->len;
    bool *repeated = g_new0(bool, n + 1);
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < n; i++)
        repeated[i] =
            !g_hash_table_add(seen, row_as_text(jx_report_project(report, i)));
    return repeated;
}

/* The cheapest variants of a line come first. */
static void force(JxSearch *search, guint line, guint first, guint n)
{
    JxForced forced = {.first = first, .n = n};
    if (n == 0 && !search->hopeless)
        search->hopeless_line = line;
    if (n == 0)
        search->hopeless = true;
    else
        forced.cheapest = g_array_index(search->variants, JxVariant, first).n;
    search->cheapest_base += forced.cheapest;
    g_array_append_val(search->forced, forced);
}

static void find_variants(JxSearch *search)
{
    const JxEquations *equations = search->result->equations;
    g_autofree bool *repeated = repeated_rows(search->report);
    for (guint i = 0; i < equations->lines->len; i++) {
        const JxLine *line = jx_equations_line(equations, i);
        guint first = search->variants->len;
        if (!jx_line_matters(equations, line))
            continue;
        jx_variants_of_line(search->report, equations, i, search->step,
                            line->project >= 0 && repeated[line->project],
                            search->variants);
        guint n = search->variants->len - first;
        if (line->off) {
            force(search, i, first, n);
            continue;
        }
        for (guint32 j = first; j < first + n; j++) {
            const JxVariant *variant =
                &g_array_index(search->variants, JxVariant, j);
            JxItem item = {.key = variant->key, .group = i, .cost = variant->n};
            g_array_append_val(search->items, item);
            g_array_append_val(search->item_variant, j);
        }
    }
}

/* ---- bases ------------------------------------------------------------- */

static void base_clear(gpointer data)
{
    g_free(((JxBase *)data)->chosen);
}

/* Makes the bases in which the forced lines from `at` on take exactly `left`
 * edits; `least` is what the lines behind need at least. */
static bool make_bases(JxSearch *search, guint at, guint32 *chosen, guint cost,
                       guint left, guint least, guint64 key)
{
    if (at == search->forced->len) {
        if (left > 0)
            return true;
        if (search->bases->len >= JX_MAX_BASES)
            return false;
        JxBase base = {.cost = cost, .key = key};
        base.chosen = g_memdup2(chosen, MAX(at, 1) * sizeof(guint32));
        g_array_append_val(search->bases, base);
        return true;
    }
    const JxForced *forced = &g_array_index(search->forced, JxForced, at);
    guint behind = least - forced->cheapest;
    for (guint32 i = forced->first; i < forced->first + forced->n; i++) {
        const JxVariant *variant =
            &g_array_index(search->variants, JxVariant, i);
        if (variant->n + behind > left)
            continue;
        chosen[at] = i;
        if (!make_bases(search, at + 1, chosen, cost, left - variant->n, behind,
                        key + variant->key))
            return false;
    }
    return true;
}

bool jx_search_bases(JxSearch *search, guint cost)
{
    g_autofree guint32 *chosen = g_new0(guint32, search->forced->len + 1);
    for (; search->bases_made <= cost && !search->bases_cut;
         search->bases_made++)
        if (!make_bases(search, 0, chosen, search->bases_made,
                        search->bases_made, search->cheapest_base, 0))
            search->bases_cut = true;
    return !search->bases_cut;
}

/* ---- explanations ------------------------------------------------------ */

static gint by_line(gconstpointer a, gconstpointer b)
{
    const JxEdit *first = a, *second = b;
    if (first->line != second->line)
        return first->line < second->line ? -1 : 1;
    return (gint)first->fund - (gint)second->fund;
}

/* The variants of a base and of a set of items, as indices. */
static GArray *variants_of(const JxSearch *search, const JxBase *base,
                           const guint32 *set, guint n)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_array_append_vals(all, base->chosen, search->forced->len);
    for (guint i = 0; i < n; i++)
        g_array_append_val(
            all, g_array_index(search->item_variant, guint32, set[i]));
    return all;
}

/* Adds the variants' changes to a copy of the residuals. */
static GArray *residuals_after(const JxSearch *search, const GArray *variants)
{
    const JxEquations *equations = search->result->equations;
    GArray *blocks = g_array_copy(equations->blocks);
    for (guint i = 0; i < variants->len; i++) {
        const JxVariant *variant = &g_array_index(
            search->variants, JxVariant, g_array_index(variants, guint32, i));
        const JxLine *line = jx_equations_line(equations, variant->line);
        for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
            if (line->total_of != JX_NO_BLOCK)
                g_array_index(blocks, JxBlock, line->total_of).residual[fund] +=
                    variant->delta[fund];
            if (line->summed_in != JX_NO_BLOCK)
                g_array_index(blocks, JxBlock, line->summed_in)
                    .residual[fund] -= variant->delta[fund];
        }
    }
    return blocks;
}

GArray *jx_search_residuals(const JxSearch *search, const JxBase *base,
                            const guint32 *set, guint n)
{
    g_autoptr(GArray) variants = variants_of(search, base, set, n);
    return residuals_after(search, variants);
}

static bool closes_everything(const JxSearch *search, const GArray *variants)
{
    g_autoptr(GArray) blocks = residuals_after(search, variants);
    for (guint i = 0; i < blocks->len; i++)
        if (jx_block_is_off(&g_array_index(blocks, JxBlock, i)))
            return false;
    return true;
}

static gint by_index(gconstpointer a, gconstpointer b)
{
    guint32 first = *(const guint32 *)a, second = *(const guint32 *)b;
    return first < second ? -1 : first > second;
}

/* Keeps an explanation that is new; false when enough have been kept. */
static bool keep(JxSearch *search, GArray *variants)
{
    JxReconciliation *result = search->result;
    g_autoptr(GString) name = g_string_new(NULL);
    g_array_sort(variants, by_index);
    for (guint i = 0; i < variants->len; i++)
        g_string_append_printf(name, "%u ",
                               g_array_index(variants, guint32, i));
    if (g_hash_table_contains(search->seen, name->str))
        return true;
    if (result->explanations->len >= JX_MAX_LISTED) {
        result->many = true;
        return false;
    }
    g_hash_table_add(search->seen, g_strdup(name->str));

    JxExplanation *explanation = g_new0(JxExplanation, 1);
    explanation->edits = g_array_new(FALSE, FALSE, sizeof(JxEdit));
    for (guint i = 0; i < variants->len; i++) {
        const JxVariant *variant = &g_array_index(
            search->variants, JxVariant, g_array_index(variants, guint32, i));
        g_array_append_vals(explanation->edits, variant->edits, variant->n);
    }
    g_array_sort(explanation->edits, by_line);
    g_ptr_array_add(result->explanations, explanation);
    return true;
}

/* ---- the search -------------------------------------------------------- */

/* One round: the bases whose cost leaves the same number of edits open. */
typedef struct {
    JxSearch *search;
    GArray *bases;   /* guint */
    GArray *targets; /* guint64: what a base must be completed to */
} Round;

static bool keep_hit(guint target, const guint32 *set, guint n, gpointer data)
{
    Round *round = data;
    const JxBase *base =
        &g_array_index(round->search->bases, JxBase,
                       g_array_index(round->bases, guint, target));
    g_autoptr(GArray) variants = variants_of(round->search, base, set, n);
    if (!closes_everything(round->search, variants))
        return true; /* keys alike by accident */
    return keep(round->search, variants);
}

static bool stop_at_hit(guint target, const guint32 *set, guint n,
                        gpointer data)
{
    (void)target;
    (void)set;
    (void)n;
    (void)data;
    return false;
}

static Round round_of(JxSearch *search, guint base_cost, guint64 gap)
{
    Round round = {search, g_array_new(FALSE, FALSE, sizeof(guint)),
                   g_array_new(FALSE, FALSE, sizeof(guint64))};
    for (guint i = 0; i < search->bases->len; i++) {
        const JxBase *base = &g_array_index(search->bases, JxBase, i);
        guint64 target = gap - base->key;
        if (base->cost != base_cost)
            continue;
        g_array_append_val(round.bases, i);
        g_array_append_val(round.targets, target);
    }
    return round;
}

static void round_clear(Round *round)
{
    g_array_unref(round->bases);
    g_array_unref(round->targets);
}

JxSearchEnd jx_search_cost(JxSearch *search, guint cost, guint64 gap,
                           bool keep_hits)
{
    JxSearchEnd end = JX_SEARCH_DONE;
    guint most = MIN(cost - search->cheapest_base, JX_MAX_EXTRA);
    if (!jx_search_bases(search, cost))
        return JX_SEARCH_TOO_BIG;
    for (guint extra = 0; extra <= most; extra++) {
        Round round = round_of(search, cost - extra, gap);
        JxSearchEnd ended = JX_SEARCH_DONE;
        if (round.targets->len > 0)
            ended = jx_subsets_search(
                search->subsets, extra, (const guint64 *)round.targets->data,
                round.targets->len, &search->result->work, search->max_work,
                keep_hits ? keep_hit : stop_at_hit, &round);
        round_clear(&round);
        if (ended == JX_SEARCH_STOPPED)
            return ended;
        if (ended == JX_SEARCH_TOO_BIG)
            end = ended;
    }
    return end;
}

/* ---- making one -------------------------------------------------------- */

JxSearch *jx_search_new(const JxReport *report, JxReconciliation *result)
{
    JxSearch *search = g_new0(JxSearch, 1);
    search->report = report;
    search->result = result;
    search->variants = g_array_new(FALSE, FALSE, sizeof(JxVariant));
    search->forced = g_array_new(FALSE, FALSE, sizeof(JxForced));
    search->bases = g_array_new(FALSE, FALSE, sizeof(JxBase));
    search->items = g_array_new(FALSE, FALSE, sizeof(JxItem));
    search->item_variant = g_array_new(FALSE, FALSE, sizeof(guint32));
    search->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_array_set_clear_func(search->bases, base_clear);

    search->max_work = JX_MAX_WORK;
    search->step = finest_step(report, result->equations);
    find_variants(search);
    search->bases_made = search->cheapest_base;
    search->subsets =
        jx_subsets_new((const JxItem *)search->items->data, search->items->len);
    return search;
}

void jx_search_free(JxSearch *search)
{
    if (search == NULL)
        return;
    g_array_unref(search->variants);
    g_array_unref(search->forced);
    g_array_unref(search->bases);
    g_array_unref(search->items);
    g_array_unref(search->item_variant);
    jx_subsets_free(search->subsets);
    g_hash_table_unref(search->seen);
    g_free(search);
}
