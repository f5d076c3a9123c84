#include "load_dump.h"

#include <string.h>

#define ITEM(n)                                                                \
    n "、1-产出指标；11-数量指标；甲；实施周期指标值：1；年度指标值：1。"
#define TAIL "\t目标一。\t" ITEM("1") "\n"
#define HEAD "项目支出绩效目标表 | 甲局 | 万元 | ~ | ~\n"

/* clang-format off */
static const struct {
    const char *text, *report, *findings;
} CASES[] = {
    /* the official order; the unit's own row is the declared total */
    {FRONT HEADING_ROW "甲局\t3.00\t2.00\t\t1.00\t\t\n"
     "子\t1.00\t\t\t1.00" TAIL "丑\t2.00\t2.00\t\t" TAIL,
     HEAD "== 甲局 3.00 2.00 ~ 1.00\n"
     "子 1.00 ~ ~ 1.00 <-1> / 目标一。\n丑 2.00 2.00 ~ ~ <-1> / 目标一。\n", ""},
    /* other order, aliases, brackets, an own currency, extra columns */
    {"项目支出绩效目标表\n单位名称：甲局\n"
     "序号\t绩效目标\t绩效指标\t项目名称\t其中：财政拨款\t财政专户管理资金\t其它资金\t合计（万元）\t管理人\n"
     "1\t目标一。\t" ITEM("1") "\t子\t1.00\t\t\t1.00\t王\n",
     HEAD "子 1.00 1.00 ~ ~ <-1> / 目标一。 {序号=1} {管理人=王}\n",
     "column-extra@3:1+2 heading-unknown@3:48+3"},
    /* short and long rows */
    {FRONT HEADING_ROW "子\t3.00\t2.00\t1.00" TAIL "丑\t3.00\t2.00\t1.00\t\t目标一。\t" ITEM("1") "\t\n",
     HEAD "子 3.00 2.00 1.00 ~ <-1> / 目标一。\n丑 3.00 2.00 1.00 ~ <-1> / 目标一。\n",
     "row-cell-missing@5:1+1 row-cell-extra@6:1+1"},
    /* a short row that was padded at its end */
    {FRONT HEADING_ROW "子\t3.00\t2.00\t1.00\t目标一。\t" ITEM("1") "\t\n",
     HEAD "子 3.00 2.00 1.00 ~ <-1> / 目标一。\n", "row-cell-missing@5:1+1"},
    /* the sum chooses where left to right is wrong and one way alone is right:
     * not here, where two are, */
    {FRONT "项目名称\t财政拨款\t其他资金\t总计\t绩效目标\t绩效指标\n子\t2.00\t2.00" TAIL,
     HEAD "子 ~ 2.00 ~ 2.00 <-1> / 目标一。\n", "row-cell-missing@5:1+1"},
    /* but here */
    {FRONT "项目名称\t总计\t备注\t财政拨款\t绩效目标\t绩效指标\n子\t2.00\t2.00" TAIL,
     HEAD "子 2.00 2.00 ~ ~ <-1> / 目标一。\n", "column-extra@4:9+2 row-cell-missing@5:1+1"},
    /* what a page break leaves behind */
    {FRONT HEADING_ROW "子\t1.00\t\t\t1.00" TAIL "第 1 页 共 2 页\n\n项目支出绩效目标表（续表）\n单位：万元\n"
     HEADING_ROW "丑\t2.00\t2.00\t\t" TAIL "- 2 -\n----\t---\t--\t--\t--\t--\t----\n",
     HEAD "子 1.00 ~ ~ 1.00 <-1> / 目标一。\n丑 2.00 2.00 ~ ~ <-1> / 目标一。\n", ""},
    /* a row cut in mid-item, and again with its name */
    {FRONT HEADING_ROW "子\t1.00\t\t\t1.00\t目标一，\t1、1-产出指标；11-数量指标；甲；实施周\n\n"
     "\t\t\t\t\t目标二。\t期指标值：1；年度指标值：1。" ITEM("2") "\n",
     HEAD "子 1.00 ~ ~ 1.00 <-1> / 目标一，目标二。\n", "row-continued@7:1+0"},
    {FRONT HEADING_ROW "子\t1.00\t\t\t1.00" TAIL "子（续）\t\t\t\t\t\t" ITEM("2") "\n",
     HEAD "子 1.00 ~ ~ 1.00 <-1> / 目标一。\n", "row-continued@6:1+4"},
    /* 部门, 单位, 项目 */
    {FRONT HEADING_ROW "甲局\t6.00\t6.00\t\t\t\t\n甲局本级\t1.00\t1.00\t\t\t\t\n子\t1.00\t1.00\t\t" TAIL
     "乙校\t5.00\t5.00\t\t\t\t\n丑\t2.00\t2.00\t\t" TAIL "寅\t3.00\t3.00\t\t" TAIL "丙站\t0.00\t\t\t\t\t\n",
     HEAD "== 甲局 6.00 6.00 ~ ~\n= 甲局本级 1.00 1.00 ~ ~\n= 乙校 5.00 5.00 ~ ~\n= 丙站 0.00 ~ ~ ~\n"
     "子 1.00 1.00 ~ ~ <0> / 目标一。\n丑 2.00 2.00 ~ ~ <1> / 目标一。\n寅 3.00 3.00 ~ ~ <1> / 目标一。\n", ""},
    /* sub-totals below their projects, the total at the end */
    {FRONT HEADING_ROW "子\t1.00\t1.00\t\t" TAIL "小计\t1.00\t1.00\t\t\t\t\n丑\t2.00\t2.00\t\t" TAIL
     "小计\t2.00\t2.00\t\t\t\t\n合计\t3.00\t3.00\t\t\t\t\n",
     HEAD "== 合计 3.00 3.00 ~ ~\n= 小计 1.00 1.00 ~ ~\n= 小计 2.00 2.00 ~ ~\n"
     "子 1.00 1.00 ~ ~ <0> / 目标一。\n丑 2.00 2.00 ~ ~ <1> / 目标一。\n", ""},
    /* a project without goal and indicators is no total */
    {FRONT HEADING_ROW "子\t1.00\t1.00\t\t" TAIL "设备购置\t2.00\t2.00\t\t\t\t\n丑\t3.00\t3.00\t\t" TAIL,
     HEAD "子 1.00 1.00 ~ ~ <-1> / 目标一。\n设备购置 2.00 2.00 ~ ~ <-1> / ~\n丑 3.00 3.00 ~ ~ <-1> / 目标一。\n", ""},
    /* headings and nothing else; notes, signatures */
    {FRONT HEADING_ROW "注：1.本单位无此项。\n2.金额含税。\n填报人：王一  负责人：李二\n2031年1月5日\n",
     HEAD "* 注：1.本单位无此项。\n* 2.金额含税。\n_ 填报人：王一  负责人：李二\n_ 2031年1月5日\n", ""},
    /* lines above the table in other shapes */
    {"表12\n2031年度项目支出绩效目标表\n编制单位（盖章）：甲局　　　金额单位：万元\n" HEADING_ROW "子\t1.00\t1.00\t\t" TAIL,
     "2031年度项目支出绩效目标表 | 甲局 | 万元 | 2031 | 表12\n子 1.00 1.00 ~ ~ <-1> / 目标一。\n", ""},
    {"报表编号：05-2\n项目支出绩效目标表（单位：元）\n公开部门：甲局\n（2031年度）\n" HEADING_ROW "子\t1\t1\t\t" TAIL,
     "项目支出绩效目标表 | 甲局 | 元 | 2031 | 05-2\n子 1 1 ~ ~ <-1> / 目标一。\n", ""},
    /* label and value in cells of their own */
    {"\t项目支出绩效目标表\n单位名称：\t甲局\t\t年度：\t2031\t单位：\t万元\n" HEADING_ROW "子\t1.00\t1.00\t\t" TAIL,
     "项目支出绩效目标表 | 甲局 | 万元 | 2031 | ~\n子 1.00 1.00 ~ ~ <-1> / 目标一。\n", ""},
    {FRONT HEADING_ROW "子\t1.00\t1.00\t\t" TAIL "单位名称：\t甲局\t\t\t\t单位：\t万元\n" HEADING_ROW "丑\t2.00\t2.00\t\t" TAIL,
     HEAD "子 1.00 1.00 ~ ~ <-1> / 目标一。\n丑 2.00 2.00 ~ ~ <-1> / 目标一。\n", ""},
    /* in brackets; a currency that is printed apart */
    {"项目支出绩效目标表\n（单位名称：甲局（本级））（单 位：万 元）\n" HEADING_ROW "子\t1.00\t1.00\t\t" TAIL,
     "项目支出绩效目标表 | 甲局（本级） | 万元 | ~ | ~\n子 1.00 1.00 ~ ~ <-1> / 目标一。\n",
     "whitespace-removed@2:20+1"},
    /* a unit whose name does not tell, with one project: the total tells */
    {FRONT HEADING_ROW "甲局\t3.00\t3.00\t\t\t\t\n东点\t1.00\t1.00\t\t\t\t\n子\t1.00\t1.00\t\t" TAIL
     "西点\t2.00\t2.00\t\t\t\t\n丑\t2.00\t2.00\t\t" TAIL,
     HEAD "== 甲局 3.00 3.00 ~ ~\n= 东点 1.00 1.00 ~ ~\n= 西点 2.00 2.00 ~ ~\n"
     "子 1.00 1.00 ~ ~ <0> / 目标一。\n丑 2.00 2.00 ~ ~ <1> / 目标一。\n", ""},
    {FRONT HEADING_ROW "甲局\t2.00\t2.00\t\t\t\t\n东点\t1.00\t1.00\t\t\t\t\n子\t1.00\t1.00\t\t" TAIL,
     HEAD "== 甲局 2.00 2.00 ~ ~\n东点 1.00 1.00 ~ ~ <-1> / ~\n子 1.00 1.00 ~ ~ <-1> / 目标一。\n", ""},
    /* amounts that are none */
    {FRONT HEADING_ROW "子\t待定\t1.00\t\t" TAIL,
     HEAD "子 待定 1.00 ~ ~ <-1> / 目标一。\n", "amount-invalid@5:3+2"},
    /* damage in names and texts */
    {FRONT HEADING_ROW "甲市 子项目 2031\t1.00\t1.00\t\t\t目 标一。\t" ITEM("1") "\n",
     HEAD "甲市子项目 2031 1.00 1.00 ~ ~ <-1> / 目标一。\n",
     "name-line-wrap-space@5:3+1 whitespace-removed@5:26+1"},
    /* text that belongs nowhere is quoted */
    {"甲市公开材料\n" FRONT HEADING_ROW "子\t1.00\t1.00\t\t" TAIL "详见网站\n",
     HEAD "子 1.00 1.00 ~ ~ <-1> / 目标一。\n", "text-left-out@1:1+6 text-left-out@7:1+4"},
};
/* clang-format on */

