#include "app/batch/stage.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <glib/gstdio.h>

#include "app/batch/paths.h"
#include "base/error.h"
#include "base/intl.h"

#define STAGE "work"

/* "work", of a shard "work-2-of-8". Yours. */
static char *stem_of(guint shard, guint n_shards)
{
    return n_shards > 1 ? g_strdup_printf(STAGE "-%u-of-%u", shard, n_shards)
                        : g_strdup(STAGE);
}

/* A shard leaves alone what others make beside it; the only run in the folder
 * also clears what shards have left. */
static void sweep(const char *hidden, const char *stem)
{
    g_autofree char *start = g_strconcat(stem, "-", NULL);
    g_autoptr(GDir) dir = g_dir_open(hidden, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir)) != NULL;) {
        if (!g_str_has_prefix(name, start))
            continue;
        g_autofree char *path = g_build_filename(hidden, name, NULL);
        jx_path_remove_tree(path);
    }
}

char *jx_stage_make(const char *hidden, guint shard, guint n_shards,
                    GError **error)
{
    g_autofree char *stem = stem_of(shard, n_shards);
    sweep(hidden, stem);

    g_autofree char *name = g_strconcat(stem, "-XXXXXX", NULL);
    char *stage = g_build_filename(hidden, name, NULL);
    if (g_mkdtemp_full(stage, 0777) != NULL)
        return stage;
    jx_path_fail(stage, errno, error);
    g_free(stage);
    return NULL;
}

void jx_stage_free(char *stage)
{
    if (stage == NULL)
        return;
    jx_path_remove_tree(stage);
    g_free(stage);
}
