#include "check/taxonomy.h"

#include <string.h>

#include "base/intl.h"
#include "base/yaml.h"
#include "check/taxonomy_builtin.h"

/* In the order of JxRole. */
static const char *const ROLES[] = {
    "none", "output",   "benefit", "satisfaction",
    "cost", "quantity", "quality", "timeliness",
};

/* ---- reading ----------------------------------------------------------- */

/* What the walk fills in: the taxonomy, and the entry it is in. */
typedef struct {
    JxTaxonomy *taxonomy;
    JxTaxonomyEntry *entry;
    const JxYamlNode *children;
} Filling;

static const char *keep(JxTaxonomy *taxonomy, const char *text)
{
    return g_string_chunk_insert_const(taxonomy->chunk, text);
}

static bool read_text(const JxYaml *yaml, const JxYamlNode *value,
                      JxTaxonomy *taxonomy, const char **out, GError **error)
{
    const char *text;
    if (!jx_yaml_read_text(yaml, value, &text, error))
        return false;
    if (*text == '\0')
        return jx_yaml_fail(yaml, value, error, _("不能是空的"));
    *out = keep(taxonomy, text);
    return true;
}

static bool read_name(const JxYaml *yaml, const JxYamlNode *value,
                      gpointer data, GError **error)
{
    Filling *filling = data;
    return read_text(yaml, value, filling->taxonomy, &filling->entry->name,
                     error);
}

static bool read_code(const JxYaml *yaml, const JxYamlNode *value,
                      gpointer data, GError **error)
{
    Filling *filling = data;
    return read_text(yaml, value, filling->taxonomy, &filling->entry->code,
                     error);
}

static bool read_role(const JxYaml *yaml, const JxYamlNode *value,
                      gpointer data, GError **error)
{
    Filling *filling = data;
    gsize role;
    if (!jx_yaml_read_choice(yaml, value, ROLES, G_N_ELEMENTS(ROLES), &role,
                             error))
        return false;
    filling->entry->role = (JxRole)role;
    return true;
}

static bool read_also(const JxYaml *yaml, const JxYamlNode *value,
                      gpointer data, GError **error)
{
    Filling *filling = data;
    GPtrArray *also = filling->entry->also;
    if (!jx_yaml_read_texts(yaml, value, also, error))
        return false;
    for (guint i = 0; i < also->len; i++)
        also->pdata[i] = (gpointer)keep(filling->taxonomy, also->pdata[i]);
    return true;
}

static bool read_children(const JxYaml *yaml, const JxYamlNode *value,
                          gpointer data, GError **error)
{
    Filling *filling = data;
    if (value->kind != JX_YAML_LIST)
        return jx_yaml_fail(yaml, value, error, _("应为一个列表"));
    filling->children = value;
    return true;
}

static const JxYamlKey ENTRY_KEYS[] = {
    {"name", read_name, true},        {"code", read_code, false},
    {"role", read_role, false},       {"also", read_also, false},
    {"level2", read_children, false},
};

/* Reads the entries of a list; those of a second level know their parent. */
static bool read_entries(const JxYaml *yaml, const JxYamlNode *list,
                         Filling *filling, GArray *level, guint parent,
                         GError **error)
{
    bool is_first = level == filling->taxonomy->level1;
    for (guint i = 0; i < jx_yaml_count(list); i++) {
        JxTaxonomyEntry new_entry = {.parent = parent,
                                     .also = g_ptr_array_new()};
        g_array_append_val(level, new_entry);
        guint index = level->len - 1;
        filling->entry = &g_array_index(level, JxTaxonomyEntry, index);
        filling->children = NULL;
        /* only a first level has a second below it */
        if (!jx_yaml_walk(yaml, jx_yaml_item(list, i), ENTRY_KEYS,
                          G_N_ELEMENTS(ENTRY_KEYS) - !is_first, filling, error))
            return false;
        if (filling->children &&
            !read_entries(yaml, filling->children, filling,
                          filling->taxonomy->level2, index, error))
            return false;
    }
    return true;
}

static bool read_own_name(const JxYaml *yaml, const JxYamlNode *value,
                          gpointer data, GError **error)
{
    JxTaxonomy *taxonomy = ((Filling *)data)->taxonomy;
    const char *text;
    if (!jx_yaml_read_text(yaml, value, &text, error))
        return false;
    taxonomy->name = g_strdup(text);
    return true;
}

static bool read_level1(const JxYaml *yaml, const JxYamlNode *value,
                        gpointer data, GError **error)
{
    Filling *filling = data;
    if (value->kind != JX_YAML_LIST)
        return jx_yaml_fail(yaml, value, error, _("应为一个列表"));
    return read_entries(yaml, value, filling, filling->taxonomy->level1, 0,
                        error);
}

static void entry_clear(gpointer data)
{
    g_ptr_array_unref(((JxTaxonomyEntry *)data)->also);
}

static JxTaxonomy *taxonomy_from(const JxYaml *yaml, GError **error)
{
    static const JxYamlKey KEYS[] = {
        {"name", read_own_name, true},
        {"level1", read_level1, true},
    };
    g_autoptr(JxTaxonomy) taxonomy = g_new0(JxTaxonomy, 1);
    taxonomy->chunk = g_string_chunk_new(1024);
    taxonomy->level1 = g_array_new(FALSE, TRUE, sizeof(JxTaxonomyEntry));
    taxonomy->level2 = g_array_new(FALSE, TRUE, sizeof(JxTaxonomyEntry));
    g_array_set_clear_func(taxonomy->level1, entry_clear);
    g_array_set_clear_func(taxonomy->level2, entry_clear);

    Filling filling = {.taxonomy = taxonomy};
    if (!jx_yaml_walk(yaml, jx_yaml_root(yaml), KEYS, G_N_ELEMENTS(KEYS),
                      &filling, error))
        return NULL;
    return g_steal_pointer(&taxonomy);
}

