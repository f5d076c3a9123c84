#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <fontconfig/fontconfig.h>

#include "load/load.h"
#include "workbook_part.h"
#include "xlsx/together.h"

static const JxXlsxOptions OPTIONS = {.created = 1767225600,
                                      .program = "jixiao 0"};

#define SUMMARY "xl/worksheets/sheet1.xml"

/* what fontconfig keeps for the process is no leak of ours */
static void forget_fonts(void)
{
    FcFini();
}
TestSuite(xlsx_together, .fini = forget_fonts);

/* A unit with n projects of 3.00 each, in its currency. */
static JxReport *unit_of(const char *name, JxCurrency currency, guint n)
{
    JxReport *report = jx_report_new();
    report->unit = name;
    report->currency = currency;
    report->source_name = g_strdup("甲.txt");
    for (guint i = 0; i < n; i++) {
        JxProject *project = jx_report_append_project(report);
        project->name = "馆藏建设";
        project->funding[JX_FUND_TOTAL] = (JxMoney){
            .fen = 3 * jx_currency_fen(currency), .decimals = 2, .text = ""};
        project->funding[JX_FUND_FISCAL] = project->funding[JX_FUND_TOTAL];
        JxIndicator *indicator = jx_project_append_indicator(project);
        indicator->name = "册数";
        indicator->parsed = true;
    }
    return report;
}

static GBytes *write_two(const JxReport *first, const JxReport *second)
{
    g_autoptr(JxFonts) fonts = jx_fonts_open(JX_SHARE, NULL, NULL);
    const JxReport *reports[] = {first, second};
    g_autoptr(GError) error = NULL;
    GBytes *book = jx_xlsx_together(reports, 2, fonts, &OPTIONS, &error);
    cr_assert(ne(ptr, book, NULL), "%s", error ? error->message : "");
    return book;
}

Test(xlsx_together, a_units_rows_are_counted_and_added_up_by_its_name)
{
    g_autoptr(JxReport) first = unit_of("青云图书馆*", JX_CURRENCY_WAN, 2);
    g_autoptr(JxReport) second = unit_of("白石中学", JX_CURRENCY_WAN, 3);

    g_autoptr(GBytes) book = write_two(first, second);

    /* COUNTIF and SUMIF would take the star for any text */
    cr_expect(workbook_has(book, SUMMARY,
                           "<f>SUMPRODUCT((资金!$C$4:$C$9=$B4)*1)</f><v>2<"));
    cr_expect(workbook_has(book, SUMMARY, "=$B4)*1,资金!D$4:D$9),2)</f><v>6<"));
    cr_expect(
        workbook_has(book, SUMMARY, "<f>COUNTIF(资金!$C$4:$C$9,$B5)</f><v>3<"));
    cr_expect(workbook_has(
        book, SUMMARY,
        "<f>ROUND(SUMIF(资金!$C$4:$C$9,$B5,资金!D$4:D$9),2)</f><v>9<"));
    cr_expect(
        workbook_has(book, SUMMARY, "<f>ROUND(SUM(E4:E5),2)</f><v>15</v>"));
}

Test(xlsx_together, units_of_the_same_name_are_told_apart)
{
    g_autoptr(JxReport) first = unit_of("Qingyun 图书馆", JX_CURRENCY_WAN, 1);
    g_autoptr(JxReport) second = unit_of("QINGYUN 图书馆", JX_CURRENCY_WAN, 1);

    g_autoptr(GBytes) book = write_two(first, second);

    cr_expect(
        workbook_has(book, "xl/sharedStrings.xml", ">QINGYUN 图书馆（2）<"));
}

Test(xlsx_together, different_currency_units_are_put_into_yuan)
{
    g_autoptr(JxReport) first = unit_of("青云图书馆", JX_CURRENCY_WAN, 1);
    g_autoptr(JxReport) second = unit_of("白石中学", JX_CURRENCY_YUAN, 1);

    g_autoptr(GBytes) book = write_two(first, second);

    cr_expect(workbook_has(book, "xl/sharedStrings.xml", ">金额单位：元<"));
    cr_expect(
        workbook_has(book, SUMMARY, "<f>ROUND(SUM(E4:E5),2)</f><v>30003</v>"));
}

Test(xlsx_together, a_unit_that_does_not_agree_with_its_printed_sums_is_seen)
{
    g_autoptr(JxReport) first = unit_of("青云图书馆", JX_CURRENCY_WAN, 1);
    g_autoptr(JxReport) second = unit_of(NULL, JX_CURRENCY_WAN, 0);
    first->has_declared = true;
    first->declared.funding[JX_FUND_TOTAL] =
        (JxMoney){.fen = 4000000, .decimals = 2, .text = ""};

    g_autoptr(GBytes) book = write_two(first, second);

    cr_expect(workbook_has(book, SUMMARY, "</f><v>不平</v>"));
    cr_expect(workbook_has(book, SUMMARY, ",\"－\")</f><v>1</v>"));
    cr_expect(workbook_has(book, SUMMARY, ",\"－\")</f><v>－</v>"));
    cr_expect(workbook_has(book, "xl/sharedStrings.xml", ">甲.txt<"));
}

Test(xlsx_together, the_same_units_give_the_same_bytes)
{
    g_autoptr(JxReport) first = unit_of("青云图书馆", JX_CURRENCY_WAN, 2);
    g_autoptr(JxReport) second = unit_of("白石中学", JX_CURRENCY_WAN, 1);

    g_autoptr(GBytes) once = write_two(first, second);
    g_autoptr(GBytes) again = write_two(first, second);

    cr_expect(g_bytes_equal(once, again));
}

Test(xlsx_together, it_is_read_back_with_its_units)
{
    g_autoptr(JxReport) first = unit_of("青云图书馆", JX_CURRENCY_WAN, 2);
    g_autoptr(JxReport) second = unit_of("白石中学", JX_CURRENCY_WAN, 1);
    second->has_declared = true;
    second->declared.funding[JX_FUND_TOTAL] =
        (JxMoney){.fen = 4000000, .decimals = 2, .text = ""};
    g_autoptr(GBytes) book = write_two(first, second);

    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(JxInput) input = jx_input_from_bytes("b.xlsx", book, NULL, diags);
    g_autoptr(JxDocument) document = jx_load(input, diags);
    const JxReport *report = document->reports->pdata[0];

    cr_assert(eq(uint, report->units->len, 2));
    cr_expect(eq(str, (char *)jx_report_unit(report, 1)->name, "白石中学"));
    cr_expect(eq(i64, jx_report_unit(report, 1)->funding[JX_FUND_TOTAL].fen,
                 4000000));
    cr_assert(eq(uint, report->projects->len, 3));
    cr_expect(eq(int, jx_report_project(report, 2)->unit, 1));
    cr_expect(eq(uint, jx_diags_count(report->diags), 0));
}
