#pragma once

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <glib.h>
#include <string.h>
#include <zip.h>

/* A part of a workbook as another program reads it; NULL when it is not
 * there. Yours. */
static inline char *workbook_part(GBytes *book, const char *name)
{
    gsize len;
    const void *data = g_bytes_get_data(book, &len);
    zip_source_t *source = zip_source_buffer_create(data, len, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    cr_assert(ne(ptr, zip, NULL));
    zip_stat_t stat;
    char *text = NULL;
    if (zip_stat(zip, name, 0, &stat) == 0) {
        zip_file_t *file = zip_fopen(zip, name, 0);
        text = g_malloc0(stat.size + 1);
        cr_assert(eq(i64, zip_fread(file, text, stat.size), (gint64)stat.size));
        cr_assert(zero(int, zip_fclose(file)));
    }
    zip_discard(zip);
    return text;
}

static inline bool workbook_has(GBytes *book, const char *part,
                                const char *text)
{
    g_autofree char *xml = workbook_part(book, part);
    return xml && strstr(xml, text);
}
