#include "pdf/draw.h"

#include <cairo-ft.h>

#include "base/error.h"
#include "base/intl.h"
#include "pdf/boxes.h"

#include FT_FREETYPE_H

/* A face of the document, loaded for Cairo. */
typedef struct {
    JxSubset subset;
    cairo_font_face_t *face;
} Loaded;

struct _JxDrawFaces {
    Loaded *faces;
    guint n;
};

/* What a face lives on. Cairo keeps faces in its caches, over many documents:
 * each has all it needs, and lets go of it when Cairo does. */
typedef struct {
    FT_Library library;
    FT_Face face;
    GBytes *font;
} Keep;

static void keep_free(void *data)
{
    Keep *keep = data;
    if (keep->face)
        FT_Done_Face(keep->face);
    if (keep->library)
        FT_Done_FreeType(keep->library);
    g_bytes_unref(keep->font);
    g_free(keep);
}

static cairo_font_face_t *load_face(GBytes *font)
{
    static const cairo_user_data_key_t KEY;
    Keep *keep = g_new0(Keep, 1);
    keep->font = g_bytes_ref(font);
    gsize len;
    const FT_Byte *data = g_bytes_get_data(font, &len);
    if (FT_Init_FreeType(&keep->library) != 0 ||
        FT_New_Memory_Face(keep->library, data, (FT_Long)len, 0, &keep->face) !=
            0) {
        keep_free(keep);
        return NULL;
    }
    cairo_font_face_t *loaded =
        cairo_ft_font_face_create_for_ft_face(keep->face, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(loaded, &KEY, keep, keep_free) !=
        CAIRO_STATUS_SUCCESS) {
        cairo_font_face_destroy(loaded);
        keep_free(keep);
        return NULL;
    }
    return loaded;
}

static bool load(JxDrawFaces *faces, const JxPages *pages, bool boxes,
                 GError **error)
{
    for (guint i = 0; i < faces->n; i++) {
        Loaded *face = &faces->faces[i];
        if (!(boxes && jx_boxes_make(&face->subset, pages, i)) &&
            !jx_subset_make(&face->subset, pages, i, error))
            return false;
        face->face = load_face(face->subset.font);
        if (face->face)
            continue;
        g_set_error(error, JX_ERROR, JX_ERROR_RENDER, _("无法打开字体文件 %s"),
                    g_array_index(pages->faces, JxFace, i).file);
        return false;
    }
    return true;
}

JxDrawFaces *jx_draw_faces_load(const JxPages *pages, bool boxes,
                                GError **error)
{
    g_autoptr(JxDrawFaces) faces = g_new0(JxDrawFaces, 1);
    faces->n = pages->faces->len;
    faces->faces = g_new0(Loaded, faces->n);
    return load(faces, pages, boxes, error) ? g_steal_pointer(&faces) : NULL;
}

void jx_draw_faces_free(JxDrawFaces *faces)
{
    if (faces == NULL)
        return;
    for (guint i = 0; i < faces->n; i++)
        if (faces->faces[i].face)
            cairo_font_face_destroy(faces->faces[i].face);
    for (guint i = 0; i < faces->n; i++)
        jx_subset_clear(&faces->faces[i].subset);
    g_free(faces->faces);
    g_free(faces);
}

guint jx_draw_faces_count(const JxDrawFaces *faces)
{
    return faces->n;
}

guint jx_draw_faces_count_boxes(const JxDrawFaces *faces)
{
    guint n = 0;
    for (guint i = 0; i < faces->n; i++)
        n += faces->faces[i].subset.outlines != NULL;
    return n;
}

GBytes *jx_draw_faces_undo_boxes(const JxDrawFaces *faces, GBytes *font)
{
    g_autofree const JxSubset **subsets = g_new0(const JxSubset *, faces->n);
    for (guint i = 0; i < faces->n; i++)
        subsets[i] = &faces->faces[i].subset;
    return jx_boxes_undo(font, subsets, faces->n);
}

static void draw_rule(cairo_t *cr, const JxStroke *rule)
{
    double grey = (double)rule->grey;
    cairo_set_source_rgb(cr, grey, grey, grey);
    cairo_rectangle(cr, rule->box.x, rule->box.y, rule->box.width,
                    rule->box.height);
    cairo_fill(cr);
}

