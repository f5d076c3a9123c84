#include "app/defaults.h"

#include <string.h>

#include "base/error.h"
#include "base/intl.h"

static const GOptionEntry *find_long(const GOptionEntry *const *tables,
                                     const char *name, gsize len)
{
    for (; *tables; tables++)
        for (const GOptionEntry *entry = *tables; entry->long_name; entry++)
            if (strlen(entry->long_name) == len &&
                strncmp(entry->long_name, name, len) == 0)
                return entry;
    return NULL;
}

static const GOptionEntry *find_short(const GOptionEntry *const *tables,
                                      char letter)
{
    for (; *tables; tables++)
        for (const GOptionEntry *entry = *tables; entry->long_name; entry++)
            if (entry->short_name == letter)
                return entry;
    return NULL;
}

/* -qv, -j4: is the option one of the letters? What follows one that takes a
 * value is no letter. */
static bool is_in_cluster(const GOptionEntry *const *tables,
                          const GOptionEntry *wanted, const char *letters)
{
    for (; *letters; letters++) {
        const GOptionEntry *entry = find_short(tables, *letters);
        if (entry == wanted)
            return true;
        if (entry == NULL || entry->arg != G_OPTION_ARG_NONE)
            return false;
    }
    return false;
}

static bool is_given(const GOptionEntry *const *tables,
                     const GOptionEntry *wanted, char **argv)
{
    for (char **arg = argv + 1; *arg && !g_str_equal(*arg, "--"); arg++) {
        if (g_str_has_prefix(*arg, "--")) {
            const char *name = *arg + 2;
            if (find_long(tables, name, strcspn(name, "=")) == wanted)
                return true;
        } else if (**arg == '-' && is_in_cluster(tables, wanted, *arg + 1)) {
            return true;
        }
    }
    return false;
}

bool jx_defaults_is_given(const GOptionEntry *const *tables, const char *name,
                          char **argv)
{
    const GOptionEntry *entry = find_long(tables, name, strlen(name));
    return entry && is_given(tables, entry, argv);
}

/* Appends --quiet, or nothing when it is off. */
static bool add_switch(GPtrArray *arguments, const char *file,
                       const JxDefault *option, GError **error)
{
    static const char *const ON[] = {"true", "yes", "on", "是", NULL};
    static const char *const OFF[] = {"false", "no", "off", "否", NULL};
    if (g_strv_contains(ON, option->text))
        g_ptr_array_add(arguments, g_strconcat("--", option->name, NULL));
    if (g_strv_contains(ON, option->text) || g_strv_contains(OFF, option->text))
        return true;
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("%s:%u:%u: 选项 %s 应为 true 或 false，这里是“%s”"), file,
                option->line, option->column, option->name, option->text);
    return false;
}

char **jx_defaults_arguments(const JxConfig *config, const char *file,
                             const GOptionEntry *const *tables, char **argv,
                             GError **error)
{
    g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(arguments, g_strdup(argv[0]));
    for (guint i = 0; i < config->options->len; i++) {
        const JxDefault *option = &g_array_index(config->options, JxDefault, i);
        const GOptionEntry *entry =
            find_long(tables, option->name, strlen(option->name));
        if (entry == NULL || is_given(tables, entry, argv))
            continue;
        if (entry->arg != G_OPTION_ARG_NONE)
            g_ptr_array_add(arguments, g_strdup_printf("--%s=%s", option->name,
                                                       option->text));
        else if (!add_switch(arguments, file, option, error))
            return NULL;
    }
    g_ptr_array_add(arguments, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&arguments), FALSE);
}

const JxDefault *jx_defaults_blamed(const JxConfig *config, const char *message)
{
    for (guint i = 0; i < config->options->len; i++) {
        const JxDefault *option = &g_array_index(config->options, JxDefault, i);
        g_autofree char *name = g_strdup_printf("--%s ", option->name);
        if (strstr(message, name))
            return option;
    }
    return NULL;
}
