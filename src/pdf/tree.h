#pragma once

#include <qpdf/qpdf-c.h>

#include "pdf/structure.h"

/* Writes the structure tree into the file: elements, parent tree, the pages'
 * numbers, and replaces the tree Cairo made. */
void jx_tree_write(qpdf_data qpdf, const JxStructure *structure);
