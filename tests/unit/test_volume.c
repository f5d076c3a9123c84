#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "layout/volume.h"
#include "sample_report.h"

static JxReport *named_report(const char *unit, const char *currency_unit)
{
    JxReport *report = titled_report();
    JxProject *project = jx_report_append_project(report);
    report->unit = jx_report_text(report, unit);
    report->currency_unit = jx_report_text(report, currency_unit);
    if (g_str_equal(currency_unit, "元"))
        report->currency = JX_CURRENCY_YUAN;
    project->name = "甲楼修缮";
    project->goal = "修好甲楼。";
    project->funding[JX_FUND_TOTAL] =
        (JxMoney){.fen = 150000000, .decimals = 2};
    return report;
}

static JxPages *bound(guint n, bool one_currency)
{
    g_autoptr(JxForm) form = test_form("list");
    g_autoptr(JxFonts) fonts = test_fonts();
    g_autoptr(JxVolume) volume = jx_volume_new(form, fonts, NULL);
    const JxLayoutOptions options = {.is_part = true};
    for (guint i = 0; i < n; i++) {
        g_autofree char *unit = g_strdup_printf("第%u中学", i + 1);
        g_autoptr(JxReport) report =
            named_report(unit, i > 0 && !one_currency ? "元" : "万元");
        jx_volume_add(volume, report,
                      jx_layout_report(report, form, fonts, &options), unit,
                      i == 0 ? "草稿：1 项" : NULL);
    }
    return jx_volume_finish(volume);
}

/* All texts of a page, one after the other. Yours. */
static char *text_of(const JxPages *pages, guint page)
{
    GString *text = g_string_new(NULL);
    const JxPage *from = jx_pages_page(pages, page);
    for (guint i = 0; i < from->items->len; i++) {
        const JxItem *item = jx_page_item(from, i);
        if (item->kind == JX_ITEM_RUN) {
            const JxRun *run = jx_pages_run(pages, item->index);
            g_string_append_len(text, run->text, run->len);
            g_string_append_c(text, '\n');
        }
    }
    return g_string_free(text, FALSE);
}

static bool says(const JxPages *pages, guint page, const char *what)
{
    g_autofree char *text = text_of(pages, page);
    return strstr(text, what) != NULL;
}

Test(volume, contents_come_first_and_pages_are_numbered_through)
{
    g_autoptr(JxPages) pages = bound(3, true);

    cr_assert(eq(u32, jx_pages_count(pages), 4));
    cr_expect(says(pages, 0, "目　录"));
    cr_expect(says(pages, 0, "第 1 页　共 4 页"));
    cr_expect(says(pages, 0, "单位：万元"));
    cr_expect(says(pages, 0, "450.00"));
    for (guint i = 1; i < 4; i++) {
        g_autofree char *unit = g_strdup_printf("单位名称：第%u中学", i);
        g_autofree char *number = g_strdup_printf("第 %u 页　共 4 页", i + 1);
        cr_expect(says(pages, i, unit));
        cr_expect(says(pages, i, number));
        cr_expect(eq(int, says(pages, i, "草稿：1 项"), i == 1));
    }
}

Test(volume, every_line_of_the_contents_leads_to_its_report)
{
    g_autoptr(JxPages) pages = bound(80, true); /* more than a page of lines */
    guint n_links = 0;

    for (guint i = 0; i < pages->cells->len; i++) {
        const JxCellBox *cell = jx_pages_cell(pages, i);
        if (cell->link == 0)
            continue;
        g_autofree char *unit =
            g_strdup_printf("单位名称：第%d中学\n", cell->row + 1);
        n_links++;
        cr_expect(says(pages, cell->link - 1, unit));
    }

    cr_expect(eq(u32, n_links, 160));
    cr_expect(gt(u32, jx_pages_count(pages), 81));
}

Test(volume, the_units_are_bookmarks_and_their_projects_below_them)
{
    g_autoptr(JxPages) pages = bound(2, true);
    static const struct {
        const char *title;
        guint level, page;
    } WANTED[] = {{"目录", 1, 0},
                  {"第1中学", 1, 1},
                  {"甲楼修缮", 2, 1},
                  {"第2中学", 1, 2},
                  {"甲楼修缮", 2, 2}};

    cr_assert(eq(u32, pages->bookmarks->len, G_N_ELEMENTS(WANTED)));
    for (guint i = 0; i < G_N_ELEMENTS(WANTED); i++) {
        const JxBookmark *bookmark =
            &g_array_index(pages->bookmarks, JxBookmark, i);
        cr_expect(eq(str, bookmark->title, (char *)WANTED[i].title));
        cr_expect(eq(u32, bookmark->level, WANTED[i].level));
        cr_expect(eq(u32, bookmark->page, WANTED[i].page));
    }
}

Test(volume, totals_of_different_currency_units_are_not_added_up)
{
    g_autoptr(JxPages) pages = bound(2, false);

    cr_expect(says(pages, 0, "金额单位"));
    cr_expect(not(says(pages, 0, "300.00")));
}

Test(volume, what_was_inserted_is_what_was_there)
{
    g_autoptr(JxForm) form = test_form("list");
    g_autoptr(JxFonts) fonts = test_fonts();
    g_autoptr(JxReport) report = sample_report("damaged.txt");
    g_autoptr(JxReport) other = sample_report("clean.txt");
    g_autoptr(JxPages) alone = jx_layout_report(report, form, fonts, NULL);
    g_autoptr(JxPages) pages = jx_layout_report(other, form, fonts, NULL);
    g_autoptr(JxPages) both = jx_layout_report(other, form, fonts, NULL);
    guint n = jx_pages_count(pages);

    jx_pages_insert(both, 0, alone);
    jx_pages_insert(alone, jx_pages_count(alone), pages);

    for (guint i = 0; i < jx_pages_count(both); i++) {
        g_autofree char *here = text_of(both, i);
        g_autofree char *there = text_of(alone, i);
        cr_expect(eq(str, here, there));
    }
    cr_expect(eq(u32, jx_pages_count(both), jx_pages_count(alone)));
    for (guint i = 0; i < pages->cells->len; i++)
        cr_expect(
            eq(u32, jx_pages_cell(both, i)->page,
               jx_pages_cell(pages, i)->page + jx_pages_count(alone) - n));
}
