#include "xlsx/pieces.h"

#include <stdbool.h>
#include <string.h>

/* What ends a sentence, and what must not begin a line. */
static const char *const STOPS = "。；;\n";
static const char *const CLOSERS = "，。；：、？！）》”’】%％,.;:?!)";

static double advance_of(gunichar c)
{
    return c < 0x80 ? 0.55 : 1.0;
}

static bool is_one_of(const char *set, gunichar c)
{
    return g_utf8_strchr(set, -1, c) != NULL;
}

/* Whether a line may end before p: not inside a number or a word, not before
 * a closing mark. */
static bool may_cut(const char *p)
{
    gunichar next = g_utf8_get_char(p);
    gunichar before = g_utf8_get_char(g_utf8_prev_char(p));
    if (is_one_of(CLOSERS, next))
        return false;
    return !(before < 0x80 && next < 0x80 && before != ' ');
}

/* How good a place it is: an item begins, a sentence ended, or neither. */
static int rank_of(const char *text, const char *p, const GArray *starts,
                   guint *next_start)
{
    gsize offset = (gsize)(p - text);
    while (starts && *next_start < starts->len &&
           g_array_index(starts, gsize, *next_start) < offset)
        ++*next_start;
    if (starts && *next_start < starts->len &&
        g_array_index(starts, gsize, *next_start) == offset)
        return 3;
    if (!may_cut(p))
        return 0;
    return is_one_of(STOPS, g_utf8_get_char(g_utf8_prev_char(p))) ? 2 : 1;
}

/* Where the piece that begins at `from` ends: the best place in its second
 * half, the last one among equals. */
static const char *end_of_piece(const char *text, const char *from,
                                const GArray *starts, guint *next_start,
                                const JxPieceRoom *room)
{
    const char *best = NULL;
    int best_rank = 0;
    guint lines = 1;
    double x = 0;

    const char *p = from;
    for (; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        double advance = advance_of(c);
        if (p > from && lines * 2 > room->piece_lines) {
            int rank = rank_of(text, p, starts, next_start);
            if (rank > 0 && rank >= best_rank) {
                best = p;
                best_rank = rank;
            }
        }
        if (c == '\n' || x + advance > room->width_em) {
            lines++;
            x = 0;
        }
        x += c == '\n' ? 0 : advance;
        if (lines > room->piece_lines && best)
            return best;
        if (lines > 2 * room->piece_lines)
            return p > from ? p : g_utf8_next_char(p);
    }
    return p;
}

static guint n_lines(const char *text, double width_em)
{
    guint lines = 1;
    double x = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        double advance = advance_of(c);
        if (c == '\n' || x + advance > width_em) {
            lines++;
            x = 0;
        }
        x += c == '\n' ? 0 : advance;
    }
    return lines;
}

GPtrArray *jx_pieces_cut(const char *text, const GArray *starts,
                         const JxPieceRoom *room)
{
    GPtrArray *pieces = g_ptr_array_new_with_free_func(g_free);
    if (text == NULL || *text == '\0')
        return pieces;

    guint next_start = 0;
    const char *from = text;
    /* what is left is not cut again when it would fit as a whole */
    while (n_lines(from, room->width_em) > room->whole_lines) {
        const char *end = end_of_piece(text, from, starts, &next_start, room);
        if (*end == '\0')
            break;
        g_ptr_array_add(pieces, g_strndup(from, (gsize)(end - from)));
        from = end;
    }
    g_ptr_array_add(pieces, g_strdup(from));
    return pieces;
}
