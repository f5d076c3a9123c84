#include "form/read.h"

#include <stddef.h>
#include <string.h>

#include "base/intl.h"

#define PT_PER_MM (72 / 25.4)

/* What a key of the file is and where it goes. */
typedef enum {
    TEXT,
    TEXTS,  /* a list of them, kept as GPtrArray */
    NUMBER, /* in its own unit */
    MM,     /* kept in points */
    COUNT,  /* a whole number, kept as guint */
    CHOICE, /* index of a name, kept as guint */
    LOOK,   /* the same and 1: 0 is for "not said" */
    BOOL,
    MAP, /* a map with a table of its own, into the same struct */
    COLUMNS,
    WEIGHTS,
    ROWS,
    CELLS,
} Kind;

typedef struct Key {
    const char *key;
    Kind kind;
    size_t offset;
    double min, max;            /* NUMBER, MM, COUNT */
    const char *const *choices; /* CHOICE, LOOK */
    const struct Key *keys;     /* MAP */
    gsize n;                    /* of choices or keys */
    bool required;
} Key;

const char *const JX_PAPER_NAMES[2] = {"A4", "A3"};
const char *const JX_ORIENTATION_NAMES[2] = {"portrait", "landscape"};
static const char *const BINDINGS[] = {"none", "left", "top"};
static const char *const FOOTERS[] = {"centre", "left", "right", "outer"};
static const char *const ITEMS[] = {"run", "lines"};
static const char *const WIDTHS[] = {"auto", "numbers", "fixed", "weighted"};
static const char *const ZEROS[] = {"as_written", "blank", "digits"};
static const char *const TOTALS[] = {"printed", "sum", "none"};
static const char *const CURRENCIES[] = {"as_written", "元", "千元", "万元",
                                         "亿元"};
static const char *const ROWS_OF[] = {"project", "indicator"};
static const char *const ALIGNS[] = {"left", "centre", "right"};
static const char *const ROLES[] = {"body", "strong", "heading", "title"};
/* In the order of JxShow. */
static const char *const FIELDS[] = {
    "blank",        "project_number",  "unit",   "name",   "total",
    "fiscal",       "special_account", "other",  "goal",   "indicators",
    "item",         "item_number",     "level1", "level2", "item_name",
    "period_value", "annual_value"};
G_STATIC_ASSERT(G_N_ELEMENTS(FIELDS) == JX_SHOW_TEXT);

#define AT(field) .offset = offsetof(JxForm, field)
#define IN_COLUMN(field) .offset = offsetof(JxFormColumn, field)
#define IN_ROW(field) .offset = offsetof(JxSheetRow, field)
#define IN_CELL(field) .offset = offsetof(JxSheetCell, field)
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
    {"paper",       CHOICE, AT(paper),       CHOICES(JX_PAPER_NAMES)},
    {"orientation", CHOICE, AT(orientation), CHOICES(JX_ORIENTATION_NAMES)},
    {"margins",     MAP,    SUB(MARGIN_KEYS), .required = true},
    {"binding",     CHOICE, AT(binding),     CHOICES(BINDINGS)},
    {"gutter",      MM,     AT(gutter),      RANGE(0, 40)},
    {"mirrored",    BOOL,   AT(mirrored)},
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
static const Key MONEY_KEYS[] = {
    {"currency", CHOICE, AT(currency), CHOICES(CURRENCIES)},
    {"zero",     CHOICE, AT(zero),     CHOICES(ZEROS)},
};
/* How a cell looks is said with the same keys in columns and in sheets: `in`
 * is IN_COLUMN or IN_CELL. */
#define LOOK_KEYS(in) \
    {"field", CHOICE, in(cell.show),   CHOICES(FIELDS)}, \
    {"fill",  TEXT,   in(cell.fill)}, \
    {"align", LOOK,   in(cell.align),  CHOICES(ALIGNS)}, \
    {"role",  LOOK,   in(cell.role),   CHOICES(ROLES)}, \
    {"middle", BOOL,  in(cell.middle)}
