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

Test(shape, the_same_name_twice_in_a_unit_is_found_at_the_second)
{
    g_autoptr(JxReport) report = good_report();
    jx_report_project(report, 1)->name = "教研 活动经费";

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "name-duplicate@8:1"));
    cr_expect(strstr(jx_diags_get(report->diags, 0)->message, "第 7 行") !=
              NULL);
}

Test(shape, the_same_name_in_two_units_is_fine)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("20.00", "20.00"));
    add_unit(report, "甲小学", AMOUNTS("10.00", "10.00"));
    add_good_project(report, "教研活动经费", AMOUNTS("10.00", "10.00"));
    add_unit(report, "乙小学", AMOUNTS("10.00", "10.00"));
    add_good_project(report, "教研活动经费", AMOUNTS("10.00", "10.00"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, ""));
}

Test(shape, a_goal_that_says_nothing_is_found)
{
    g_autoptr(JxReport) report = good_report();
    jx_report_project(report, 0)->goal = "完成任务。";
    jx_report_project(report, 1)->name = "全区中小学课程资源建设与应用经费";
    jx_report_project(report, 1)->goal = "全区中小学课程资源建设与应用经费";

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "goal-too-short@7:50 goal-too-short@8:50"));
}

static const struct {
    const char *year, *name;
    bool found;
} YEARS[] = {
    {"2031", "2029年教研活动经费", true},
    {"2031", "2031年教研活动经费", false},
    {"2031", "2030年-2032年教研活动经费", false},
    {"2031", "2030-2031年教研活动经费", false},
    {"2031", "2028—2029学年教研活动经费", true},
    {"2031", "教研活动经费", false},
    {"2031", "采购2029套课桌", false},
    {NULL, "2029年教研活动经费", false},
};

Test(shape, a_year_in_a_name_must_fit_the_budget_year)
{
    static const char *const SELECT[] = {"budget-year-mismatch", NULL};
    JxCheckOptions options = {.select = SELECT};
    for (gsize i = 0; i < G_N_ELEMENTS(YEARS); i++) {
        g_autoptr(JxReport) report = good_report();
        report->year = YEARS[i].year;
        jx_report_project(report, 0)->name = YEARS[i].name;

        jx_check(report, &options);

        cr_expect(jx_diags_count(report->diags) == YEARS[i].found, "%s",
                  YEARS[i].name);
    }
}

/* ---- placeholders ------------------------------------------------------ */

static const struct {
    const char *text;
    bool found;
} TEXTS[] = {
    {"全年培训教师XX人，考核合格率达到标准。", true},
    {"全年培训教师xxx人，考核合格率达到标准。", true},
    {"全年培训教师××人，考核合格率达到标准。", true},
    {"全年培训{单位}教师，考核合格率达到标准。", true},
    {"全年培训某某学校教师，考核合格率达到标准。", true},
    {"全年培训教师○○人，考核合格率达到标准。", true},
    {"全年培训教师***人，考核合格率达到标准。", true},
    {"本项目的绩效目标待填，请稍后补充完整。", true},
    {"全年采购XXL号校服，满足不同年级学生需求。", false},
    {"全年采购3x3米展板，满足不同年级学生需求。", false},
    {"按 3*100% 的比例完成全年教研活动任务。", false},
    {"全年培训教师 600 人，考核合格率达到标准。", false},
};

Test(shape, what_a_template_left_behind_is_found)
{
    static const char *const SELECT[] = {"placeholder", NULL};
    JxCheckOptions options = {.select = SELECT};
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        g_autoptr(JxReport) report = good_report();
        jx_report_project(report, 0)->goal = TEXTS[i].text;

        jx_check(report, &options);

        g_autofree char *findings = findings_of(report);
        cr_expect(eq(str, findings,
                     (char *)(TEXTS[i].found ? "placeholder@7:50" : "")),
                  "%s", TEXTS[i].text);
    }
}

Test(shape, a_placeholder_in_a_value_is_found_there)
{
    g_autoptr(JxReport) report = good_report();
    jx_project_indicator(jx_report_project(report, 1), 0)->annual_value =
        "≥XX次";

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "placeholder@8:120"));
    cr_expect(
        eq(int, jx_diags_get(report->diags, 0)->field, JX_FIELD_ANNUAL_VALUE));
}
