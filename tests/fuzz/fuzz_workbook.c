#include "../unit/xlsx_make.h"
#include "check_model.h"

/* A workbook of ours on its way back. The bytes are its sheets: "#name" begins
 * one, every other line is a row, its cells are parted by tabs; a cell that
 * begins with = is a formula without a result, \v is a line end. */

enum { MAX_SHEETS = 12 };

struct book {
    GString *sheets[MAX_SHEETS], *names, *relations;
    guint n;
};

static void begin_sheet(struct book *book, const char *name)
{
    g_autofree char *safe = g_markup_escape_text(name, -1);
    guint n = ++book->n;
    book->sheets[n - 1] =
        g_string_new("<worksheet xmlns=\"" SPREADSHEET "\"><sheetData>");
    g_string_append_printf(book->names,
                           "<sheet name=\"%s\" sheetId=\"%u\" r:id=\"r%u\"/>",
                           safe, n, n);
    g_string_append_printf(book->relations,
                           "<Relationship Id=\"r%u\" Type=\"" RELATIONS
                           "/worksheet\" Target=\"worksheets/%u.xml\"/>",
                           n, n);
}

static void add_row(GString *sheet, const char *line)
{
    g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
    g_string_append(sheet, "<row>");
    for (guint i = 0; cells[i] != NULL; i++) {
        g_strdelimit(cells[i], "\v", '\n');
        g_autofree char *safe = g_markup_escape_text(cells[i], -1);
        if (*cells[i] == '=')
            g_string_append_printf(sheet, "<c><f>%s</f></c>", safe + 1);
        else
            g_string_append_printf(
                sheet, "<c t=\"inlineStr\"><is><t>%s</t></is></c>", safe);
    }
    g_string_append(sheet, "</row>");
}

static GBytes *pack(struct book *book)
{
    char paths[MAX_SHEETS][32];
    Part parts[MAX_SHEETS + 4] = {
        {"_rels/.rels", TOP_RELS},
        {"xl/workbook.xml", book->names->str},
        {"xl/_rels/workbook.xml.rels", book->relations->str}};
    for (guint i = 0; i < book->n; i++) {
        g_string_append(book->sheets[i], "</sheetData></worksheet>");
        g_snprintf(paths[i], sizeof paths[i], "xl/worksheets/%u.xml", i + 1);
        parts[3 + i] = (Part){paths[i], book->sheets[i]->str};
    }
    return make_zip_by(parts, ZIP_CM_STORE);
}

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    if (!g_utf8_validate(text, -1, NULL))
        return 0;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    struct book book = {
        .names = g_string_new("<workbook xmlns=\"" SPREADSHEET
                              "\" xmlns:r=\"" RELATIONS "\"><sheets>"),
        .relations =
            g_string_new("<Relationships xmlns=\"http://schemas."
                         "openxmlformats.org/package/2006/relationships"
                         "\">")};
    for (guint i = 0; lines[i] != NULL; i++) {
        if (*lines[i] == '#' && book.n < MAX_SHEETS)
            begin_sheet(&book, lines[i] + 1);
        else if (book.n > 0)
            add_row(book.sheets[book.n - 1], lines[i]);
    }
    g_string_append(book.names, "</sheets></workbook>");
    g_string_append(book.relations, "</Relationships>");
    g_autoptr(GBytes) bytes = pack(&book);
    gsize len;
    const void *packed = g_bytes_get_data(bytes, &len);
    check_model(packed, len);

    for (guint i = 0; i < book.n; i++)
        g_string_free(book.sheets[i], TRUE);
    g_string_free(book.names, TRUE);
    g_string_free(book.relations, TRUE);
    return 0;
}
