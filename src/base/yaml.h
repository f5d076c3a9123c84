#pragma once

#include <glib.h>
#include <stdbool.h>

/* YAML files of the user's (configuration, forms, taxonomies) as a small tree
 * in which everything knows where it stands, so that a clerk's mistake is
 * shown with file, line, column and a caret. libfyaml stays behind it.
 *
 * Of YAML 1.2 it takes one document of mappings, sequences and scalars in
 * every spelling; aliases and keys that are no scalars are refused. */

typedef enum {
    JX_YAML_TEXT, /* a scalar; an empty one, ~ and null are the text "" */
    JX_YAML_LIST,
    JX_YAML_MAP,
} JxYamlKind;

typedef struct _JxYamlNode JxYamlNode;
struct _JxYamlNode {
    JxYamlKind kind;
    guint line, column; /* where the value begins, from 1, in characters */
    guint length;       /* characters on that line, 0 for a list or map */
    const char *text;   /* TEXT: the value, UTF-8; NULL otherwise */
    bool quoted;        /* TEXT: stood in quotes, or as a | or > block */

    const char *key; /* in a map: its key; NULL elsewhere */
    guint key_line, key_column, key_length;

    GPtrArray *items; /* LIST, MAP: JxYamlNode *, in the file's order; no key
                         stands twice; NULL for TEXT */
};

typedef struct _JxYaml JxYaml;

/* Reads a file; NULL with JX_ERROR_CONFIG, the message worded like that of
 * jx_yaml_fail. A file with nothing in it is an empty map. Yours. */
JxYaml *jx_yaml_load(const char *path, GError **error);

/* The same on text in memory (UTF-8, a BOM is skipped); `name` stands in the
 * messages. */
JxYaml *jx_yaml_parse(const char *name, const char *text, gsize len,
                      GError **error);

void jx_yaml_free(JxYaml *yaml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxYaml, jx_yaml_free)

/* The outermost node; never NULL. Nodes belong to yaml. */
const JxYamlNode *jx_yaml_root(const JxYaml *yaml);
const char *jx_yaml_name(const JxYaml *yaml);

/* The value of a key, or NULL when map is no map or does not have it. */
const JxYamlNode *jx_yaml_get(const JxYamlNode *map, const char *key);

/* Number of items of a list or map, 0 for a scalar; and the i-th. */
guint jx_yaml_count(const JxYamlNode *node);
const JxYamlNode *jx_yaml_item(const JxYamlNode *node, guint i);

/* Sets a JX_ERROR_CONFIG that shows the place of the value:
 *
 *     form.yaml:7:12: 宽度应为 5 到 400 的整数，这里是“宽”
 *       width: 宽
 *              ^~
 *
 * and returns false. jx_yaml_fail_key points at the node's key instead. */
bool jx_yaml_fail(const JxYaml *yaml, const JxYamlNode *node, GError **error,
                  const char *format, ...) G_GNUC_PRINTF(4, 5);
bool jx_yaml_fail_key(const JxYaml *yaml, const JxYamlNode *node,
                      GError **error, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Each reads one value and fails with its place when it is of another kind or
 * out of range; *out is then untouched. A text belongs to yaml.
 *
 *   bool    true/false, yes/no, on/off, 是/否
 *   number  in the C notation, whatever the locale: 12, 0.5
 *   choice  *out is the index in names[0..n) */
bool jx_yaml_read_text(const JxYaml *yaml, const JxYamlNode *node,
                       const char **out, GError **error);
bool jx_yaml_read_bool(const JxYaml *yaml, const JxYamlNode *node, bool *out,
                       GError **error);
bool jx_yaml_read_int(const JxYaml *yaml, const JxYamlNode *node, int min,
                      int max, int *out, GError **error);
bool jx_yaml_read_number(const JxYaml *yaml, const JxYamlNode *node, double min,
                         double max, double *out, GError **error);
bool jx_yaml_read_choice(const JxYaml *yaml, const JxYamlNode *node,
                         const char *const *names, gsize n, gsize *out,
                         GError **error);

/* A list of texts; one text alone is a list of one. Appends to `out`, an array
 * of const char * that belong to yaml. */
bool jx_yaml_read_texts(const JxYaml *yaml, const JxYamlNode *node,
                        GPtrArray *out, GError **error);

/* What a key of a map means: read() is given the key's value and the data of
 * the walk. */
typedef struct {
    const char *key;
    bool (*read)(const JxYaml *yaml, const JxYamlNode *value, gpointer data,
                 GError **error);
    bool required;
} JxYamlKey;

/* Calls the reader of each key of the map, in the file's order. Fails when
 * node is no map, a key is not in keys[0..n) (the message names the nearest
 * one), a required one is absent, or a reader fails. */
bool jx_yaml_walk(const JxYaml *yaml, const JxYamlNode *node,
                  const JxYamlKey *keys, gsize n, gpointer data,
                  GError **error);
