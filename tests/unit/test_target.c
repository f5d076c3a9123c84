#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <glib/gstdio.h>

#include "app/target.h"

static char *path_of(JxTargets *targets, const char *input, const char *unit,
                     const char *extension)
{
    return jx_targets_path(targets, input, unit, NULL, false, extension, NULL);
}

Test(target, outputs_stand_beside_the_input)
{
    char *inputs[] = {"甲/表.txt", NULL};
    g_autoptr(JxTargets) targets = jx_targets_new("-", true, NULL, inputs);
    g_autofree char *standard = path_of(targets, "甲/表.txt", NULL, "pdf");
    cr_expect(eq(str, standard, "-"));

    g_autofree char *folder = g_dir_make_tmp("jixiao-target-XXXXXX", NULL);
    g_autofree char *input = g_build_filename(folder, "表.txt", NULL);
    g_autofree char *expected = g_build_filename(folder, "表.pdf", NULL);
    char *beside[] = {input, NULL};
    g_autoptr(JxTargets) near = jx_targets_new(NULL, false, NULL, beside);
    g_autofree char *path = path_of(near, input, NULL, "pdf");
    cr_expect(eq(str, path, expected));
    g_rmdir(folder);
}

Test(target, standard_input_is_named_by_its_unit)
{
    char *inputs[] = {"-", NULL};
    g_autoptr(JxTargets) targets = jx_targets_new(NULL, false, NULL, inputs);

    g_autofree char *path = path_of(targets, "-", "某局", "xlsx");

    cr_expect(eq(str, path, "某局.xlsx"));
}

Test(target, an_input_is_never_written_over)
{
    g_autofree char *folder = g_dir_make_tmp("jixiao-target-XXXXXX", NULL);
    g_autofree char *input = g_build_filename(folder, "表.xlsx", NULL);
    g_autofree char *expected =
        g_build_filename(folder, "表-jixiao.xlsx", NULL);
    g_file_set_contents(input, "x", 1, NULL);
    char *inputs[] = {input, NULL};
    g_autoptr(JxTargets) targets = jx_targets_new(NULL, false, NULL, inputs);

    g_autofree char *path = path_of(targets, input, NULL, "xlsx");

    cr_expect(eq(str, path, expected));
    g_unlink(input);
    g_rmdir(folder);
}

Test(target, two_outputs_of_a_run_never_have_one_name)
{
    g_autofree char *folder = g_dir_make_tmp("jixiao-target-XXXXXX", NULL);
    char *inputs[] = {"a/t.txt", "b/T.txt", NULL};
    g_autoptr(JxTargets) targets = jx_targets_new(folder, false, NULL, inputs);

    g_autofree char *first = path_of(targets, "a/t.txt", NULL, "pdf");
    g_autofree char *second = path_of(targets, "b/T.txt", NULL, "pdf");

    g_autofree char *expected = g_build_filename(folder, "T-2.pdf", NULL);
    cr_expect(eq(str, second, expected));
    g_rmdir(folder);
}
