#include "xlsx/text.h"

#include <string.h>

#define ESCAPE_LEN 7 /* _xHHHH_ */

static bool is_escape(const char *p)
{
    if (p[0] != '_' || p[1] != 'x')
        return false;
    for (int i = 2; i < 6; i++)
        if (!g_ascii_isxdigit(p[i]))
            return false;
    return p[6] == '_';
}

/* Not allowed in XML, or changed by reading it (carriage return). */
static bool needs_escape(gunichar c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF;
}

static bool is_plain(const char *text)
{
    for (const char *p = text; *p; p++) {
        guchar byte = (guchar)*p;
        bool nonchar = byte == 0xEF && (guchar)p[1] == 0xBF &&
                       (guchar)p[2] >= 0xBE; /* U+FFFE, U+FFFF */
        if ((byte < 0x20 && byte != '\t' && byte != '\n') || nonchar ||
            (byte == '_' && p[1] == 'x'))
            return false;
    }
    return g_utf8_validate(text, -1, NULL);
}

char *jx_xlsx_escape(const char *text)
{
    if (is_plain(text))
        return g_strdup(text);

    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *out = g_string_sized_new(strlen(valid) + 16);
    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (needs_escape(c))
            g_string_append_printf(out, "_x%04X_", c);
        else if (is_escape(p))
            g_string_append(out, "_x005F_");
        else
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

void jx_xlsx_unescape(char *text)
{
    char *to = strstr(text, "_x");
    if (to == NULL)
        return;

    for (const char *p = to; *p;) {
        if (!is_escape(p)) {
            *to++ = *p++;
            continue;
        }
        g_autofree char *digits = g_strndup(p + 2, 4);
        gunichar c = (gunichar)g_ascii_strtoull(digits, NULL, 16);
        to += g_unichar_to_utf8(c, to); /* at most 3 bytes for 7 */
        p += ESCAPE_LEN;
    }
    *to = '\0';
}

gsize jx_xlsx_fit(const char *escaped)
{
    gsize len = strlen(escaped);
    gsize units = 0;
    if (len <= JX_CELL_MAX_UNITS) /* no character has more units than bytes */
        return len;
    const char *p = escaped;
    while (*p) {
        gsize step = is_escape(p) ? ESCAPE_LEN : 1;
        gsize wide = step == 1 && g_utf8_get_char(p) > 0xFFFF ? 2 : step;
        if (units + wide > JX_CELL_MAX_UNITS)
            break;
        units += wide;
        p = step == 1 ? g_utf8_next_char(p) : p + step;
    }
    return (gsize)(p - escaped);
}

guint64 jx_xlsx_hash(const char *text, gsize len)
{
    guint64 hash = 14695981039346656037u; /* FNV-1a */
    for (gsize i = 0; i < len; i++)
        hash = (hash ^ (guchar)text[i]) * 1099511628211u;
    return hash;
}
