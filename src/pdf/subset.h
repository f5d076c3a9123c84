#pragma once

#include "layout/pages.h"

/* What a face with triangles stands for: the outlines of its glyphs. */
typedef struct {
    GBytes *glyf;  /* the table of the face */
    GBytes *head;  /* the same */
    GArray *spans; /* JxOutline, by new number */
} JxOutlines;

/* Where the outline of a glyph is in the table. */
typedef struct {
    guint start, len;
} JxOutline;

/* A face cut down to the glyphs of one document before Cairo sees it. Cairo
 * 1.16 copies whole tables and walks the character map for every glyph, and
 * it keeps all subroutines: a few rare characters from a font of the machine
 * would cost half a megabyte. */
typedef struct {
    GBytes *font;    /* a font file */
    guint32 *glyphs; /* new number of each glyph of the face */
    guint n_glyphs;
    JxOutlines *outlines; /* when the font has triangles for glyphs, or NULL */
} JxSubset;

/* Cuts face i of the list. False with JX_ERROR_RENDER when its file cannot be
 * read; subset is then cleared. */
bool jx_subset_make(JxSubset *subset, const JxPages *pages, guint i,
                    GError **error);
void jx_subset_clear(JxSubset *subset);
