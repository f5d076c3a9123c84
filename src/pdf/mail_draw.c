#include "pdf/mail_draw.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "pdf/mail_fonts.h"

/* Places are written in eighths of a point: libharu's numbers are float, and
 * what those hold exactly is short. Small distances are in hundredths. */
enum { EIGHTHS = 8, HUNDREDTHS = 100, MAX_LEVEL = 8 };

/* The document being drawn, and the state of its open page. */
typedef struct {
    HPDF_Doc document;
    HPDF_Font fonts[JX_N_MAIL_FONTS];
    HPDF_Encoder encoder; /* of bookmarks */
    const JxPages *pages;
    HPDF_Page page;
    guint font;
    double size, grey, space;
    gint64 x, y; /* where the line of text begins, in eighths */
} Drawing;

static HPDF_REAL real(double value)
{
    return (HPDF_REAL)value;
}

static gint64 eighths(double points)
{
    return (gint64)floor(points * EIGHTHS + 0.5);
}

static HPDF_REAL from_eighths(gint64 n)
{
    return real((double)n / EIGHTHS);
}

static double in_hundredths(double points)
{
    return floor(points * HUNDREDTHS + 0.5) / HUNDREDTHS;
}

static void set_grey(Drawing *drawing, double grey)
{
    if (drawing->grey == grey)
        return;
    drawing->grey = grey;
    HPDF_Page_SetGrayFill(drawing->page, real(grey));
}

/* The weight of a line as it is, the length of one from place to place. */
static HPDF_REAL length(double from, double length)
{
    return length < EIGHTHS
               ? real(length)
               : from_eighths(eighths(from + length) - eighths(from));
}

static void draw_rule(Drawing *drawing, const JxStroke *rule)
{
    const JxBox *box = &rule->box;
    double foot = drawing->pages->height - box->y - box->height;
    set_grey(drawing, (double)rule->grey);
    HPDF_Page_Rectangle(drawing->page, from_eighths(eighths(box->x)),
                        from_eighths(eighths(foot)), length(box->x, box->width),
                        length(foot, box->height));
    HPDF_Page_Fill(drawing->page);
}

static void set_font(Drawing *drawing, guint font, double size)
{
    if (drawing->font == font && drawing->size == size)
        return;
    drawing->font = font;
    drawing->size = size;
    HPDF_Page_SetFontAndSize(drawing->page, drawing->fonts[font], real(size));
}

static void set_space(Drawing *drawing, double space)
{
    if (drawing->space == space)
        return;
    drawing->space = space;
    HPDF_Page_SetCharSpace(drawing->page, real(space));
}

static void move_to(Drawing *drawing, double x, double y)
{
    gint64 to_x = eighths(x), to_y = eighths(drawing->pages->height - y);
    HPDF_Page_MoveTextPos(drawing->page, from_eighths(to_x - drawing->x),
                          from_eighths(to_y - drawing->y));
    drawing->x = to_x;
    drawing->y = to_y;
}

/* Glyphs [first, end) of the run, which stand `space` further apart than they
 * are wide. */
static void show(Drawing *drawing, const JxRun *run, guint first, guint end,
                 double space)
{
    bool is_gbk = JX_MAIL_FONTS[drawing->font].is_gbk;
    g_autofree char *text = g_new(char, (end - first) * 2 + 2);
    guint len = 0;
    for (guint i = first; i < end; i++)
        len += jx_mail_code(
            jx_pages_glyph(drawing->pages, run->first_glyph + i)->id, is_gbk,
            text + len);
    text[len] = '\0';
    const JxGlyph *at =
        jx_pages_glyph(drawing->pages, run->first_glyph + first);
    move_to(drawing, run->x + (double)at->x, run->y + (double)at->y);
    set_space(drawing, space);
    HPDF_Page_ShowText(drawing->page, text);
}

static double advance(const Drawing *drawing, guint32 code)
{
    char bytes[2];
    guint len = jx_mail_code(code, JX_MAIL_FONTS[drawing->font].is_gbk, bytes);
    HPDF_TextWidth width = HPDF_Font_TextWidth(drawing->fonts[drawing->font],
                                               (const HPDF_BYTE *)bytes, len);
    return width.width * drawing->size / 1000;
}

/* How far apart glyphs i and i + 1 are, beyond the width of i. */
static double space_after(const Drawing *drawing, const JxRun *run, guint i)
{
    const JxGlyph *glyph = jx_pages_glyph(drawing->pages, run->first_glyph + i);
    double gap =
        (double)(glyph + 1)->x - (double)glyph->x - advance(drawing, glyph->id);
    return in_hundredths(gap);
}

/* A stretched line is told with character spacing, which keeps the text in
 * one piece; it is cut where the spacing changes. */
static void draw_run(Drawing *drawing, const JxRun *run)
{
    const JxFace *face =
        &g_array_index(drawing->pages->faces, JxFace, run->face);
    set_grey(drawing, (double)run->grey);
    set_font(drawing, jx_mail_font_of(face), (double)run->size);
    for (guint first = 0, end; first < run->n_glyphs; first = end) {
        double space = 0;
        end = first + 1;
        if (end < run->n_glyphs)
            space = space_after(drawing, run, first);
        while (end < run->n_glyphs &&
               space_after(drawing, run, end - 1) == space)
            end++;
        show(drawing, run, first, end, space);
    }
}

