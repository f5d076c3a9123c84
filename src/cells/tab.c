#include "cells/tab.h"

#include <string.h>

#include "cells/markup.h"

/* Where the reader stands. */
struct tab {
    const char *text, *end;
    JxCursor cursor;
    JxBuilder *builder;
    const char *closes; /* up to here closes_first is known to be true */
    bool each_p;        /* this line has no tabs: each <p> is a cell */
};

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static const char *line_end(const struct tab *tab, const char *at)
{
    while (at < tab->end && !is_line_end(*at))
        at++;
    return at;
}

static JxPlace place_of(struct tab *tab, const char *at)
{
    return jx_cursor_move(&tab->cursor, (gsize)(at - tab->text));
}

/* The next <p> or </p> from `at` on stands before any tab and is </p>: what
 * lies between is one paragraph. */
static bool closes_first(struct tab *tab, const char *at)
{
    if (at < tab->closes)
        return true;
    gsize len;
    for (; at < tab->end && *at != '\t'; at++) {
        if (*at != '<')
            continue;
        JxTagKind kind = jx_markup_tag(at, tab->end, &len);
        if (kind == JX_TAG_P_END)
            tab->closes = at;
        if (kind == JX_TAG_P || kind == JX_TAG_P_END)
            return kind == JX_TAG_P_END;
    }
    return false;
}

/* A cell in quotes that begins at `at`: its closing quote, where a tab or a
 * line end follows it and something inside made the quotes necessary; NULL
 * when the quote is just text. */
static const char *closing_quote(const struct tab *tab, const char *at)
{
    bool needed = false;
    for (at++; at < tab->end; at++) {
        needed |= *at == '\t' || is_line_end(*at);
        if (*at != '"')
            continue;
        if (at + 1 < tab->end && at[1] == '"') {
            needed = true;
            at++;
            continue;
        }
        bool ends = at + 1 == tab->end || at[1] == '\t' || is_line_end(at[1]);
        return ends && needed ? at : NULL;
    }
    return NULL;
}

/* Adds plain text of the source to the cell, from `from` up to `to`. */
static void take(struct tab *tab, const char *from, const char *to)
{
    if (from == to)
        return;
    jx_build_at(tab->builder, place_of(tab, from));
    jx_build_text(tab->builder, from, (gsize)(to - from));
}

/* A line end inside the cell, standing for what is at `at`. */
static void take_break(struct tab *tab, const char *at)
{
    jx_build_at(tab->builder, place_of(tab, at));
    jx_build_text(tab->builder, "\n", 1);
}

static const char *skip_line_end(const struct tab *tab, const char *at)
{
    return at + (*at == '\r' && at + 1 < tab->end && at[1] == '\n' ? 2 : 1);
}

/* The text between the quotes, doubled quotes made single. */
static void take_quoted(struct tab *tab, const char *at, const char *close)
{
    const char *from = at;
    while (at < close) {
        if (*at == '"') {
            take(tab, from, at + 1);
            from = at += 2;
        } else if (is_line_end(*at)) {
            take(tab, from, at);
            take_break(tab, at);
            from = at = skip_line_end(tab, at);
        } else {
            at++;
        }
    }
    take(tab, from, close);
}

/* One cell in the making that is not in quotes. */
struct plain {
    const char *from; /* text up to here is taken */
    bool in_p;        /* a <p> is open */
    bool had_p;       /* a paragraph has begun */
};

/* A tag inside a cell, `len` bytes at `at`. False when the cell ends here. */
static bool take_tag(struct tab *tab, struct plain *plain, JxTagKind kind,
                     const char *at, gsize len)
{
    if (kind == JX_TAG_P && tab->each_p && plain->had_p)
        return false;
    take(tab, plain->from, at);
    plain->from = at + len;

    const GString *text = tab->builder->text;
    bool begins = text->len == 0 || text->str[text->len - 1] == '\n';
    if (kind == JX_TAG_BREAK || (kind != JX_TAG_INLINE && !begins))
        take_break(tab, at);
    if (kind == JX_TAG_P || kind == JX_TAG_P_END)
        plain->in_p = kind == JX_TAG_P;
    plain->had_p |= kind == JX_TAG_P;
    return true;
}

