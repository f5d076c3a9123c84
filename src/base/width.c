#include "base/width.h"

guint jx_width_of_character(gunichar character)
{
    if (g_unichar_iszerowidth(character))
        return 0;
    return g_unichar_iswide(character) ? 2 : 1;
}

guint jx_width_of_text(const char *text)
{
    guint width = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        width += jx_width_of_character(g_utf8_get_char(p));
    return width;
}
