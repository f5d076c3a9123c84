#include "layout/set.h"

#include <math.h>

/* The em box of a CJK face stands so far above the base line. */
#define ASCENT_EM 0.88

/* A line on its way into the list. */
typedef struct {
    JxPages *pages;
    const JxShaped *shaped;
    const JxSetting *setting;
    JxRun run; /* what has been gathered; no glyphs: nothing */
    double x;  /* where the next piece goes */
} Pen;

gint64 jx_em_units(double width_pt, double size_pt)
{
    /* a width of exactly n em must take n characters */
    return (gint64)floor(width_pt / size_pt * JX_EM + 0.5);
}

static double points(const Pen *pen, double units)
{
    return units * pen->setting->size / JX_EM;
}

static void flush(Pen *pen)
{
    if (pen->run.n_glyphs > 0)
        jx_pages_add_run(pen->pages, &pen->run);
    pen->run.n_glyphs = 0;
}

static double grey_of(const Pen *pen, const JxShapedPiece *piece)
{
    return piece->start >= pen->setting->grey_from ? pen->setting->grey : 0;
}

static void start_run(Pen *pen, const JxShapedPiece *piece, double baseline)
{
    pen->run = (JxRun){
        .face = jx_pages_face(pen->pages, piece->face),
        .size = (float)pen->setting->size,
        .grey = (float)grey_of(pen, piece),
        .x = pen->x,
        .y = baseline,
        .text = pen->shaped->text + piece->start,
        .first_glyph = pen->pages->glyphs->len,
        .first_piece = pen->pages->pieces->len,
        .cell = pen->setting->cell,
    };
}

/* Whether the piece goes on with the run that is being gathered. */
static bool joins(const Pen *pen, const JxShapedPiece *before,
                  const JxShapedPiece *piece)
{
    return pen->run.n_glyphs > 0 && before->face == piece->face &&
           grey_of(pen, before) == grey_of(pen, piece);
}

static void add_piece(Pen *pen, const JxShapedPiece *piece)
{
    JxPiece set = {.n_bytes = piece->n_bytes, .n_glyphs = piece->n_glyphs};
    g_array_append_val(pen->pages->pieces, set);
    for (guint i = 0; i < piece->n_glyphs; i++) {
        const JxShapedGlyph *from =
            jx_shaped_glyph(pen->shaped, piece->first_glyph + i);
        JxGlyph glyph = {
            .id = from->id,
            .x = (float)(pen->x - pen->run.x + points(pen, from->x)),
            .y = (float)-points(pen, from->y),
        };
        g_array_append_val(pen->pages->glyphs, glyph);
    }
    pen->run.n_glyphs += piece->n_glyphs;
    pen->run.n_pieces++;
    pen->run.len += piece->n_bytes;
}

static double left_of(const JxSetting *setting, double width)
{
    double slack = setting->width - width;
    if (setting->align == JX_ALIGN_RIGHT)
        return setting->x + slack;
    if (setting->align == JX_ALIGN_CENTRE)
        return setting->x + slack / 2;
    return setting->x;
}

void jx_set_line(JxPages *pages, const JxShaped *shaped, const JxLine *line,
                 const JxSetting *setting)
{
    Pen pen = {.pages = pages, .shaped = shaped, .setting = setting};
    double baseline = setting->y + (setting->lead - setting->size) / 2 +
                      ASCENT_EM * setting->size;
    double stretch =
        setting->align == JX_ALIGN_LEFT
            ? jx_line_stretch(shaped, line,
                              jx_em_units(setting->width, setting->size))
            : 0;

    pen.x = left_of(setting, points(&pen, (double)line->width));
    for (guint i = line->first; i < line->end; i++) {
        const JxShapedPiece *piece = jx_shaped_piece(shaped, i);
        bool is_ink = i < line->ink_end;
        if (is_ink && i > line->first && jx_line_gap_stretches(shaped, i))
            pen.x += points(&pen, stretch);
        if (piece->n_glyphs == 0) {
            flush(&pen);
            continue;
        }
        if (i == line->first || !joins(&pen, piece - 1, piece)) {
            flush(&pen);
            start_run(&pen, piece, baseline);
        }
        add_piece(&pen, piece);
        if (!is_ink) /* a space the line broke at: there, and takes nothing */
            continue;
        pen.x += points(&pen, piece->advance);
        if (line->trimmed && i + 1 == line->ink_end)
            pen.x -= points(&pen, JX_EM / 2);
        pen.run.width = pen.x - pen.run.x;
    }
    flush(&pen);
}

double jx_set_text(JxPages *pages, const JxShaped *shaped,
                   const JxSetting *setting)
{
    g_autoptr(GArray) lines =
        jx_lines_break(shaped, jx_em_units(setting->width, setting->size));
    JxSetting at = *setting;
    for (guint i = 0; i < lines->len; i++, at.y += at.lead)
        jx_set_line(pages, shaped, &g_array_index(lines, JxLine, i), &at);
    return at.y;
}
