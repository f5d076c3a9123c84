#include "pdf/info.h"

#include <string.h>

#include "pdf/xmp.h"

char *jx_info_date(const JxPdfMeta *meta)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(meta->created);
    return g_date_time_format(time, "D:%Y%m%d%H%M%SZ");
}

void jx_info_set(JxObjects *objects, const JxPdfMeta *meta,
                 const char *producer)
{
    g_autofree char *date = jx_info_date(meta);
    const struct {
        const char *key, *value;
    } texts[] = {
        {"/Title", meta->title},     {"/Author", meta->author},
        {"/Subject", meta->subject}, {"/Creator", meta->creator},
        {"/Producer", producer},     {"/CreationDate", date},
        {"/ModDate", date},
    };
    g_autoptr(GString) info = g_string_new("<<");
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        jx_syntax_append_key(info, texts[i].key, texts[i].value);
    g_string_append(info, " >>");
    if (objects->info == 0)
        objects->info = jx_objects_reserve(objects, 1);
    jx_objects_set(objects, objects->info, info);
}

guint jx_info_add_xmp(JxObjects *objects, const JxPdfMeta *meta,
                      const char *producer, guint part)
{
    g_autofree char *xmp = jx_xmp(meta, producer, part);
    /* not packed: to be found by programs that know no PDF */
    return jx_objects_add_stream(
        objects, g_string_new("<< /Type /Metadata /Subtype /XML"), xmp,
        strlen(xmp), false);
}
