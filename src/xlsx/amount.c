#include "xlsx/amount.h"

#define MAX_EXACT_FEN (G_GINT64_CONSTANT(1) << 53)

double jx_book_amount(const JxBook *book, gint64 fen)
{
    return (double)fen / (double)jx_currency_fen(book->report->currency);
}

bool jx_amount_is_number(const JxMoney *money)
{
    return !money->blank && !money->invalid && money->fen < MAX_EXACT_FEN &&
           money->fen > -MAX_EXACT_FEN;
}

JxValue jx_value_money(const JxBook *book, const JxMoney *money, JxFund fund)
{
    JxValue value = JX_BLANK;
    if (jx_amount_is_number(money))
        value = jx_value_number(jx_book_amount(book, money->fen));
    else if (!money->blank || money->invalid)
        value = jx_value_text(money->text);
    value.decimals = book->decimals_of[fund];
    if (money->corrected)
        value.style = JX_STYLE_MONEY_CORRECTED;
    return value;
}
