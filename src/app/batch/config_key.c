#include "app/batch/config_key.h"

#include <string.h>

#include "app/batch/paths.h"
#include "check/taxonomy.h"

static void add_text(GChecksum *sum, const char *text)
{
    /* with its NUL, so that "ab","c" is not "a","bc" */
    g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
}

static void add_level(GChecksum *sum, const GArray *level)
{
    for (guint i = 0; i < level->len; i++) {
        const JxTaxonomyEntry *entry =
            &g_array_index(level, JxTaxonomyEntry, i);
        g_autofree char *numbers =
            g_strdup_printf("%d %u", (int)entry->role, entry->parent);
        add_text(sum, entry->name);
        add_text(sum, entry->code ? entry->code : "");
        add_text(sum, numbers);
        for (guint k = 0; k < entry->also->len; k++)
            add_text(sum, entry->also->pdata[k]);
    }
}

char *jx_config_key(const char *path, const JxConfig *config)
{
    if (config == NULL)
        return g_strdup("");
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree char *file = path ? jx_path_sha256(path, NULL) : NULL;
    add_text(sum, file ? file : "");
    const GPtrArray *taxonomies = config->taxonomies;
    for (guint i = 0; i < taxonomies->len; i++) {
        const JxTaxonomy *taxonomy = taxonomies->pdata[i];
        add_text(sum, taxonomy->name);
        add_level(sum, taxonomy->level1);
        add_level(sum, taxonomy->level2);
    }
    return g_strdup(g_checksum_get_string(sum));
}
