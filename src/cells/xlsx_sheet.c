#include "cells/xlsx_sheet.h"

#include <string.h>

#include "base/limits.h"
#include "cells/xlsx_format.h"

enum {
    MAX_COLUMN = 16384, /* Excel's XFD */
    MAX_ROW = 1048576,
};

/* The sheet in the making. */
struct reader {
    const JxBook *book;
    JxSheet *sheet;
    guint room;        /* for cells */
    guint row, column; /* of the present cell */
    GString *text;
    const char *format; /* number format of the present cell */
    char type[16];      /* its t attribute */
    bool has_formula;
    bool in_text;
    guint phonetic;
};

/* "AB12": column and row; false when it is no address. */
static bool parse_address(const char *text, guint *row, guint *column,
                          const char **end)
{
    guint64 c = 0;
    guint64 r = 0;
    for (; g_ascii_isalpha(*text) && c <= MAX_COLUMN; text++)
        c = c * 26 + (guint64)(g_ascii_toupper(*text) - 'A' + 1);
    for (; g_ascii_isdigit(*text) && r <= MAX_ROW; text++)
        r = r * 10 + (guint64)(*text - '0');
    if (c == 0 || c > MAX_COLUMN || r == 0 || r > MAX_ROW)
        return false;
    *row = (guint)r;
    *column = (guint)c;
    *end = text;
    return true;
}

static void open_row(struct reader *reader, const char **attributes)
{
    const char *r = jx_xml_attribute(attributes, "r");
    guint64 row = r != NULL ? g_ascii_strtoull(r, NULL, 10) : 0;
    reader->row = row >= 1 && row <= MAX_ROW ? (guint)row : reader->row + 1;
    reader->column = 0;
}

static void open_cell(struct reader *reader, const char **attributes)
{
    const char *r = jx_xml_attribute(attributes, "r");
    const char *s = jx_xml_attribute(attributes, "s");
    const char *t = jx_xml_attribute(attributes, "t");
    const char *end;
    if (r == NULL || !parse_address(r, &reader->row, &reader->column, &end))
        reader->column++;
    guint64 style = s != NULL ? g_ascii_strtoull(s, NULL, 10) : 0;
    const GPtrArray *formats = reader->book->formats;
    reader->format = style < formats->len ? formats->pdata[style] : NULL;
    g_strlcpy(reader->type, t != NULL ? t : "n", sizeof reader->type);
    g_string_truncate(reader->text, 0);
    reader->has_formula = false;
    reader->phonetic = 0;
}

static void add_range(struct reader *reader, const char **attributes)
{
    const char *ref = jx_xml_attribute(attributes, "ref");
    JxSheetRange range;
    const char *end;
    if (ref == NULL || !parse_address(ref, &range.row, &range.column, &end) ||
        *end != ':' ||
        !parse_address(end + 1, &range.last_row, &range.last_column, &end))
        return;
    if (range.last_row >= range.row && range.last_column >= range.column &&
        range.last_row - range.row < JX_MAX_SPAN &&
        range.last_column - range.column < JX_MAX_SPAN)
        g_array_append_val(reader->sheet->ranges, range);
}

static void on_open(gpointer data, const char *name, const char **attributes)
{
    struct reader *reader = data;
    if (strcmp(name, "row") == 0)
        open_row(reader, attributes);
    else if (strcmp(name, "c") == 0)
        open_cell(reader, attributes);
    else if (strcmp(name, "mergeCell") == 0)
        add_range(reader, attributes);
    else if (strcmp(name, "f") == 0)
        reader->has_formula = true;
    else if (strcmp(name, "rPh") == 0)
        reader->phonetic++;
    reader->in_text = strcmp(name, "v") == 0 ||
                      (strcmp(name, "t") == 0 && reader->phonetic == 0);
}

static void on_text(gpointer data, const char *text, gsize len)
{
    struct reader *reader = data;
    if (reader->in_text)
        g_string_append_len(reader->text, text, (gssize)len);
}

/* What the user sees of a date as ISO 8601 (t="d"): the day, when it has no
 * time. */
static void drop_midnight(GString *text)
{
    char *t = strchr(text->str, 'T');
    if (t != NULL && strspn(t, "T0:.Z") == strlen(t))
        g_string_truncate(text, (gsize)(t - text->str));
}

