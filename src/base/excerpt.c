#include "base/excerpt.h"

#include <stdbool.h>

enum { ELLIPSIS_WIDTH = 1 };

static guint width_of(gunichar c)
{
    if (g_unichar_iszerowidth(c))
        return 0;
    return g_unichar_iswide(c) ? 2 : 1;
}

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
        width += width_of(text[i]);
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
        if (*to < n && used + width_of(text[*to]) <= width) {
            used += width_of(text[(*to)++]);
            grew = true;
        }
        if (*from > 0 && used + width_of(text[*from - 1]) <= width) {
            used += width_of(text[--(*from)]);
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

void jx_excerpt_append(GString *out, const char *line, gsize len, guint column,
                       guint length, guint indent, guint width)
{
    glong n, from = 0, to;
    g_autofree gunichar *text = characters_of(line, len, &n);
    glong place = CLAMP((glong)column - 1, 0, n);

    to = n;
    if (width_between(text, 0, n) > width)
        cut_around(text, n, place,
                   width > 2 * ELLIPSIS_WIDTH ? width - 2 * ELLIPSIS_WIDTH : 1,
                   &from, &to);

    append_blanks(out, indent);
    g_string_append(out, from > 0 ? "…" : "");
    append_shown(out, text, from, to);
    g_string_append(out, to < n ? "…\n" : "\n");

    glong end = CLAMP(place + (glong)length, place, to);
    append_blanks(out, indent + (from > 0 ? ELLIPSIS_WIDTH : 0) +
                           width_between(text, from, place));
    g_string_append_c(out, '^');
    for (guint i = 1; i < width_between(text, place, end); i++)
        g_string_append_c(out, '~');
    g_string_append_c(out, '\n');
}
