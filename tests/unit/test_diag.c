#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/diag.h"

static JxPlace at(guint line, guint column)
{
    return (JxPlace){.line = line, .column = column};
}

Test(diag, findings_are_kept_in_order_with_their_message)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    jx_diags_add(diags, "name-missing", at(3, 1), "第 %d 行", 3);
    jx_diags_add(diags, "goal-missing", at(1, 2), "无");

    cr_expect(eq(u32, jx_diags_count(diags), 2));
    cr_expect(eq(str, jx_diags_get(diags, 0)->message, "第 3 行"));
    cr_expect(eq(int, jx_diags_get(diags, 0)->project, -1));
}

Test(diag, sorting_is_by_place_and_unknown_lines_come_last)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    jx_diags_add(diags, "d", at(0, 0), "d");
    jx_diags_add(diags, "c", at(2, 9), "c");
    jx_diags_add(diags, "a", at(2, 1), "a");
    jx_diags_add(diags, "b", at(2, 1), "b");

    jx_diags_sort(diags);

    cr_expect(eq(str, (char *)jx_diags_get(diags, 0)->rule, "a"));
    cr_expect(eq(str, (char *)jx_diags_get(diags, 1)->rule, "b"));
    cr_expect(eq(str, (char *)jx_diags_get(diags, 2)->rule, "c"));
    cr_expect(eq(str, (char *)jx_diags_get(diags, 3)->rule, "d"));
}

static bool is_error(const JxFinding *finding, gpointer data)
{
    (void)data;
    return finding->severity == JX_SEVERITY_ERROR;
}

Test(diag, filtering_frees_what_is_not_kept)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    jx_diags_add(diags, "a", at(1, 1), "a")->severity = JX_SEVERITY_ERROR;
    jx_diags_add(diags, "b", at(2, 1), "b")->severity = JX_SEVERITY_HINT;

    jx_diags_filter(diags, is_error, NULL);

    cr_expect(eq(u32, jx_diags_count(diags), 1));
    cr_expect(eq(u32, jx_diags_count_severity(diags, JX_SEVERITY_ERROR), 1));
}

Test(diag, moving_empties_the_source)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(JxDiags) from = jx_diags_new();
    jx_diags_add(from, "a", at(1, 1), "a");

    jx_diags_move(diags, from);

    cr_expect(eq(u32, jx_diags_count(diags), 1));
    cr_expect(eq(u32, jx_diags_count(from), 0));
}
