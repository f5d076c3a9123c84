#pragma once

#include <glib.h>
#include <stdbool.h>

/* Finds sets of items whose keys add up to a target, modulo 2^64: the smallest
 * cost first is the caller's loop. Knows nothing of money.
 *
 * Method: meet in the middle. Sets of cost C are split into a part of cost
 * ceil(C/2), which is enumerated, and one of floor(C/2), which is looked up in
 * a hash table of all such parts; the few sets that cannot be split so are
 * made besides. With n items of cost 1 that is n steps for
 * C = 2, n²/2 for C = 3 and 4, n³/6 for C = 5 and 6. */

enum { JX_SUBSET_MAX_COST = 6, JX_SUBSET_MAX_ITEMS = 6 };

typedef struct {
    guint64 key;
    guint32 group; /* a set has at most one item of a group; ascending */
    guint8 cost;   /* 1..3 */
} JxItem;

typedef struct _JxSubsets JxSubsets;

/* items[n], sorted by group, must outlive the result. Yours. */
JxSubsets *jx_subsets_new(const JxItem *items, guint n);
void jx_subsets_free(JxSubsets *subsets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxSubsets, jx_subsets_free)

/* Called for a set that adds up to targets[target]: indices into items,
 * ascending. A set may be reported more than once. False stops the search. */
typedef bool (*JxSubsetHit)(guint target, const guint32 *set, guint n,
                            gpointer data);

typedef enum {
    JX_SEARCH_DONE,    /* all sets of that cost were tried */
    JX_SEARCH_STOPPED, /* hit() said so */
    JX_SEARCH_TOO_BIG, /* not begun: more than max_work steps, or the table
                          would be too large */
} JxSearchEnd;

/* Tries all sets of exactly that cost (0..JX_SUBSET_MAX_COST) against every
 * target. *work grows by the number of steps (a step is one set made or one
 * lookup); the search is not begun when that would pass max_work. */
JxSearchEnd jx_subsets_search(JxSubsets *subsets, guint cost,
                              const guint64 *targets, guint n_targets,
                              guint64 *work, guint64 max_work, JxSubsetHit hit,
                              gpointer data);
