#pragma once

#include <glib.h>

/* Appends the source line of a message and below it a caret under the place:
 *
 *     …金额单位：万元	总计 299.92…
 *                     ^~~~~~
 *
 *   line, len  the line without its end, UTF-8, len in bytes
 *   column     where, in characters from 1; one past the end is allowed
 *   length     characters concerned, marked with ~ behind the caret; 0 or 1
 *              is the caret alone
 *   indent     blanks before both lines
 *   width      display columns a line may take; a longer one is cut around
 *              the place and … stands where it was cut
 *
 * The caret stands by display width: a wide character counts two columns, a
 * zero-width one none. Control characters and tabs are shown as one blank.
 * Both lines end in \n. */
void jx_excerpt_append(GString *out, const char *line, gsize len, guint column,
                       guint length, guint indent, guint width);
