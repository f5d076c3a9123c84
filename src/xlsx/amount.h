#pragma once

#include "xlsx/book.h"

/* The one place where money becomes a double, for a cell to hold. Exact: fen
 * below 10^15 is a double without loss, so is the fen of one currency unit
 * (a power of ten up to 10^10), and the division of two doubles is correctly
 * rounded: the result is the double nearest to the printed decimal, the very
 * one Excel makes of it when somebody types it. */
double jx_book_amount(const JxBook *book, gint64 fen);

/* Whether an amount can stand as a number: there is one, and it is exact. */
bool jx_amount_is_number(const JxMoney *money);

/* An amount as a cell: a number, blank for blank, and the printed text where
 * it is no amount. */
JxContent jx_content_money(const JxBook *book, const JxMoney *money,
                           JxFund fund);

/* Width of a column in which every amount of a fund and its sums can be read
 * (Excel shows #### for a number that is too wide), at least `least`. */
guint jx_money_width_px(const JxBook *book, JxFund fund, double size_pt,
                        guint least);

/* What the formulas over the rows add up to: amounts that are no numbers are
 * not in it. */
gint64 jx_amount_sum(const JxReport *report, JxFund fund);
