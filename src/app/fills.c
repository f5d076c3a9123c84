#include "app/fills.h"

#include <string.h>

#include "base/error.h"
#include "base/intl.h"

static bool has_heading(const GPtrArray *headings, const char *heading)
{
    for (guint i = 0; i < headings->len; i++)
        if (jx_form_same_heading(headings->pdata[i], heading))
            return true;
    return false;
}

static bool fail_unknown(const JxForm *form, const GPtrArray *headings,
                         const char *heading, GError **error)
{
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < headings->len; i++)
        g_string_append_printf(all, i ? "、%s" : "%s",
                               (const char *)headings->pdata[i]);
    if (headings->len == 0)
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("表样 %s 没有可以用 --set 填写的栏目"), form->name);
    else
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("表样 %s 没有栏目“%s”；可以填写的有 %s"), form->name,
                    heading, all->str);
    return false;
}

bool jx_fills_parse(char **set, const JxForm *form, GArray **fills,
                    GError **error)
{
    g_autoptr(GPtrArray) headings = jx_form_fills(form);
    g_autoptr(GArray) read = g_array_new(FALSE, TRUE, sizeof(JxFill));
    for (char **item = set; item && *item; item++) {
        char *equals = strchr(*item, '=');
        if (equals == NULL || equals == *item) {
            g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                        _("选项 %s 的值 %s 不对，应为 %s"), "--set", *item,
                        _("栏目=内容"));
            return false;
        }
        *equals = '\0';
        if (!has_heading(headings, *item))
            return fail_unknown(form, headings, *item, error);
        JxFill fill = {.heading = *item, .text = equals + 1};
        g_array_append_val(read, fill);
    }
    *fills = g_steal_pointer(&read);
    return true;
}
