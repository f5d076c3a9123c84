#include "pdf/check.h"

#include <string.h>

#include "base/intl.h"
#include "pdf/deflate.h"
#include "pdf/syntax.h"

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

typedef struct {
    JxSpan file;
    JxSpan trailer;  /* a dictionary */
    GArray *entries; /* Entry, by number */
} Check;

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
static bool object_at(const Check *check, gsize place, gsize number,
                      JxSpan *object)
{
    JxSpan text = rest(check->file, place);
    if (text.len == 0 || !g_ascii_isdigit(*text.at) ||
        jx_syntax_number(text, 0) != number)
        return false;
    text = skip_word(skip_word(text));
    if (!starts(text, "obj"))
        return false;
    *object = skip_word(text);
    return true;
}

/* What the stream of the object holds, unpacked. Yours, or NULL. */
static GBytes *stream_of(JxSpan object)
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

static bool read_rows(Check *check, const GByteArray *table,
                      const gsize widths[3], gsize width)
{
    for (gsize at = 0; at + width <= table->len; at += width) {
        const guint8 *row = table->data + at;
        Entry entry = {
            .kind = widths[0] ? field(row, widths[0]) : PLAIN,
            .place = field(row + widths[0], widths[1]),
            .index = field(row + widths[0] + widths[1], widths[2]),
        };
        g_array_append_val(check->entries, entry);
    }
    return table->len % width == 0;
}

static bool read_stream(Check *check, JxSpan object)
{
    gsize widths[3], parts[3];
    if (!jx_syntax_is(object, "/Type", "/XRef") ||
        numbers_of(object, "/W", widths, 3) != 3 ||
        MAX(MAX(widths[0], widths[1]), widths[2]) > MOST_FIELD)
        return false;
    gsize width = widths[0] + widths[1] + widths[2];
    gsize n = numbers_of(object, "/Index", parts, 3);
    g_autoptr(GBytes) bytes = stream_of(object);
    if (bytes == NULL || width == 0 || n == 3 || (n == 2 && parts[0] != 0))
        return false;
    g_autoptr(GByteArray) table =
        g_bytes_unref_to_array(g_steal_pointer(&bytes));
    check->trailer = object;
    return undo_prediction(table, object, width) &&
           read_rows(check, table, widths, width);
}

static bool read_table(Check *check, JxSpan text)
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
        g_array_append_val(check->entries, entry);
    }
    text = rest(text, n * ENTRY);
    check->trailer = skip_word(text);
    return starts(text, "trailer");
}

static bool read_references(Check *check)
{
    gsize place = jx_syntax_references(check->file, check->file.len);
    JxSpan text = rest(check->file, place);
    if (starts(text, "xref"))
        return read_table(check, text);
    JxSpan object;
    return object_at(check, place, jx_syntax_number(text, 0), &object) &&
           read_stream(check, object);
}

static bool references_lead_to_objects(const Check *check)
{
    for (guint i = 0; i < check->entries->len; i++) {
        const Entry *entry = &g_array_index(check->entries, Entry, i);
        JxSpan object;
        bool is_right =
            entry->kind == FREE ||
            (entry->kind == PLAIN &&
             object_at(check, entry->place, i, &object)) ||
            (entry->kind == PACKED && entry->place < check->entries->len);
        if (!is_right)
            return false;
    }
    return check->entries->len > 0;
}

/* The object of a packed stream, in bytes that the caller keeps. */
static bool packed_object(const Check *check, const Entry *entry, GBytes **keep,
                          JxSpan *object)
{
    const Entry *stream =
        &g_array_index(check->entries, Entry, (guint)entry->place);
    JxSpan holder, first, plain;
    if (stream->kind != PLAIN ||
        !object_at(check, stream->place, entry->place, &holder) ||
        !jx_syntax_get(holder, "/First", &first))
        return false;
    *keep = stream_of(holder);
    if (*keep == NULL)
        return false;
    plain.at = g_bytes_get_data(*keep, &plain.len);
    JxSpan pair = plain;
    for (gsize i = 0; i < 2 * entry->index + 1; i++)
        pair = skip_word(pair);
    *object =
        rest(plain, jx_syntax_number(first, 0) + jx_syntax_number(pair, 0));
    return object->len > 0;
}

/* The object that the key of a dictionary refers to. */
static bool follow(const Check *check, JxSpan dict, const char *key,
                   GBytes **keep, JxSpan *object)
{
    JxSpan value;
    if (!jx_syntax_get(dict, key, &value))
        return false;
    gsize number = jx_syntax_number(value, check->entries->len);
    if (number >= check->entries->len)
        return false;
    const Entry *entry = &g_array_index(check->entries, Entry, (guint)number);
    if (entry->kind == PLAIN)
        return object_at(check, entry->place, number, object);
    return entry->kind == PACKED && packed_object(check, entry, keep, object);
}

/* G_MAXSIZE when the way to the pages is blocked. */
static gsize count_pages(const Check *check)
{
    g_autoptr(GBytes) keep_root = NULL;
    g_autoptr(GBytes) keep_pages = NULL;
    JxSpan root, pages, count;
    if (!follow(check, check->trailer, "/Root", &keep_root, &root) ||
        !follow(check, root, "/Pages", &keep_pages, &pages) ||
        !jx_syntax_get(pages, "/Count", &count))
        return G_MAXSIZE;
    return jx_syntax_number(count, G_MAXSIZE);
}

const char *jx_pdf_fault(GBytes *pdf, guint n_pages)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    Check check = {.entries = entries};
    check.file.at = g_bytes_get_data(pdf, &check.file.len);

    if (!starts(check.file, "%PDF-1."))
        return _("文件头不对");
    if (!read_references(&check) || !references_lead_to_objects(&check))
        return _("交叉引用表读不出来");
    gsize n = count_pages(&check);
    if (n == G_MAXSIZE)
        return _("交叉引用表读不出来");
    return n == n_pages ? NULL : _("页数不对");
}
