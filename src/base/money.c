#include "base/money.h"

#include <string.h>

enum { MAX_DECIMALS = 10 }; /* 亿元 down to one fen */

static const struct {
    const char *name;
    guint digits; /* one of it is 10^digits fen */
} CURRENCIES[] = {
    [JX_CURRENCY_UNKNOWN] = {NULL, 6}, [JX_CURRENCY_YUAN] = {"元", 2},
    [JX_CURRENCY_QIAN] = {"千元", 5},  [JX_CURRENCY_WAN] = {"万元", 6},
    [JX_CURRENCY_YI] = {"亿元", 10},
};

/* Units written behind an amount, the longer before the shorter. */
static const struct {
    const char *suffix;
    JxCurrency currency;
} OWN_UNITS[] = {
    {"万元", JX_CURRENCY_WAN}, {"千元", JX_CURRENCY_QIAN},
    {"亿元", JX_CURRENCY_YI},  {"元", JX_CURRENCY_YUAN},
    {"万", JX_CURRENCY_WAN},   {"亿", JX_CURRENCY_YI},
};

/* Spellings that are not the plain one; of several the first is named. */
enum spelling {
    OWN_UNIT,
    PARENTHESES,
    TRIANGLE,
    EXPONENT,
    CURRENCY_SIGN,
    PLUS_SIGN,
    FULL_WIDTH,
    SPACES,
    BARE_POINT,
    N_SPELLINGS,
};

static const char *const SPELLINGS[N_SPELLINGS] = {
    [OWN_UNIT] = "own-unit",           [PARENTHESES] = "parentheses",
    [TRIANGLE] = "triangle",           [EXPONENT] = "exponent",
    [CURRENCY_SIGN] = "currency-sign", [PLUS_SIGN] = "plus-sign",
    [FULL_WIDTH] = "full-width",       [SPACES] = "spaces",
    [BARE_POINT] = "bare-point",
};

/* Other characters that stand for a plain one in an amount. */
static const struct {
    gunichar from;
    char to;
    bool wide; /* worth the note "full-width" */
} LIKE[] = {
    {0xff0c, ',', true},  {0xff0e, '.', true},  {0xff0b, '+', true},
    {0xff0d, '-', true},  {0xff08, '(', true},  {0xff09, ')', true},
    {0xff25, 'E', true},  {0xff45, 'E', true},  {'e', 'E', false},
    {0xffe5, '$', false}, {0x00a5, '$', false}, {0x25b2, '^', false},
    {0x25b3, '^', false}, {0x2212, '-', false}, {0x2010, '-', false},
    {0x2011, '-', false}, {0x2012, '-', false}, {0x2013, '-', false},
    {0x2014, '-', false}, {0x2015, '-', false}, {0x2500, '-', false},
    {0xff0f, '/', false},
};

/* An amount on its way: the plain spelling, ASCII, and what was seen. */
struct scan {
    GString *plain;
    JxCurrency own; /* UNKNOWN when it brings no unit */
    bool seen[N_SPELLINGS];
    bool negative;
    guint64 digits; /* all digits, without trailing zeros behind the point */
    int shift;      /* the amount is digits * 10^shift */
    int decimals;
};

static bool is_space(gunichar c)
{
    return g_unichar_isspace(c) || c == 0xa0 || c == 0x200b || c == 0xfeff ||
           c == 0x2060 || c == 0xad;
}

static char plain_of(gunichar c, bool *wide)
{
    *wide = c >= 0xff10 && c <= 0xff19;
    if (*wide)
        return (char)('0' + (c - 0xff10));
    for (gsize i = 0; i < G_N_ELEMENTS(LIKE); i++) {
        if (LIKE[i].from == c) {
            *wide = LIKE[i].wide;
            return LIKE[i].to;
        }
    }
    if (c < 0x80 && strchr("0123456789.,+-()/E", (int)c) != NULL)
        return (char)c;
    return '\0';
}

/* A unit written in the amount begins at text: its length, or 0. */
static gsize own_unit(const char *text, JxCurrency *own)
{
    for (gsize i = 0; i < G_N_ELEMENTS(OWN_UNITS); i++) {
        if (g_str_has_prefix(text, OWN_UNITS[i].suffix)) {
            *own = OWN_UNITS[i].currency;
            return strlen(OWN_UNITS[i].suffix);
        }
    }
    return 0;
}

