#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "app/findings_text.h"

/* A finding at line 1, column, over length characters of this text, printed;
 * the lines of the result. Yours. */
static char **print_at(const char *source, guint column, guint length)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(GBytes) bytes = g_bytes_new(source, strlen(source));
    g_autoptr(JxInput) input =
        jx_input_from_bytes("表.txt", bytes, "UTF-8", diags);
    JxPlace place = {.line = 1, .column = column, .length = length};
    JxFinding *finding = jx_diags_add(diags, "row-sum-mismatch", place, "不符");
    finding->severity = JX_SEVERITY_ERROR;
    finding->hint = g_strdup("改");

    const JxFindingsStyle style = {.least = JX_SEVERITY_HINT};
    g_autofree char *text = jx_findings_text("表.txt", input, diags, &style);
    return g_strsplit(text, "\n", -1);
}

Test(findings_text, a_finding_names_place_rule_and_message)
{
    g_auto(GStrv) lines = print_at("甲乙", 2, 1);

    cr_expect(eq(str, lines[0], "表.txt:1:2: 错误[row-sum-mismatch]: 不符"));
    cr_expect(eq(str, lines[3], "    提示：改"));
}

Test(findings_text, the_mark_counts_two_columns_a_chinese_character)
{
    g_auto(GStrv) lines = print_at("甲a乙12丙", 4, 2);

    cr_expect(eq(str, lines[1], "    甲a乙12丙"));
    cr_expect(eq(str, lines[2], "         ^~"));
}

Test(findings_text, findings_below_the_least_severity_are_left_out)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    jx_diags_add(diags, "r", (JxPlace){0}, "m")->severity = JX_SEVERITY_HINT;
    const JxFindingsStyle style = {.least = JX_SEVERITY_WARNING};

    g_autofree char *text = jx_findings_text("f", NULL, diags, &style);

    cr_expect(eq(str, text, ""));
}
