#include "xlsx/package.h"

#include <stdbool.h>
#include <string.h>
#include <zip.h>

#include "base/error.h"
#include "base/intl.h"

#define WORKBOOK "xl/workbook.xml"

/* calcId of Excel 2019 and later: what an older engine calculated would be
 * calculated again on loading */
#define CALC_OLD "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>"
#define CALC_NEW "<calcPr calcId=\"191029\"/>"

/* 1980-01-01, the date the library gives every entry */
#define DOS_DATE ((0 << 9) | (1 << 5) | 1)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(zip_t, zip_discard)

static zip_source_t *source_of(GBytes *bytes)
{
    gsize len;
    const void *data = g_bytes_get_data(bytes, &len);
    return zip_source_buffer_create(data, len, 0, NULL);
}

/* For writing: libzip 1.7 frees the part of a buffer that it keeps when it
 * closes the archive, whoever owns it, so it gets a copy of its own. */
static zip_source_t *own_source_of(GBytes *bytes)
{
    gsize len;
    const void *data = g_bytes_get_data(bytes, &len);
    return zip_source_buffer_create(g_memdup2(data, len), len, 1, NULL);
}

static char *read_entry(zip_t *zip, const char *name, gsize *len)
{
    zip_stat_t stat;
    if (zip_stat(zip, name, 0, &stat) != 0)
        return NULL;
    zip_file_t *file = zip_fopen(zip, name, 0);
    if (file == NULL)
        return NULL;

    char *text = g_malloc(stat.size + 1);
    zip_int64_t n = zip_fread(file, text, stat.size);
    /* the checksum is compared when the end is reached */
    int closed = zip_fclose(file);
    if (n < 0 || (zip_uint64_t)n != stat.size || closed != 0) {
        g_free(text);
        return NULL;
    }
    text[stat.size] = '\0';
    *len = stat.size;
    return text;
}

char *jx_package_entry(GBytes *package, const char *name, gsize *len)
{
    zip_source_t *source = source_of(package);
    g_autoptr(zip_t) zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
    if (zip == NULL) {
        zip_source_free(source);
        return NULL;
    }
    return read_entry(zip, name, len);
}

/* Replaces the element; false when there is no workbook or no such element. */
static bool replace_calc(zip_t *zip, char **kept)
{
    gsize len;
    g_autofree char *xml = read_entry(zip, WORKBOOK, &len);
    char *at = xml ? strstr(xml, CALC_OLD) : NULL;
    zip_int64_t index = zip_name_locate(zip, WORKBOOK, 0);
    if (at == NULL || index < 0)
        return false;

    *at = '\0';
    *kept = g_strconcat(xml, CALC_NEW, at + strlen(CALC_OLD), NULL);
    zip_source_t *source = zip_source_buffer(zip, *kept, strlen(*kept), 0);
    if (zip_file_replace(zip, (zip_uint64_t)index, source, 0) != 0) {
        zip_source_free(source);
        return false;
    }
    return zip_file_set_dostime(zip, (zip_uint64_t)index, 0, DOS_DATE, 0) == 0;
}

static GBytes *bytes_of(zip_source_t *source)
{
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0)
        return NULL;
    guchar *data = g_malloc(stat.size);
    zip_int64_t n = zip_source_read(source, data, stat.size);
    zip_source_close(source);
    if (n < 0 || (zip_uint64_t)n != stat.size) {
        g_free(data);
        return NULL;
    }
    return g_bytes_new_take(data, stat.size);
}

static GBytes *finish(GBytes *written)
{
    zip_source_t *source = own_source_of(written);
    g_autofree char *kept = NULL;
    GBytes *finished = NULL;

    zip_source_keep(source); /* it is asked for its new bytes at the end */
    zip_t *zip = zip_open_from_source(source, 0, NULL);
    if (zip == NULL) {
        zip_source_free(source);
    } else if (!replace_calc(zip, &kept) || zip_close(zip) != 0) {
        zip_discard(zip);
    } else {
        finished = bytes_of(source);
    }
    zip_source_free(source);
    return finished;
}

GBytes *jx_package_finish(const char *path, const char *target, GError **error)
{
    char *data;
    gsize len;
    if (!g_file_get_contents(path, &data, &len, NULL)) {
        g_set_error(error, JX_ERROR, JX_ERROR_RENDER,
                    _("%s：写出的工作簿读不回来"), target);
        return NULL;
    }
    g_autoptr(GBytes) written = g_bytes_new_take(data, len);
    GBytes *finished = finish(written);
    if (finished == NULL)
        g_set_error(error, JX_ERROR, JX_ERROR_RETRY,
                    _("%s：写出的工作簿不完整，磁盘可能已满"), target);
    return finished;
}
