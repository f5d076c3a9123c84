#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "check/check.h"
#include "report_builder.h"

Test(rules, names_are_kebab_case_and_stand_once)
{
    gsize n;
    const JxRule *rules = jx_rules(&n);

    for (gsize i = 0; i < n; i++) {
        cr_expect(jx_rule_lookup(rules[i].name) == &rules[i], "%s",
                  rules[i].name);
        cr_expect(
            strspn(rules[i].name, "abcdefghijklmnopqrstuvwxyz0123456789-") ==
                strlen(rules[i].name),
            "%s", rules[i].name);
    }
    cr_expect(jx_rule_lookup("no-such-rule") == NULL);
}

Test(rules, each_says_what_it_means_and_why)
{
    gsize n;
    const JxRule *rules = jx_rules(&n);

    for (gsize i = 0; i < n; i++) {
        cr_expect(g_utf8_strlen(rules[i].summary, -1) >= 4, "%s",
                  rules[i].name);
        cr_expect(g_utf8_strlen(rules[i].why, -1) >= 12, "%s", rules[i].name);
    }
}

Test(rules, nothing_is_found_in_a_good_report)
{
    g_autoptr(JxReport) report = good_report();

    jx_check(report, NULL);

    g_autofree char *findings = findings_of(report);
    cr_expect(eq(str, findings, ""));
}

Test(rules, findings_get_their_severity_and_are_sorted)
{
    g_autoptr(JxReport) report = good_report();
    jx_report_project(report, 1)->name = NULL;
    jx_diags_add(report->diags, "row-cell-missing", spot(7, 1), "x");
    jx_diags_add(report->diags, "name-line-wrap-space", spot(6, 1), "x");

    jx_check(report, NULL);

    g_autofree char *findings = findings_of(report);
    cr_expect(eq(str, findings,
                 "name-line-wrap-space@6:1 row-cell-missing@7:1 "
                 "name-missing@8:1"));
    cr_expect(
        eq(int, jx_diags_get(report->diags, 0)->severity, JX_SEVERITY_HINT));
    cr_expect(
        eq(int, jx_diags_get(report->diags, 1)->severity, JX_SEVERITY_WARNING));
    cr_expect(
        eq(int, jx_diags_get(report->diags, 2)->severity, JX_SEVERITY_ERROR));
}

Test(rules, select_and_ignore_decide_what_is_reported)
{
    static const char *const SELECT[] = {"name-missing", "goal-missing", NULL};
    static const char *const IGNORE[] = {"goal-missing", NULL};
    JxCheckOptions options = {.select = SELECT, .ignore = IGNORE};
    g_autoptr(JxReport) report = good_report();
    jx_report_project(report, 0)->name = NULL;
    jx_report_project(report, 0)->goal = NULL;
    report->title = NULL;

    jx_check(report, &options);

    g_autofree char *findings = findings_of(report);
    cr_expect(eq(str, findings, "name-missing@7:1"));
}

Test(rules, what_layout_finds_later_is_settled_too)
{
    g_autoptr(JxReport) report = good_report();
    jx_check(report, NULL);
    jx_diags_add(report->diags, "glyph-missing", spot(7, 50), "x");

    jx_check_settle(report, NULL);

    cr_expect(
        eq(int, jx_diags_get(report->diags, 0)->severity, JX_SEVERITY_ERROR));
}

Test(rules, a_refused_input_gets_no_further_findings)
{
    g_autoptr(JxReport) report = jx_report_new();
    jx_diags_add(report->diags, "no-table", spot(1, 1), "x");

    jx_check(report, NULL);

    cr_expect(eq(u32, jx_diags_count(report->diags), 1));
    cr_expect(
        eq(u32, jx_diags_count_severity(report->diags, JX_SEVERITY_ERROR), 1));
}
