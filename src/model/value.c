#include "model/value.h"

#include <string.h>

#include "model/value_words.h"

/* Grammar, over the normalised text:
 *
 *   value  = [label] [every] [before] amount [after] ["/" unit]
 *   amount = number [余|多] [scale] [unit] [joiner number [scale] [unit]]
 *
 * The words come from the tables of value_words.c, each the longest that fits.
 * All of the text has to be used up, else it is TEXT. Not understood either:
 * dates, ratios, a label whose end turns what follows round (不应…), and a
 * label before a number that has neither a sign nor a share (第3季度). */

enum {
    MAX_DIGITS = 15,
    MAX_DECIMALS = 6,
    MAX_LABEL_BYTES = 120,
    MAX_TEXT_BYTES = 400, /* longer ones are prose */
};

/* ---- the same characters for the same thing ---------------------------- */

static const struct {
    gunichar from;
    const char *to;
} SPELLINGS[] = {
    {0x2267, "≥"}, /* ≧ */ {0x2A7E, "≥"},  /* ⩾ */ {0x226E, "≥"},  /* ≮ */
    {0x2266, "≤"}, /* ≦ */ {0x2A7D, "≤"},  /* ⩽ */ {0x226F, "≤"},  /* ≯ */
    {0xFE65, ">"}, /* ﹥ */ {0xFE64, "<"}, /* ﹤ */ {0xFE66, "="}, /* ﹦ */
    {0xFE6A, "%"}, /* ﹪ */ {0x301C, "~"}, /* 〜 */ {0x223C, "~"}, /* ∼ */
    {0x2014, "-"}, /* — */ {0x2013, "-"},  /* – */ {0x2212, "-"},  /* − */
    {0x2500, "-"}, /* ─ */ {0xFF61, ""},
};

/* One character in its usual spelling, appended. */
static void append_usual(GString *out, gunichar c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) /* full-width ASCII */
        c = c - 0xFF01 + '!';
    for (gsize i = 0; i < G_N_ELEMENTS(SPELLINGS); i++) {
        if (SPELLINGS[i].from == c) {
            g_string_append(out, SPELLINGS[i].to);
            return;
        }
    }
    g_string_append_unichar(out, c);
}

/* NULL when a blank parts two digits: 1 200 or two values, nobody knows. */
static char *normalised(const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    bool blank = false;
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_isspace(c) || g_unichar_iszerowidth(c)) {
            blank = true;
            continue;
        }
        gsize before = out->len;
        append_usual(out, c);
        if (blank && before > 0 && out->len > before &&
            g_ascii_isdigit(out->str[before - 1]) &&
            g_ascii_isdigit(out->str[before]))
            return NULL;
        blank = false;
    }
    static const char *const ENDS[] = {"。", ";", ",", "."};
    for (gsize i = 0; i < G_N_ELEMENTS(ENDS); i++)
        if (g_str_has_suffix(out->str, ENDS[i]))
            g_string_truncate(out, out->len - strlen(ENDS[i]));
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* ---- numbers ----------------------------------------------------------- */

/* 1,234.50 at the beginning of text: its length in bytes, 0 when there is
 * none or it is too long or wrongly grouped. */
static gsize read_number(const char *text, JxDecimal *number)
{
    const char *at = text;
    guint digits = 0, since_comma = 0;
    bool grouped = false;

    *number = (JxDecimal){0, 0};
    if (text[0] == '0' && g_ascii_isdigit(text[1]))
        return 0; /* 03-05 is a date, 007 a number of something */
    for (; g_ascii_isdigit(*at) || (*at == ',' && g_ascii_isdigit(at[1]));
         at++) {
        if (*at == ',') {
            if (digits == 0 || (grouped && since_comma != 3) || digits > 12)
                return 0;
            grouped = true;
            since_comma = 0;
            continue;
        }
        number->coefficient = number->coefficient * 10 + (*at - '0');
        since_comma++;
        if (++digits > MAX_DIGITS)
            return 0;
    }
    if (digits == 0 || (grouped && since_comma != 3))
        return 0;
    if (*at == '.' && g_ascii_isdigit(at[1])) {
        for (at++; g_ascii_isdigit(*at); at++) {
            number->coefficient = number->coefficient * 10 + (*at - '0');
            if (++digits > MAX_DIGITS || ++number->decimals > MAX_DECIMALS)
                return 0;
        }
    }
    return (gsize)(at - text);
}

