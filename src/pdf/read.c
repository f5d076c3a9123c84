#include "pdf/read.h"

#include <string.h>

#include "pdf/deflate.h"

enum {
    ENTRY = 20,               /* bytes of a line of a table */
    MOST = 256 * 1024 * 1024, /* bytes of one unpacked stream */
    MOST_FIELD = 8,           /* bytes of a number of a stream */
};

/* Where an object is. */
enum { FREE, PLAIN, PACKED };
typedef struct {
    gsize kind, place, index;
} Entry;

struct _JxPdfFile {
    GBytes *bytes;
    JxSpan file;
    JxSpan trailer;     /* a dictionary */
    GArray *entries;    /* Entry, by number */
    GHashTable *opened; /* number of a packed stream -> GBytes */
};

static JxSpan rest(JxSpan file, gsize place)
{
    place = MIN(place, file.len);
    return (JxSpan){file.at + place, file.len - place};
}

static JxSpan rest_from(JxSpan file, const char *p)
{
    return rest(file, (gsize)(p - file.at));
}

/* Past one word and the white space behind it. */
static JxSpan skip_word(JxSpan text)
{
    const char *end = text.at + text.len;
    const char *p = jx_syntax_skip(text.at, end);
    return rest_from(text, jx_syntax_skip_space(p, end));
}

static bool starts(JxSpan text, const char *with)
{
    gsize len = strlen(with);
    return text.len >= len && memcmp(text.at, with, len) == 0;
}

/* The object that stands at a place: its number has to be this one. */
static bool object_at(const JxPdfFile *pdf, gsize place, gsize number,
                      JxSpan *object)
{
    JxSpan text = rest(pdf->file, place);
    if (text.len == 0 || !g_ascii_isdigit(*text.at) ||
        jx_syntax_number(text, 0) != number)
        return false;
    text = skip_word(skip_word(text));
    if (!starts(text, "obj"))
        return false;
    *object = skip_word(text);
    return true;
}

GBytes *jx_pdf_file_stream(JxSpan object)
{
    const char *end = object.at + object.len;
    JxSpan length, text = skip_word(object);
    if (!starts(text, "stream") || !jx_syntax_get(object, "/Length", &length) ||
        !jx_syntax_is(object, "/Filter", "/FlateDecode"))
        return NULL;
    const char *data = text.at + strlen("stream");
    while (data < end && (*data == '\r' || *data == '\n') && data[-1] != '\n')
        data++;
    gsize len = jx_syntax_number(length, 0);
    return len <= (gsize)(end - data) ? jx_inflate(data, len, MOST) : NULL;
}

static gsize field(const guint8 *at, gsize n)
{
    gsize value = 0;
    while (n-- > 0)
        value = value << 8 | *at++;
    return value;
}

/* Numbers of an array, up to n of them. Returns how many there are. */
static gsize numbers_of(JxSpan dict, const char *key, gsize *numbers, gsize n)
{
    JxSpan array;
    gsize i = 0;
    if (!jx_syntax_get(dict, key, &array) || *array.at != '[')
        return 0;
    JxSpan text = rest(array, 1);
    text = rest_from(text, jx_syntax_skip_space(text.at, text.at + text.len));
    for (; i < n && text.len > 0 && g_ascii_isdigit(*text.at); i++) {
        numbers[i] = jx_syntax_number(text, 0);
        text = skip_word(text);
    }
    return i;
}

/* Rows are written as differences from the row above where a predictor is
 * named (ISO 32000-1, 7.4.4.4). */
static bool undo_prediction(GByteArray *table, JxSpan dict, gsize width)
{
    JxSpan parameters, predictor;
    if (!jx_syntax_get(dict, "/DecodeParms", &parameters) ||
        !jx_syntax_get(parameters, "/Predictor", &predictor) ||
        jx_syntax_number(predictor, 1) < 10)
        return true;
    gsize n = table->len / (width + 1);
    guint8 *out = table->data;
    for (gsize row = 0; row < n; row++) {
        const guint8 *in = table->data + row * (width + 1);
        enum { NONE, UP = 2 } kind = *in++;
        if (kind != NONE && kind != UP)
            return false;
        for (gsize i = 0; i < width; i++, out++)
            *out =
                (guint8)(in[i] + (kind == UP && row > 0 ? *(out - width) : 0));
    }
    g_byte_array_set_size(table, (guint)(n * width));
    return true;
}

static bool read_rows(JxPdfFile *pdf, const GByteArray *table,
                      const gsize widths[3], gsize width)
{
    for (gsize at = 0; at + width <= table->len; at += width) {
        const guint8 *row = table->data + at;
        Entry entry = {
            .kind = widths[0] ? field(row, widths[0]) : PLAIN,
            .place = field(row + widths[0], widths[1]),
            .index = field(row + widths[0] + widths[1], widths[2]),
        };
        g_array_append_val(pdf->entries, entry);
    }
    return table->len % width == 0;
}

static bool read_stream(JxPdfFile *pdf, JxSpan object)
{
    gsize widths[3], parts[3];
    if (!jx_syntax_is(object, "/Type", "/XRef") ||
        numbers_of(object, "/W", widths, 3) != 3 ||
        MAX(MAX(widths[0], widths[1]), widths[2]) > MOST_FIELD)
        return false;
    gsize width = widths[0] + widths[1] + widths[2];
    gsize n = numbers_of(object, "/Index", parts, 3);
    g_autoptr(GBytes) bytes = jx_pdf_file_stream(object);
    if (bytes == NULL || width == 0 || n == 3 || (n == 2 && parts[0] != 0))
        return false;
    g_autoptr(GByteArray) table =
        g_bytes_unref_to_array(g_steal_pointer(&bytes));
    pdf->trailer = object;
    return undo_prediction(table, object, width) &&
           read_rows(pdf, table, widths, width);
}

