#include "xlsx/verify.h"

#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "xlsx/text.h"

/* The parts are read in the one spelling in which the library writes them: no
 * XML parser is needed, and whatever is spelt otherwise differs. That each
 * part is whole, its checksum has said. */

typedef struct {
    GArray *strings; /* guint64: hashes of the shared strings */
    JxWritten *written;
    GString *text; /* room for one text */
    guint sheet, row, column;
} Reader;

static const struct {
    const char *entity;
    char c;
} ENTITIES[] = {
    {"&amp;", '&'},
    {"&lt;", '<'},
    {"&gt;", '>'},
    {"&quot;", '"'},
};

/* Text between two tags as people read it, into reader->text. */
static void read_text(Reader *reader, const char *from, const char *end)
{
    g_string_truncate(reader->text, 0);
    while (from < end) {
        const char *amp = memchr(from, '&', (gsize)(end - from));
        g_string_append_len(reader->text, from, (amp ? amp : end) - from);
        if (amp == NULL)
            break;
        from = amp + 1;
        for (gsize i = 0; i < G_N_ELEMENTS(ENTITIES); i++)
            if (g_str_has_prefix(amp, ENTITIES[i].entity)) {
                g_string_append_c(reader->text, ENTITIES[i].c);
                from = amp + strlen(ENTITIES[i].entity);
            }
    }
    jx_xlsx_unescape(reader->text->str);
}

/* <si><t>…</t></si>, or <t xml:space="preserve"> */
static bool read_strings(Reader *reader, const char *xml)
{
    for (const char *p = xml; (p = strstr(p, "<si><t")) != NULL;) {
        const char *from = strchr(p, '>');
        from = strchr(from + 1, '>');
        const char *end = from ? strstr(from, "</t></si>") : NULL;
        if (end == NULL)
            return false;
        read_text(reader, from + 1, end);
        const char *text = reader->text->str;
        guint64 hash = jx_xlsx_hash(text, strlen(text));
        g_array_append_val(reader->strings, hash);
        p = end;
    }
    return true;
}

/* BC12" -> column and row from 0 */
static const char *read_address(Reader *reader, const char *p)
{
    guint column = 0, row = 0;
    for (; g_ascii_isupper(*p); p++)
        column = column * 26 + (guint)(*p - 'A') + 1;
    for (; g_ascii_isdigit(*p); p++)
        row = row * 10 + (guint)(*p - '0');
    reader->column = column - 1;
    reader->row = row - 1;
    return p;
}

/* A value: the number of a shared string, a formula's text, or a number. */
static bool is_expected(Reader *reader, char type, bool has_formula,
                        const char *value, const char *end)
{
    if (type == 's') {
        guint64 i = g_ascii_strtoull(value, NULL, 10);
        return i < reader->strings->len &&
               jx_written_is_text(reader->written, reader->sheet, reader->row,
                                  reader->column, JX_CELL_TEXT,
                                  g_array_index(reader->strings, guint64, i));
    }
    if (type == 't') {
        read_text(reader, value, end);
        const char *text = reader->text->str;
        return jx_written_is_text(reader->written, reader->sheet, reader->row,
                                  reader->column, JX_CELL_FORMULA_TEXT,
                                  jx_xlsx_hash(text, strlen(text)));
    }
    return jx_written_is_number(
        reader->written, reader->sheet, reader->row, reader->column,
        has_formula ? JX_CELL_FORMULA_NUMBER : JX_CELL_NUMBER,
        g_ascii_strtod(value, NULL));
}

/* <c r="B5" s="3" t="s"><f>…</f><v>…</v></c>; an empty cell is <c …/>. False
 * at the first cell that is not what was written. */
static bool read_sheet(Reader *reader, const char *xml)
{
    for (const char *p = xml; (p = strstr(p, "<c r=\"")) != NULL;) {
        p = read_address(reader, p + strlen("<c r=\""));
        const char *head = strchr(p, '>');
        if (head == NULL)
            return false;
        if (head[-1] == '/')
            continue;
        const char *end = strstr(head, "</v></c>");
        const char *value = strstr(head, "<v>");
        if (end == NULL || value > end)
            return false;
        /* t="s" is shared, t="str" the text of a formula */
        const char *type = g_strstr_len(p, head - p, " t=\"s");
        char kind = type == NULL ? 'n' : type[5] == '"' ? 's' : 't';
        if (!is_expected(reader, kind, g_str_has_prefix(head, "><f>"),
                         value + strlen("<v>"), end))
            return false;
        p = end;
    }
    return true;
}

static bool is_whole(Reader *reader, const JxPackage *package)
{
    gsize len;
    g_autofree char *xml =
        jx_package_part(package, "xl/sharedStrings.xml", &len);
    return xml && read_strings(reader, xml);
}

static bool is_same(Reader *reader, const JxPackage *package, guint n_sheets)
{
    for (guint i = 0; i < n_sheets; i++) {
        gsize len;
        g_autofree char *name =
            g_strdup_printf("xl/worksheets/sheet%u.xml", i + 1);
        g_autofree char *xml = jx_package_part(package, name, &len);
        reader->sheet = i;
        reader->row = reader->column = 0;
        if (xml == NULL || !read_sheet(reader, xml))
            return false;
    }
    return jx_written_all_found(reader->written, &reader->sheet, &reader->row,
                                &reader->column);
}

bool jx_xlsx_verify(const JxPackage *package, JxWritten *written,
                    guint n_sheets, GError **error)
{
    g_autoptr(GArray) strings = g_array_new(FALSE, FALSE, sizeof(guint64));
    g_autoptr(GString) text = g_string_new(NULL);
    Reader reader = {.strings = strings, .written = written, .text = text};

    jx_written_rewind(written);
    if (!is_whole(&reader, package)) {
        g_set_error(error, JX_ERROR, JX_ERROR_RETRY,
                    _("写出的工作簿不完整，磁盘可能已满"));
        return false;
    }
    if (!is_same(&reader, package, n_sheets)) {
        g_set_error(error, JX_ERROR, JX_ERROR_RETRY,
                    _("写出的工作簿与内容不符（第 %u 张表第 %u 行第 %u "
                      "列），磁盘可能已满"),
                    reader.sheet + 1, reader.row + 1, reader.column + 1);
        return false;
    }
    return true;
}
