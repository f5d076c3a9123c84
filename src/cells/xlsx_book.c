#include "cells/xlsx_book.h"

#include <string.h>

#include "cells/xlsx_format.h"
#include "cells/xlsx_xml.h"

/* A relationship of a part: where it leads. */
struct relation {
    char *id, *type, *target; /* type: what stands behind its last slash */
};

static void relation_free(gpointer data)
{
    struct relation *relation = data;
    g_free(relation->id);
    g_free(relation->type);
    g_free(relation->target);
    g_free(relation);
}

static void sheet_free(gpointer data)
{
    JxSheetEntry *sheet = data;
    g_free(sheet->name);
    g_free(sheet->path);
    g_free(sheet);
}

/* Reads a part through a handler. */
static JxZipResult parse_part(JxZip *zip, const char *path,
                              const JxXmlHandler *handler, gpointer data)
{
    g_autoptr(GBytes) content = NULL;
    JxZipResult result = jx_zip_read(zip, path, &content);
    if (result != JX_ZIP_OK)
        return result;
    return jx_xml_parse(content, handler, data) == JX_XML_OK ? JX_ZIP_OK
                                                             : JX_ZIP_BROKEN;
}

/* The path a target means, seen from a folder ("xl/" or ""): an absolute one
 * begins with a slash, and .. goes up. Yours. */
static char *resolve(const char *folder, const char *target)
{
    g_autofree char *joined =
        *target == '/' ? g_strdup(target) : g_strconcat(folder, target, NULL);
    g_auto(GStrv) parts = g_strsplit(joined, "/", -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new();
    for (guint i = 0; parts[i] != NULL; i++) {
        if (strcmp(parts[i], "..") == 0 && kept->len > 0)
            g_ptr_array_set_size(kept, (gint)kept->len - 1);
        else if (*parts[i] != '\0' && strcmp(parts[i], ".") != 0 &&
                 strcmp(parts[i], "..") != 0)
            g_ptr_array_add(kept, parts[i]);
    }
    g_ptr_array_add(kept, NULL);
    return g_strjoinv("/", (char **)kept->pdata);
}

static void open_relation(gpointer data, const char *name,
                          const char **attributes)
{
    GPtrArray *relations = data;
    const char *id = jx_xml_attribute(attributes, "Id");
    const char *type = jx_xml_attribute(attributes, "Type");
    const char *target = jx_xml_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL ||
        target == NULL)
        return;
    const char *slash = strrchr(type, '/');
    struct relation *relation = g_new0(struct relation, 1);
    relation->id = g_strdup(id);
    relation->type = g_strdup(slash != NULL ? slash + 1 : type);
    relation->target = g_strdup(target);
    g_ptr_array_add(relations, relation);
}

/* The relationships of a part; empty when it has none. */
static GPtrArray *read_relations(JxZip *zip, const char *path,
                                 JxZipResult *result)
{
    static const JxXmlHandler HANDLER = {.open = open_relation};
    GPtrArray *relations = g_ptr_array_new_with_free_func(relation_free);
    *result = parse_part(zip, path, &HANDLER, relations);
    return relations;
}

static const char *target_of_type(const GPtrArray *relations, const char *type)
{
    for (guint i = 0; i < relations->len; i++) {
        const struct relation *relation = relations->pdata[i];
        if (strcmp(relation->type, type) == 0)
            return relation->target;
    }
    return NULL;
}

/* The workbook part: its sheets, with targets looked up. */
struct workbook {
    JxBook *book;
    const GPtrArray *relations;
    GHashTable *by_id; /* id -> struct relation, borrowed */
    const char *folder;
};

