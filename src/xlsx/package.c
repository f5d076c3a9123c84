#include "xlsx/package.h"

#include <stdbool.h>
#include <string.h>
#include <zip.h>

#include "base/error.h"
#include "base/intl.h"

/* What the library cannot be told. Each stands in what it writes, or the
 * workbook is not accepted: another version of the library may write another
 * thing. */
static const struct repair {
    const char *entry, *old, *new;
} REPAIRS[] = {
    /* It asks for a full calculation on loading, and Excel then asks "save
     * changes?" on closing, although every formula has its result. calcId is
     * that of Excel 2019 and later: an older engine's results would be
     * calculated again. */
    {"xl/workbook.xml", "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>",
     "<calcPr calcId=\"191029\"/>"},
    /* A column's width counts digits of the default face, and each system puts
     * another one for this: named, a column is as wide everywhere. */
    {"xl/styles.xml",
     "<name val=\"Calibri\"/><family val=\"2\"/><scheme val=\"minor\"/>",
     "<name val=\"宋体\"/><family val=\"3\"/><charset val=\"134\"/>"},
};

/* 1980-01-01, the date the library gives every entry */
#define DOS_DATE ((0 << 9) | (1 << 5) | 1)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(zip_t, zip_discard)

static zip_source_t *source_of(GBytes *bytes)
{
    gsize len;
    const void *data = g_bytes_get_data(bytes, &len);
    return zip_source_buffer_create(data, len, 0, NULL);
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

/* False when there is no such entry or it does not hold the old text. `kept`
 * has to live until the archive is closed. */
static bool apply(zip_t *zip, const struct repair *repair, char **kept)
{
    gsize len;
    g_autofree char *xml = read_entry(zip, repair->entry, &len);
    char *at = xml ? strstr(xml, repair->old) : NULL;
    zip_int64_t index = zip_name_locate(zip, repair->entry, 0);
    if (at == NULL || index < 0)
        return false;

    *at = '\0';
    *kept = g_strconcat(xml, repair->new, at + strlen(repair->old), NULL);
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

/* `data` comes from malloc and goes to the archive: libzip 1.7 frees what it
 * writes over, whether it was told to or not. */
static GBytes *finish(char *data, gsize len)
{
    zip_source_t *source = zip_source_buffer_create(data, len, 1, NULL);
    char *kept[G_N_ELEMENTS(REPAIRS)] = {NULL};
    GBytes *finished = NULL;
    bool repaired = true;

    zip_source_keep(source); /* it is asked for its new bytes at the end */
    zip_t *zip = zip_open_from_source(source, 0, NULL);
    if (zip == NULL) {
        zip_source_free(source);
    } else {
        for (gsize i = 0; i < G_N_ELEMENTS(REPAIRS); i++)
            repaired = repaired && apply(zip, &REPAIRS[i], &kept[i]);
        if (repaired && zip_close(zip) == 0)
            finished = bytes_of(source);
        else
            zip_discard(zip);
    }
    zip_source_free(source);
    for (gsize i = 0; i < G_N_ELEMENTS(REPAIRS); i++)
        g_free(kept[i]);
    return finished;
}

GBytes *jx_package_finish(const char *path, GError **error)
{
    char *data;
    gsize len;
    if (!g_file_get_contents(path, &data, &len, NULL)) {
        g_set_error(error, JX_ERROR, JX_ERROR_RENDER,
                    _("写出的工作簿读不回来"));
        return NULL;
    }
    GBytes *finished = finish(data, len);
    if (finished == NULL)
        g_set_error(error, JX_ERROR, JX_ERROR_RETRY,
                    _("写出的工作簿不完整，磁盘可能已满"));
    return finished;
}
