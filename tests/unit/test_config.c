#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "check/taxonomy.h"
#include "report_builder.h"

static JxConfig *config_of(const char *text, GError **error)
{
    g_autoptr(JxYaml) yaml =
        jx_yaml_parse("jixiao.conf", text, strlen(text), error);
    return yaml ? jx_config_from_yaml(yaml, JX_TEST_DATA, error) : NULL;
}

/* Judges the report as that jixiao.conf says. */
static char *findings_under(JxReport *report, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JxConfig) config = config_of(text, &error);
    cr_assert(config != NULL, "%s", error ? error->message : "");
    JxCheckOptions options = {.config = config};
    jx_check(report, &options);
    return findings_of(report);
}

Test(config, an_empty_file_changes_nothing)
{
    g_autoptr(JxReport) report = good_report();

    g_autofree char *findings = findings_under(report, "# 都用默认值\n");

    cr_expect(eq(str, findings, ""));
}

Test(config, a_rule_can_be_off_or_of_another_severity)
{
    g_autoptr(JxReport) report = good_report();
    report->title = report->unit = NULL;

    g_autofree char *findings = findings_under(
        report, "severity:\n  title-missing: off\n  unit-missing: error\n");

    cr_expect(eq(str, findings, "unit-missing@5:1"));
    cr_expect(
        eq(int, jx_diags_get(report->diags, 0)->severity, JX_SEVERITY_ERROR));
}

Test(config, thresholds_decide)
{
    g_autoptr(JxReport) report = good_report();

    g_autofree char *findings = findings_under(
        report, "thresholds:\n  goal-chars: 40\n  indicators: 6\n");

    cr_expect(eq(str, findings,
                 "goal-too-short@7:50 indicator-missing@7:60 "
                 "goal-too-short@8:50 indicator-missing@8:60"));
}

Test(config, words_are_replaced_added_and_removed)
{
    g_autoptr(JxReport) report = good_report();
    JxProject *project = jx_report_project(report, 0);
    project->goal = "全年开展教研活动，具体场次待定，提高教学质量。";
    add_item(project, "2-效益指标", "22-社会效益", "教学水平", "提升", "良好");

    g_autofree char *findings =
        findings_under(report, "words:\n"
                               "  vague: [良好]\n"
                               "  placeholder: {add: 待定, remove: [某某]}\n");

    cr_expect(eq(str, findings, "placeholder@7:50 value-not-gradable@7:620"));
}

Test(config, a_waiver_keeps_the_finding_and_says_why)
{
    g_autoptr(JxReport) report = good_report();
    jx_report_project(report, 0)->goal = NULL;
    jx_report_project(report, 1)->goal = NULL;

    g_autofree char *findings =
        findings_under(report, "waivers:\n"
                               "  - rule: goal-missing\n"
                               "    project: 教研*\n"
                               "    reason: 目标另行报送\n");

    cr_expect(eq(str, findings, "goal-missing@7:50 goal-missing@8:50"));
    cr_expect(eq(str, jx_diags_get(report->diags, 0)->waived, "目标另行报送"));
    cr_expect(jx_diags_get(report->diags, 1)->waived == NULL);
    cr_expect(
        eq(u32, jx_diags_count_severity(report->diags, JX_SEVERITY_ERROR), 1));
}

Test(config, a_waiver_for_another_unit_does_not_count)
{
    g_autoptr(JxReport) report = good_report();
    report->title = NULL;

    g_autofree char *findings =
        findings_under(report, "waivers:\n"
                               "  - {rule: title-missing, unit: 丙小学,"
                               " reason: 系统统一加}\n");

    cr_expect(eq(str, findings, "title-missing@5:1"));
    cr_expect(jx_diags_get(report->diags, 0)->waived == NULL);
}

Test(config, rounding_can_be_accepted_without_evidence)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("21.07", "12.35", "8.72"));
    add_good_project(report, "甲项经费", AMOUNTS("21.07", "12.35", "8.73"));

    /* a sum of one amount is never rounded: the column stays an error */
    g_autofree char *findings =
        findings_under(report, "rounding: accept\n"
                               "severity: {reconciled: off,"
                               " reconcile-ambiguous: off,"
                               " reconcile-incomplete: off}\n");

    cr_expect(eq(str, findings,
                 "column-sum-mismatch@6:30 rounding-tail@7:10 "
                 "reconcile-crossed@7:30"));
}

