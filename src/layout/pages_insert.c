#include "layout/pages.h"

/* Where what is copied comes to stand in the list it is copied to. */
typedef struct {
    JxPages *to;
    const JxPages *from;
    guint at; /* the page before which it goes */
    guint first_rule, first_run, first_glyph, first_piece, first_cell;
    guint first_table;
} Insertion;

static void copy_runs(const Insertion *insertion)
{
    const JxPages *from = insertion->from;
    JxPages *to = insertion->to;
    for (guint i = 0; i < from->runs->len; i++) {
        JxRun run = *jx_pages_run(from, i);
        run.face =
            jx_pages_face(to, &g_array_index(from->faces, JxFace, run.face));
        run.first_glyph += insertion->first_glyph;
        run.first_piece += insertion->first_piece;
        if (run.cell >= 0)
            run.cell += (int)insertion->first_cell;
        run.text = g_string_chunk_insert_len(to->chunk, run.text, run.len);
        g_array_append_val(to->runs, run);
    }
}

static guint index_of(const Insertion *insertion, const JxItem *item)
{
    switch ((JxItemKind)item->kind) {
    case JX_ITEM_RULE:
        return item->index + insertion->first_rule;
    case JX_ITEM_RUN:
        return item->index + insertion->first_run;
    case JX_ITEM_BEGIN:
    case JX_ITEM_END:
        break;
    }
    bool is_cell = item->tag == JX_TAG_CELL || item->tag == JX_TAG_HEADING;
    return item->kind == JX_ITEM_BEGIN && is_cell
               ? item->index + insertion->first_cell
               : item->index;
}

static void copy_pages(const Insertion *insertion)
{
    for (guint i = 0; i < insertion->from->pages->len; i++) {
        const GArray *items = jx_pages_page(insertion->from, i)->items;
        JxPage page = {.items = g_array_sized_new(FALSE, TRUE, sizeof(JxItem),
                                                  items->len)};
        for (guint k = 0; k < items->len; k++) {
            JxItem item = g_array_index(items, JxItem, k);
            item.index = index_of(insertion, &item);
            g_array_append_val(page.items, item);
        }
        g_array_insert_val(insertion->to->pages, insertion->at + i, page);
    }
}

/* What stands behind the place moves back; what is new comes to its own. */
static void copy_cells(const Insertion *insertion)
{
    GArray *cells = insertion->to->cells;
    guint n = insertion->from->pages->len;
    for (guint i = 0; i < cells->len; i++) {
        JxCellBox *cell = &g_array_index(cells, JxCellBox, i);
        if (cell->page >= insertion->at)
            cell->page += n;
    }
    for (guint i = 0; i < insertion->from->cells->len; i++) {
        JxCellBox cell = *jx_pages_cell(insertion->from, i);
        cell.page += insertion->at;
        cell.table += insertion->first_table;
        g_array_append_val(cells, cell);
    }
}

static void copy_bookmarks(const Insertion *insertion)
{
    GArray *bookmarks = insertion->to->bookmarks;
    guint n = insertion->from->pages->len, place = bookmarks->len;
    for (guint i = bookmarks->len; i-- > 0;) {
        JxBookmark *bookmark = &g_array_index(bookmarks, JxBookmark, i);
        if (bookmark->page < insertion->at)
            break;
        bookmark->page += n;
        place = i;
    }
    for (guint i = 0; i < insertion->from->bookmarks->len; i++) {
        JxBookmark bookmark =
            g_array_index(insertion->from->bookmarks, JxBookmark, i);
        bookmark.title = g_strdup(bookmark.title);
        bookmark.page += insertion->at;
        g_array_insert_val(bookmarks, place + i, bookmark);
    }
}

static guint n_tables(const JxPages *pages)
{
    guint n = 0;
    for (guint i = 0; i < pages->cells->len; i++)
        n = MAX(n, jx_pages_cell(pages, i)->table + 1);
    return n;
}

void jx_pages_insert(JxPages *to, guint at, const JxPages *from)
{
    const Insertion insertion = {
        .to = to,
        .from = from,
        .at = at,
        .first_rule = to->rules->len,
        .first_run = to->runs->len,
        .first_glyph = to->glyphs->len,
        .first_piece = to->pieces->len,
        .first_cell = to->cells->len,
        .first_table = n_tables(to),
    };
    g_assert(at <= to->pages->len);
    copy_runs(&insertion);
    g_array_append_vals(to->rules, from->rules->data, from->rules->len);
    g_array_append_vals(to->glyphs, from->glyphs->data, from->glyphs->len);
    g_array_append_vals(to->pieces, from->pieces->data, from->pieces->len);
    copy_cells(&insertion);
    copy_bookmarks(&insertion);
    copy_pages(&insertion);
}
