#include <string.h>

#include "base/intl.h"
#include "load/workbook_back.h"

/* Several projects have this name. */
#define AMBIGUOUS (-2)

/* ---- what a row of 资金 is ---- */

static const char DECLARED[] = "原表合计行";
static const char PRINTED[] = "（原表印列）";
static const char COMPUTED[] = "（逐项相加）";
static const char DIFFERENCE[] = "差额（";

JxSumKind jx_back_sum_kind(const JxBack *back, guint row, char **name)
{
    const JxList *list = back->lists[JX_LIST_FUNDING];
    const char *label = jx_list_text(list, row, JX_AT_NAME);
    *name = NULL;
    if (label == NULL || jx_back_number(list, row, JX_AT_KEY) > 0)
        return JX_SUM_NONE;
    gsize len = strlen(label);
    if (g_str_has_prefix(label, DIFFERENCE))
        return JX_SUM_DIFFERENCE;
    if (g_str_has_prefix(label, DECLARED)) {
        const char *rest = label + strlen(DECLARED);
        if (g_str_has_prefix(rest, "（") && g_str_has_suffix(rest, "）"))
            *name = g_strndup(rest + strlen("（"),
                              strlen(rest) - strlen("（") - strlen("）"));
        return JX_SUM_DECLARED;
    }
    if (g_str_has_suffix(label, PRINTED)) {
        *name = g_strndup(label, len - strlen(PRINTED));
        return JX_SUM_UNIT;
    }
    if (g_str_has_suffix(label, COMPUTED)) {
        *name = g_strndup(label, len - strlen(COMPUTED));
        return JX_SUM_COMPUTED;
    }
    return JX_SUM_NONE;
}

/* ---- the projects ---- */

static bool has_amount(const JxList *list, guint row)
{
    for (int fund = 0; fund < JX_N_FUNDS; fund++)
        if (jx_list_text(list, row, (JxListColumn)(JX_AT_TOTAL + fund)))
            return true;
    return false;
}

static void add_project(JxBack *back, guint row, guint key, const char *name,
                        int form)
{
    JxBackProject project = {
        .row = row, .key = key, .name = name, .base = -1, .form = form};
    project.items = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(back->projects, project);
}

static void report_stray_row(JxBack *back, guint row)
{
    const JxWorksheet *sheet = back->lists[JX_LIST_FUNDING]->sheet;
    for (guint i = 0; i < sheet->content->cells->len; i++) {
        const JxSheetCell *cell =
            &g_array_index(sheet->content->cells, JxSheetCell, i);
        if (cell->row != row || cell->formula || jx_is_blank_text(cell->text))
            continue;
        g_autofree char *quoted = jx_back_quote(cell->text);
        jx_diags_add(back->report->diags, "text-left-out",
                     jx_list_place_at(sheet, back->report, row, cell->column),
                     _("这一行没有项目序号、项目名称和金额，没有读取：%s"),
                     quoted);
        return;
    }
}

static void collect_from_funding(JxBack *back)
{
    const JxList *list = back->lists[JX_LIST_FUNDING];
    for (guint i = 0; i < list->rows->len; i++) {
        guint row = g_array_index(list->rows, guint, i);
        guint key = jx_back_number(list, row, JX_AT_KEY);
        const char *name = jx_list_text(list, row, JX_AT_NAME);
        g_autofree char *sum = NULL;
        if (jx_back_sum_kind(back, row, &sum) != JX_SUM_NONE)
            continue;
        if (key > 0 || name != NULL || has_amount(list, row))
            add_project(back, row, key, name, -1);
        else
            report_stray_row(back, row);
    }
}

/* 资金 is gone: 原表 has the projects, else another list names them. */
static void collect_elsewhere(JxBack *back)
{
    for (guint i = 0; back->form != NULL && i < back->form->projects->len; i++)
        add_project(back, 0, i + 1, jx_report_project(back->form, i)->name,
                    (int)i);
    if (back->form != NULL)
        return;
    const JxList *list = back->lists[JX_LIST_GOALS];
    if (list == NULL)
        list = back->lists[JX_LIST_INDICATORS];
    guint last = 0;
    for (guint i = 0; i < list->rows->len; i++) {
        guint row = g_array_index(list->rows, guint, i);
        guint key = jx_back_number(list, row, JX_AT_KEY);
        if (key > 0 && key != last)
            add_project(back, 0, key, jx_list_text(list, row, JX_AT_NAME), -1);
        last = key > 0 ? key : last;
    }
}

/* ---- which project each was written as ---- */

static bool is_named(const JxBackProject *project, const JxTraceRow *row)
{
    return strcmp(jx_stamp(project->name).text, row->name) == 0;
}

/* Name stamp of the written projects -> index, or AMBIGUOUS; 0 is no value,
 * so they are stored one higher. */
static GHashTable *index_stamps(const JxTrace *trace)
{
    GHashTable *stamps = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; trace != NULL && i < trace->projects->len; i++) {
        const char *name = jx_trace_project(trace, (int)i)->name;
        bool again = g_hash_table_contains(stamps, name);
        g_hash_table_insert(stamps, (gpointer)name,
                            GINT_TO_POINTER(again ? AMBIGUOUS : (int)i + 1));
    }
    return stamps;
}

static void claim(JxBackProject *project, int base, bool *taken)
{
    project->base = base;
    taken[base] = true;
}

/* By key and name together, then by a name that is told apart, then by the key
 * alone: a project that was renamed. */
