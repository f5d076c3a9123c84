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

static char *without_blanks(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *at = text; *at; at = g_utf8_next_char(at))
        if (!g_unichar_isspace(g_utf8_get_char(at)))
            g_string_append_unichar(out, g_utf8_get_char(at));
    return g_string_free(out, FALSE);
}

/* Unit and name as one key: the same name in another unit is fine. */
static char *key_of(const JxProject *project)
{
    g_autofree char *name = without_blanks(project->name);
    return g_strdup_printf("%d %s", project->unit, name);
}

void jx_judge_name_duplicates(const JxReport *report, const JxConfig *config,
                              JxDiags *diags)
{
    (void)config;
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        if (project->name == NULL)
            continue;
        char *key = key_of(project);
        const JxProject *earlier = g_hash_table_lookup(seen, key);
        if (earlier == NULL) {
            g_hash_table_insert(seen, key, (gpointer)project);
            continue;
        }
        g_free(key);
        jx_finding_of_project(jx_diags_add(diags, "name-duplicate",
                                           project->place,
                                           _("“%s”与第 %u 行的项目同名"),
                                           project->name, earlier->place.line),
                              i, JX_FIELD_NAME);
    }
}

static bool is_goal_poor(const JxProject *project, const JxConfig *config)
{
    return g_utf8_strlen(project->goal, -1) < (glong)config->goal_chars ||
           g_strcmp0(project->goal, project->name) == 0;
}

static void judge_goal(const JxProject *project, guint index,
                       const JxConfig *config, JxDiags *diags)
{
    const char *rule = "goal-missing";
    const char *format = _("“%s”没有绩效目标");
    if (project->goal) {
        if (!is_goal_poor(project, config))
            return;
        rule = "goal-too-short";
        format = g_strcmp0(project->goal, project->name) == 0
                     ? _("“%s”的绩效目标只是照抄项目名称")
                     : _("“%s”的绩效目标过短");
    }
    jx_finding_of_project(jx_diags_add(diags, rule, project->goal_place, format,
                                       jx_project_label(project)),
                          index, JX_FIELD_GOAL);
}

void jx_judge_goals(const JxReport *report, const JxConfig *config,
                    JxDiags *diags)
{
    for (guint i = 0; i < report->projects->len; i++)
        judge_goal(jx_report_project(report, i), i, config, diags);
}

/* ---- years ------------------------------------------------------------ */

/* The years a name speaks of, from the earliest to the latest: 2031年, or
 * 2031-2032年. None: from is 0. */
typedef struct {
    guint from, to;
} Years;

static bool is_year_at(const char *text, const char *start, guint *year)
{
    if ((start > text && g_ascii_isdigit(start[-1])) ||
        strspn(start, "0123456789") != 4)
        return false;
    *year = (guint)g_ascii_strtoull(start, NULL, 10);
    return *year >= 1990 && *year <= 2100;
}

/* Behind a year stands 年, or a dash and a further year. */
static bool goes_on_as_year(const char *after)
{
    static const char *const NEXT[] = {"年", "-",  "—",  "–",    "－",
                                       "~",  "～", "至", "学年", "/"};
    for (gsize i = 0; i < G_N_ELEMENTS(NEXT); i++)
        if (g_str_has_prefix(after, NEXT[i]))
            return true;
    return false;
}

static Years years_in(const char *name)
{
    Years years = {0, 0};
    for (const char *at = name; *at; at++) {
        guint year;
        if (!g_ascii_isdigit(*at) || !is_year_at(name, at, &year) ||
            !goes_on_as_year(at + 4))
            continue;
        years.from = years.from ? MIN(years.from, year) : year;
        years.to = MAX(years.to, year);
    }
    return years;
}

void jx_judge_years(const JxReport *report, const JxConfig *config,
                    JxDiags *diags)
{
    (void)config;
    guint year =
        report->year ? (guint)g_ascii_strtoull(report->year, NULL, 10) : 0;
    for (guint i = 0; year && i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        Years years = years_in(project->name ? project->name : "");
        if (years.from == 0 || (years.from <= year && year <= years.to))
            continue;
        jx_finding_of_project(jx_diags_add(diags, "budget-year-mismatch",
                                           project->place,
                                           _("“%s”里的年份与预算年度 %u 不符"),
                                           project->name, year),
                              i, JX_FIELD_NAME);
    }
}
