#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "form/form.h"

#define TEMPLATES JX_SHARE "/templates"

Test(form, the_list_is_A4_landscape_with_seven_columns)
{
    g_autoptr(GError) error = NULL;

    g_autoptr(JxForm) form = jx_form_load("list", TEMPLATES, &error);

    cr_assert(ne(ptr, form, NULL));
    cr_expect(ieee_ulp_eq(dbl, form->page_width, 297 * 72 / 25.4, 4));
    cr_expect(ieee_ulp_eq(dbl, form->page_height, 210 * 72 / 25.4, 4));
    cr_assert(eq(u32, form->columns->len, 7));
    cr_expect(eq(u32, jx_form_column(form, 0)->cell.show, JX_SHOW_NAME));
    cr_expect(
        eq(u32, jx_form_column(form, 3)->cell.show, JX_SHOW_SPECIAL_ACCOUNT));
    cr_expect(eq(u32, jx_form_column(form, 6)->cell.show, JX_SHOW_INDICATORS));
}

/* The list form with one thing replaced by another. */
static char *broken(const char *from, const char *to)
{
    g_autofree char *text = NULL;
    g_assert_true(
        g_file_get_contents(TEMPLATES "/list.yaml", &text, NULL, NULL));
    g_autoptr(GString) changed = g_string_new(text);
    g_assert_cmpuint(g_string_replace(changed, from, to, 1), ==, 1);

    g_autofree char *folder = g_dir_make_tmp("jixiao-form-XXXXXX", NULL);
    char *path = g_build_filename(folder, "form.yaml", NULL);
    g_assert_true(g_file_set_contents(path, changed->str, -1, NULL));
    return path;
}

static void remove_form(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_unlink(path);
    g_rmdir(folder);
}

static const struct {
    const char *from, *to, *place;
} BROKEN[] = {
    {"field: goal", "field: gaol", ":40:"},
    {"orientation: landscape", "orientation: sideways", ":8:"},
    {"top: 18", "top: wide", ":9:"},
    {"title: 20", "title: 2000", ":13:"},
    {"items: run", "item: run", ":32:"},
    {"columns:", "columns: []\nnot_columns:", ":34:"},
    {"field: goal", "field: level1", ":40:"},
    {"{field: goal,", "{field: goal, fill: 目标,", ":40:"},
    {"{field: goal, heading: 绩效目标,", "{heading: 绩效目标,", ":40:"},
    {"width: auto, min: 10", "width: fixed", ":40:"},
    {"min: 16", "min: 60", ":34:"},
    {"left: 18", "left: 90, gutter: 100", ":9:"},
};

ParameterizedTestParameters(form, a_mistake_is_shown_with_its_place)
{
    static size_t cases[G_N_ELEMENTS(BROKEN)];
    for (size_t i = 0; i < G_N_ELEMENTS(BROKEN); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(BROKEN));
}

ParameterizedTest(size_t *i, form, a_mistake_is_shown_with_its_place)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = broken(BROKEN[*i].from, BROKEN[*i].to);

    g_autoptr(JxForm) form = jx_form_load(path, TEMPLATES, &error);

    cr_expect(eq(ptr, form, NULL));
    cr_assert(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
    cr_expect(ne(ptr, strstr(error->message, BROKEN[*i].place), NULL), "%s",
              error->message);
    cr_expect(ne(ptr, strchr(error->message, '^'), NULL));
    remove_form(path);
}

Test(form, an_unknown_name_is_an_error)
{
    g_autoptr(GError) error = NULL;

    g_autoptr(JxForm) form = jx_form_load("no-such", TEMPLATES, &error);

    cr_expect(eq(ptr, form, NULL));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
}

/* A sheet of two columns with these rows. */
static JxForm *sheet_with(const char *rows, GError **error)
{
    g_autofree char *text = g_strconcat(
        "name: sheet\ntitle: 表\npage:\n  margins: {top: 20, right: 20, "
        "bottom: 20, left: 20}\ngrid: [1, 2]\nrows:\n",
        rows, NULL);
    g_autofree char *folder = g_dir_make_tmp("jixiao-form-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "form.yaml", NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    JxForm *form = jx_form_load(path, TEMPLATES, error);
    remove_form(path);
    return form;
}

Test(form, rows_of_a_sheet_that_fill_its_grid_are_a_form)
{
    g_autoptr(GError) error = NULL;

    g_autoptr(JxForm) form =
        sheet_with("  - cells: [{text: 指标, rows: 2}, {fill: 甲}]\n"
                   "  - cells: [{field: item_name}]\n"
                   "    each: indicator\n",
                   &error);

    cr_assert(ne(ptr, form, NULL));
    cr_expect(eq(int, jx_form_is_sheet(form), true));
    g_autoptr(GPtrArray) fills = jx_form_fills(form);
    cr_assert(eq(u32, fills->len, 1));
    cr_expect(eq(str, (char *)fills->pdata[0], "甲"));
}

static const struct {
    const char *rows, *place;
} BAD_ROWS[] = {
    {"  - cells: [{text: 甲}]\n", ":7:"},                      /* a hole */
    {"  - cells: [{text: 甲, columns: 3}]\n", ":7:13:"},       /* too wide */
    {"  - cells: [{text: 甲, rows: 2}, {text: 乙}]\n", ":6:"}, /* too deep */
    {"  - cells: [{text: 甲, rows: 2}, {text: 乙}]\n"
     "  - cells: [{text: 丙}, {text: 丁}]\n",
     ":8:"},
    {"  - cells: [{text: 甲}, {field: level1}]\n", ":7:"},
    {"  - cells: [{text: 甲}, {field: level1, rows: 2}]\n"
     "    each: indicator\n",
     ":7:"},
    {"  - cells: [{text: 甲}, {}]\n", ":7:"},
};

ParameterizedTestParameters(form, a_bad_row_is_shown_with_its_place)
{
    static size_t cases[G_N_ELEMENTS(BAD_ROWS)];
    for (size_t i = 0; i < G_N_ELEMENTS(BAD_ROWS); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(BAD_ROWS));
}

ParameterizedTest(size_t *i, form, a_bad_row_is_shown_with_its_place)
{
    g_autoptr(GError) error = NULL;

    g_autoptr(JxForm) form = sheet_with(BAD_ROWS[*i].rows, &error);

    cr_expect(eq(ptr, form, NULL));
    cr_assert(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
    cr_expect(ne(ptr, strstr(error->message, BAD_ROWS[*i].place), NULL), "%s",
              error->message);
}

Test(form, a_misspelt_field_is_told_the_right_one)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = broken("field: goal", "field: gaol");

    g_autoptr(JxForm) form = jx_form_load(path, TEMPLATES, &error);

    cr_assert(ne(ptr, error, NULL));
    cr_expect(ne(ptr, strstr(error->message, "是不是“goal”"), NULL), "%s",
              error->message);
    remove_form(path);
}

Test(form, the_forms_of_a_folder_have_names)
{
    g_auto(GStrv) names = jx_form_names(TEMPLATES);

    cr_assert(eq(u32, g_strv_length(names), 3));
    cr_expect(eq(str, names[0], "application"));
    cr_expect(eq(str, names[1], "expanded"));
    cr_expect(eq(str, names[2], "list"));
}
