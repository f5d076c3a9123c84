#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "report_builder.h"

/* What stands around the table, and the projects' own cells: each rule fires
 * at its place, and the good report of report_builder.h is the twin in which
 * none does (test_rules.c). */

static char *findings_after(JxReport *report)
{
    jx_check(report, NULL);
    return findings_of(report);
}

Test(shape, a_missing_title_unit_and_currency_are_found_above_the_table)
{
    g_autoptr(JxReport) report = good_report();
    report->title = report->unit = report->currency_unit = NULL;

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings,
                 "title-missing@5:1 unit-missing@5:1 "
                 "currency-unit-missing@5:1"));
}

Test(shape, a_table_without_projects_is_a_warning_with_advice)
{
    g_autoptr(JxReport) report = report_new();

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "empty-table@5:1"));
    cr_expect(jx_diags_get(report->diags, 0)->hint != NULL);
}

Test(shape, an_empty_table_with_its_note_needs_no_advice)
{
    g_autoptr(JxReport) report = report_new();
    g_ptr_array_add(report->notes, (gpointer) "注：本单位无此项");

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "empty-table@5:1"));
    cr_expect(jx_diags_get(report->diags, 0)->hint == NULL);
}

Test(shape, a_project_without_name_or_goal_is_found_in_its_cell)
{
    g_autoptr(JxReport) report = good_report();
    jx_report_project(report, 0)->name = NULL;
    jx_report_project(report, 1)->goal = NULL;

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "name-missing@7:1 goal-missing@8:50"));
    cr_expect(eq(int, jx_diags_get(report->diags, 0)->field, JX_FIELD_NAME));
    cr_expect(eq(int, jx_diags_get(report->diags, 1)->project, 1));
}
