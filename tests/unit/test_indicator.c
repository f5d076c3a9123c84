#include "load_dump.h"

/* The cell alone, what its items are, and the findings with their column (the
 * cell begins in column 14 of line 5: after 甲项目⇥1.00⇥⇥⇥⇥目标⇥). */
#define BEFORE FRONT HEADING_ROW "甲项目\t1.00\t\t\t\t目标\t"

#define L11 "1-产出指标；11-数量指标；"
#define L12 "1-产出指标；12-质量指标；"
#define L22 "2-效益指标；22-社会效益；"
#define P "实施周期指标值："
#define A "年度指标值："
#define D11 "[1 产出指标][11 数量指标] "
#define D12 "[1 产出指标][12 质量指标] "

/* clang-format off */
static const struct {
    const char *cell, *items, *findings;
} CASES[] = {
    /* plain */
    {"1、" L11 "面积；" P "5公顷；" A "3公顷。2、" L12 "合格率；" P "95%；" A "95%。",
     "1 " D11 "面积 | 5公顷 | 3公顷\n2 " D12 "合格率 | 95% | 95%\n", ""},
    /* annual value absent; half-width colon; no colon */
    {"1、" L11 "面积；实施周期指标值:5公顷。2、" L12 "率；" P "9%；年度指标值>9%。",
     "1 " D11 "面积 | 5公顷 | ~\n2 " D12 "率 | 9% | >9%\n",
     "colon-missing@5:78+5"},
    /* both values empty */
    {"1、" L11 "面积；" P "；" A "。", "1 " D11 "面积 | ~ | ~\n", ""},
    /* values with their own punctuation */
    {"1、" L11 "场次；" P "办8场，惠及3万人。；" A "A类≥3项；B类≥2项。",
     "1 " D11 "场次 | 办8场，惠及3万人。 | A类≥3项；B类≥2项\n", ""},
    /* either order */
    {"1、" L11 "面积；" A "3公顷；" P "5公顷。", "1 " D11 "面积 | 5公顷 | 3公顷\n", ""},
    /* numbers and lists inside a value or a name are no heads */
    {"1、" L11 "2、3号楼；" P "其中：1、甲；2、3号楼；" A "分两步：1、招标。2、施工。",
     "1 " D11 "2、3号楼 | 其中：1、甲；2、3号楼 | 分两步：1、招标。2、施工\n", ""},
    {"1、" L11 "覆盖；" P "1、经济效益；2、社会效益；" A "3、生态效益。",
     "1 " D11 "覆盖 | 1、经济效益；2、社会效益 | 3、生态效益\n", ""},
    /* other marks */
    {"1." L11 "甲；" P "1；" A "1。2．" L12 "乙；" P "2；" A "2。（3）" L12 "丙；" P "3；" A "3。④"
     L12 "丁；" P "4；" A "4。",
     "1 " D11 "甲 | 1 | 1\n2 " D12 "乙 | 2 | 2\n3 " D12 "丙 | 3 | 3\n4 " D12 "丁 | 4 | 4\n", ""},
    {L11 "甲；" P "1；" A "1。" L12 "乙；" P "2；" A "2。",
     "0 " D11 "甲 | 1 | 1\n0 " D12 "乙 | 2 | 2\n", ""},
    /* codes in other spellings, and none */
    {"1、1产出指标；11－数量指标；甲；" P "1；" A "1。2、1—产出指标；1.2—质量指标；乙；" P "2；" A "2。",
     "1 " D11 "甲 | 1 | 1\n2 [1 产出指标][1.2 质量指标] 乙 | 2 | 2\n", ""},
    {"1、产出指标；数量指标；甲；" P "1；" A "1。2、效益指标；社会效益；乙；" P "2；" A "2。",
     "1 [~ 产出指标][~ 数量指标] 甲 | 1 | 1\n2 [~ 效益指标][~ 社会效益] 乙 | 2 | 2\n", ""},
    /* level 1 only once; then ordinals alone */
    {"1、" L11 "甲；" P "1；" A "1。2、12-质量指标；乙；" P "2；" A "2。3、丙；" P "3；" A "3。",
     "1 " D11 "甲 | 1 | 1\n2 [~ ~][12 质量指标] 乙 | 2 | 2\n3 [~ ~][~ ~] 丙 | 3 | 3\n", ""},
    /* unknown codes and names stay as printed */
    {"1、4-其他指标；41-管理水平；甲；" P "1；" A "1。",
     "1 [4 其他指标][41 管理水平] 甲 | 1 | 1\n", ""},
    /* a level or a name is empty */
    {"1、1-产出指标；；甲；" P "1；" A "1。2、" L12 "；" P "2；" A "2。",
     "1 [1 产出指标][~ ~] 甲 | 1 | 1\n2 " D12 "~ | 2 | 2\n", ""},
    /* other separators */
    {"1、1-产出指标,11-数量指标,甲," "实施周期指标值:1,年度指标值:1.2、1-产出指标|12-质量指标|乙|" P "2|" A "2",
     "1 " D11 "甲 | 1 | 1\n2 " D12 "乙 | 2 | 2\n", ""},
    /* the number of the next item glued to a value */
    {"1、" L11 "甲；" P "5；" A "52、" L12 "乙；" P "2；" A "2",
     "1 " D11 "甲 | 5 | 5\n2 " D12 "乙 | 2 | 2\n", ""},
    /* ordinals skip, repeat, restart, have two digits */
    {"9、" L11 "甲；" P "1；" A "1。10、" L11 "乙；" P "1；" A "1。10、" L11 "丙；" P "1；" A "1。1、" L11 "丁；" P "1；" A "1。",
     "9 " D11 "甲 | 1 | 1\n10 " D11 "乙 | 1 | 1\n10 " D11 "丙 | 1 | 1\n1 " D11 "丁 | 1 | 1\n", ""},
    /* no full stop, two of them, text behind the last item */
    {"1、" L11 "甲；" P "9%；" A "9%。。2、" L11 "乙；" P "1；" A "1", 
     "1 " D11 "甲 | 9% | 9%\n2 " D11 "乙 | 1 | 1\n", ""},
    {"1、" L11 "甲；" P "9%；" A "9%。以上由甲局填报",
     "1 " D11 "甲 | 9% | 9%\n- 以上由甲局填报\n", "indicator-syntax@5:55+7"},
    {"1、" L11 "甲；" P "9%；" A "9%。由甲局填报。",
     "1 " D11 "甲 | 9% | 9%\n- 由甲局填报。\n", "indicator-syntax@5:55+6"},
    /* a sentence with two full stops is one value */
    {"1、" L11 "甲；" P "办8场。惠及3万人。；" A "办8场。惠及3万人。",
     "1 " D11 "甲 | 办8场。惠及3万人。 | 办8场。惠及3万人\n", ""},
    /* nothing of the kind */
    {"按合同执行", "- 按合同执行\n", "indicator-syntax@5:16+5"},
    {"见附件：1、" L11 "甲；" P "1；" A "1。",
     "- 见附件：\n1 " D11 "甲 | 1 | 1\n", "indicator-syntax@5:16+4"},
    /* a head was lost: the second pair of values is an item of its own */
    {"1、" L11 "甲；" P "1；" A "1。乙；" P "2；" A "2。",
     "1 " D11 "甲 | 1 | 1\n0 [~ ~][~ ~] 乙 | 2 | 2\n", ""},
    /* separators printed twice */
    {"1、1-产出指标；；11-数量指标；；面积；；" P "5；；" A "3。", "1 " D11 "面积 | 5 | 3\n", ""},
    {"1、1-产出指标；；3-甲机床；" P "5；" A "3。", "1 [1 产出指标][~ ~] 3-甲机床 | 5 | 3\n", ""},
    /* white space of line ends, also inside a label */
    {"1、1-产 出指标；11-数量指标；日常 保洁；实施周期 指标值：每 天；" A "5 天。",
     "1 " D11 "日常保洁 | 每天 | 5 天\n",
     "whitespace-removed@5:21+1 whitespace-removed@5:36+1 whitespace-removed@5:50+1"},
};
/* clang-format on */

