#pragma once

#include "check/reconcile.h"
#include "check/subsets.h"

/* The parts of one reconciliation, between reconcile.c, search.c and beside.c
 * only. */

enum {
    JX_MAX_WORK = 80 * 1000 * 1000, /* steps; as much again for decoys */
    JX_MAX_BASES = 20 * 1000,
    JX_MAX_EXTRA = JX_SUBSET_MAX_COST, /* edits beside those of the base */
    JX_MAX_LISTED = 24,                /* explanations kept */
};

/* A choice of one variant for every line that is off. */
typedef struct {
    guint cost;
    guint64 key;
    guint32 *chosen; /* index into variants, one a forced line */
} JxBase;

/* The variants of a line that is off: [first, first + n). */
typedef struct {
    guint32 first, n;
    guint cheapest; /* edits of its cheapest variant */
} JxForced;

typedef struct {
    const JxReport *report;
    JxReconciliation *result;
    gint64 step;          /* fen in the last printed digit */
    GArray *variants;     /* JxVariant, by line */
    GArray *forced;       /* JxForced */
    guint cheapest_base;  /* edits the lines that are off need at least */
    bool hopeless;        /* one of them has no variant at all … */
    guint hopeless_line;  /* … the first of these */
    GArray *bases;        /* JxBase, cheapest first, those made so far */
    guint bases_made;     /* costs below this are all made */
    bool bases_cut;       /* there are too many to make more */
    GArray *items;        /* JxItem: variants of the other lines */
    GArray *item_variant; /* guint32: the variant of an item */
    JxSubsets *subsets;
    GHashTable *seen; /* explanations found, as text */
    guint64 max_work;
} JxSearch;

JxSearch *jx_search_new(const JxReport *report, JxReconciliation *result);
void jx_search_free(JxSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxSearch, jx_search_free)

/* Tries every way to spend exactly `cost` edits on closing a gap (the sum that
 * keys must reach). With `keep` what closes it is recomputed and kept in the
 * result's explanations; without, the first hit ends the search. */
JxSearchEnd jx_search_cost(JxSearch *search, guint cost, guint64 gap,
                           bool keep);

/* The bases of exactly that cost, made when needed; false when there are too
 * many. */
bool jx_search_bases(JxSearch *search, guint cost);

/* The blocks with their residuals after a base and a set of items. Yours. */
GArray *jx_search_residuals(const JxSearch *search, const JxBase *base,
                            const guint32 *set, guint n);

/* beside.c: fill in result->missing, result->merged, result->crossed. */
void jx_find_missing_row(JxSearch *search);
void jx_find_merged(const JxReport *report, JxReconciliation *result);
void jx_find_crossed(JxReconciliation *result);