JxTaxonomy *jx_taxonomy_load(const char *path, GError **error)
{
    g_autoptr(JxYaml) yaml = jx_yaml_load(path, error);
    return yaml ? taxonomy_from(yaml, error) : NULL;
}

void jx_taxonomy_free(JxTaxonomy *taxonomy)
{
    if (taxonomy == NULL)
        return;
    g_free(taxonomy->name);
    g_array_unref(taxonomy->level1);
    g_array_unref(taxonomy->level2);
    g_string_chunk_free(taxonomy->chunk);
    g_free(taxonomy);
}

static void free_taxonomy(gpointer taxonomy)
{
    jx_taxonomy_free(taxonomy);
}

GPtrArray *jx_taxonomies_builtin(void)
{
    const struct {
        const char *name, *text;
    } BUILTIN[] = {
        {"taxonomy-2015.yaml", JX_TAXONOMY_2015},
        {"taxonomy-2021.yaml", JX_TAXONOMY_2021},
    };
    GPtrArray *all = g_ptr_array_new_with_free_func(free_taxonomy);
    for (gsize i = 0; i < G_N_ELEMENTS(BUILTIN); i++) {
        g_autoptr(JxYaml) yaml = jx_yaml_parse(BUILTIN[i].name, BUILTIN[i].text,
                                               strlen(BUILTIN[i].text), NULL);
        JxTaxonomy *taxonomy = yaml ? taxonomy_from(yaml, NULL) : NULL;
        g_assert(taxonomy != NULL);
        g_ptr_array_add(all, taxonomy);
    }
    return all;
}

/* ---- asking ------------------------------------------------------------ */

static bool is_called(const JxTaxonomyEntry *entry, const char *name)
{
    if (strcmp(entry->name, name) == 0)
        return true;
    for (guint i = 0; i < entry->also->len; i++)
        if (strcmp(entry->also->pdata[i], name) == 0)
            return true;
    return false;
}

const JxTaxonomyEntry *jx_taxonomy_level1(const JxTaxonomy *taxonomy,
                                          const char *name)
{
    for (guint i = 0; name && i < taxonomy->level1->len; i++) {
        const JxTaxonomyEntry *entry =
            &g_array_index(taxonomy->level1, JxTaxonomyEntry, i);
        if (is_called(entry, name))
            return entry;
    }
    return NULL;
}

const JxTaxonomyEntry *jx_taxonomy_level2(const JxTaxonomy *taxonomy,
                                          const JxTaxonomyEntry *parent,
                                          const char *name)
{
    for (guint i = 0; name && i < taxonomy->level2->len; i++) {
        const JxTaxonomyEntry *entry =
            &g_array_index(taxonomy->level2, JxTaxonomyEntry, i);
        const JxTaxonomyEntry *above =
            &g_array_index(taxonomy->level1, JxTaxonomyEntry, entry->parent);
        if ((parent == NULL || parent == above) && is_called(entry, name))
            return entry;
    }
    return NULL;
}

const JxTaxonomyEntry *jx_taxonomy_coded(const GArray *level, const char *code)
{
    for (guint i = 0; code && i < level->len; i++) {
        const JxTaxonomyEntry *entry =
            &g_array_index(level, JxTaxonomyEntry, i);
        if (entry->code && strcmp(entry->code, code) == 0)
            return entry;
    }
    return NULL;
}

static guint fit_of(const JxTaxonomy *taxonomy, const JxReport *report)
{
    guint fit = 0;
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (guint j = 0; j < project->indicators->len; j++) {
            const JxIndicator *item = jx_project_indicator(project, j);
            const JxTaxonomyEntry *above =
                jx_taxonomy_level1(taxonomy, item->level1.name);
            fit += above != NULL;
            fit += above && jx_taxonomy_level2(taxonomy, above,
                                               item->level2.name) != NULL;
        }
    }
    return fit;
}

const JxTaxonomy *jx_taxonomy_for(const GPtrArray *taxonomies,
                                  const JxReport *report)
{
    const JxTaxonomy *best = NULL;
    guint best_fit = 0;
    for (guint i = 0; i < taxonomies->len; i++) {
        const JxTaxonomy *taxonomy = g_ptr_array_index(taxonomies, i);
        guint fit = fit_of(taxonomy, report);
        if (best == NULL || fit > best_fit) {
            best = taxonomy;
            best_fit = fit;
        }
    }
    return best;
}

static bool has_role(const JxTaxonomyEntry *entry, JxRole role)
{
    return entry && entry->role == role;
}

bool jx_indicator_is(const JxTaxonomy *taxonomy, const JxIndicator *item,
                     JxRole role)
{
    const JxTaxonomyEntry *above =
        jx_taxonomy_level1(taxonomy, item->level1.name);
    return has_role(above, role) ||
           has_role(jx_taxonomy_level2(taxonomy, above, item->level2.name),
                    role) ||
           has_role(jx_taxonomy_coded(taxonomy->level1, item->level1.code),
                    role) ||
           has_role(jx_taxonomy_coded(taxonomy->level2, item->level2.code),
                    role);
}
