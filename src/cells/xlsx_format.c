#include "cells/xlsx_format.h"

#include <string.h>

enum {
    EXCEL_DIGITS = 15,    /* significant digits that Excel keeps */
    MAX_EXPONENT = 40,    /* what is beyond is no amount: left as stored */
    MAX_SERIAL = 2958465, /* 9999-12-31 */
    DAY_SECONDS = 86400,
};

/* Built-in formats, as a Chinese Excel shows them. */
static const struct {
    guint id;
    const char *format;
} BUILTIN[] = {
    {1, "0"},
    {2, "0.00"},
    {3, "#,##0"},
    {4, "#,##0.00"},
    {9, "0%"},
    {10, "0.00%"},
    {11, "0.00E+00"},
    {14, "yyyy/m/d"},
    {15, "d-mmm-yy"},
    {16, "d-mmm"},
    {17, "mmm-yy"},
    {18, "h:mm AM/PM"},
    {19, "h:mm:ss AM/PM"},
    {20, "h:mm"},
    {21, "h:mm:ss"},
    {22, "yyyy/m/d h:mm"},
    {27, "yyyy\"年\"m\"月\""},
    {28, "m\"月\"d\"日\""},
    {29, "m\"月\"d\"日\""},
    {30, "m-d-yy"},
    {31, "yyyy\"年\"m\"月\"d\"日\""},
    {32, "h\"时\"mm\"分\""},
    {33, "h\"时\"mm\"分\"ss\"秒\""},
    {37, "#,##0"},
    {38, "#,##0"},
    {39, "#,##0.00"},
    {40, "#,##0.00"},
    {41, "#,##0"},
    {42, "#,##0"},
    {43, "#,##0.00"},
    {44, "#,##0.00"},
    {45, "mm:ss"},
    {46, "h:mm:ss"},
    {50, "yyyy\"年\"m\"月\""},
    {51, "m\"月\"d\"日\""},
    {52, "yyyy\"年\"m\"月\""},
    {53, "m\"月\"d\"日\""},
    {54, "m\"月\"d\"日\""},
    {57, "yyyy\"年\"m\"月\""},
    {58, "m\"月\"d\"日\""},
};

/* A decimal number: 0.DIGITS * 10^exponent. */
struct decimal {
    bool negative;
    GString *digits;
    int exponent;
};

/* What a number format asks for. */
struct format {
    bool is_date;
    guint decimals; /* at least */
    int shift;      /* powers of ten the number is shown higher */
    bool percent;
    GString *before, *after; /* Chinese text around the number */
};

const char *jx_xlsx_builtin_format(guint id)
{
    for (gsize i = 0; i < G_N_ELEMENTS(BUILTIN); i++) {
        if (BUILTIN[i].id == id)
            return BUILTIN[i].format;
    }
    return NULL;
}

/* E and its number at `at`; false when something else stands there. */
static bool parse_exponent(const char *at, int *exponent)
{
    *exponent = 0;
    if (*at == '\0')
        return true;
    if (*at != 'E' && *at != 'e')
        return false;
    at++;
    bool minus = *at == '-';
    at += *at == '-' || *at == '+';
    gsize n = strspn(at, "0123456789");
    if (n == 0 || n > 4 || at[n] != '\0')
        return false;
    for (; *at != '\0'; at++)
        *exponent = *exponent * 10 + (*at - '0');
    if (minus)
        *exponent = -*exponent;
    return true;
}

/* Keeps 15 digits, the last one rounded. */
static void round_digits(struct decimal *number)
{
    GString *digits = number->digits;
    if (digits->len <= EXCEL_DIGITS)
        return;
    bool up = digits->str[EXCEL_DIGITS] >= '5';
    g_string_truncate(digits, EXCEL_DIGITS);
    for (gsize i = digits->len; up && i > 0; i--) {
        up = digits->str[i - 1] == '9';
        digits->str[i - 1] = up ? '0' : (char)(digits->str[i - 1] + 1);
    }
    if (up) {
        g_string_prepend_c(digits, '1');
        number->exponent++;
    }
}

static bool parse_decimal(struct decimal *number, const char *value)
{
    number->negative = *value == '-';
    value += *value == '-' || *value == '+';
    gsize whole = strspn(value, "0123456789");
    bool point = value[whole] == '.';
    gsize behind = point ? strspn(value + whole + 1, "0123456789") : 0;
    int exponent;
    if (whole + behind == 0 ||
        !parse_exponent(value + whole + point + behind, &exponent))
        return false;

    g_string_append_len(number->digits, value, (gssize)whole);
    if (point)
        g_string_append_len(number->digits, value + whole + 1, (gssize)behind);
    gsize zeros = strspn(number->digits->str, "0");
    g_string_erase(number->digits, 0, (gssize)zeros);
    if (whole > 1000 || zeros > 1000)
        return false;
    number->exponent = exponent + (int)whole - (int)zeros;
    if (point || exponent != 0) /* a whole number stands as it is written */
        round_digits(number);
    GString *digits = number->digits;
    while (digits->len > 0 && digits->str[digits->len - 1] == '0')
        g_string_truncate(digits, digits->len - 1);
    if (digits->len == 0)
        number->exponent = 0;
    return ABS(number->exponent) <= MAX_EXPONENT;
}

