#include "base/diag.h"

#include <stdarg.h>

struct _JxDiags {
    GPtrArray *findings; /* JxFinding, in order of recording */
};

static const char *const FIELD_NAMES[JX_N_FIELDS] = {
    [JX_FIELD_NAME] = "name",
    [JX_FIELD_TOTAL] = "total",
    [JX_FIELD_FISCAL] = "fiscal",
    [JX_FIELD_SPECIAL_ACCOUNT] = "special_account",
    [JX_FIELD_OTHER] = "other",
    [JX_FIELD_GOAL] = "goal",
    [JX_FIELD_INDICATORS] = "indicators",
    [JX_FIELD_PERIOD_VALUE] = "period_value",
    [JX_FIELD_ANNUAL_VALUE] = "annual_value",
};

static void finding_free(gpointer data)
{
    JxFinding *finding = data;
    g_free(finding->message);
    g_free(finding->hint);
    g_free(finding->waived);
    g_free(finding);
}

JxDiags *jx_diags_new(void)
{
    JxDiags *diags = g_new0(JxDiags, 1);
    diags->findings = g_ptr_array_new_with_free_func(finding_free);
    return diags;
}

void jx_diags_free(JxDiags *diags)
{
    if (diags == NULL)
        return;
    g_ptr_array_unref(diags->findings);
    g_free(diags);
}

JxFinding *jx_diags_add(JxDiags *diags, const char *rule, JxPlace place,
                        const char *format, ...)
{
    JxFinding *finding = g_new0(JxFinding, 1);
    finding->rule = rule;
    finding->place = place;
    finding->project = -1;

    va_list args;
    va_start(args, format);
    finding->message = g_strdup_vprintf(format, args);
    va_end(args);

    g_ptr_array_add(diags->findings, finding);
    return finding;
}

guint jx_diags_count(const JxDiags *diags)
{
    return diags->findings->len;
}

JxFinding *jx_diags_get(const JxDiags *diags, guint i)
{
    g_assert(i < diags->findings->len);
    return diags->findings->pdata[i];
}

guint jx_diags_count_severity(const JxDiags *diags, JxSeverity severity)
{
    guint n = 0;
    for (guint i = 0; i < diags->findings->len; i++) {
        const JxFinding *finding = diags->findings->pdata[i];
        n += finding->severity == severity && finding->waived == NULL;
    }
    return n;
}

void jx_diags_move(JxDiags *diags, JxDiags *from)
{
    g_ptr_array_extend_and_steal(diags->findings,
                                 g_steal_pointer(&from->findings));
    from->findings = g_ptr_array_new_with_free_func(finding_free);
}

static int by_place(gconstpointer a, gconstpointer b)
{
    const JxPlace *left = &(*(JxFinding *const *)a)->place;
    const JxPlace *right = &(*(JxFinding *const *)b)->place;

    /* line 0, unknown, wraps to the largest number and so comes last */
    if (left->line != right->line)
        return left->line - 1 < right->line - 1 ? -1 : 1;
    if (left->column != right->column)
        return left->column < right->column ? -1 : 1;
    return 0;
}

void jx_diags_sort(JxDiags *diags)
{
    g_ptr_array_sort(diags->findings, by_place); /* GLib's sort is stable */
}

void jx_diags_filter(JxDiags *diags,
                     bool (*keep)(const JxFinding *finding, gpointer data),
                     gpointer data)
{
    GPtrArray *kept = g_ptr_array_new_with_free_func(finding_free);
    g_ptr_array_set_free_func(diags->findings, NULL);
    for (guint i = 0; i < diags->findings->len; i++) {
        JxFinding *finding = diags->findings->pdata[i];
        if (keep(finding, data))
            g_ptr_array_add(kept, finding);
        else
            finding_free(finding);
    }
    g_ptr_array_unref(diags->findings);
    diags->findings = kept;
}

const char *jx_field_name(JxField field)
{
    return FIELD_NAMES[field];
}

const char *jx_severity_name(JxSeverity severity)
{
    static const char *const NAMES[] = {"hint", "warning", "error"};
    return NAMES[severity];
}
