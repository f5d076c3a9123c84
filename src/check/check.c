#include "check/check.h"

#include <string.h>

#include "check/balance.h"
#include "check/reconcile.h"

static const JxCheckOptions DEFAULTS;

static bool is_listed(const char *const *list, const char *rule)
{
    for (gsize i = 0; list[i] != NULL; i++)
        if (strcmp(list[i], rule) == 0)
            return true;
    return false;
}

/* What decides over a finding. */
typedef struct {
    const JxCheckOptions *options;
    const JxConfig *config;
} Deciding;

static bool is_wanted(const JxFinding *finding, gpointer data)
{
    const Deciding *deciding = data;
    const JxCheckOptions *options = deciding->options;
    JxSeverity ignored;
    if (options->select && !is_listed(options->select, finding->rule))
        return false;
    if (options->ignore && is_listed(options->ignore, finding->rule))
        return false;
    return jx_config_severity(deciding->config, finding->rule, &ignored);
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

/* Severity, basis and waiver of one finding, from the table and the
 * configuration. */
static void settle(const JxReport *report, const JxConfig *config,
                   JxFinding *finding)
{
    const JxRule *rule = jx_rule_lookup(finding->rule);
    /* a rule that is not in the table is our own mistake */
    g_assert(rule != NULL);
    finding->severity = rule->severity;
    finding->basis = rule->basis;
    jx_config_severity(config, finding->rule, &finding->severity);

    g_free(finding->waived);
    finding->waived = g_strdup(jx_config_waiver(
        config, finding->rule, jx_report_finding_project(report, finding),
        report->unit));
}

static void settle_all(JxReport *report, const JxCheckOptions *options,
                       const JxConfig *config)
{
    Deciding deciding = {options, config};
    jx_diags_filter(report->diags, is_wanted, &deciding);
    for (guint i = 0; i < jx_diags_count(report->diags); i++)
        settle(report, config, jx_diags_get(report->diags, i));
    jx_diags_sort(report->diags);
}

static bool is_run(const JxRule *rule, const JxCheckOptions *options)
{
    return rule->run &&
           !(options->no_reconcile && strcmp(rule->name, "reconciled") == 0);
}

/* The options and the configuration in force; what is not given is the
 * default, which `owned` then frees. */
static const JxConfig *config_of(const JxCheckOptions *options,
                                 JxConfig **owned)
{
    if (options->config)
        return options->config;
    return *owned = jx_config_new();
}

void jx_check(JxReport *report, const JxCheckOptions *options)
{
    g_autoptr(JxConfig) owned = NULL;
    gsize n;

    if (options == NULL)
        options = &DEFAULTS;
    const JxConfig *config = config_of(options, &owned);
    const JxRule *rules = jx_rules(&n);
    for (gsize i = 0; i < n && !is_refused(report); i++)
        if (is_run(&rules[i], options))
            rules[i].run(report, config, report->diags);
    settle_all(report, options, config);
}

JxReport *jx_check_corrected(JxReport *report, const JxCheckOptions *options)
{
    JxCheckOptions rest = options ? *options : DEFAULTS;
    /* amounts rounded one by one cannot be made to add up by whole amounts */
    if (is_refused(report) || jx_report_is_rounded(report)) {
        jx_check(report, options);
        return NULL;
    }
    g_autoptr(JxReconciliation) reconciliation = jx_reconcile(report);
    JxReport *corrected = jx_reconcile_apply(report, reconciliation);
    if (corrected == NULL)
        jx_reconciliation_report(report, reconciliation, report->diags);
    rest.no_reconcile = true; /* once is enough */
    jx_check(corrected ? corrected : report, &rest);
    return corrected;
}

void jx_check_settle(JxReport *report, const JxCheckOptions *options)
{
    g_autoptr(JxConfig) owned = NULL;
    if (options == NULL)
        options = &DEFAULTS;
    settle_all(report, options, config_of(options, &owned));
}