static void find_bases(JxBack *back)
{
    guint n = back->trace ? back->trace->projects->len : 0;
    g_autofree bool *taken = g_new0(bool, n + 1);
    for (guint i = 0; i < back->projects->len; i++) {
        JxBackProject *project = jx_back_project(back, i);
        if (project->key > 0 && project->key <= n && !taken[project->key - 1] &&
            is_named(project,
                     jx_trace_project(back->trace, (int)project->key - 1)))
            claim(project, (int)project->key - 1, taken);
    }
    for (guint i = 0; i < back->projects->len; i++) {
        JxBackProject *project = jx_back_project(back, i);
        if (project->base >= 0 || project->name == NULL)
            continue;
        int at = GPOINTER_TO_INT(
            g_hash_table_lookup(back->by_stamp, jx_stamp(project->name).text));
        if (at > 0 && !taken[at - 1])
            claim(project, at - 1, taken);
    }
    for (guint i = 0; i < back->projects->len; i++) {
        JxBackProject *project = jx_back_project(back, i);
        if (project->base < 0 && project->key > 0 && project->key <= n &&
            !taken[project->key - 1])
            claim(project, (int)project->key - 1, taken);
    }
}

/* ---- their order ---- */

/* Where a project stands: by its key when all keys differ, else by what it was
 * written as; a new one right behind the row above it. */
struct rank {
    guint rank, index;
};

static int by_rank(gconstpointer a, gconstpointer b)
{
    const struct rank *left = a;
    const struct rank *right = b;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return left->index < right->index ? -1 : left->index > right->index;
}

static bool keys_differ(const JxBack *back)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < back->projects->len; i++) {
        guint key = jx_back_project(back, i)->key;
        if (key > 0 && !g_hash_table_add(seen, GUINT_TO_POINTER(key)))
            return false;
    }
    return true;
}

static void sort_projects(JxBack *back)
{
    guint n = back->projects->len, rank = 0;
    bool by_key = keys_differ(back);
    g_autofree struct rank *ranks = g_new0(struct rank, n + 1);
    for (guint i = 0; i < n; i++) {
        const JxBackProject *project = jx_back_project(back, i);
        if (by_key && project->key > 0)
            rank = project->key;
        else if (project->base >= 0)
            rank = (guint)project->base + 1;
        ranks[i] = (struct rank){rank, i};
    }
    qsort(ranks, n, sizeof *ranks, by_rank);
    GArray *sorted = g_array_sized_new(FALSE, FALSE, sizeof(JxBackProject), n);
    for (guint i = 0; i < n; i++)
        g_array_append_val(sorted, *jx_back_project(back, ranks[i].index));
    g_array_unref(back->projects);
    back->projects = sorted;
}

static void index_projects(JxBack *back)
{
    for (guint i = 0; i < back->projects->len; i++) {
        const JxBackProject *project = jx_back_project(back, i);
        gpointer at = GUINT_TO_POINTER(i + 1);
        if (project->key > 0 &&
            !g_hash_table_contains(back->by_key,
                                   GUINT_TO_POINTER(project->key)))
            g_hash_table_insert(back->by_key, GUINT_TO_POINTER(project->key),
                                at);
        if (project->base >= 0)
            g_hash_table_insert(back->by_base,
                                GUINT_TO_POINTER(project->base + 1), at);
        if (project->name == NULL)
            continue;
        bool again = g_hash_table_contains(back->by_name, project->name);
        g_hash_table_insert(back->by_name, (gpointer)project->name,
                            again ? GINT_TO_POINTER(AMBIGUOUS) : at);
    }
}

void jx_back_collect_projects(JxBack *back)
{
    back->by_stamp = index_stamps(back->trace);
    back->by_key = g_hash_table_new(NULL, NULL);
    back->by_base = g_hash_table_new(NULL, NULL);
    back->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    if (back->lists[JX_LIST_FUNDING] != NULL)
        collect_from_funding(back);
    else
        collect_elsewhere(back);
    find_bases(back);
    sort_projects(back);
    index_projects(back);
}

/* ---- rows of the other lists ---- */

/* Index in a table, or -1. */
static int lookup(GHashTable *table, gconstpointer key)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(table, key)) - 1;
}

int jx_back_find_base(const JxBack *back, int base)
{
    return base < 0 ? -1 : lookup(back->by_base, GINT_TO_POINTER(base + 1));
}

int jx_back_find_project(const JxBack *back, guint key, const char *name,
                         bool *renamed)
{
    const JxTraceRow *written = jx_trace_project(back->trace, (int)key - 1);
    *renamed = false;
    int base = key > 0 ? jx_back_find_base(back, (int)key - 1) : -1;
    int keyed = key > 0 ? lookup(back->by_key, GUINT_TO_POINTER(key)) : -1;
    if (name == NULL)
        return base >= 0 ? base : written == NULL ? keyed : -1;

    const char *stamp = jx_stamp(name).text;
    if (base >= 0 && strcmp(stamp, written->name) == 0)
        return base;
    if (keyed >= 0 &&
        g_strcmp0(jx_back_project(back, (guint)keyed)->name, name) == 0)
        return keyed;
    int named = lookup(back->by_name, name);
    if (named >= 0)
        return named;
    int was = jx_back_find_base(back, lookup(back->by_stamp, stamp));
    if (was >= 0)
        return was;
    int at = base >= 0 ? base : written == NULL ? keyed : -1;
    *renamed = at >= 0;
    return at;
}
