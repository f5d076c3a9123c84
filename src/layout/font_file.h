#pragma once

#include <glib.h>
#include <stdbool.h>

/* Whether the file has all of the tables that the face's directory names: one
 * that was cut off while it was copied has not, and its glyphs would be blank.
 *
 *   index  of the face in a collection
 *
 * Source: the OpenType specification, "Organization of an OpenType Font". */
bool jx_font_file_is_whole(const guint8 *data, gsize len, guint index);
