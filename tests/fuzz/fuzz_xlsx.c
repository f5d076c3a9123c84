#include "check.h"

#include "../unit/xlsx_make.h"

/* A workbook whose sheet, styles or shared strings (the first byte says) are
 * the bytes; the container is whole, so that the bytes reach the XML. */
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    static const char SHEET[] =
        "<worksheet xmlns=\"" SPREADSHEET "\"><sheetData><row><c t=\"s\"><v>0"
        "</v></c><c t=\"s\" s=\"1\"><v>1</v></c><c s=\"1\"><v>47853.75</v></c>"
        "</row></sheetData></worksheet>";
    if (size == 0)
        return 0;
    g_autofree char *text = g_strndup((const char *)data + 1, size - 1);
    bool styles = data[0] == 'f';
    bool strings = data[0] == 's';
    Part parts[] = {
        {"_rels/.rels", TOP_RELS},
        {"xl/workbook.xml", WORKBOOK},
        {"xl/_rels/workbook.xml.rels", BOOK_RELS},
        {"xl/styles.xml", styles ? text : STYLES},
        {"xl/sharedStrings.xml", strings ? text : STRINGS},
        {"xl/worksheets/sheet1.xml", styles || strings ? SHEET : text},
        {NULL, NULL}};
    g_autoptr(GBytes) bytes = make_zip_by(parts, ZIP_CM_STORE);
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(JxInput) input = jx_input_from_bytes("f", bytes, NULL, diags);
    g_autoptr(JxCells) cells = jx_cells_read(input, diags);
    check_cells(cells);
    return 0;
}
