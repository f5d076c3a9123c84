#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include "report_builder.h"

/* Codes and names of the levels, and which indicators a project needs. */

static const struct {
    const char *level1, *level2;
    const char *rule; /* "" when it is fine */
    guint column;     /* 562 first level, 570 second level */
} LEVELS[] = {
    /* clang-format off */
    {"2-效益指标", "11-数量指标", "code-name-mismatch", 570},
    {"1-效益指标", "12-质量指标", "code-name-mismatch", 562},
    {"1-产出指标", "11-质量指标", "code-name-mismatch", 570},
    {"2-效益指标", "2-经济效益", "code-name-mismatch", 570},
    {"1-产出指标", "12-社会效益", "code-name-mismatch", 570},
    {"1-产出指标", "12-质量指标", "", 0},
    {"2-效益指标", "22-社会效益指标", "", 0},
    {"2-效益指标", "23-环境效益", "", 0},
    {"3-满意度指标", "31-满意度指标", "", 0},

    {"1-产出指标", "19-其他指标", "code-unknown", 570},
    {"4-其他指标", "41-其他指标", "code-unknown", 562},
    {"1-产出指标", "12-品质指标", "code-unknown", 570},

    {"产出指标", "12-质量指标", "code-missing", 562},
    {"1-产出指标", "质量指标", "code-missing", 570},
    {"1-产出指标", "12-", "code-missing", 570},
    /* clang-format on */
};

ParameterizedTestParameters(codes, each_level_is_compared_with_the_taxonomy)
{
    static size_t cases[G_N_ELEMENTS(LEVELS)];
    for (size_t i = 0; i < G_N_ELEMENTS(LEVELS); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(LEVELS));
}

ParameterizedTest(size_t *i, codes, each_level_is_compared_with_the_taxonomy)
{
    g_autoptr(JxReport) report = good_report();
    JxProject *project = jx_report_project(report, 0);
    add_item(project, LEVELS[*i].level1, LEVELS[*i].level2, "课例", "≥90%",
             "≥90%");

    jx_check(report, NULL);

    g_autofree char *findings = findings_of(report);
    g_autofree char *expected =
        *LEVELS[*i].rule
            ? g_strdup_printf("%s@7:%u", LEVELS[*i].rule, LEVELS[*i].column)
            : g_strdup("");
    cr_expect(eq(str, findings, expected), "%s %s", LEVELS[*i].level1,
              LEVELS[*i].level2);
}

Test(codes, a_table_without_any_code_is_one_finding)
{
    g_autoptr(JxReport) report = good_report();
    for (guint i = 0; i < report->projects->len; i++) {
        JxProject *project = jx_report_project(report, i);
        for (guint j = 0; j < project->indicators->len; j++) {
            jx_project_indicator(project, j)->level1.code = NULL;
            jx_project_indicator(project, j)->level2.code = NULL;
        }
    }

    jx_check(report, NULL);

    g_autofree char *findings = findings_of(report);
    cr_expect(eq(str, findings, "code-missing@7:62"));
}

/* A project of the newer system: 成本 is a first level, codes are the
 * province's own. */
static void add_new_project(JxReport *report, const char *name)
{
    JxProject *project = add_project(report, name, AMOUNTS("5.00", "5.00"));
    add_item(project, "1-成本指标", "11-经济成本指标", "人均费用", "≤20元/人",
             "≤20元/人");
    add_item(project, "2-产出指标", "21-数量指标", "活动", "≥20次", "≥10次");
    add_item(project, "2-产出指标", "22-质量指标", "合格率", "≥95%", "≥95%");
    add_item(project, "3-效益指标", "32-社会效益指标", "受益", "≥30人",
             "≥15人");
    add_item(project, "4-满意度指标", "41-服务对象满意度指标", "学生满意度",
             "≥90%", "≥90%");
}

Test(codes, the_system_with_cost_as_first_level_is_recognised)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("5.00", "5.00"));
    add_new_project(report, "教学楼改造工程");

    jx_check(report, NULL);

    g_autofree char *findings = findings_of(report);
    cr_expect(eq(str, findings, ""));
}

Test(codes, a_wrong_pair_is_found_in_the_newer_system_too)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("5.00", "5.00"));
    add_new_project(report, "教研活动经费");
    jx_project_indicator(jx_report_project(report, 0), 1)->level2.code = "31";

    jx_check(report, NULL);

    g_autofree char *findings = findings_of(report);
    cr_expect(eq(str, findings, "code-name-mismatch@7:170"));
}

/* ---- needs ------------------------------------------------------------- */

static const struct {
    const char *name;
    guint drop; /* bit i drops the i-th item of the good project */
    const char *rules;
} NEEDS[] = {
    {"教研活动经费", 0x01, "quantity-missing@7:60"},
    {"教研活动经费", 0x02, "quality-missing@7:60"},
    {"教研活动经费", 0x04, ""},
    {"教学楼修缮", 0x04, "cost-missing@7:60"},
    {"教学楼修缮", 0x00, ""},
    {"实训楼建设项目", 0x04, "cost-missing@7:60"},
    {"师资队伍建设经费", 0x04, ""},
    {"教研活动经费", 0x07, "output-missing@7:60"},
    {"教研活动经费", 0x08, "benefit-missing@7:60"},
    {"教研活动经费", 0x10, "satisfaction-missing@7:60"},
    {"在职人员经费", 0x10, ""},
};

ParameterizedTestParameters(codes, a_project_is_told_which_indicators_it_lacks)
{
    static size_t cases[G_N_ELEMENTS(NEEDS)];
    for (size_t i = 0; i < G_N_ELEMENTS(NEEDS); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(NEEDS));
}

ParameterizedTest(size_t *i, codes, a_project_is_told_which_indicators_it_lacks)
{
    static const char *const IGNORE[] = {"ordinal-gap", NULL};
    JxCheckOptions options = {.ignore = IGNORE};
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("5.00", "5.00"));
    JxProject *project =
        add_good_project(report, NEEDS[*i].name, AMOUNTS("5.00", "5.00"));
    for (guint item = project->indicators->len; item > 0; item--)
        if (NEEDS[*i].drop & (1u << (item - 1)))
            g_array_remove_index(project->indicators, item - 1);

    jx_check(report, &options);

    g_autofree char *findings = findings_of(report);
    cr_expect(eq(str, findings, (char *)NEEDS[*i].rules));
}

Test(codes, an_item_that_could_not_be_parsed_may_be_the_one_that_lacks)
{
    static const char *const IGNORE[] = {"ordinal-gap", NULL};
    JxCheckOptions options = {.ignore = IGNORE};
    g_autoptr(JxReport) report = good_report();
    jx_project_indicator(jx_report_project(report, 0), 4)->parsed = false;

    jx_check(report, &options);

    g_autofree char *findings = findings_of(report);
    cr_expect(eq(str, findings, ""));
}
