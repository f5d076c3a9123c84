#pragma once

#include "pdf/objects.h"
#include "pdf/structure.h"

/* Adds the structure tree: its elements, and from page and mark back to the
 * element. Returns the number of its root, which the catalogue has to name;
 * page i of `pages` (numbers of objects) has to say /StructParents i.
 *
 *   first_link  what jx_links_add returned */
guint jx_tree_add(JxObjects *objects, const JxStructure *structure,
                  const guint *pages, guint n_pages, guint first_link);
