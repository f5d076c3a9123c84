#pragma once

#include "layout/pages.h"

/* What the document is for readers that do not see it: a tree of elements,
 * and which drawn pieces belong to each. */

/* A piece of a page that is drawn between one BEGIN and its END. */
typedef struct {
    guint page, item; /* of the BEGIN, in the page's items */
    guint id;         /* counted on its page: the MCID */
    guint element;    /* whose text it is */
} JxMark;

/* A child: an element, or a mark. */
typedef struct {
    bool is_mark;
    guint index;
} JxKid;

typedef struct {
    const char *type;  /* "/H1", "/TD": a structure type of PDF 1.7 */
    guint parent;      /* its own index for the root */
    const char *scope; /* "/Column", "/Row": what it heads; NULL: nothing */
    guint n_columns, n_rows; /* that a cell takes; 0 like 1 */
    GArray *kids;            /* JxKid */
    guint link;              /* of the structure's, from 1; 0: none */
} JxElement;

/* A place on a page that leads to another. */
typedef struct {
    guint page;
    JxBox box;
    guint target;  /* page, from 0 */
    guint element; /* of type /Link */
} JxLink;

typedef struct {
    double page_height;
    GArray *elements; /* JxElement; the first is the document */
    GArray *marks;    /* JxMark, by page and item */
    GArray *links;    /* JxLink */
} JxStructure;

/* A cell that goes on on the next page is one element, repeated headings and
 * names are none. Yours. */
JxStructure *jx_structure_new(const JxPages *pages);
void jx_structure_free(JxStructure *structure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxStructure, jx_structure_free)

#define jx_structure_element(structure, i)                                     \
    (&g_array_index((structure)->elements, JxElement, (i)))
#define jx_structure_mark(structure, i)                                        \
    (&g_array_index((structure)->marks, JxMark, (i)))
