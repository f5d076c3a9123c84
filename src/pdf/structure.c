#include "pdf/structure.h"

enum { DOCUMENT, NONE = -1 };

/* The walk over the pages. */
typedef struct {
    const JxPages *pages;
    JxStructure *structure;
    guint page, next_id;
    int table, thead, head, body, row; /* elements, or NONE */
    guint row_index;                   /* of the table, for `row` */
    GArray *columns;                   /* Column: the last cell in each */
} Walk;

typedef struct {
    int row; /* of the table */
    guint element;
} Column;

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
}

static guint new_cell(Walk *walk, const JxCellBox *cell, bool is_label)
{
    guint element =
        add_element(walk, (guint)walk->row, is_label ? "/TH" : "/TD");
    JxElement *made = jx_structure_element(walk->structure, element);
    if (is_label)
        made->scope = cell->heads_column ? "/Column" : "/Row";
    made->n_columns = cell->n_columns;
    made->n_rows = cell->n_rows;
    return element;
}

/* The element of a cell of the rows: a new one, or that of the row above or
 * the page before in which it began. */
static guint cell_element(Walk *walk, const JxCellBox *cell, bool is_label)
{
    const Column none = {NONE, 0};
    while (walk->columns->len <= cell->column)
        g_array_append_val(walk->columns, none);
    Column *column = &g_array_index(walk->columns, Column, cell->column);
    if (column->row != cell->row)
        *column = (Column){cell->row, new_cell(walk, cell, is_label)};
    return column->element;
}

static void begin_heading(Walk *walk, const JxPage *page, guint item,
                          const JxCellBox *cell)
{
    if (cell->row >= 0) {
        mark(walk, page, item, cell_element(walk, cell, true));
        return;
    }
    guint heading = add_element(walk, (guint)walk->head, "/TH");
    JxElement *made = jx_structure_element(walk->structure, heading);
    made->scope = "/Column";
    made->n_columns = cell->n_columns;
    made->n_rows = cell->n_rows;
    mark(walk, page, item, heading);
}

static void begin_heading_row(Walk *walk)
{
    if (walk->thead == NONE)
        walk->thead = (int)add_element(walk, (guint)walk->table, "/THead");
    walk->head = (int)add_element(walk, (guint)walk->thead, "/TR");
}

/* The text of a cell that leads to another page is that of a link in it. */
static void begin_cell(Walk *walk, const JxPage *page, guint item)
{
    const JxCellBox *cell =
        jx_pages_cell(walk->pages, jx_page_item(page, item)->index);
    guint element = cell_element(walk, cell, false);
    if (cell->link > 0) {
        element = add_element(walk, element, "/Link");
        JxLink link = {.page = walk->page,
                       .box = cell->box,
                       .target = cell->link - 1,
                       .element = element};
        g_array_append_val(walk->structure->links, link);
        jx_structure_element(walk->structure, element)->link =
            walk->structure->links->len;
    }
    mark(walk, page, item, element);
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
        walk->thead = walk->body = walk->row = NONE;
        g_array_set_size(walk->columns, 0);
        break;
    case JX_TAG_HEADING_ROW:
        begin_heading_row(walk);
        break;
    case JX_TAG_HEADING:
        begin_heading(walk, page, i, jx_pages_cell(walk->pages, item->index));
        break;
    case JX_TAG_ROW:
        begin_row(walk, item->index);
        break;
    case JX_TAG_CELL:
        begin_cell(walk, page, i);
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
    structure->links = g_array_new(FALSE, TRUE, sizeof(JxLink));
    structure->page_height = pages->height;

    g_autoptr(GArray) columns = g_array_new(FALSE, TRUE, sizeof(Column));
    Walk walk = {.pages = pages,
                 .structure = structure,
                 .table = NONE,
                 .thead = NONE,
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
    g_array_unref(structure->links);
    g_free(structure);
}
