#include "cells/markup.h"

#include <string.h>

static const struct {
    const char *name;
    JxTagKind open, close;
} TAGS[] = {
    {"p", JX_TAG_P, JX_TAG_P_END},
    {"div", JX_TAG_BLOCK, JX_TAG_BLOCK},
    {"br", JX_TAG_BREAK, JX_TAG_BREAK},
    {"span", JX_TAG_INLINE, JX_TAG_INLINE},
    {"font", JX_TAG_INLINE, JX_TAG_INLINE},
    {"b", JX_TAG_INLINE, JX_TAG_INLINE},
    {"strong", JX_TAG_INLINE, JX_TAG_INLINE},
    {"i", JX_TAG_INLINE, JX_TAG_INLINE},
    {"em", JX_TAG_INLINE, JX_TAG_INLINE},
    {"u", JX_TAG_INLINE, JX_TAG_INLINE},
    {"o:p", JX_TAG_INLINE, JX_TAG_INLINE},
};

/* Names of HTML that Chinese documents use; the rest comes as numbers. */
static const struct {
    const char *name;
    gunichar c;
} NAMES[] = {
    {"lt", '<'},       {"gt", '>'},        {"amp", '&'},
    {"quot", '"'},     {"apos", '\''},     {"nbsp", 0xa0},
    {"ensp", 0x2002},  {"emsp", 0x2003},   {"thinsp", 0x2009},
    {"ge", 0x2265},    {"le", 0x2264},     {"ne", 0x2260},
    {"times", 0xd7},   {"divide", 0xf7},   {"plusmn", 0xb1},
    {"middot", 0xb7},  {"bull", 0x2022},   {"hellip", 0x2026},
    {"mdash", 0x2014}, {"ndash", 0x2013},  {"minus", 0x2212},
    {"ldquo", 0x201c}, {"rdquo", 0x201d},  {"lsquo", 0x2018},
    {"rsquo", 0x2019}, {"laquo", 0xab},    {"raquo", 0xbb},
    {"deg", 0xb0},     {"permil", 0x2030}, {"yen", 0xa5},
    {"sup2", 0xb2},    {"sup3", 0xb3},     {"frac12", 0xbd},
    {"copy", 0xa9},    {"reg", 0xae},      {"sect", 0xa7},
    {"shy", 0xad},     {"zwnj", 0x200c},   {"zwj", 0x200d},
    {"rarr", 0x2192},  {"larr", 0x2190},   {"radic", 0x221a},
    {"infin", 0x221e}, {"asymp", 0x2248},  {"equiv", 0x2261},
};

enum {
    MAX_TAG = 1000,     /* bytes of a tag with its attributes */
    MAX_REFERENCE = 12, /* bytes of a character reference */
};

JxTagKind jx_markup_tag(const char *at, const char *end, gsize *len)
{
    end = MIN(end, at + MAX_TAG);
    const char *name = at + 1;
    bool closing = name < end && *name == '/';
    name += closing;
    const char *stop = name;
    while (stop < end && (g_ascii_isalpha(*stop) || *stop == ':'))
        stop++;
    if (stop == end || strchr(" \t/>", *stop) == NULL)
        return JX_TAG_NONE;

    const char *close = stop;
    while (close < end && strchr("<>\r\n", *close) == NULL)
        close++;
    if (close == end || *close != '>')
        return JX_TAG_NONE;
    for (gsize i = 0; i < G_N_ELEMENTS(TAGS); i++) {
        if (strlen(TAGS[i].name) == (gsize)(stop - name) &&
            g_ascii_strncasecmp(TAGS[i].name, name, (gsize)(stop - name)) ==
                0) {
            *len = (gsize)(close + 1 - at);
            return closing ? TAGS[i].close : TAGS[i].open;
        }
    }
    return JX_TAG_NONE;
}

/* &#8805; and &#x2265; between `digits` and `end`. */
static gunichar numeric(const char *digits, const char *end)
{
    bool hex = digits < end && (*digits == 'x' || *digits == 'X');
    gunichar c = 0;
    digits += hex;
    if (digits == end)
        return 0;
    for (; digits < end; digits++) {
        int digit =
            hex ? g_ascii_xdigit_value(*digits) : g_ascii_digit_value(*digits);
        if (digit < 0)
            return 0;
        c = c * (hex ? 16 : 10) + (gunichar)digit;
        if (c > 0x10ffff)
            return 0;
    }
    if (c == '\t' || c == '\n' || c == '\r')
        return ' ';
    return c >= 0x20 && c != 0x7f && g_unichar_validate(c) ? c : 0xfffd;
}

gsize jx_markup_reference(const char *at, const char *end, gunichar *c)
{
    end = MIN(end, at + MAX_REFERENCE);
    const char *name = at + 1;
    const char *close = name;
    while (close < end && (g_ascii_isalnum(*close) || *close == '#'))
        close++;
    if (close == end || *close != ';' || close == name)
        return 0;
    gsize len = (gsize)(close + 1 - at);
    if (*name == '#') {
        *c = numeric(name + 1, close);
        return *c == 0 ? 0 : len;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        if (strlen(NAMES[i].name) == (gsize)(close - name) &&
            strncmp(NAMES[i].name, name, (gsize)(close - name)) == 0) {
            *c = NAMES[i].c;
            return len;
        }
    }
    return 0;
}