Test(config, a_taxonomy_of_ones_own_takes_the_place_of_those_that_ship)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("5.00", "5.00"));
    JxProject *project =
        add_project(report, "教研活动经费", AMOUNTS("5.00", "5.00"));
    add_item(project, "甲-做什么", "甲1-做多少", "活动", "≥20次", "≥10次");
    add_item(project, "甲-做什么", "甲2-做多好", "合格率", "≥95%", "≥95%");
    add_item(project, "乙-有何用", "乙1-对社会", "受益", "≥30人", "≥15人");
    add_item(project, "丙-谁满意", "丙1-服务对象", "学生满意度", "≥90%",
             "≥90%");

    g_autofree char *findings =
        findings_under(report, "taxonomies: [taxonomy-own.yaml, 2015]\n");

    cr_expect(eq(str, findings, ""));
}

static const struct {
    const char *text, *message;
} MISTAKES[] = {
    {"severity:\n  goal-to-short: error\n",
     "jixiao.conf:2:3: 不认识的键“goal-to-short”，是不是“goal-too-short”？\n"
     "    goal-to-short: error\n"
     "    ^~~~~~~~~~~~~"},
    {"severity: {goal-missing: 严重}\n", "jixiao.conf:1:26: "},
    {"thresholds: {goal-chars: 多}\n", "jixiao.conf:1:26: "},
    {"words: {vague: 3, vauge: []}\n", "jixiao.conf:1:19: "},
    {"words: {vague: ['']}\n", "jixiao.conf:1:16: "},
    {"rounding: 随便\n", "jixiao.conf:1:11: "},
    {"waivers:\n  - rule: goal-missing\n", "jixiao.conf:2:5: 缺少“reason”"},
    {"waivers:\n  - {rule: goal, reason: 无}\n", "jixiao.conf:2:12: "},
    {"taxonomies: [没有这个.yaml]\n", "jixiao.conf:1:14: "},
    {"taxonomies: []\n", "jixiao.conf:1:13: "},
    {"severities: {}\n", "jixiao.conf:1:1: "},
};

ParameterizedTestParameters(config, a_mistake_is_shown_where_it_stands)
{
    static size_t cases[G_N_ELEMENTS(MISTAKES)];
    for (size_t i = 0; i < G_N_ELEMENTS(MISTAKES); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(MISTAKES));
}

ParameterizedTest(size_t *i, config, a_mistake_is_shown_where_it_stands)
{
    g_autoptr(GError) error = NULL;

    g_autoptr(JxConfig) config = config_of(MISTAKES[*i].text, &error);

    cr_expect(config == NULL);
    cr_assert(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
    cr_expect(g_str_has_prefix(error->message, MISTAKES[*i].message), "%s",
              error->message);
}

Test(config, the_file_is_found_upward_from_the_input)
{
    g_autofree char *top = g_dir_make_tmp("jixiao-XXXXXX", NULL);
    g_autofree char *deep = g_build_filename(top, "甲", "乙", NULL);
    g_autofree char *conf = g_build_filename(top, "jixiao.conf", NULL);
    g_autofree char *input = g_build_filename(deep, "表.txt", NULL);
    g_mkdir_with_parents(deep, 0700);

    g_autofree char *none = jx_config_find(input);
    g_file_set_contents(conf, "", 0, NULL);
    g_autofree char *found = jx_config_find(input);

    cr_expect(none == NULL);
    cr_assert(found != NULL);
    cr_expect(eq(str, found, conf));
    g_unlink(conf);
    g_autofree char *middle = g_path_get_dirname(deep);
    g_rmdir(deep);
    g_rmdir(middle);
    g_rmdir(top);
}

Test(config, the_taxonomies_that_ship_can_be_read_from_their_files)
{
    static const char *const FILES[] = {"taxonomy-2015.yaml",
                                        "taxonomy-2021.yaml"};
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *path = g_build_filename(JX_TEST_DATA, "..", "..", "..",
                                                 "templates", FILES[i], NULL);
        g_autoptr(JxTaxonomy) taxonomy = jx_taxonomy_load(path, &error);
        cr_expect(taxonomy != NULL, "%s", error ? error->message : "");
    }
}
