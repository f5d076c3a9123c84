#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "check/subsets.h"

/* Compared with trying every set there is. */

enum { N = 14 };

static guint64 next(guint64 *random)
{
    *random = *random * G_GUINT64_CONSTANT(6364136223846793005) + 1;
    return *random >> 33;
}

/* Small keys, some of them "negative": sums meet by accident all the time. */
static void make_items(JxItem items[N], guint64 seed)
{
    guint64 random = seed;
    for (guint i = 0; i < N; i++) {
        items[i].key = next(&random) % 40 - 20;
        items[i].group = i / 2 + (guint32)(next(&random) % 2) * (i % 2);
        items[i].cost = (guint8)(1 + next(&random) % 3);
        if (i > 0 && items[i].group < items[i - 1].group)
            items[i].group = items[i - 1].group;
    }
}

static guint bit_of(const guint32 *set, guint n)
{
    guint bits = 0;
    for (guint i = 0; i < n; i++)
        bits |= 1u << set[i];
    return bits;
}

static bool note(guint target, const guint32 *set, guint n, gpointer data)
{
    bool *found = data;
    (void)target;
    found[bit_of(set, n)] = true;
    return true;
}

static bool belongs(const JxItem items[N], guint bits, guint cost,
                    guint64 target)
{
    guint64 key = 0;
    guint spent = 0;
    gint64 group = -1;
    for (guint i = 0; i < N; i++) {
        if (!(bits >> i & 1))
            continue;
        if (group == items[i].group)
            return false;
        group = items[i].group;
        key += items[i].key;
        spent += items[i].cost;
    }
    return key == target && spent == cost;
}

Test(subsets, every_set_of_a_cost_is_found_and_no_other)
{
    for (guint64 seed = 1; seed <= 20; seed++) {
        JxItem items[N];
        make_items(items, seed);
        g_autoptr(JxSubsets) subsets = jx_subsets_new(items, N);
        for (guint cost = 0; cost <= JX_SUBSET_MAX_COST; cost++) {
            const guint64 target = seed % 5 - 2;
            g_autofree bool *found = g_new0(bool, 1 << N);
            guint64 work = 0;

            JxSearchEnd end = jx_subsets_search(subsets, cost, &target, 1,
                                                &work, 1000000, note, found);

            cr_expect(eq(int, end, JX_SEARCH_DONE));
            for (guint bits = 0; bits < 1 << N; bits++)
                cr_expect(found[bits] == belongs(items, bits, cost, target),
                          "seed %u cost %u set %x", (guint)seed, cost, bits);
        }
    }
}

static bool stop(guint target, const guint32 *set, guint n, gpointer data)
{
    (void)set;
    (void)n;
    *(guint *)data = target;
    return false;
}

Test(subsets, the_target_that_is_met_is_named_and_the_search_can_end_there)
{
    const JxItem items[] = {{5, 0, 1}, {7, 1, 1}, {9, 2, 1}};
    const guint64 targets[] = {1, 16, 12};
    g_autoptr(JxSubsets) subsets = jx_subsets_new(items, 3);
    guint64 work = 0;
    guint met = 99;

    JxSearchEnd end =
        jx_subsets_search(subsets, 2, targets, 3, &work, 1000000, stop, &met);

    cr_expect(eq(int, end, JX_SEARCH_STOPPED));
    cr_expect(met == 1 || met == 2);
}

Test(subsets, a_search_beyond_its_bound_is_not_begun)
{
    g_autofree JxItem *items = g_new0(JxItem, 1000);
    for (guint i = 0; i < 1000; i++)
        items[i] = (JxItem){i * 1000003, i, 1};
    g_autoptr(JxSubsets) subsets = jx_subsets_new(items, 1000);
    const guint64 target = 1;
    guint64 work = 0;
    guint met;

    JxSearchEnd end =
        jx_subsets_search(subsets, 6, &target, 1, &work, 1000000, stop, &met);

    cr_expect(eq(int, end, JX_SEARCH_TOO_BIG));
    cr_expect(eq(u64, work, 0));
}
