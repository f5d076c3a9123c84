#include "pdf/write.h"

#include <string.h>

#include "pdf/deflate.h"

/* Objects in one packed stream: a reader that wants one of them unpacks all. */
enum { PACKED_TOGETHER = 256 };

/* Where an object is in the file: as the cross-reference stream has it. */
enum { FREE, PLAIN, PACKED };
typedef struct {
    guint8 kind;
    guint place; /* offset; of a packed one the number of its stream */
    guint index; /* in that stream */
} Entry;

typedef struct {
    const JxObjects *objects;
    guint *numbers;  /* new number of each object; 0: left out */
    GArray *order;   /* guint: the old numbers in the new order */
    GArray *entries; /* Entry, by new number */
    GByteArray *out;
} Writer;

static void append(Writer *writer, const void *data, gsize len)
{
    g_byte_array_append(writer->out, data, (guint)len);
}

static void append_string(Writer *writer, const char *text)
{
    append(writer, text, strlen(text));
}

G_GNUC_PRINTF(2, 3)
static void append_printf(Writer *writer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    append_string(writer, text);
}

static void reach(Writer *writer, GArray *left, guint number)
{
    if (number == 0 || number >= writer->objects->items->len ||
        writer->numbers[number] != 0)
        return;
    writer->numbers[number] = 1;
    g_array_append_val(left, number);
}

/* A stream's own length is written where the stream is. */
static bool is_length(const JxObject *object, const JxReference *reference)
{
    JxSpan value;
    return object->data.at && jx_syntax_get(object->text, "/Length", &value) &&
           value.at == reference->span.at;
}

/* Finds what is led to, and numbers it in the order of the old numbers. */
static void number_objects(Writer *writer)
{
    g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(guint));
    reach(writer, left, writer->objects->root);
    reach(writer, left, writer->objects->info);
    while (left->len > 0) {
        guint number = g_array_index(left, guint, left->len - 1);
        g_array_set_size(left, left->len - 1);
        const JxObject *object = jx_objects_get(writer->objects, number);
        const char *p = object->text.at, *end = p + object->text.len;
        JxReference reference;
        while (jx_syntax_next_reference(&p, end, &reference))
            if (!is_length(object, &reference))
                reach(writer, left, reference.number);
    }
    for (guint i = 1; i < writer->objects->items->len; i++) {
        if (writer->numbers[i] == 0)
            continue;
        g_array_append_val(writer->order, i);
        writer->numbers[i] = writer->order->len;
    }
}

/* Appends the text with the new numbers in its references. */
static void append_text(const Writer *writer, GByteArray *out, JxSpan text)
{
    const char *p = text.at, *end = p + text.len, *done = p;
    JxReference reference;
    while (jx_syntax_next_reference(&p, end, &reference)) {
        char number[16];
        int len = g_snprintf(number, sizeof number, "%u 0 R",
                             reference.number < writer->objects->items->len
                                 ? writer->numbers[reference.number]
                                 : 0);
        g_byte_array_append(out, (const guint8 *)done,
                            (guint)(reference.span.at - done));
        g_byte_array_append(out, (const guint8 *)number, (guint)len);
        done = p;
    }
    g_byte_array_append(out, (const guint8 *)done, (guint)(end - done));
}

static void begin_object(Writer *writer, guint number)
{
    g_array_index(writer->entries, Entry, number) =
        (Entry){.kind = PLAIN, .place = writer->out->len};
    append_printf(writer, "%u 0 obj\n", number);
}

/* `dict` is open and says nothing of the length. */
static void append_stream(Writer *writer, const GString *dict, JxSpan data)
{
    append_text(writer, writer->out, (JxSpan){dict->str, dict->len});
    append_printf(writer, " /Length %" G_GSIZE_FORMAT " >>\nstream\n",
                  data.len);
    append(writer, data.at, data.len);
    append_string(writer, "\nendstream\nendobj\n");
}

static void write_plain(Writer *writer, guint i)
{
    static const char *const LENGTH[] = {"/Length", NULL};
    const JxObject *object =
        jx_objects_get(writer->objects, g_array_index(writer->order, guint, i));
    begin_object(writer, i + 1);
    if (object->data.at) {
        g_autoptr(GString) dict = jx_syntax_open(object->text, LENGTH);
        append_stream(writer, dict, object->data);
        return;
    }
    append_text(writer, writer->out, object->text);
    append_string(writer, "\nendobj\n");
}

static bool is_stream(const Writer *writer, guint i)
{
    guint old = g_array_index(writer->order, guint, i);
    return jx_objects_get(writer->objects, old)->data.at != NULL;
}

static void append_packed(Writer *writer, GString *dict, const void *data,
                          gsize len)
{
    g_autoptr(GBytes) packed = jx_deflate(data, len);
    JxSpan span;
    span.at = g_bytes_get_data(packed, &span.len);
    g_string_append(dict, " /Filter /FlateDecode");
    append_stream(writer, dict, span);
}

