#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <glib/gstdio.h>

#include "app/batch/manifest.h"
#include "app/batch/paths.h"
#include "app/batch/units.h"
#include "base/error.h"

static char *root, *out;

static void make_root(void)
{
    root = g_dir_make_tmp("jixiao-units-XXXXXX", NULL);
    out = g_build_filename(root, "out", NULL);
}

static void remove_root(void)
{
    jx_path_remove_tree(root);
    g_free(root);
    g_free(out);
}

TestSuite(units, .init = make_root, .fini = remove_root);

static void touch(const char *name)
{
    g_autofree char *path = g_build_filename(root, name, NULL);
    cr_assert(jx_path_make_parent(path, NULL));
    cr_assert(g_file_set_contents(path, "x", 1, NULL));
}

static GPtrArray *units_of_folder(void)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *units = jx_units_from_folder(root, out, &error);
    cr_assert(ne(ptr, units, NULL), "%s", error ? error->message : "");
    return units;
}

static const JxUnit *unit_at(const GPtrArray *units, guint i)
{
    cr_assert(lt(u32, i, units->len));
    return units->pdata[i];
}

Test(units, a_folder_is_mirrored_in_order)
{
    touch("b.txt");
    touch("区/a.txt");
    touch("a.txt");

    g_autoptr(GPtrArray) units = units_of_folder();

    cr_assert(eq(u32, units->len, 3));
    cr_expect(eq(str, unit_at(units, 0)->output, "a"));
    cr_expect(eq(str, unit_at(units, 1)->output, "b"));
    cr_expect(eq(str, unit_at(units, 2)->output, "区/a"));
    cr_expect(eq(str, unit_at(units, 2)->id, "区/a.txt"));
}

Test(units, the_output_folder_and_passing_files_are_no_inputs)
{
    touch("a.txt");
    touch("out/a.pdf");
    touch(".hidden");
    touch("~$a.txt");

    g_autoptr(GPtrArray) units = units_of_folder();

    cr_expect(eq(u32, units->len, 1));
}

Test(units, an_output_folder_around_the_inputs_is_refused)
{
    touch("a.txt");
    g_autoptr(GError) error = NULL;

    g_autoptr(GPtrArray) units = jx_units_from_folder(root, root, &error);

    cr_expect(eq(ptr, units, NULL));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
}

Test(units, no_two_outputs_have_one_name_even_where_case_is_ignored)
{
    touch("a.csv");
    touch("a.txt");
    touch("A.TXT");
    touch(JX_BATCH_REPORT ".txt");

    g_autoptr(GPtrArray) units = units_of_folder();

    cr_expect(eq(str, unit_at(units, 0)->output, "A"));
    cr_expect(eq(str, unit_at(units, 1)->output, "a-2"));
    cr_expect(eq(str, unit_at(units, 2)->output, "a-3"));
    cr_expect(eq(str, unit_at(units, 3)->output, JX_BATCH_REPORT "-2"));
    cr_expect(not(unit_at(units, 0)->renamed));
    cr_expect(unit_at(units, 1)->renamed);
}

Test(units, names_are_safe_for_windows)
{
    touch("con/a:b.txt");

    g_autoptr(GPtrArray) units = units_of_folder();

    cr_expect(eq(str, unit_at(units, 0)->output, "_con/a_b"));
}

static GPtrArray *units_of_rows(JxManifestRow *rows, guint n, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(list, &rows[i]);
    g_autofree char *manifest = g_build_filename(root, "m.csv", NULL);
    return jx_units_from_manifest(list, manifest, out, error);
}

Test(units, a_manifest_names_outputs_by_unit)
{
    touch("a.txt");
    touch("b.txt");
    touch("c.txt");
    JxManifestRow rows[] = {
        {.code = "01", .unit = "甲/局", .input = "a.txt"},
        {.unit = "乙局", .input = "b.txt", .output = "机关/乙.pdf"},
        {.input = "c.txt"},
    };

    g_autoptr(GPtrArray) units = units_of_rows(rows, 3, NULL);

    cr_expect(eq(str, unit_at(units, 0)->output, "01-甲_局"));
    cr_expect(eq(str, unit_at(units, 1)->output, "机关/乙"));
    cr_expect(eq(str, unit_at(units, 2)->output, "c"));
}

Test(units, missing_and_unlisted_inputs_are_told_apart)
{
    touch("in/a.txt");
    touch("in/b.txt");
    touch("in/notes.md");
    touch("m.csv");
    JxManifestRow rows[] = {{.input = "in/a.txt"},
                            {.unit = "乙局", .input = "in/none.txt"},
                            {.code = "03"}};

    g_autoptr(GPtrArray) units = units_of_rows(rows, 3, NULL);

    cr_assert(eq(u32, units->len, 4));
    cr_expect(eq(int, unit_at(units, 0)->filing, JX_UNIT_FILED));
    cr_expect(eq(int, unit_at(units, 1)->filing, JX_UNIT_MISSING));
    cr_expect(eq(int, unit_at(units, 2)->filing, JX_UNIT_MISSING));
    cr_expect(eq(int, unit_at(units, 3)->filing, JX_UNIT_UNLISTED));
    cr_expect(eq(str, unit_at(units, 3)->id, "in/b.txt"));
}

Test(units, a_row_that_stands_twice_is_refused)
{
    touch("a.txt");
    JxManifestRow rows[] = {{.input = "a.txt", .line = 2},
                            {.input = "a.txt", .form = "list", .line = 3},
                            {.input = "a.txt", .line = 4}};
    g_autoptr(GError) error = NULL;

    g_autoptr(GPtrArray) two = units_of_rows(rows, 2, NULL);
    g_autoptr(GPtrArray) three = units_of_rows(rows, 3, &error);

    cr_expect(ne(ptr, two, NULL));
    cr_expect(eq(ptr, three, NULL));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
}

Test(units, an_output_stays_inside_the_output_folder)
{
    touch("a.txt");
    static const char *const OUTSIDE[] = {"../x", "a/../../x", "/tmp/x"};
    for (gsize i = 0; i < G_N_ELEMENTS(OUTSIDE); i++) {
        JxManifestRow row = {.input = "a.txt", .output = (char *)OUTSIDE[i]};
        g_autoptr(GError) error = NULL;

        g_autoptr(GPtrArray) units = units_of_rows(&row, 1, &error);

        cr_expect(eq(ptr, units, NULL));
        cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
    }
}

Test(units, every_unit_is_in_one_shard_and_shards_are_even)
{
    guint counts[4] = {0};
    for (int i = 0; i < 4000; i++) {
        g_autofree char *id = g_strdup_printf("单位%d.txt", i);
        JxUnit unit = {.id = id};
        guint shard = jx_unit_shard(&unit, 4);
        cr_assert(ge(u32, shard, 1));
        cr_assert(le(u32, shard, 4));
        counts[shard - 1]++;
    }
    for (int i = 0; i < 4; i++)
        cr_expect(gt(u32, counts[i], 850));
}
