/* How often reconciliation finds what was planted, and what it costs: plants
 * edits (tests/unit/plant.h) in tables of several sizes and prints the rates
 * as the table of src/check/reconcile.md.
 *
 *   reconcile_rates [TABLES-OF-EACH-KIND] */

#include <stdio.h>
#include <stdlib.h>

#include "plant.h"

static const guint SIZES[] = {8, 25, 60, 200, 500};

/* Tables of one size with the same kind of damage. */
typedef struct {
    guint n, found, verified, unique, right, none, many, lost;
    double ms, worst_ms;
} Rates;

static bool is_restored(const JxReport *report, const JxReconciliation *result,
                        const JxReport *original)
{
    g_autoptr(JxReport) copy = jx_reconcile_apply(report, result);
    bool same = copy->projects->len == original->projects->len;
    for (int fund = 0; fund < JX_N_FUNDS && same; fund++)
        same = copy->declared.funding[fund].fen ==
               original->declared.funding[fund].fen;
    for (guint i = 0; i < original->projects->len && same; i++)
        for (int fund = 0; fund < JX_N_FUNDS; fund++)
            same =
                same && jx_report_project(copy, i)->funding[fund].fen ==
                            jx_report_project(original, i)->funding[fund].fen;
    return same;
}

static void count(Rates *rates, const JxReport *report,
                  const JxReport *original, guint k)
{
    gint64 before = g_get_monotonic_time();
    g_autoptr(JxReconciliation) result = jx_reconcile(report);
    double ms = (double)(g_get_monotonic_time() - before) / 1000;

    rates->n++;
    rates->ms += ms;
    rates->worst_ms = MAX(rates->worst_ms, ms);
    if (!result->needed || (result->size > 0 && result->size <= k)) {
        bool verified = true;
        rates->found++;
        for (guint i = 0; i < result->explanations->len; i++)
            verified =
                verified &&
                plant_verifies(report, result, result->explanations->pdata[i]);
        rates->verified += verified;
    }
    rates->none += result->needed && result->explanations->len == 0;
    rates->lost += result->missing.found && result->explanations->len == 0;
    rates->many += result->explanations->len > 0 && !result->unique;
    rates->unique += result->unique;
    rates->right += result->unique && is_restored(report, result, original);
}

/* `k` edits of that kind, or of any explainable kind when it is -1. */
static Rates rates_of(guint size, guint k, int kind, guint tables)
{
    Rates rates = {0};
    for (guint seed = 0; seed < tables; seed++) {
        Plant plant, intact;
        guint64 number = ((guint64)seed * 1000 + size) * 10 + k;
        plant_new(&intact, number, size);
        plant_new(&plant, number, size);
        for (guint i = 0; i < k; i++)
            plant_edit(&plant, kind >= 0 ? (PlantKind)kind
                                         : (PlantKind)plant_random(
                                               &plant, PLANT_N_INSIDE));
        g_autoptr(JxReport) report = plant_report(&plant);
        g_autoptr(JxReport) original = plant_report(&intact);
        count(&rates, report, original, k);
        plant_clear(&plant);
        plant_clear(&intact);
    }
    return rates;
}

static void print_inside(guint tables)
{
    puts("| rows | edits | explained | verified | unique | of these right |"
         " mean ms | worst ms |\n|---|---|---|---|---|---|---|---|");
    for (gsize i = 0; i < G_N_ELEMENTS(SIZES); i++) {
        for (guint k = 1; k <= 4; k++) {
            Rates rates = rates_of(SIZES[i], k, -1, tables);
            printf("| %u | %u | %u/%u | %u | %u | %u | %.1f | %.1f |\n",
                   SIZES[i], k, rates.found, rates.n, rates.verified,
                   rates.unique, rates.right, rates.ms / rates.n,
                   rates.worst_ms);
        }
    }
}

static void print_outside(guint tables)
{
    static const struct {
        PlantKind kind;
        const char *name;
    } OUTSIDE[] = {
        {PLANT_ROW_LOST, "row lost"},
        {PLANT_DIGIT, "one digit wrong"},
        {PLANT_DIGIT_TWICE, "the same in 总计"},
    };
    puts("\n| damage | rows | called unique | several, or by chance |"
         " a lost row named | unexplained |\n|---|---|---|---|---|---|");
    for (gsize i = 0; i < G_N_ELEMENTS(OUTSIDE); i++) {
        for (gsize j = 0; j < G_N_ELEMENTS(SIZES); j++) {
            Rates rates = rates_of(SIZES[j], 1, (int)OUTSIDE[i].kind, tables);
            printf("| %s | %u | %u/%u | %u | %u | %u |\n", OUTSIDE[i].name,
                   SIZES[j], rates.unique, rates.n, rates.many, rates.lost,
                   rates.none - rates.lost);
        }
    }
}

int main(int argc, char **argv)
{
    guint tables = argc > 1 ? (guint)g_ascii_strtoull(argv[1], NULL, 10) : 50;
    print_inside(tables);
    print_outside(tables);
    return 0;
}