/* Writes objects from *i on as one stream, ISO 32000-1, 7.5.7. */
static void write_together(Writer *writer, guint *i, guint stream)
{
    g_autoptr(GString) head = g_string_new(NULL);
    g_autoptr(GByteArray) body = g_byte_array_new();
    guint n = 0;
    for (; *i < writer->order->len && n < PACKED_TOGETHER; ++*i) {
        if (is_stream(writer, *i))
            continue;
        guint old = g_array_index(writer->order, guint, *i);
        g_array_index(writer->entries, Entry, *i + 1) =
            (Entry){.kind = PACKED, .place = stream, .index = n++};
        g_string_append_printf(head, "%u %u ", *i + 1, body->len);
        append_text(writer, body, jx_objects_get(writer->objects, old)->text);
        g_byte_array_append(body, (const guint8 *)"\n", 1);
    }
    g_autoptr(GString) dict = g_string_new(NULL);
    g_string_printf(dict, "<< /Type /ObjStm /N %u /First %" G_GSIZE_FORMAT, n,
                    head->len);
    g_string_append_len(head, (const char *)body->data, body->len);
    begin_object(writer, stream);
    append_packed(writer, dict, head->str, head->len);
}

static void append_trailer(const Writer *writer, GString *out)
{
    g_autofree char *id = g_compute_checksum_for_data(
        G_CHECKSUM_MD5, writer->out->data, writer->out->len);
    g_string_append_printf(out, " /Size %u /Root %u 0 R", writer->entries->len,
                           writer->numbers[writer->objects->root]);
    if (writer->objects->info)
        g_string_append_printf(out, " /Info %u 0 R",
                               writer->numbers[writer->objects->info]);
    g_string_append_printf(out, " /ID [<%s> <%s>]", id, id);
}

static void append_big_endian(GByteArray *out, guint value, guint n_bytes)
{
    while (n_bytes-- > 0) {
        guint8 byte = (guint8)(value >> (8 * n_bytes));
        g_byte_array_append(out, &byte, 1);
    }
}

/* Widths of a column of the cross-reference stream. */
enum { KIND_BYTES = 1, PLACE_BYTES = 4, INDEX_BYTES = 2 };

static guint write_cross_stream(Writer *writer)
{
    guint start = writer->out->len, number = writer->entries->len;
    g_array_set_size(writer->entries, number + 1);
    g_autoptr(GString) dict = g_string_new("<< /Type /XRef");
    append_trailer(writer, dict);
    g_string_append_printf(dict, " /W [%d %d %d]", KIND_BYTES, PLACE_BYTES,
                           INDEX_BYTES);
    begin_object(writer, number);

    g_autoptr(GByteArray) table = g_byte_array_new();
    for (guint i = 0; i < writer->entries->len; i++) {
        const Entry *entry = &g_array_index(writer->entries, Entry, i);
        append_big_endian(table, entry->kind, KIND_BYTES);
        append_big_endian(table, entry->place, PLACE_BYTES);
        append_big_endian(table, i == 0 ? G_MAXUINT16 : entry->index,
                          INDEX_BYTES);
    }
    g_autoptr(GBytes) packed = jx_deflate(table->data, table->len);
    JxSpan span;
    span.at = g_bytes_get_data(packed, &span.len);
    g_string_append(dict, " /Filter /FlateDecode");
    /* its references have their new numbers already */
    append(writer, dict->str, dict->len);
    append_printf(writer, " /Length %" G_GSIZE_FORMAT " >>\nstream\n",
                  span.len);
    append(writer, span.at, span.len);
    append_string(writer, "\nendstream\nendobj\n");
    return start;
}

static guint write_cross_table(Writer *writer)
{
    guint start = writer->out->len;
    g_autoptr(GString) trailer = g_string_new("trailer\n<<");
    append_trailer(writer, trailer);
    append_printf(writer, "xref\n0 %u\n0000000000 65535 f \n",
                  writer->entries->len);
    for (guint i = 1; i < writer->entries->len; i++)
        append_printf(writer, "%010u 00000 n \n",
                      g_array_index(writer->entries, Entry, i).place);
    append(writer, trailer->str, trailer->len);
    append_string(writer, " >>\n");
    return start;
}

static void write_all(Writer *writer, bool pack)
{
    for (guint i = 0; i < writer->order->len; i++)
        if (!pack || is_stream(writer, i))
            write_plain(writer, i);
    for (guint i = 0; pack;) {
        while (i < writer->order->len && is_stream(writer, i))
            i++;
        if (i == writer->order->len)
            break;
        guint stream = writer->entries->len;
        g_array_set_size(writer->entries, stream + 1);
        write_together(writer, &i, stream);
    }
}

GBytes *jx_objects_write(const JxObjects *objects, const char *version,
                         bool pack)
{
    g_autofree guint *numbers = g_new0(guint, objects->items->len);
    g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GArray) entries = g_array_new(FALSE, TRUE, sizeof(Entry));
    Writer writer = {.objects = objects,
                     .numbers = numbers,
                     .order = order,
                     .entries = entries,
                     .out = g_byte_array_new()};
    number_objects(&writer);
    g_array_set_size(entries, order->len + 1);

    /* four bytes that are no text: what copies the file must not touch it */
    append_printf(&writer, "%%PDF-%s\n%%\xC2\xB5\xC2\xB6\n", version);
    write_all(&writer, pack);
    guint start =
        pack ? write_cross_stream(&writer) : write_cross_table(&writer);
    append_printf(&writer, "startxref\n%u\n%%%%EOF\n", start);
    return g_byte_array_free_to_bytes(writer.out);
}
