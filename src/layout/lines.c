#include "layout/lines.h"

#include "layout/breaks.h"

/* Poppler takes a gap of 0.1 em for a space. */
static const double LARGEST_STRETCH = 0.088 * JX_EM;

static bool is_space(const JxShapedPiece *piece)
{
    return (piece->flags & JX_PIECE_SPACE) != 0;
}

/* The line [first, end) without the white space at its end. */
static JxLine close_line(const JxShaped *shaped, guint first, guint end,
                         gint64 width)
{
    JxLine line = {.first = first, .end = end, .ink_end = end};
    while (line.ink_end > first &&
           is_space(jx_shaped_piece(shaped, line.ink_end - 1)))
        line.ink_end--;
    for (guint i = first; i < line.ink_end; i++)
        line.width += jx_shaped_piece(shaped, i)->advance;

    if (line.width > width && line.ink_end > first &&
        jx_shaped_piece(shaped, line.ink_end - 1)->flags & JX_PIECE_TRIM) {
        line.trimmed = true;
        line.width -= JX_EM / 2;
    }
    line.is_last = end == shaped->pieces->len ||
                   jx_shaped_piece(shaped, end)->may_break == JX_BREAK_MUST;
    return line;
}

/* Where the line that begins at `first` must end although nothing may break:
 * behind as much as fits, at the best place, and at least one piece on. */
static guint forced_end(const JxShaped *shaped, guint first, guint fits)
{
    for (guint i = fits; i > first + 1; i--)
        if (jx_shaped_piece(shaped, i)->may_break != JX_BREAK_NEVER)
            return i;
    return MAX(fits, first + 1);
}

static guint line_end(const JxShaped *shaped, guint first, gint64 width)
{
    guint n = shaped->pieces->len, best = first, i;
    gint64 used = 0;

    for (i = first; i < n; i++) {
        const JxShapedPiece *piece = jx_shaped_piece(shaped, i);
        if (i > first && piece->may_break == JX_BREAK_MUST)
            return i;
        if (i > first && piece->may_break == JX_BREAK_MAY)
            best = i;
        if (is_space(piece)) {
            used += piece->advance;
            continue;
        }
        gint64 need = piece->advance;
        if (piece->flags & JX_PIECE_TRIM)
            need -= JX_EM / 2;
        if (used + need > width)
            return best > first ? best : forced_end(shaped, first, i);
        used += piece->advance;
        /* half a mark was enough, and nothing may stand behind it */
        if (used > width && i + 1 < n) {
            const JxShapedPiece *next = jx_shaped_piece(shaped, i + 1);
            if (!is_space(next) && next->may_break < JX_BREAK_MAY)
                return best > first ? best : forced_end(shaped, first, i);
        }
    }
    return n;
}

GArray *jx_lines_break(const JxShaped *shaped, gint64 width)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(JxLine));
    for (guint first = 0, end; first < shaped->pieces->len; first = end) {
        end = line_end(shaped, first, width);
        JxLine line = close_line(shaped, first, end, width);
        g_array_append_val(lines, line);
    }
    return lines;
}

guint jx_lines_count(const JxShaped *shaped, gint64 width)
{
    guint n = 0;
    for (guint first = 0; first < shaped->pieces->len; n++)
        first = line_end(shaped, first, width);
    return n;
}

bool jx_line_gap_stretches(const JxShaped *shaped, guint i)
{
    guint8 flags = jx_shaped_piece(shaped, i - 1)->flags |
                   jx_shaped_piece(shaped, i)->flags;
    return (flags & JX_PIECE_WIDE) && !(flags & JX_PIECE_SPACE);
}

double jx_line_stretch(const JxShaped *shaped, const JxLine *line, gint64 width)
{
    guint gaps = 0;
    if (line->is_last || line->width >= width)
        return 0;
    for (guint i = line->first + 1; i < line->ink_end; i++)
        gaps += jx_line_gap_stretches(shaped, i);
    if (gaps == 0)
        return 0;
    double stretch = (double)(width - line->width) / gaps;
    return stretch <= LARGEST_STRETCH ? stretch : 0;
}
