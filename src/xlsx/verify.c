#include "xlsx/verify.h"

#include <expat.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "xlsx/package.h"
#include "xlsx/text.h"

/* What is collected while one part is read. */
typedef struct {
    GArray *strings; /* guint64: hashes of the shared strings */
    JxWritten *found;
    guint sheet, row, column;
    bool in_text, has_formula, is_shared, is_text;
    GString *text; /* of the element that is open */
    bool has_value;
    bool broken;
} Reader;

static const char *attribute(const char **attributes, const char *name)
{
    for (; attributes[0]; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

static void collect(void *data, const char *text, int len)
{
    Reader *reader = data;
    if (reader->in_text)
        g_string_append_len(reader->text, text, len);
}

/* <si><t>…</t></si> */
static void string_start(void *data, const char *name, const char **attributes)
{
    Reader *reader = data;
    (void)attributes;
    if (strcmp(name, "si") == 0)
        g_string_truncate(reader->text, 0);
    reader->in_text = strcmp(name, "t") == 0;
}

static void string_end(void *data, const char *name)
{
    Reader *reader = data;
    reader->in_text = false;
    if (strcmp(name, "si") != 0)
        return;
    jx_xlsx_unescape(reader->text->str);
    guint64 hash = jx_xlsx_hash(reader->text->str, strlen(reader->text->str));
    g_array_append_val(reader->strings, hash);
}

/* "BC12" -> column and row from 0 */
static void read_address(Reader *reader, const char *address)
{
    guint column = 0;
    for (; g_ascii_isupper(*address); address++)
        column = column * 26 + (guint)(*address - 'A') + 1;
    reader->column = column - 1;
    reader->row = (guint)g_ascii_strtoull(address, NULL, 10) - 1;
}

/* <c r="B5" t="s"><f>…</f><v>…</v></c> */
static void cell_start(void *data, const char *name, const char **attributes)
{
    Reader *reader = data;
    if (strcmp(name, "c") == 0) {
        const char *address = attribute(attributes, "r");
        const char *type = attribute(attributes, "t");
        read_address(reader, address ? address : "");
        reader->is_shared = type && strcmp(type, "s") == 0;
        reader->is_text = type && strcmp(type, "str") == 0;
        reader->has_formula = reader->has_value = false;
        g_string_truncate(reader->text, 0);
    } else if (strcmp(name, "f") == 0) {
        reader->has_formula = true;
    } else if (strcmp(name, "v") == 0) {
        reader->in_text = reader->has_value = true;
    }
}

static void add_shared(Reader *reader)
{
    guint64 index = g_ascii_strtoull(reader->text->str, NULL, 10);
    if (index >= reader->strings->len) {
        reader->broken = true;
        return;
    }
    jx_written_hash(reader->found, reader->sheet, reader->row, reader->column,
                    g_array_index(reader->strings, guint64, index));
}

static void cell_end(void *data, const char *name)
{
    Reader *reader = data;
    reader->in_text = false;
    if (strcmp(name, "c") != 0 || !reader->has_value)
        return;

    if (reader->is_shared) {
        add_shared(reader);
    } else if (reader->is_text) {
        jx_xlsx_unescape(reader->text->str);
        jx_written_text(reader->found, reader->sheet, reader->row,
                        reader->column, JX_CELL_FORMULA_TEXT,
                        reader->text->str);
    } else {
        jx_written_number(
            reader->found, reader->sheet, reader->row, reader->column,
            reader->has_formula ? JX_CELL_FORMULA_NUMBER : JX_CELL_NUMBER,
            g_ascii_strtod(reader->text->str, NULL));
    }
}

static bool read_part(Reader *reader, GBytes *package, const char *name,
                      XML_StartElementHandler start, XML_EndElementHandler end)
{
    gsize len;
    g_autofree char *xml = jx_package_entry(package, name, &len);
    if (xml == NULL)
        return false;

    XML_Parser parser = XML_ParserCreate("UTF-8");
    XML_SetUserData(parser, reader);
    XML_SetElementHandler(parser, start, end);
    XML_SetCharacterDataHandler(parser, collect);
    bool whole =
        len <= G_MAXINT && XML_Parse(parser, xml, (int)len, 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    return whole && !reader->broken;
}

static bool read_all(Reader *reader, GBytes *package, guint n_sheets)
{
    if (!read_part(reader, package, "xl/sharedStrings.xml", string_start,
                   string_end))
        return false;
    for (reader->sheet = 0; reader->sheet < n_sheets; reader->sheet++) {
        g_autofree char *name =
            g_strdup_printf("xl/worksheets/sheet%u.xml", reader->sheet + 1);
        if (!read_part(reader, package, name, cell_start, cell_end))
            return false;
    }
    return true;
}

bool jx_xlsx_verify(GBytes *package, JxWritten *written, guint n_sheets,
                    GError **error)
{
    g_autoptr(JxWritten) found = jx_written_new();
    g_autoptr(GArray) strings = g_array_new(FALSE, FALSE, sizeof(guint64));
    g_autoptr(GString) text = g_string_new(NULL);
    Reader reader = {.strings = strings, .found = found, .text = text};
    guint sheet, row, column;

    if (!read_all(&reader, package, n_sheets)) {
        g_set_error(error, JX_ERROR, JX_ERROR_RETRY,
                    _("写出的工作簿不完整，磁盘可能已满"));
        return false;
    }
    if (!jx_written_equal(written, found, &sheet, &row, &column)) {
        g_set_error(error, JX_ERROR, JX_ERROR_RETRY,
                    _("写出的工作簿与内容不符（第 %u 张表第 %u 行第 %u "
                      "列），磁盘可能已满"),
                    sheet + 1, row + 1, column + 1);
        return false;
    }
    return true;
}
