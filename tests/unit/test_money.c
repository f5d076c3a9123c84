#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include "base/money.h"

/* Amounts as people write them, in a document in 万元 unless said. */
static const struct {
    const char *text;
    JxCurrency currency;
    gint64 fen;
    int decimals;
    const char *note;
} GOOD[] = {
    {"152.49", JX_CURRENCY_WAN, 152490000, 2, NULL},
    {"9,524.78", JX_CURRENCY_WAN, 9524780000, 2, NULL},
    {"1200", JX_CURRENCY_WAN, 1200000000, 0, NULL},
    {"0", JX_CURRENCY_WAN, 0, 0, NULL},
    {"0.00", JX_CURRENCY_WAN, 0, 2, NULL},
    {"-0.00", JX_CURRENCY_WAN, 0, 2, NULL},
    {"606.7522", JX_CURRENCY_WAN, 606752200, 4, NULL},
    {"89.974", JX_CURRENCY_WAN, 89974000, 3, NULL},
    {"0.000001", JX_CURRENCY_WAN, 1, 6, NULL},
    {"1.00000000", JX_CURRENCY_WAN, 1000000, 8, NULL},
    {"1520000", JX_CURRENCY_YUAN, 152000000, 0, NULL},
    {"12.5", JX_CURRENCY_QIAN, 1250000, 1, NULL},
    {"0.0000000001", JX_CURRENCY_YI, 1, 10, NULL},
    {"3.5", JX_CURRENCY_UNKNOWN, 3500000, 1, NULL},
    {"1，200.00", JX_CURRENCY_WAN, 1200000000, 2, "full-width"},
    {"１２．５", JX_CURRENCY_WAN, 12500000, 1, "full-width"},
    {"１，２３４．５０", JX_CURRENCY_WAN, 1234500000, 2, "full-width"},
    {"1 200.00", JX_CURRENCY_WAN, 1200000000, 2, "spaces"},
    {"1\u00a0200.00", JX_CURRENCY_WAN, 1200000000, 2, "spaces"},
    {"1,35\n2.89", JX_CURRENCY_WAN, 1352890000, 2, "spaces"},
    {"13\n52.89", JX_CURRENCY_WAN, 1352890000, 2, "spaces"},
    {"1, 200.00", JX_CURRENCY_WAN, 1200000000, 2, "spaces"},
    {"  5.00\u3000", JX_CURRENCY_WAN, 5000000, 2, NULL},
    {"1.2E3", JX_CURRENCY_WAN, 1200000000, 0, "exponent"},
    {"9.52478e+03", JX_CURRENCY_WAN, 9524780000, 2, "exponent"},
    {"5E-2", JX_CURRENCY_WAN, 50000, 2, "exponent"},
    {"-5.00", JX_CURRENCY_WAN, -5000000, 2, NULL},
    {"－5.00", JX_CURRENCY_WAN, -5000000, 2, "full-width"},
    {"\u22125.00", JX_CURRENCY_WAN, -5000000, 2, NULL},
    {"—5.00", JX_CURRENCY_WAN, -5000000, 2, NULL},
    {"- 5.00", JX_CURRENCY_WAN, -5000000, 2, "spaces"},
    {"+5.00", JX_CURRENCY_WAN, 5000000, 2, "plus-sign"},
    {"(5.00)", JX_CURRENCY_WAN, -5000000, 2, "parentheses"},
    {"（1,005.00）", JX_CURRENCY_WAN, -1005000000, 2, "parentheses"},
    {"▲5.00", JX_CURRENCY_WAN, -5000000, 2, "triangle"},
    {"△5", JX_CURRENCY_WAN, -5000000, 0, "triangle"},
    {"￥5.00", JX_CURRENCY_WAN, 5000000, 2, "currency-sign"},
    {"152.49万元", JX_CURRENCY_WAN, 152490000, 2, "own-unit"},
    {"152.49 万元", JX_CURRENCY_YUAN, 152490000, 0, "own-unit"},
    {"(152.49万元)", JX_CURRENCY_WAN, -152490000, 2, "own-unit"},
    {"1524900元", JX_CURRENCY_WAN, 152490000, 2, "own-unit"},
    {"1.5亿元", JX_CURRENCY_WAN, 15000000000, 0, "own-unit"},
    {"1.50亿", JX_CURRENCY_YI, 15000000000, 2, "own-unit"},
    {"30千元", JX_CURRENCY_WAN, 3000000, 0, "own-unit"},
    {".5", JX_CURRENCY_WAN, 500000, 1, "bare-point"},
    {"5.", JX_CURRENCY_WAN, 5000000, 0, "bare-point"},
    {"9223372036854.775807", JX_CURRENCY_WAN, G_MAXINT64, 6, NULL},
};

