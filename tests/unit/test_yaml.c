#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/yaml.h"

static JxYaml *parse(const char *text, GError **error)
{
    return jx_yaml_parse("t.yaml", text, strlen(text), error);
}

Test(yaml, nodes_know_where_they_stand_in_characters)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JxYaml) yaml =
        parse("# 注\n标题: 甲表\n列:\n  - {名: \"总 计\"}\n"
              "  - 宽\n",
              &error);

    cr_assert(yaml != NULL);
    const JxYamlNode *root = jx_yaml_root(yaml);
    const JxYamlNode *title = jx_yaml_get(root, "标题");
    cr_expect(eq(str, (char *)title->text, "甲表"));
    cr_expect(eq(u32, title->line, 2));
    cr_expect(eq(u32, title->column, 5));
    cr_expect(eq(u32, title->length, 2));
    cr_expect(eq(u32, title->key_column, 1));
    const JxYamlNode *columns = jx_yaml_get(root, "列");
    cr_expect(eq(int, columns->kind, JX_YAML_LIST));
    cr_expect(eq(u32, columns->line, 4));
    cr_expect(eq(u32, jx_yaml_count(columns), 2));
    const JxYamlNode *name = jx_yaml_get(jx_yaml_item(columns, 0), "名");
    cr_expect(eq(str, (char *)name->text, "总 计"));
    cr_expect(name->quoted);
    cr_expect(eq(u32, name->line, 4));
    cr_expect(eq(u32, name->column, 9));
    cr_expect(eq(u32, name->length, 5));
    cr_expect(jx_yaml_get(root, "无") == NULL);
}

Test(yaml, an_empty_file_is_an_empty_map)
{
    g_autoptr(JxYaml) yaml = parse("\xEF\xBB\xBF# 只有注释\n", NULL);

    cr_assert(yaml != NULL);
    cr_expect(eq(int, jx_yaml_root(yaml)->kind, JX_YAML_MAP));
    cr_expect(eq(u32, jx_yaml_count(jx_yaml_root(yaml)), 0));
}

Test(yaml, an_empty_value_stands_at_its_key)
{
    g_autoptr(JxYaml) yaml = parse("a: 1\n标题:\nb: ~\n", NULL);

    const JxYamlNode *title = jx_yaml_get(jx_yaml_root(yaml), "标题");
    cr_expect(eq(str, (char *)title->text, ""));
    cr_expect(eq(u32, title->line, 2));
    cr_expect(eq(u32, title->column, 1));
    cr_expect(eq(str, (char *)jx_yaml_get(jx_yaml_root(yaml), "b")->text, ""));
}

static const struct {
    const char *text, *place;
} BROKEN[] = {
    {"a: 1\n乙: 2\na: 3\n", "t.yaml:3:1: "},
    {"a: 1\n b: 2\n", "t.yaml:1:4: "},
    {"甲: \"引\n", "t.yaml:1:5: 引号"},
    {"甲: [1,\n  2\n", "t.yaml:3:1: "},
    {"甲: 乙: 丙\n", "t.yaml:1:5: "},
    {"甲:\n\t乙: 1\n", "t.yaml:2:"},
    {"甲: &x 1\n乙: *x\n", "t.yaml:2:4: "},
    {"甲: 1\n---\n乙: 1\n", "t.yaml:3:1: "},
    {"? [甲]\n: 1\n", "t.yaml:1:3: "},
    {"a: |\n  x\nb: 3\n- 1\n", "t.yaml:4:1: "},
    {"甲: \xB9\xE3\n", "t.yaml"},
};

ParameterizedTestParameters(yaml, broken_text_is_located)
{
    static size_t cases[G_N_ELEMENTS(BROKEN)];
    for (size_t i = 0; i < G_N_ELEMENTS(BROKEN); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(BROKEN));
}

ParameterizedTest(size_t *i, yaml, broken_text_is_located)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JxYaml) yaml = parse(BROKEN[*i].text, &error);

    cr_expect(yaml == NULL);
    cr_assert(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
    cr_expect(g_str_has_prefix(error->message, BROKEN[*i].place), "%s",
              error->message);
}

Test(yaml, nesting_without_end_is_refused)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) deep = g_string_new(NULL);
    for (int i = 0; i < 100000; i++)
        g_string_append_c(deep, '[');

    g_autoptr(JxYaml) yaml = parse(deep->str, &error);

    cr_expect(yaml == NULL);
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
}

