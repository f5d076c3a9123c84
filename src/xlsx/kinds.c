#include "xlsx/kinds.h"

/* Kinds without a code come last; the sort is stable. */
static int by_code(gconstpointer a, gconstpointer b)
{
    const char *left = ((const JxKind *)a)->code;
    const char *right = ((const JxKind *)b)->code;
    if (left == NULL || right == NULL)
        return (left == NULL) - (right == NULL);
    return g_strcmp0(left, right);
}

static void count(GArray *kinds, const JxLevel *level)
{
    if (level->name == NULL)
        return;
    for (guint i = 0; i < kinds->len; i++) {
        JxKind *kind = &g_array_index(kinds, JxKind, i);
        if (g_str_equal(kind->name, level->name)) {
            kind->n++;
            return;
        }
    }
    JxKind kind = {.name = level->name, .code = level->code, .n = 1};
    g_array_append_val(kinds, kind);
}

GArray *jx_kinds(const JxReport *report, guint max)
{
    GArray *kinds = g_array_new(FALSE, FALSE, sizeof(JxKind));
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (guint k = 0; k < project->indicators->len; k++)
            count(kinds, &jx_project_indicator(project, k)->level2);
    }
    g_array_sort(kinds, by_code);
    if (kinds->len > max)
        g_array_set_size(kinds, max);
    return kinds;
}
