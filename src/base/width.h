#pragma once

#include <glib.h>

/* Columns of a terminal: a wide character (Chinese) takes two, a zero-width
 * one none, any other one. */
guint jx_width_of_character(gunichar character);

/* The same for a whole text, UTF-8. */
guint jx_width_of_text(const char *text);
