#include "pdf/text.h"

#include <stdbool.h>
#include <string.h>

#include "pdf/read.h"

enum {
    MOST_OPERANDS = 8,
    MOST_DEPTH = 16, /* of the tree of pages */
    MOST_CODE = 0xFFFF,
    UNKNOWN = 0xFFFD,
};

/* ---- strings ---- */

/* <00A1> */
static void read_hex(GByteArray *bytes, JxSpan span)
{
    guint8 byte = 0;
    guint n = 0;
    g_byte_array_set_size(bytes, (guint)(span.len / 2));
    guint8 *out = bytes->data;
    for (gsize i = 1; i + 1 < span.len; i++) {
        int digit = g_ascii_xdigit_value(span.at[i]);
        if (digit < 0)
            continue;
        byte = (guint8)(byte << 4 | digit);
        if (++n % 2 == 0)
            *out++ = byte;
    }
    g_byte_array_set_size(bytes, n / 2);
}

/* What stands behind a backslash (ISO 32000-1, table 3); *p is then behind
 * it. False where a line goes on. */
static bool read_escape(const char **p, const char *end, guint8 *byte)
{
    static const char FROM[] = "nrtbf", TO[] = "\n\r\t\b\f";
    guint value = 0, n = 0;
    while (n < 3 && *p < end && **p >= '0' && **p <= '7') {
        value = value * 8 + (guint)(**p - '0');
        (*p)++;
        n++;
    }
    *byte = (guint8)value;
    if (n > 0)
        return true;
    const char *known = strchr(FROM, **p);
    *byte = (guint8)(known ? TO[known - FROM] : **p);
    return *(*p)++ != '\n';
}

/* (a\051) */
static void read_literal(GByteArray *bytes, JxSpan span)
{
    const char *end = span.at + span.len - 1;
    for (const char *p = span.at + 1; p < end;) {
        guint8 byte = (guint8)*p++;
        if (byte == '\\' && p < end && !read_escape(&p, end, &byte))
            continue;
        g_byte_array_append(bytes, &byte, 1);
    }
}

static void read_string(GByteArray *bytes, JxSpan span)
{
    g_byte_array_set_size(bytes, 0);
    if (span.len >= 2 && *span.at == '<')
        read_hex(bytes, span);
    else if (span.len >= 2 && *span.at == '(')
        read_literal(bytes, span);
}

static GByteArray *bytes_of(JxSpan span)
{
    GByteArray *bytes = g_byte_array_new();
    read_string(bytes, span);
    return bytes;
}

static void append_utf16(GString *out, const guint8 *data, gsize len)
{
    for (gsize i = 0; i + 1 < len; i += 2) {
        gunichar c = (gunichar)(data[i] << 8 | data[i + 1]);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < len) {
            gunichar low = (gunichar)(data[i + 2] << 8 | data[i + 3]);
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        }
        if (c != 0xFEFF)
            g_string_append_unichar(out, c);
    }
}

/* ---- fonts ---- */

typedef struct {
    gsize width;        /* bytes of a code */
    GPtrArray *unicode; /* UTF-8 by code, NULL where there is none */
} Font;

static void font_free(gpointer data)
{
    Font *font = data;
    g_ptr_array_unref(font->unicode);
    g_free(font);
}

static guint code_of(const guint8 *data, gsize width)
{
    guint code = 0;
    for (gsize i = 0; i < width; i++)
        code = code << 8 | data[i];
    return code;
}

/* code + i means the text whose last unit is i higher, for i up to last. */
static void map(Font *font, JxSpan from, JxSpan to, JxSpan text)
{
    g_autoptr(GByteArray) first = bytes_of(from);
    g_autoptr(GByteArray) last = bytes_of(to);
    g_autoptr(GByteArray) units = bytes_of(text);
    guint low = code_of(first->data, first->len);
    guint high = MIN(code_of(last->data, last->len), MOST_CODE);
    for (guint code = low; code <= high && units->len >= 2; code++) {
        GString *utf8 = g_string_new(NULL);
        append_utf16(utf8, units->data, units->len);
        if (code >= font->unicode->len)
            g_ptr_array_set_size(font->unicode, (int)code + 1);
        g_free(font->unicode->pdata[code]);
        font->unicode->pdata[code] = g_string_free(utf8, FALSE);
        units->data[units->len - 1]++;
    }
}

static JxSpan next_value(const char **p, const char *end)
{
    const char *at = jx_syntax_skip_space(*p, end);
    *p = jx_syntax_skip(at, end);
    return (JxSpan){at, (gsize)(*p - at)};
}

static bool is(JxSpan span, const char *word)
{
    return span.len == strlen(word) && memcmp(span.at, word, span.len) == 0;
}

/* <01> <03> [<4E00> <4E8C> <4E09>] */
static void map_each(Font *font, JxSpan from, JxSpan texts)
{
    g_autoptr(GByteArray) first = bytes_of(from);
    guint code = code_of(first->data, first->len);
    const char *p = texts.at + 1, *end = texts.at + texts.len - 1;
    while (jx_syntax_skip_space(p, end) < end) {
        JxSpan text = next_value(&p, end);
        char name[16];
        g_snprintf(name, sizeof name, "<%08X>", code++);
        JxSpan one = {name, strlen(name)};
        map(font, one, one, text);
    }
}