/* Copies text into scan->plain: white space inside becomes ' ', a line end
 * '\n', units 'u'. False when a character has no business in an amount. */
static bool simplify(struct scan *scan, const char *text)
{
    char gap = '\0';
    for (const char *at = text; *at != '\0';) {
        gunichar c = g_utf8_get_char(at);
        if (is_space(c)) {
            if (gap != '\n')
                gap = c == '\n' ? '\n' : ' ';
            at = g_utf8_next_char(at);
            continue;
        }
        bool wide = false;
        gsize unit = own_unit(at, &scan->own);
        char plain = unit > 0 ? 'u' : plain_of(c, &wide);
        if (plain == '\0')
            return false;
        if (gap != '\0' && scan->plain->len > 0)
            g_string_append_c(scan->plain, gap);
        gap = '\0';
        scan->seen[FULL_WIDTH] |= wide;
        g_string_append_c(scan->plain, plain);
        at = unit > 0 ? at + unit : g_utf8_next_char(at);
    }
    return true;
}

static bool is_dash_only(const char *plain)
{
    return plain[strspn(plain, "- ")] == '\0' || strcmp(plain, "/") == 0;
}

/* White space between two digits is only a separator where groups of three
 * show it, or where a comma or (at a line end) a point shows that it is one
 * number: "100 20" may be two. Elsewhere white space means nothing. */
static bool drop_spaces(struct scan *scan)
{
    g_autofree char *spaced = g_strdup(scan->plain->str);
    bool comma = strchr(spaced, ',') != NULL;
    bool point = strchr(spaced, '.') != NULL;
    bool fraction = false;
    g_string_truncate(scan->plain, 0);

    for (const char *at = spaced; *at != '\0'; at++) {
        fraction |= *at == '.';
        if (*at != ' ' && *at != '\n') {
            g_string_append_c(scan->plain, *at);
            continue;
        }
        scan->seen[SPACES] = true;
        if (!g_ascii_isdigit(at[-1]) || !g_ascii_isdigit(at[1]))
            continue;
        gsize group = strspn(at + 1, "0123456789");
        bool joins = comma || (*at == '\n' && point);
        if (!joins && (group != 3 || fraction))
            return false;
    }
    return true;
}

/* The marks around the number: sign, brackets, triangle, currency sign and
 * unit, each at most once. Returns the number itself, cut out in place. */
static char *strip_marks(struct scan *scan, char *text)
{
    gsize len = strlen(text);
    bool minus = false;
    bool open = false;
    bool unit = false;
    for (bool more = true; more && len > 0;) {
        char last = text[len - 1];
        more = false;
        if (last == 'u' && !unit) {
            unit = more = true;
            text[--len] = '\0';
        } else if (*text == '(' && last == ')' && !open) {
            open = more = true;
            text[--len] = '\0';
            text++, len--;
        } else if ((*text == '-' || *text == '+' || *text == '^') && !minus &&
                   !scan->seen[PLUS_SIGN] && !scan->seen[TRIANGLE]) {
            minus = *text == '-';
            scan->seen[PLUS_SIGN] = *text == '+';
            scan->seen[TRIANGLE] = *text == '^';
            more = true;
            text++, len--;
        } else if (*text == '$' && !scan->seen[CURRENCY_SIGN]) {
            scan->seen[CURRENCY_SIGN] = more = true;
            text++, len--;
        }
    }
    scan->seen[OWN_UNIT] = unit;
    scan->seen[PARENTHESES] = open;
    scan->negative = minus || open || scan->seen[TRIANGLE];
    if (open + minus + scan->seen[TRIANGLE] + scan->seen[PLUS_SIGN] > 1)
        return NULL; /* -(5) and the like say two things */
    return text;
}

/* 1,234,567: one to three digits, then groups of three. */
static bool drop_commas(char *text)
{
    gsize run = strspn(text, "0123456789");
    if (text[run] != ',')
        return true;
    if (run == 0 || run > 3)
        return false;
    char *to = text + run;
    const char *from = to;
    while (*from == ',') {
        if (strspn(from + 1, "0123456789") != 3)
            return false;
        memmove(to, from + 1, 3);
        to += 3;
        from += 4;
    }
    memmove(to, from, strlen(from) + 1);
    return true;
}