Test(yaml, a_file_that_is_not_there_is_named)
{
    g_autoptr(GError) error = NULL;

    g_autoptr(JxYaml) yaml = jx_yaml_load("/nirgends/x.yaml", &error);

    cr_expect(yaml == NULL);
    cr_assert(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
    cr_expect(strstr(error->message, "/nirgends/x.yaml") != NULL);
}

/* What a walk fills in. */
typedef struct {
    int width;
    bool bold;
    double scale;
    gsize align;
    GPtrArray *words;
} Settings;

static bool read_width(const JxYaml *yaml, const JxYamlNode *value,
                       gpointer data, GError **error)
{
    Settings *settings = data;
    return jx_yaml_read_int(yaml, value, 5, 400, &settings->width, error);
}

static bool read_bold(const JxYaml *yaml, const JxYamlNode *value,
                      gpointer data, GError **error)
{
    Settings *settings = data;
    return jx_yaml_read_bool(yaml, value, &settings->bold, error);
}

static bool read_scale(const JxYaml *yaml, const JxYamlNode *value,
                       gpointer data, GError **error)
{
    Settings *settings = data;
    return jx_yaml_read_number(yaml, value, 0.5, 2, &settings->scale, error);
}

static bool read_align(const JxYaml *yaml, const JxYamlNode *value,
                       gpointer data, GError **error)
{
    static const char *const NAMES[] = {"left", "right"};
    Settings *settings = data;
    return jx_yaml_read_choice(yaml, value, NAMES, 2, &settings->align, error);
}

static bool read_words(const JxYaml *yaml, const JxYamlNode *value,
                       gpointer data, GError **error)
{
    Settings *settings = data;
    return jx_yaml_read_texts(yaml, value, settings->words, error);
}

static const JxYamlKey KEYS[] = {
    {"width", read_width, true},  {"bold", read_bold, false},
    {"scale", read_scale, false}, {"align", read_align, false},
    {"words", read_words, false},
};

static bool walk(const char *text, Settings *settings, GError **error)
{
    g_autoptr(JxYaml) yaml = parse(text, error);
    cr_assert(yaml != NULL);
    return jx_yaml_walk(yaml, jx_yaml_root(yaml), KEYS, G_N_ELEMENTS(KEYS),
                        settings, error);
}

Test(yaml, a_walk_reads_every_kind_of_value)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    Settings settings = {.words = words};

    bool fine = walk("width: 40\nbold: 是\nscale: 1.25\nalign: right\n"
                     "words: [有效, 提升]\n",
                     &settings, NULL);

    cr_expect(fine);
    cr_expect(eq(int, settings.width, 40));
    cr_expect(settings.bold);
    cr_expect(eq(dbl, settings.scale, 1.25));
    cr_expect(eq(sz, settings.align, 1));
    cr_expect(eq(u32, words->len, 2));
}

static const struct {
    const char *text, *message;
} MISTAKES[] = {
    {"width: 4\n", "t.yaml:1:8: 应为 5 到 400 的整数，这里是“4”\n"
                   "  width: 4\n"
                   "         ^"},
    {"width: 9\nblod: 是\n", "t.yaml:2:1: 不认识的键“blod”，是不是“bold”？\n"
                             "  blod: 是\n"
                             "  ^~~~"},
    {"width: 9\nbold: 也许\n", "t.yaml:2:7: 应为 true 或 false，这里是“也许”\n"
                               "  bold: 也许\n"
                               "        ^~~~"},
    {"width: 9\nscale: nan\n", "t.yaml:2:8: 应为 0.5 到 2 的数，这里是“nan”\n"
                               "  scale: nan\n"
                               "         ^~~"},
    {"width: 9\nalign: 中\n", "t.yaml:2:8: 应为 left、right 之一，这里是“中”\n"
                              "  align: 中\n"
                              "         ^~"},
    {"width: [9]\n", "t.yaml:1:8: 应为一段文字，这里是列表或表\n"
                     "  width: [9]\n"
                     "         ^"},
    {"bold: 是\n", "t.yaml:1:1: 缺少“width”\n"
                   "  bold: 是\n"
                   "  ^"},
};

ParameterizedTestParameters(yaml, mistakes_are_shown_with_a_caret)
{
    static size_t cases[G_N_ELEMENTS(MISTAKES)];
    for (size_t i = 0; i < G_N_ELEMENTS(MISTAKES); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(MISTAKES));
}

ParameterizedTest(size_t *i, yaml, mistakes_are_shown_with_a_caret)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    Settings settings = {.words = words};

    bool fine = walk(MISTAKES[*i].text, &settings, &error);

    cr_expect(not(fine));
    cr_assert(error != NULL);
    cr_expect(eq(str, error->message, (char *)MISTAKES[*i].message));
}
