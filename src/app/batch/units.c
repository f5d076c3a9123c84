#include "app/batch/units.h"

#include <string.h>

#include "app/batch/manifest.h"
#include "app/batch/paths.h"
#include "app/naming.h"
#include "app/source.h"
#include "base/error.h"
#include "base/intl.h"

static void free_unit(gpointer data)
{
    JxUnit *unit = data;
    g_free(unit->id);
    g_free(unit->code);
    g_free(unit->unit);
    g_free(unit->form);
    g_free(unit->year);
    g_free(unit->input);
    g_free(unit->shown);
    g_free(unit->output);
    g_free(unit);
}

static GPtrArray *units_new(void)
{
    return g_ptr_array_new_with_free_func(free_unit);
}

/* One part of a path, safe for Windows. */
static char *safe_part(const char *part)
{
    const JxNameFields fields = {.stem = part};
    char *name = jx_name_output("{stem}", &fields, "x");
    name[strlen(name) - strlen(".x")] = '\0';
    return name;
}

static char *safe_path(const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    g_autoptr(GPtrArray) safe = g_ptr_array_new_with_free_func(g_free);
    for (char **part = parts; *part; part++)
        if (**part != '\0' && !g_str_equal(*part, "."))
            g_ptr_array_add(safe, safe_part(*part));
    g_ptr_array_add(safe, NULL);
    return g_strjoinv("/", (char **)safe->pdata);
}

/* 区/甲局.txt -> 区/甲局 */
static char *without_extension(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *stem = jx_name_stem(path);
    return g_str_equal(folder, ".") ? g_steal_pointer(&stem)
                                    : g_build_filename(folder, stem, NULL);
}

/* Gives every unit with an input an output of its own. The names of the
 * report are taken from the start. */
static void settle_outputs(GPtrArray *units)
{
    g_autoptr(GHashTable) taken =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_add(taken, g_strdup(JX_BATCH_REPORT));
    for (guint i = 0; i < units->len; i++) {
        JxUnit *unit = units->pdata[i];
        if (unit->filing != JX_UNIT_FILED)
            continue;
        g_autofree char *wanted = g_steal_pointer(&unit->output);
        unit->output = g_strdup(wanted);
        char *key = g_utf8_casefold(wanted, -1);
        for (guint n = 2; !g_hash_table_add(taken, key); n++) {
            unit->renamed = true;
            g_free(unit->output);
            unit->output = g_strdup_printf("%s-%u", wanted, n);
            key = g_utf8_casefold(unit->output, -1);
        }
    }
}

GPtrArray *jx_units_from_folder(const char *folder, const char *out,
                                GError **error)
{
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("%s：不是文件夹，也不是清单"), folder);
        return NULL;
    }
    if (jx_path_is_inside(folder, out)) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("%s：输出文件夹不能就是输入文件夹，也不能包含它"), out);
        return NULL;
    }
    char *roots[] = {(char *)folder, NULL};
    g_auto(GStrv) files = jx_source_expand(roots);
    g_autoptr(GPtrArray) units = units_new();
    for (char **file = files; *file; file++) {
        if (jx_path_is_inside(*file, out))
            continue;
        JxUnit *unit = g_new0(JxUnit, 1);
        unit->filing = JX_UNIT_FILED;
        unit->input = g_strdup(*file);
        unit->shown = jx_path_relative(*file, folder);
        unit->id = g_strdup(unit->shown);
        g_autofree char *base = without_extension(unit->shown);
        unit->output = safe_path(base);
        g_ptr_array_add(units, unit);
    }
    settle_outputs(units);
    return g_steal_pointer(&units);
}

static char *join(const char *a, const char *b, const char *mark)
{
    if (a && b)
        return g_strconcat(a, mark, b, NULL);
    return g_strdup(a ? a : b);
}

static char *id_of(const JxManifestRow *row)
{
    g_autofree char *who = join(row->code, row->unit, " ");
    const char *what = row->input ? row->input : who;
    return join(what, row->form, "|");
}

/* What the manifest says, else code-unit, else the stem of the input. */
static char *output_of(const JxManifestRow *row, const char *manifest,
                       GError **error)
{
    if (row->output == NULL) {
        g_autofree char *who = join(row->code, row->unit, "-");
        g_autofree char *stem = jx_name_stem(row->input);
        return safe_part(who ? who : stem);
    }
    g_auto(GStrv) parts = g_strsplit(row->output, "/", -1);
    if (g_path_is_absolute(row->output) ||
        g_strv_contains((const char *const *)parts, "..")) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("%s:%u: output 应是输出文件夹之内的相对路径，实为 %s"),
                    manifest, row->line, row->output);
        return NULL;
    }
    bool dressed = g_str_has_suffix(row->output, ".pdf") ||
                   g_str_has_suffix(row->output, ".xlsx");
    g_autofree char *bare =
        dressed ? without_extension(row->output) : g_strdup(row->output);
    return safe_path(bare);
}

