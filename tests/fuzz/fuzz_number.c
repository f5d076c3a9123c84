#include <glib.h>
#include <string.h>

#include "base/money.h"
#include "cells/xlsx_format.h"

/* An amount in any currency (the first byte says), formatted and read back;
 * and a stored number with a number format, parted by a line end. */
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    if (size == 0)
        return 0;
    g_autofree char *raw = g_strndup((const char *)data + 1, size - 1);
    g_autofree char *text = g_utf8_make_valid(raw, -1);
    JxCurrency currency = data[0] % (JX_CURRENCY_YI + 1);
    JxMoney money = {0};
    JxMoney again = {0};
    const char *note;
    if (jx_money_parse(&money, text, currency, &note) == JX_MONEY_OK) {
        g_autofree char *plain =
            jx_money_format(money.fen, currency, money.decimals, true);
        JxMoneyKind kind = jx_money_parse(&again, plain, currency, &note);
        g_assert_cmpint(kind, ==, JX_MONEY_OK);
        g_assert_cmpint(again.fen, ==, money.fen);
        g_assert_null(note);
    } else {
        g_assert_cmpint(money.fen, ==, 0);
    }

    char *format = strchr(text, '\n');
    if (format != NULL)
        *format++ = '\0';
    g_autofree char *shown = jx_xlsx_number(text, format, data[0] > 127);
    g_assert_true(g_utf8_validate(shown, -1, NULL));
    return 0;
}
