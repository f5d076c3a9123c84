#include "cells/xlsx_zip.h"

#include <zip.h>

#include "base/limits.h"

struct _JxZip {
    GBytes *bytes;
    zip_t *zip;
    gsize unpacked; /* bytes of all entries read so far */
};

JxZipResult jx_zip_open(GBytes *bytes, JxZip **zip)
{
    *zip = NULL;
    gsize len;
    const void *data = g_bytes_get_data(bytes, &len);
    zip_source_t *source = zip_source_buffer_create(data, len, 0, NULL);
    g_assert(source != NULL); /* only when memory is out */
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, NULL);
    if (archive == NULL) {
        zip_source_free(source);
        return JX_ZIP_BROKEN;
    }
    if (zip_get_num_entries(archive, 0) > JX_MAX_ZIP_ENTRIES) {
        zip_discard(archive);
        return JX_ZIP_TOO_LARGE;
    }
    *zip = g_new0(JxZip, 1);
    (*zip)->bytes = g_bytes_ref(bytes);
    (*zip)->zip = archive;
    return JX_ZIP_OK;
}

void jx_zip_close(JxZip *zip)
{
    if (zip == NULL)
        return;
    zip_discard(zip->zip);
    g_bytes_unref(zip->bytes);
    g_free(zip);
}

/* Unpacks until the end or a limit: what the directory says about sizes may
 * be a lie. */
static JxZipResult unpack(JxZip *zip, zip_file_t *file, gsize packed,
                          GByteArray *content)
{
    guint8 buffer[65536];
    for (;;) {
        zip_int64_t n = zip_fread(file, buffer, sizeof buffer);
        if (n < 0)
            return JX_ZIP_BROKEN;
        if (n == 0)
            return JX_ZIP_OK;
        g_byte_array_append(content, buffer, (guint)n);
        zip->unpacked += (gsize)n;
        bool swollen = content->len > JX_ZIP_RATIO_FROM &&
                       content->len / JX_MAX_ZIP_RATIO > packed;
        if (swollen || zip->unpacked > JX_MAX_ZIP_BYTES)
            return JX_ZIP_TOO_LARGE;
    }
}

JxZipResult jx_zip_read(JxZip *zip, const char *name, GBytes **content)
{
    *content = NULL;
    name += *name == '/';
    zip_stat_t stat;
    if (zip_stat(zip->zip, name, ZIP_FL_NOCASE, &stat) != 0)
        return JX_ZIP_ABSENT;
    bool is_encrypted = (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
                        stat.encryption_method != ZIP_EM_NONE;
    if (is_encrypted)
        return JX_ZIP_ENCRYPTED;
    zip_file_t *file = zip_fopen_index(zip->zip, stat.index, 0);
    if (file == NULL)
        return JX_ZIP_BROKEN;

    g_autoptr(GByteArray) bytes = g_byte_array_new();
    JxZipResult result = unpack(zip, file, stat.comp_size, bytes);
    zip_fclose(file);
    if (result == JX_ZIP_OK)
        *content = g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
    return result;
}
