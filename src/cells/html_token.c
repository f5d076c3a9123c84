#include "cells/html_token.h"

#include <string.h>

#include "base/limits.h"

/* clang-format off */
static const struct { const char *name; JxHtmlRole role; } ELEMENTS[] = {
    /* raw ones first: their index is a bit of JxHtmlScanner.unclosed */
    {"script", JX_HTML_RAW}, {"style", JX_HTML_RAW}, {"title", JX_HTML_RAW},
    {"textarea", JX_HTML_RAW}, {"template", JX_HTML_RAW},
    {"iframe", JX_HTML_RAW}, {"xml", JX_HTML_RAW}, {"svg", JX_HTML_RAW},

    {"td", JX_HTML_CELL}, {"th", JX_HTML_CELL},
    {"tr", JX_HTML_ROW}, {"table", JX_HTML_TABLE}, {"br", JX_HTML_BREAK},

    {"p", JX_HTML_BLOCK}, {"div", JX_HTML_BLOCK}, {"caption", JX_HTML_BLOCK},
    {"li", JX_HTML_BLOCK}, {"ul", JX_HTML_BLOCK}, {"ol", JX_HTML_BLOCK},
    {"dl", JX_HTML_BLOCK}, {"dt", JX_HTML_BLOCK}, {"dd", JX_HTML_BLOCK},
    {"h1", JX_HTML_BLOCK}, {"h2", JX_HTML_BLOCK}, {"h3", JX_HTML_BLOCK},
    {"h4", JX_HTML_BLOCK}, {"h5", JX_HTML_BLOCK}, {"h6", JX_HTML_BLOCK},
    {"section", JX_HTML_BLOCK}, {"article", JX_HTML_BLOCK},
    {"header", JX_HTML_BLOCK}, {"footer", JX_HTML_BLOCK},
    {"main", JX_HTML_BLOCK}, {"nav", JX_HTML_BLOCK}, {"aside", JX_HTML_BLOCK},
    {"blockquote", JX_HTML_BLOCK}, {"pre", JX_HTML_BLOCK},
    {"center", JX_HTML_BLOCK}, {"form", JX_HTML_BLOCK},
    {"fieldset", JX_HTML_BLOCK}, {"legend", JX_HTML_BLOCK},
    {"address", JX_HTML_BLOCK}, {"figure", JX_HTML_BLOCK},
    {"figcaption", JX_HTML_BLOCK}, {"hr", JX_HTML_BLOCK},
    {"body", JX_HTML_BLOCK}, {"html", JX_HTML_BLOCK}, {"head", JX_HTML_BLOCK},
    {"option", JX_HTML_BLOCK}, {"select", JX_HTML_BLOCK},
    {"noscript", JX_HTML_BLOCK}, {"details", JX_HTML_BLOCK},
    {"summary", JX_HTML_BLOCK},

    {"span", JX_HTML_INLINE}, {"font", JX_HTML_INLINE}, {"b", JX_HTML_INLINE},
    {"strong", JX_HTML_INLINE}, {"i", JX_HTML_INLINE}, {"em", JX_HTML_INLINE},
    {"u", JX_HTML_INLINE}, {"s", JX_HTML_INLINE}, {"del", JX_HTML_INLINE},
    {"ins", JX_HTML_INLINE}, {"sub", JX_HTML_INLINE}, {"sup", JX_HTML_INLINE},
    {"a", JX_HTML_INLINE}, {"img", JX_HTML_INLINE}, {"input", JX_HTML_INLINE},
    {"label", JX_HTML_INLINE}, {"button", JX_HTML_INLINE},
    {"small", JX_HTML_INLINE}, {"big", JX_HTML_INLINE},
    {"strike", JX_HTML_INLINE}, {"tt", JX_HTML_INLINE},
    {"code", JX_HTML_INLINE}, {"kbd", JX_HTML_INLINE},
    {"samp", JX_HTML_INLINE}, {"var", JX_HTML_INLINE},
    {"mark", JX_HTML_INLINE}, {"q", JX_HTML_INLINE}, {"cite", JX_HTML_INLINE},
    {"abbr", JX_HTML_INLINE}, {"time", JX_HTML_INLINE},
    {"wbr", JX_HTML_INLINE}, {"nobr", JX_HTML_INLINE},
    {"ruby", JX_HTML_INLINE}, {"rt", JX_HTML_INLINE}, {"rp", JX_HTML_INLINE},
    {"bdo", JX_HTML_INLINE}, {"bdi", JX_HTML_INLINE},
    {"thead", JX_HTML_INLINE}, {"tbody", JX_HTML_INLINE},
    {"tfoot", JX_HTML_INLINE}, {"colgroup", JX_HTML_INLINE},
    {"col", JX_HTML_INLINE}, {"meta", JX_HTML_INLINE},
    {"link", JX_HTML_INLINE}, {"base", JX_HTML_INLINE},
    {"object", JX_HTML_INLINE}, {"param", JX_HTML_INLINE},
    {"o:p", JX_HTML_INLINE}, {"v:shape", JX_HTML_INLINE},
};
/* clang-format on */

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_name(char c)
{
    return g_ascii_isalnum(c) || c == ':' || c == '-';
}

static bool same_name(const char *begin, const char *end, const char *name)
{
    gsize len = (gsize)(end - begin);
    return strlen(name) == len && g_ascii_strncasecmp(begin, name, len) == 0;
}

static bool find_element(const char *begin, const char *end, gsize *element)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ELEMENTS); i++) {
        if (same_name(begin, end, ELEMENTS[i].name)) {
            *element = i;
            return true;
        }
    }
    return false;
}

