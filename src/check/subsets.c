#include "check/subsets.h"

#include <string.h>

enum {
    MAX_ITEM_COST = 3,
    MAX_HALF = JX_SUBSET_MAX_COST / 2,
    MAX_TABLE = 2 * 1000 * 1000, /* entries; 16 to 24 bytes each */
};

/* All sets of one cost, findable by key. `bits` says quickly that a key is
 * not there. */
typedef struct {
    guint cost;
    guint32 n;
    guint shift;     /* key >> shift is the bucket */
    guint32 *bucket; /* first entry of each, and one past the last */
    guint64 *keys;
    guint32 *sets; /* cost indices each, G_MAXUINT32 where fewer items */
    guint64 *bits;
    guint bits_shift;
} Table;

struct _JxSubsets {
    const JxItem *items;
    guint n;
    GArray *of_cost[MAX_ITEM_COST + 1]; /* guint32 indices, by group */
    Table *tables[MAX_HALF + 1];
};

JxSubsets *jx_subsets_new(const JxItem *items, guint n)
{
    JxSubsets *subsets = g_new0(JxSubsets, 1);
    subsets->items = items;
    subsets->n = n;
    for (guint cost = 1; cost <= MAX_ITEM_COST; cost++)
        subsets->of_cost[cost] = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint32 i = 0; i < n; i++) {
        g_assert(items[i].cost >= 1 && items[i].cost <= MAX_ITEM_COST);
        g_assert(i == 0 || items[i].group >= items[i - 1].group);
        g_array_append_val(subsets->of_cost[items[i].cost], i);
    }
    return subsets;
}

static void table_free(Table *table)
{
    if (table == NULL)
        return;
    g_free(table->bucket);
    g_free(table->keys);
    g_free(table->sets);
    g_free(table->bits);
    g_free(table);
}

void jx_subsets_free(JxSubsets *subsets)
{
    if (subsets == NULL)
        return;
    for (guint cost = 1; cost <= MAX_ITEM_COST; cost++)
        g_array_unref(subsets->of_cost[cost]);
    for (guint cost = 0; cost <= MAX_HALF; cost++)
        table_free(subsets->tables[cost]);
    g_free(subsets);
}

/* ---- enumerating ------------------------------------------------------- */

typedef bool (*Visit)(const guint32 *set, guint n, guint64 key, gpointer data);

