#pragma once

#include "base/diag.h"

/* Exact amounts. Everything is int64 fen (1 yuan = 100 fen); a double never
 * holds money. */

/* 金额单位: the unit the document's amounts are printed in. */
typedef enum {
    JX_CURRENCY_UNKNOWN, /* not stated; read and printed like 万元 */
    JX_CURRENCY_YUAN,    /* 元      100 fen */
    JX_CURRENCY_QIAN,    /* 千元    100,000 fen */
    JX_CURRENCY_WAN,     /* 万元    1,000,000 fen */
    JX_CURRENCY_YI,      /* 亿元    10,000,000,000 fen */
} JxCurrency;

typedef struct {
    gint64 fen;       /* exact; 0 when blank or invalid */
    guint8 decimals;  /* as printed, in the document's currency unit, 0..10 */
    bool blank;       /* nothing (or only a dash) stands there: counts as 0 */
    bool invalid;     /* not an amount, or not exact in fen: counts as 0 */
    bool corrected;   /* changed by --reconcile=apply */
    gint64 from_fen;  /* corrected: what was printed */
    bool from_blank;  /* corrected: nothing was printed */
    const char *text; /* as printed, white space at the ends removed; owned by
                         the report; "" when nothing is there */
    JxPlace place;    /* of the cell; where the cell is absent, of its row */
} JxMoney;

/* What jx_money_parse saw. Everything but INVALID kinds gives an amount. */
typedef enum {
    JX_MONEY_OK,
    JX_MONEY_BLANK,     /* empty, or -, —, –, /, ／ alone */
    JX_MONEY_INVALID,   /* not an amount */
    JX_MONEY_TOO_FINE,  /* finer than one fen */
    JX_MONEY_TOO_LARGE, /* does not fit int64 fen */
} JxMoneyKind;

/* Reads one amount as people write it: 1,234.50 · １，２３４．５０ · 1 234.5 ·
 * (5.00) and ▲5.00 for negatives · 152.49万元 with its own unit. Fills fen,
 * decimals, blank and invalid of `money` and leaves its text and place alone.
 *
 *   text      UTF-8, NUL-terminated
 *   currency  the document's; an amount with a unit of its own is converted
 *             exactly to it (decimals counted in the document's unit)
 *   note      out, may be NULL: static name of the spelling that was not the
 *             plain one, or NULL: the caller records a finding. Of several the
 *             first of "own-unit", "parentheses", "triangle", "exponent",
 *             "currency-sign" (¥ in front; it says nothing about the unit),
 *             "plus-sign", "full-width", "spaces", "bare-point" (.5 or 5.)
 *
 * White space between digits joins them only where groups of three, a comma
 * or (at a line end) a point show that it is one number: "100 20" is invalid.
 */
JxMoneyKind jx_money_parse(JxMoney *money, const char *text,
                           JxCurrency currency, const char **note);

/* fen in `currency` with exactly `decimals` digits behind the point (never
 * fewer than exactness needs), "1234.50"; grouped: "1,234.50". Yours. */
char *jx_money_format(gint64 fen, JxCurrency currency, guint decimals,
                      bool grouped);

/* Fewest decimals in which fen is exact in `currency` (0..10). */
guint jx_money_exact_decimals(gint64 fen, JxCurrency currency);

/* a + b; false on overflow, and then *sum is untouched. */
bool jx_money_add(gint64 a, gint64 b, gint64 *sum);

/* fen in one of the currency unit: 1,000,000 for 万元 and for unknown. */
gint64 jx_currency_fen(JxCurrency currency);

/* 万元, 元, …; NULL for unknown. And back: anything it does not know is
 * unknown; 单位：, brackets and white space around are ignored. */
const char *jx_currency_name(JxCurrency currency);
JxCurrency jx_currency_parse(const char *text);
