#include "check/judges.h"

#include "base/intl.h"
#include "check/finding.h"

/* What every indicator must have. An item that could not be parsed has its
 * own finding from reading (indicator-syntax) and is left alone here. */

typedef void (*VisitItem)(JxDiags *diags, guint project,
                          const JxIndicator *indicator);

static void for_each_item(const JxReport *report, JxDiags *diags,
                          VisitItem visit)
{
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (guint j = 0; j < project->indicators->len; j++) {
            const JxIndicator *item = jx_project_indicator(project, j);
            if (item->parsed)
                visit(diags, i, item);
        }
    }
}

void jx_judge_indicators_there(const JxReport *report, const JxConfig *config,
                               JxDiags *diags)
{
    (void)config;
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        if (project->indicators->len == 0)
            jx_finding_of_project(jx_diags_add(diags, "indicator-missing",
                                               project->indicators_place,
                                               _("“%s”没有绩效指标"),
                                               jx_project_label(project)),
                                  i, JX_FIELD_INDICATORS);
    }
}

static void name_of(JxDiags *diags, guint project, const JxIndicator *item)
{
    if (item->name == NULL)
        jx_finding_of_indicator(
            jx_diags_add(diags, "name-empty", item->name_place,
                         _("第 %u 项没有三级指标名称"), item->ordinal),
            project, item, JX_FIELD_INDICATORS);
}

void jx_judge_item_names(const JxReport *report, const JxConfig *config,
                         JxDiags *diags)
{
    (void)config;
    for_each_item(report, diags, name_of);
}

static void period_of(JxDiags *diags, guint project, const JxIndicator *item)
{
    if (item->period_value == NULL)
        jx_finding_of_indicator(
            jx_diags_add(diags, "period-missing", item->period_place,
                         _("第 %u 项“%s”没有实施周期指标值"), item->ordinal,
                         item->name ? item->name : ""),
            project, item, JX_FIELD_PERIOD_VALUE);
}

void jx_judge_period_values(const JxReport *report, const JxConfig *config,
                            JxDiags *diags)
{
    (void)config;
    for_each_item(report, diags, period_of);
}

static void annual_of(JxDiags *diags, guint project, const JxIndicator *item)
{
    if (item->annual_value != NULL)
        return;
    JxFinding *finding = jx_finding_of_indicator(
        jx_diags_add(diags, "annual-missing", item->annual_place,
                     _("第 %u 项“%s”没有年度指标值"), item->ordinal,
                     item->name ? item->name : ""),
        project, item, JX_FIELD_ANNUAL_VALUE);
    if (item->period_value)
        jx_finding_hint(finding,
                        _("实施周期指标值为“%s”；请补上“；年度指标值：……”"),
                        item->period_value);
}

void jx_judge_annual_values(const JxReport *report, const JxConfig *config,
                            JxDiags *diags)
{
    (void)config;
    for_each_item(report, diags, annual_of);
}