/* The number written out with at least so many decimals. */
static void write_decimal(GString *out, const struct decimal *number,
                          guint decimals)
{
    const GString *digits = number->digits;
    int len = (int)digits->len;
    if (number->negative && len > 0)
        g_string_append_c(out, '-');
    if (number->exponent <= 0)
        g_string_append_c(out, '0');
    for (int i = 0; i < number->exponent; i++)
        g_string_append_c(out, i < len ? digits->str[i] : '0');
    int behind = MAX((int)decimals, len - number->exponent);
    if (behind > 0)
        g_string_append_c(out, '.');
    for (int i = number->exponent; i < number->exponent + behind; i++)
        g_string_append_c(out, i >= 0 && i < len ? digits->str[i] : '0');
}

/* A piece of a format: a letter run or one character, or a literal. */
struct piece {
    const char *begin, *end;
    bool literal;
};

/* The next piece of a format's first section; begin == end at its end. */
static struct piece next_piece(const char *at)
{
    struct piece piece = {at, at, false};
    const char *close;
    switch (*at) {
    case '\0':
    case ';':
        return piece;
    case '"':
        close = strchr(at + 1, '"');
        piece = (struct piece){at + 1, close ? close : at + strlen(at), true};
        return piece;
    case '\\':
    case '!':
        piece.begin = at + 1;
        piece.end = at[1] != '\0' ? g_utf8_next_char(at + 1) : at + 1;
        piece.literal = true;
        return piece;
    case '[':
        close = strchr(at, ']');
        piece.end = close != NULL ? close + 1 : at + strlen(at);
        return piece;
    case '_':
    case '*':
        piece.end = at[1] != '\0' ? g_utf8_next_char(at + 1) : at + 1;
        return piece;
    default:
        if (g_ascii_strncasecmp(at, "General", 7) == 0)
            piece.end = at + 7;
        else if (g_str_has_prefix(at, "G/通用格式"))
            piece.end = at + strlen("G/通用格式");
        else if (g_ascii_strncasecmp(at, "AM/PM", 5) == 0)
            piece.end = at + 5;
        else if (g_ascii_isalpha(*at))
            for (piece.end = at; *piece.end == *at; piece.end++)
                ;
        else
            piece.end = g_utf8_next_char(at);
        return piece;
    }
}

/* Where the piece behind this one begins. */
static const char *behind(const struct piece *piece)
{
    return piece->end +
           (piece->literal && piece->begin[-1] == '"' && *piece->end == '"');
}

static bool is_chinese(gunichar c)
{
    return c >= 0x2e80 && c < 0xff00;
}

static void keep_chinese(GString *text, const struct piece *piece)
{
    for (const char *at = piece->begin; at < piece->end;
         at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (is_chinese(c))
            g_string_append_unichar(text, c);
    }
}

static bool is_date_letter(char c)
{
    return c != '\0' && strchr("ymdhsYMDHS", c) != NULL;
}

/* Reads the first section of a number format. */
static void parse_format(struct format *format, const char *text)
{
    guint commas = 0;     /* that nothing but the end or text follows */
    bool point = false;   /* a real decimal point has come */
    bool digits = false;  /* a digit has come */
    bool elapsed = false; /* [h]:mm counts hours and is no date */
    int fake = -1;        /* digits behind a point that is literal text */
    struct piece piece = next_piece(text);
    for (; piece.begin < piece.end || piece.literal;
         piece = next_piece(behind(&piece))) {
        char c = *piece.begin;
        if (piece.literal) {
            bool dot = c == '.' && piece.end - piece.begin == 1;
            if (dot && digits && !point)
                fake = 0;
            keep_chinese(digits ? format->after : format->before, &piece);
            continue;
        }
        if (c == '0' || c == '#' || c == '?') {
            digits = true;
            commas = 0;
            format->decimals += point && c == '0';
            fake += fake >= 0;
        } else if (c == ',') {
            commas += digits;
        } else if (c == '.') {
            point = true;
        } else if (c == '%') {
            format->percent = true;
        } else if (c == 'G' || c == 'g') {
            digits = true;
        } else if (is_date_letter(c)) {
            format->is_date = true;
        } else if (c == '[' && is_date_letter(piece.begin[1])) {
            elapsed |= piece.end - piece.begin <= 4; /* [h], [mm] */
        } else if (g_ascii_tolower(c) == 'e') {
            point = false; /* the digits of an exponent */
        } else if (is_chinese(g_utf8_get_char(piece.begin))) {
            keep_chinese(digits ? format->after : format->before, &piece);
        }
    }
    format->is_date &= !elapsed;
    format->shift = -3 * (int)commas + 2 * format->percent;
    if (fake > 0) {
        format->shift -= fake;
        format->decimals = (guint)fake;
    }
}

