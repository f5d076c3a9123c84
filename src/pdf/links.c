#include "pdf/links.h"

static void append_real(GString *out, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(text, sizeof text, "%.2f ", value));
}

/* It is printed (which PDF/A asks for), has no frame, and shows the whole top
 * of its page at the reader's own zoom. */
static GString *annotation(const JxLink *link, double page_height, guint target,
                           guint key)
{
    const JxBox *box = &link->box;
    GString *out = g_string_new("<< /Type /Annot /Subtype /Link /Rect [ ");
    append_real(out, box->x);
    append_real(out, page_height - box->y - box->height);
    append_real(out, box->x + box->width);
    append_real(out, page_height - box->y);
    g_string_append_printf(
        out, "] /Border [ 0 0 0 ] /F 4 /StructParent %u /Dest [ %u 0 R /XYZ ",
        key, target);
    g_string_append(out, "null ");
    append_real(out, page_height);
    g_string_append(out, "null ] >>");
    return out;
}

guint jx_links_add(JxObjects *objects, const JxStructure *structure,
                   const guint *pages, guint n_pages)
{
    guint first = 0;
    for (guint i = 0; i < structure->links->len; i++) {
        const JxLink *link = &g_array_index(structure->links, JxLink, i);
        guint number = jx_objects_add(
            objects, annotation(link, structure->page_height,
                                pages[link->target], n_pages + i));
        first = first ? first : number;
    }
    return first;
}

void jx_links_append(GString *dict, const JxStructure *structure, guint page,
                     guint first)
{
    bool any = false;
    for (guint i = 0; i < structure->links->len; i++) {
        if (g_array_index(structure->links, JxLink, i).page != page)
            continue;
        g_string_append_printf(dict, any ? " %u 0 R" : " /Annots [ %u 0 R",
                               first + i);
        any = true;
    }
    if (any)
        g_string_append(dict, " ]");
}