static const char *take_reference(struct tab *tab, struct plain *plain,
                                  const char *at)
{
    gunichar c;
    char utf8[6];
    gsize len = jx_markup_reference(at, tab->end, &c);
    if (len == 0)
        return at + 1;
    take(tab, plain->from, at);
    jx_build_at(tab->builder, place_of(tab, at));
    jx_build_text(tab->builder, utf8, (gsize)g_unichar_to_utf8(c, utf8));
    plain->from = at + len;
    return plain->from;
}

/* Reads a cell that is not in quotes; returns where it ends: at a tab, at a
 * line end, at the next <p> where each is a cell, or at the end. */
static const char *take_plain(struct tab *tab, const char *at)
{
    struct plain plain = {.from = at};
    while (at < tab->end) {
        gsize len = 0;
        JxTagKind kind =
            *at == '<' ? jx_markup_tag(at, tab->end, &len) : JX_TAG_NONE;
        if (kind != JX_TAG_NONE) {
            if (!take_tag(tab, &plain, kind, at, len))
                break;
            at += len;
        } else if (*at == '&') {
            at = take_reference(tab, &plain, at);
        } else if (*at == '\t') {
            if (!plain.in_p || !closes_first(tab, at + 1))
                break;
            at++;
        } else if (is_line_end(*at)) {
            if (!plain.in_p || !closes_first(tab, at))
                break;
            take(tab, plain.from, at);
            take_break(tab, at);
            plain.from = at = skip_line_end(tab, at);
        } else {
            at++;
        }
    }
    take(tab, plain.from, at);
    return at;
}

/* Reads one cell; returns where it ends. */
static const char *read_cell(struct tab *tab, const char *at)
{
    jx_build_cell(tab->builder, place_of(tab, at));
    const char *close =
        at < tab->end && *at == '"' ? closing_quote(tab, at) : NULL;
    if (close != NULL) {
        take_quoted(tab, at + 1, close);
        at = close + 1;
    } else {
        at = take_plain(tab, at);
    }
    jx_build_cell_end(tab->builder);
    return at;
}

/* A line as a whole: how many tabs and paragraphs it has, and whether one
 * single paragraph is all of it. */
struct line {
    guint n_tabs, n_p;
    bool blank;
    gsize wrapped; /* bytes of the <p> around the whole line, or 0 */
};

static struct line look_at(const struct tab *tab, const char *at)
{
    struct line line = {.blank = true};
    const char *end = line_end(tab, at);
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
        line.blank &= *at == ' ' || *at == '\t';
        at += kind == JX_TAG_NONE ? 1 : len;
        ends = kind == JX_TAG_P_END;
    }
    if (begins && ends && line.n_p == 1 && n_end == 1 && line.n_tabs > 0)
        line.wrapped = first;
    return line;
}

/* Reads a row that begins at `at`; returns where the next line begins. */
static const char *read_row(struct tab *tab, const char *at,
                            const struct line *line, bool after_gap)
{
    tab->each_p = line->n_tabs == 0 && line->n_p > 1;
    if (!jx_build_row(tab->builder, place_of(tab, at).line, 0, after_gap))
        return tab->end;
    at = read_cell(tab, at + line->wrapped);
    while (at < tab->end && !is_line_end(*at)) {
        at = read_cell(tab, at + (*at == '\t'));
        if (tab->builder->row_full)
            at = line_end(tab, at);
    }
    JxCells *cells = tab->builder->cells;
    JxRow *row = jx_cells_row(cells, cells->rows->len - 1);
    row->table = row->n > 1 ? 0 : -1;
    return at == tab->end ? at : skip_line_end(tab, at);
}

void jx_tab_read(const JxInput *input, JxBuilder *builder)
{
    struct tab tab = {.text = input->text,
                      .end = input->text + input->len,
                      .cursor = jx_cursor_new(input),
                      .builder = builder};
    bool gap = false;
    for (const char *at = tab.text; at < tab.end;) {
        struct line line = look_at(&tab, at);
        if (line.blank) {
            at = line_end(&tab, at);
            at = at == tab.end ? at : skip_line_end(&tab, at);
            gap = true;
            continue;
        }
        at = read_row(&tab, at, &line, gap);
        gap = false;
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
