#include "check/judges.h"

#include <string.h>

#include "base/intl.h"
#include "check/finding.h"

/* What stands around the projects, and their own cells. */

/* Where a line above the table would stand. */
static JxPlace above_table(const JxReport *report)
{
    JxPlace place = report->heading_place;
    if (place.line == 0)
        place = (JxPlace){.line = 1, .column = 1};
    return place;
}

void jx_judge_title(const JxReport *report, const JxConfig *config,
                    JxDiags *diags)
{
    (void)config;
    if (report->title == NULL)
        jx_diags_add(diags, "title-missing", above_table(report),
                     _("没有表名：表头上方应有“项目支出绩效目标表”"));
}

void jx_judge_unit(const JxReport *report, const JxConfig *config,
                   JxDiags *diags)
{
    (void)config;
    if (report->unit == NULL)
        jx_diags_add(diags, "unit-missing", above_table(report),
                     _("没有单位名称：表头上方应有“单位名称：……”"));
}

void jx_judge_currency_unit(const JxReport *report, const JxConfig *config,
                            JxDiags *diags)
{
    (void)config;
    if (report->currency_unit == NULL)
        jx_diags_add(diags, "currency-unit-missing", above_table(report),
                     _("没有写明金额单位：暂按万元读，请核对"));
}

void jx_judge_empty_table(const JxReport *report, const JxConfig *config,
                          JxDiags *diags)
{
    (void)config;
    if (report->projects->len > 0)
        return;
    JxFinding *finding = jx_diags_add(
        diags, "empty-table", above_table(report),
        report->notes->len > 0 ? _("表中没有项目，照原样列空表和说明")
                               : _("表中没有项目，也没有说明"));
    if (report->notes->len == 0)
        jx_finding_hint(finding, _("没有数据的表格应列空表并说明，"
                                   "例如“注：本单位无此项”"));
}

void jx_judge_names(const JxReport *report, const JxConfig *config,
                    JxDiags *diags)
{
    (void)config;
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        if (project->name == NULL)
            jx_finding_of_project(jx_diags_add(diags, "name-missing",
                                               project->place,
                                               _("项目名称为空")),
                                  i, JX_FIELD_NAME);
    }
}

void jx_judge_goals(const JxReport *report, const JxConfig *config,
                    JxDiags *diags)
{
    (void)config;
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        if (project->goal == NULL)
            jx_finding_of_project(
                jx_diags_add(diags, "goal-missing", project->goal_place,
                             _("“%s”没有绩效目标"), jx_project_label(project)),
                i, JX_FIELD_GOAL);
    }
}
