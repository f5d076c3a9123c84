#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "app/naming.h"

static void expect_name(const char *pattern, const char *unit,
                        const char *expected)
{
    const JxNameFields fields = {.stem = "目标表", .unit = unit};
    g_autofree char *name = jx_name_output(pattern, &fields, "pdf");
    cr_expect(eq(str, name, (char *)expected));
}

Test(naming, fields_are_filled_in)
{
    expect_name("{stem}", NULL, "目标表.pdf");
    expect_name("{unit}-{stem}", "甲局", "甲局-目标表.pdf");
}

Test(naming, what_windows_refuses_is_replaced)
{
    expect_name("{unit}", "a<b>c:d\"e/f\\g|h?i*j", "a_b_c_d_e_f_g_h_i_j.pdf");
    expect_name("{unit}", "末尾. .", "末尾.pdf");
    expect_name("{unit}", "../../etc/passwd", ".._.._etc_passwd.pdf");
    expect_name("{unit}", "con", "_con.pdf");
    expect_name("{unit}", "COM1.x", "_COM1.x.pdf");
    expect_name("{unit}", "换\n行", "换_行.pdf");
}

Test(naming, a_name_is_never_empty)
{
    expect_name("{unit}", NULL, "jixiao.pdf");
    expect_name("{unit}", " . ", "jixiao.pdf");
}

Test(naming, a_name_has_at_most_80_characters)
{
    g_autoptr(GString) unit = g_string_new(NULL);
    for (int i = 0; i < 300; i++)
        g_string_append(unit, "局");
    const JxNameFields fields = {.unit = unit->str};

    g_autofree char *name = jx_name_output("{unit}", &fields, "pdf");

    cr_expect(eq(long, g_utf8_strlen(name, -1), 80 + 4));
}

Test(naming, a_stem_is_the_name_without_folder_and_extension)
{
    g_autofree char *plain = jx_name_stem("甲/乙.2026.txt");
    g_autofree char *hidden = jx_name_stem(".conf");
    g_autofree char *standard = jx_name_stem("-");

    cr_expect(eq(str, plain, "乙.2026"));
    cr_expect(eq(str, hidden, ".conf"));
    cr_expect(eq(ptr, standard, NULL));
}

Test(naming, an_unknown_field_of_a_pattern_is_named)
{
    g_autofree char *wrong = jx_name_unknown_field("{stem}-{bureau}");
    g_autofree char *open = jx_name_unknown_field("{stem");
    g_autofree char *none = jx_name_unknown_field("{unit}_{year}_{form}");

    cr_expect(eq(str, wrong, "{bureau}"));
    cr_expect(eq(str, open, "{stem"));
    cr_expect(eq(ptr, none, NULL));
}
