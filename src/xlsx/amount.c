#include "xlsx/amount.h"

#include <string.h>

/* A digit is half as wide as high, and bold ones are a little wider; 4/3
 * pixels are a point; the cell keeps some for itself. */
#define DIGIT_EM 0.58
#define PX_PER_PT (4.0 / 3.0)
#define MARGIN_PX 12.0

/* Excel and its kin keep 15 digits. */
#define MAX_EXACT_FEN G_GINT64_CONSTANT(1000000000000000)

double jx_book_amount(const JxBook *book, gint64 fen)
{
    return (double)fen / (double)jx_currency_fen(book->report->currency);
}

bool jx_amount_is_number(const JxMoney *money)
{
    return !money->blank && !money->invalid && money->fen < MAX_EXACT_FEN &&
           money->fen > -MAX_EXACT_FEN;
}

JxContent jx_content_money(const JxBook *book, const JxMoney *money,
                           JxFund fund)
{
    JxContent value = JX_BLANK;
    if (jx_amount_is_number(money))
        value = jx_content_number(jx_book_amount(book, money->fen));
    else if (!money->blank || money->invalid)
        value = jx_content_text(money->text);
    value.decimals = book->decimals_of[fund];
    if (money->corrected)
        value.style = JX_STYLE_MONEY_CORRECTED;
    return value;
}

static gsize length_of(const JxBook *book, gint64 fen, JxFund fund)
{
    g_autofree char *text = jx_money_format(fen, book->report->currency,
                                            book->decimals_of[fund], true);
    return strlen(text);
}

guint jx_money_width_px(const JxBook *book, JxFund fund, double size_pt,
                        guint least)
{
    const JxReport *report = book->report;
    gint64 sum = 0;
    gsize n = 0;

    for (guint i = 0; i < report->projects->len; i++) {
        const JxMoney *money = &jx_report_project(report, i)->funding[fund];
        n = MAX(n, length_of(book, money->fen, fund));
    }
    if (jx_report_sum(report, fund, &sum))
        n = MAX(n, length_of(book, sum, fund));
    n = MAX(n, length_of(book, report->declared.funding[fund].fen, fund));
    double px = (double)n * size_pt * DIGIT_EM * PX_PER_PT + MARGIN_PX;
    return MAX(least, (guint)px + 1);
}

gint64 jx_amount_sum(const JxReport *report, JxFund fund)
{
    gint64 sum = 0;
    for (guint i = 0; i < report->projects->len; i++) {
        const JxMoney *money = &jx_report_project(report, i)->funding[fund];
        if (jx_amount_is_number(money) && !jx_money_add(sum, money->fen, &sum))
            return sum;
    }
    return sum;
}
