#include "base/yaml.h"

#include <errno.h>
#include <libfyaml.h>
#include <string.h>

#include "base/error.h"
#include "base/excerpt.h"
#include "base/intl.h"

struct _JxYaml {
    char *name;
    char *text;
    gsize len;
    JxYamlNode *root;
    GPtrArray *nodes; /* JxYamlNode *: all of them */
    GStringChunk *chunk;
};

enum { EXCERPT_WIDTH = 76, EXCERPT_INDENT = 2 };

/* Deeper nesting is a mistake, and recursion needs an end. */
enum { MAX_DEPTH = 32 };

/* libfyaml's frequent complaints, in our words; the others are passed on. */
static const struct {
    const char *theirs, *ours;
} COMPLAINTS[] = {
    {"invalid multiline plain key",
     N_("缩进不对，或者上一行的值后面多出了内容")},
    {"did not find expected key", N_("这里应为“键: 值”，或者缩进与上面不齐")},
    {"without a closing bracket", N_("括号没有闭合")},
    {"without closing quote", N_("引号没有闭合")},
    {"invalid tab", N_("缩进只能用空格，不能用制表符")},
    {"tab character", N_("缩进只能用空格，不能用制表符")},
    {"nested block mapping on the same line",
     N_("一行里只能有一个“键: 值”；值里有冒号和空格时请加引号")},
    {"multiline", N_("值跨了行：请加引号，或者检查缩进")},
};

static void node_free(gpointer data)
{
    JxYamlNode *node = data;
    if (node->items)
        g_ptr_array_unref(node->items);
    g_free(node);
}

/* ---- messages -------------------------------------------------------- */

/* The text of a line (from 1), without its end. */
static const char *line_of(const JxYaml *yaml, guint line, gsize *len)
{
    const char *at = yaml->text, *end = yaml->text + yaml->len;
    for (guint i = 1; i < line; i++) {
        const char *next = memchr(at, '\n', (gsize)(end - at));
        if (next == NULL)
            return NULL;
        at = next + 1;
    }
    const char *eol = memchr(at, '\n', (gsize)(end - at));
    *len = (gsize)((eol ? eol : end) - at);
    if (*len > 0 && at[*len - 1] == '\r')
        (*len)--;
    return at;
}

static void fail_at(const JxYaml *yaml, guint line, guint column, guint length,
                    GError **error, const char *message)
{
    gsize len;
    const char *text = line_of(yaml, line, &len);
    g_autoptr(GString) full = g_string_new(NULL);

    g_string_printf(full, "%s:%u:%u: %s", yaml->name, line, column, message);
    if (text) {
        g_string_append_c(full, '\n');
        jx_excerpt_append(full, text, len, column, length, EXCERPT_INDENT,
                          EXCERPT_WIDTH);
        g_string_truncate(full, full->len - 1);
    }
    g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG, full->str);
}

bool jx_yaml_fail(const JxYaml *yaml, const JxYamlNode *node, GError **error,
                  const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    fail_at(yaml, node->line, node->column, node->length, error, message);
    return false;
}

bool jx_yaml_fail_key(const JxYaml *yaml, const JxYamlNode *node,
                      GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    if (node->key)
        fail_at(yaml, node->key_line, node->key_column, node->key_length, error,
                message);
    else
        fail_at(yaml, node->line, node->column, node->length, error, message);
    return false;
}

/* ---- events -> tree -------------------------------------------------- */

typedef struct {
    JxYaml *yaml;
    struct fy_parser *parser;
    guint depth;
    GError **error;
} Reader;

static JxYamlNode *node_new(JxYaml *yaml, JxYamlKind kind)
{
    JxYamlNode *node = g_new0(JxYamlNode, 1);
    node->kind = kind;
    node->line = node->column = 1;
    if (kind != JX_YAML_TEXT)
        node->items = g_ptr_array_new();
    g_ptr_array_add(yaml->nodes, node);
    return node;
}

/* The library's marks of quoted scalars and aliases leave out the quotes and
 * the asterisk: how many characters to add on either side. */
static guint left_out(struct fy_event *event)
{
    if (event->type == FYET_ALIAS)
        return 1;
    if (event->type != FYET_SCALAR || event->scalar.value == NULL)
        return 0;
    enum fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
    return style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
}

static void set_place(JxYamlNode *node, struct fy_event *event)
{
    guint extra = left_out(event);
    struct fy_token *token = fy_event_get_token(event);
    const struct fy_mark *from = token ? fy_token_start_mark(token) : NULL;
    const struct fy_mark *to = token ? fy_token_end_mark(token) : NULL;
    if (from == NULL)
        return;
    node->line = (guint)from->line + 1;
    node->column = (guint)from->column + 1 - extra;
    if (node->kind == JX_YAML_TEXT && to && to->line == from->line &&
        to->column > from->column)
        node->length = (guint)(to->column - from->column) + 2 * extra;
}

