#pragma once

#include <glib.h>
#include <stdbool.h>

/* An indicator's value (≥90% · 每月4次 · 10分钟内 · 有效) taken apart, for
 * checking and calculating. The printed text stays what it is and is what gets
 * printed. A wrong guess is worse than none: whatever is not wholly understood
 * is JX_VALUE_TEXT. */

typedef enum {
    JX_VALUE_NONE,   /* nothing is written */
    JX_VALUE_TEXT,   /* written, but not understood as one of the below */
    JX_VALUE_NUMBER, /* one number: low, and high is the same */
    JX_VALUE_RANGE,  /* from low to high: 60%~80% */
    JX_VALUE_WORD,   /* a qualitative word: 有效, 显著提升, 是 */
} JxValueKind;

typedef enum {
    JX_OP_EQUAL, /* nothing is written, or =, 为, 达到 */
    JX_OP_AT_LEAST,
    JX_OP_MORE,
    JX_OP_AT_MOST,
    JX_OP_LESS,
    JX_OP_ABOUT,
} JxOperator;

/* Exact: coefficient / 10^decimals. */
typedef struct {
    gint64 coefficient;
    guint8 decimals; /* 0..6 */
} JxDecimal;

typedef struct {
    JxValueKind kind;
    JxOperator op; /* NUMBER */
    JxDecimal low; /* NUMBER, RANGE; 20万个 is 200000 个 */
    JxDecimal high;
    const char *unit; /* static, the usual spelling (％ and 百分比 are %);
                         NULL when none is written; 万元 stays 万元 */
    const char *per; /* static: 天 in 每天2次 and 2次/天; NULL when none */
    bool labelled;   /* words stand before it: 学员满意度≥80% */
    const char *word; /* WORD: static, the word without its degree: 提升 in
                         显著提升 */
} JxValue;

/* Takes a value apart; text is UTF-8 or NULL. Cannot fail. Plain data, nothing
 * to free. */
JxValue jx_value_parse(const char *text);

/* The usual spelling of a unit of measure, static, or NULL when text (without
 * anything around it) is none. */
const char *jx_measure_unit(const char *text);

/* <0, 0, >0 like strcmp. */
int jx_decimal_compare(JxDecimal a, JxDecimal b);

/* "0.5", "200000"; yours. */
char *jx_decimal_format(JxDecimal number);

/* ≥ > ≤ < 约; "" for equal. Static. */
const char *jx_operator_sign(JxOperator op);

/* The unit as a column of a workbook shows it: "次/天", "%", "". Yours. */
char *jx_value_unit_text(const JxValue *value);

/* Exact fen of a NUMBER in 元, 千元, 万元, 百万元 or 亿元 that is no price (not
 * per something); false for anything else. */
bool jx_value_fen(const JxValue *value, gint64 *fen);
