#include "pdf/tree.h"

/* libqpdf remembers every handle until the end: a new value that has found
 * its place is let go, or 2,500 projects cost 60 MiB in handles. */
static void give(qpdf_data qpdf, qpdf_oh dict, const char *key, qpdf_oh value)
{
    qpdf_oh_replace_key(qpdf, dict, key, value);
    qpdf_oh_release(qpdf, value);
}

static void give_item(qpdf_data qpdf, qpdf_oh array, qpdf_oh value)
{
    qpdf_oh_append_item(qpdf, array, value);
    qpdf_oh_release(qpdf, value);
}

/* For values that are used again: elements, pages, the root. */
static void set(qpdf_data qpdf, qpdf_oh dict, const char *key, qpdf_oh value)
{
    qpdf_oh_replace_key(qpdf, dict, key, value);
}

static qpdf_oh new_indirect(qpdf_data qpdf, qpdf_oh direct)
{
    qpdf_oh indirect = qpdf_make_indirect_object(qpdf, direct);
    qpdf_oh_release(qpdf, direct);
    return indirect;
}

static qpdf_oh name(qpdf_data qpdf, const char *slashed)
{
    return qpdf_oh_new_name(qpdf, slashed);
}

static qpdf_oh integer(qpdf_data qpdf, guint value)
{
    return qpdf_oh_new_integer(qpdf, (long long)value);
}

/* An empty indirect dictionary for each element, so that they can point at
 * each other. */
static qpdf_oh *new_elements(qpdf_data qpdf, const JxStructure *structure)
{
    qpdf_oh *objects = g_new0(qpdf_oh, structure->elements->len);
    for (guint i = 0; i < structure->elements->len; i++)
        objects[i] = new_indirect(qpdf, qpdf_oh_new_dictionary(qpdf));
    return objects;
}

static qpdf_oh marked_content(qpdf_data qpdf, const JxMark *mark,
                              const qpdf_oh *pages)
{
    qpdf_oh dict = qpdf_oh_new_dictionary(qpdf);
    give(qpdf, dict, "/Type", name(qpdf, "/MCR"));
    set(qpdf, dict, "/Pg", pages[mark->page]);
    give(qpdf, dict, "/MCID", integer(qpdf, mark->id));
    return dict;
}

/* The page on which all marks of the element are, or NULL. */
static const JxMark *only_page(const JxStructure *structure,
                               const JxElement *element)
{
    const JxMark *first = NULL;
    for (guint i = 0; i < element->kids->len; i++) {
        const JxKid *kid = &g_array_index(element->kids, JxKid, i);
        const JxMark *mark = jx_structure_mark(structure, kid->index);
        if (!kid->is_mark || (first && mark->page != first->page))
            return NULL;
        first = mark;
    }
    return first;
}

static void write_kids(qpdf_data qpdf, const JxStructure *structure,
                       const JxElement *element, qpdf_oh object,
                       const qpdf_oh *objects, const qpdf_oh *pages)
{
    const JxMark *only = only_page(structure, element);
    qpdf_oh array = qpdf_oh_new_array(qpdf);
    for (guint i = 0; i < element->kids->len; i++) {
        const JxKid *kid = &g_array_index(element->kids, JxKid, i);
        const JxMark *mark = jx_structure_mark(structure, kid->index);
        if (!kid->is_mark)
            qpdf_oh_append_item(qpdf, array, objects[kid->index]);
        else
            give_item(qpdf, array,
                      only ? integer(qpdf, mark->id)
                           : marked_content(qpdf, mark, pages));
    }
    give(qpdf, object, "/K", array);
    if (only)
        set(qpdf, object, "/Pg", pages[only->page]);
}

/* What it heads, and how much of the table it takes. */
static qpdf_oh table_attributes(qpdf_data qpdf, const JxElement *element)
{
    qpdf_oh attributes = qpdf_oh_new_dictionary(qpdf);
    give(qpdf, attributes, "/O", name(qpdf, "/Table"));
    if (element->scope)
        give(qpdf, attributes, "/Scope", name(qpdf, element->scope));
    if (element->n_columns > 1)
        give(qpdf, attributes, "/ColSpan", integer(qpdf, element->n_columns));
    if (element->n_rows > 1)
        give(qpdf, attributes, "/RowSpan", integer(qpdf, element->n_rows));
    return attributes;
}

static void write_elements(qpdf_data qpdf, const JxStructure *structure,
                           const qpdf_oh *objects, const qpdf_oh *pages,
                           qpdf_oh root)
{
    for (guint i = 0; i < structure->elements->len; i++) {
        const JxElement *element = jx_structure_element(structure, i);
        give(qpdf, objects[i], "/S", name(qpdf, element->type));
        set(qpdf, objects[i], "/P",
            element->parent == i ? root : objects[element->parent]);
        if (element->kids->len > 0)
            write_kids(qpdf, structure, element, objects[i], objects, pages);
        if (element->scope || element->n_columns > 1 || element->n_rows > 1)
            give(qpdf, objects[i], "/A", table_attributes(qpdf, element));
    }
}

/* From page and mark back to the element: one array a page. */
static qpdf_oh parent_tree(qpdf_data qpdf, const JxStructure *structure,
                           const qpdf_oh *objects, const qpdf_oh *pages,
                           guint n_pages)
{
    qpdf_oh numbers = qpdf_oh_new_array(qpdf);
    for (guint page = 0, i = 0; page < n_pages; page++) {
        qpdf_oh parents = qpdf_oh_new_array(qpdf);
        for (; i < structure->marks->len; i++) {
            const JxMark *mark = jx_structure_mark(structure, i);
            if (mark->page != page)
                break;
            qpdf_oh_append_item(qpdf, parents, objects[mark->element]);
        }
        give_item(qpdf, numbers, integer(qpdf, page));
        give_item(qpdf, numbers, new_indirect(qpdf, parents));
        give(qpdf, pages[page], "/StructParents", integer(qpdf, page));
    }
    qpdf_oh tree = qpdf_oh_new_dictionary(qpdf);
    give(qpdf, tree, "/Nums", numbers);
    return new_indirect(qpdf, tree);
}

void jx_tree_write(qpdf_data qpdf, const JxStructure *structure)
{
    guint n_pages = (guint)qpdf_get_num_pages(qpdf);
    g_autofree qpdf_oh *pages = g_new0(qpdf_oh, n_pages);
    for (guint i = 0; i < n_pages; i++)
        pages[i] = qpdf_get_page_n(qpdf, i);
    g_autofree qpdf_oh *objects = new_elements(qpdf, structure);

    qpdf_oh root = new_indirect(qpdf, qpdf_oh_new_dictionary(qpdf));
    give(qpdf, root, "/Type", name(qpdf, "/StructTreeRoot"));
    set(qpdf, root, "/K", objects[0]);
    give(qpdf, root, "/ParentTree",
         parent_tree(qpdf, structure, objects, pages, n_pages));
    give(qpdf, root, "/ParentTreeNextKey", integer(qpdf, n_pages));
    write_elements(qpdf, structure, objects, pages, root);

    qpdf_oh catalog = qpdf_get_root(qpdf);
    qpdf_oh marked = qpdf_oh_new_dictionary(qpdf);
    give(qpdf, marked, "/Marked", qpdf_oh_new_bool(qpdf, QPDF_TRUE));
    give(qpdf, catalog, "/MarkInfo", marked);
    set(qpdf, catalog, "/StructTreeRoot", root);
}
