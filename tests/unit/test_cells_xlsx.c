#include "cells_dump.h"
#include "xlsx_make.h"

#include <criterion/parameterized.h>

#include "base/limits.h"
#include "cells/xlsx_format.h"

static void expect_bytes(GBytes *bytes, const char *expected)
{
    gsize len;
    const char *data = g_bytes_get_data(bytes, &len);
    g_autofree char *dump = dump_bytes(data, len);
    cr_expect(eq(str, dump, (char *)expected));
}

static void expect_sheet(const char *content, const char *expected)
{
    g_autoptr(GBytes) bytes = make_workbook(content);
    expect_bytes(bytes, expected);
}

Test(cells_xlsx, every_kind_of_cell_is_read)
{
    expect_sheet(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
        "<c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>"
        "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>甲</t></is></c>"
        "<c r=\"B2\" s=\"1\"><v>9524.780000000001</v></c>"
        "<c r=\"C2\" t=\"str\"><f>A2</f><v>乙</v></c></row>"
        "<row r=\"3\"><c r=\"A3\" t=\"b\"><v>1</v></c>"
        "<c r=\"B3\" t=\"e\"><v>#REF!</v></c>"
        "<c r=\"C3\" t=\"d\"><v>2031-01-05T00:00:00</v></c></row>"
        "<row r=\"4\"><c r=\"A4\" s=\"2\"><v>47853</v></c>"
        "<c r=\"B4\" s=\"3\"><v>0.95</v></c></row></sheetData>",
        "xlsx\n"
        "1@0:项目名称|1@0:财政 拨款|1@0:一$二_x0041_\n"
        "2@0:甲|2@0:9524.78|2@0:乙\n"
        "3@0:TRUE|3@0:#REF!|3@0:2031-01-05\n"
        "4@0:2031/1/5|4@0:95%|\n");
}

Test(cells_xlsx, missing_cells_are_empty_and_merged_ones_have_an_origin)
{
    expect_sheet("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
                 "<row r=\"3\"><c r=\"D3\"><v>4</v></c>"
                 "<c r=\"B3\"><v>2</v></c></row>"
                 "<row><c><v>7</v></c><c><v>8</v></c></row></sheetData>"
                 "<mergeCells><mergeCell ref=\"A1:C1\"/>"
                 "<mergeCell ref=\"B3:B4\"/><mergeCell ref=\"C3:D9\"/>"
                 "</mergeCells>",
                 "xlsx\n1@0:1|^|^\n|3@0:2||3@0:4\n4@0:7|^||\n"
                 "!text-left-out 4:0\n");
}

Test(cells_xlsx, an_empty_sheet_may_have_merged_cells)
{
    expect_sheet("<sheetData/><mergeCells><mergeCell ref=\"A1:C1\"/>"
                 "</mergeCells>",
                 "xlsx\n");
}

Test(cells_xlsx, places_are_addresses)
{
    g_autoptr(GBytes) bytes = make_workbook(
        "<sheetData><row r=\"5\"><c r=\"AB5\"><v>1</v></c></row></sheetData>");
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(JxInput) input = jx_input_from_bytes("样", bytes, NULL, diags);

    g_autoptr(JxCells) cells = jx_cells_read(input, diags);

    const JxCell *cell = jx_cells_cell(cells, 27);
    JxPlace place = jx_cell_place(cells, cell, 1);
    cr_expect(eq(str, (char *)place.cell, "资金!AB5"));
    cr_expect(eq(u32, place.line, 5));
    cell = jx_cells_cell(cells, 0);
    cr_expect(eq(str, (char *)cell->place.cell, "资金!A5"));
}

Test(cells_xlsx, a_formula_without_a_result_is_a_finding)
{
    expect_sheet("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>"
                 "<c r=\"B1\"><f>A1</f></c><c r=\"C1\"><f>A1</f><v/></c>"
                 "<c r=\"D1\" t=\"str\"><f>A1</f><v></v></c></row>"
                 "</sheetData>",
                 "xlsx\n1@0:1||\n!text-left-out 1:0\n");
}

