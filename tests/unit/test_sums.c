#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "report_builder.h"

static char *findings_after(JxReport *report)
{
    static const char *const IGNORE[] = {"reconciled", "reconcile-ambiguous",
                                         "reconcile-merged",
                                         "reconcile-incomplete", NULL};
    JxCheckOptions options = {.ignore = IGNORE};
    jx_check(report, &options);
    return findings_of(report);
}

static void set_amount(JxReport *report, JxMoney *money, const char *text)
{
    jx_money_parse(money, text, report->currency, NULL);
}

Test(sums, a_row_that_does_not_add_up_is_found_on_its_total)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("0.40", "0.40", "0.40", ""));
    add_good_project(report, "运行维护经费", AMOUNTS("0.40", "0.40", "0.40"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "row-sum-mismatch@6:10 row-sum-mismatch@7:10"));
    const JxFinding *finding = finding_of(report, "row-sum-mismatch", 1);
    cr_expect(eq(int, finding->project, 0));
    cr_expect(eq(int, finding->field, JX_FIELD_TOTAL));
    cr_expect(eq(str, finding->message,
                 "总计 0.40 ≠ 财政拨款 0.40 ＋ 财政专户拨款 0.40"
                 "（差 0.40：各项之和偏多）"));
    cr_expect(strstr(finding->hint, "0.40") != NULL);
}

Test(sums, each_column_that_is_off_is_a_finding_in_the_declared_row)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("1,200.00", "700.00", "391.00", "109.00"));
    add_good_project(report, "甲项经费", AMOUNTS("700.00", "700.00"));
    add_good_project(report, "乙项经费",
                     AMOUNTS("500.00", "", "300.00", "200.00"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings,
                 "column-sum-mismatch@6:30 "
                 "column-sum-mismatch@6:40"));
    const JxFinding *special = finding_of(report, "column-sum-mismatch", 0);
    const JxFinding *other = finding_of(report, "column-sum-mismatch", 1);
    cr_expect(eq(int, special->field, JX_FIELD_SPECIAL_ACCOUNT));
    cr_expect(eq(int, other->field, JX_FIELD_OTHER));
    cr_expect(eq(int, special->project, -1));
    cr_expect(eq(str, special->message,
                 "财政专户拨款：合计 391.00 ≠ 各项目之和 300.00"
                 "（差 91.00：各项目偏少）"));
    cr_expect(strstr(other->hint, "91.00") != NULL);
}

Test(sums, a_unit_is_compared_with_its_own_projects)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("100.00", "100.00"));
    add_unit(report, "甲小学", AMOUNTS("60.00", "60.00"));
    add_good_project(report, "甲项经费", AMOUNTS("50.00", "50.00"));
    add_unit(report, "乙小学", AMOUNTS("50.00", "50.00"));
    add_good_project(report, "乙项经费", AMOUNTS("50.00", "50.00"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings,
                 "unit-sum-mismatch@7:10 "
                 "unit-sum-mismatch@7:20"));
}

Test(sums, a_unit_that_lists_no_project_counts_by_its_subtotal)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("100.00", "100.00"));
    add_unit(report, "甲小学", AMOUNTS("50.00", "50.00"));
    add_unit(report, "乙小学", AMOUNTS("50.00", "50.00"));
    add_good_project(report, "乙项经费", AMOUNTS("50.00", "50.00"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, ""));
}

Test(sums, a_blank_in_the_declared_row_counts_as_nothing)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("50.00", "50.00"));
    add_good_project(report, "甲项经费", AMOUNTS("50.00", "", "50.00"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings,
                 "column-sum-mismatch@6:20 "
                 "column-sum-mismatch@6:30"));
}

Test(sums, an_amount_that_cannot_be_read_is_not_held_against_the_sums)
{
    g_autoptr(JxReport) report = good_report();
    JxMoney *money = &jx_report_project(report, 1)->funding[JX_FUND_FISCAL];
    set_amount(report, money, "1o.00");

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, ""));
}

Test(sums, sums_beyond_any_amount_are_reported_not_wrapped)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("9000000000000.00", "9000000000000.00"));
    add_good_project(report, "甲项经费",
                     AMOUNTS("9000000000000.00", "9000000000000.00"));
    add_good_project(report, "乙项经费",
                     AMOUNTS("9000000000000.00", "9000000000000.00"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings,
                 "column-sum-mismatch@6:10 "
                 "column-sum-mismatch@6:20"));
}

Test(sums, a_table_without_a_row_of_totals_is_told)
{
    g_autoptr(JxReport) report = report_new();
    add_good_project(report, "甲项经费", AMOUNTS("50.00", "50.00"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "totals-row-missing@5:1"));
}

Test(sums, a_row_of_totals_without_figures_is_none)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS(""));
    add_good_project(report, "甲项经费", AMOUNTS("50.00", "50.00"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "totals-row-missing@6:1"));
}

Test(sums, a_row_without_total_is_told_what_it_would_be)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("50.00", "80.00", "20.00"));
    add_good_project(report, "甲项经费", AMOUNTS("50.00", "50.00"));
    add_good_project(report, "乙项经费", AMOUNTS("", "30.00", "20.00"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "row-sum-mismatch@6:10 total-missing@8:10"));
    cr_expect(strstr(finding_of(report, "total-missing", 0)->hint, "50.00") !=
              NULL);
}

/* ---- rounding --------------------------------------------------------- */

Test(sums, several_last_digit_differences_are_rounding)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("42.14", "24.71", "17.44"));
    add_good_project(report, "甲项经费", AMOUNTS("21.07", "12.35", "8.73"));
    add_good_project(report, "乙项经费", AMOUNTS("21.07", "12.36", "8.71"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "rounding-tail@6:10 rounding-tail@7:10"));
}

Test(sums,
     a_single_last_digit_difference_stays_an_error_and_says_what_it_may_be)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("42.14", "24.71", "17.43"));
    add_good_project(report, "甲项经费", AMOUNTS("21.07", "12.35", "8.72"));
    add_good_project(report, "乙项经费", AMOUNTS("21.08", "12.36", "8.71"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings,
                 "column-sum-mismatch@6:10 rounding-tail@6:10 "
                 "row-sum-mismatch@8:10 rounding-tail@8:10 "
                 "reconcile-crossed@8:10"));
}

Test(sums, amounts_in_yuan_have_no_tails)
{
    g_autoptr(JxReport) report = report_new();
    report->currency = JX_CURRENCY_YUAN;
    declare(report, AMOUNTS("42.14", "24.71", "17.44"));
    add_good_project(report, "甲项经费", AMOUNTS("21.07", "12.35", "8.73"));
    add_good_project(report, "乙项经费", AMOUNTS("21.07", "12.36", "8.71"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "row-sum-mismatch@6:10 row-sum-mismatch@7:10"));
}

Test(sums, a_negative_amount_is_found_in_its_cell)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("45.00", "45.00"));
    add_good_project(report, "甲项经费", AMOUNTS("50.00", "50.00"));
    add_good_project(report, "乙项经费", AMOUNTS("-5.00", "-5.00"));

    g_autofree char *findings = findings_after(report);

    cr_expect(eq(str, findings, "amount-negative@8:10 amount-negative@8:20"));
    cr_expect(eq(int, jx_diags_get(report->diags, 1)->field, JX_FIELD_FISCAL));
}