static const Key COLUMN_KEYS[] = {
    LOOK_KEYS(IN_COLUMN),
    {"heading", TEXT,   IN_COLUMN(heading),  .required = true},
    {"group",   TEXT,   IN_COLUMN(group)},
    {"width",   CHOICE, IN_COLUMN(width),    CHOICES(WIDTHS)},
    {"mm",      MM,     IN_COLUMN(width_pt), RANGE(5, 400)},
    {"weight",  NUMBER, IN_COLUMN(weight),   RANGE(0.1, 100)},
    {"min",     NUMBER, IN_COLUMN(min_em),   RANGE(1, 60)},
};
static const Key CELL_KEYS[] = {
    LOOK_KEYS(IN_CELL),
    {"text",    TEXT,  IN_CELL(cell.text)},
    {"columns", COUNT, IN_CELL(n_columns), RANGE(1, 40)},
    {"rows",    COUNT, IN_CELL(n_rows),    RANGE(1, 40)},
};
static const Key ROW_KEYS[] = {
    {"cells",    CELLS,  IN_ROW(cells), .required = true},
    {"each",     CHOICE, IN_ROW(each), CHOICES(ROWS_OF)},
    {"repeated", BOOL,   IN_ROW(repeated)},
    {"lines",    COUNT,  IN_ROW(min_lines), RANGE(1, 40)},
};
static const Key FORM_KEYS[] = {
    {"name",            TEXT,    AT(name),  .required = true},
    {"title",           TEXT,    AT(title), .required = true},
    {"own_title",       BOOL,    AT(own_title)},
    {"about",           TEXT,    AT(about)},
    {"page",            MAP,     SUB(PAGE_KEYS), .required = true},
    {"text",            MAP,     SUB(TEXT_KEYS)},
    {"frame",           MAP,     SUB(FRAME_KEYS)},
    {"form_number",     TEXT,    AT(form_number)},
    {"number_line",     TEXT,    AT(number_line)},
    {"left_line",       TEXT,    AT(left_line)},
    {"right_line",      TEXT,    AT(right_line)},
    {"continued_line",  TEXT,    AT(continued_line)},
    {"continued",       TEXT,    AT(continued)},
    {"continued_name",  TEXT,    AT(continued_name)},
    {"footer",          TEXT,    AT(footer)},
    {"footer_align",    CHOICE,  AT(footer_align), CHOICES(FOOTERS)},
    {"empty",           TEXT,    AT(empty)},
    {"notes",           TEXTS,   AT(notes)},
    {"signatures",      TEXTS,   AT(signatures)},
    {"signature_space", MM,      AT(signature_space), RANGE(0, 60)},
    {"items",           CHOICE,  AT(items), CHOICES(ITEMS)},
    {"money",           MAP,     SUB(MONEY_KEYS)},
    {"totals",          CHOICE,  AT(totals), CHOICES(TOTALS)},
    {"subtotals",       BOOL,    AT(subtotals)},
    {"total_label",     TEXT,    AT(total_label)},
    {"row",             CHOICE,  AT(row_is), CHOICES(ROWS_OF)},
    {"columns",         COLUMNS, AT(columns)},
    {"grid",            WEIGHTS, AT(grid)},
    {"rows",            ROWS,    AT(rows)},
};
/* clang-format on */

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

