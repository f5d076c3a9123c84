#pragma once

#include <cairo.h>

#include "pdf/structure.h"

/* Drawing the display list on any of Cairo's surfaces. */

/* The faces of a document, cut down and loaded. */
typedef struct _JxDrawFaces JxDrawFaces;

/* boxes: faces that can be are loaded with boxes for glyphs (pdf/boxes.h); what
 * is drawn with them has to be undone. NULL with JX_ERROR_RENDER when a font
 * file is gone. Yours. */
JxDrawFaces *jx_draw_faces_load(const JxPages *pages, bool boxes,
                                GError **error);
void jx_draw_faces_free(JxDrawFaces *faces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxDrawFaces, jx_draw_faces_free)

/* How many of them have boxes. */
guint jx_draw_faces_count_boxes(const JxDrawFaces *faces);
guint jx_draw_faces_count(const JxDrawFaces *faces);

/* A font file that Cairo embedded, as it should be: jx_boxes_undo. */
GBytes *jx_draw_faces_undo_boxes(const JxDrawFaces *faces, GBytes *font);

/* Draws pages [first, end), each ended with cairo_show_page; structure: marks
 * to set (tags of PDF), or NULL. Sizes are points. Returns Cairo's status. */
cairo_status_t jx_draw_pages(cairo_surface_t *surface, double scale,
                             const JxPages *pages, guint first, guint end,
                             const JxStructure *structure,
                             const JxDrawFaces *faces);
