#include "pdf/syntax.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' ||
           c == '\0';
}

static bool is_delimiter(char c)
{
    switch (c) { /* asked for every byte */
    case '(':
    case ')':
    case '<':
    case '>':
    case '[':
    case ']':
    case '{':
    case '}':
    case '/':
    case '%':
        return true;
    default:
        return false;
    }
}

static bool is_regular(char c)
{
    return !is_space(c) && !is_delimiter(c);
}

const char *jx_syntax_skip_space(const char *p, const char *end)
{
    while (p < end && (is_space(*p) || *p == '%')) {
        if (*p == '%')
            while (p < end && *p != '\n' && *p != '\r')
                p++;
        else
            p++;
    }
    return p;
}

static const char *skip_regular(const char *p, const char *end)
{
    while (p < end && is_regular(*p))
        p++;
    return p;
}

static const char *skip_digits(const char *p, const char *end)
{
    while (p < end && g_ascii_isdigit(*p))
        p++;
    return p;
}

static const char *skip_string(const char *p, const char *end)
{
    int depth = 0;
    for (; p < end; p++) {
        if (*p == '\\' && p + 1 < end)
            p++;
        else if (*p == '(')
            depth++;
        else if (*p == ')' && --depth == 0)
            return p + 1;
    }
    return end;
}

static bool starts(const char *p, const char *end, const char *with)
{
    gsize len = strlen(with);
    return (gsize)(end - p) >= len && memcmp(p, with, len) == 0;
}

/* Past "12 0 R" when it stands at p; else p. */
static const char *skip_reference(const char *p, const char *end)
{
    const char *number = skip_digits(p, end);
    const char *space = jx_syntax_skip_space(number, end);
    const char *generation = skip_digits(space, end);
    const char *letter = jx_syntax_skip_space(generation, end);
    bool is_reference = number > p && space > number && generation > space &&
                        letter > generation && letter < end && *letter == 'R' &&
                        (letter + 1 == end || !is_regular(letter[1]));
    return is_reference ? letter + 1 : p;
}

/* Past an array or a dictionary. */
static const char *skip_group(const char *p, const char *end, const char *open,
                              const char *close)
{
    p = jx_syntax_skip_space(p + strlen(open), end);
    while (p < end && !starts(p, end, close))
        p = jx_syntax_skip_space(jx_syntax_skip(p, end), end);
    return p < end ? p + strlen(close) : end;
}

const char *jx_syntax_skip(const char *p, const char *end)
{
    if (p >= end)
        return end;
    if (starts(p, end, "<<"))
        return skip_group(p, end, "<<", ">>");
    if (*p == '[')
        return skip_group(p, end, "[", "]");
    if (*p == '(')
        return skip_string(p, end);
    if (*p == '<') {
        const char *close = memchr(p, '>', (gsize)(end - p));
        return close ? close + 1 : end;
    }
    const char *reference = skip_reference(p, end);
    if (reference > p)
        return reference;
    /* the first character may be a slash, or what should not be there */
    return skip_regular(p + 1, end);
}

/* The next key of a dictionary, and its value; *p is then behind them. */
static bool next_key(const char **p, const char *end, JxSpan *key,
                     JxSpan *value)
{
    const char *at = jx_syntax_skip_space(*p, end);
    if (at >= end || *at != '/')
        return false;
    const char *name_end = jx_syntax_skip(at, end);
    *key = (JxSpan){at, (gsize)(name_end - at)};
    at = jx_syntax_skip_space(name_end, end);
    *p = jx_syntax_skip(at, end);
    *value = (JxSpan){at, (gsize)(*p - at)};
    return true;
}

static bool equals(JxSpan span, const char *text)
{
    return strlen(text) == span.len && memcmp(span.at, text, span.len) == 0;
}

static const char *first_key(JxSpan dict)
{
    const char *end = dict.at + dict.len;
    const char *p = jx_syntax_skip_space(dict.at, end);
    return starts(p, end, "<<") ? p + 2 : end;
}

