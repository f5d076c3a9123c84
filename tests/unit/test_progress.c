#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "app/batch/progress.h"

static void expect_bar(char *bar, const char *expected)
{
    cr_expect(eq(str, bar, (char *)expected));
    g_free(bar);
}

Test(progress, the_bar_tells_done_failed_speed_time_left_and_the_slowest)
{
    expect_bar(jx_progress_bar(50, 200, 2, 10.0, "甲局", 1.5, 120),
               "[#####---------------] 50/200  失败 2  每秒 5.0 个  "
               "还需 30.0 秒  最慢 1.5 秒 甲局");
}

Test(progress, what_is_not_yet_known_is_left_out)
{
    expect_bar(jx_progress_bar(0, 3, 0, 0.0, NULL, 0, 120),
               "[--------------------] 0/3");
}

Test(progress, the_bar_is_cut_by_columns_not_by_bytes)
{
    /* the third Chinese character would reach over the edge */
    expect_bar(jx_progress_bar(1, 2, 1, 0.0, NULL, 0, 31),
               "[##########----------] 1/2  失");
}

Test(progress, durations_are_told_in_fitting_units)
{
    static const struct {
        double seconds;
        const char *text;
    } CASES[] = {{2.54, "2.5 秒"}, {185, "3 分 5 秒"}, {3720, "1 小时 2 分"}};
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *text = jx_progress_duration(CASES[i].seconds);
        cr_expect(eq(str, text, (char *)CASES[i].text));
    }
}

Test(progress, a_log_that_cannot_be_written_is_an_error)
{
    g_autoptr(GError) error = NULL;

    g_autoptr(JxProgress) progress =
        jx_progress_new(JX_PROGRESS_NONE, 1, "/nowhere/log", &error);

    cr_expect(eq(ptr, progress, NULL));
    cr_expect(ne(ptr, error, NULL));
}