ParameterizedTestParameters(load, tables_are_read_in_every_shape)
{
    static size_t cases[G_N_ELEMENTS(CASES)];
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(CASES));
}

ParameterizedTest(size_t *i, load, tables_are_read_in_every_shape)
{
    g_autoptr(JxDocument) document = load_text(CASES[*i].text);

    JxReport *report = report_at(document, 0);
    g_autofree char *dump = dump_report(report);
    g_autofree char *findings = dump_findings(report);
    cr_expect(not(document->refused));
    cr_expect(eq(u32, document->reports->len, 1));
    cr_expect(eq(str, dump, (char *)CASES[*i].report));
    cr_expect(eq(str, findings, (char *)CASES[*i].findings));
}

Test(load, a_cut_item_is_whole_again)
{
    g_autoptr(JxDocument) document = load_text(
        FRONT HEADING_ROW
        "子\t1.00\t\t\t1.00\t目标\t1、1-产出指标；11-数量指标；甲；实施周\n\n"
        "\t\t\t\t\t\t期指标值：1；年度指标值：2。\n");

    const JxProject *project = jx_report_project(report_at(document, 0), 0);
    g_autofree char *items = dump_indicators(project);
    cr_expect(eq(str, items, "1 [1 产出指标][11 数量指标] 甲 | 1 | 2\n"));
    /* the second value stands on the second line of the row */
    const JxIndicator *item = jx_project_indicator(project, 0);
    cr_expect(eq(u32, item->period_place.line, 7));
    cr_expect(eq(u32, item->period_place.column, 12));
}

