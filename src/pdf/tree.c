#include "pdf/tree.h"

/* Where the elements are: element i is object first + i, and link i object
 * first_link + i. */
typedef struct {
    JxObjects *objects;
    const JxStructure *structure;
    const guint *pages;
    guint first, first_link;
} Tree;

/* The page on which all marks of the element are, or NULL. */
static const JxMark *only_page(const JxStructure *structure,
                               const JxElement *element)
{
    const JxMark *first = NULL;
    for (guint i = 0; i < element->kids->len; i++) {
        const JxKid *kid = &g_array_index(element->kids, JxKid, i);
        if (!kid->is_mark)
            return NULL;
        const JxMark *mark = jx_structure_mark(structure, kid->index);
        if (first && mark->page != first->page)
            return NULL;
        first = mark;
    }
    return first;
}

static void append_kid(const Tree *tree, GString *out, const JxKid *kid,
                       bool on_one_page)
{
    if (!kid->is_mark) {
        g_string_append_printf(out, "%u 0 R ", tree->first + kid->index);
        return;
    }
    const JxMark *mark = jx_structure_mark(tree->structure, kid->index);
    if (on_one_page)
        g_string_append_printf(out, "%u ", mark->id);
    else
        g_string_append_printf(out, "<< /Type /MCR /Pg %u 0 R /MCID %u >> ",
                               tree->pages[mark->page], mark->id);
}

static void append_link(const Tree *tree, GString *out, guint i)
{
    const JxLink *link = &g_array_index(tree->structure->links, JxLink, i);
    g_string_append_printf(out, "<< /Type /OBJR /Pg %u 0 R /Obj %u 0 R >> ",
                           tree->pages[link->page], tree->first_link + i);
}

static void append_kids(const Tree *tree, GString *out,
                        const JxElement *element)
{
    const JxMark *only = only_page(tree->structure, element);
    g_string_append(out, " /K [ ");
    for (guint i = 0; i < element->kids->len; i++)
        append_kid(tree, out, &g_array_index(element->kids, JxKid, i),
                   only != NULL);
    if (element->link > 0)
        append_link(tree, out, element->link - 1);
    g_string_append_c(out, ']');
    if (only)
        g_string_append_printf(out, " /Pg %u 0 R", tree->pages[only->page]);
}

/* What it heads, and how much of the table it takes. */
static void append_attributes(GString *out, const JxElement *element)
{
    if (!element->scope && element->n_columns <= 1 && element->n_rows <= 1)
        return;
    g_string_append(out, " /A << /O /Table");
    if (element->scope)
        g_string_append_printf(out, " /Scope %s", element->scope);
    if (element->n_columns > 1)
        g_string_append_printf(out, " /ColSpan %u", element->n_columns);
    if (element->n_rows > 1)
        g_string_append_printf(out, " /RowSpan %u", element->n_rows);
    g_string_append(out, " >>");
}

static void add_elements(const Tree *tree, guint root)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < tree->structure->elements->len; i++) {
        const JxElement *element = jx_structure_element(tree->structure, i);
        guint parent =
            element->parent == i ? root : tree->first + element->parent;
        g_string_printf(out, "<< /S %s /P %u 0 R", element->type, parent);
        if (element->kids->len > 0)
            append_kids(tree, out, element);
        append_attributes(out, element);
        g_string_append(out, " >>");
        jx_objects_set(tree->objects, tree->first + i, out);
    }
}

/* One array a page: the element of each of its marks; then the links'. */
static guint add_parents(const Tree *tree, guint n_pages)
{
    const JxStructure *structure = tree->structure;
    g_autoptr(GString) numbers = g_string_new("<< /Nums [");
    for (guint page = 0, i = 0; page < n_pages; page++) {
        GString *parents = g_string_new("[ ");
        for (; i < structure->marks->len; i++) {
            const JxMark *mark = jx_structure_mark(structure, i);
            if (mark->page != page)
                break;
            g_string_append_printf(parents, "%u 0 R ",
                                   tree->first + mark->element);
        }
        g_string_append_c(parents, ']');
        g_string_append_printf(numbers, " %u %u 0 R", page,
                               jx_objects_add(tree->objects, parents));
    }
    for (guint i = 0; i < structure->links->len; i++) {
        const JxLink *link = &g_array_index(structure->links, JxLink, i);
        g_string_append_printf(numbers, " %u %u 0 R", n_pages + i,
                               tree->first + link->element);
    }
    g_string_append(numbers, " ] >>");
    return jx_objects_add(tree->objects, g_steal_pointer(&numbers));
}

guint jx_tree_add(JxObjects *objects, const JxStructure *structure,
                  const guint *pages, guint n_pages, guint first_link)
{
    guint root = jx_objects_reserve(objects, 1);
    Tree tree = {
        .objects = objects,
        .structure = structure,
        .pages = pages,
        .first = jx_objects_reserve(objects, structure->elements->len),
        .first_link = first_link,
    };
    add_elements(&tree, root);
    guint parents = add_parents(&tree, n_pages);

    g_autoptr(GString) text = g_string_new(NULL);
    g_string_printf(text,
                    "<< /Type /StructTreeRoot /K %u 0 R /ParentTree %u 0 R "
                    "/ParentTreeNextKey %u >>",
                    tree.first, parents, n_pages + structure->links->len);
    jx_objects_set(objects, root, text);
    return root;
}