static cairo_glyph_t *glyphs_of(const JxPages *pages, const JxRun *run,
                                const JxSubset *subset)
{
    cairo_glyph_t *glyphs = g_new(cairo_glyph_t, run->n_glyphs);
    for (guint i = 0; i < run->n_glyphs; i++) {
        const JxGlyph *glyph = jx_pages_glyph(pages, run->first_glyph + i);
        glyphs[i] = (cairo_glyph_t){subset->glyphs[glyph->id],
                                    run->x + (double)glyph->x,
                                    run->y + (double)glyph->y};
    }
    return glyphs;
}

static void draw_run(cairo_t *cr, const JxPages *pages, const JxRun *run,
                     const JxDrawFaces *faces)
{
    const Loaded *face = &faces->faces[run->face];
    g_autofree cairo_glyph_t *glyphs = glyphs_of(pages, run, &face->subset);
    g_autofree cairo_text_cluster_t *clusters =
        g_new(cairo_text_cluster_t, run->n_pieces);
    for (guint i = 0; i < run->n_pieces; i++) {
        const JxPiece *piece = jx_pages_piece(pages, run->first_piece + i);
        clusters[i] = (cairo_text_cluster_t){piece->n_bytes, piece->n_glyphs};
    }

    double grey = (double)run->grey;
    cairo_set_source_rgb(cr, grey, grey, grey);
    cairo_set_font_face(cr, face->face);
    cairo_set_font_size(cr, (double)run->size);
    cairo_show_text_glyphs(cr, run->text, (int)run->len, glyphs,
                           (int)run->n_glyphs, clusters, (int)run->n_pieces, 0);
}

/* A document being drawn. */
typedef struct {
    cairo_t *cr;
    const JxPages *pages;
    const JxStructure *structure;
    const JxDrawFaces *faces;
    guint next_mark;
    const char *tag; /* the open one, or NULL */
    int depth;       /* BEGINs since it was opened */
} Drawing;

static void draw_begin(Drawing *drawing, guint page, guint item)
{
    const JxStructure *structure = drawing->structure;
    if (drawing->tag) {
        drawing->depth++;
        return;
    }
    if (structure == NULL || drawing->next_mark >= structure->marks->len)
        return;
    const JxMark *mark = jx_structure_mark(structure, drawing->next_mark);
    if (mark->page != page || mark->item != item)
        return;
    drawing->next_mark++;
    /* without the slash of a PDF name */
    drawing->tag = jx_structure_element(structure, mark->element)->type + 1;
    drawing->depth = 1;
    cairo_tag_begin(drawing->cr, drawing->tag, NULL);
}

static void draw_end(Drawing *drawing)
{
    if (drawing->tag == NULL || --drawing->depth > 0)
        return;
    cairo_tag_end(drawing->cr, drawing->tag);
    drawing->tag = NULL;
}

static void draw_page(Drawing *drawing, guint index)
{
    const JxPages *pages = drawing->pages;
    const JxPage *page = jx_pages_page(pages, index);
    for (guint i = 0; i < page->items->len; i++) {
        const JxItem *item = jx_page_item(page, i);
        switch ((JxItemKind)item->kind) {
        case JX_ITEM_RULE:
            draw_rule(drawing->cr, jx_pages_rule(pages, item->index));
            break;
        case JX_ITEM_RUN:
            draw_run(drawing->cr, pages, jx_pages_run(pages, item->index),
                     drawing->faces);
            break;
        case JX_ITEM_BEGIN:
            draw_begin(drawing, index, i);
            break;
        case JX_ITEM_END:
            draw_end(drawing);
            break;
        }
    }
}

/* The grey and the faces change seldom; hinting never helps on paper. */
static cairo_t *context_on(cairo_surface_t *surface)
{
    cairo_t *cr = cairo_create(surface);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(cr, options);
    cairo_font_options_destroy(options);
    return cr;
}

cairo_status_t jx_draw_pages(cairo_surface_t *surface, double scale,
                             const JxPages *pages, guint first, guint end,
                             const JxStructure *structure,
                             const JxDrawFaces *faces)
{
    Drawing drawing = {.cr = context_on(surface),
                       .pages = pages,
                       .structure = structure,
                       .faces = faces};
    cairo_scale(drawing.cr, scale, scale);
    for (guint i = first; i < end; i++) {
        draw_page(&drawing, i);
        cairo_show_page(drawing.cr);
    }
    /* Cairo keeps its first error and ignores what follows: ask once */
    cairo_status_t status = cairo_status(drawing.cr);
    cairo_destroy(drawing.cr);
    return status;
}
