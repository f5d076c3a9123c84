#include "pdf/structure.h"

enum { DOCUMENT, NONE = -1 };

/* The walk over the pages. */
typedef struct {
    const JxPages *pages;
    JxStructure *structure;
    guint page, next_id;
    int table, head, body, row; /* elements, or NONE */
    guint row_index;            /* of the table, for `row` */
    GArray *columns;            /* guint: the elements of the row's cells */
} Walk;

static guint add_element(Walk *walk, guint parent, const char *type)
{
    JxElement element = {.type = type,
                         .parent = parent,
                         .kids = g_array_new(FALSE, TRUE, sizeof(JxKid))};
    guint index = walk->structure->elements->len;
    g_array_append_val(walk->structure->elements, element);
    if (index != parent) {
        JxKid kid = {.index = index};
        g_array_append_val(jx_structure_element(walk->structure, parent)->kids,
                           kid);
    }
    return index;
}

/* Index of the END of the BEGIN at `begin`, or the number of items when the
 * tag goes on on the next page. */
static guint end_of(const JxPage *page, guint begin)
{
    int depth = 0;
    for (guint i = begin; i < page->items->len; i++) {
        const JxItem *item = jx_page_item(page, i);
        depth += item->kind == JX_ITEM_BEGIN;
        depth -= item->kind == JX_ITEM_END;
        if (depth == 0)
            return i;
    }
    return page->items->len;
}

/* Whether text is drawn in (begin, end) that is not an artifact. */
static bool has_text(const JxPage *page, guint begin, guint end)
{
    int artifacts = 0;
    for (guint i = begin; i < end; i++) {
        const JxItem *item = jx_page_item(page, i);
        if (item->kind == JX_ITEM_RUN && artifacts == 0)
            return true;
        if (item->tag == JX_TAG_ARTIFACT && item->kind != JX_ITEM_RUN)
            artifacts += item->kind == JX_ITEM_BEGIN ? 1 : -1;
    }
    return false;
}

/* What is drawn by the BEGIN at `begin` is text of the element. */
static void mark(Walk *walk, const JxPage *page, guint begin, guint element)
{
    if (!has_text(page, begin, end_of(page, begin)))
        return;
    JxMark mark = {.page = walk->page,
                   .item = begin,
                   .id = walk->next_id++,
                   .element = element};
    JxKid kid = {.is_mark = true, .index = walk->structure->marks->len};
    g_array_append_val(walk->structure->marks, mark);
    g_array_append_val(jx_structure_element(walk->structure, element)->kids,
                       kid);
}

static void begin_row(Walk *walk, guint index)
{
    if (walk->row != NONE && walk->row_index == index)
        return; /* goes on from the page before */
    if (walk->body == NONE)
        walk->body = (int)add_element(walk, (guint)walk->table, "/TBody");
    walk->row = (int)add_element(walk, (guint)walk->body, "/TR");
    walk->row_index = index;
    g_array_set_size(walk->columns, 0);
}

/* The element of a column in the row, made in the order of the columns. */
static guint cell_element(Walk *walk, guint column)
{
    while (walk->columns->len <= column) {
        guint cell = add_element(walk, (guint)walk->row, "/TD");
        g_array_append_val(walk->columns, cell);
    }
    return g_array_index(walk->columns, guint, column);
}

static void begin_heading(Walk *walk, const JxPage *page, guint item)
{
    guint heading = add_element(walk, (guint)walk->head, "/TH");
    jx_structure_element(walk->structure, heading)->is_head = true;
    mark(walk, page, item, heading);
}

static void begin(Walk *walk, const JxPage *page, guint i)
{
    const JxItem *item = jx_page_item(page, i);
    switch ((JxTag)item->tag) {
    case JX_TAG_TITLE:
        mark(walk, page, i, add_element(walk, DOCUMENT, "/H1"));
        break;
    case JX_TAG_LINE:
        mark(walk, page, i, add_element(walk, DOCUMENT, "/P"));
        break;
    case JX_TAG_TABLE:
        walk->table = (int)add_element(walk, DOCUMENT, "/Table");
        walk->body = walk->row = NONE;
        break;
    case JX_TAG_HEADING_ROW:
        walk->head = (int)add_element(
            walk, add_element(walk, (guint)walk->table, "/THead"), "/TR");
        break;
    case JX_TAG_HEADING:
        begin_heading(walk, page, i);
        break;
    case JX_TAG_ROW:
        begin_row(walk, item->index);
        break;
    case JX_TAG_CELL:
        mark(walk, page, i,
             cell_element(walk,
                          jx_pages_cell(walk->pages, item->index)->column));
        break;
    case JX_TAG_ARTIFACT:
    case JX_N_TAGS:
        break;
    }
}

static void walk_page(Walk *walk, const JxPage *page)
{
    walk->next_id = 0;
    for (guint i = 0; i < page->items->len; i++) {
        const JxItem *item = jx_page_item(page, i);
        if (item->kind != JX_ITEM_BEGIN)
            continue;
        if (item->tag == JX_TAG_ARTIFACT)
            i = end_of(page, i);
        else
            begin(walk, page, i);
    }
}

static void element_clear(gpointer data)
{
    g_array_unref(((JxElement *)data)->kids);
}

JxStructure *jx_structure_new(const JxPages *pages)
{
    JxStructure *structure = g_new0(JxStructure, 1);
    structure->elements = g_array_new(FALSE, TRUE, sizeof(JxElement));
    g_array_set_clear_func(structure->elements, element_clear);
    structure->marks = g_array_new(FALSE, TRUE, sizeof(JxMark));

    g_autoptr(GArray) columns = g_array_new(FALSE, TRUE, sizeof(guint));
    Walk walk = {.pages = pages,
                 .structure = structure,
                 .table = NONE,
                 .head = NONE,
                 .body = NONE,
                 .row = NONE,
                 .columns = columns};
    add_element(&walk, DOCUMENT, "/Document");
    for (walk.page = 0; walk.page < jx_pages_count(pages); walk.page++)
        walk_page(&walk, jx_pages_page(pages, walk.page));
    return structure;
}

void jx_structure_free(JxStructure *structure)
{
    if (structure == NULL)
        return;
    g_array_unref(structure->elements);
    g_array_unref(structure->marks);
    g_free(structure);
}
