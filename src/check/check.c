#include "check/check.h"

#include <string.h>

static bool is_listed(const char *const *list, const char *rule)
{
    for (gsize i = 0; list[i] != NULL; i++)
        if (strcmp(list[i], rule) == 0)
            return true;
    return false;
}

static bool is_wanted(const JxFinding *finding, gpointer data)
{
    const JxCheckOptions *options = data;
    if (options->select && !is_listed(options->select, finding->rule))
        return false;
    return options->ignore == NULL ||
           !is_listed(options->ignore, finding->rule);
}

/* Nothing was read: every rule would only repeat that. */
static bool is_refused(const JxReport *report)
{
    static const char *const REFUSALS[] = {"empty-input", "no-table", NULL};
    for (guint i = 0; i < jx_diags_count(report->diags); i++)
        if (is_listed(REFUSALS, jx_diags_get(report->diags, i)->rule))
            return true;
    return false;
}

void jx_check(JxReport *report, const JxCheckOptions *options)
{
    static const JxCheckOptions DEFAULTS;
    g_autoptr(JxConfig) defaults = NULL;
    const JxConfig *config;
    gsize n;

    if (options == NULL)
        options = &DEFAULTS;
    config = options->config;
    if (config == NULL)
        config = defaults = jx_config_new();

    const JxRule *rules = jx_rules(&n);
    for (gsize i = 0; i < n && !is_refused(report); i++)
        if (rules[i].run && !(options->no_reconcile &&
                              strcmp(rules[i].name, "reconciled") == 0))
            rules[i].run(report, config, report->diags);
    jx_check_settle(report, options);
}

void jx_check_settle(JxReport *report, const JxCheckOptions *options)
{
    if (options)
        jx_diags_filter(report->diags, is_wanted, (gpointer)options);

    for (guint i = 0; i < jx_diags_count(report->diags); i++) {
        JxFinding *finding = jx_diags_get(report->diags, i);
        const JxRule *rule = jx_rule_lookup(finding->rule);
        /* a rule that is not in the table is our own mistake */
        g_assert(rule != NULL);
        finding->severity = rule->severity;
        finding->basis = rule->basis;
    }
    jx_diags_sort(report->diags);
}