static bool scale_up(JxDecimal *number, guint zeros)
{
    for (; zeros > 0 && number->decimals > 0; zeros--)
        number->decimals--;
    for (; zeros > 0; zeros--)
        if (__builtin_mul_overflow(number->coefficient, 10,
                                   &number->coefficient))
            return false;
    return true;
}

/* ---- the grammar ------------------------------------------------------- */

/* What has been read of a value so far. */
typedef struct {
    const char *at;
    JxValue value;
    bool has_sign;    /* a word or sign of comparison */
    bool open;        /* 控制在 …: a sign must still come */
    bool needs_sign;  /* the unit alone could be a date */
    bool conflicting; /* ≤5次以上 */
    guint zeros;      /* of the last amount's 万, 亿 */
} Reader;

static void see_sign(Reader *reader, JxOperator op)
{
    if (reader->has_sign && reader->value.op != op &&
        reader->value.op != JX_OP_EQUAL)
        reader->conflicting = true;
    reader->value.op = op;
    reader->has_sign = true;
}

static void read_before(Reader *reader)
{
    JxOperator op;
    bool open;
    gsize len;

    reader->at += jx_value_match_every(reader->at, &reader->value.per);
    while ((len = jx_value_match_before(reader->at, &op, &open)) > 0) {
        if (open)
            reader->open = true;
        else
            see_sign(reader, op);
        reader->at += len;
    }
    if (reader->value.per == NULL)
        reader->at += jx_value_match_every(reader->at, &reader->value.per);
}

/* number [余|多] [scale] [unit] */
static bool read_amount(Reader *reader, JxDecimal *number, const char **unit)
{
    static const char *const ODDS[] = {"余", "多"};
    guint zeros = 0;
    gsize len = read_number(reader->at, number);
    if (len == 0)
        return false;
    reader->at += len;
    for (gsize i = 0; i < G_N_ELEMENTS(ODDS); i++) {
        if (g_str_has_prefix(reader->at, ODDS[i])) {
            see_sign(reader, JX_OP_ABOUT);
            reader->at += strlen(ODDS[i]);
        }
    }
    /* 万元 is a unit of its own, 万人 is ten thousand 人 */
    gsize unit_len = jx_value_match_unit(reader->at, unit, &reader->needs_sign);
    if (unit_len == 0) {
        reader->at += jx_value_match_scale(reader->at, &zeros);
        if (g_str_has_prefix(reader->at, "余") ||
            g_str_has_prefix(reader->at, "多")) {
            see_sign(reader, JX_OP_ABOUT);
            reader->at += strlen("余");
        }
        unit_len = jx_value_match_unit(reader->at, unit, &reader->needs_sign);
    }
    reader->at += unit_len;
    reader->zeros = zeros;
    return scale_up(number, zeros);
}

/* joiner number …: turns the value into a range */
static bool read_range(Reader *reader)
{
    static const char *const JOINERS[] = {"~", "--", "-", "至", "到"};
    const char *unit = NULL;
    gsize joined = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(JOINERS) && joined == 0; i++)
        if (g_str_has_prefix(reader->at, JOINERS[i]))
            joined = strlen(JOINERS[i]);
    if (joined == 0)
        return true;

    reader->at += joined;
    guint zeros = reader->zeros;
    if (!read_amount(reader, &reader->value.high, &unit))
        return false;
    if (reader->value.unit && unit && reader->value.unit != unit)
        return false;
    /* 1-2万人: the first number may or may not count in 万 */
    if (reader->zeros != zeros && reader->value.unit == NULL)
        return false;
    if (unit)
        reader->value.unit = unit;
    reader->value.kind = JX_VALUE_RANGE;
    return jx_decimal_compare(reader->value.low, reader->value.high) < 0;
}

static bool read_per(Reader *reader)
{
    bool ignored;
    const char *per = NULL;
    gsize len = 0;
    if (*reader->at == '/') {
        reader->at++;
        len = jx_value_match_unit(reader->at, &per, &ignored);
        if (len == 0 && g_str_has_prefix(reader->at, "每"))
            len = jx_value_match_every(reader->at, &per);
        if (len == 0 || reader->value.per)
            return false;
    } else if (reader->value.per == NULL) {
        len = jx_value_match_every(reader->at, &per);
    }
    if (len > 0)
        reader->value.per = per;
    reader->at += len;
    return true;
}

