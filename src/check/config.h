#pragma once

#include <glib.h>
#include <stdbool.h>

#include "base/diag.h"

/* How strict to be. jx_config_new() gives the defaults. */

/* Lists of words, each a rule's. A word is looked for inside the text. */
typedef enum {
    JX_WORDS_VAGUE,        /* a value that is this word cannot be graded */
    JX_WORDS_PLACEHOLDER,  /* left over from a template */
    JX_WORDS_NEEDS_COST,   /* in a project's name: needs a cost indicator */
    JX_WORDS_SPARES_COST,  /* … but not with one of these (队伍建设) */
    JX_WORDS_NO_CLIENTS,   /* in a project's name: nobody is served */
    JX_WORDS_OVER_HUNDRED, /* in an indicator: may exceed 100 % */
    JX_WORDS_MORE_IS_FINE, /* in a cost indicator: ≥ is right (节约率) */
    JX_N_WORD_LISTS,
} JxWordList;

typedef struct {
    guint goal_chars;     /* a goal of fewer characters is too short */
    guint min_indicators; /* a project needs at least so many */
    bool accept_tails;    /* differences that could be rounding are hints */
    GPtrArray *words[JX_N_WORD_LISTS]; /* const char * */
    GPtrArray *taxonomies;             /* JxTaxonomy * */
    GStringChunk *chunk;               /* owns the words */
} JxConfig;

JxConfig *jx_config_new(void);
void jx_config_free(JxConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxConfig, jx_config_free)

/* The word of a list that stands in text, or NULL. text may be NULL. */
const char *jx_config_word_in(const JxConfig *config, JxWordList list,
                              const char *text);
