#pragma once

#include <glib.h>

/* Cutting a text that is too high for a row into pieces for several rows. */

typedef struct {
    double width_em;   /* room for text, in its own size */
    guint whole_lines; /* a text of so many lines is not cut */
    guint
        piece_lines; /* a piece has about so many, and never more than twice */
} JxPieceRoom;

/* The pieces in order; joined they are the text, byte for byte. A cut is made
 * where an item begins, else after 。 or ；, else where a line may end.
 *
 *   text    UTF-8; NULL or "" gives no piece
 *   starts  gsize: bytes at which items begin, ascending; NULL for none
 *
 * Lines are estimated (Chinese 1 em, Latin letters half of it). Yours. */
GPtrArray *jx_pieces_cut(const char *text, const GArray *starts,
                         const JxPieceRoom *room);