/* The text of the present cell; NULL when there is nothing in it. */
static const char *cell_text(struct reader *reader)
{
    GString *text = reader->text;
    GStringChunk *chunk = reader->sheet->chunk;
    const char *type = reader->type;
    if (text->len == 0)
        return NULL;
    if (strcmp(type, "s") == 0) {
        guint64 index = g_ascii_strtoull(text->str, NULL, 10);
        const GPtrArray *strings = reader->book->strings;
        return index < strings->len ? strings->pdata[index] : NULL;
    }
    if (strcmp(type, "n") == 0) {
        g_autofree char *shown =
            jx_xlsx_number(text->str, reader->format, reader->book->date1904);
        return g_string_chunk_insert(chunk, shown);
    }
    if (strcmp(type, "b") == 0)
        return strcmp(text->str, "0") == 0 ? "FALSE" : "TRUE";
    jx_book_clean(text);
    if (strcmp(type, "d") == 0)
        drop_midnight(text);
    return g_string_chunk_insert_len(chunk, text->str, (gssize)text->len);
}

static void close_cell(struct reader *reader)
{
    JxSheetCell cell = {.row = reader->row, .column = reader->column};
    cell.text = cell_text(reader);
    cell.formula = reader->has_formula;
    /* t="str" without text is a formula whose result is "" */
    cell.uncomputed = reader->has_formula && reader->text->len == 0 &&
                      strcmp(reader->type, "str") != 0;
    if (cell.text == NULL)
        cell.text = "";
    bool room = reader->sheet->cells->len < reader->room;
    if (room && (*cell.text != '\0' || cell.uncomputed))
        g_array_append_val(reader->sheet->cells, cell);
}

static void on_close(gpointer data, const char *name)
{
    struct reader *reader = data;
    reader->in_text = false;
    if (strcmp(name, "rPh") == 0 && reader->phonetic > 0)
        reader->phonetic--;
    else if (strcmp(name, "c") == 0)
        close_cell(reader);
}

static int by_place(gconstpointer a, gconstpointer b)
{
    const JxSheetCell *left = a;
    const JxSheetCell *right = b;
    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    if (left->column != right->column)
        return left->column < right->column ? -1 : 1;
    return 0;
}

JxSheet *jx_sheet_new(void)
{
    JxSheet *sheet = g_new0(JxSheet, 1);
    sheet->cells = g_array_new(FALSE, FALSE, sizeof(JxSheetCell));
    sheet->ranges = g_array_new(FALSE, FALSE, sizeof(JxSheetRange));
    sheet->chunk = g_string_chunk_new(4096);
    return sheet;
}

JxXmlResult jx_sheet_read(GBytes *bytes, const JxBook *book, guint room,
                          JxSheet **sheet)
{
    static const JxXmlHandler HANDLER = {on_open, on_close, on_text};
    *sheet = jx_sheet_new();
    struct reader reader = {.book = book,
                            .sheet = *sheet,
                            .room = room,
                            .text = g_string_new(NULL)};
    JxXmlResult result = jx_xml_parse(bytes, &HANDLER, &reader);
    g_string_free(reader.text, TRUE);
    g_array_sort((*sheet)->cells, by_place); /* GLib's sort is stable */
    return result;
}

void jx_sheet_free(JxSheet *sheet)
{
    if (sheet == NULL)
        return;
    g_array_unref(sheet->cells);
    g_array_unref(sheet->ranges);
    g_string_chunk_free(sheet->chunk);
    g_free(sheet);
}

/* The first cell at or behind a position, by bisection. */
static guint lower_bound(const GArray *cells, guint row, guint column)
{
    guint low = 0;
    guint high = cells->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        const JxSheetCell *cell = &g_array_index(cells, JxSheetCell, middle);
        if (cell->row < row || (cell->row == row && cell->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const JxSheetCell *jx_sheet_at(const JxSheet *sheet, guint row, guint column)
{
    guint i = lower_bound(sheet->cells, row, column);
    if (i == sheet->cells->len)
        return NULL;
    const JxSheetCell *cell = &g_array_index(sheet->cells, JxSheetCell, i);
    return cell->row == row && cell->column == column ? cell : NULL;
}

const JxSheetCell *jx_sheet_from(const JxSheet *sheet, guint row)
{
    return &g_array_index(sheet->cells, JxSheetCell,
                          lower_bound(sheet->cells, row, 0));
}

char *jx_sheet_address(guint row, guint column)
{
    char letters[8];
    char *at = letters + sizeof letters - 1;
    *at = '\0';
    for (; column > 0; column = (column - 1) / 26)
        *--at = (char)('A' + (column - 1) % 26);
    return g_strdup_printf("%s%u", at, row);
}