Test(cells_xlsx, hidden_sheets_are_skipped_and_tables_among_them_named)
{
    static const char TWO[] =
        "<workbook xmlns=\"" SPREADSHEET "\" xmlns:r=\"" RELATIONS
        "\"><sheets><sheet name=\"甲\" r:id=\"rId1\"/>"
        "<sheet name=\"乙\" state=\"hidden\" r:id=\"rId2\"/>"
        "</sheets></workbook>";
    static const char FIRST[] = "<x:worksheet xmlns:x=\"" SPREADSHEET
                                "\"><x:sheetData><x:row><x:c><x:v>1</x:v>"
                                "</x:c></x:row></x:sheetData></x:worksheet>";
    static const char WIDE[] =
        "<worksheet xmlns=\"" SPREADSHEET "\"><sheetData><row>"
        "<c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c>"
        "<c><v>1</v></c></row></sheetData></worksheet>";
    Part parts[] = {{"_rels/.rels", TOP_RELS},
                    {"xl/workbook.xml", TWO},
                    {"xl/_rels/workbook.xml.rels", BOOK_RELS},
                    {"xl/worksheets/sheet1.xml", FIRST},
                    {"xl/worksheets/sheet2.xml", WIDE},
                    {NULL, NULL}};
    g_autoptr(GBytes) bytes = make_zip(parts);

    expect_bytes(bytes, "xlsx\n1@0:1\n!text-left-out 1:0\n");
}

Test(cells_xlsx, strict_namespaces_read_the_same)
{
    static const char STRICT_RELS[] =
        "<Relationships xmlns=\"http://purl.oclc.org/ooxml/package\">"
        "<Relationship Id=\"r1\" Type=\"http://purl.oclc.org/ooxml/"
        "officeDocument/relationships/officeDocument\" "
        "Target=\"/xl/workbook.xml\"/></Relationships>";
    static const char STRICT_BOOK[] =
        "<workbook xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
        "xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\">"
        "<sheets><sheet name=\"甲\" r:id=\"rId1\"/></sheets></workbook>";
    static const char SHEET[] =
        "<worksheet xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\">"
        "<sheetData><row><c t=\"inlineStr\"><is><t>甲</t></is></c></row>"
        "</sheetData></worksheet>";
    Part parts[] = {{"_rels/.rels", STRICT_RELS},
                    {"xl/workbook.xml", STRICT_BOOK},
                    {"xl/_rels/workbook.xml.rels", BOOK_RELS},
                    {"xl/worksheets/sheet1.xml", SHEET},
                    {NULL, NULL}};
    g_autoptr(GBytes) bytes = make_zip(parts);

    expect_bytes(bytes, "xlsx\n1@0:甲\n");
}

Test(cells_xlsx, a_broken_sheet_gives_what_stood_before_the_fault)
{
    expect_sheet("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><oops",
                 "xlsx\n1@0:1\n!text-left-out 0:0\n");
}

Test(cells_xlsx, a_document_type_is_not_read)
{
    static const char EVIL[] =
        "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet xmlns=\"" SPREADSHEET
        "\"><sheetData><row><c t=\"inlineStr\"><is><t>&a;</t></is></c></row>"
        "</sheetData></worksheet>";
    Part parts[] = {{"_rels/.rels", TOP_RELS},
                    {"xl/workbook.xml", WORKBOOK},
                    {"xl/_rels/workbook.xml.rels", BOOK_RELS},
                    {"xl/worksheets/sheet1.xml", EVIL},
                    {NULL, NULL}};
    g_autoptr(GBytes) bytes = make_zip(parts);

    expect_bytes(bytes, "xlsx\n!text-left-out 0:0\n");
}

Test(cells_xlsx, containers_that_are_no_workbook_are_refused)
{
    Part parts[] = {{"content.xml", "<x/>"}, {NULL, NULL}};
    g_autoptr(GBytes) bytes = make_zip(parts);
    expect_bytes(bytes, "xlsx\n!no-table 0:0\n");

    g_autoptr(GBytes) book = make_workbook("<sheetData/>");
    g_autoptr(GBytes) cut =
        g_bytes_new_from_bytes(book, 0, g_bytes_get_size(book) - 40);
    expect_bytes(cut, "xlsx\n!no-table 0:0\n");
}

