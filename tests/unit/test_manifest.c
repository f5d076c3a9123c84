#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/batch/manifest.h"
#include "base/error.h"

/* Writes text as a file, reads it and removes it. */
static GPtrArray *read_text(const char *text, gssize len, GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("jixiao-manifest-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "m.csv", NULL);
    cr_assert(g_file_set_contents(path, text, len, NULL));
    GPtrArray *rows = jx_manifest_read(path, NULL, error);
    g_unlink(path);
    g_rmdir(folder);
    return rows;
}

Test(manifest, columns_are_found_by_heading_in_any_order)
{
    g_autoptr(GPtrArray) rows = read_text(
        "unit,input,unit_code\n\"甲,局\",a.txt,01\n,b.txt,\n", -1, NULL);

    cr_assert(ne(ptr, rows, NULL));
    cr_assert(eq(u32, rows->len, 2));
    const JxManifestRow *first = rows->pdata[0], *second = rows->pdata[1];
    cr_expect(eq(str, first->unit, "甲,局"));
    cr_expect(eq(str, first->input, "a.txt"));
    cr_expect(eq(str, first->code, "01"));
    cr_expect(eq(ptr, first->year, NULL));
    cr_expect(eq(ptr, second->unit, NULL));
    cr_expect(eq(u32, second->line, 3));
}

Test(manifest, one_column_and_one_row_are_enough)
{
    g_autoptr(GPtrArray) rows = read_text("input\na.txt\n", -1, NULL);

    cr_assert(ne(ptr, rows, NULL));
    cr_expect(eq(u32, rows->len, 1));
}

Test(manifest, gb18030_is_read)
{
    g_autoptr(GPtrArray) rows =
        read_text("input,unit\na.txt,\xbc\xd7\xbe\xd6\n", -1, NULL);

    cr_assert(ne(ptr, rows, NULL));
    cr_expect(eq(str, ((JxManifestRow *)rows->pdata[0])->unit, "甲局"));
}

static const struct {
    const char *text, *said;
} WRONG[] = {
    {"", "空"},
    {"unit\n甲\n", "input"},
    {"input,文件\na,b\n", "文件"},
    {"input,input\na,b\n", "重复"},
    {"input,year\na.txt,\n,2026\n", ":3:"},
    {"input,year\na.txt,26年\n", ":2:"},
};

Test(manifest, what_is_wrong_is_named_with_its_place)
{
    for (gsize i = 0; i < G_N_ELEMENTS(WRONG); i++) {
        g_autoptr(GError) error = NULL;

        g_autoptr(GPtrArray) rows = read_text(WRONG[i].text, -1, &error);

        cr_expect(eq(ptr, rows, NULL));
        cr_assert(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
        cr_expect(ne(ptr, strstr(error->message, WRONG[i].said), NULL), "%s",
                  error->message);
    }
}

Test(manifest, a_file_that_is_not_there_is_an_error)
{
    g_autoptr(GError) error = NULL;

    g_autoptr(GPtrArray) rows = jx_manifest_read("/nowhere", NULL, &error);

    cr_expect(eq(ptr, rows, NULL));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
}