/* Seconds of the day and the day's number, from the stored days. */
static bool split_serial(const char *value, bool date1904, GDate *date,
                         guint *seconds)
{
    double serial = g_ascii_strtod(value, NULL);
    if (!(serial >= 0 && serial <= MAX_SERIAL))
        return false;
    guint days = (guint)serial;
    *seconds = (guint)((serial - days) * DAY_SECONDS + 0.5);
    if (*seconds >= DAY_SECONDS) {
        *seconds = 0;
        days++;
    }
    g_date_clear(date, 1);
    if (date1904) {
        g_date_set_dmy(date, 1, G_DATE_JANUARY, 1904);
    } else {
        /* Excel believes in 29 February 1900 */
        g_date_set_dmy(date, days < 60 ? 31 : 30, G_DATE_DECEMBER, 1899);
    }
    g_date_add_days(date, days);
    return g_date_valid(date);
}

/* The month or minute that an m means: minutes stand behind hours or before
 * seconds. */
static bool is_minute(const struct piece *piece, char before)
{
    if (before == 'h')
        return true;
    for (struct piece next = next_piece(behind(piece));
         next.begin < next.end || next.literal;
         next = next_piece(behind(&next))) {
        if (!next.literal && g_ascii_isalpha(*next.begin))
            return g_ascii_tolower(*next.begin) == 's';
    }
    return false;
}

static void write_padded(GString *out, guint number, gsize width)
{
    g_string_append_printf(out, width > 1 ? "%02u" : "%u", number);
}

/* Writes one letter run of a date format. */
static void write_date_part(GString *out, char letter, gsize width,
                            const GDate *date, guint seconds, bool half_days)
{
    guint hour = seconds / 3600;
    if (half_days)
        hour = hour % 12 == 0 ? 12 : hour % 12;
    if (letter == 'y' && width > 2)
        g_string_append_printf(out, "%04u", g_date_get_year(date));
    else if (letter == 'y')
        write_padded(out, g_date_get_year(date) % 100, 2);
    else if (letter == 'm')
        write_padded(out, (guint)g_date_get_month(date), width == 2 ? 2 : 1);
    else if (letter == 'd' && width <= 2)
        write_padded(out, g_date_get_day(date), width);
    else if (letter == 'h')
        write_padded(out, hour, width);
    else if (letter == 'M') /* minutes */
        write_padded(out, seconds / 60 % 60, width);
    else if (letter == 's')
        write_padded(out, seconds % 60, width);
}

static bool write_date(GString *out, const char *value, const char *text,
                       bool date1904)
{
    GDate date;
    guint seconds;
    if (!split_serial(value, date1904, &date, &seconds))
        return false;
    bool half_days = strstr(text, "AM/PM") != NULL;
    char before = '\0';
    struct piece piece = next_piece(text);
    for (; piece.begin < piece.end || piece.literal;
         piece = next_piece(behind(&piece))) {
        gsize width = (gsize)(piece.end - piece.begin);
        char letter = g_ascii_tolower(*piece.begin);
        if (piece.literal) {
            g_string_append_len(out, piece.begin, (gssize)width);
        } else if (letter == 'a' && width == 5) {
            g_string_append(out, seconds < DAY_SECONDS / 2 ? "AM" : "PM");
        } else if (is_date_letter(letter)) {
            bool minute = letter == 'm' && is_minute(&piece, before);
            before = letter;
            write_date_part(out, minute ? 'M' : letter, width, &date, seconds,
                            half_days);
        } else if (letter != '[' && letter != '_' && letter != '*' &&
                   letter != '@') {
            g_string_append_len(out, piece.begin, (gssize)width);
        }
    }
    g_strstrip(out->str);
    g_string_truncate(out, strlen(out->str));
    return true;
}

static void write_number(GString *out, const char *value,
                         const struct format *format)
{
    struct decimal number = {.digits = g_string_new(NULL)};
    if (parse_decimal(&number, value)) {
        if (number.digits->len > 0)
            number.exponent += format->shift;
        g_string_append(out, format->before->str);
        write_decimal(out, &number, format->decimals);
        g_string_append(out, format->percent ? "%" : "");
        g_string_append(out, format->after->str);
    } else {
        g_string_append(out, value);
    }
    g_string_free(number.digits, TRUE);
}

char *jx_xlsx_number(const char *value, const char *format, bool date1904)
{
    struct format wish = {.before = g_string_new(NULL),
                          .after = g_string_new(NULL)};
    GString *out = g_string_new(NULL);
    if (format != NULL)
        parse_format(&wish, format);
    if (!wish.is_date || !write_date(out, value, format, date1904))
        write_number(out, value, &wish);
    g_string_free(wish.before, TRUE);
    g_string_free(wish.after, TRUE);
    return g_string_free(out, FALSE);
}
