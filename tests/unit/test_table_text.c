#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "app/table_text.h"

Test(table_text, columns_stand_under_each_other_by_display_width)
{
    static const char *const CELLS[] = {"单位", "项目", "总计", "甲",   "12",
                                        "1.00", "a",    "3",    "10.00"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(CELLS); i++)
        g_ptr_array_add(cells, (char *)CELLS[i]);

    g_autofree char *text = jx_table_text(cells, 3, "lrr");

    cr_expect(eq(str, text,
                 "单位  项目   总计\n"
                 "甲      12   1.00\n"
                 "a        3  10.00\n"));
}