/* Takes one more digit. Zeros wait until a digit follows them, so that
 * 1.00000000000000000000 is not too large. */
static bool take_digit(struct scan *scan, char digit, int *zeros)
{
    (*zeros)++;
    if (digit == '0')
        return true;
    for (; *zeros > 0; (*zeros)--) {
        if (__builtin_mul_overflow(scan->digits, 10, &scan->digits))
            return false;
    }
    return !__builtin_add_overflow(scan->digits, (guint64)(digit - '0'),
                                   &scan->digits);
}

/* The exponent behind E: small, or it is no amount. */
static bool take_exponent(struct scan *scan, const char *text)
{
    bool minus = *text == '-';
    text += *text == '-' || *text == '+';
    gsize n = strspn(text, "0123456789");
    if (n == 0 || n > 2 || text[n] != '\0')
        return false;
    int exponent = text[0] - '0';
    if (n == 2)
        exponent = exponent * 10 + (text[1] - '0');
    exponent = minus ? -exponent : exponent;
    scan->seen[EXPONENT] = true;
    scan->shift += exponent;
    scan->decimals = MAX(0, scan->decimals - exponent);
    return true;
}

/* digits [. digits] [E exponent] */
static JxMoneyKind take_number(struct scan *scan, const char *text)
{
    gsize whole = strspn(text, "0123456789");
    bool point = text[whole] == '.';
    gsize fraction = point ? strspn(text + whole + 1, "0123456789") : 0;
    const char *rest = text + whole + point + fraction;
    if (whole + fraction == 0)
        return JX_MONEY_INVALID;
    scan->seen[BARE_POINT] = point && (whole == 0 || fraction == 0);

    int zeros = 0;
    for (gsize i = 0; i < whole; i++) {
        if (!take_digit(scan, text[i], &zeros))
            return JX_MONEY_TOO_LARGE;
    }
    for (gsize i = 0; i < fraction; i++) {
        if (!take_digit(scan, text[whole + 1 + i], &zeros))
            return JX_MONEY_TOO_FINE;
    }
    scan->decimals = (int)MIN(fraction, 1000);
    scan->shift = zeros - scan->decimals;
    if (*rest == '\0')
        return JX_MONEY_OK;
    return *rest == 'E' && take_exponent(scan, rest + 1) ? JX_MONEY_OK
                                                         : JX_MONEY_INVALID;
}

/* digits * 10^shift of `currency` as fen. */
static JxMoneyKind to_fen(const struct scan *scan, JxCurrency currency,
                          gint64 *fen)
{
    guint64 value = scan->digits;
    int shift = scan->shift + (int)CURRENCIES[currency].digits;
    if (value == 0)
        shift = 0;
    for (; shift < 0; shift++) {
        if (value % 10 != 0)
            return JX_MONEY_TOO_FINE;
        value /= 10;
    }
    for (; shift > 0; shift--) {
        if (__builtin_mul_overflow(value, 10, &value))
            return JX_MONEY_TOO_LARGE;
    }
    if (value > G_MAXINT64)
        return JX_MONEY_TOO_LARGE;
    *fen = scan->negative ? -(gint64)value : (gint64)value;
    return JX_MONEY_OK;
}

/* From the simplified spelling to fen and decimals. */
static JxMoneyKind evaluate(struct scan *scan, JxCurrency currency,
                            JxMoney *money)
{
    if (!drop_spaces(scan))
        return JX_MONEY_INVALID;
    char *number = strip_marks(scan, scan->plain->str);
    if (number == NULL || !drop_commas(number))
        return JX_MONEY_INVALID;
    JxMoneyKind kind = take_number(scan, number);
    if (kind != JX_MONEY_OK)
        return kind;

    JxCurrency own = scan->seen[OWN_UNIT] ? scan->own : currency;
    gint64 fen = 0;
    kind = to_fen(scan, own, &fen);
    if (kind != JX_MONEY_OK)
        return kind;

    guint exact = jx_money_exact_decimals(fen, currency);
    bool converted = CURRENCIES[own].digits != CURRENCIES[currency].digits;
    guint decimals = converted ? exact : (guint)scan->decimals;
    if (decimals > MAX_DECIMALS)
        return JX_MONEY_TOO_FINE;
    money->fen = fen;
    money->decimals = (guint8)decimals;
    return JX_MONEY_OK;
}

