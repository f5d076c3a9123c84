#include "load/text.h"

#include <string.h>

/* Characters that take no room and mean nothing in a table. The joiners
 * U+200C and U+200D hold emoji together and stay. */
static bool is_zero_width(gunichar c)
{
    return c == 0x00AD || c == 0x200B || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || c == 0x2060 || c == 0xFEFF;
}

/* The character at p, the quick way for ASCII and Chinese. */
static gunichar char_at(const char *p)
{
    const guchar *b = (const guchar *)p;
    if (b[0] < 0x80)
        return b[0];
    if ((b[0] & 0xF0) == 0xE0)
        return (gunichar)(b[0] & 0x0F) << 12 | (gunichar)(b[1] & 0x3F) << 6 |
               (b[2] & 0x3F);
    return g_utf8_get_char(p);
}

bool jx_is_blank(gunichar c)
{
    if ((c > 0x20 && c < 0x7F) || (c > 0x3000 && c < 0xFE00))
        return false; /* the quick way out for nearly all of a text */
    return g_unichar_isspace(c) || is_zero_width(c);
}

gunichar jx_fold(gunichar c)
{
    static const gunichar DASHES[] = {0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
                                      0x2015, 0x2212, 0x2500, 0xFE58, 0xFE63};

    if (c < 0x2010 || (c > 0x2500 && c < 0xFE58))
        return c;
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFF01 + '!';
    for (gsize i = 0; i < G_N_ELEMENTS(DASHES); i++)
        if (c == DASHES[i])
            return '-';
    return c;
}

bool jx_is_blank_text(const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text))
        if (!jx_is_blank(g_utf8_get_char(text)))
            return false;
    return true;
}

char *jx_folded(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text != '\0'; text = g_utf8_next_char(text))
        if (!jx_is_blank(g_utf8_get_char(text)))
            g_string_append_unichar(out, jx_fold(g_utf8_get_char(text)));
    return g_string_free(out, FALSE);
}

JxText *jx_text_new(JxReport *report)
{
    JxText *text = g_new0(JxText, 1);
    text->report = report;
    text->text = g_string_new(NULL);
    text->chars = g_array_new(FALSE, FALSE, sizeof(JxChar));
    return text;
}

void jx_text_free(JxText *text)
{
    if (text == NULL)
        return;
    g_string_free(text->text, TRUE);
    g_array_unref(text->chars);
    g_free(text);
}

/* Drops blank characters at the end, down to `floor` characters. */
static void chop(JxText *text, guint floor)
{
    guint n = text->chars->len;
    while (n > floor && jx_is_blank(jx_text_char(text, n - 1)->c))
        n--;
    if (n == text->chars->len)
        return;
    g_string_truncate(text->text, jx_text_char(text, n)->offset);
    g_array_set_size(text->chars, n);
}

void jx_text_append(JxText *text, const JxCells *cells, guint index)
{
    const JxCell *cell = jx_cells_cell(cells, index);
    JxPlace start = jx_cell_place_in(text->report, cells, index);
    guint floor = text->chars->len, mark = 0;
    guint line = start.line, column = start.column, n = floor;
    gsize before = text->text->len;
    const char *first = NULL; /* the first that is no white space */

    /* as many as there are bytes at most; set right below */
    g_array_set_size(text->chars, floor + (guint)cell->len);
    for (const char *p = cell->text; *p != '\0'; p = g_utf8_next_char(p)) {
        gsize at = (gsize)(p - cell->text);
        for (; mark < cell->n_marks; mark++) {
            const JxMark *m =
                &g_array_index(cells->marks, JxMark, cell->first_mark + mark);
            if (m->offset > at)
                break;
            line = m->line;
            column = m->column;
        }
        gunichar c = char_at(p);
        if (first == NULL && !jx_is_blank(c))
            first = p;
        if (first != NULL)
            *jx_text_char(text, n++) =
                (JxChar){c, (guint)(before + (gsize)(p - first)), line, column,
                         start.cell};
        column++;
    }
    g_array_set_size(text->chars, n);
    if (first != NULL)
        g_string_append(text->text, first);
    chop(text, floor);
    text->n_pieces += text->chars->len > floor;
}

JxText *jx_text_of(JxReport *report, const JxCells *cells, guint cell)
{
    JxText *text = jx_text_new(report);
    jx_text_append(text, cells, cell);
    return text;
}

JxText *jx_text_from(JxReport *report, const char *string, JxPlace place)
{
    JxText *text = jx_text_new(report);
    for (const char *p = string; *p != '\0'; p = g_utf8_next_char(p)) {
        JxChar here = {g_utf8_get_char(p), (guint)text->text->len, place.line,
                       place.column, place.cell};
        if (text->chars->len == 0 && jx_is_blank(here.c))
            continue;
        g_array_append_val(text->chars, here);
        g_string_append_unichar(text->text, here.c);
    }
    chop(text, 0);
    text->n_pieces = text->chars->len > 0;
    return text;
}

JxPlace jx_text_place(const JxText *text, guint first, guint end)
{
    if (text->chars->len == 0)
        return (JxPlace){0};

    bool behind = first >= text->chars->len;
    const JxChar *c = jx_text_char(text, behind ? text->chars->len - 1 : first);
    return (JxPlace){.line = c->line,
                     .column = c->column + behind,
                     .length = end > first ? end - first : 0,
                     .cell = c->cell};
}

GArray *jx_text_inks(const JxText *text)
{
    GArray *inks = g_array_new(FALSE, FALSE, sizeof(JxInk));
    bool gap = false;
    guint n = 0;
    g_array_set_size(inks, text->chars->len);

    for (guint i = 0; i < text->chars->len; i++) {
        gunichar c = jx_text_char(text, i)->c;
        if (jx_is_blank(c)) {
            gap = gap || !is_zero_width(c);
            continue;
        }
        *jx_ink(inks, n++) = (JxInk){jx_fold(c), i, gap};
        gap = false;
    }
    g_array_set_size(inks, n);
    return inks;
}

void jx_text_trim(const JxText *text, guint *first, guint *end)
{
    while (*first < *end && jx_is_blank(jx_text_char(text, *first)->c))
        (*first)++;
    while (*first < *end && jx_is_blank(jx_text_char(text, *end - 1)->c))
        (*end)--;
}

const char *jx_text_slice(const JxText *text, guint first, guint end)
{
    if (first >= end)
        return NULL;
    gsize from = jx_text_char(text, first)->offset;
    gsize to = end < text->chars->len ? jx_text_char(text, end)->offset
                                      : text->text->len;
    return jx_report_text_len(text->report, text->text->str + from, to - from);
}

bool jx_inks_match(const GArray *inks, guint i, const char *literal, guint *end)
{
    const char *p = literal;
    for (; *p != '\0'; p = g_utf8_next_char(p), i++)
        if (i >= inks->len || jx_ink(inks, i)->c != char_at(p))
            return false;
    *end = i;
    return true;
}

char *jx_inks_string(const GArray *inks, guint i, guint end)
{
    GString *string = g_string_new(NULL);
    for (; i < end; i++)
        g_string_append_unichar(string, jx_ink(inks, i)->c);
    return g_string_free(string, FALSE);
}

JxPlace jx_cell_place_in(JxReport *report, const JxCells *cells, guint cell)
{
    JxPlace place = jx_cells_cell(cells, cell)->place;
    place.cell = jx_report_text(report, place.cell);
    return place;
}