/* A span as it is written: digits, anything else or too many is 1. */
static guint span_of(const char *begin, const char *end)
{
    guint span = 0;
    while (begin < end && is_white(*begin))
        begin++;
    if (begin == end || !g_ascii_isdigit(*begin))
        return 1;
    for (; begin < end && g_ascii_isdigit(*begin); begin++) {
        span = span * 10 + (guint)(*begin - '0');
        if (span > JX_MAX_SPAN)
            return 1;
    }
    return span;
}

/* Reads one attribute from `at`, which is no white space; returns behind it. */
static const char *take_attribute(JxHtmlToken *token, const char *at,
                                  const char *end)
{
    const char *name = at;
    for (at++; at < end && !is_white(*at) && strchr("=<>", *at) == NULL; at++)
        ;
    const char *name_end = at;
    while (at < end && is_white(*at))
        at++;
    if (at == end || *at != '=')
        return name_end;
    for (at++; at < end && is_white(*at); at++)
        ;
    char quote = at < end && (*at == '"' || *at == '\'') ? *at : '\0';
    const char *value = at += quote != '\0';
    if (quote != '\0')
        at = memchr(at, quote, (gsize)(end - at));
    else
        while (at < end && !is_white(*at) && *at != '<' && *at != '>')
            at++;
    if (at == NULL)
        return end;
    if (same_name(name, name_end, "rowspan"))
        token->rowspan = span_of(value, at);
    if (same_name(name, name_end, "colspan"))
        token->colspan = MAX(span_of(value, at), 1);
    return at + (quote != '\0');
}

/* The content of the raw element whose opening tag ends at token->end: up to
 * the closing tag of the same name. An element that is never closed is only
 * its tag. */
static void skip_raw(JxHtmlScanner *scanner, JxHtmlToken *token, gsize element)
{
    const char *name = ELEMENTS[element].name;
    gsize len = strlen(name);
    const char *end = scanner->end;
    const char *at = token->end;
    token->role = JX_HTML_INLINE;
    if ((scanner->unclosed & 1U << element) != 0)
        return;
    while ((at = memmem(at, (gsize)(end - at), "</", 2)) != NULL) {
        at += 2;
        if ((gsize)(end - at) > len &&
            g_ascii_strncasecmp(at, name, len) == 0 && !is_name(at[len])) {
            token->kind = JX_HTML_SKIPPED;
            token->end = at - 2;
            return;
        }
    }
    scanner->unclosed |= 1U << element;
}

/* A tag with a known name at `at`, a '<'. False when it is text. */
static bool take_tag(JxHtmlScanner *scanner, JxHtmlToken *token, const char *at)
{
    const char *end = scanner->end;
    bool closing = at + 1 < end && at[1] == '/';
    const char *name = at + 1 + closing;
    const char *stop = name;
    while (stop < end && is_name(*stop))
        stop++;
    gsize element;
    if (stop == name || stop == end ||
        (!is_white(*stop) && *stop != '>' && *stop != '/') ||
        !find_element(name, stop, &element))
        return false;

    at = stop;
    while (at < end && *at != '>') {
        if (*at == '<')
            return false;
        if (is_white(*at) || *at == '/')
            at++;
        else
            at = take_attribute(token, at, end);
    }
    if (at == end)
        return false;
    token->kind = closing ? JX_HTML_CLOSE_TAG : JX_HTML_OPEN_TAG;
    token->role = ELEMENTS[element].role;
    token->end = at + 1;
    if (token->role == JX_HTML_RAW && closing)
        token->role = JX_HTML_INLINE;
    else if (token->role == JX_HTML_RAW)
        skip_raw(scanner, token, element);
    return true;
}

/* Constructs that are no tags, longest opening first. */
static const struct {
    const char *open, *close;
    guint32 bit;
} DECLARATIONS[] = {
    {"<!--", "-->", 1U << 29},
    {"<!", ">", 1U << 30},
    {"<?", ">", 1U << 31},
};

/* A comment, <!DOCTYPE …>, <![if …]>, <?xml … ?>. */
static bool take_declaration(JxHtmlScanner *scanner, JxHtmlToken *token,
                             const char *at)
{
    gsize left = (gsize)(scanner->end - at);
    for (gsize i = 0; i < G_N_ELEMENTS(DECLARATIONS); i++) {
        gsize len = strlen(DECLARATIONS[i].open);
        if (left < len || strncmp(at, DECLARATIONS[i].open, len) != 0 ||
            (scanner->unclosed & DECLARATIONS[i].bit) != 0)
            continue;
        const char *close = DECLARATIONS[i].close;
        const char *found = memmem(at + len, left - len, close, strlen(close));
        if (found != NULL) {
            token->kind = JX_HTML_SKIPPED;
            token->end = found + strlen(close);
            return true;
        }
        scanner->unclosed |= DECLARATIONS[i].bit;
    }
    return false;
}

JxHtmlToken jx_html_next(JxHtmlScanner *scanner, const char *at)
{
    const char *end = scanner->end;
    JxHtmlToken token = {.begin = at, .end = at, .rowspan = 1, .colspan = 1};
    if (at == end)
        return token;
    if (*at == '<' && take_declaration(scanner, &token, at))
        return token;
    if (*at == '<' && take_tag(scanner, &token, at))
        return token;
    token = (JxHtmlToken){.kind = JX_HTML_TEXT, .begin = at};
    const char *next = memchr(at + 1, '<', (gsize)(end - at - 1));
    token.end = next != NULL ? next : end;
    return token;
}