static bool read_table(JxPdfFile *pdf, JxSpan text)
{
    text = skip_word(text); /* xref */
    if (jx_syntax_number(text, 1) != 0)
        return false;
    text = skip_word(text);
    gsize n = jx_syntax_number(text, 0);
    text = skip_word(text);
    if (n > text.len / ENTRY)
        return false;
    for (gsize i = 0; i < n; i++) {
        JxSpan line = {text.at + i * ENTRY, ENTRY};
        Entry entry = {.kind = line.at[ENTRY - 3] == 'n' ? PLAIN : FREE,
                       .place = jx_syntax_number(line, 0)};
        g_array_append_val(pdf->entries, entry);
    }
    text = rest(text, n * ENTRY);
    pdf->trailer = skip_word(text);
    return starts(text, "trailer");
}

static bool read_references(JxPdfFile *pdf)
{
    gsize place = jx_syntax_references(pdf->file, pdf->file.len);
    JxSpan text = rest(pdf->file, place);
    if (starts(text, "xref"))
        return read_table(pdf, text);
    JxSpan object;
    return object_at(pdf, place, jx_syntax_number(text, 0), &object) &&
           read_stream(pdf, object);
}

bool jx_pdf_file_is_sound(const JxPdfFile *pdf)
{
    for (guint i = 0; i < pdf->entries->len; i++) {
        const Entry *entry = &g_array_index(pdf->entries, Entry, i);
        JxSpan object;
        bool is_right =
            entry->kind == FREE ||
            (entry->kind == PLAIN &&
             object_at(pdf, entry->place, i, &object)) ||
            (entry->kind == PACKED && entry->place < pdf->entries->len);
        if (!is_right)
            return false;
    }
    return pdf->entries->len > 0;
}

/* What a packed stream of objects holds; lent, or NULL. */
static GBytes *open_packed(JxPdfFile *pdf, gsize number)
{
    const Entry *stream = &g_array_index(pdf->entries, Entry, (guint)number);
    GBytes *bytes = g_hash_table_lookup(pdf->opened, GSIZE_TO_POINTER(number));
    JxSpan holder;
    if (bytes || stream->kind != PLAIN ||
        !object_at(pdf, stream->place, number, &holder))
        return bytes;
    bytes = jx_pdf_file_stream(holder);
    if (bytes)
        g_hash_table_insert(pdf->opened, GSIZE_TO_POINTER(number), bytes);
    return bytes;
}

static bool packed_object(JxPdfFile *pdf, const Entry *entry, JxSpan *object)
{
    const Entry *stream =
        &g_array_index(pdf->entries, Entry, (guint)entry->place);
    JxSpan holder, first, plain;
    GBytes *bytes = open_packed(pdf, entry->place);
    if (bytes == NULL ||
        !object_at(pdf, stream->place, entry->place, &holder) ||
        !jx_syntax_get(holder, "/First", &first))
        return false;
    plain.at = g_bytes_get_data(bytes, &plain.len);
    JxSpan pair = plain;
    for (gsize i = 0; i < 2 * entry->index + 1; i++)
        pair = skip_word(pair);
    *object =
        rest(plain, jx_syntax_number(first, 0) + jx_syntax_number(pair, 0));
    return object->len > 0;
}

bool jx_pdf_file_object(JxPdfFile *pdf, gsize number, JxSpan *object)
{
    if (number >= pdf->entries->len)
        return false;
    const Entry *entry = &g_array_index(pdf->entries, Entry, (guint)number);
    if (entry->kind == PLAIN)
        return object_at(pdf, entry->place, number, object);
    return entry->kind == PACKED && entry->place < pdf->entries->len &&
           packed_object(pdf, entry, object);
}

bool jx_pdf_file_get(JxPdfFile *pdf, JxSpan dict, const char *key,
                     JxSpan *value)
{
    if (!jx_syntax_get(dict, key, value))
        return false;
    bool is_reference = value->len > 1 && g_ascii_isdigit(*value->at) &&
                        value->at[value->len - 1] == 'R';
    return !is_reference ||
           jx_pdf_file_object(pdf, jx_syntax_number(*value, 0), value);
}

JxSpan jx_pdf_file_trailer(const JxPdfFile *pdf)
{
    return pdf->trailer;
}

JxPdfFile *jx_pdf_file_open(GBytes *bytes)
{
    JxPdfFile *pdf = g_new0(JxPdfFile, 1);
    pdf->bytes = g_bytes_ref(bytes);
    pdf->file.at = g_bytes_get_data(bytes, &pdf->file.len);
    pdf->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    pdf->opened =
        g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_bytes_unref);
    if (!starts(pdf->file, "%PDF-1.") || !read_references(pdf))
        g_clear_pointer(&pdf, jx_pdf_file_free);
    return pdf;
}

void jx_pdf_file_free(JxPdfFile *pdf)
{
    if (pdf == NULL)
        return;
    g_hash_table_unref(pdf->opened);
    g_array_unref(pdf->entries);
    g_bytes_unref(pdf->bytes);
    g_free(pdf);
}
