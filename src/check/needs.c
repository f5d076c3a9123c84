#include "check/judges.h"

#include <string.h>

#include "base/intl.h"
#include "check/finding.h"
#include "check/taxonomy.h"

/* Which indicators a project needs. Projects with no indicator at all, or
 * with one that could not be parsed, have their finding already. */

static const struct need {
    const char *rule, *message;
    JxRole role;
    JxRole within; /* asked only when there is one of this role */
    int needed_if; /* a word of this list in the name, or -1: always */
    int spared_if; /* … spares it, or -1: nothing does */
} NEEDS[] = {
    {"output-missing", N_("“%s”没有产出指标"), JX_ROLE_OUTPUT, JX_ROLE_NONE, -1,
     -1},
    {"benefit-missing", N_("“%s”没有效益指标"), JX_ROLE_BENEFIT, JX_ROLE_NONE,
     -1, -1},
    {"satisfaction-missing", N_("“%s”没有满意度指标"), JX_ROLE_SATISFACTION,
     JX_ROLE_NONE, -1, JX_WORDS_NO_CLIENTS},
    {"quantity-missing", N_("“%s”的产出指标里没有数量指标"), JX_ROLE_QUANTITY,
     JX_ROLE_OUTPUT, -1, -1},
    {"quality-missing", N_("“%s”的产出指标里没有质量指标"), JX_ROLE_QUALITY,
     JX_ROLE_OUTPUT, -1, -1},
    {"cost-missing", N_("“%s”属于工程、修缮或购置，没有成本指标"), JX_ROLE_COST,
     JX_ROLE_NONE, JX_WORDS_NEEDS_COST, JX_WORDS_SPARES_COST},
};

static bool has_role(const JxTaxonomy *taxonomy, const JxProject *project,
                     JxRole role)
{
    for (guint i = 0; i < project->indicators->len; i++)
        if (jx_indicator_is(taxonomy, jx_project_indicator(project, i), role))
            return true;
    return false;
}

static bool is_asked(const struct need *need, const JxConfig *config,
                     const JxTaxonomy *taxonomy, const JxProject *project)
{
    if (need->within != JX_ROLE_NONE &&
        !has_role(taxonomy, project, need->within))
        return false;
    if (need->needed_if >= 0 &&
        !jx_config_word_in(config, (JxWordList)need->needed_if, project->name))
        return false;
    return need->spared_if < 0 ||
           !jx_config_word_in(config, (JxWordList)need->spared_if,
                              project->name);
}

static bool all_parsed(const JxProject *project)
{
    for (guint i = 0; i < project->indicators->len; i++)
        if (!jx_project_indicator(project, i)->parsed)
            return false;
    return project->indicators->len > 0;
}

static void judge_project(const JxReport *report, const JxConfig *config,
                          const JxTaxonomy *taxonomy, guint index,
                          JxDiags *diags)
{
    const JxProject *project = jx_report_project(report, index);
    for (gsize i = 0; i < G_N_ELEMENTS(NEEDS); i++) {
        const struct need *need = &NEEDS[i];
        if (has_role(taxonomy, project, need->role) ||
            !is_asked(need, config, taxonomy, project))
            continue;
        jx_finding_of_project(
            jx_diags_add(diags, need->rule, project->indicators_place,
                         _(need->message), jx_project_label(project)),
            index, JX_FIELD_INDICATORS);
    }
}

void jx_judge_needs(const JxReport *report, const JxConfig *config,
                    JxDiags *diags)
{
    const JxTaxonomy *taxonomy = jx_taxonomy_for(config->taxonomies, report);
    for (guint i = 0; taxonomy && i < report->projects->len; i++)
        if (all_parsed(jx_report_project(report, i)))
            judge_project(report, config, taxonomy, i, diags);
}
