#include "app/verbs.h"

#include "app/environment.h"
#include "app/outcome.h"
#include "app/say.h"
#include "base/error.h"
#include "base/intl.h"
#include "layout/fonts.h"

/* The roles of layout, in words. */
static const char *role_word(const char *role)
{
    static const struct {
        const char *role, *word;
    } WORDS[] = {
        {"title", N_("标题")},
        {"heading", N_("表头")},
        {"body", N_("正文")},
        {"strong", N_("合计行")},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++)
        if (g_str_equal(role, WORDS[i].role))
            return _(WORDS[i].word);
    return role;
}

static void append_use(GString *text, const JxFontUse *use)
{
    g_string_append_printf(text, _("%s：%s → %s\n"), role_word(use->role),
                           use->wanted, use->family);
    g_string_append_printf(text, "  %s\n", use->file);
    if (use->fallback)
        g_string_append_printf(text, _("  生僻字：%s\n"), use->fallback);
}

int jx_verb_fonts(int argc, char **argv)
{
    const JxUsage usage = {
        .usage = "",
        .summary = _("列出每种用途实际使用的字体，以及它代替的官方字体。"),
        .example = _("示例：\n  jixiao fonts\n"
                     "把有授权的字体放进 fonts/licensed 即优先使用。"),
    };
    g_auto(JxOptions) options = {0};
    g_autoptr(GError) error = NULL;
    if (!jx_options_parse(&options, &usage, argc, argv, &error))
        return jx_say_usage("fonts", error);

    g_autofree char *data = jx_environment_data_dir();
    g_autofree char *licensed = jx_environment_data("fonts/licensed");
    g_autoptr(JxFonts) fonts = jx_fonts_open(data, licensed, &error);
    if (fonts == NULL)
        return jx_say_usage("fonts", error);

    g_autoptr(GPtrArray) uses = jx_fonts_uses(fonts);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < uses->len; i++)
        append_use(text, uses->pdata[i]);
    g_autofree char *out = g_string_free(text, FALSE);
    return jx_say(out);
}