ParameterizedTestParameters(money, every_spelling_of_an_amount_is_exact)
{
    static size_t cases[G_N_ELEMENTS(GOOD)];
    for (size_t i = 0; i < G_N_ELEMENTS(GOOD); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(GOOD));
}

ParameterizedTest(size_t *i, money, every_spelling_of_an_amount_is_exact)
{
    JxMoney money = {.fen = 7, .invalid = true};
    const char *note = NULL;

    JxMoneyKind kind =
        jx_money_parse(&money, GOOD[*i].text, GOOD[*i].currency, &note);

    cr_expect(eq(int, kind, JX_MONEY_OK), "%s", GOOD[*i].text);
    cr_expect(eq(i64, money.fen, GOOD[*i].fen), "%s", GOOD[*i].text);
    cr_expect(eq(int, money.decimals, GOOD[*i].decimals), "%s", GOOD[*i].text);
    cr_expect(not(money.invalid || money.blank));
    cr_expect(eq(int, g_strcmp0(note, GOOD[*i].note), 0), "%s: %s",
              GOOD[*i].text, note != NULL ? note : "-");
}

static const struct {
    const char *text;
    JxCurrency currency;
    JxMoneyKind kind;
} NO_AMOUNT[] = {
    {"", JX_CURRENCY_WAN, JX_MONEY_BLANK},
    {" \u3000", JX_CURRENCY_WAN, JX_MONEY_BLANK},
    {"-", JX_CURRENCY_WAN, JX_MONEY_BLANK},
    {"—", JX_CURRENCY_WAN, JX_MONEY_BLANK},
    {"——", JX_CURRENCY_WAN, JX_MONEY_BLANK},
    {"–", JX_CURRENCY_WAN, JX_MONEY_BLANK},
    {"－", JX_CURRENCY_WAN, JX_MONEY_BLANK},
    {"/", JX_CURRENCY_WAN, JX_MONEY_BLANK},
    {"／", JX_CURRENCY_WAN, JX_MONEY_BLANK},
    {"待定", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"12,5", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"1,2345.00", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {",123", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"1.234,50", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"100 20", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"58.92 91.00", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"58.92\n91.00", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"5%", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"(5", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"-(5)", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"--5", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"5-", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"万元", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"万5", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"5万元元", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {".", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"1E", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"1E999", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"1e5e5", JX_CURRENCY_WAN, JX_MONEY_INVALID},
    {"0.0000001", JX_CURRENCY_WAN, JX_MONEY_TOO_FINE},
    {"0.001", JX_CURRENCY_YUAN, JX_MONEY_TOO_FINE},
    {"1.00000000000", JX_CURRENCY_YI, JX_MONEY_TOO_FINE},
    {"0.123456789012345678901234", JX_CURRENCY_WAN, JX_MONEY_TOO_FINE},
    {"9223372036854.775808", JX_CURRENCY_WAN, JX_MONEY_TOO_LARGE},
    {"123456789012345678901234567890", JX_CURRENCY_WAN, JX_MONEY_TOO_LARGE},
    {"1E99", JX_CURRENCY_WAN, JX_MONEY_TOO_LARGE},
};

ParameterizedTestParameters(money, what_is_no_amount_counts_as_nothing)
{
    static size_t cases[G_N_ELEMENTS(NO_AMOUNT)];
    for (size_t i = 0; i < G_N_ELEMENTS(NO_AMOUNT); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(NO_AMOUNT));
}

ParameterizedTest(size_t *i, money, what_is_no_amount_counts_as_nothing)
{
    JxMoney money = {.fen = 7, .decimals = 3};

    JxMoneyKind kind = jx_money_parse(&money, NO_AMOUNT[*i].text,
                                      NO_AMOUNT[*i].currency, NULL);

    cr_expect(eq(int, kind, NO_AMOUNT[*i].kind), "%s", NO_AMOUNT[*i].text);
    cr_expect(eq(i64, money.fen, 0));
    cr_expect(eq(int, money.blank, kind == JX_MONEY_BLANK));
    cr_expect(eq(int, money.invalid, kind != JX_MONEY_BLANK));
}

Test(money, parsing_leaves_text_and_place_alone)
{
    JxMoney money = {.text = "文", .place = {.line = 4, .column = 2}};

    jx_money_parse(&money, "5.00", JX_CURRENCY_WAN, NULL);

    cr_expect(eq(str, (char *)money.text, "文"));
    cr_expect(eq(u32, money.place.line, 4));
}

static const struct {
    gint64 fen;
    JxCurrency currency;
    guint decimals;
    bool grouped;
    const char *text;
} FORMATS[] = {
    {1234500000, JX_CURRENCY_WAN, 2, false, "1234.50"},
    {1234500000, JX_CURRENCY_WAN, 2, true, "1,234.50"},
    {-1234567890000, JX_CURRENCY_WAN, 2, true, "-1,234,567.89"},
    {1, JX_CURRENCY_WAN, 2, true, "0.000001"},
    {0, JX_CURRENCY_WAN, 2, true, "0.00"},
    {0, JX_CURRENCY_YUAN, 0, true, "0"},
    {100, JX_CURRENCY_YUAN, 0, true, "1"},
    {1000000, JX_CURRENCY_WAN, 10, false, "1.0000000000"},
    {123000000, JX_CURRENCY_WAN, 0, true, "123"},
    {G_MININT64, JX_CURRENCY_YUAN, 2, true, "-92,233,720,368,547,758.08"},
};

Test(money, formatting_never_rounds)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        g_autofree char *text =
            jx_money_format(FORMATS[i].fen, FORMATS[i].currency,
                            FORMATS[i].decimals, FORMATS[i].grouped);
        cr_expect(eq(str, text, (char *)FORMATS[i].text));
    }
}

