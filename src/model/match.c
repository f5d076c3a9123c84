#include "model/match.h"

#include <stdbool.h>
#include <string.h>

/* A key under which an entry is looked for; NULL when it has none. Yours. */
typedef char *(*KeyOf)(gconstpointer owner, guint i);

static bool is_digit(const char *p)
{
    return g_ascii_isdigit(*p);
}

/* Drops 2026年, 2026-2027年 and the like: last year's project goes on under
 * this year's number. */
static const char *skip_year(const char *p)
{
    const char *q = p;
    while (is_digit(q))
        q++;
    if (q - p != 4)
        return p;
    if (*q == '-' && is_digit(q + 1))
        return skip_year(q + 1) == q + 1 ? p : skip_year(q + 1);
    static const char YEAR[] = "年";
    return g_str_has_prefix(q, YEAR) ? q + strlen(YEAR) : p;
}

static char *fold_name(const char *name)
{
    if (name == NULL)
        return NULL;
    g_autofree char *plain =
        g_utf8_normalize(name, -1, G_NORMALIZE_ALL_COMPOSE);
    GString *folded = g_string_new(NULL);
    for (const char *p = plain ? plain : name; *p;) {
        const char *next = skip_year(p);
        if (next != p) {
            p = next;
            continue;
        }
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isspace(c))
            g_string_append_unichar(folded, c);
        p = g_utf8_next_char(p);
    }
    return g_string_free(folded, FALSE);
}

static char *project_name(gconstpointer owner, guint i)
{
    const JxReport *report = owner;
    return g_strdup(jx_report_project(report, i)->name);
}

static char *project_folded(gconstpointer owner, guint i)
{
    const JxReport *report = owner;
    return fold_name(jx_report_project(report, i)->name);
}

static char *indicator_full(gconstpointer owner, guint i)
{
    const JxProject *project = owner;
    const JxIndicator *indicator = jx_project_indicator(project, i);
    if (indicator->name == NULL)
        return NULL;
    return g_strdup_printf(
        "%s\n%s\n%s", indicator->level2.code ? indicator->level2.code : "",
        indicator->level2.name ? indicator->level2.name : "", indicator->name);
}

static char *indicator_folded(gconstpointer owner, guint i)
{
    const JxProject *project = owner;
    return fold_name(jx_project_indicator(project, i)->name);
}

static char *indicator_kind(gconstpointer owner, guint i)
{
    const JxProject *project = owner;
    const JxIndicator *indicator = jx_project_indicator(project, i);
    return g_strdup(indicator->level2.code ? indicator->level2.code
                                           : indicator->level2.name);
}

/* Pairs what is unpaired on both sides and has the same key; of several with
 * one key the first goes with the first. */
static void pair_by_key(gconstpointer before, guint n_before, bool *used,
                        gconstpointer after, GArray *partners, KeyOf key_of)
{
    g_autoptr(GHashTable) waiting = g_hash_table_new_full(
        g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_queue_free);
    for (guint i = 0; i < n_before; i++) {
        g_autofree char *key = used[i] ? NULL : key_of(before, i);
        if (key == NULL)
            continue;
        GQueue *queue = g_hash_table_lookup(waiting, key);
        if (queue == NULL) {
            queue = g_queue_new();
            g_hash_table_insert(waiting, g_steal_pointer(&key), queue);
        }
        g_queue_push_tail(queue, GUINT_TO_POINTER(i));
    }
    for (guint k = 0; k < partners->len; k++) {
        int *partner = &g_array_index(partners, int, k);
        g_autofree char *key = *partner < 0 ? key_of(after, k) : NULL;
        GQueue *queue = key ? g_hash_table_lookup(waiting, key) : NULL;
        if (queue == NULL || g_queue_is_empty(queue))
            continue;
        *partner = GPOINTER_TO_INT(g_queue_pop_head(queue));
        used[*partner] = true;
    }
}

static GHashTable *indicator_names(const JxProject *project)
{
    GHashTable *names =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < project->indicators->len; i++) {
        char *name = indicator_folded(project, i);
        if (name)
            g_hash_table_add(names, name);
    }
    return names;
}

/* How many indicator names two projects share, when that is at least half of
 * the larger set; else 0. */
static guint likeness(GHashTable *before, GHashTable *after)
{
    guint shared = 0;
    GHashTableIter iter;
    gpointer name;
    g_hash_table_iter_init(&iter, after);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        shared += g_hash_table_contains(before, name) ? 1 : 0;
    guint larger = MAX(g_hash_table_size(before), g_hash_table_size(after));
    return 2 * shared >= larger ? shared : 0;
}

/* Projects with a new name: the most alike of those left. */
static void pair_by_likeness(const JxReport *before, bool *used,
                             const JxReport *after, GArray *partners)
{
    g_autoptr(GPtrArray) sets =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
    for (guint i = 0; i < before->projects->len; i++)
        g_ptr_array_add(
            sets, used[i] ? g_hash_table_new(NULL, NULL)
                          : indicator_names(jx_report_project(before, i)));
    for (guint k = 0; k < partners->len; k++) {
        int *partner = &g_array_index(partners, int, k);
        if (*partner >= 0)
            continue;
        g_autoptr(GHashTable) names =
            indicator_names(jx_report_project(after, k));
        guint best = 0;
        for (guint i = 0; i < sets->len; i++) {
            guint alike = used[i] ? 0 : likeness(sets->pdata[i], names);
            if (alike > best) {
                best = alike;
                *partner = (int)i;
            }
        }
        if (*partner >= 0)
            used[*partner] = true;
    }
}

static void start(GArray *partners, guint n)
{
    static const int NONE = -1;
    g_array_set_size(partners, 0);
    for (guint k = 0; k < n; k++)
        g_array_append_val(partners, NONE);
}

void jx_match_projects(const JxReport *before, const JxReport *after,
                       GArray *partners)
{
    guint n = before->projects->len;
    g_autofree bool *used = g_new0(bool, n + 1);
    start(partners, after->projects->len);
    pair_by_key(before, n, used, after, partners, project_name);
    pair_by_key(before, n, used, after, partners, project_folded);
    pair_by_likeness(before, used, after, partners);
}

void jx_match_indicators(const JxProject *before, const JxProject *after,
                         GArray *partners)
{
    guint n = before->indicators->len;
    g_autofree bool *used = g_new0(bool, n + 1);
    start(partners, after->indicators->len);
    pair_by_key(before, n, used, after, partners, indicator_full);
    pair_by_key(before, n, used, after, partners, indicator_folded);
    pair_by_key(before, n, used, after, partners, indicator_kind);
}
