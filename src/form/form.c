#include "form/form.h"

#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "form/read.h"

#define PT_PER_MM (72 / 25.4)

static const struct {
    double width_mm, height_mm;        /* upright */
} PAPERS[] = {{210, 297}, {297, 420}}; /* in the order of JX_PAPER_NAMES */

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
        .number_line = g_strdup("{number}"),
        .left_line = g_strdup(""),
        .right_line = g_strdup(""),
        .continued = g_strdup("（续表）"),
        .continued_name = g_strdup("（续）"),
        .footer = g_strdup("第 {page} 页　共 {pages} 页"),
        .signature_space = 6 * PT_PER_MM,
        .subtotals = true,
        .total_label = g_strdup("合计"),
    };
    jx_form_make_lists(form);
    return form;
}

void jx_form_free(JxForm *form)
{
    if (form == NULL)
        return;
    char *const texts[] = {
        form->name,           form->title,       form->about,
        form->form_number,    form->number_line, form->left_line,
        form->right_line,     form->continued,   form->footer,
        form->continued_name, form->empty,       form->total_label,
        form->continued_line, form->file};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_array_unref(form->columns);
    g_array_unref(form->grid);
    g_array_unref(form->rows);
    g_ptr_array_unref(form->notes);
    g_ptr_array_unref(form->signatures);
    g_free(form);
}

/* The gutter is added where odd pages are bound. */
static void set_page(JxForm *form)
{
    double width = PAPERS[form->paper].width_mm * PT_PER_MM;
    double height = PAPERS[form->paper].height_mm * PT_PER_MM;
    bool is_upright = form->orientation == 0;
    form->page_width = is_upright ? width : height;
    form->page_height = is_upright ? height : width;
    if (form->binding == JX_BINDING_LEFT)
        form->margin_left += form->gutter;
    else if (form->binding == JX_BINDING_TOP)
        form->margin_top += form->gutter;
}

char *jx_form_path(const char *name, const char *templates_dir)
{
    if (strchr(name, '/') || g_str_has_suffix(name, ".yaml"))
        return g_strdup(name);
    g_autofree char *file = g_strconcat(name, ".yaml", NULL);
    return g_build_filename(templates_dir, file, NULL);
}

/* A name that is none of the forms' is told from a broken file. */
static bool is_known(const char *name, const char *path,
                     const char *templates_dir, GError **error)
{
    if (g_str_equal(name, path) || g_file_test(path, G_FILE_TEST_EXISTS))
        return true;
    g_auto(GStrv) names = jx_form_names(templates_dir);
    g_autofree char *all = g_strjoinv("、", names);
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("没有名为“%s”的表样；内置的有 %s，也可以给出 .yaml 文件"),
                name, all);
    return false;
}

JxForm *jx_form_load(const char *name, const char *templates_dir,
                     GError **error)
{
    g_autofree char *path = jx_form_path(name, templates_dir);
    if (!is_known(name, path, templates_dir, error))
        return NULL;
    g_autoptr(JxYaml) yaml = jx_yaml_load(path, error);
    if (yaml == NULL)
        return NULL;

    g_autoptr(JxForm) form = form_new();
    if (!jx_form_read(form, yaml, error))
        return NULL;
    set_page(form);
    form->file = g_steal_pointer(&path);
    return jx_form_makes_sense(form, yaml, error) ? g_steal_pointer(&form)
                                                  : NULL;
}

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **jx_form_names(const char *templates_dir)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(GDir) folder = g_dir_open(templates_dir, 0, NULL);
    const char *file;
    while (folder && (file = g_dir_read_name(folder)) != NULL)
        if (g_str_has_suffix(file, ".yaml"))
            g_ptr_array_add(names, g_strndup(file, strlen(file) - 5));
    g_ptr_array_sort(names, by_name);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

bool jx_form_signature_is_filled(const char *signature)
{
    return !g_str_has_suffix(signature, "）");
}

static void add_fill(GPtrArray *fills, const JxFormCell *cell)
{
    guint at;
    if (cell->show == JX_SHOW_FILL &&
        !g_ptr_array_find_with_equal_func(fills, cell->fill, g_str_equal, &at))
        g_ptr_array_add(fills, cell->fill);
}

GPtrArray *jx_form_fills(const JxForm *form)
{
    GPtrArray *fills = g_ptr_array_new();
    for (guint i = 0; i < form->columns->len; i++)
        add_fill(fills, &jx_form_column(form, i)->cell);
    for (guint i = 0; i < form->rows->len; i++) {
        const JxSheetRow *row = jx_form_row(form, i);
        for (guint k = 0; k < row->cells->len; k++)
            add_fill(fills, &jx_sheet_row_cell(row, k)->cell);
    }
    for (guint i = 0; i < form->signatures->len; i++)
        if (jx_form_signature_is_filled(form->signatures->pdata[i]))
            g_ptr_array_add(fills, form->signatures->pdata[i]);
    return fills;
}

bool jx_form_same_heading(const char *a, const char *b)
{
    while (*a || *b) {
        gunichar ca = g_utf8_get_char(a), cb = g_utf8_get_char(b);
        if (*a && g_unichar_isspace(ca))
            a = g_utf8_next_char(a);
        else if (*b && g_unichar_isspace(cb))
            b = g_utf8_next_char(b);
        else if (*a == '\0' || *b == '\0' || ca != cb)
            return false;
        else {
            a = g_utf8_next_char(a);
            b = g_utf8_next_char(b);
        }
    }
    return true;
}

const char *jx_form_paper(const JxForm *form)
{
    return JX_PAPER_NAMES[form->paper];
}

const char *jx_form_orientation(const JxForm *form)
{
    return JX_ORIENTATION_NAMES[form->orientation];
}
