#pragma once

#include "pdf/objects.h"
#include "pdf/structure.h"

/* Adds an annotation for each of the structure's links. Returns the number of
 * the first, the others follow it; 0 when there are none.
 *
 *   pages, n_pages  numbers of the page objects */
guint jx_links_add(JxObjects *objects, const JxStructure *structure,
                   const guint *pages, guint n_pages);

/* Appends the page's links to its open dictionary.
 *
 *   first  what jx_links_add returned */
void jx_links_append(GString *dict, const JxStructure *structure, guint page,
                     guint first);
