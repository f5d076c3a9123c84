#include "base/yaml.h"

#include <errno.h>
#include <string.h>

#include "base/intl.h"

/* Typed reading on top of the tree of yaml.c. */

static const struct {
    const char *text;
    bool value;
} BOOLS[] = {
    {"true", true}, {"false", false}, {"yes", true}, {"no", false},
    {"on", true},   {"off", false},   {"是", true},  {"否", false},
};

bool jx_yaml_read_text(const JxYaml *yaml, const JxYamlNode *node,
                       const char **out, GError **error)
{
    if (node->kind != JX_YAML_TEXT)
        return jx_yaml_fail(yaml, node, error,
                            _("应为一段文字，这里是列表或表"));
    *out = node->text;
    return true;
}

bool jx_yaml_read_bool(const JxYaml *yaml, const JxYamlNode *node, bool *out,
                       GError **error)
{
    const char *text = NULL;
    if (!jx_yaml_read_text(yaml, node, &text, error))
        return false;
    for (gsize i = 0; i < G_N_ELEMENTS(BOOLS); i++) {
        if (g_ascii_strcasecmp(text, BOOLS[i].text) == 0) {
            *out = BOOLS[i].value;
            return true;
        }
    }
    return jx_yaml_fail(yaml, node, error, _("应为 true 或 false，这里是“%s”"),
                        text);
}

bool jx_yaml_read_int(const JxYaml *yaml, const JxYamlNode *node, int min,
                      int max, int *out, GError **error)
{
    const char *text = NULL;
    gint64 value;
    if (!jx_yaml_read_text(yaml, node, &text, error))
        return false;
    if (!g_ascii_string_to_signed(text, 10, min, max, &value, NULL))
        return jx_yaml_fail(yaml, node, error,
                            _("应为 %d 到 %d 的整数，这里是“%s”"), min, max,
                            text);
    *out = (int)value;
    return true;
}

bool jx_yaml_read_number(const JxYaml *yaml, const JxYamlNode *node, double min,
                         double max, double *out, GError **error)
{
    const char *text = NULL;
    char *end;
    if (!jx_yaml_read_text(yaml, node, &text, error))
        return false;
    errno = 0;
    double value = g_ascii_strtod(text, &end);
    /* nan fails both comparisons */
    if (*text == '\0' || *end != '\0' || errno != 0 ||
        !(value >= min && value <= max))
        return jx_yaml_fail(yaml, node, error,
                            _("应为 %g 到 %g 的数，这里是“%s”"), min, max,
                            text);
    *out = value;
    return true;
}

/* Edit distance of two short words, by bytes; counts stop at `most`. */
static guint distance(const char *a, const char *b, guint most)
{
    gsize la = strlen(a), lb = strlen(b);
    if (la > 64 || lb > 64)
        return most;
    guint row[65];
    for (gsize j = 0; j <= lb; j++)
        row[j] = (guint)j;
    for (gsize i = 1; i <= la; i++) {
        guint diagonal = row[0];
        row[0] = (guint)i;
        for (gsize j = 1; j <= lb; j++) {
            guint change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = MIN(change, MIN(row[j], row[j - 1]) + 1);
        }
    }
    return MIN(row[lb], most);
}

/* Of several names the one to be told to who wrote `word`. */
typedef struct {
    const char *word, *name; /* name: NULL when none is near */
    guint distance;
} Nearest;

static Nearest nearest_to(const char *word)
{
    return (Nearest){.word = word, .distance = 3}; /* more is another word */
}

static void try_name(Nearest *nearest, const char *name)
{
    guint d = distance(nearest->word, name, nearest->distance);
    if (d < nearest->distance) {
        nearest->distance = d;
        nearest->name = name;
    }
}

bool jx_yaml_read_choice(const JxYaml *yaml, const JxYamlNode *node,
                         const char *const *names, gsize n, gsize *out,
                         GError **error)
{
    const char *text = NULL;
    if (!jx_yaml_read_text(yaml, node, &text, error))
        return false;
    g_autoptr(GString) all = g_string_new(NULL);
    Nearest nearest = nearest_to(text);
    for (gsize i = 0; i < n; i++) {
        if (strcmp(text, names[i]) == 0) {
            *out = i;
            return true;
        }
        try_name(&nearest, names[i]);
        g_string_append_printf(all, i ? "、%s" : "%s", names[i]);
    }
    if (nearest.name && *text)
        return jx_yaml_fail(yaml, node, error,
                            _("应为 %s 之一，这里是“%s”：是不是“%s”？"),
                            all->str, text, nearest.name);
    return jx_yaml_fail(yaml, node, error, _("应为 %s 之一，这里是“%s”"),
                        all->str, text);
}

bool jx_yaml_read_texts(const JxYaml *yaml, const JxYamlNode *node,
                        GPtrArray *out, GError **error)
{
    const char *text = NULL;
    if (node->kind == JX_YAML_TEXT && *node->text != '\0') {
        g_ptr_array_add(out, (gpointer)node->text);
        return true;
    }
    if (node->kind != JX_YAML_LIST)
        return jx_yaml_fail(yaml, node, error, _("应为一个列表"));
    for (guint i = 0; i < node->items->len; i++) {
        if (!jx_yaml_read_text(yaml, jx_yaml_item(node, i), &text, error))
            return false;
        g_ptr_array_add(out, (gpointer)text);
    }
    return true;
}

static bool fail_unknown(const JxYaml *yaml, const JxYamlNode *item,
                         const JxYamlKey *keys, gsize n, GError **error)
{
    Nearest nearest = nearest_to(item->key);
    for (gsize i = 0; i < n; i++)
        try_name(&nearest, keys[i].key);
    if (nearest.name)
        return jx_yaml_fail_key(yaml, item, error,
                                _("不认识的键“%s”，是不是“%s”？"), item->key,
                                nearest.name);
    return jx_yaml_fail_key(yaml, item, error, _("不认识的键“%s”"), item->key);
}

static const JxYamlKey *key_named(const JxYamlKey *keys, gsize n,
                                  const char *name)
{
    for (gsize i = 0; i < n; i++)
        if (strcmp(keys[i].key, name) == 0)
            return &keys[i];
    return NULL;
}

bool jx_yaml_walk(const JxYaml *yaml, const JxYamlNode *node,
                  const JxYamlKey *keys, gsize n, gpointer data, GError **error)
{
    if (node->kind != JX_YAML_MAP)
        return jx_yaml_fail(yaml, node, error, _("应为“键: 值”"));
    for (guint i = 0; i < node->items->len; i++) {
        const JxYamlNode *item = jx_yaml_item(node, i);
        const JxYamlKey *key = key_named(keys, n, item->key);
        if (key == NULL)
            return fail_unknown(yaml, item, keys, n, error);
        if (!key->read(yaml, item, data, error))
            return false;
    }
    for (gsize i = 0; i < n; i++)
        if (keys[i].required && jx_yaml_get(node, keys[i].key) == NULL)
            return jx_yaml_fail_key(yaml, node, error, _("缺少“%s”"),
                                    keys[i].key);
    return true;
}
