#include "base/excerpt.h"

#include <stdbool.h>

#include "base/width.h"

enum { ELLIPSIS_WIDTH = 1 };

/* The line as code points; what is no valid UTF-8 becomes U+FFFD. */
static gunichar *characters_of(const char *line, gsize len, glong *n)
{
    g_autofree char *valid = g_utf8_make_valid(line, (gssize)len);
    return g_utf8_to_ucs4_fast(valid, -1, n);
}

/* How many columns the characters [from, to) take. */
static guint width_between(const gunichar *text, glong from, glong to)
{
    guint width = 0;
    for (glong i = from; i < to; i++)
        width += jx_width_of_character(text[i]);
    return width;
}

/* Grows [*from, *to) around the place, evenly while both sides have room, so
 * that it takes no more than `width` columns. */
static void cut_around(const gunichar *text, glong n, glong place, guint width,
                       glong *from, glong *to)
{
    guint used = 0;
    *from = *to = place;
    for (bool grew = true; grew;) {
        grew = false;
        if (*to < n && used + jx_width_of_character(text[*to]) <= width) {
            used += jx_width_of_character(text[(*to)++]);
            grew = true;
        }
        if (*from > 0 &&
            used + jx_width_of_character(text[*from - 1]) <= width) {
            used += jx_width_of_character(text[--(*from)]);
            grew = true;
        }
    }
}

static void append_blanks(GString *out, guint n)
{
    for (guint i = 0; i < n; i++)
        g_string_append_c(out, ' ');
}

static void append_shown(GString *out, const gunichar *text, glong from,
                         glong to)
{
    for (glong i = from; i < to; i++)
        g_string_append_unichar(out,
                                g_unichar_iscntrl(text[i]) ? ' ' : text[i]);
}

/* Moves at most n characters on from `at`. */
static const char *skip(const char *at, const char *end, guint n)
{
    while (n-- > 0 && at < end)
        at = MIN(g_utf8_next_char(at), end);
    return at;
}

void jx_excerpt_append(GString *out, const char *line, gsize len, guint column,
                       guint length, guint indent, guint width)
{
    /* a line may be megabytes long and have thousands of findings: only what
     * can be shown is looked at */
    guint before = column > 0 ? column - 1 : 0;
    guint front = before > width ? before - width : 0;
    const char *end_of_line = line + len;
    const char *begin = skip(line, end_of_line, front);
    const char *end_of_part = skip(begin, end_of_line, 2 * width + 1);

    glong n, from = 0, to;
    g_autofree gunichar *text =
        characters_of(begin, (gsize)(end_of_part - begin), &n);
    glong place = CLAMP((glong)before - (glong)front, 0, n);
    bool is_part = begin > line || end_of_part < end_of_line;

    to = n;
    if (is_part || width_between(text, 0, n) > width)
        cut_around(text, n, place,
                   width > 2 * ELLIPSIS_WIDTH ? width - 2 * ELLIPSIS_WIDTH : 1,
                   &from, &to);
    bool cut_front = from > 0 || begin > line;

    append_blanks(out, indent);
    g_string_append(out, cut_front ? "…" : "");
    append_shown(out, text, from, to);
    g_string_append(out, to < n || end_of_part < end_of_line ? "…\n" : "\n");

    glong end = CLAMP(place + (glong)length, place, to);
    append_blanks(out, indent + (cut_front ? ELLIPSIS_WIDTH : 0) +
                           width_between(text, from, place));
    g_string_append_c(out, '^');
    for (guint i = width_between(text, place, end); i > 1; i--)
        g_string_append_c(out, '~');
    g_string_append_c(out, '\n');
}
