#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "base/excerpt.h"

static char *excerpt(const char *line, guint column, guint length, guint width)
{
    GString *out = g_string_new(NULL);
    jx_excerpt_append(out, line, strlen(line), column, length, 2, width);
    return g_string_free(out, FALSE);
}

Test(excerpt, caret_stands_under_a_place_behind_wide_characters)
{
    g_autofree char *shown = excerpt("总计 12.50", 4, 5, 40);

    cr_expect(eq(str, shown,
                 "  总计 12.50\n"
                 "       ^~~~~\n"));
}

Test(excerpt, marked_wide_characters_count_two_columns)
{
    g_autofree char *shown = excerpt("甲乙丙", 2, 2, 40);

    cr_expect(eq(str, shown,
                 "  甲乙丙\n"
                 "    ^~~~\n"));
}

Test(excerpt, one_past_the_end_is_a_place)
{
    g_autofree char *shown = excerpt("甲\t乙", 4, 3, 40);

    cr_expect(eq(str, shown,
                 "  甲 乙\n"
                 "       ^\n"));
}

Test(excerpt, a_long_line_is_cut_on_both_sides_of_the_place)
{
    g_autofree char *shown = excerpt("一二三四五六七八九十", 5, 1, 10);

    cr_expect(eq(str, shown,
                 "  …三四五六…\n"
                 "       ^~\n"));
}

Test(excerpt, a_long_line_is_cut_on_one_side_only_when_the_place_is_at_an_end)
{
    g_autofree char *head = excerpt("abcdefghij", 1, 1, 6);
    g_autofree char *tail = excerpt("abcdefghij", 10, 1, 6);

    cr_expect(eq(str, head, "  abcd…\n  ^\n"));
    cr_expect(eq(str, tail, "  …ghij\n      ^\n"));
}

Test(excerpt, broken_bytes_do_not_break_it)
{
    g_autofree char *shown = excerpt("\xB9\xE3x", 3, 1, 40);

    cr_expect(eq(str, shown, "  \uFFFD\uFFFDx\n    ^\n"));
}
