#include "pdf/objects.h"

#include <string.h>

#include "pdf/deflate.h"

enum {
    ENTRY = 20, /* bytes of a line of the table */
    CHUNK = 64 * 1024,
};

static JxSpan span_between(const char *at, const char *end)
{
    return (JxSpan){at, (gsize)(end - at)};
}

/* The file from the place that a number at p names. */
static const char *place_of(JxSpan file, JxSpan number)
{
    return file.at + MIN(jx_syntax_number(number, file.len), file.len);
}

/* Takes what stands at p in the file as the object of this number. */
static bool read_object(JxSpan file, const char *p, guint number,
                        JxObject *object)
{
    const char *end = file.at + file.len;
    if (jx_syntax_number(span_between(p, end), 0) != number)
        return false;
    for (int i = 0; i < 3; i++) /* "12 0 obj" */
        p = jx_syntax_skip_space(jx_syntax_skip(p, end), end);
    const char *text_end = jx_syntax_skip(p, end);
    object->text = span_between(p, text_end);
    p = jx_syntax_skip_space(text_end, end);
    if (end - p < 8 || memcmp(p, "stream", 6) != 0)
        return true;
    p += 6;
    p += *p == '\r';
    p += *p == '\n';
    object->data.at = p; /* its length may be an object not read yet */
    return true;
}

static bool read_table(JxObjects *objects, JxSpan file, const char *p)
{
    const char *end = file.at + file.len;
    if (end - p < 4 || memcmp(p, "xref", 4) != 0)
        return false;
    p = jx_syntax_skip_space(p + 4, end);
    p = jx_syntax_skip_space(jx_syntax_skip(p, end), end); /* 0 */
    gsize n = jx_syntax_number(span_between(p, end), 0);
    p = jx_syntax_skip_space(jx_syntax_skip(p, end), end);
    if (n == 0 || n > (gsize)(end - p) / ENTRY)
        return false;

    g_array_set_size(objects->items, (guint)n);
    for (guint i = 1; i < n; i++) {
        const char *entry = p + (gsize)i * ENTRY;
        if (entry[ENTRY - 3] == 'n' &&
            !read_object(file, place_of(file, (JxSpan){entry, ENTRY}), i,
                         jx_objects_get(objects, i)))
            return false;
    }
    p = jx_syntax_skip_space(p + n * ENTRY, end);
    p = jx_syntax_skip_space(jx_syntax_skip(p, end), end); /* trailer */
    JxSpan trailer = span_between(p, end), root, info;
    if (!jx_syntax_get(trailer, "/Root", &root))
        return false;
    objects->root = (guint)jx_syntax_number(root, 0);
    if (jx_syntax_get(trailer, "/Info", &info))
        objects->info = (guint)jx_syntax_number(info, 0);
    return objects->root > 0 && MAX(objects->root, objects->info) < n;
}

static bool measure_streams(JxObjects *objects, JxSpan file)
{
    for (guint i = 1; i < objects->items->len; i++) {
        JxObject *object = jx_objects_get(objects, i);
        JxSpan length;
        if (object->data.at == NULL)
            continue;
        if (!jx_objects_value(objects, object->text, "/Length", &length))
            return false;
        object->data.len = jx_syntax_number(length, G_MAXSIZE);
        if (object->data.len > (gsize)(file.at + file.len - object->data.at))
            return false;
    }
    return true;
}

JxObjects *jx_objects_read(GBytes *bytes)
{
    g_autoptr(JxObjects) objects = g_new0(JxObjects, 1);
    JxSpan file;
    file.at = g_bytes_get_data(bytes, &file.len);
    objects->file = g_bytes_ref(bytes);
    objects->items = g_array_new(FALSE, TRUE, sizeof(JxObject));
    objects->texts = g_string_chunk_new(CHUNK);
    objects->streams =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    gsize table = jx_syntax_references(file, file.len);
    if (!read_table(objects, file, file.at + MIN(table, file.len)) ||
        !measure_streams(objects, file))
        return NULL;
    return g_steal_pointer(&objects);
}

void jx_objects_free(JxObjects *objects)
{
    if (objects == NULL)
        return;
    g_bytes_unref(objects->file);
    g_array_unref(objects->items);
    g_string_chunk_free(objects->texts);
    g_ptr_array_unref(objects->streams);
    g_free(objects);
}

guint jx_objects_reserve(JxObjects *objects, guint n)
{
    guint first = objects->items->len;
    g_array_set_size(objects->items, first + n);
    return first;
}

void jx_objects_set(JxObjects *objects, guint number, const GString *text)
{
    jx_objects_get(objects, number)->text = (JxSpan){
        g_string_chunk_insert_len(objects->texts, text->str, (gssize)text->len),
        text->len};
}

guint jx_objects_add(JxObjects *objects, GString *text)
{
    guint number = jx_objects_reserve(objects, 1);
    jx_objects_set(objects, number, text);
    g_string_free(text, TRUE);
    return number;
}

void jx_objects_set_stream(JxObjects *objects, guint number, GString *dict,
                           const void *data, gsize len, bool compress)
{
    g_string_append(dict, compress ? " /Filter /FlateDecode >>" : " >>");
    jx_objects_set(objects, number, dict);
    g_string_free(dict, TRUE);
    GBytes *stream = compress ? jx_deflate(data, len) : g_bytes_new(data, len);
    g_ptr_array_add(objects->streams, stream);
    JxSpan *written = &jx_objects_get(objects, number)->data;
    written->at = g_bytes_get_data(stream, &written->len);
}

guint jx_objects_add_stream(JxObjects *objects, GString *dict, const void *data,
                            gsize len, bool compress)
{
    guint number = jx_objects_reserve(objects, 1);
    jx_objects_set_stream(objects, number, dict, data, len, compress);
    return number;
}

bool jx_objects_value(const JxObjects *objects, JxSpan dict, const char *key,
                      JxSpan *value)
{
    if (!jx_syntax_get(dict, key, value))
        return false;
    const char *p = value->at;
    JxReference reference;
    bool is_reference =
        g_ascii_isdigit(*p) &&
        jx_syntax_next_reference(&p, value->at + value->len, &reference);
    if (is_reference && reference.number < objects->items->len)
        *value = jx_objects_get(objects, reference.number)->text;
    return true;
}
