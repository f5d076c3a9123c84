#include "app/target.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "app/naming.h"
#include "base/error.h"
#include "base/intl.h"

struct _JxTargets {
    char *output;
    bool is_file;
    char *pattern;
    char **inputs;
    GHashTable *taken; /* paths given out in this run */
};

JxTargets *jx_targets_new(const char *output, bool is_file, const char *pattern,
                          char **inputs)
{
    JxTargets *targets = g_new0(JxTargets, 1);
    targets->output = g_strdup(output);
    targets->is_file = is_file;
    targets->pattern = g_strdup(pattern);
    targets->inputs = g_strdupv(inputs);
    targets->taken =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return targets;
}

void jx_targets_free(JxTargets *targets)
{
    if (targets == NULL)
        return;
    g_free(targets->output);
    g_free(targets->pattern);
    g_strfreev(targets->inputs);
    g_hash_table_unref(targets->taken);
    g_free(targets);
}

static bool same_file(const char *a, const char *b)
{
    struct stat left, right;
    return stat(a, &left) == 0 && stat(b, &right) == 0 &&
           left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

static bool is_input(const JxTargets *targets, const char *path)
{
    for (char **input = targets->inputs; *input; input++)
        if (same_file(*input, path))
            return true;
    return false;
}

static char *folder_for(const JxTargets *targets, const char *input)
{
    if (targets->output)
        return g_strdup(targets->output);
    return g_str_equal(input, "-") ? g_strdup(".") : g_path_get_dirname(input);
}

static char *pattern_for(const JxTargets *targets, const char *input,
                         bool several)
{
    if (targets->pattern)
        return g_strdup(targets->pattern);
    if (g_str_equal(input, "-"))
        return g_strdup("{unit}");
    return g_strdup(several ? "{stem}-{unit}" : "{stem}");
}

/* Puts `mark` before the extension. */
static char *with_mark(const char *path, const char *extension,
                       const char *mark)
{
    gsize stem = strlen(path) - strlen(extension) - 1;
    return g_strdup_printf("%.*s%s.%s", (int)stem, path, mark, extension);
}

/* The path itself, or with -jixiao or a number, so that it hits no input and
 * no other output of the run. Folders that ignore case count as one. */
static char *make_unique(JxTargets *targets, const char *path,
                         const char *extension)
{
    g_autofree char *base = is_input(targets, path)
                                ? with_mark(path, extension, "-jixiao")
                                : g_strdup(path);
    g_autofree char *unique = g_strdup(base);
    for (guint n = 2;; n++) {
        g_autofree char *key = g_utf8_casefold(unique, -1);
        if (!g_hash_table_contains(targets->taken, key) &&
            !is_input(targets, unique)) {
            g_hash_table_add(targets->taken, g_steal_pointer(&key));
            return g_steal_pointer(&unique);
        }
        g_autofree char *mark = g_strdup_printf("-%u", n);
        g_free(unique);
        unique = with_mark(base, extension, mark);
    }
}

char *jx_targets_path(JxTargets *targets, const char *input, const char *unit,
                      const char *year, bool several, const char *extension,
                      GError **error)
{
    if (targets->is_file && !is_input(targets, targets->output))
        return g_strdup(targets->output);
    if (targets->is_file) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("%s 是输入文件，不能写成输出"), targets->output);
        return NULL;
    }

    g_autofree char *folder = folder_for(targets, input);
    if (g_mkdir_with_parents(folder, 0777) != 0) {
        g_set_error(error, JX_ERROR, JX_ERROR_OUTPUT,
                    _("%s：不能建立文件夹：%s"), folder, g_strerror(errno));
        return NULL;
    }
    g_autofree char *stem = jx_name_stem(input);
    g_autofree char *pattern = pattern_for(targets, input, several);
    const JxNameFields fields = {.stem = stem, .unit = unit, .year = year};
    g_autofree char *name = jx_name_output(pattern, &fields, extension);
    g_autofree char *path = g_str_equal(folder, ".")
                                ? g_strdup(name)
                                : g_build_filename(folder, name, NULL);
    return make_unique(targets, path, extension);
}