static bool stands_for_nothing(const char *text, gsize len)
{
    static const char *const NOTHING[] = {"", "~", "null", "Null", "NULL"};
    for (gsize i = 0; i < G_N_ELEMENTS(NOTHING); i++)
        if (strlen(NOTHING[i]) == len && memcmp(NOTHING[i], text, len) == 0)
            return true;
    return false;
}

static void read_scalar(JxYaml *yaml, JxYamlNode *node, struct fy_event *event)
{
    size_t len = 0;
    const char *text = "";
    struct fy_token *token = event->scalar.value;
    if (token) {
        text = fy_token_get_text(token, &len);
        node->quoted = fy_token_scalar_style(token) != FYSS_PLAIN;
    }
    if (text == NULL || (!node->quoted && stands_for_nothing(text, len)))
        len = 0;
    node->text =
        g_string_chunk_insert_len(yaml->chunk, len ? text : "", (gssize)len);
}

static bool refuse(Reader *reader, struct fy_event *event, const char *message)
{
    JxYamlNode *here = node_new(reader->yaml, JX_YAML_TEXT);
    if (event)
        set_place(here, event);
    return jx_yaml_fail(reader->yaml, here, reader->error, "%s", message);
}

static JxYamlNode *read_node(Reader *reader, struct fy_event *event);

static bool takes_key(Reader *reader, JxYamlNode *map, const JxYamlNode *key,
                      JxYamlNode *value)
{
    if (key->kind != JX_YAML_TEXT)
        return jx_yaml_fail(reader->yaml, key, reader->error,
                            _("键应为一个词，这里是列表或表"));
    if (jx_yaml_get(map, key->text))
        return jx_yaml_fail(reader->yaml, key, reader->error, _("键“%s”重复"),
                            key->text);
    value->key = key->text;
    value->key_line = key->line;
    value->key_column = key->column;
    value->key_length = key->length;
    return true;
}

/* Reads the items of a list or map up to its end event. False: failed. */
static bool read_items(Reader *reader, JxYamlNode *node, enum fy_event_type end)
{
    const JxYamlNode *key = NULL;
    for (;;) {
        struct fy_event *event = fy_parser_parse(reader->parser);
        if (event == NULL)
            return false;
        bool ended = event->type == end;
        JxYamlNode *item = ended ? NULL : read_node(reader, event);
        fy_parser_event_free(reader->parser, event);
        if (ended)
            return true;
        if (item == NULL)
            return false;
        if (node->kind == JX_YAML_MAP && key == NULL) {
            key = item;
            continue;
        }
        /* an empty value has no place of its own: it stands at its key */
        if (key && item->kind == JX_YAML_TEXT && *item->text == '\0' &&
            !item->quoted) {
            item->line = key->line;
            item->column = key->column;
            item->length = key->length;
        }
        if (key && !takes_key(reader, node, key, item))
            return false;
        g_ptr_array_add(node->items, item);
        key = NULL;
    }
}

/* The node that begins with this event; NULL when it failed. */
static JxYamlNode *read_node(Reader *reader, struct fy_event *event)
{
    JxYamlNode *node;
    enum fy_event_type end = FYET_NONE;

    switch (event->type) {
    case FYET_SCALAR:
        node = node_new(reader->yaml, JX_YAML_TEXT);
        read_scalar(reader->yaml, node, event);
        break;
    case FYET_SEQUENCE_START:
        node = node_new(reader->yaml, JX_YAML_LIST);
        end = FYET_SEQUENCE_END;
        break;
    case FYET_MAPPING_START:
        node = node_new(reader->yaml, JX_YAML_MAP);
        end = FYET_MAPPING_END;
        break;
    default:
        refuse(reader, event, _("这里不支持 YAML 的引用（& 和 *）"));
        return NULL;
    }
    set_place(node, event);
    if (end == FYET_NONE)
        return node;
    if (reader->depth == MAX_DEPTH) {
        refuse(reader, event, _("嵌套太深"));
        return NULL;
    }
    reader->depth++;
    bool fine = read_items(reader, node, end);
    reader->depth--;
    return fine ? node : NULL;
}

/* Reads the only document of the stream into yaml->root, which stays NULL when
 * there is none. False: failed. */