static bool read_texts(const JxYaml *yaml, const JxYamlNode *node,
                       GPtrArray *out, GError **error)
{
    g_autoptr(GPtrArray) lent = g_ptr_array_new();
    if (!jx_yaml_read_texts(yaml, node, lent, error))
        return false;
    for (guint i = 0; i < lent->len; i++)
        g_ptr_array_add(out, g_strdup(lent->pdata[i]));
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

static bool read_count(const JxYaml *yaml, const JxYamlNode *node,
                       const Key *key, guint *out, GError **error)
{
    int count;
    if (!jx_yaml_read_int(yaml, node, (int)key->min, (int)key->max, &count,
                          error))
        return false;
    *out = (guint)count;
    return true;
}

static bool read_choice(const JxYaml *yaml, const JxYamlNode *node,
                        const Key *key, guint *out, GError **error)
{
    gsize index;
    if (!jx_yaml_read_choice(yaml, node, key->choices, key->n, &index, error))
        return false;
    *out = (guint)index + (key->kind == LOOK);
    return true;
}

/* One thing is shown: the words, the heading to fill, or the field. */
static bool settle_cell(const JxYaml *yaml, const JxYamlNode *node,
                        JxFormCell *cell, GError **error)
{
    bool has_field = jx_yaml_get(node, "field") != NULL;
    bool has_one = (cell->text != NULL) + (cell->fill != NULL) + has_field == 1;
    if (!has_one)
        return jx_yaml_fail(yaml, node, error,
                            _("一格里应写 field、fill、text 中的一个"));
    if (cell->text)
        cell->show = JX_SHOW_TEXT;
    else if (cell->fill)
        cell->show = JX_SHOW_FILL;
    return true;
}

static bool read_column(const JxYaml *yaml, const JxYamlNode *node,
                        GArray *columns, GError **error)
{
    g_array_set_size(columns, columns->len + 1);
    JxFormColumn *column =
        &g_array_index(columns, JxFormColumn, columns->len - 1);
    column->min_em = 4;
    column->weight = 1;
    if (!walk(yaml, node, COLUMN_KEYS, G_N_ELEMENTS(COLUMN_KEYS), column,
              error) ||
        !settle_cell(yaml, node, &column->cell, error))
        return false;
    if (column->width == JX_WIDTH_FIXED && column->width_pt <= 0)
        return jx_yaml_fail(yaml, node, error,
                            _("width: fixed 的栏要用 mm 写明宽度"));
    return true;
}

static bool read_cell(const JxYaml *yaml, const JxYamlNode *node, GArray *cells,
                      GError **error)
{
    g_array_set_size(cells, cells->len + 1);
    JxSheetCell *cell = &g_array_index(cells, JxSheetCell, cells->len - 1);
    cell->n_columns = cell->n_rows = 1;
    return walk(yaml, node, CELL_KEYS, G_N_ELEMENTS(CELL_KEYS), cell, error) &&
           settle_cell(yaml, node, &cell->cell, error);
}

static void cell_clear(JxFormCell *cell)
{
    g_free(cell->text);
    g_free(cell->fill);
}

static void sheet_cell_clear(gpointer data)
{
    cell_clear(&((JxSheetCell *)data)->cell);
}

static bool read_row(const JxYaml *yaml, const JxYamlNode *node, GArray *rows,
                     GError **error)
{
    g_array_set_size(rows, rows->len + 1);
    JxSheetRow *row = &g_array_index(rows, JxSheetRow, rows->len - 1);
    row->cells = g_array_new(FALSE, TRUE, sizeof(JxSheetCell));
    g_array_set_clear_func(row->cells, sheet_cell_clear);
    return walk(yaml, node, ROW_KEYS, G_N_ELEMENTS(ROW_KEYS), row, error);
}

static bool read_weight(const JxYaml *yaml, const JxYamlNode *node,
                        GArray *grid, GError **error)
{
    double weight;
    if (!jx_yaml_read_number(yaml, node, 0.1, 1000, &weight, error))
        return false;
    g_array_append_val(grid, weight);
    return true;
}

static bool read_list(const JxYaml *yaml, const JxYamlNode *node, GArray *out,
                      bool (*read)(const JxYaml *, const JxYamlNode *, GArray *,
                                   GError **),
                      GError **error)
{
    if (node->kind != JX_YAML_LIST || jx_yaml_count(node) == 0)
        return jx_yaml_fail(yaml, node, error, _("应为一个列表"));
    for (guint i = 0; i < jx_yaml_count(node); i++)
        if (!read(yaml, jx_yaml_item(node, i), out, error))
            return false;
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
    case TEXTS:
        return read_texts(yaml, node, *(GPtrArray **)out, error);
    case NUMBER:
    case MM:
        return read_number(yaml, node, key, out, error);
    case COUNT:
        return read_count(yaml, node, key, out, error);
    case CHOICE:
    case LOOK:
        return read_choice(yaml, node, key, out, error);
    case BOOL:
        return jx_yaml_read_bool(yaml, node, out, error);
    case MAP:
        return walk(yaml, node, key->keys, key->n, map->into, error);
    case COLUMNS:
        return read_list(yaml, node, *(GArray **)out, read_column, error);
    case WEIGHTS:
        return read_list(yaml, node, *(GArray **)out, read_weight, error);
    case ROWS:
        return read_list(yaml, node, *(GArray **)out, read_row, error);
    case CELLS:
        return read_list(yaml, node, *(GArray **)out, read_cell, error);
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

static void column_clear(gpointer data)
{
    JxFormColumn *column = data;
    cell_clear(&column->cell);
    g_free(column->heading);
    g_free(column->group);
}

static void row_clear(gpointer data)
{
    g_array_unref(((JxSheetRow *)data)->cells);
}

void jx_form_make_lists(JxForm *form)
{
    form->columns = g_array_new(FALSE, TRUE, sizeof(JxFormColumn));
    g_array_set_clear_func(form->columns, column_clear);
    form->grid = g_array_new(FALSE, TRUE, sizeof(double));
    form->rows = g_array_new(FALSE, TRUE, sizeof(JxSheetRow));
    g_array_set_clear_func(form->rows, row_clear);
    form->notes = g_ptr_array_new_with_free_func(g_free);
    form->signatures = g_ptr_array_new_with_free_func(g_free);
}

bool jx_form_read(JxForm *form, const JxYaml *yaml, GError **error)
{
    return walk(yaml, jx_yaml_root(yaml), FORM_KEYS, G_N_ELEMENTS(FORM_KEYS),
                form, error);
}
