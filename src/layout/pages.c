#include "layout/pages.h"

#include <string.h>

static void face_clear(gpointer data)
{
    JxFace *face = data;
    g_free(face->file);
    g_free(face->family);
}

static void bookmark_clear(gpointer data)
{
    g_free(((JxBookmark *)data)->title);
}

static void page_clear(gpointer data)
{
    g_array_unref(((JxPage *)data)->items);
}

static void add_item(JxPages *pages, JxItemKind kind, JxTag tag, guint index)
{
    JxItem item = {.kind = (guint8)kind, .tag = (guint8)tag, .index = index};
    g_assert(pages->current < pages->pages->len);
    g_array_append_val(jx_pages_page(pages, pages->current)->items, item);
}

JxPages *jx_pages_new(double width, double height)
{
    JxPages *pages = g_new0(JxPages, 1);
    pages->width = width;
    pages->height = height;
    pages->pages = g_array_new(FALSE, TRUE, sizeof(JxPage));
    g_array_set_clear_func(pages->pages, page_clear);
    pages->rules = g_array_new(FALSE, TRUE, sizeof(JxStroke));
    pages->runs = g_array_new(FALSE, TRUE, sizeof(JxRun));
    pages->glyphs = g_array_new(FALSE, TRUE, sizeof(JxGlyph));
    pages->pieces = g_array_new(FALSE, TRUE, sizeof(JxPiece));
    pages->cells = g_array_new(FALSE, TRUE, sizeof(JxCellBox));
    pages->faces = g_array_new(FALSE, TRUE, sizeof(JxFace));
    g_array_set_clear_func(pages->faces, face_clear);
    pages->bookmarks = g_array_new(FALSE, TRUE, sizeof(JxBookmark));
    g_array_set_clear_func(pages->bookmarks, bookmark_clear);
    pages->chunk = g_string_chunk_new(16 * 1024);
    return pages;
}

void jx_pages_free(JxPages *pages)
{
    if (pages == NULL)
        return;
    GArray *const arrays[] = {pages->pages,  pages->rules,    pages->runs,
                              pages->glyphs, pages->pieces,   pages->cells,
                              pages->faces,  pages->bookmarks};
    for (gsize i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_array_unref(arrays[i]);
    g_string_chunk_free(pages->chunk);
    g_free(pages);
}

guint jx_pages_count(const JxPages *pages)
{
    return pages->pages->len;
}

void jx_pages_add_page(JxPages *pages)
{
    JxPage page = {.items = g_array_new(FALSE, TRUE, sizeof(JxItem))};
    g_array_append_val(pages->pages, page);
    pages->current = pages->pages->len - 1;
}

void jx_pages_turn_to(JxPages *pages, guint page)
{
    g_assert(page < pages->pages->len);
    pages->current = page;
}

void jx_pages_add_rule(JxPages *pages, JxBox box, double grey)
{
    JxStroke rule = {.box = box, .grey = (float)grey};
    g_array_append_val(pages->rules, rule);
    add_item(pages, JX_ITEM_RULE, 0, pages->rules->len - 1);
}

void jx_pages_add_run(JxPages *pages, const JxRun *run)
{
    JxRun own = *run;
    own.text = g_string_chunk_insert_len(pages->chunk, run->text, run->len);
    g_array_append_val(pages->runs, own);
    add_item(pages, JX_ITEM_RUN, 0, pages->runs->len - 1);
}

void jx_pages_begin(JxPages *pages, JxTag tag, guint index)
{
    add_item(pages, JX_ITEM_BEGIN, tag, index);
}

void jx_pages_end(JxPages *pages, JxTag tag)
{
    add_item(pages, JX_ITEM_END, tag, 0);
}

guint jx_pages_add_cell(JxPages *pages, const JxCellBox *cell)
{
    g_array_append_vals(pages->cells, cell, 1);
    return pages->cells->len - 1;
}

static void shift_items(JxPages *pages, const JxPage *page, double dx,
                        double dy)
{
    for (guint i = 0; i < page->items->len; i++) {
        const JxItem *item = jx_page_item(page, i);
        if (item->kind == JX_ITEM_RUN) {
            jx_pages_run(pages, item->index)->x += dx;
            jx_pages_run(pages, item->index)->y += dy;
        } else if (item->kind == JX_ITEM_RULE) {
            jx_pages_rule(pages, item->index)->box.x += dx;
            jx_pages_rule(pages, item->index)->box.y += dy;
        }
    }
}

void jx_pages_shift_even(JxPages *pages, double dx, double dy)
{
    for (guint i = 1; i < jx_pages_count(pages); i += 2)
        shift_items(pages, jx_pages_page(pages, i), dx, dy);
    for (guint i = 0; i < pages->cells->len; i++) {
        JxCellBox *cell = jx_pages_cell(pages, i);
        cell->box.x += cell->page % 2 ? dx : 0;
        cell->box.y += cell->page % 2 ? dy : 0;
    }
    for (guint i = 0; i < pages->bookmarks->len; i++) {
        JxBookmark *bookmark = &g_array_index(pages->bookmarks, JxBookmark, i);
        bookmark->y += bookmark->page % 2 ? dy : 0;
    }
}

guint jx_pages_face(JxPages *pages, const JxFace *face)
{
    for (guint i = 0; i < pages->faces->len; i++) {
        const JxFace *known = &g_array_index(pages->faces, JxFace, i);
        if (known->index == face->index && strcmp(known->file, face->file) == 0)
            return i;
    }
    JxFace copy = {.file = g_strdup(face->file),
                   .index = face->index,
                   .family = g_strdup(face->family)};
    g_array_append_val(pages->faces, copy);
    return pages->faces->len - 1;
}

static void dump_item(const JxPages *pages, const JxItem *item, GString *out)
{
    static const char *const TAGS[JX_N_TAGS] = {
        "title",   "line", "table", "heading-row",
        "heading", "row",  "cell",  "artifact"};
    const JxRun *run;
    const JxStroke *rule;

    switch ((JxItemKind)item->kind) {
    case JX_ITEM_BEGIN:
        g_string_append_printf(out, "begin %s\n", TAGS[item->tag]);
        break;
    case JX_ITEM_END:
        g_string_append_printf(out, "end %s\n", TAGS[item->tag]);
        break;
    case JX_ITEM_RULE:
        rule = jx_pages_rule(pages, item->index);
        g_string_append_printf(out, "rule %.2f %.2f %.2f %.2f\n", rule->box.x,
                               rule->box.y, rule->box.width, rule->box.height);
        break;
    case JX_ITEM_RUN:
        run = jx_pages_run(pages, item->index);
        g_string_append_printf(out, "run %.2f %.2f +%.2f %g/%u %.*s\n", run->x,
                               run->y, run->width, (double)run->size, run->face,
                               (int)run->len, run->text);
        break;
    }
}

char *jx_pages_dump(const JxPages *pages)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < pages->pages->len; i++) {
        const JxPage *page = jx_pages_page(pages, i);
        g_string_append_printf(out, "page %u\n", i + 1);
        for (guint j = 0; j < page->items->len; j++)
            dump_item(pages, jx_page_item(page, j), out);
    }
    return g_string_free(out, FALSE);
}
