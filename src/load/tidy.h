#pragma once

#include "load/text.h"

/* Whose text is tidied: for the findings. */
typedef struct {
    int project; /* index, or -1 */
    guint ordinal;
    JxField field;
} JxTidyFor;

/* The characters [first, end) of a text as the model keeps them, owned by the
 * report; NULL when nothing visible is there. What is changed, and nothing
 * else is:
 *
 *   white space between two Chinese characters goes: a line end of the source
 *   tore them apart (name-line-wrap-space in a name, else whitespace-removed).
 *   A line end behind 。！？；： is a paragraph and stays.
 *   In a name, a line end beside a Chinese character goes too.
 *   NBSP, U+3000 and the other odd spaces become a plain space, characters
 *   without width go (char-normalised).
 *
 * One finding a kind, at the first change, saying how many there are. */
const char *jx_tidy(const JxText *text, guint first, guint end,
                    JxTidyFor whose);
