#include "check/config.h"

#include <string.h>

#include "base/intl.h"
#include "check/rules.h"
#include "check/taxonomy.h"

/* jixiao.conf -> JxConfig. */

/* What the walks fill in. */
typedef struct {
    JxConfig *config;
    const char *folder;
    JxWaiver waiver;
} Filling;

static const char *keep(const Filling *filling, const char *text)
{
    return g_string_chunk_insert_const(filling->config->chunk, text);
}

static char *path_of(const Filling *filling, const char *name)
{
    return g_path_is_absolute(name) || filling->folder == NULL
               ? g_strdup(name)
               : g_build_filename(filling->folder, name, NULL);
}

/* ---- severities -------------------------------------------------------- */

static bool read_severity(const JxYaml *yaml, const JxYamlNode *value,
                          gpointer data, GError **error)
{
    static const char *const NAMES[] = {"off", "hint", "warning", "error"};
    static const int LEVELS[] = {
        JX_CONFIG_OFF,
        JX_CONFIG_SEVERITY(JX_SEVERITY_HINT),
        JX_CONFIG_SEVERITY(JX_SEVERITY_WARNING),
        JX_CONFIG_SEVERITY(JX_SEVERITY_ERROR),
    };
    const Filling *filling = data;
    gsize level;
    if (!jx_yaml_read_choice(yaml, value, NAMES, G_N_ELEMENTS(NAMES), &level,
                             error))
        return false;
    g_hash_table_insert(filling->config->severities,
                        (gpointer)jx_rule_lookup(value->key)->name,
                        GINT_TO_POINTER(LEVELS[level]));
    return true;
}

/* Every rule is a key, so that a misspelt one is told with the nearest. */
static bool read_severities(const JxYaml *yaml, const JxYamlNode *value,
                            gpointer data, GError **error)
{
    gsize n;
    const JxRule *rules = jx_rules(&n);
    g_autofree JxYamlKey *keys = g_new0(JxYamlKey, n);
    for (gsize i = 0; i < n; i++)
        keys[i] = (JxYamlKey){rules[i].name, read_severity, false};
    return jx_yaml_walk(yaml, value, keys, n, data, error);
}

/* ---- thresholds -------------------------------------------------------- */

static bool read_count(const JxYaml *yaml, const JxYamlNode *value, int max,
                       guint *out, GError **error)
{
    int number;
    if (!jx_yaml_read_int(yaml, value, 1, max, &number, error))
        return false;
    *out = (guint)number;
    return true;
}

static bool read_goal_chars(const JxYaml *yaml, const JxYamlNode *value,
                            gpointer data, GError **error)
{
    return read_count(yaml, value, 1000, &((Filling *)data)->config->goal_chars,
                      error);
}

static bool read_indicators(const JxYaml *yaml, const JxYamlNode *value,
                            gpointer data, GError **error)
{
    return read_count(yaml, value, 100,
                      &((Filling *)data)->config->min_indicators, error);
}

static bool read_thresholds(const JxYaml *yaml, const JxYamlNode *value,
                            gpointer data, GError **error)
{
    static const JxYamlKey KEYS[] = {
        {"goal-chars", read_goal_chars, false},
        {"indicators", read_indicators, false},
    };
    return jx_yaml_walk(yaml, value, KEYS, G_N_ELEMENTS(KEYS), data, error);
}

static bool read_rounding(const JxYaml *yaml, const JxYamlNode *value,
                          gpointer data, GError **error)
{
    static const char *const NAMES[] = {"auto", "accept"};
    gsize choice;
    if (!jx_yaml_read_choice(yaml, value, NAMES, G_N_ELEMENTS(NAMES), &choice,
                             error))
        return false;
    ((Filling *)data)->config->accept_tails = choice == 1;
    return true;
}

/* ---- words ------------------------------------------------------------- */

/* In the order of JxWordList. */
static const char *const LIST_NAMES[JX_N_WORD_LISTS] = {
    "vague",      "placeholder",  "needs-cost",   "spares-cost",
    "no-clients", "over-hundred", "more-is-fine",
};

static GPtrArray *list_named(const Filling *filling, const char *name)
{
    for (int list = 0; list < JX_N_WORD_LISTS; list++)
        if (strcmp(LIST_NAMES[list], name) == 0)
            return filling->config->words[list];
    g_assert_not_reached();
}

static void drop_word(GPtrArray *words, const char *word)
{
    for (guint i = words->len; i > 0; i--)
        if (strcmp(words->pdata[i - 1], word) == 0)
            g_ptr_array_remove_index(words, i - 1);
}

/* What is done to a list of words: the list, and what is left of it. */
typedef struct {
    const Filling *filling;
    GPtrArray *words;
} Changing;