Test(load, several_units_in_one_file_are_several_reports)
{
    g_autoptr(JxDocument) document =
        load_text(FRONT HEADING_ROW
                  "子\t1.00\t\t\t1.00" TAIL "\n注：无。\n"
                  "项目支出绩效目标表\n单位名称：乙校\n单位：元\n" HEADING_ROW
                  "丑\t2\t\t\t2" TAIL);

    cr_assert(eq(u32, document->reports->len, 2));
    g_autofree char *first = dump_report(report_at(document, 0));
    g_autofree char *second = dump_report(report_at(document, 1));
    cr_expect(eq(str, first,
                 HEAD "子 1.00 ~ ~ 1.00 <-1> / 目标一。\n"
                      "* 注：无。\n"));
    cr_expect(eq(str, second,
                 "项目支出绩效目标表 | 乙校 | 元 | ~ | ~\n"
                 "丑 2 ~ ~ 2 <-1> / 目标一。\n"));
}

static const struct {
    const char *text, *rule;
} REFUSED[] = {
    {"", "empty-input"},
    {" \n\t\n", "empty-input"},
    {" \n\t\r\n　\n", "empty-input"},
    {"只有一行文字\n", "no-table"},
    {"科目\t金额\n甲\t1.00\n", "no-table"},
};

ParameterizedTestParameters(load, without_a_table_it_is_refused)
{
    static size_t cases[] = {0, 1, 2, 3};
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(cases));
}

ParameterizedTest(size_t *i, load, without_a_table_it_is_refused)
{
    g_autoptr(JxDocument) document = load_text(REFUSED[*i].text);

    JxReport *report = report_at(document, 0);
    cr_expect(document->refused);
    cr_assert(eq(u32, jx_diags_count(report->diags), 1));
    cr_expect(eq(str, (char *)jx_diags_get(report->diags, 0)->rule,
                 (char *)REFUSED[*i].rule));
}
