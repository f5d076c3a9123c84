#include "app/waivers.h"

#include <string.h>

#include "app/findings_text.h"
#include "base/intl.h"

struct _JxWaivers {
    const JxOptions *options;
    guint n;
    guint *uses;
};

JxWaivers *jx_waivers_new(const JxOptions *options)
{
    JxWaivers *waivers = g_new0(JxWaivers, 1);
    waivers->options = options;
    waivers->n = options->judging ? options->judging->waivers->len : 0;
    waivers->uses = g_new0(guint, waivers->n + 1);
    return waivers;
}

void jx_waivers_free(JxWaivers *waivers)
{
    if (waivers == NULL)
        return;
    g_free(waivers->uses);
    g_free(waivers);
}

guint jx_waivers_len(const JxWaivers *waivers)
{
    return waivers->n;
}

const JxWaiver *jx_waivers_get(const JxWaivers *waivers, guint i)
{
    return &g_array_index(waivers->options->judging->waivers, JxWaiver, i);
}

guint jx_waivers_uses(const JxWaivers *waivers, guint i)
{
    return waivers->uses[i];
}

const char *jx_waivers_file(const JxWaivers *waivers)
{
    return waivers->options->config;
}

static void count_finding(JxWaivers *waivers, const JxReport *report,
                          const JxFinding *finding)
{
    const char *project = jx_report_finding_project(report, finding);
    for (guint i = 0; i < waivers->n; i++)
        waivers->uses[i] += jx_waiver_fits(
            jx_waivers_get(waivers, i), finding->rule, project, report->unit);
}

void jx_waivers_count(JxWaivers *waivers, const JxSource *source)
{
    for (guint i = 0; i < source->document->reports->len; i++) {
        const JxReport *report = source->document->reports->pdata[i];
        for (guint k = 0; k < jx_diags_count(report->diags); k++)
            count_finding(waivers, report, jx_diags_get(report->diags, k));
    }
}

static bool is_tried(const JxOptions *options, const char *rule)
{
    static const char *const PRINTING[] = {"glyph-missing", "font-substituted",
                                           "row-height-capped", NULL};
    const JxCheckOptions *check = &options->check;
    if (g_strv_contains(PRINTING, rule) ||
        (check->select && !g_strv_contains(check->select, rule)) ||
        (check->ignore && g_strv_contains(check->ignore, rule)))
        return false;
    return !check->no_reconcile || !g_str_has_prefix(rule, "reconcile");
}

bool jx_waivers_is_unused(const JxWaivers *waivers, guint i)
{
    return waivers->uses[i] == 0 &&
           is_tried(waivers->options, jx_waivers_get(waivers, i)->rule);
}

char *jx_waiver_unused_text(const JxWaiver *waiver)
{
    if (waiver->project && waiver->unit)
        return g_strdup_printf(
            _("豁免没有用上：单位“%s”的项目“%s”没有 %s 这样的问题"),
            waiver->unit, waiver->project, waiver->rule);
    if (waiver->project)
        return g_strdup_printf(_("豁免没有用上：项目“%s”没有 %s 这样的问题"),
                               waiver->project, waiver->rule);
    if (waiver->unit)
        return g_strdup_printf(_("豁免没有用上：单位“%s”没有 %s 这样的问题"),
                               waiver->unit, waiver->rule);
    return g_strdup_printf(_("豁免没有用上：没有 %s 这样的问题"), waiver->rule);
}

void jx_waivers_say(const JxWaivers *waivers)
{
    for (guint i = 0; i < waivers->n; i++) {
        const JxWaiver *waiver = jx_waivers_get(waivers, i);
        if (!jx_waivers_is_unused(waivers, i))
            continue;
        g_autofree char *text = jx_waiver_unused_text(waiver);
        g_printerr("%s:%u:%u: %s: %s\n", jx_waivers_file(waivers), waiver->line,
                   waiver->column, jx_severity_word(JX_SEVERITY_WARNING), text);
    }
}