static JxUnit *unit_of(const JxManifestRow *row, const char *manifest,
                       const char *folder, GError **error)
{
    JxUnit *unit = g_new0(JxUnit, 1);
    unit->id = id_of(row);
    unit->line = row->line;
    unit->code = g_strdup(row->code);
    unit->unit = g_strdup(row->unit);
    unit->form = g_strdup(row->form);
    unit->year = g_strdup(row->year);
    unit->shown = g_strdup(row->input);
    unit->filing = JX_UNIT_MISSING;
    if (row->input == NULL)
        return unit;
    unit->input = g_path_is_absolute(row->input)
                      ? g_strdup(row->input)
                      : g_build_filename(folder, row->input, NULL);
    if (!g_file_test(unit->input, G_FILE_TEST_EXISTS))
        return unit;
    unit->filing = JX_UNIT_FILED;
    unit->output = output_of(row, manifest, error);
    if (unit->output == NULL)
        g_clear_pointer(&unit, free_unit);
    return unit;
}

static char *extension_of(const char *path)
{
    g_autofree char *name = g_path_get_basename(path);
    const char *dot = strrchr(name, '.');
    return g_utf8_casefold(dot ? dot : "", -1);
}

/* What the manifest names, and where inputs lie. */
typedef struct {
    GHashTable *named;      /* canonical paths */
    GHashTable *extensions; /* of the inputs */
    GHashTable *folders;    /* of the inputs, canonical */
} Known;

static void known_add(Known *known, const char *path)
{
    char *canonical = g_canonicalize_filename(path, NULL);
    g_hash_table_add(known->extensions, extension_of(path));
    g_hash_table_add(known->folders, g_path_get_dirname(canonical));
    g_hash_table_add(known->named, canonical);
}

static Known known_new(const GPtrArray *units)
{
    Known known = {
        .named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .extensions =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
    for (guint i = 0; i < units->len; i++) {
        const JxUnit *unit = units->pdata[i];
        if (unit->input)
            known_add(&known, unit->input);
    }
    return known;
}

static void known_clear(Known *known)
{
    g_hash_table_unref(known->named);
    g_hash_table_unref(known->extensions);
    g_hash_table_unref(known->folders);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Known, known_clear)

/* Files of one folder that look like inputs and are not named. */
static void find_unlisted(GPtrArray *found, const Known *known,
                          const char *folder, const char *manifest,
                          const char *out)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autofree char *extension = extension_of(name);
        if (!jx_source_is_passing(name) &&
            g_hash_table_contains(known->extensions, extension) &&
            !g_hash_table_contains(known->named, path) &&
            !g_str_equal(path, manifest) && !jx_path_is_inside(path, out) &&
            g_file_test(path, G_FILE_TEST_IS_REGULAR))
            g_ptr_array_add(found, g_steal_pointer(&path));
    }
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_unlisted(GPtrArray *units, const char *manifest,
                         const char *folder, const char *out)
{
    g_auto(Known) known = known_new(units);
    g_autofree char *canonical = g_canonicalize_filename(manifest, NULL);
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, known.folders);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        find_unlisted(found, &known, key, canonical, out);
    g_ptr_array_sort(found, by_name);

    for (guint i = 0; i < found->len; i++) {
        JxUnit *unit = g_new0(JxUnit, 1);
        unit->filing = JX_UNIT_UNLISTED;
        unit->input = g_strdup(found->pdata[i]);
        unit->shown = jx_path_relative(unit->input, folder);
        unit->id = g_strdup(unit->shown);
        g_ptr_array_add(units, unit);
    }
}

GPtrArray *jx_units_from_manifest(const GPtrArray *rows, const char *path,
                                  const char *out, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GPtrArray) units = units_new();
    g_autoptr(GHashTable) lines = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < rows->len; i++) {
        const JxManifestRow *row = rows->pdata[i];
        JxUnit *unit = unit_of(row, path, folder, error);
        if (unit == NULL)
            return NULL;
        g_ptr_array_add(units, unit);
        const JxManifestRow *before = g_hash_table_lookup(lines, unit->id);
        if (before) {
            g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                        _("%s:%u: 与第 %u 行重复：%s"), path, row->line,
                        before->line, unit->id);
            return NULL;
        }
        g_hash_table_insert(lines, unit->id, (gpointer)row);
    }
    add_unlisted(units, path, folder, out);
    settle_outputs(units);
    return g_steal_pointer(&units);
}

guint jx_unit_shard(const JxUnit *unit, guint n)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)unit->id, (gssize)strlen(unit->id));
    guint8 digest[32];
    gsize len = sizeof digest;
    g_checksum_get_digest(sum, digest, &len);
    guint32 number = 0;
    for (int i = 0; i < 4; i++)
        number = number << 8 | digest[i];
    return number % n + 1;
}
