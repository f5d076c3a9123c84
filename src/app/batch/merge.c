#include "app/batch/merge.h"

#include <stdbool.h>
#include <string.h>

#include "app/batch/publish.h"
#include "app/batch/rows.h"
#include "base/error.h"
#include "base/intl.h"

/* What all shards of one job agree in, and what it means when they do not. */
static const struct {
    const char *key, *message;
} SAME[] = {
    {"plan", N_("第 %u 份与第 1 份的单位清单不同，不能合并")},
    {"fingerprint",
     N_("第 %u 份与第 1 份的程序、字体、表样或选项不同，不能合并")},
};

static bool fail(GError **error, const char *message)
{
    g_set_error_literal(error, JX_ERROR, JX_ERROR_INPUT, message);
    return false;
}

static char *path_of(const char *hidden, guint shard, guint n_shards)
{
    g_autofree char *name =
        g_strdup_printf("report-%u-of-%u.jsonl", shard, n_shards);
    return g_build_filename(hidden, name, NULL);
}

static bool find_gaps(const char *hidden, guint n_shards, GError **error)
{
    g_autoptr(GString) gaps = g_string_new(NULL);
    for (guint shard = 1; shard <= n_shards; shard++) {
        g_autofree char *path = path_of(hidden, shard, n_shards);
        if (!g_file_test(path, G_FILE_TEST_EXISTS))
            g_string_append_printf(gaps, "%s%u", gaps->len > 0 ? ", " : "",
                                   shard);
    }
    if (gaps->len == 0)
        return true;
    g_autofree char *message = g_strdup_printf(
        _("共 %u 份，还缺第 %s 份，不能合并"), n_shards, gaps->str);
    return fail(error, message);
}

static bool agrees(const json_t *header, const json_t *first, guint shard,
                   GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(SAME); i++) {
        if (g_str_equal(jx_row_text(header, SAME[i].key),
                        jx_row_text(first, SAME[i].key)))
            continue;
        g_autofree char *message = g_strdup_printf(_(SAME[i].message), shard);
        return fail(error, message);
    }
    return true;
}

/* A report that was copied over another one still says whose it is. */
static bool is_of_shard(const json_t *header, guint shard, guint n_shards,
                        GError **error)
{
    gint64 said = jx_row_number(header, "shard");
    gint64 n_said = jx_row_number(header, "n_shards");
    if (said == shard && n_said == n_shards)
        return true;
    g_autofree char *message =
        g_strdup_printf(_("第 %u 份报告其实是共 %d 份中的第 %d 份，不能合并"),
                        shard, (int)n_said, (int)said);
    return fail(error, message);
}

/* Takes a name of a unit or an output; false when another has it. */
static bool claim(GHashTable *taken, const char *name, GError **error)
{
    if (g_hash_table_add(taken, (gpointer)name))
        return true;
    g_autofree char *message =
        g_strdup_printf(_("%s 在两份报告中都有，不能合并"), name);
    return fail(error, message);
}

static bool find_doubles(const json_t *rows, GError **error)
{
    g_autoptr(GHashTable) units = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) outputs = g_hash_table_new(g_str_hash, g_str_equal);
    gsize i, k;
    json_t *row, *output;
    json_array_foreach(rows, i, row)
    {
        if (g_str_equal(jx_row_text(row, "status"), "left_over"))
            continue;
        if (!claim(units, jx_row_text(row, "id"), error))
            return false;
        const json_t *all = json_object_get(row, "outputs");
        json_array_foreach(all, k, output)
        {
            if (!claim(outputs, jx_row_text(output, "path"), error))
                return false;
        }
    }
    return true;
}

static guint count_units(const json_t *rows)
{
    guint n = 0;
    gsize i;
    json_t *row;
    json_array_foreach(rows, i, row) n +=
        !g_str_equal(jx_row_text(row, "status"), "left_over");
    return n;
}

/* Reads one shard's report and adds its rows; the first one's header stays. */
static bool add_shard(const char *hidden, guint shard, guint n_shards,
                      json_t **header, json_t *rows, GError **error)
{
    g_autofree char *path = path_of(hidden, shard, n_shards);
    json_auto_t *own_header = NULL, *own_rows = NULL;
    if (!jx_publish_read(path, &own_header, &own_rows, error))
        return false;
    if (*header == NULL)
        *header = json_deep_copy(own_header);
    if (!is_of_shard(own_header, shard, n_shards, error) ||
        !agrees(own_header, *header, shard, error))
        return false;
    return json_array_extend(rows, own_rows) == 0;
}

static void make_whole(json_t *header, const json_t *rows)
{
    json_object_set_new(header, "shard", json_integer(1));
    json_object_set_new(header, "n_shards", json_integer(1));
    json_object_set_new(header, "counts", jx_rows_counts(rows));
}

gboolean jx_merge_reports(const char *hidden, guint n_shards, json_t **header,
                          json_t **rows, GError **error)
{
    if (!find_gaps(hidden, n_shards, error))
        return FALSE;
    json_auto_t *first = NULL;
    json_auto_t *all = json_array();
    for (guint shard = 1; shard <= n_shards; shard++)
        if (!add_shard(hidden, shard, n_shards, &first, all, error))
            return FALSE;
    if (!find_doubles(all, error))
        return FALSE;
    if (count_units(all) != (guint)jx_row_number(first, "units"))
        return fail(error, _("各份合起来的单位数与清单不符，不能合并"));

    jx_rows_sort(all);
    make_whole(first, all);
    *header = json_incref(first);
    *rows = json_incref(all);
    return TRUE;
}