Test(money, what_is_formatted_is_read_back)
{
    static const gint64 FEN[] = {
        0, 1, -1, 99, 100, 999999, 1000000, 15249, G_MAXINT64, -G_MAXINT64};
    for (size_t i = 0; i < G_N_ELEMENTS(FEN); i++) {
        for (JxCurrency c = JX_CURRENCY_UNKNOWN; c <= JX_CURRENCY_YI; c++) {
            JxMoney money = {.fen = 7};
            g_autofree char *text = jx_money_format(FEN[i], c, 2, true);
            jx_money_parse(&money, text, c, NULL);
            cr_expect(eq(i64, money.fen, FEN[i]), "%s", text);
        }
    }
}

Test(money, adding_tells_an_overflow_and_keeps_the_sum)
{
    gint64 sum = 7;

    cr_expect(not(jx_money_add(G_MAXINT64, 1, &sum)));
    cr_expect(eq(i64, sum, 7));
    cr_expect(jx_money_add(-5, 3, &sum));
    cr_expect(eq(i64, sum, -2));
}

Test(money, currency_names_are_read_with_what_stands_around)
{
    static const struct {
        const char *text;
        JxCurrency currency;
    } NAMES[] = {
        {"万元", JX_CURRENCY_WAN},
        {"单位：万元", JX_CURRENCY_WAN},
        {"（万元）", JX_CURRENCY_WAN},
        {"金额单位:人民币 元", JX_CURRENCY_YUAN},
        {"(单位：千元)", JX_CURRENCY_QIAN},
        {"亿 元", JX_CURRENCY_YI},
        {"某某局", JX_CURRENCY_UNKNOWN},
        {"百万元", JX_CURRENCY_UNKNOWN},
        {"", JX_CURRENCY_UNKNOWN},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        cr_expect(eq(int, jx_currency_parse(NAMES[i].text), NAMES[i].currency),
                  "%s", NAMES[i].text);
    }
    cr_expect(eq(str, (char *)jx_currency_name(JX_CURRENCY_YI), "亿元"));
    cr_expect(eq(ptr, (char *)jx_currency_name(JX_CURRENCY_UNKNOWN), NULL));
    cr_expect(eq(i64, jx_currency_fen(JX_CURRENCY_WAN), 1000000));
    cr_expect(eq(i64, jx_currency_fen(JX_CURRENCY_UNKNOWN), 1000000));
}