bool jx_syntax_get(JxSpan dict, const char *key, JxSpan *value)
{
    const char *p = first_key(dict);
    JxSpan name;
    while (next_key(&p, dict.at + dict.len, &name, value))
        if (equals(name, key))
            return true;
    return false;
}

bool jx_syntax_is(JxSpan dict, const char *key, const char *name)
{
    JxSpan value;
    return jx_syntax_get(dict, key, &value) && equals(value, name);
}

gsize jx_syntax_number(JxSpan value, gsize otherwise)
{
    gsize number = 0;
    const char *end = value.at + value.len;
    const char *p = jx_syntax_skip_space(value.at, end), *first = p;
    /* 18 digits fit */
    for (; p < end && p < first + 18 && g_ascii_isdigit(*p); p++)
        number = number * 10 + (gsize)(*p - '0');
    return p > first ? number : otherwise;
}

bool jx_syntax_next_reference(const char **p, const char *end,
                              JxReference *found)
{
    while (*p < end) {
        const char *at = *p;
        if (is_space(*at) || *at == '[' || *at == ']' || *at == '>' ||
            starts(at, end, "<<")) {
            *p = *at == '<' ? at + 2 : at + 1;
            continue;
        }
        if (*at == '%') {
            *p = jx_syntax_skip_space(at, end);
            continue;
        }
        *p = jx_syntax_skip(at, end);
        if (g_ascii_isdigit(*at) && (*p)[-1] == 'R') {
            found->span = (JxSpan){at, (gsize)(*p - at)};
            found->number = (guint)jx_syntax_number(found->span, 0);
            return true;
        }
    }
    return false;
}

gsize jx_syntax_references(JxSpan file, gsize otherwise)
{
    static const char WORD[] = "startxref";
    const char *end = file.at + file.len;
    for (gsize i = strlen(WORD); i <= file.len; i++)
        if (starts(end - i, end, WORD)) {
            const char *value = end - i + strlen(WORD);
            return jx_syntax_number((JxSpan){value, (gsize)(end - value)},
                                    otherwise);
        }
    return otherwise;
}

static bool is_one_of(JxSpan key, const char *const *keys)
{
    for (; *keys; keys++)
        if (equals(key, *keys))
            return true;
    return false;
}

GString *jx_syntax_open(JxSpan dict, const char *const *without)
{
    GString *out = g_string_new("<<");
    const char *p = first_key(dict);
    JxSpan key, value;
    while (next_key(&p, dict.at + dict.len, &key, &value)) {
        if (is_one_of(key, without))
            continue;
        g_string_append_c(out, ' ');
        g_string_append_len(out, key.at, (gssize)key.len);
        g_string_append_c(out, ' ');
        g_string_append_len(out, value.at, (gssize)value.len);
    }
    return out;
}

/* As UTF-16, or as it is where it is ASCII. */
void jx_syntax_append_text(GString *out, const char *text)
{
    if (g_str_is_ascii(text)) {
        g_string_append_c(out, '(');
        for (const char *p = text; *p; p++) {
            if (strchr("()\\", *p))
                g_string_append_c(out, '\\');
            g_string_append_c(out, *p);
        }
        g_string_append_c(out, ')');
        return;
    }
    glong n = 0;
    g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, &n, NULL);
    g_string_append(out, "<FEFF");
    for (glong i = 0; i < n; i++)
        g_string_append_printf(out, "%04X", units[i]);
    g_string_append_c(out, '>');
}

void jx_syntax_append_key(GString *out, const char *key, const char *text)
{
    if (text == NULL)
        return;
    g_string_append_printf(out, " %s ", key);
    jx_syntax_append_text(out, text);
}

void jx_syntax_append_name(GString *out, const char *name)
{
    g_string_append_c(out, '/');
    for (const char *p = name; *p; p++) {
        if (*p <= ' ' || *p > '~' || *p == '#' || is_delimiter(*p))
            g_string_append_printf(out, "#%02X", (guint8)*p);
        else
            g_string_append_c(out, *p);
    }
}
