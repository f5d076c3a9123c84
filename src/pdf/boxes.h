#pragma once

#include "pdf/subset.h"

/* Cairo reads, measures, traces and packs the outline of every glyph of a
 * document, and needs no more of it than its advance. So it is given a face
 * with a plain triangle for each glyph, and jx_boxes_undo puts the outlines
 * into the font that Cairo embeds. */

/* Cuts face i of the list like jx_subset_make, with triangles for outlines.
 * False when the face is none for that (no TrueType, or glyphs composed of
 * others); subset is then cleared. */
bool jx_boxes_make(JxSubset *subset, const JxPages *pages, guint i);

/* A font file that Cairo embedded, as it should be: with the outlines when it
 * has triangles, else itself. NULL when the triangles are not of these faces or
 * the file is broken. Yours.
 *
 *   subsets  n of them, of the faces of the document */
GBytes *jx_boxes_undo(GBytes *font, const JxSubset *const *subsets, guint n);