static bool add_words(const JxYaml *yaml, const JxYamlNode *value,
                      gpointer data, GError **error)
{
    Changing *changing = data;
    g_autoptr(GPtrArray) added = g_ptr_array_new();
    if (!jx_yaml_read_texts(yaml, value, added, error))
        return false;
    for (guint i = 0; i < added->len; i++) {
        const char *word = added->pdata[i];
        if (*word == '\0') /* would stand in every text */
            return jx_yaml_fail(yaml, value, error, _("词不能是空的"));
        g_ptr_array_add(changing->words,
                        (gpointer)keep(changing->filling, word));
    }
    return true;
}

static bool remove_words(const JxYaml *yaml, const JxYamlNode *value,
                         gpointer data, GError **error)
{
    Changing *changing = data;
    g_autoptr(GPtrArray) removed = g_ptr_array_new();
    if (!jx_yaml_read_texts(yaml, value, removed, error))
        return false;
    for (guint i = 0; i < removed->len; i++)
        drop_word(changing->words, removed->pdata[i]);
    return true;
}

/* A list takes the place of the default; add and remove change it. */
static bool read_word_list(const JxYaml *yaml, const JxYamlNode *value,
                           gpointer data, GError **error)
{
    static const JxYamlKey KEYS[] = {
        {"add", add_words, false},
        {"remove", remove_words, false},
    };
    Changing changing = {.filling = data};
    changing.words = list_named(data, value->key);
    if (value->kind == JX_YAML_MAP)
        return jx_yaml_walk(yaml, value, KEYS, G_N_ELEMENTS(KEYS), &changing,
                            error);
    g_ptr_array_set_size(changing.words, 0);
    return add_words(yaml, value, &changing, error);
}

static bool read_words(const JxYaml *yaml, const JxYamlNode *value,
                       gpointer data, GError **error)
{
    JxYamlKey keys[JX_N_WORD_LISTS];
    for (int list = 0; list < JX_N_WORD_LISTS; list++)
        keys[list] = (JxYamlKey){LIST_NAMES[list], read_word_list, false};
    return jx_yaml_walk(yaml, value, keys, JX_N_WORD_LISTS, data, error);
}

/* ---- taxonomies -------------------------------------------------------- */

static bool add_taxonomy(const JxYaml *yaml, const JxYamlNode *value,
                         const Filling *filling, const char *name,
                         GError **error)
{
    static const char *const BUILTIN[] = {"2015", "2021"};
    g_autoptr(GError) own = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(BUILTIN); i++) {
        if (strcmp(name, BUILTIN[i]) == 0) {
            g_autoptr(GPtrArray) builtin = jx_taxonomies_builtin();
            g_ptr_array_add(filling->config->taxonomies,
                            g_ptr_array_steal_index(builtin, i));
            return true;
        }
    }
    g_autofree char *path = path_of(filling, name);
    JxTaxonomy *taxonomy = jx_taxonomy_load(path, &own);
    if (taxonomy == NULL)
        return jx_yaml_fail(yaml, value, error, "%s", own->message);
    g_ptr_array_add(filling->config->taxonomies, taxonomy);
    return true;
}

static bool read_taxonomies(const JxYaml *yaml, const JxYamlNode *value,
                            gpointer data, GError **error)
{
    const Filling *filling = data;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    if (!jx_yaml_read_texts(yaml, value, names, error))
        return false;
    if (names->len == 0)
        return jx_yaml_fail(yaml, value, error, _("至少要有一个指标体系"));
    g_ptr_array_set_size(filling->config->taxonomies, 0);
    for (guint i = 0; i < names->len; i++) {
        const JxYamlNode *item =
            value->kind == JX_YAML_LIST ? jx_yaml_item(value, i) : value;
        if (!add_taxonomy(yaml, item, filling, names->pdata[i], error))
            return false;
    }
    return true;
}

/* ---- waivers ----------------------------------------------------------- */

static bool read_waiver_text(const JxYaml *yaml, const JxYamlNode *value,
                             gpointer data, GError **error)
{
    Filling *filling = data;
    const struct {
        const char *key;
        const char **text;
    } TEXTS[] = {
        {"rule", &filling->waiver.rule},
        {"project", &filling->waiver.project},
        {"unit", &filling->waiver.unit},
        {"reason", &filling->waiver.reason},
    };
    const char *text;
    if (!jx_yaml_read_text(yaml, value, &text, error))
        return false;
    if (*text == '\0')
        return jx_yaml_fail(yaml, value, error, _("不能是空的"));
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++)
        if (strcmp(TEXTS[i].key, value->key) == 0)
            *TEXTS[i].text = keep(filling, text);
    return true;
}

static bool read_waiver_rule(const JxYaml *yaml, const JxYamlNode *value,
                             gpointer data, GError **error)
{
    if (!read_waiver_text(yaml, value, data, error))
        return false;
    return jx_rule_lookup(value->text) != NULL ||
           jx_yaml_fail(yaml, value, error, _("没有名为“%s”的规则"),
                        value->text);
}

