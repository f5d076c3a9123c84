#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include "report_builder.h"

/* One item each, and the rule it fires, or "" for its twin that is fine. */
static const struct {
    const char *level1, *level2, *name, *period, *annual;
    const char *rule;
    guint column; /* of the finding: 640 period, 660 annual value */
} ITEMS[] = {
#define QUANTITY "1-产出指标", "11-数量指标"
#define QUALITY "1-产出指标", "12-质量指标"
#define COST "1-产出指标", "14-成本指标"
#define SOCIAL "2-效益指标", "22-社会效益"
#define CLIENTS "3-满意度指标", "31-服务对象满意度"
    /* clang-format off */
    {SOCIAL, "教学水平", "有效", "有效", "value-not-gradable", 600},
    {SOCIAL, "教学水平", "≥90%", "显著提升", "value-not-gradable", 620},
    {SOCIAL, "教学水平", "好", "好", "", 0},
    {SOCIAL, "教学水平", "较上年提高5%以上", "较上年提高5%以上", "", 0},

    {CLIENTS, "家长满意度", "较高", "较高", "satisfaction-not-percent", 600},
    {CLIENTS, "家长满意度", "≥90分", "≥90分", "satisfaction-not-percent", 600},
    {CLIENTS, "家长满意度", "95", "95", "satisfaction-not-percent", 600},
    {CLIENTS, "家长满意度（%）", "95", "95", "", 0},
    {CLIENTS, "家长满意度", "家长满意度≥85%", "≥85%", "", 0},
    {SOCIAL, "社会反响", "较高", "较高", "", 0},

    {QUALITY, "达标率", "292%", "≥92%", "percent-over-100", 600},
    {QUALITY, "达标率", "≥92%", "120%", "percent-over-100", 620},
    {QUALITY, "收入增长率", "120%", "120%", "", 0},
    {QUALITY, "达标率", "100%", "100%", "", 0},

    {COST, "活动经费", "≥300元/人", "≥300元/人", "cost-direction", 600},
    {COST, "活动经费", "≤300元/人", "≤300元/人", "", 0},
    {COST, "成本节约率", "≥5%", "≥5%", "", 0},
    {QUANTITY, "受训人数", "≥300人", "≥300人", "", 0},

    {QUANTITY, "论文发表", "26", "26", "unit-of-measure-missing", 600},
    {QUANTITY, "论文发表（篇）", "26人", "26人", "unit-of-measure-missing", 600},
    {QUANTITY, "论文发表（篇）", "26", "13", "", 0},
    {QUANTITY, "论文发表", "26篇", "26篇", "", 0},
    {QUANTITY, "受训人数", "260", "260", "", 0},
    {QUANTITY, "受训人次", "260", "260", "", 0},
    {QUALITY, "安全事故", "0", "0", "", 0},
    {QUANTITY, "业务量（件）", "≥5万件", "≥5万件", "", 0},

    {QUANTITY, "讲座场次", "80场", "100场", "annual-over-period", 620},
    {QUANTITY, "讲座场次", "100场", "80场", "", 0},
    {QUANTITY, "讲座场次", "100场", "100场", "", 0},
    {QUANTITY, "完成率", "80%", "90%", "", 0},
    {QUALITY, "优秀课例", "80个", "100个", "", 0},
    {QUANTITY, "讲座场次", "2场", "10期", "", 0},

    {COST, "总成本", "≤60万元", "≤60万元", "cost-over-total", 620},
    {COST, "总成本", "≤600000元", "≤600000元", "cost-over-total", 620},
    {COST, "总成本", "≤150万元", "≤50万元", "", 0},
    {QUANTITY, "捐款数额", "≥60万元", "≥60万元", "", 0},
    /* clang-format on */
};

ParameterizedTestParameters(values,
                            a_rule_fires_on_its_value_and_not_on_its_twin)
{
    static size_t cases[G_N_ELEMENTS(ITEMS)];
    for (size_t i = 0; i < G_N_ELEMENTS(ITEMS); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(ITEMS));
}

ParameterizedTest(size_t *i, values,
                  a_rule_fires_on_its_value_and_not_on_its_twin)
{
    static const char *const IGNORE[] = {"code-missing", NULL};
    JxCheckOptions options = {.ignore = IGNORE};
    g_autoptr(JxReport) report = good_report();
    JxProject *project = jx_report_project(report, 0);
    add_item(project, ITEMS[*i].level1, ITEMS[*i].level2, ITEMS[*i].name,
             ITEMS[*i].period, ITEMS[*i].annual);

    jx_check(report, &options);

    g_autofree char *findings = findings_of(report);
    g_autofree char *expected =
        *ITEMS[*i].rule
            ? g_strdup_printf("%s@7:%u", ITEMS[*i].rule, ITEMS[*i].column)
            : g_strdup("");
    cr_expect(eq(str, findings, expected), "%s: %s, %s", ITEMS[*i].name,
              ITEMS[*i].period, ITEMS[*i].annual);
    if (*ITEMS[*i].rule)
        cr_expect(eq(u32, jx_diags_get(report->diags, 0)->ordinal, 6));
}

Test(values, a_misread_sign_is_guessed_in_the_hint)
{
    g_autoptr(JxReport) report = good_report();
    add_item(jx_report_project(report, 0), QUALITY, "达标率", "292%", "292%");

    jx_check(report, NULL);

    const JxFinding *finding = finding_of(report, "percent-over-100", 0);
    cr_assert(finding != NULL);
    cr_expect(strstr(finding->hint, "≥92%") != NULL);
}