ParameterizedTestParameters(indicator, cells_are_taken_apart)
{
    static size_t cases[G_N_ELEMENTS(CASES)];
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(CASES));
}

ParameterizedTest(size_t *i, indicator, cells_are_taken_apart)
{
    g_autofree char *text = g_strconcat(BEFORE, CASES[*i].cell, "\n", NULL);

    g_autoptr(JxDocument) document = load_text(text);

    JxReport *report = report_at(document, 0);
    cr_assert(eq(u32, report->projects->len, 1));
    g_autofree char *items = dump_indicators(jx_report_project(report, 0));
    g_autofree char *findings = dump_findings(report);
    cr_expect(eq(str, items, (char *)CASES[*i].items));
    cr_expect(eq(str, findings, (char *)CASES[*i].findings));
}

ParameterizedTestParameters(indicator,
                            the_texts_of_the_items_give_back_the_cell)
{
    static size_t cases[G_N_ELEMENTS(CASES)];
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(CASES));
}

ParameterizedTest(size_t *i, indicator,
                  the_texts_of_the_items_give_back_the_cell)
{
    g_autofree char *text = g_strconcat(BEFORE, CASES[*i].cell, "\n", NULL);

    g_autoptr(JxDocument) document = load_text(text);

    const JxProject *project = jx_report_project(report_at(document, 0), 0);
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint k = 0; k < project->indicators->len; k++)
        g_string_append(all, jx_project_indicator(project, k)->text);
    cr_expect(eq(str, all->str, (char *)CASES[*i].cell));
    cr_expect(eq(str, (char *)project->indicators_text, all->str));
}

Test(indicator, places_are_those_of_the_values)
{
    g_autoptr(JxDocument) document =
        load_text(BEFORE "1、" L11 "面积；" P "5公顷。2、" L12 "率；" A "9%。");

    const JxProject *project = jx_report_project(report_at(document, 0), 0);
    const JxIndicator *first = jx_project_indicator(project, 0);
    const JxIndicator *second = jx_project_indicator(project, 1);
    cr_expect(eq(u32, first->place.column, 16));
    cr_expect(eq(u32, first->level1.place.column, 18));
    cr_expect(eq(u32, first->level2.place.column, 25));
    cr_expect(eq(u32, first->name_place.column, 33));
    cr_expect(eq(u32, first->name_place.length, 2));
    cr_expect(eq(u32, first->period_place.column, 44));
    cr_expect(eq(u32, first->period_place.length, 3));
    /* where the missing one would be written: before the full stop */
    cr_expect(eq(u32, first->annual_place.column, 47));
    cr_expect(eq(u32, first->annual_place.length, 0));
    cr_expect(eq(u32, second->place.column, 48));
    cr_expect(eq(u32, second->annual_place.line, 5));
}