static bool read_after(Reader *reader)
{
    JxOperator op;
    gsize len;
    if (!read_per(reader))
        return false;
    len = jx_value_match_after(reader->at, &op);
    if (len > 0) {
        if (reader->value.kind == JX_VALUE_RANGE && op != JX_OP_ABOUT)
            return false;
        see_sign(reader, op);
        reader->at += len;
    }
    if (g_str_has_prefix(reader->at, "(含)"))
        reader->at += strlen("(含)");
    return read_per(reader);
}

static bool is_year_of(gint64 number)
{
    return number >= 1900 && number <= 2100;
}

static bool is_month_of(gint64 number)
{
    return number >= 1 && number <= 12;
}

/* 2031.1, 203101, 20310105 */
static bool is_date_of(JxDecimal number)
{
    gint64 n = number.coefficient;
    if (number.decimals == 1)
        return is_year_of(n / 10) && is_month_of(n % 10);
    if (number.decimals == 2)
        return is_year_of(n / 100) && is_month_of(n % 100);
    if (number.decimals > 0)
        return false;
    bool has_day = is_year_of(n / 10000) && is_month_of(n / 100 % 100) &&
                   n % 100 >= 1 && n % 100 <= 31;
    return has_day || (is_year_of(n / 100) && is_month_of(n % 100));
}

/* A date has no unit and no sign: ≤2031.1 is an amount. */
static bool is_date(const Reader *reader)
{
    return reader->value.unit == NULL && reader->value.per == NULL &&
           !reader->has_sign && is_date_of(reader->value.low);
}

/* 5G: of mobile networks, no amount of data */
static bool is_generation(const Reader *reader)
{
    const JxValue *value = &reader->value;
    return value->unit && strcmp(value->unit, "G") == 0 &&
           value->kind == JX_VALUE_NUMBER && value->per == NULL &&
           !reader->has_sign && value->low.decimals == 0 &&
           value->low.coefficient <= 6;
}

/* 2031 年, 2031-2032: a year, no amount */
static bool is_year(const JxValue *value)
{
    return (value->unit == NULL || strcmp(value->unit, "年") == 0) &&
           value->low.decimals == 0 && value->low.coefficient >= 1900 &&
           value->low.coefficient <= 2100 &&
           (value->unit != NULL || value->kind == JX_VALUE_RANGE);
}

static bool is_share(const char *label_end, const char *label)
{
    static const char *const SHARES[] = {"率", "度", "比例", "占比", "比重"};
    for (gsize i = 0; i < G_N_ELEMENTS(SHARES); i++) {
        gsize len = strlen(SHARES[i]);
        if ((gsize)(label_end - label) >= len &&
            strncmp(label_end - len, SHARES[i], len) == 0)
            return true;
    }
    return false;
}

/* The label is words only, and does not turn round what follows it. */
static bool is_fair_label(const char *label, const char *end)
{
    static const char *const TURNS = "不未勿莫非";
    if (end - label > MAX_LABEL_BYTES)
        return false;
    for (const char *at = label; at < end; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (!g_unichar_isalpha(c))
            return false;
        /* among the last two characters: 不得, 不应, 未 */
        if (end - at <= 6 && g_utf8_strchr(TURNS, -1, c))
            return false;
    }
    return true;
}

/* Reads all that follows the label, from reader->at to the end. */
static bool read_rest(Reader *reader)
{
    read_before(reader);
    reader->value.kind = JX_VALUE_NUMBER;
    if (!read_amount(reader, &reader->value.low, &reader->value.unit))
        return false;
    reader->value.high = reader->value.low;
    if (!read_range(reader) || !read_after(reader) || *reader->at != '\0')
        return false;
    if (reader->conflicting || (reader->open && !reader->has_sign &&
                                reader->value.kind != JX_VALUE_RANGE))
        return false;
    if (reader->needs_sign && !reader->has_sign)
        return false;
    if (reader->value.kind == JX_VALUE_RANGE && reader->has_sign &&
        reader->value.op != JX_OP_ABOUT && reader->value.op != JX_OP_EQUAL)
        return false;
    return !is_year(&reader->value) && !is_date(reader) &&
           !is_generation(reader);
}

/* Where the amount begins: at the first digit, or at the earliest sign that
 * leads straight up to it. NULL when there is no digit. */
