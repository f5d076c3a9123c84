#include "cells/source.h"

#include <string.h>

#include "cells/markup.h"

void jx_source_init(JxSource *source, const JxInput *input, JxBuilder *builder)
{
    *source = (JxSource){.text = input->text,
                         .end = input->text + input->len,
                         .cursor = jx_cursor_new(input),
                         .builder = builder};
}

JxPlace jx_source_place(JxSource *source, const char *at)
{
    return jx_cursor_move(&source->cursor, (gsize)(at - source->text));
}

bool jx_is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

const char *jx_source_line_end(const JxSource *source, const char *at)
{
    while (at < source->end && !jx_is_line_end(*at))
        at++;
    return at;
}

const char *jx_source_next_line(const JxSource *source, const char *at)
{
    if (at == source->end)
        return at;
    bool pair = *at == '\r' && at + 1 < source->end && at[1] == '\n';
    return at + (pair ? 2 : 1);
}

bool jx_source_is_blank(const char *from, const char *to, const char *also)
{
    while (from < to &&
           (*from == ' ' || *from == '\t' || strchr(also, *from) != NULL))
        from++;
    return from == to;
}

void jx_source_take(JxSource *source, const char *from, const char *to)
{
    if (from >= to)
        return;
    jx_build_at(source->builder, jx_source_place(source, from));
    jx_build_text(source->builder, from, (gsize)(to - from));
}

void jx_source_take_break(JxSource *source, const char *at)
{
    jx_build_at(source->builder, jx_source_place(source, at));
    jx_build_text(source->builder, "\n", 1);
}

void jx_source_take_char(JxSource *source, const char *at, gunichar c)
{
    char utf8[6];
    int len = g_unichar_to_utf8(c, utf8);
    jx_build_at(source->builder, jx_source_place(source, at));
    jx_build_text(source->builder, utf8, (gsize)len);
}

/* A tag at `at`: ends the line it stands in, or does nothing. */
static void take_tag(JxSource *source, const char *at, JxTagKind kind)
{
    const GString *text = source->builder->text;
    bool begins = text->len == 0 || text->str[text->len - 1] == '\n';
    if (kind == JX_TAG_BREAK || (kind != JX_TAG_INLINE && !begins))
        jx_source_take_break(source, at);
}

/* What stands at `at`, if it is more than text: its bytes, 0 for text. Text
 * from `from` up to it is taken first. */
static gsize take_special(JxSource *source, const char *from, const char *at,
                          const char *to, bool escapes)
{
    gsize len = 0;
    gunichar c;
    JxTagKind kind;
    if (*at == '<' && (kind = jx_markup_tag(at, to, &len)) != JX_TAG_NONE) {
        jx_source_take(source, from, at);
        take_tag(source, at, kind);
    } else if (*at == '&' && (len = jx_markup_reference(at, to, &c)) > 0) {
        jx_source_take(source, from, at);
        jx_source_take_char(source, at, c);
    } else if (*at == '\\' && escapes && at + 1 < to &&
               g_ascii_ispunct(at[1])) {
        jx_source_take(source, from, at);
        jx_source_take(source, at + 1, at + 2);
        len = 2;
    } else if (jx_is_line_end(*at)) {
        jx_source_take(source, from, at);
        jx_source_take_break(source, at);
        len = (gsize)(jx_source_next_line(source, at) - at);
    }
    return len;
}

void jx_source_take_markup(JxSource *source, const char *from, const char *to,
                           bool escapes)
{
    for (const char *at = from; at < to;) {
        gsize len = take_special(source, from, at, to, escapes);
        at += MAX(len, 1);
        if (len > 0)
            from = at;
    }
    jx_source_take(source, from, to);
}

bool jx_source_is_text_formula(const JxSource *source, const char *at)
{
    return source->end - at > 1 && at[0] == '=' && at[1] == '"';
}

/* The same inside quotes: =""…"" and no other quote. */
static bool is_quoted_formula(const char *from, const char *to)
{
    return to - from >= 5 && strncmp(from, "=\"\"", 3) == 0 &&
           strncmp(to - 2, "\"\"", 2) == 0 &&
           memchr(from + 3, '"', (gsize)(to - from - 5)) == NULL;
}

void jx_source_take_quoted(JxSource *source, const char *from, const char *to)
{
    if (is_quoted_formula(from, to)) {
        from += 3;
        to -= 2;
    }
    for (const char *at = from; at < to;) {
        if (*at == '"') {
            jx_source_take(source, from, at + 1);
            from = at += 2;
        } else if (jx_is_line_end(*at)) {
            jx_source_take(source, from, at);
            jx_source_take_break(source, at);
            from = at = jx_source_next_line(source, at);
        } else {
            at++;
        }
    }
    jx_source_take(source, from, to);
}

const char *jx_source_closing_quote(const JxSource *source, const char *at,
                                    char delimiter, bool *needed)
{
    *needed = false;
    for (at++; at < source->end; at++) {
        *needed |= *at == delimiter || jx_is_line_end(*at);
        if (*at != '"')
            continue;
        if (at + 1 < source->end && at[1] == '"') {
            *needed = true;
            at++;
            continue;
        }
        bool ends = at + 1 == source->end || at[1] == delimiter ||
                    jx_is_line_end(at[1]);
        return ends ? at : NULL;
    }
    return NULL;
}
