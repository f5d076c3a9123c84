#pragma once

#include "model/value.h"

/* The words of values, for value.c: each function looks at the beginning of
 * text (normalised: half-width, no blanks), takes the longest word of its
 * table and returns its length in bytes, 0 when none stands there. */

/* ≥ · 不少于 · 约 · 达到, before a number */
gsize jx_value_match_before(const char *text, JxOperator *op, bool *open);

/* 以上 · 以内 · 左右, behind it */
gsize jx_value_match_after(const char *text, JxOperator *op);

/* 每天 · 人均, before a number; *per is 天, 人 */
gsize jx_value_match_every(const char *text, const char **per);

/* 人次 · 万元 · %: *unit is the usual spelling; needs_sign is set when the
 * unit alone could be a date (日, 月) */
gsize jx_value_match_unit(const char *text, const char **unit,
                          bool *needs_sign);

/* 万 · 亿 · 千万: *zeros is the power of ten */
gsize jx_value_match_scale(const char *text, guint *zeros);

/* The whole text is a qualitative word, with or without its degree: the word
 * without it; NULL otherwise. */
const char *jx_value_match_word(const char *text);