static bool read_stream(Reader *reader)
{
    struct fy_event *event;
    bool fine = true;
    while (fine && (event = fy_parser_parse(reader->parser)) != NULL) {
        switch (event->type) {
        case FYET_STREAM_START:
        case FYET_STREAM_END:
        case FYET_DOCUMENT_START:
        case FYET_DOCUMENT_END:
            break;
        default:
            if (reader->yaml->root)
                fine = refuse(reader, event, _("只能有一个文档，这里多出一个"));
            else
                fine = (reader->yaml->root = read_node(reader, event)) != NULL;
        }
        fy_parser_event_free(reader->parser, event);
    }
    return fine && !fy_parser_get_stream_error(reader->parser);
}

static const char *our_words(const char *theirs)
{
    for (gsize i = 0; i < G_N_ELEMENTS(COMPLAINTS); i++)
        if (strstr(theirs, COMPLAINTS[i].theirs))
            return _(COMPLAINTS[i].ours);
    return NULL;
}

/* Words the first complaint the library collected. */
static void fail_with_collected(const JxYaml *yaml, struct fy_diag *diag,
                                GError **error)
{
    void *state = NULL;
    struct fy_diag_error *first = fy_diag_errors_iterate(diag, &state);
    if (first == NULL) {
        fail_at(yaml, 1, 1, 0, error, _("不是 YAML 文件"));
        return;
    }
    const char *ours = our_words(first->msg);
    g_autofree char *message =
        ours ? g_strdup(ours)
             : g_strdup_printf(_("YAML 语法不对：%s"), first->msg);
    fail_at(yaml, (guint)MAX(first->line, 1), (guint)MAX(first->column, 1), 0,
            error, message);
}

static bool parse_into(JxYaml *yaml, GError **error)
{
    struct fy_diag_cfg diag_cfg;
    fy_diag_cfg_default(&diag_cfg);
    diag_cfg.fp = NULL;
    diag_cfg.colorize = false;
    struct fy_diag *diag = fy_diag_create(&diag_cfg);
    fy_diag_set_collect_errors(diag, true);

    struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET, .diag = diag};
    GError *own = NULL;
    Reader reader = {yaml, fy_parser_create(&cfg), 0, &own};
    g_assert(reader.parser != NULL);

    bool fine =
        fy_parser_set_string(reader.parser, yaml->text, yaml->len) == 0 &&
        read_stream(&reader);
    if (!fine && own == NULL)
        fail_with_collected(yaml, diag, &own);

    fy_parser_destroy(reader.parser);
    fy_diag_destroy(diag);
    if (own)
        g_propagate_error(error, own);
    return fine;
}

JxYaml *jx_yaml_parse(const char *name, const char *text, gsize len,
                      GError **error)
{
    if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        len -= 3;
    }
    g_autoptr(JxYaml) yaml = g_new0(JxYaml, 1);
    yaml->name = g_strdup(name);
    yaml->text = g_strndup(text, len);
    yaml->len = strlen(yaml->text);
    yaml->nodes = g_ptr_array_new_with_free_func(node_free);
    yaml->chunk = g_string_chunk_new(1024);

    if (yaml->len != len || !g_utf8_validate(text, (gssize)len, NULL)) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("%s：不是 UTF-8 文本，请另存为 UTF-8"), name);
        return NULL;
    }
    if (!parse_into(yaml, error))
        return NULL;
    if (yaml->root == NULL)
        yaml->root = node_new(yaml, JX_YAML_MAP);
    return g_steal_pointer(&yaml);
}

JxYaml *jx_yaml_load(const char *path, GError **error)
{
    g_autoptr(GError) own = NULL;
    g_autofree char *text = NULL;
    gsize len;

    if (!g_file_get_contents(path, &text, &len, &own)) {
        int code = errno;
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG, _("无法读取 %s：%s"),
                    path, code ? g_strerror(code) : own->message);
        return NULL;
    }
    return jx_yaml_parse(path, text, len, error);
}

void jx_yaml_free(JxYaml *yaml)
{
    if (yaml == NULL)
        return;
    g_free(yaml->name);
    g_free(yaml->text);
    g_ptr_array_unref(yaml->nodes);
    g_string_chunk_free(yaml->chunk);
    g_free(yaml);
}

const JxYamlNode *jx_yaml_root(const JxYaml *yaml)
{
    return yaml->root;
}

const char *jx_yaml_name(const JxYaml *yaml)
{
    return yaml->name;
}

guint jx_yaml_count(const JxYamlNode *node)
{
    return node->items ? node->items->len : 0;
}

const JxYamlNode *jx_yaml_item(const JxYamlNode *node, guint i)
{
    return g_ptr_array_index(node->items, i);
}

const JxYamlNode *jx_yaml_get(const JxYamlNode *map, const char *key)
{
    if (map->kind != JX_YAML_MAP)
        return NULL;
    for (guint i = 0; i < map->items->len; i++)
        if (strcmp(jx_yaml_item(map, i)->key, key) == 0)
            return jx_yaml_item(map, i);
    return NULL;
}