/* A table of Unicode (ISO 32000-1, 9.10.3): its bfchar and bfrange. */
static void read_unicode(Font *font, GBytes *table)
{
    gsize len;
    const char *p = g_bytes_get_data(table, &len), *end = p + len;
    enum { NOTHING, CHARS, RANGES } inside = NOTHING;
    while (jx_syntax_skip_space(p, end) < end) {
        JxSpan from = next_value(&p, end);
        if (is(from, "beginbfchar") || is(from, "beginbfrange")) {
            inside = is(from, "beginbfchar") ? CHARS : RANGES;
            continue;
        }
        if (*from.at != '<' || from.len < 2 || from.at[1] == '<' ||
            inside == NOTHING) {
            inside = NOTHING;
            continue;
        }
        JxSpan to = inside == RANGES ? next_value(&p, end) : from;
        JxSpan text = next_value(&p, end);
        if (text.len > 1 && *text.at == '[')
            map_each(font, from, text);
        else
            map(font, from, to, text);
    }
}

/* ---- pages ---- */

typedef struct {
    JxPdfFile *pdf;
    GHashTable *fonts; /* address of the dictionary -> Font */
    GString *out;
    JxSpan resources;  /* of the page */
    GHashTable *named; /* of the page: name -> Font */
    GByteArray *codes; /* room for one string */
    const Font *font;
    guint depth; /* of marked content … */
    guint muted; /* … from which on another text stands for what is drawn; 0:
                    none */
} Reader;

/* The font of a dictionary, read once a file. */
static const Font *font_of(Reader *reader, JxSpan dict)
{
    Font *font = g_hash_table_lookup(reader->fonts, dict.at);
    JxSpan table;
    if (font)
        return font;
    font = g_new0(Font, 1);
    font->width = jx_syntax_is(dict, "/Subtype", "/Type0") ? 2 : 1;
    font->unicode = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_insert(reader->fonts, (gpointer)dict.at, font);
    if (jx_pdf_file_get(reader->pdf, dict, "/ToUnicode", &table)) {
        g_autoptr(GBytes) bytes = jx_pdf_file_stream(table);
        if (bytes)
            read_unicode(font, bytes);
    }
    return font;
}

static const Font *font_named(Reader *reader, JxSpan name)
{
    JxSpan fonts, dict;
    char *key = g_strndup(name.at, name.len);
    gpointer font;
    if (g_hash_table_lookup_extended(reader->named, key, NULL, &font)) {
        g_free(key);
        return font;
    }
    bool is_there =
        jx_pdf_file_get(reader->pdf, reader->resources, "/Font", &fonts) &&
        jx_pdf_file_get(reader->pdf, fonts, key, &dict);
    font = is_there ? (gpointer)font_of(reader, dict) : NULL;
    g_hash_table_insert(reader->named, key, font);
    return font;
}

static void show(Reader *reader, JxSpan string)
{
    const Font *font = reader->font;
    if (reader->muted > 0 || font == NULL)
        return;
    const GByteArray *codes = reader->codes;
    read_string(reader->codes, string);
    for (gsize i = 0; i + font->width <= codes->len; i += font->width) {
        guint code = code_of(codes->data + i, font->width);
        const char *text =
            code < font->unicode->len ? font->unicode->pdata[code] : NULL;
        if (text)
            g_string_append(reader->out, text);
        else
            g_string_append_unichar(reader->out, UNKNOWN);
    }
}

static void show_array(Reader *reader, JxSpan array)
{
    const char *p = array.at + 1, *end = array.at + array.len - 1;
    while (jx_syntax_skip_space(p, end) < end)
        show(reader, next_value(&p, end));
}

static void begin_mark(Reader *reader, const JxSpan *operands, guint n)
{
    JxSpan text;
    reader->depth++;
    if (n < 2 || reader->muted > 0 ||
        !jx_syntax_get(operands[n - 1], "/ActualText", &text))
        return;
    g_autoptr(GByteArray) bytes = bytes_of(text);
    append_utf16(reader->out, bytes->data, bytes->len);
    reader->muted = reader->depth;
}

static void end_mark(Reader *reader)
{
    if (reader->muted == reader->depth)
        reader->muted = 0;
    if (reader->depth > 0 && --reader->depth == 0)
        g_string_append_c(reader->out, '\n');
}

static void operate(Reader *reader, JxSpan name, const JxSpan *operands,
                    guint n)
{
    if (is(name, "BDC") || is(name, "BMC"))
        begin_mark(reader, operands, n);
    else if (is(name, "EMC"))
        end_mark(reader);
    else if (is(name, "Tf") && n == 2)
        reader->font = font_named(reader, operands[0]);
    else if (is(name, "TJ") && n == 1)
        show_array(reader, operands[0]);
    else if (n > 0 && (is(name, "Tj") || is(name, "'") || is(name, "\"")))
        show(reader, operands[n - 1]);
}

