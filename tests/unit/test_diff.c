#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "model/diff.h"

static JxProject *add_project(JxReport *report, const char *name, gint64 total)
{
    JxProject *project = jx_report_append_project(report);
    project->name = jx_report_text(report, name);
    project->funding[JX_FUND_TOTAL].fen = total;
    return project;
}

static void add_indicator(JxReport *report, JxProject *project,
                          const char *code, const char *name,
                          const char *annual)
{
    JxIndicator *indicator = jx_project_append_indicator(project);
    indicator->parsed = true;
    indicator->ordinal = project->indicators->len;
    indicator->level2.code = jx_report_text(report, code);
    indicator->name = jx_report_text(report, name);
    indicator->annual_value = jx_report_text(report, annual);
    indicator->text = indicator->name;
}

static const JxChange *change_at(const JxDiff *diff, guint i)
{
    return &g_array_index(diff->changes, JxChange, i);
}

Test(diff, equal_reports_have_no_change)
{
    g_autoptr(JxReport) report = jx_report_new();
    JxProject *project = add_project(report, "甲楼修缮", 100);
    add_indicator(report, project, "11", "面积", "5");

    g_autoptr(JxDiff) diff = jx_diff_new(report, report);

    cr_expect(eq(u32, diff->changes->len, 0));
    cr_expect(eq(u32, diff->n_same, 1));
}

Test(diff, added_and_removed_projects_are_named_with_their_total)
{
    g_autoptr(JxReport) before = jx_report_new(), after = jx_report_new();
    add_project(before, "甲", 100);
    add_project(after, "乙", 250);

    g_autoptr(JxDiff) diff = jx_diff_new(before, after);

    cr_assert(eq(u32, diff->changes->len, 2));
    cr_expect(eq(int, change_at(diff, 0)->kind, JX_CHANGE_ADDED));
    cr_expect(eq(str, (char *)change_at(diff, 0)->after, "乙"));
    cr_expect(eq(i64, change_at(diff, 0)->after_fen, 250));
    cr_expect(eq(int, change_at(diff, 1)->kind, JX_CHANGE_REMOVED));
    cr_expect(eq(i64, diff->after_sum[JX_FUND_TOTAL], 250));
}

Test(diff, a_project_is_found_again_under_the_next_year)
{
    g_autoptr(JxReport) before = jx_report_new(), after = jx_report_new();
    add_project(before, "2025年设备购置（一期）", 100);
    add_project(after, "2026年设备 购置(一期)", 100);

    g_autoptr(JxDiff) diff = jx_diff_new(before, after);

    cr_assert(eq(u32, diff->changes->len, 1));
    cr_expect(eq(int, change_at(diff, 0)->part, JX_PART_NAME));
}

Test(diff, a_renamed_project_is_found_by_its_indicators)
{
    g_autoptr(JxReport) before = jx_report_new(), after = jx_report_new();
    JxProject *old = add_project(before, "甲楼修缮", 100);
    add_indicator(before, old, "11", "面积", "5");
    add_indicator(before, old, "12", "合格率", "100%");
    add_project(after, "全新项目", 1);
    JxProject *new = add_project(after, "教学楼改造", 100);
    add_indicator(after, new, "11", "面积", "5");
    add_indicator(after, new, "12", "合格率", "100%");

    g_autoptr(JxDiff) diff = jx_diff_new(before, after);

    cr_expect(eq(u32, diff->n_added, 1));
    cr_expect(eq(u32, diff->n_removed, 0));
    cr_expect(eq(u32, diff->n_changed, 1));
}

Test(diff, changed_amounts_and_values_say_before_and_after)
{
    g_autoptr(JxReport) before = jx_report_new(), after = jx_report_new();
    JxProject *old = add_project(before, "甲", 100);
    add_indicator(before, old, "11", "面积", "5");
    JxProject *new = add_project(after, "甲", 300);
    add_indicator(after, new, "11", "面积", "6");

    g_autoptr(JxDiff) diff = jx_diff_new(before, after);

    cr_assert(eq(u32, diff->changes->len, 2));
    cr_expect(eq(int, change_at(diff, 0)->part, JX_PART_AMOUNT));
    cr_expect(eq(i64, change_at(diff, 0)->before_fen, 100));
    cr_expect(eq(int, change_at(diff, 1)->part, JX_PART_ANNUAL_VALUE));
    cr_expect(eq(str, (char *)change_at(diff, 1)->after, "6"));
    cr_expect(eq(u32, change_at(diff, 1)->new_ordinal, 1));
}

Test(diff, an_indicator_that_moved_is_no_change)
{
    g_autoptr(JxReport) before = jx_report_new(), after = jx_report_new();
    JxProject *old = add_project(before, "甲", 1);
    add_indicator(before, old, "11", "面积", "5");
    add_indicator(before, old, "12", "合格率", "100%");
    JxProject *new = add_project(after, "甲", 1);
    add_indicator(after, new, "12", "合格率", "100%");
    add_indicator(after, new, "11", "面积", "5");

    g_autoptr(JxDiff) diff = jx_diff_new(before, after);

    cr_expect(eq(u32, diff->changes->len, 0));
}
