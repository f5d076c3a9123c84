#include "layout/font_file.h"

#include <string.h>

enum { HEADER = 12, RECORD = 16, COLLECTION_HEADER = 12 };

/* Numbers are big-endian; beyond the end of the file they are the largest. */
static guint64 number_at(const guint8 *data, gsize len, guint64 at, guint bytes)
{
    guint64 value = 0;
    if (at + bytes > len)
        return G_MAXUINT32;
    for (guint i = 0; i < bytes; i++)
        value = value << 8 | data[at + i];
    return value;
}

bool jx_font_file_is_whole(const guint8 *data, gsize len, guint index)
{
    guint64 at = 0;
    if (len > COLLECTION_HEADER && memcmp(data, "ttcf", 4) == 0)
        at = number_at(data, len, COLLECTION_HEADER + 4 * (guint64)index, 4);
    guint64 n = number_at(data, len, at + 4, 2);
    if (n == 0 || at + HEADER + n * RECORD > len)
        return false;
    for (guint64 i = 0; i < n; i++) {
        guint64 record = at + HEADER + i * RECORD;
        if (number_at(data, len, record + 8, 4) +
                number_at(data, len, record + 12, 4) >
            len)
            return false;
    }
    return true;
}
