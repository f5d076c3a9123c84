#include "check/judges.h"

#include <string.h>

#include "base/intl.h"
#include "check/finding.h"

/* What every indicator must have. An item that could not be parsed has its
 * own finding from reading (indicator-syntax) and is left alone here. */

typedef void (*VisitItem)(JxDiags *diags, guint project, guint number,
                          const JxIndicator *indicator);

static void for_each_item(const JxReport *report, JxDiags *diags,
                          VisitItem visit)
{
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (guint j = 0; j < project->indicators->len; j++) {
            const JxIndicator *item = jx_project_indicator(project, j);
            if (item->parsed)
                visit(diags, i, jx_indicator_number(project, j), item);
        }
    }
}

void jx_judge_indicators_there(const JxReport *report, const JxConfig *config,
                               JxDiags *diags)
{
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        guint n = project->indicators->len;
        JxFinding *finding;
        if (n >= MAX(config->min_indicators, 1))
            continue;
        finding =
            n == 0
                ? jx_diags_add(diags, "indicator-missing",
                               project->indicators_place, _("“%s”没有绩效指标"),
                               jx_project_label(project))
                : jx_diags_add(
                      diags, "indicator-missing", project->indicators_place,
                      _("“%s”只有 %u 项绩效指标，至少要 %u 项"),
                      jx_project_label(project), n, config->min_indicators);
        jx_finding_of_project(finding, i, JX_FIELD_INDICATORS);
    }
}

static void name_of(JxDiags *diags, guint project, guint number,
                    const JxIndicator *item)
{
    if (item->name == NULL)
        jx_finding_of_indicator(
            jx_diags_add(diags, "name-empty", item->name_place,
                         _("第 %u 项没有三级指标名称"), number),
            project, item, JX_FIELD_INDICATORS);
}

void jx_judge_item_names(const JxReport *report, const JxConfig *config,
                         JxDiags *diags)
{
    (void)config;
    for_each_item(report, diags, name_of);
}

static void period_of(JxDiags *diags, guint project, guint number,
                      const JxIndicator *item)
{
    if (item->period_value == NULL)
        jx_finding_of_indicator(
            jx_diags_add(diags, "period-missing", item->period_place,
                         _("第 %u 项“%s”没有实施周期指标值"), number,
                         item->name ? item->name : ""),
            project, item, JX_FIELD_PERIOD_VALUE);
}

/* Forms with one indicator a row and one value for each: nothing is numbered
 * there, and no period asked for. */
static bool asks_for_period(const JxReport *report)
{
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (guint j = 0; j < project->indicators->len; j++) {
            const JxIndicator *item = jx_project_indicator(project, j);
            if (item->ordinal > 0 || item->zeroth || item->period_value)
                return true;
        }
    }
    return false;
}

void jx_judge_period_values(const JxReport *report, const JxConfig *config,
                            JxDiags *diags)
{
    (void)config;
    if (asks_for_period(report))
        for_each_item(report, diags, period_of);
}

static void annual_of(JxDiags *diags, guint project, guint number,
                      const JxIndicator *item)
{
    if (item->annual_value != NULL)
        return;
    JxFinding *finding = jx_finding_of_indicator(
        jx_diags_add(diags, "annual-missing", item->annual_place,
                     _("第 %u 项“%s”没有年度指标值"), number,
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

/* ---- numbering -------------------------------------------------------- */

static void add_ordinal(JxDiags *diags, const char *rule, guint project,
                        const JxIndicator *item, const char *format,
                        guint expected)
{
    jx_finding_of_indicator(
        jx_diags_add(diags, rule, item->place, format, item->ordinal, expected),
        project, item, JX_FIELD_INDICATORS);
}

/* Items without a number are left alone; after a repeat or a gap counting
 * goes on from the printed number, so that one slip is one finding. */
static void judge_numbering(const JxProject *project, guint index,
                            JxDiags *diags)
{
    guint last = 0;
    for (guint i = 0; i < project->indicators->len; i++) {
        const JxIndicator *item = jx_project_indicator(project, i);
        if (item->ordinal == 0 && !item->zeroth)
            continue;
        if (item->ordinal <= last)
            add_ordinal(diags, "ordinal-repeat", index, item,
                        _("序号 %u 重复或倒退，这里应为 %u"), last + 1);
        else if (item->ordinal > last + 1)
            add_ordinal(diags, "ordinal-gap", index, item,
                        _("序号跳到 %u，这里应为 %u"), last + 1);
        last = item->ordinal;
    }
}

void jx_judge_numbering(const JxReport *report, const JxConfig *config,
                        JxDiags *diags)
{
    (void)config;
    for (guint i = 0; i < report->projects->len; i++)
        judge_numbering(jx_report_project(report, i), i, diags);
}

/* ---- the same name twice ---------------------------------------------- */

static bool is_same(const JxIndicator *a, const JxIndicator *b)
{
    return a->name && b->name && strcmp(a->name, b->name) == 0 &&
           g_strcmp0(a->level2.code, b->level2.code) == 0 &&
           g_strcmp0(a->level2.name, b->level2.name) == 0;
}

static void judge_duplicate(const JxProject *project, guint index, guint at,
                            JxDiags *diags)
{
    const JxIndicator *item = jx_project_indicator(project, at);
    for (guint i = 0; i < at; i++) {
        const JxIndicator *earlier = jx_project_indicator(project, i);
        if (!is_same(earlier, item))
            continue;
        jx_finding_of_indicator(
            jx_diags_add(diags, "indicator-duplicate", item->name_place,
                         _("第 %u 项“%s”与第 %u 项同名"),
                         jx_indicator_number(project, at), item->name,
                         jx_indicator_number(project, i)),
            index, item, JX_FIELD_INDICATORS);
        return;
    }
}

void jx_judge_duplicates(const JxReport *report, const JxConfig *config,
                         JxDiags *diags)
{
    (void)config;
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (guint j = 1; j < project->indicators->len; j++)
            judge_duplicate(project, i, j, diags);
    }
}
