#pragma once

#include <string.h>

#include "check/check.h"
#include "model/report.h"

/* Small reports for the tests of the rules. Lines are those of a tab file:
 * title 1, unit 2, currency 3, heading 5, then one row a line; columns are
 * 10 for the total, 20, 30, 40 for the funds, 50 goal, 60 indicators. */

enum { HEADING_LINE = 5, FIRST_ROW = 6 };

G_GNUC_UNUSED static JxPlace spot(guint line, guint column)
{
    return (JxPlace){.line = line, .column = column};
}

/* A report in 万元 with all that stands above the table, and nothing in it. */
G_GNUC_UNUSED static JxReport *report_new(void)
{
    JxReport *report = jx_report_new();
    report->title = "项目支出绩效目标表";
    report->unit = "甲市乙中学";
    report->currency_unit = "万元";
    report->currency = JX_CURRENCY_WAN;
    report->title_place = spot(1, 1);
    report->unit_place = spot(2, 1);
    report->currency_place = spot(3, 1);
    report->heading_place = spot(HEADING_LINE, 1);
    return report;
}

/* amounts: total, fiscal, special account, other; NULL or "" is blank */
G_GNUC_UNUSED static void fill_funding(JxReport *report, JxMoney *funding,
                                       guint line, const char *const *amounts)
{
    for (int fund = 0; fund < JX_N_FUNDS; fund++) {
        const char *text = amounts[fund] ? amounts[fund] : "";
        jx_money_parse(&funding[fund], text, report->currency, NULL);
        funding[fund].text = jx_report_text(report, text);
        funding[fund].place = spot(line, 10 * ((guint)fund + 1));
    }
}

G_GNUC_UNUSED static guint next_line(const JxReport *report)
{
    return FIRST_ROW + report->projects->len + report->units->len +
           report->has_declared;
}

#define AMOUNTS(...) ((const char *const[JX_N_FUNDS]){__VA_ARGS__})

G_GNUC_UNUSED static void declare(JxReport *report, const char *const *amounts)
{
    guint line = next_line(report);
    report->has_declared = true;
    report->declared.name = "甲市乙中学";
    report->declared.place = spot(line, 1);
    fill_funding(report, report->declared.funding, line, amounts);
}

G_GNUC_UNUSED static void add_unit(JxReport *report, const char *name,
                                   const char *const *amounts)
{
    guint line = next_line(report);
    JxTotals *unit = jx_report_append_unit(report);
    unit->name = name;
    unit->place = spot(line, 1);
    fill_funding(report, unit->funding, line, amounts);
}

/* A project of the last unit (of none, when there is none), with a goal and
 * no indicators. */
G_GNUC_UNUSED static JxProject *add_project(JxReport *report, const char *name,
                                            const char *const *amounts)
{
    guint line = next_line(report);
    JxProject *project = jx_report_append_project(report);
    project->name = name;
    project->unit = (int)report->units->len - 1;
    project->place = spot(line, 1);
    fill_funding(report, project->funding, line, amounts);
    project->goal = "全年开展教研活动，提高课堂教学质量。";
    project->goal_place = spot(line, 50);
    project->indicators_place = spot(line, 60);
    return project;
}

/* "1-产出指标" -> code and name; "产出指标" and "1-" have only one of them. */
G_GNUC_UNUSED static JxLevel level_of(const char *text, JxPlace place)
{
    JxLevel level = {.place = place};
    const char *dash = strchr(text, '-');
    char code[16];
    if (dash && dash > text) {
        g_strlcpy(code, text, MIN(sizeof code, (gsize)(dash - text) + 1));
        level.code = g_intern_string(code);
    }
    const char *name = dash ? dash + 1 : text;
    level.name = *name ? name : NULL;
    return level;
}

G_GNUC_UNUSED static JxIndicator *
add_item(JxProject *project, const char *level1, const char *level2,
         const char *name, const char *period, const char *annual)
{
    guint line = project->place.line;
    guint column = 60 + 100 * project->indicators->len;
    JxIndicator *item = jx_project_append_indicator(project);
    item->ordinal = project->indicators->len;
    item->parsed = true;
    item->level1 = level_of(level1, spot(line, column + 2));
    item->level2 = level_of(level2, spot(line, column + 10));
    item->name = name;
    item->period_value = period;
    item->annual_value = annual;
    item->text = name ? name : "";
    item->place = spot(line, column);
    item->name_place = spot(line, column + 20);
    item->period_place = spot(line, column + 40);
    item->annual_place = spot(line, column + 60);
    return item;
}

/* A project to which no rule has an objection. */
G_GNUC_UNUSED static JxProject *
add_good_project(JxReport *report, const char *name, const char *const *amounts)
{
    JxProject *project = add_project(report, name, amounts);
    add_item(project, "1-产出指标", "11-数量指标", "教研活动次数", "≥20次",
             "≥10次");
    add_item(project, "1-产出指标", "12-质量指标", "课程评审合格率", "≥95%",
             "≥95%");
    add_item(project, "1-产出指标", "14-成本指标", "活动费用", "≤20元/人",
             "≤20元/人");
    add_item(project, "2-效益指标", "22-社会效益", "受益学生人数", "≥3000人",
             "≥1500人");
    add_item(project, "3-满意度指标", "31-服务对象满意度", "学生满意度", "≥90%",
             "≥90%");
    return project;
}

/* A whole report to which no rule has an objection. */
G_GNUC_UNUSED static JxReport *good_report(void)
{
    JxReport *report = report_new();
    declare(report, AMOUNTS("90.00", "60.00", "30.00", ""));
    add_good_project(report, "教研活动经费", AMOUNTS("50.00", "50.00"));
    add_good_project(report, "课程资源经费",
                     AMOUNTS("40.00", "10.00", "30.00"));
    return report;
}

G_GNUC_UNUSED static guint count_of(const JxReport *report, const char *rule)
{
    guint n = 0;
    for (guint i = 0; i < jx_diags_count(report->diags); i++)
        n += strcmp(jx_diags_get(report->diags, i)->rule, rule) == 0;
    return n;
}

/* The n-th finding (from 0) of a rule, or NULL. */
G_GNUC_UNUSED static const JxFinding *finding_of(const JxReport *report,
                                                 const char *rule, guint n)
{
    for (guint i = 0; i < jx_diags_count(report->diags); i++) {
        const JxFinding *finding = jx_diags_get(report->diags, i);
        if (strcmp(finding->rule, rule) == 0 && n-- == 0)
            return finding;
    }
    return NULL;
}

/* All findings as "rule@line:column" joined by blanks, for one comparison. */
G_GNUC_UNUSED static char *findings_of(const JxReport *report)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < jx_diags_count(report->diags); i++) {
        const JxFinding *finding = jx_diags_get(report->diags, i);
        g_string_append_printf(all, "%s%s@%u:%u", i ? " " : "", finding->rule,
                               finding->place.line, finding->place.column);
    }
    return g_string_free(all, FALSE);
}