Test(cells_xlsx, a_part_that_swells_is_refused)
{
    g_autofree char *spaces = g_strnfill(1024 * 1024, ' ');
    expect_sheet(spaces, "xlsx\n!input-too-large 0:0\n");
}

Test(cells_xlsx, too_many_entries_are_refused)
{
    g_autoptr(GArray) parts = g_array_new(TRUE, TRUE, sizeof(Part));
    g_autoptr(GStringChunk) names = g_string_chunk_new(4096);
    for (int i = 0; i <= JX_MAX_ZIP_ENTRIES; i++) {
        g_autofree char *name = g_strdup_printf("p%d", i);
        Part part = {g_string_chunk_insert(names, name), "x"};
        g_array_append_val(parts, part);
    }
    g_autoptr(GBytes) bytes = make_zip((const Part *)parts->data);

    expect_bytes(bytes, "xlsx\n!input-too-large 0:0\n");
}

static const struct {
    const char *value, *format, *shown;
} NUMBERS[] = {
    {"9524.780000000001", NULL, "9524.78"},
    {"9524.7799999999988", "#,##0.00", "9524.78"},
    {"1600", "#,##0.00", "1600.00"},
    {"1600", NULL, "1600"},
    {"152.4856", "0.00", "152.4856"},
    {"-5", "#,##0.00;[Red](#,##0.00)", "-5.00"},
    {"0", "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0.00"},
    {"0.1", "0.00%", "10.00%"},
    {"0.956", "0%", "95.6%"},
    {"1.5E-3", "0.0", "0.0015"},
    {"2.5E+3", NULL, "2500"},
    {"0.30000000000000004", NULL, "0.3"},
    {"99999999999999.99", NULL, "100000000000000"},
    {"123456789012345678", NULL, "123456789012345678"},
    {"1524900", "0!.00,", "15.249"},
    {"1524900", "0!.0,", "152.49"},
    {"1524900", "#,##0.00,", "1524.90"},
    {"152.49", "0.00\"万元\"", "152.49万元"},
    {"152.49", "\"¥\"#,##0.00", "152.49"},
    {"12", "\"第\"0\"号\"", "第12号"},
    {"5", "General", "5"},
    {"5", "G/通用格式", "5"},
    {"5", "@", "5"},
    {"1234.5", "0.00E+00", "1234.50"},
    {"abc", "0.00", "abc"},
    {"1E+300", NULL, "1E+300"},
    {"47853", "yyyy\"年\"m\"月\"d\"日\"", "2031年1月5日"},
    {"47853", "yyyy-mm-dd;@", "2031-01-05"},
    {"47853.5", "yyyy/m/d h:mm", "2031/1/5 12:00"},
    {"47853.75", "h:mm AM/PM", "6:00 PM"},
    {"47853.999999", "yyyy/m/d", "2031/1/6"},
    {"1", "yyyy/m/d", "1900/1/1"},
    {"61", "yyyy/m/d", "1900/3/1"},
    {"-1", "yyyy/m/d", "-1"},
    {"1.5", "[h]:mm", "1.5"},
    {"5", "[Red]0.0", "5.0"},
    {"5", "[h", "5"},
    {"5", "0\\", "5"},
    {"5", "0\"", "5"},
};

ParameterizedTestParameters(cells_xlsx, numbers_are_shown_as_the_user_sees_them)
{
    static size_t cases[G_N_ELEMENTS(NUMBERS)];
    for (size_t i = 0; i < G_N_ELEMENTS(NUMBERS); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(NUMBERS));
}

ParameterizedTest(size_t *i, cells_xlsx,
                  numbers_are_shown_as_the_user_sees_them)
{
    g_autofree char *shown =
        jx_xlsx_number(NUMBERS[*i].value, NUMBERS[*i].format, false);

    cr_expect(eq(str, shown, (char *)NUMBERS[*i].shown), "%s as %s",
              NUMBERS[*i].value, NUMBERS[*i].format);
}

Test(cells_xlsx, dates_may_count_from_1904)
{
    g_autofree char *shown = jx_xlsx_number("0", "yyyy-m-d", true);

    cr_expect(eq(str, shown, "1904-1-1"));
}
