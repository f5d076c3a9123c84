#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <string.h>

#include "xlsx/text.h"
#include "xlsx/written.h"

static const struct {
    const char *text, *stored;
} CASES[] = {
    {"每年不少于3次", "每年不少于3次"},
    {"=1+1", "=1+1"}, /* what makes it a formula is the cell, not the text */
    {"a\x01z", "a_x0001_z"},
    {"一\r\n二", "一_x000D_\n二"},
    {"_x0041_", "_x005F_x0041_"},
    {"__x0041_x0042_", "__x005F_x0041_x005F_x0042_"},
    {"_x005F_x0041_", "_x005F_x005F_x005F_x0041_"},
    {"_x00g1_", "_x00g1_"},
    {"\xEF\xBF\xBF：", "_xFFFF_："},
    {"", ""},
};

ParameterizedTestParameters(xlsx_text, escaping_is_undone_by_reading)
{
    static size_t cases[G_N_ELEMENTS(CASES)];
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(CASES));
}

ParameterizedTest(size_t *i, xlsx_text, escaping_is_undone_by_reading)
{
    g_autofree char *stored = jx_xlsx_escape(CASES[*i].text);

    cr_expect(eq(str, stored, (char *)CASES[*i].stored));
    jx_xlsx_unescape(stored);
    cr_expect(eq(str, stored, (char *)CASES[*i].text));
}

Test(xlsx_text, bytes_that_are_no_text_are_replaced)
{
    g_autofree char *stored = jx_xlsx_escape("甲\xFF乙");

    cr_expect(eq(str, stored, "甲\xEF\xBF\xBD乙"));
}

static char *repeat(const char *piece, guint n)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        g_string_append(text, piece);
    return g_string_free(text, FALSE);
}

Test(xlsx_text, a_cell_holds_32767_utf16_units_and_no_half_characters)
{
    g_autofree char *chinese = repeat("绩", 40000);
    g_autofree char *outside_bmp = repeat("𠮷", 20000);
    g_autofree char *escapes = repeat("_x0001_", 5000);

    cr_expect(eq(sz, jx_xlsx_fit(chinese), 32767 * strlen("绩")));
    cr_expect(eq(sz, jx_xlsx_fit(outside_bmp), 16383 * strlen("𠮷")));
    cr_expect(eq(sz, jx_xlsx_fit(escapes), 4681 * strlen("_x0001_")));
    cr_expect(eq(sz, jx_xlsx_fit("短"), strlen("短")));
}

/* A number in the first sheet, written after a text in the second. */
static JxWritten *two_cells(void)
{
    JxWritten *cells = jx_written_new();
    jx_written_text(cells, 1, 7, 2, JX_CELL_TEXT, "甲");
    jx_written_number(cells, 0, 3, 4, JX_CELL_NUMBER, 152.49);
    jx_written_rewind(cells);
    return cells;
}

static guint64 hash_of(const char *text)
{
    return jx_xlsx_hash(text, strlen(text));
}

Test(xlsx_written, cells_are_found_in_the_order_of_the_file)
{
    guint sheet, row, column;
    g_autoptr(JxWritten) cells = two_cells();

    cr_expect(jx_written_is_number(cells, 0, 3, 4, JX_CELL_NUMBER, 152.49));
    cr_expect(jx_written_is_text(cells, 1, 7, 2, JX_CELL_TEXT, hash_of("甲")));
    cr_expect(jx_written_all_found(cells, &sheet, &row, &column));
    cr_expect(not(jx_written_is_number(cells, 1, 8, 0, JX_CELL_NUMBER, 0)));
}

Test(xlsx_written, another_value_kind_or_place_is_not_the_cell)
{
    g_autoptr(JxWritten) cells = two_cells();

    cr_expect(
        not(jx_written_is_number(cells, 0, 3, 4, JX_CELL_NUMBER, 152.48)));
    cr_expect(not(
        jx_written_is_number(cells, 0, 3, 4, JX_CELL_FORMULA_NUMBER, 152.49)));
    cr_expect(
        not(jx_written_is_number(cells, 0, 3, 5, JX_CELL_NUMBER, 152.49)));
    cr_expect(jx_written_is_number(cells, 0, 3, 4, JX_CELL_NUMBER, 152.49));
    cr_expect(
        not(jx_written_is_text(cells, 1, 7, 2, JX_CELL_TEXT, hash_of("乙"))));
}

Test(xlsx_written, a_cell_that_is_not_found_is_named)
{
    guint sheet, row, column;
    g_autoptr(JxWritten) cells = two_cells();
    jx_written_is_number(cells, 0, 3, 4, JX_CELL_NUMBER, 152.49);

    cr_expect(not(jx_written_all_found(cells, &sheet, &row, &column)));
    cr_expect(eq(u32, sheet, 1));
    cr_expect(eq(u32, row, 7));
    cr_expect(eq(u32, column, 2));
}
