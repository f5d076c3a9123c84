#include "cells/tab.h"

#include <string.h>

#include "cells/markup.h"
#include "cells/source.h"

struct tab {
    JxSource source;
    const char *closes; /* up to here closes_first is known to be true */
    bool each_p;        /* this line has no tabs: each <p> is a cell */
};

/* The next <p> or </p> from `at` on stands before any tab and is </p>: what
 * lies between is one paragraph. */
static bool closes_first(struct tab *tab, const char *at)
{
    if (at < tab->closes)
        return true;
    const char *end = tab->source.end;
    gsize len;
    for (; at < end && *at != '\t'; at++) {
        JxTagKind kind =
            *at == '<' ? jx_markup_tag(at, end, &len) : JX_TAG_NONE;
        if (kind == JX_TAG_P_END)
            tab->closes = at;
        if (kind == JX_TAG_P || kind == JX_TAG_P_END)
            return kind == JX_TAG_P_END;
    }
    return false;
}

/* Where the cell that begins at `at` ends: at a tab or a line end that is not
 * inside a paragraph, or at the next <p> where each is a cell. */
static const char *cell_end(struct tab *tab, const char *at)
{
    const char *end = tab->source.end;
    bool in_p = false;
    bool had_p = false;
    while (at < end) {
        gsize len = 0;
        JxTagKind kind =
            *at == '<' ? jx_markup_tag(at, end, &len) : JX_TAG_NONE;
        if (kind == JX_TAG_P && tab->each_p && had_p)
            return at;
        if (kind == JX_TAG_P || kind == JX_TAG_P_END)
            in_p = kind == JX_TAG_P;
        had_p |= kind == JX_TAG_P;
        bool ends = *at == '\t' || jx_is_line_end(*at);
        if (ends && (!in_p || !closes_first(tab, at + (*at == '\t'))))
            return at;
        at += MAX(len, 1);
    }
    return at;
}

/* Reads one cell; returns where it ends. */
static const char *read_cell(struct tab *tab, const char *at)
{
    JxSource *source = &tab->source;
    jx_build_cell(source->builder, jx_source_place(source, at));
    bool needed = false, formula = jx_source_is_text_formula(source, at);
    const char *open = at + formula;
    const char *close =
        open < source->end && *open == '"'
            ? jx_source_closing_quote(source, open, '\t', &needed)
            : NULL;
    if (close != NULL && (needed || formula)) {
        jx_source_take_quoted(source, open + 1, close);
        at = close + 1;
    } else {
        const char *end = cell_end(tab, at);
        jx_source_take_markup(source, at, end, false);
        at = end;
    }
    jx_build_cell_end(source->builder);
    return at;
}

/* A line as a whole: how many tabs and paragraphs it has, and whether one
 * single paragraph is all of it. */
struct line {
    guint n_tabs, n_p;
    gsize wrapped; /* bytes of the <p> around the whole line, or 0 */
};

static struct line look_at(const char *at, const char *end)
{
    struct line line = {0};
    gsize len = 0;
    bool begins = *at == '<' && jx_markup_tag(at, end, &len) == JX_TAG_P;
    gsize first = len;
    bool ends = false;
    guint n_end = 0;
    while (at < end) {
        JxTagKind kind =
            *at == '<' ? jx_markup_tag(at, end, &len) : JX_TAG_NONE;
        line.n_tabs += *at == '\t';
        line.n_p += kind == JX_TAG_P;
        n_end += kind == JX_TAG_P_END;
        at += kind == JX_TAG_NONE ? 1 : len;
        ends = kind == JX_TAG_P_END;
    }
    if (begins && ends && line.n_p == 1 && n_end == 1 && line.n_tabs > 0)
        line.wrapped = first;
    return line;
}

/* Reads a row that begins at `at`; returns where the next line begins. */
static const char *read_row(struct tab *tab, const char *at, const char *end)
{
    JxSource *source = &tab->source;
    struct line line = look_at(at, end);
    tab->each_p = line.n_tabs == 0 && line.n_p > 1;
    if (!jx_build_row(source->builder, jx_source_place(source, at).line, 0))
        return source->end;
    at = read_cell(tab, at + line.wrapped);
    while (at < source->end && !jx_is_line_end(*at)) {
        at = read_cell(tab, at + (*at == '\t'));
        if (source->builder->row_full)
            at = jx_source_line_end(source, at);
    }
    jx_build_row_end(source->builder, true);
    return jx_source_next_line(source, at);
}

void jx_tab_read(const JxInput *input, JxBuilder *builder)
{
    struct tab tab = {0};
    jx_source_init(&tab.source, input, builder);
    for (const char *at = tab.source.text; at < tab.source.end;) {
        const char *end = jx_source_line_end(&tab.source, at);
        if (jx_source_is_blank(at, end, "")) {
            jx_build_gap(builder);
            at = jx_source_next_line(&tab.source, end);
        } else {
            at = read_row(&tab, at, end);
        }
    }
}

bool jx_tab_has_p(const JxInput *input)
{
    const char *end = input->text + input->len;
    gsize len;
    for (const char *at = input->text; at < end; at++) {
        at = memchr(at, '<', (gsize)(end - at));
        if (at == NULL)
            return false;
        if (jx_markup_tag(at, end, &len) == JX_TAG_P)
            return true;
    }
    return false;
}
