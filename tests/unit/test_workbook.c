#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "load/workbook_compose.h"
#include "model/stamp.h"

/* The way back, its small parts; whole workbooks are in system/wayback.py. */

static const char ITEM[] = "3、1-产出指标;11-数量指标；期数;实施周期指标值:5期"
                           "；年度指标值:5期。";

typedef struct {
    JxReport *report;
    JxIndicator item;
} Fixture;

static Fixture parsed(const char *text)
{
    Fixture fixture = {.report = jx_report_new()};
    bool one = jx_compose_parse(fixture.report, text, &fixture.item);
    cr_assert(one);
    return fixture;
}

Test(workbook, an_edited_value_is_replaced_and_the_rest_kept)
{
    Fixture f = parsed(ITEM);
    f.item.annual_value = "6期";

    g_autofree char *text = jx_compose_item(f.report, ITEM, &f.item);

    cr_expect(eq(str, text,
                 "3、1-产出指标;11-数量指标；期数;实施周期指标值:5期"
                 "；年度指标值:6期。"));
    jx_report_free(f.report);
}

Test(workbook, the_ordinal_is_replaced_where_it_stands)
{
    Fixture f = parsed(ITEM);
    f.item.ordinal = 5;

    g_autofree char *text = jx_compose_item(f.report, ITEM, &f.item);

    cr_expect(eq(str, text,
                 "5、1-产出指标;11-数量指标；期数;实施周期指标值:5期"
                 "；年度指标值:5期。"));
    jx_report_free(f.report);
}

Test(workbook, a_value_that_was_not_there_writes_the_item_anew)
{
    Fixture f =
        parsed("1、1-产出指标；11-数量指标；期数；实施周期指标值：5期。");
    f.item.annual_value = "5期";

    g_autofree char *text = jx_compose_item(
        f.report, "1、1-产出指标；11-数量指标；期数；实施周期指标值：5期。",
        &f.item);

    cr_expect(eq(str, text,
                 "1、1-产出指标；11-数量指标；期数；实施周期指标值：5期"
                 "；年度指标值：5期。"));
    jx_report_free(f.report);
}

Test(workbook, a_new_item_reads_as_what_was_typed)
{
    JxReport *report = jx_report_new();
    const JxIndicator wanted = {
        .ordinal = 5, .name = "结业率", .annual_value = "≥99%"};

    g_autofree char *text = jx_compose_item(report, NULL, &wanted);
    JxIndicator item;
    bool one = jx_compose_parse(report, text, &item);

    cr_expect(eq(str, text, "5、结业率；年度指标值：≥99%。"));
    cr_expect(one);
    cr_expect(jx_compose_same(&item, &wanted));
    jx_report_free(report);
}

Test(workbook, amounts_are_marked_by_what_they_are_not_how_they_look)
{
    cr_expect(eq(str, jx_stamp_amount("1,600.00").text,
                 jx_stamp_amount("１６００").text));
    cr_expect(
        ne(str, jx_stamp_amount("1600.01").text, jx_stamp_amount("1600").text));
    cr_expect(eq(str, jx_stamp_amount(" - ").text, (char *)"-"));
    cr_expect(ne(str, jx_stamp_amount("12o").text, (char *)"-"));
}

Test(workbook, a_money_and_its_cell_have_one_mark)
{
    const JxMoney money = {.fen = 5, .decimals = 2};

    cr_expect(eq(str, jx_stamp_money(&money, JX_CURRENCY_YUAN).text,
                 jx_stamp_amount("0.05").text));
    cr_expect(eq(str, jx_stamp_money(&money, JX_CURRENCY_WAN).text,
                 jx_stamp_amount("0.000005").text));
}

Test(workbook, an_indicator_is_marked_field_by_field)
{
    const JxIndicator named = {.name = "甲"};
    const JxIndicator valued = {.period_value = "甲"};
    const JxIndicator numbered = {.ordinal = 1, .name = "甲"};

    cr_expect(ne(str, jx_stamp_indicator(&named).text,
                 jx_stamp_indicator(&valued).text));
    cr_expect(ne(str, jx_stamp_indicator(&named).text,
                 jx_stamp_indicator(&numbered).text));
}