static bool is_operand(JxSpan span)
{
    char first = *span.at;
    return g_ascii_isdigit(first) || memchr("+-./([<", first, 7) != NULL;
}

/* Most are numbers; there are no references to look for. */
static JxSpan next_operand(const char **p, const char *end)
{
    const char *at = *p;
    while (*p < end && (g_ascii_isdigit(**p) || **p == '.' || **p == '-'))
        (*p)++;
    if (*p == at)
        *p = jx_syntax_skip(at, end);
    return (JxSpan){at, (gsize)(*p - at)};
}

static void read_content(Reader *reader, GBytes *content)
{
    gsize len;
    const char *p = g_bytes_get_data(content, &len), *end = p + len;
    JxSpan operands[MOST_OPERANDS];
    guint n = 0;
    while ((p = jx_syntax_skip_space(p, end)) < end) {
        JxSpan span = next_operand(&p, end);
        if (is_operand(span)) {
            operands[n < MOST_OPERANDS ? n++ : n - 1] = span;
            continue;
        }
        operate(reader, span, operands, n);
        n = 0;
    }
}

/* The content of a page: a stream, or several in a row. */
static bool read_page(Reader *reader, JxSpan page)
{
    JxSpan contents;
    JxReference reference;
    g_hash_table_remove_all(reader->named);
    if (!jx_syntax_get(page, "/Contents", &contents))
        return true;
    const char *p = contents.at, *end = p + contents.len;
    while (jx_syntax_next_reference(&p, end, &reference)) {
        JxSpan object;
        if (!jx_pdf_file_object(reader->pdf, reference.number, &object))
            return false;
        g_autoptr(GBytes) bytes = jx_pdf_file_stream(object);
        if (bytes == NULL)
            return false;
        read_content(reader, bytes);
    }
    g_string_append_c(reader->out, '\n');
    return true;
}

static bool read_tree(Reader *reader, JxSpan node, guint depth)
{
    JxSpan kids, own;
    JxReference reference;
    if (jx_pdf_file_get(reader->pdf, node, "/Resources", &own))
        reader->resources = own;
    if (!jx_pdf_file_get(reader->pdf, node, "/Kids", &kids))
        return read_page(reader, node);
    JxSpan resources = reader->resources;
    const char *end = jx_syntax_skip(kids.at, kids.at + kids.len);
    for (const char *p = kids.at;
         jx_syntax_next_reference(&p, end, &reference);) {
        JxSpan kid;
        reader->resources = resources;
        if (depth == MOST_DEPTH ||
            !jx_pdf_file_object(reader->pdf, reference.number, &kid) ||
            !read_tree(reader, kid, depth + 1))
            return false;
    }
    return true;
}

char *jx_pdf_text(GBytes *bytes)
{
    g_autoptr(JxPdfFile) pdf = jx_pdf_file_open(bytes);
    JxSpan root, pages;
    if (pdf == NULL ||
        !jx_pdf_file_get(pdf, jx_pdf_file_trailer(pdf), "/Root", &root) ||
        !jx_pdf_file_get(pdf, root, "/Pages", &pages))
        return NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GHashTable) fonts =
        g_hash_table_new_full(NULL, NULL, NULL, font_free);
    g_autoptr(GHashTable) named =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GByteArray) codes = g_byte_array_new();
    Reader reader = {
        .pdf = pdf, .fonts = fonts, .named = named, .codes = codes, .out = out};
    return read_tree(&reader, pages, 0) ? g_strdup(out->str) : NULL;
}

/* ---- sums ---- */

/* MurmurHash3's end: neighbours get sums that have nothing in common. */
static guint32 hash(guint32 c)
{
    c ^= c >> 16;
    c *= 0x85ebca6bu;
    c ^= c >> 13;
    c *= 0xc2b2ae35u;
    return c ^ c >> 16;
}

static void add(JxTextSum *sum, gunichar c)
{
    bool is_plain = (c > ' ' && c < 0x7F) || (c >= 0x4E00 && c < 0xA000);
    if (!is_plain &&
        (c <= ' ' || g_unichar_isspace(c) || g_unichar_iszerowidth(c)))
        return;
    sum->n++;
    sum->sum += hash(c);
}

static void add_text(JxTextSum *sum, const char *text, gsize len)
{
    const char *end = text + len;
    for (const char *p = text; p < end; p = g_utf8_next_char(p))
        add(sum, g_utf8_get_char(p));
}

JxTextSum jx_text_sum(const char *text)
{
    JxTextSum sum = {0};
    add_text(&sum, text, strlen(text));
    return sum;
}

JxTextSum jx_text_sum_of_pages(const JxPages *pages)
{
    JxTextSum sum = {0};
    for (guint i = 0; i < pages->pages->len; i++) {
        const JxPage *page = jx_pages_page(pages, i);
        for (guint k = 0; k < page->items->len; k++) {
            const JxItem *item = jx_page_item(page, k);
            if (item->kind != JX_ITEM_RUN)
                continue;
            const JxRun *run = jx_pages_run(pages, item->index);
            add_text(&sum, run->text, run->len);
        }
    }
    return sum;
}