/* Rules and texts nowhere touch: first all of the ones, then of the others,
 * in a single text object. */
static void draw_page(Drawing *drawing, const JxPage *page)
{
    const JxPages *pages = drawing->pages;
    drawing->page = HPDF_AddPage(drawing->document);
    drawing->grey = drawing->space = 0;
    drawing->size = 0;
    drawing->x = drawing->y = 0;
    HPDF_Page_SetWidth(drawing->page, real(pages->width));
    HPDF_Page_SetHeight(drawing->page, real(pages->height));

    for (guint i = 0; i < page->items->len; i++) {
        const JxItem *item = jx_page_item(page, i);
        if (item->kind == JX_ITEM_RULE)
            draw_rule(drawing, jx_pages_rule(pages, item->index));
    }
    HPDF_Page_BeginText(drawing->page);
    for (guint i = 0; i < page->items->len; i++) {
        const JxItem *item = jx_page_item(page, i);
        if (item->kind == JX_ITEM_RUN)
            draw_run(drawing, jx_pages_run(pages, item->index));
    }
    HPDF_Page_EndText(drawing->page);
}

/* Links can be made when all pages are there. */
static void add_links(const Drawing *drawing)
{
    const JxPages *pages = drawing->pages;
    for (guint i = 0; i < pages->cells->len; i++) {
        const JxCellBox *cell = jx_pages_cell(pages, i);
        if (cell->link == 0)
            continue;
        HPDF_Page page = HPDF_GetPageByIndex(drawing->document, cell->page);
        HPDF_Page target =
            HPDF_GetPageByIndex(drawing->document, cell->link - 1);
        HPDF_Destination to = HPDF_Page_CreateDestination(target);
        HPDF_Destination_SetFit(to);
        double top = pages->height - cell->box.y;
        HPDF_Rect rectangle = {.left = real(cell->box.x),
                               .bottom = real(top - cell->box.height),
                               .right = real(cell->box.x + cell->box.width),
                               .top = real(top)};
        HPDF_Annotation link = HPDF_Page_CreateLinkAnnot(page, rectangle, to);
        HPDF_LinkAnnot_SetBorderStyle(link, 0, 0, 0);
    }
}

/* Bookmarks are lines of the table, so GBK has them all; they break nowhere. */
static char *title_of(const JxBookmark *bookmark)
{
    g_autofree char *line =
        g_strdelimit(g_strdup(bookmark->title), "\n\r\t", ' ');
    return g_convert_with_fallback(line, -1, "GBK", "UTF-8", "?", NULL, NULL,
                                   NULL);
}

static void add_bookmarks(Drawing *drawing)
{
    HPDF_Outline parents[MAX_LEVEL + 1] = {NULL};
    for (guint i = 0; i < drawing->pages->bookmarks->len; i++) {
        const JxBookmark *bookmark =
            &g_array_index(drawing->pages->bookmarks, JxBookmark, i);
        guint level = CLAMP(bookmark->level, 1, MAX_LEVEL);
        g_autofree char *title = title_of(bookmark);
        HPDF_Page page = HPDF_GetPageByIndex(drawing->document, bookmark->page);
        HPDF_Outline outline =
            HPDF_CreateOutline(drawing->document, parents[level - 1],
                               title ? title : "", drawing->encoder);
        HPDF_Destination to = HPDF_Page_CreateDestination(page);
        HPDF_Destination_SetFitH(to,
                                 real(drawing->pages->height - bookmark->y));
        HPDF_Outline_SetDestination(outline, to);
        HPDF_Outline_SetOpened(outline, level == 1);
        for (guint k = level; k <= MAX_LEVEL; k++)
            parents[k] = outline;
    }
}

/* The whole file, out of libharu's memory. */
static GBytes *contents(HPDF_Doc document)
{
    if (HPDF_SaveToStream(document) != HPDF_OK)
        return NULL;
    HPDF_UINT32 len = HPDF_GetStreamSize(document);
    g_autofree guint8 *data = g_malloc(len);
    HPDF_ResetStream(document);
    HPDF_ReadFromStream(document, data, &len);
    return g_bytes_new_take(g_steal_pointer(&data), len);
}

GBytes *jx_mail_draw(const JxPages *pages, GError **error)
{
    Drawing drawing = {.pages = pages};
    drawing.document = jx_mail_document(drawing.fonts, error);
    if (drawing.document == NULL)
        return NULL;
    HPDF_SetCompressionMode(drawing.document, HPDF_COMP_ALL);
    drawing.encoder =
        HPDF_GetEncoder(drawing.document, JX_MAIL_FONTS[0].encoding);

    bool drawn = true;
    for (guint i = 0; drawn && i < jx_pages_count(pages); i++) {
        draw_page(&drawing, jx_pages_page(pages, i));
        drawn = jx_mail_check(drawing.document, error);
    }
    g_autoptr(GBytes) file = NULL;
    if (drawn) {
        add_links(&drawing);
        add_bookmarks(&drawing);
        file = contents(drawing.document);
        drawn = jx_mail_check(drawing.document, error);
    }
    HPDF_Free(drawing.document);
    return drawn ? g_steal_pointer(&file) : NULL;
}
