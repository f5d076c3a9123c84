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

static JxWritten *written(double number, const char *text)
{
    JxWritten *cells = jx_written_new();
    jx_written_text(cells, 1, 7, 2, JX_CELL_TEXT, text);
    jx_written_number(cells, 0, 3, 4, JX_CELL_NUMBER, number);
    return cells;
}

Test(xlsx_written, equal_whatever_the_order_of_writing)
{
    guint sheet, row, column;
    g_autoptr(JxWritten) left = written(152.49, "甲");
    g_autoptr(JxWritten) right = jx_written_new();
    jx_written_number(right, 0, 3, 4, JX_CELL_NUMBER, 152.49);
    jx_written_text(right, 1, 7, 2, JX_CELL_TEXT, "甲");

    cr_expect(jx_written_equal(left, right, &sheet, &row, &column));
}

Test(xlsx_written, the_cell_that_differs_is_named)
{
    guint sheet, row, column;
    g_autoptr(JxWritten) good = written(152.49, "甲");
    g_autoptr(JxWritten) text = written(152.49, "乙");
    g_autoptr(JxWritten) number = written(152.48, "甲");

    cr_expect(not(jx_written_equal(good, text, &sheet, &row, &column)));
    cr_expect(eq(u32, sheet, 1));
    cr_expect(eq(u32, row, 7));
    cr_expect(eq(u32, column, 2));
    cr_expect(not(jx_written_equal(good, number, &sheet, &row, &column)));
    cr_expect(eq(u32, sheet, 0));
    cr_expect(eq(u32, column, 4));
}

Test(xlsx_written, a_cell_too_few_is_named)
{
    guint sheet, row, column;
    g_autoptr(JxWritten) whole = written(1, "甲");
    g_autoptr(JxWritten) cut = jx_written_new();
    jx_written_number(cut, 0, 3, 4, JX_CELL_NUMBER, 1);

    cr_expect(not(jx_written_equal(whole, cut, &sheet, &row, &column)));
    cr_expect(eq(u32, row, 7));
}