static const char *spelling_of(const struct scan *scan)
{
    for (gsize i = 0; i < N_SPELLINGS; i++) {
        if (scan->seen[i])
            return SPELLINGS[i];
    }
    return NULL;
}

JxMoneyKind jx_money_parse(JxMoney *money, const char *text,
                           JxCurrency currency, const char **note)
{
    money->fen = 0;
    money->decimals = 0;
    money->invalid = false;
    if (*text == '\0') { /* most cells are */
        money->blank = true;
        if (note != NULL)
            *note = NULL;
        return JX_MONEY_BLANK;
    }
    struct scan scan = {.plain = g_string_new(NULL)};

    JxMoneyKind kind = JX_MONEY_INVALID;
    if (simplify(&scan, text)) {
        kind = is_dash_only(scan.plain->str) ? JX_MONEY_BLANK
                                             : evaluate(&scan, currency, money);
    }
    money->blank = kind == JX_MONEY_BLANK;
    money->invalid = kind != JX_MONEY_OK && kind != JX_MONEY_BLANK;
    if (note != NULL)
        *note = kind == JX_MONEY_OK ? spelling_of(&scan) : NULL;
    g_string_free(scan.plain, TRUE);
    return kind;
}

/* |fen|, right for the smallest int64 too. */
static guint64 magnitude(gint64 fen)
{
    return fen < 0 ? 0 - (guint64)fen : (guint64)fen;
}

guint jx_money_exact_decimals(gint64 fen, JxCurrency currency)
{
    guint64 value = magnitude(fen);
    guint decimals = CURRENCIES[currency].digits;
    while (decimals > 0 && value % 10 == 0) {
        value /= 10;
        decimals--;
    }
    return decimals;
}

char *jx_money_format(gint64 fen, JxCurrency currency, guint decimals,
                      bool grouped)
{
    guint behind = CURRENCIES[currency].digits;
    g_autofree char *digits = g_strdup_printf("%0*" G_GUINT64_FORMAT,
                                              (int)behind + 1, magnitude(fen));
    gsize whole = strlen(digits) - behind;
    guint shown = MAX(decimals, jx_money_exact_decimals(fen, currency));

    GString *out = g_string_new(fen < 0 ? "-" : NULL);
    for (gsize i = 0; i < whole; i++) {
        if (grouped && i > 0 && (whole - i) % 3 == 0)
            g_string_append_c(out, ',');
        g_string_append_c(out, digits[i]);
    }
    if (shown > 0)
        g_string_append_c(out, '.');
    g_string_append_len(out, digits + whole, (gssize)MIN(shown, behind));
    for (guint i = behind; i < shown; i++)
        g_string_append_c(out, '0');
    return g_string_free(out, FALSE);
}

bool jx_money_add(gint64 a, gint64 b, gint64 *sum)
{
    gint64 result;
    if (__builtin_add_overflow(a, b, &result))
        return false;
    *sum = result;
    return true;
}

gint64 jx_currency_fen(JxCurrency currency)
{
    gint64 fen = 1;
    for (guint i = 0; i < CURRENCIES[currency].digits; i++)
        fen *= 10;
    return fen;
}

const char *jx_currency_name(JxCurrency currency)
{
    return CURRENCIES[currency].name;
}

JxCurrency jx_currency_parse(const char *text)
{
    static const char *const AROUND[] = {
        "金额", "货币", "计量", "单位", "人民币", "RMB", "CNY", "：", ":",
        "（",   "）",   "(",    ")",    "【",     "】",  "[",   "]",
    };
    g_autoptr(GString) bare = g_string_new(NULL);
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (!is_space(c))
            g_string_append_unichar(bare, c);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(AROUND); i++)
        g_string_replace(bare, AROUND[i], "", 0);

    for (gsize i = 0; i < G_N_ELEMENTS(OWN_UNITS); i++) {
        if (strcmp(bare->str, OWN_UNITS[i].suffix) == 0)
            return OWN_UNITS[i].currency;
    }
    return JX_CURRENCY_UNKNOWN;
}
