#include "form/form.h"

#include <stddef.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "base/yaml.h"

#define PT_PER_MM (72 / 25.4)

static const struct {
    double width_mm, height_mm;        /* upright */
} PAPERS[] = {{210, 297}, {297, 420}}; /* in the order of PAPER_NAMES */

/* What a key of the file is and where it goes. */
typedef enum {
    TEXT,
    NUMBER, /* in its own unit */
    MM,     /* kept in points */
    CHOICE, /* index of a name, kept as guint */
    MAP,    /* a map with a table of its own, into the same struct */
    COLUMNS,
} Kind;

typedef struct Key {
    const char *key;
    Kind kind;
    size_t offset;
    double min, max;            /* NUMBER, MM */
    const char *const *choices; /* CHOICE */
    const struct Key *keys;     /* MAP */
    gsize n;                    /* of choices or keys */
    bool required;
} Key;

static const char *const PAPER_NAMES[] = {"A4", "A3"};
static const char *const ORIENTATIONS[] = {"portrait", "landscape"};
static const char *const ITEMS[] = {"run", "lines"};
static const char *const WIDTHS[] = {"auto", "numbers", "fixed"};
/* In the order of JxField, from JX_FIELD_NAME on. */
static const char *const FIELDS[] = {
    "name",  "total", "fiscal",    "special_account",
    "other", "goal",  "indicators"};

#define AT(field) .offset = offsetof(JxForm, field)
#define IN_COLUMN(field) .offset = offsetof(JxFormColumn, field)
#define RANGE(least, most) .min = least, .max = most
#define CHOICES(names) .choices = names, .n = G_N_ELEMENTS(names)
#define SUB(table) .keys = table, .n = G_N_ELEMENTS(table)

/* clang-format off */
static const Key MARGIN_KEYS[] = {
    {"top",    MM, AT(margin_top),    RANGE(5, 100), .required = true},
    {"right",  MM, AT(margin_right),  RANGE(5, 100), .required = true},
    {"bottom", MM, AT(margin_bottom), RANGE(12, 100), .required = true},
    {"left",   MM, AT(margin_left),   RANGE(5, 100), .required = true},
};
static const Key PAGE_KEYS[] = {
    {"paper",       CHOICE, AT(paper),       CHOICES(PAPER_NAMES)},
    {"orientation", CHOICE, AT(orientation), CHOICES(ORIENTATIONS)},
    {"margins",     MAP,    SUB(MARGIN_KEYS), .required = true},
};
static const Key PAD_KEYS[] = {
    {"x", NUMBER, AT(pad_x), RANGE(1, 20)},
    {"y", NUMBER, AT(pad_y), RANGE(1, 20)},
};
static const Key TEXT_KEYS[] = {
    {"title",           NUMBER, AT(title_size),           RANGE(8, 40)},
    {"continued_title", NUMBER, AT(continued_title_size), RANGE(6, 40)},
    {"lines",           NUMBER, AT(line_size),            RANGE(5, 20)},
    {"heading",         NUMBER, AT(heading_size),         RANGE(5, 20)},
    {"body",            NUMBER, AT(body_size),            RANGE(5, 20)},
    {"footer",          NUMBER, AT(footer_size),          RANGE(5, 20)},
    {"lead",            NUMBER, AT(lead_em),              RANGE(1, 3)},
    {"padding",         MAP,    SUB(PAD_KEYS)},
};
static const Key FRAME_KEYS[] = {
    {"outer",   NUMBER, AT(rule_outer),   RANGE(0.1, 5)},
    {"heading", NUMBER, AT(rule_heading), RANGE(0.1, 5)},
    {"inner",   NUMBER, AT(rule_inner),   RANGE(0.1, 5)},
};
static const Key COLUMN_KEYS[] = {
    {"field",   CHOICE, IN_COLUMN(field),    CHOICES(FIELDS), .required = true},
    {"heading", TEXT,   IN_COLUMN(heading),  .required = true},
    {"width",   CHOICE, IN_COLUMN(width),    CHOICES(WIDTHS)},
    {"mm",      MM,     IN_COLUMN(width_pt), RANGE(5, 400)},
    {"min",     NUMBER, IN_COLUMN(min_em),   RANGE(1, 60)},
};
static const Key FORM_KEYS[] = {
    {"name",           TEXT,    AT(name),  .required = true},
    {"title",          TEXT,    AT(title), .required = true},
    {"about",          TEXT,    AT(about)},
    {"page",           MAP,     SUB(PAGE_KEYS), .required = true},
    {"text",           MAP,     SUB(TEXT_KEYS)},
    {"frame",          MAP,     SUB(FRAME_KEYS)},
    {"left_line",      TEXT,    AT(left_line)},
    {"right_line",     TEXT,    AT(right_line)},
    {"continued",      TEXT,    AT(continued)},
    {"continued_name", TEXT,    AT(continued_name)},
    {"footer",         TEXT,    AT(footer)},
    {"empty",          TEXT,    AT(empty)},
    {"items",          CHOICE,  AT(items), CHOICES(ITEMS)},
    {"columns",        COLUMNS, AT(columns), .required = true},
};
/* clang-format on */

static void column_clear(gpointer data)
{
    g_free(((JxFormColumn *)data)->heading);
}