static bool read_waivers(const JxYaml *yaml, const JxYamlNode *value,
                         gpointer data, GError **error)
{
    static const JxYamlKey KEYS[] = {
        {"rule", read_waiver_rule, true},
        {"reason", read_waiver_text, true},
        {"project", read_waiver_text, false},
        {"unit", read_waiver_text, false},
    };
    Filling *filling = data;
    if (value->kind != JX_YAML_LIST)
        return jx_yaml_fail(yaml, value, error, _("应为一个列表"));
    for (guint i = 0; i < jx_yaml_count(value); i++) {
        const JxYamlNode *item = jx_yaml_item(value, i);
        filling->waiver =
            (JxWaiver){.line = item->line, .column = item->column};
        if (!jx_yaml_walk(yaml, item, KEYS, G_N_ELEMENTS(KEYS), filling, error))
            return false;
        g_array_append_val(filling->config->waivers, filling->waiver);
    }
    return true;
}

/* ---- fonts, options ---------------------------------------------------- */

static bool read_fonts(const JxYaml *yaml, const JxYamlNode *value,
                       gpointer data, GError **error)
{
    const Filling *filling = data;
    const char *name;
    if (!jx_yaml_read_text(yaml, value, &name, error))
        return false;
    g_autofree char *path = path_of(filling, name);
    if (*name == '\0' || !g_file_test(path, G_FILE_TEST_IS_DIR))
        return jx_yaml_fail(yaml, value, error, _("没有“%s”这个文件夹"), path);
    filling->config->fonts = g_steal_pointer(&path);
    return true;
}

/* The options of the verbs that a file may give. Not: --config, --lang, which
 * are needed before it is read, and what names one run's files. */
static const char *const OPTIONS[] = {
    "attach",  "binding", "color",   "currency", "encoding", "encrypt",
    "fail-on", "final",   "form",    "format",   "ignore",   "jobs",
    "memory",  "name",    "profile", "progress", "quiet",    "reconcile",
    "select",  "timeout", "to",      "verbose",  "year",     "zeros",
};

static bool read_option(const JxYaml *yaml, const JxYamlNode *value,
                        gpointer data, GError **error)
{
    const Filling *filling = data;
    g_autoptr(GPtrArray) texts = g_ptr_array_new();
    if (!jx_yaml_read_texts(yaml, value, texts, error))
        return false;
    g_ptr_array_add(texts, NULL);
    g_autofree char *text = g_strjoinv(",", (char **)texts->pdata);
    const JxDefault option = {keep(filling, value->key), keep(filling, text),
                              value->line, value->column};
    g_array_append_val(filling->config->options, option);
    return true;
}

static bool read_options(const JxYaml *yaml, const JxYamlNode *value,
                         gpointer data, GError **error)
{
    JxYamlKey keys[G_N_ELEMENTS(OPTIONS)];
    for (gsize i = 0; i < G_N_ELEMENTS(OPTIONS); i++)
        keys[i] = (JxYamlKey){OPTIONS[i], read_option, false};
    return jx_yaml_walk(yaml, value, keys, G_N_ELEMENTS(keys), data, error);
}

/* ---- the file ---------------------------------------------------------- */

JxConfig *jx_config_from_yaml(const JxYaml *yaml, const char *folder,
                              GError **error)
{
    static const JxYamlKey KEYS[] = {
        {"severity", read_severities, false},
        {"thresholds", read_thresholds, false},
        {"rounding", read_rounding, false},
        {"words", read_words, false},
        {"taxonomies", read_taxonomies, false},
        {"waivers", read_waivers, false},
        {"fonts", read_fonts, false},
        {"options", read_options, false},
    };
    g_autoptr(JxConfig) config = jx_config_new();
    Filling filling = {.config = config, .folder = folder};
    if (!jx_yaml_walk(yaml, jx_yaml_root(yaml), KEYS, G_N_ELEMENTS(KEYS),
                      &filling, error))
        return NULL;
    return g_steal_pointer(&config);
}

JxConfig *jx_config_load(const char *path, GError **error)
{
    g_autoptr(JxYaml) yaml = jx_yaml_load(path, error);
    g_autofree char *folder = g_path_get_dirname(path);
    return yaml ? jx_config_from_yaml(yaml, folder, error) : NULL;
}

char *jx_config_find(const char *input_path)
{
    g_autofree char *absolute = g_canonicalize_filename(input_path, NULL);
    g_autofree char *folder = g_file_test(absolute, G_FILE_TEST_IS_DIR)
                                  ? g_strdup(absolute)
                                  : g_path_get_dirname(absolute);
    for (;;) {
        g_autofree char *path = g_build_filename(folder, "jixiao.conf", NULL);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return g_steal_pointer(&path);
        char *above = g_path_get_dirname(folder);
        if (strcmp(above, folder) == 0) {
            g_free(above);
            return NULL;
        }
        g_free(folder);
        folder = above;
    }
}
