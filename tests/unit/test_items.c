#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "report_builder.h"

/* What every indicator must have. */

static char *findings_after(JxReport *report)
{
    jx_check(report, NULL);
    return findings_of(report);
}

Test(items, a_project_without_indicators_is_found_in_its_cell)
{
    static const char *const SELECT[] = {"indicator-missing", NULL};
    JxCheckOptions options = {.select = SELECT};
    g_autoptr(JxReport) report = good_report();
    g_array_set_size(jx_report_project(report, 1)->indicators, 0);

    jx_check(report, &options);

    g_autofree char *findings = findings_of(report);
    cr_expect(eq(str, findings, "indicator-missing@8:60"));
    cr_expect(
        eq(int, jx_diags_get(report->diags, 0)->field, JX_FIELD_INDICATORS));
}

Test(items, missing_parts_are_found_where_they_would_stand)
{
    g_autoptr(JxReport) report = good_report();
    JxProject *project = jx_report_project(report, 0);
    jx_project_indicator(project, 0)->annual_value = NULL;
    jx_project_indicator(project, 1)->period_value = NULL;
    jx_project_indicator(project, 3)->name = NULL;

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings,
                 "annual-missing@7:120 period-missing@7:200 "
                 "name-empty@7:380"));
    const JxFinding *annual = jx_diags_get(report->diags, 0);
    cr_expect(eq(int, annual->field, JX_FIELD_ANNUAL_VALUE));
    cr_expect(eq(u32, annual->ordinal, 1));
    cr_expect(eq(int, annual->project, 0));
    cr_expect(strstr(annual->hint, "≥20次") != NULL);
}

Test(items, an_unparsed_item_is_left_to_the_finding_of_the_reader)
{
    g_autoptr(JxReport) report = good_report();
    JxProject *project = jx_report_project(report, 0);
    JxIndicator *item = jx_project_append_indicator(project);
    item->text = "六、其他";

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, ""));
}

static void renumber(JxReport *report, const guint *ordinals, guint n)
{
    for (guint i = 0; i < n; i++)
        jx_project_indicator(jx_report_project(report, 0), i)->ordinal =
            ordinals[i];
}

Test(items, a_skipped_number_is_one_finding)
{
    g_autoptr(JxReport) report = good_report();
    renumber(report, (const guint[]){1, 3, 4, 5, 6}, 5);

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "ordinal-gap@7:160"));
}

Test(items, a_repeated_number_is_one_finding)
{
    g_autoptr(JxReport) report = good_report();
    renumber(report, (const guint[]){1, 2, 2, 3, 4}, 5);

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "ordinal-repeat@7:260"));
}

Test(items, items_without_numbers_are_no_gap)
{
    g_autoptr(JxReport) report = good_report();
    renumber(report, (const guint[]){0, 0, 0, 0, 0}, 5);

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, ""));
}

Test(items, the_same_name_under_the_same_level_is_a_duplicate)
{
    g_autoptr(JxReport) report = good_report();
    JxProject *project = jx_report_project(report, 0);
    add_item(project, "1-产出指标", "11-数量指标", "教研活动次数", "≥8次",
             "≥8次");
    add_item(project, "1-产出指标", "12-质量指标", "教研活动次数", "≥90%",
             "≥90%");

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "indicator-duplicate@7:580"));
}