/* What a form has that does not say otherwise. */
static JxForm *form_new(void)
{
    JxForm *form = g_new0(JxForm, 1);
    *form = (JxForm){
        .title_size = 20,
        .continued_title_size = 12,
        .line_size = 10.5,
        .heading_size = 9.5,
        .body_size = 9,
        .footer_size = 9,
        .lead_em = 1.36,
        .pad_x = 4,
        .pad_y = 3.2,
        .rule_outer = 1.1,
        .rule_heading = 0.75,
        .rule_inner = 0.4,
        .left_line = g_strdup(""),
        .right_line = g_strdup(""),
        .continued = g_strdup("（续表）"),
        .continued_name = g_strdup("（续）"),
        .footer = g_strdup("第 {page} 页　共 {pages} 页"),
        .columns = g_array_new(FALSE, TRUE, sizeof(JxFormColumn)),
    };
    g_array_set_clear_func(form->columns, column_clear);
    return form;
}

void jx_form_free(JxForm *form)
{
    if (form == NULL)
        return;
    char *const texts[] = {
        form->name,      form->title,          form->about,
        form->left_line, form->right_line,     form->continued,
        form->footer,    form->continued_name, form->empty};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_array_unref(form->columns);
    g_free(form);
}

/* A map being read: its keys and the struct they go into. */
typedef struct {
    const Key *keys;
    gsize n;
    char *into;
} Walk;

static bool walk(const JxYaml *yaml, const JxYamlNode *node, const Key *keys,
                 gsize n, gpointer into, GError **error);

static bool read_text(const JxYaml *yaml, const JxYamlNode *node, char **out,
                      GError **error)
{
    const char *text;
    if (!jx_yaml_read_text(yaml, node, &text, error))
        return false;
    g_free(*out);
    *out = g_strdup(text);
    return true;
}

static bool read_number(const JxYaml *yaml, const JxYamlNode *node,
                        const Key *key, double *out, GError **error)
{
    if (!jx_yaml_read_number(yaml, node, key->min, key->max, out, error))
        return false;
    if (key->kind == MM)
        *out *= PT_PER_MM;
    return true;
}

static bool read_choice(const JxYaml *yaml, const JxYamlNode *node,
                        const Key *key, guint *out, GError **error)
{
    gsize index;
    if (!jx_yaml_read_choice(yaml, node, key->choices, key->n, &index, error))
        return false;
    *out = (guint)index;
    return true;
}

static bool read_columns(const JxYaml *yaml, const JxYamlNode *node,
                         GArray *columns, GError **error)
{
    if (node->kind != JX_YAML_LIST || jx_yaml_count(node) == 0)
        return jx_yaml_fail(yaml, node, error, _("这里应为各栏的列表"));
    for (guint i = 0; i < jx_yaml_count(node); i++) {
        g_array_set_size(columns, i + 1);
        JxFormColumn *column = &g_array_index(columns, JxFormColumn, i);
        column->min_em = 4;
        if (!walk(yaml, jx_yaml_item(node, i), COLUMN_KEYS,
                  G_N_ELEMENTS(COLUMN_KEYS), column, error))
            return false;
        column->field++; /* the list of names begins behind JX_FIELD_NONE */
    }
    return true;
}

/* One key of a map: the node knows which. */
static bool read_key(const JxYaml *yaml, const JxYamlNode *node, gpointer data,
                     GError **error)
{
    const Walk *map = data;
    const Key *key = map->keys;
    while (strcmp(key->key, node->key) != 0)
        key++;

    gpointer out = map->into + key->offset;
    switch (key->kind) {
    case TEXT:
        return read_text(yaml, node, out, error);
    case NUMBER:
    case MM:
        return read_number(yaml, node, key, out, error);
    case CHOICE:
        return read_choice(yaml, node, key, out, error);
    case MAP:
        return walk(yaml, node, key->keys, key->n, map->into, error);
    case COLUMNS:
        return read_columns(yaml, node, *(GArray **)out, error);
    }
    g_assert_not_reached();
}

static bool walk(const JxYaml *yaml, const JxYamlNode *node, const Key *keys,
                 gsize n, gpointer into, GError **error)
{
    Walk map = {.keys = keys, .n = n, .into = into};
    g_autofree JxYamlKey *table = g_new0(JxYamlKey, n);
    for (gsize i = 0; i < n; i++)
        table[i] = (JxYamlKey){keys[i].key, read_key, keys[i].required};
    return jx_yaml_walk(yaml, node, table, n, &map, error);
}

static void set_page(JxForm *form)
{
    double width = PAPERS[form->paper].width_mm * PT_PER_MM;
    double height = PAPERS[form->paper].height_mm * PT_PER_MM;
    bool is_upright = form->orientation == 0;
    form->page_width = is_upright ? width : height;
    form->page_height = is_upright ? height : width;
}

/* "list" stands for its file in the folder of forms. */
static char *path_of(const char *name, const char *templates_dir)
{
    if (strchr(name, '/') || g_str_has_suffix(name, ".yaml"))
        return g_strdup(name);
    g_autofree char *file = g_strconcat(name, ".yaml", NULL);
    return g_build_filename(templates_dir, file, NULL);
}

JxForm *jx_form_load(const char *name, const char *templates_dir,
                     GError **error)
{
    g_autofree char *path = path_of(name, templates_dir);
    g_autoptr(JxYaml) yaml = jx_yaml_load(path, error);
    if (yaml == NULL)
        return NULL;

    g_autoptr(JxForm) form = form_new();
    if (!walk(yaml, jx_yaml_root(yaml), FORM_KEYS, G_N_ELEMENTS(FORM_KEYS),
              form, error))
        return NULL;
    set_page(form);
    return g_steal_pointer(&form);
}
