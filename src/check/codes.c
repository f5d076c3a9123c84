#include "check/judges.h"

#include <string.h>

#include "base/intl.h"
#include "check/finding.h"
#include "check/taxonomy.h"

/* Codes and names of the two levels: against each other, and against the
 * system of indicators the report follows. At most one finding an item. */

/* What is looked up once for an item. */
typedef struct {
    const JxTaxonomy *taxonomy;
    const JxIndicator *item;
    const JxTaxonomyEntry *named1, *named2; /* by the printed names */
    guint project, number; /* of the item, as messages call it */
    JxDiags *diags;
} Judging;

static const char *shown(const char *text)
{
    return text ? text : "";
}

static void add(const Judging *judging, const char *rule, JxPlace place,
                char *message)
{
    jx_finding_of_indicator(
        jx_diags_add(judging->diags, rule, place, "%s", message),
        judging->project, judging->item, JX_FIELD_INDICATORS);
    g_free(message);
}

/* 2-…；11-…: the code of the second level begins with that of the first. */
static bool has_wrong_pair(const Judging *judging)
{
    const JxLevel *level1 = &judging->item->level1;
    const JxLevel *level2 = &judging->item->level2;
    if (level1->code == NULL || level2->code == NULL ||
        (g_str_has_prefix(level2->code, level1->code) &&
         strlen(level2->code) > strlen(level1->code)))
        return false;
    add(judging, "code-name-mismatch", level2->place,
        g_strdup_printf(_("第 %u 项：二级编码 %s 不属于一级编码 %s"),
                        judging->number, level2->code, level1->code));
    return true;
}

/* 1-效益指标: the taxonomy gives that name another code. */
static bool has_wrong_code(const Judging *judging, const JxLevel *level,
                           const JxTaxonomyEntry *named)
{
    if (named == NULL || named->code == NULL || level->code == NULL ||
        strcmp(named->code, level->code) == 0)
        return false;
    add(judging, "code-name-mismatch", level->place,
        g_strdup_printf(_("第 %u 项：“%s”的编码应为 %s，这里是 %s"),
                        judging->number, level->name, named->code,
                        level->code));
    return true;
}

/* 效益指标；数量指标: the second level belongs to another first one. */
static bool has_wrong_parent(const Judging *judging)
{
    const JxIndicator *item = judging->item;
    const JxTaxonomyEntry *elsewhere;
    if (judging->named1 == NULL || judging->named2 != NULL)
        return false;
    elsewhere = jx_taxonomy_level2(judging->taxonomy, NULL, item->level2.name);
    if (elsewhere == NULL)
        return false;
    add(judging, "code-name-mismatch", item->level2.place,
        g_strdup_printf(_("第 %u 项：“%s”不属于“%s”"), judging->number,
                        item->level2.name, item->level1.name));
    return true;
}

static bool has_unknown(const Judging *judging, const JxLevel *level,
                        const GArray *entries, const JxTaxonomyEntry *named)
{
    const JxTaxonomyEntry *coded = jx_taxonomy_coded(entries, level->code);
    if (level->name == NULL || named != NULL)
        return false;
    if (coded)
        add(judging, "code-unknown", level->place,
            g_strdup_printf(_("第 %u 项：编码 %s 通常是“%s”，这里是“%s”"),
                            judging->number, level->code, coded->name,
                            level->name));
    else
        add(judging, "code-unknown", level->place,
            g_strdup_printf(_("第 %u 项：“%s %s”不在指标体系“%s”里"),
                            judging->number, shown(level->code), level->name,
                            judging->taxonomy->name));
    return true;
}

static bool is_whole(const JxLevel *level)
{
    return level->code != NULL && level->name != NULL;
}

static void judge_mismatch(const Judging *judging)
{
    const JxIndicator *item = judging->item;
    if (has_wrong_pair(judging) ||
        has_wrong_code(judging, &item->level1, judging->named1) ||
        has_wrong_code(judging, &item->level2, judging->named2) ||
        has_wrong_parent(judging) ||
        has_unknown(judging, &item->level1, judging->taxonomy->level1,
                    judging->named1))
        return;
    has_unknown(judging, &item->level2, judging->taxonomy->level2,
                judging->named2);
}

static void judge_missing(const Judging *judging)
{
    const JxIndicator *item = judging->item;
    const JxLevel *level =
        is_whole(&item->level1) ? &item->level2 : &item->level1;
    if (is_whole(level))
        return;
    add(judging, "code-missing", level->place,
        g_strdup_printf(level == &item->level1
                            ? (level->name ? _("第 %u 项：一级指标没有编码")
                                           : _("第 %u 项：一级指标没有名称"))
                            : (level->name ? _("第 %u 项：二级指标没有编码")
                                           : _("第 %u 项：二级指标没有名称")),
                        judging->number));
}

/* How the codes are used in the whole table. */
typedef struct {
    bool any_code;
    guint first_project; /* of the first item */
    const JxIndicator *first;
} Usage;

static Usage usage_of(const JxReport *report)
{
    Usage usage = {0};
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (guint j = 0; j < project->indicators->len; j++) {
            const JxIndicator *item = jx_project_indicator(project, j);
            if (!item->parsed)
                continue;
            if (usage.first == NULL) {
                usage.first = item;
                usage.first_project = i;
            }
            if (item->level1.code || item->level2.code)
                usage.any_code = true;
        }
    }
    return usage;
}

/* Tables without a single code are one finding, not one an item. */
static void add_no_codes(JxDiags *diags, const Usage *usage)
{
    jx_finding_of_project(jx_diags_add(diags, "code-missing",
                                       usage->first->level1.place,
                                       _("全表的指标都没有编码")),
                          usage->first_project, JX_FIELD_INDICATORS);
}

void jx_judge_codes(const JxReport *report, const JxConfig *config,
                    JxDiags *diags)
{
    const JxTaxonomy *taxonomy = jx_taxonomy_for(config->taxonomies, report);
    Usage usage = usage_of(report);
    if (taxonomy == NULL || usage.first == NULL)
        return;
    if (!usage.any_code)
        add_no_codes(diags, &usage);

    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (guint j = 0; j < project->indicators->len; j++) {
            const JxIndicator *item = jx_project_indicator(project, j);
            if (!item->parsed)
                continue;
            Judging judging = {.taxonomy = taxonomy,
                               .item = item,
                               .project = i,
                               .number = jx_indicator_number(project, j),
                               .diags = diags};
            judging.named1 = jx_taxonomy_level1(taxonomy, item->level1.name);
            judging.named2 =
                jx_taxonomy_level2(taxonomy, judging.named1, item->level2.name);
            if (usage.any_code)
                judge_missing(&judging);
            judge_mismatch(&judging);
        }
    }
}