static bool is_true(const char *value)
{
    return value != NULL &&
           (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void open_workbook(gpointer data, const char *name,
                          const char **attributes)
{
    struct workbook *workbook = data;
    if (strcmp(name, "workbookPr") == 0)
        workbook->book->date1904 =
            is_true(jx_xml_attribute(attributes, "date1904"));
    if (strcmp(name, "sheet") != 0)
        return;
    const char *title = jx_xml_attribute(attributes, "name");
    const char *id = jx_xml_attribute(attributes, "id");
    const char *state = jx_xml_attribute(attributes, "state");
    const struct relation *relation =
        id != NULL ? g_hash_table_lookup(workbook->by_id, id) : NULL;
    if (relation == NULL || strcmp(relation->type, "worksheet") != 0)
        return; /* a chart sheet */
    JxSheetEntry *sheet = g_new0(JxSheetEntry, 1);
    sheet->name = g_strdup(title != NULL ? title : "");
    sheet->path = resolve(workbook->folder, relation->target);
    sheet->hidden = state != NULL && strcmp(state, "visible") != 0;
    g_ptr_array_add(workbook->book->sheets, sheet);
}

/* Shared strings: <si> with <t>, or with runs <r><t>; the reading aids in
 * <rPh> are no text of the cell. */
struct strings {
    JxBook *book;
    GString *text;
    bool in_text;
    guint phonetic; /* depth of <rPh> */
};

static void open_string(gpointer data, const char *name,
                        const char **attributes)
{
    struct strings *strings = data;
    (void)attributes;
    if (strcmp(name, "si") == 0)
        g_string_truncate(strings->text, 0);
    strings->phonetic += strcmp(name, "rPh") == 0;
    strings->in_text = strcmp(name, "t") == 0 && strings->phonetic == 0;
}

static void close_string(gpointer data, const char *name)
{
    struct strings *strings = data;
    strings->in_text = false;
    strings->phonetic -= strcmp(name, "rPh") == 0;
    if (strcmp(name, "si") != 0)
        return;
    jx_book_clean(strings->text);
    g_ptr_array_add(strings->book->strings,
                    g_string_chunk_insert_len(strings->book->chunk,
                                              strings->text->str,
                                              (gssize)strings->text->len));
}

static void text_string(gpointer data, const char *text, gsize len)
{
    struct strings *strings = data;
    if (strings->in_text)
        g_string_append_len(strings->text, text, (gssize)len);
}

/* Styles: the number format of each entry of cellXfs. */
struct styles {
    JxBook *book;
    GHashTable *custom; /* id -> format, in the book's chunk */
    bool in_cell_formats;
};

static void open_style(gpointer data, const char *name, const char **attributes)
{
    struct styles *styles = data;
    const char *id_text = jx_xml_attribute(attributes, "numFmtId");
    guint id = id_text != NULL
                   ? (guint)g_ascii_strtoull(id_text, NULL, 10) & 0xffff
                   : 0;
    if (strcmp(name, "cellXfs") == 0) {
        styles->in_cell_formats = true;
    } else if (strcmp(name, "numFmt") == 0) {
        const char *code = jx_xml_attribute(attributes, "formatCode");
        if (code != NULL)
            g_hash_table_insert(
                styles->custom, GUINT_TO_POINTER(id),
                g_string_chunk_insert(styles->book->chunk, code));
    } else if (strcmp(name, "xf") == 0 && styles->in_cell_formats) {
        const char *format =
            g_hash_table_lookup(styles->custom, GUINT_TO_POINTER(id));
        if (format == NULL)
            format = jx_xlsx_builtin_format(id);
        g_ptr_array_add(styles->book->formats, (gpointer)format);
    }
}

static void close_style(gpointer data, const char *name)
{
    struct styles *styles = data;
    if (strcmp(name, "cellXfs") == 0)
        styles->in_cell_formats = false;
}

static JxZipResult read_workbook(JxZip *zip, JxBook *book, const char *path,
                                 const char *folder, const GPtrArray *relations)
{
    static const JxXmlHandler HANDLER = {.open = open_workbook};
    g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < relations->len; i++) {
        struct relation *relation = relations->pdata[i];
        g_hash_table_insert(by_id, relation->id, relation);
    }
    struct workbook workbook = {book, relations, by_id, folder};
    return parse_part(zip, path, &HANDLER, &workbook);
}

static JxZipResult read_strings(JxZip *zip, JxBook *book, const char *path)
{
    static const JxXmlHandler HANDLER = {open_string, close_string,
                                         text_string};
    struct strings strings = {.book = book, .text = g_string_new(NULL)};
    JxZipResult result = parse_part(zip, path, &HANDLER, &strings);
    g_string_free(strings.text, TRUE);
    return result;
}

static JxZipResult read_styles(JxZip *zip, JxBook *book, const char *path)
{
    static const JxXmlHandler HANDLER = {.open = open_style,
                                         .close = close_style};
    struct styles styles = {.book = book,
                            .custom = g_hash_table_new(NULL, NULL)};
    JxZipResult result = parse_part(zip, path, &HANDLER, &styles);
    g_hash_table_unref(styles.custom);
    return result;
}

/* A part that the workbook points to; one that is absent is no harm. */
static JxZipResult read_related(JxZip *zip, JxBook *book, const char *folder,
                                const GPtrArray *relations, const char *type,
                                JxZipResult (*read)(JxZip *, JxBook *,
                                                    const char *))
{
    const char *target = target_of_type(relations, type);
    if (target == NULL)
        return JX_ZIP_OK;
    g_autofree char *path = resolve(folder, target);
    JxZipResult result = read(zip, book, path);
    return result == JX_ZIP_ABSENT ? JX_ZIP_OK : result;
}

static JxZipResult read_all(JxZip *zip, JxBook *book)
{
    JxZipResult result;
    g_autoptr(GPtrArray) top = read_relations(zip, "_rels/.rels", &result);
    if (result != JX_ZIP_OK)
        return result;
    const char *target = target_of_type(top, "officeDocument");
    if (target == NULL)
        return JX_ZIP_ABSENT;
    g_autofree char *path = resolve("", target);
    const char *slash = strrchr(path, '/');
    const char *base = slash != NULL ? slash + 1 : path;
    g_autofree char *folder = g_strndup(path, (gsize)(base - path));
    g_autofree char *rels = g_strconcat(folder, "_rels/", base, ".rels", NULL);

    g_autoptr(GPtrArray) relations = read_relations(zip, rels, &result);
    if (result == JX_ZIP_OK)
        result = read_workbook(zip, book, path, folder, relations);
    if (result == JX_ZIP_OK)
        result = read_related(zip, book, folder, relations, "sharedStrings",
                              read_strings);
    if (result == JX_ZIP_OK)
        result =
            read_related(zip, book, folder, relations, "styles", read_styles);
    return result;
}

JxBook *jx_book_read(JxZip *zip, JxZipResult *result)
{
    JxBook *book = g_new0(JxBook, 1);
    book->sheets = g_ptr_array_new_with_free_func(sheet_free);
    book->strings = g_ptr_array_new();
    book->formats = g_ptr_array_new();
    book->chunk = g_string_chunk_new(4096);
    *result = read_all(zip, book);
    if (*result == JX_ZIP_OK && book->sheets->len > 0)
        return book;
    if (*result == JX_ZIP_OK)
        *result = JX_ZIP_ABSENT;
    jx_book_free(book);
    return NULL;
}

void jx_book_free(JxBook *book)
{
    if (book == NULL)
        return;
    g_ptr_array_unref(book->sheets);
    g_ptr_array_unref(book->strings);
    g_ptr_array_unref(book->formats);
    g_string_chunk_free(book->chunk);
    g_free(book);
}

/* _xHHHH_ at `at`: the character, or -1. */
static int escape_at(const char *at)
{
    if (at[0] != '_' || at[1] != 'x')
        return -1;
    int c = 0;
    for (int i = 2; i < 6; i++) {
        int digit = g_ascii_xdigit_value(at[i]);
        if (digit < 0)
            return -1;
        c = c * 16 + digit;
    }
    return at[6] == '_' ? c : -1;
}

static bool is_control(int c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0);
}

void jx_book_clean(GString *text)
{
    GString *clean = g_string_sized_new(text->len);
    for (const char *at = text->str; *at != '\0';) {
        int escaped = escape_at(at);
        gunichar c = escaped >= 0 ? (gunichar)escaped : g_utf8_get_char(at);
        at = escaped >= 0 ? at + 7 : g_utf8_next_char(at);
        if (c == '\r') {
            int next = escape_at(at);
            at += next == '\n' ? 7 : *at == '\n' ? 1 : 0;
            c = '\n';
        }
        bool bad = is_control((int)c) || !g_unichar_validate(c);
        g_string_append_unichar(clean, bad ? 0xfffd : c);
    }
    g_string_assign(text, clean->str);
    g_string_free(clean, TRUE);
}