static const char *end_of_label(const char *text)
{
    enum { MAX_SIGN_BYTES = 42 }; /* 每学年不得少于 and the like */
    const char *digit = text + strcspn(text, "0123456789");
    if (*digit == '\0')
        return NULL;
    const char *at = text;
    while (digit - at > MAX_SIGN_BYTES)
        at = g_utf8_next_char(at);
    for (; at < digit; at = g_utf8_next_char(at)) {
        Reader probe = {.at = at};
        read_before(&probe);
        if (probe.at == digit)
            return at;
    }
    return digit;
}

static bool read_value(const char *text, JxValue *value)
{
    const char *start = end_of_label(text);
    if (start == NULL)
        return false;
    Reader reader = {.at = start};
    bool labelled = start > text;
    bool has_colon = labelled && *(start - 1) == ':';
    if (labelled && !is_fair_label(text, start - has_colon))
        return false;
    if (!read_rest(&reader))
        return false;

    reader.value.labelled = labelled;
    bool is_percent = reader.value.unit && strcmp(reader.value.unit, "%") == 0;
    if (labelled && !reader.has_sign && !has_colon &&
        !(is_percent && is_share(start, text)))
        return false;
    *value = reader.value;
    return true;
}

JxValue jx_value_parse(const char *text)
{
    JxValue value = {.kind = JX_VALUE_TEXT};
    if (text == NULL)
        return (JxValue){.kind = JX_VALUE_NONE};
    if (strlen(text) > MAX_TEXT_BYTES)
        return value;
    g_autofree char *usual = normalised(text);
    if (usual == NULL)
        return value;
    if (*usual == '\0')
        return (JxValue){.kind = JX_VALUE_NONE};
    if (read_value(usual, &value))
        return value;
    value = (JxValue){.kind = JX_VALUE_TEXT};
    value.word = jx_value_match_word(usual);
    if (value.word)
        value.kind = JX_VALUE_WORD;
    return value;
}

const char *jx_measure_unit(const char *text)
{
    const char *unit = NULL;
    bool ignored;
    g_autofree char *usual = normalised(text);
    if (usual == NULL)
        return NULL;
    gsize len = jx_value_match_unit(usual, &unit, &ignored);
    return len > 0 && usual[len] == '\0' ? unit : NULL;
}

int jx_decimal_compare(JxDecimal a, JxDecimal b)
{
    /* at most 15 digits and 6 decimals: the products fit 128 bits */
    __extension__ __int128 left = a.coefficient, right = b.coefficient;
    for (guint i = a.decimals; i < b.decimals; i++)
        left *= 10;
    for (guint i = b.decimals; i < a.decimals; i++)
        right *= 10;
    return left < right ? -1 : left > right;
}

char *jx_decimal_format(JxDecimal number)
{
    guint64 power = 1;
    for (guint i = 0; i < number.decimals; i++)
        power *= 10;
    guint64 whole = (guint64)number.coefficient / power;
    if (number.decimals == 0)
        return g_strdup_printf("%" G_GUINT64_FORMAT, whole);
    return g_strdup_printf("%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, whole,
                           (int)number.decimals,
                           (guint64)number.coefficient % power);
}

const char *jx_operator_sign(JxOperator op)
{
    static const char *const SIGNS[] = {
        [JX_OP_EQUAL] = "",    [JX_OP_AT_LEAST] = "≥", [JX_OP_MORE] = ">",
        [JX_OP_AT_MOST] = "≤", [JX_OP_LESS] = "<",     [JX_OP_ABOUT] = "约",
    };
    return SIGNS[op];
}

char *jx_value_unit_text(const JxValue *value)
{
    const char *unit = value->unit ? value->unit : "";
    if (value->per == NULL)
        return g_strdup(unit);
    return g_strdup_printf("%s/%s", unit, value->per);
}

bool jx_value_fen(const JxValue *value, gint64 *fen)
{
    static const struct {
        const char *unit;
        guint zeros;
    } MONEY[] = {
        {"元", 2}, {"千元", 5}, {"万元", 6}, {"百万元", 8}, {"亿元", 10},
    };
    if (value->kind != JX_VALUE_NUMBER || value->unit == NULL || value->per)
        return false;
    for (gsize i = 0; i < G_N_ELEMENTS(MONEY); i++) {
        JxDecimal number = value->low;
        if (strcmp(value->unit, MONEY[i].unit) != 0)
            continue;
        if (!scale_up(&number, MONEY[i].zeros) || number.decimals > 0)
            return false;
        *fen = number.coefficient;
        return true;
    }
    return false;
}