/* Position in of_cost[cost] of the first item behind `group`. */
static guint first_behind(const JxSubsets *subsets, guint cost, gint64 group)
{
    const GArray *all = subsets->of_cost[cost];
    guint low = 0, high = all->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        guint32 item = g_array_index(all, guint32, middle);
        if ((gint64)subsets->items[item].group <= group)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Every set of exactly `cost`, of items that cost `least` or more, with its
 * groups ascending, once. set[0..n) is what has been chosen so far. False:
 * stopped by visit(). */
static bool enumerate(const JxSubsets *subsets, guint cost, guint least,
                      gint64 group, guint32 *set, guint n, guint64 key,
                      Visit visit, gpointer data)
{
    if (cost == 0)
        return visit(set, n, key, data);
    for (guint c = least; c <= MIN(cost, MAX_ITEM_COST); c++) {
        const GArray *all = subsets->of_cost[c];
        for (guint i = first_behind(subsets, c, group); i < all->len; i++) {
            guint32 item = g_array_index(all, guint32, i);
            const JxItem *chosen = &subsets->items[item];
            set[n] = item;
            if (!enumerate(subsets, cost - c, least, chosen->group, set, n + 1,
                           key + chosen->key, visit, data))
                return false;
        }
    }
    return true;
}

/* At least as many as enumerate() visits. */
static double count_sets(const JxSubsets *subsets, guint cost, guint least)
{
    double n1 = least > 1 ? 0 : subsets->of_cost[1]->len;
    double n2 = least > 2 ? 0 : subsets->of_cost[2]->len;
    double n3 = subsets->of_cost[3]->len;
    const double counts[] = {
        1,
        n1,
        n1 * n1 / 2 + n2,
        n1 * n1 * n1 / 6 + n1 * n2 + n3,
        n1 * n1 * (n1 * n1 / 24 + n2 / 2) + n1 * n3 + n2 * n2 / 2,
    };
    return counts[cost];
}

/* ---- the table --------------------------------------------------------- */

static bool count_bucket(const guint32 *set, guint n, guint64 key,
                         gpointer data)
{
    Table *table = data;
    (void)set;
    (void)n;
    table->n++;
    table->bucket[(key >> table->shift) + 1]++;
    return true;
}

static bool fill_bucket(const guint32 *set, guint n, guint64 key, gpointer data)
{
    Table *table = data;
    guint32 at = table->bucket[key >> table->shift]++;
    table->keys[at] = key;
    for (guint i = 0; i < table->cost; i++)
        table->sets[(gsize)at * table->cost + i] = i < n ? set[i] : G_MAXUINT32;
    guint64 bit = key >> table->bits_shift;
    table->bits[bit / 64] |= G_GUINT64_CONSTANT(1) << (bit % 64);
    return true;
}

static guint bits_for(double n)
{
    guint bits = 4;
    while (bits < 24 && (double)(1u << bits) < n)
        bits++;
    return bits;
}

/* A counting sort by bucket: every set is made twice, which is cheaper than
 * moving it. */
static Table *table_of(const JxSubsets *subsets, guint cost)
{
    Table *table = g_new0(Table, 1);
    guint bits = bits_for(count_sets(subsets, cost, 1));
    guint32 set[JX_SUBSET_MAX_ITEMS];
    gsize n_buckets = (gsize)1 << bits;

    table->cost = cost;
    table->shift = 64 - bits;
    table->bits_shift = 64 - (bits + 4);
    table->bucket = g_new0(guint32, n_buckets + 2);
    table->bits = g_new0(guint64, (n_buckets << 4) / 64 + 1);
    enumerate(subsets, cost, 1, -1, set, 0, 0, count_bucket, table);
    for (gsize i = 1; i <= n_buckets; i++)
        table->bucket[i] += table->bucket[i - 1];
    table->keys = g_new(guint64, MAX(table->n, 1));
    table->sets = g_new(guint32, MAX((gsize)table->n * cost, 1));
    enumerate(subsets, cost, 1, -1, set, 0, 0, fill_bucket, table);
    /* filling moved every beginning to the next one's: move them back */
    memmove(table->bucket + 1, table->bucket, n_buckets * sizeof(guint32));
    table->bucket[0] = 0;
    return table;
}

/* ---- the search -------------------------------------------------------- */

typedef struct {
    const JxSubsets *subsets;
    const Table *table; /* NULL: what was enumerated is the whole set */
    const guint64 *targets;
    guint n_targets;
    JxSubsetHit hit;
    gpointer data;
} Search;

/* Joins the two halves, ascending; false when they share a group. */
static bool join(const JxSubsets *subsets, const guint32 *set, guint n,
                 const guint32 *other, guint n_other, guint32 *joined,
                 guint *n_joined)
{
    guint i = 0, j = 0, k = 0;
    while (i < n || (j < n_other && other[j] != G_MAXUINT32)) {
        bool other_ended = j >= n_other || other[j] == G_MAXUINT32;
        guint32 next;
        if (other_ended || (i < n && set[i] < other[j]))
            next = set[i++];
        else
            next = other[j++];
        if (k > 0 &&
            subsets->items[joined[k - 1]].group == subsets->items[next].group)
            return false;
        joined[k++] = next;
    }
    *n_joined = k;
    return true;
}

static bool look_up(const Search *search, guint target, guint64 wanted,
                    const guint32 *set, guint n)
{
    const Table *table = search->table;
    guint64 bit = wanted >> table->bits_shift;
    if (!(table->bits[bit / 64] >> (bit % 64) & 1))
        return true;
    guint64 bucket = wanted >> table->shift;
    for (guint32 i = table->bucket[bucket]; i < table->bucket[bucket + 1];
         i++) {
        guint32 joined[JX_SUBSET_MAX_ITEMS];
        guint n_joined;
        if (table->keys[i] == wanted &&
            join(search->subsets, set, n, table->sets + (gsize)i * table->cost,
                 table->cost, joined, &n_joined) &&
            !search->hit(target, joined, n_joined, search->data))
            return false;
    }
    return true;
}

static bool try_set(const guint32 *set, guint n, guint64 key, gpointer data)
{
    const Search *search = data;
    for (guint i = 0; i < search->n_targets; i++) {
        guint64 wanted = search->targets[i] - key;
        if (search->table == NULL
                ? wanted == 0 && !search->hit(i, set, n, search->data)
                : !look_up(search, i, wanted, set, n))
            return false;
    }
    return true;
}

/* One way to cut the sets of a cost in two: what is enumerated, and what is
 * looked up. The even cut misses sets that have no part of half the cost: a
 * single item, 3 + 1, 2 + 2 + 2. */
static const struct split {
    guint cost, left, least, right;
} SPLITS[] = {
    {0, 0, 1, 0}, {1, 1, 1, 0}, {2, 1, 1, 1}, {2, 2, 2, 0},
    {3, 2, 1, 1}, {3, 3, 3, 0}, {4, 2, 1, 2}, {4, 3, 3, 1},
    {5, 3, 1, 2}, {6, 3, 1, 3}, {6, 4, 2, 2},
};

/* Steps that the split takes; 0 when nothing can come of it. */
static double steps_of(const JxSubsets *subsets, const struct split *split,
                       guint n_targets)
{
    double left = count_sets(subsets, split->left, split->least);
    double right = count_sets(subsets, split->right, 1);
    if (left == 0)
        return 0;
    if (split->right > 0 && right > MAX_TABLE)
        return G_MAXDOUBLE;
    bool needs_table =
        split->right > 0 && subsets->tables[split->right] == NULL;
    return left * MAX(n_targets, 1) + (needs_table ? 2 * right : 0);
}

static bool run_split(Search *search, JxSubsets *subsets,
                      const struct split *split)
{
    guint32 set[JX_SUBSET_MAX_ITEMS];
    search->table = NULL;
    if (split->right > 0) {
        if (subsets->tables[split->right] == NULL)
            subsets->tables[split->right] = table_of(subsets, split->right);
        search->table = subsets->tables[split->right];
    }
    return enumerate(subsets, split->left, split->least, -1, set, 0, 0, try_set,
                     search);
}

JxSearchEnd jx_subsets_search(JxSubsets *subsets, guint cost,
                              const guint64 *targets, guint n_targets,
                              guint64 *work, guint64 max_work, JxSubsetHit hit,
                              gpointer data)
{
    double steps = 0;
    g_assert(cost <= JX_SUBSET_MAX_COST);
    for (gsize i = 0; i < G_N_ELEMENTS(SPLITS); i++)
        if (SPLITS[i].cost == cost)
            steps += steps_of(subsets, &SPLITS[i], n_targets);
    if (steps > (double)max_work - (double)*work)
        return JX_SEARCH_TOO_BIG;
    *work += (guint64)steps;

    Search search = {.subsets = subsets,
                     .targets = targets,
                     .n_targets = n_targets,
                     .hit = hit,
                     .data = data};
    for (gsize i = 0; i < G_N_ELEMENTS(SPLITS); i++)
        if (SPLITS[i].cost == cost && steps_of(subsets, &SPLITS[i], 1) > 0 &&
            !run_split(&search, subsets, &SPLITS[i]))
            return JX_SEARCH_STOPPED;
    return JX_SEARCH_DONE;
}
