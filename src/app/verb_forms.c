#include "app/verbs.h"

#include <string.h>

#include "app/environment.h"
#include "app/outcome.h"
#include "app/say.h"
#include "app/table_text.h"
#include "base/error.h"
#include "base/intl.h"
#include "form/form.h"

/* "A4 横向" */
static char *page_text(const JxForm *form)
{
    bool is_upright = g_str_equal(jx_form_orientation(form), "portrait");
    return g_strdup_printf("%s %s", jx_form_paper(form),
                           is_upright ? _("纵向") : _("横向"));
}

static char *shape_text(const JxForm *form)
{
    if (jx_form_is_sheet(form))
        return g_strdup(_("一个项目一张"));
    return g_strdup_printf(_("%u 栏"), form->columns->len);
}

static bool add_form(GPtrArray *cells, const char *name, const char *templates,
                     GError **error)
{
    g_autoptr(JxForm) form = jx_form_load(name, templates, error);
    if (form == NULL)
        return false;
    g_ptr_array_add(cells, g_strdup(name));
    g_ptr_array_add(cells, page_text(form));
    g_ptr_array_add(cells, shape_text(form));
    g_ptr_array_add(cells, g_strdup(form->about ? form->about : form->title));
    return true;
}

static char *list_forms(const char *templates, GError **error)
{
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) names = jx_form_names(templates);
    for (char **name = names; *name; name++)
        if (!add_form(cells, *name, templates, error))
            return NULL;
    return jx_table_text(cells, 4, "llll");
}

/* The file itself, ready to be changed and used: a form of one's own begins
 * as a copy. What it comes to is said above it in comments. */
static char *show_form(const char *name, const char *templates, GError **error)
{
    g_autoptr(JxForm) form = jx_form_load(name, templates, error);
    if (form == NULL)
        return NULL;
    g_autofree char *path = jx_form_path(name, templates);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG, _("%s：不能读取表样"),
                    path);
        return NULL;
    }
    g_autofree char *page = page_text(form);
    g_autofree char *shape = shape_text(form);
    g_autoptr(GPtrArray) fills = jx_form_fills(form);
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, _("# 表样 %s：%s，%s\n"), form->name, page,
                           shape);
    for (guint i = 0; i < fills->len; i++)
        g_string_append_printf(out, _("# 可填写：--set %s=…\n"),
                               (const char *)fills->pdata[i]);
    g_string_append(out, text);
    return g_string_free(out, FALSE);
}

int jx_verb_forms(int argc, char **argv)
{
    const JxUsage usage = {
        .usage = N_("[表样]"),
        .summary = _("列出可用的表样；给出名称或文件时写出它的模板，"
                     "可以另存一份来改。"),
        .example = _("示例：\n"
                     "  jixiao forms expanded > 我的表样.yaml\n"
                     "  jixiao render 2026年.txt --form 我的表样.yaml"),
    };
    g_auto(JxOptions) options = {0};
    g_autoptr(GError) error = NULL;
    if (!jx_options_parse(&options, &usage, argc, argv, &error))
        return jx_say_usage("forms", error);
    if (options.files && g_strv_length(options.files) > 1) {
        g_set_error_literal(&error, JX_ERROR, JX_ERROR_CONFIG,
                            _("请只给出一个表样"));
        return jx_say_usage("forms", error);
    }
    g_autofree char *templates = jx_environment_data("templates");
    g_autofree char *out = options.files
                               ? show_form(options.files[0], templates, &error)
                               : list_forms(templates, &error);
    return out ? jx_say(out) : jx_say_usage("forms", error);
}
