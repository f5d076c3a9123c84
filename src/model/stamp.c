#include "model/stamp.h"

#include <string.h>

/* FNV-1a, 64 bits, folded to 32 */
#define FNV_START G_GUINT64_CONSTANT(0xcbf29ce484222325)
#define FNV_PRIME G_GUINT64_CONSTANT(0x100000001b3)

enum { FIELD_END = 0x1f, NO_FIELD = 0x1e };

static guint64 add_byte(guint64 hash, guchar byte)
{
    return (hash ^ byte) * FNV_PRIME;
}

static guint64 add_text(guint64 hash, const char *text)
{
    if (text == NULL)
        return add_byte(hash, NO_FIELD);
    for (const char *p = text; *p != '\0'; p++) {
        bool pair = *p == '\r' && p[1] == '\n';
        if (!pair)
            hash = add_byte(hash, *p == '\r' ? '\n' : (guchar)*p);
    }
    return add_byte(hash, FIELD_END);
}

static JxStamp stamp_of(guint64 hash)
{
    JxStamp stamp;
    g_snprintf(stamp.text, sizeof stamp.text, "%08x",
               (guint32)(hash ^ (hash >> 32)));
    return stamp;
}

JxStamp jx_stamp(const char *text)
{
    if (text == NULL || *text == '\0')
        return (JxStamp){"-"};
    return stamp_of(add_text(FNV_START, text));
}

/* Whatever the currency unit is, what counts is the printed number. */
JxStamp jx_stamp_amount(const char *text)
{
    JxMoney money;
    if (text == NULL)
        return (JxStamp){"-"};
    switch (jx_money_parse(&money, text, JX_CURRENCY_UNKNOWN, NULL)) {
    case JX_MONEY_BLANK:
        return (JxStamp){"-"};
    case JX_MONEY_OK: {
        g_autofree char *plain = jx_money_format(
            money.fen, JX_CURRENCY_UNKNOWN,
            jx_money_exact_decimals(money.fen, JX_CURRENCY_UNKNOWN), false);
        return jx_stamp(plain);
    }
    default:
        return jx_stamp(text);
    }
}

JxStamp jx_stamp_money(const JxMoney *money, JxCurrency currency)
{
    if (money->invalid)
        return jx_stamp_amount(money->text);
    if (money->blank)
        return (JxStamp){"-"};
    g_autofree char *plain =
        jx_money_format(money->fen, currency,
                        jx_money_exact_decimals(money->fen, currency), false);
    return jx_stamp_amount(plain);
}

JxStamp jx_stamp_indicator(const JxIndicator *indicator)
{
    char ordinal[16];
    bool printed = indicator->ordinal > 0 || indicator->zeroth;
    g_snprintf(ordinal, sizeof ordinal, "%u", indicator->ordinal);
    const char *const fields[] = {
        printed ? ordinal : NULL, indicator->level1.code,
        indicator->level1.name,   indicator->level2.code,
        indicator->level2.name,   indicator->name,
        indicator->period_value,  indicator->annual_value,
    };
    guint64 hash = FNV_START;
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
        hash = add_text(hash, fields[i]);
    return stamp_of(hash);
}
