#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <string.h>

#include "layout/breaks.h"

/* The text with a bar wherever a line may begin. */
static char *with_bars(const char *text)
{
    glong n = g_utf8_strlen(text, -1);
    g_autofree guint8 *breaks = jx_breaks(text, strlen(text), n);
    GString *out = g_string_new(NULL);
    const char *p = text;
    for (glong i = 0; i < n; i++, p = g_utf8_next_char(p)) {
        if (breaks[i] >= JX_BREAK_MAY)
            g_string_append_c(out, '|');
        g_string_append_unichar(out, g_utf8_get_char(p));
    }
    return g_string_free(out, FALSE);
}

static const struct {
    const char *text, *bars;
} CASES[] = {
    {"甲乙丙", "甲|乙|丙"},
    {"甲，乙（丙）", "甲，|乙|（丙）"},
    {"“甲”、《乙》", "“甲”、|《乙》"},
    {"甲“乙”丙", "甲|“乙”|丙"},
    {"“甲”（乙）", "“甲”|（乙）"},
    {"it’s a", "it’s |a"},
    {"期值:100%;年", "期|值:|100%;|年"},
    {"达到≥95%以上", "达|到|≥95%|以|上"},
    {"至＞９０％的", "至|＞９０％|的"},
    {"共1,234.50元", "共|1,234.50|元"},
    {"在2031年7号楼", "在|2031年|7号|楼"},
    {"2、1-产出指标；11-数量指标；甲", "2、1-产出指标；|11-数|量|指|标；|甲"},
    {"修缮2、3号楼", "修|缮|2、|3号|楼"},
    {"每天2次/天", "每|天|2次/天"},
    {"甲——乙……丙", "甲|——|乙……|丙"},
    {"甲\n乙", "甲\n|乙"},
    {"a bc 甲", "a |bc |甲"},
};

ParameterizedTestParameters(breaks, a_line_begins_only_where_it_may)
{
    static size_t cases[G_N_ELEMENTS(CASES)];
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(CASES));
}

ParameterizedTest(size_t *i, breaks, a_line_begins_only_where_it_may)
{
    g_autofree char *bars = with_bars(CASES[*i].text);

    cr_expect(eq(str, bars, (char *)CASES[*i].bars));
}

Test(breaks, a_name_that_is_too_long_may_be_broken)
{
    const char *text = "1、1-甲乙丙丁戊己庚辛壬癸子丑；";
    g_autofree char *bars = with_bars(text);

    cr_expect(ne(ptr, strstr(bars, "甲|乙"), NULL));
    cr_expect(eq(ptr, strstr(bars, "、|"), NULL));
    cr_expect(eq(ptr, strstr(bars, "-|"), NULL));
}
