#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <glib/gstdio.h>

#include "app/batch/ledger.h"
#include "app/batch/paths.h"
#include "base/error.h"

static char *folder;

static void make_folder(void)
{
    folder = g_dir_make_tmp("jixiao-ledger-XXXXXX", NULL);
}

static void remove_folder(void)
{
    jx_path_remove_tree(folder);
    g_free(folder);
}

TestSuite(ledger, .init = make_folder, .fini = remove_folder);

static JxLedger *open_ledger(void)
{
    g_autofree char *path = g_build_filename(folder, "ledger.sqlite", NULL);
    g_autoptr(GError) error = NULL;
    JxLedger *ledger = jx_ledger_open(path, &error);
    cr_assert(ne(ptr, ledger, NULL), "%s", error ? error->message : "");
    return ledger;
}

static JxRecord *record_of(const char *unit, const char *output)
{
    JxRecord *record = jx_record_new(unit);
    for (int i = 0; i < JX_N_KEYS; i++)
        record->keys[i] = g_strdup_printf("%s-%d", unit, i);
    record->facts = g_strdup("{\"pages\":2}");
    if (output)
        jx_record_add_output(record, output, "abc", 12);
    return record;
}

static void put(JxLedger *ledger, const char *unit, const char *output)
{
    g_autoptr(JxRecord) record = record_of(unit, output);
    cr_assert(jx_ledger_put(ledger, record, NULL));
}

Test(ledger, what_was_put_is_there_after_opening_again)
{
    JxLedger *ledger = open_ledger();
    put(ledger, "甲局.txt", "甲局.pdf");
    cr_expect(jx_ledger_set_note(ledger, "time", "17", NULL));
    jx_ledger_free(ledger);

    g_autoptr(JxLedger) again = open_ledger();
    g_autoptr(JxRecord) record = jx_ledger_get(again, "甲局.txt");
    g_autofree char *time = jx_ledger_note(again, "time");

    cr_expect(eq(str, record->keys[JX_KEY_PROGRAM], "甲局.txt-5"));
    cr_expect(eq(str, record->facts, "{\"pages\":2}"));
    const JxRecordOutput *output = record->outputs->pdata[0];
    cr_expect(eq(str, output->path, "甲局.pdf"));
    cr_expect(eq(u64, output->size, 12));
    cr_expect(eq(str, time, "17"));
}

Test(ledger, an_unknown_unit_has_no_record)
{
    g_autoptr(JxLedger) ledger = open_ledger();

    g_autoptr(JxRecord) record = jx_ledger_get(ledger, "nobody");

    cr_expect(eq(ptr, record, NULL));
}

Test(ledger, an_output_that_is_not_made_again_is_left_over)
{
    g_autoptr(JxLedger) ledger = open_ledger();
    put(ledger, "a", "old.pdf");
    put(ledger, "a", "new.pdf");

    g_autoptr(GPtrArray) left = jx_ledger_left_over(ledger);

    cr_assert(eq(u32, left->len, 1));
    cr_expect(eq(str, left->pdata[0], "old.pdf"));
}

Test(ledger, an_output_can_change_hands)
{
    g_autoptr(JxLedger) ledger = open_ledger();
    put(ledger, "a", "x.pdf");
    put(ledger, "b", "x.pdf");
    put(ledger, "a", NULL);

    g_autoptr(GPtrArray) left = jx_ledger_left_over(ledger);
    g_autoptr(JxRecord) record = jx_ledger_get(ledger, "b");

    cr_expect(eq(u32, left->len, 0));
    cr_expect(eq(u32, record->outputs->len, 1));
}

Test(ledger, the_outputs_of_a_removed_unit_are_left_over_until_forgotten)
{
    g_autoptr(JxLedger) ledger = open_ledger();
    put(ledger, "a", "a.pdf");
    put(ledger, "b", "b.pdf");

    cr_expect(jx_ledger_remove(ledger, "a", NULL));
    g_autoptr(GPtrArray) units = jx_ledger_units(ledger);
    g_autoptr(GPtrArray) left = jx_ledger_left_over(ledger);
    cr_expect(jx_ledger_forget_output(ledger, "a.pdf", NULL));
    g_autoptr(GPtrArray) after = jx_ledger_left_over(ledger);

    cr_assert(eq(u32, units->len, 1));
    cr_expect(eq(str, units->pdata[0], "b"));
    cr_expect(eq(u32, left->len, 1));
    cr_expect(eq(u32, after->len, 0));
}

Test(ledger, another_file_is_refused_and_left_alone)
{
    g_autofree char *path = g_build_filename(folder, "ledger.sqlite", NULL);
    g_autofree char *text = g_strnfill(4096, 'x');
    g_file_set_contents(path, text, -1, NULL);
    g_autoptr(GError) error = NULL;

    g_autoptr(JxLedger) ledger = jx_ledger_open(path, &error);

    g_autofree char *after = NULL;
    g_file_get_contents(path, &after, NULL, NULL);
    cr_expect(eq(ptr, ledger, NULL));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
    cr_expect(eq(str, after, text));
}
