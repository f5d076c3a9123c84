#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <fontconfig/fontconfig.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <xlsxwriter.h>

#include "base/error.h"
#include "workbook_part.h"
#include "xlsx/package.h"
#include "xlsx/verify.h"
#include "xlsx/xlsx.h"

static const JxXlsxOptions OPTIONS = {.created = 1767225600,
                                      .program = "jixiao 0"};

/* what fontconfig keeps for the process is no leak of ours */
static void forget_fonts(void)
{
    FcFini();
}
TestSuite(xlsx, .fini = forget_fonts);

static JxMoney wan(gint64 fen)
{
    return (JxMoney){.fen = fen, .decimals = 2, .text = ""};
}

static void add_indicator(JxProject *project, guint ordinal, const char *name,
                          const char *value)
{
    JxIndicator *indicator = jx_project_append_indicator(project);
    indicator->ordinal = ordinal;
    indicator->parsed = true;
    indicator->level1 = (JxLevel){.code = "1", .name = "产出指标"};
    indicator->level2 = (JxLevel){.code = "11", .name = "数量指标"};
    indicator->name = name;
    indicator->period_value = value;
    indicator->text = "原文";
}

/* Two projects, one of which does not add up by 0.05. */
static JxReport *small_report(void)
{
    JxReport *report = jx_report_new();
    report->unit = "某市青云图书馆";
    report->currency_unit = "万元";
    report->currency = JX_CURRENCY_WAN;
    report->has_declared = true;
    report->declared.name = "合计";
    report->declared.funding[JX_FUND_TOTAL] = wan(400000000);

    JxProject *project = jx_report_append_project(report);
    project->name = "=HYPERLINK(\"x\")";
    project->goal = "保障阅览室全年开放。";
    project->funding[JX_FUND_TOTAL] = wan(300000000);
    project->funding[JX_FUND_FISCAL] = wan(299500000);
    project->funding[JX_FUND_OTHER] = (JxMoney){.blank = true, .text = ""};
    add_indicator(project, 1, "-开放天数", "@300天");
    add_indicator(project, 2, "_x0041_", "+5%");

    project = jx_report_append_project(report);
    project->name = "设备更新";
    project->funding[JX_FUND_TOTAL] = wan(100000000);
    project->funding[JX_FUND_FISCAL] =
        (JxMoney){.invalid = true, .text = "约100"};
    return report;
}

static JxFonts *open_fonts(void)
{
    JxFonts *fonts = jx_fonts_open(JX_SHARE, NULL, NULL);
    cr_assert(ne(ptr, fonts, NULL));
    return fonts;
}

static GBytes *write_book(const JxReport *report)
{
    g_autoptr(JxFonts) fonts = open_fonts();
    g_autoptr(GError) error = NULL;

    GBytes *book = jx_xlsx_write(report, fonts, &OPTIONS, &error);
    cr_assert(ne(ptr, book, NULL), "%s", error ? error->message : "");
    return book;
}

Test(xlsx, the_same_report_gives_the_same_bytes)
{
    g_autoptr(JxReport) report = small_report();

    g_autoptr(GBytes) once = write_book(report);
    g_usleep(1100 * 1000); /* another second of the clock */
    g_autoptr(GBytes) again = write_book(report);

    cr_expect(g_bytes_equal(once, again));
}

Test(xlsx, nothing_asks_for_a_calculation_on_loading)
{
    g_autoptr(JxReport) report = small_report();

    g_autoptr(GBytes) book = write_book(report);

    cr_expect(workbook_has(book, "xl/workbook.xml", "<calcPr "));
    cr_expect(not(workbook_has(book, "xl/workbook.xml", "fullCalcOnLoad")));
}

Test(xlsx, amounts_are_numbers_and_blanks_are_blank)
{
    g_autoptr(JxReport) report = small_report();

    g_autoptr(GBytes) book = write_book(report);

    cr_expect(workbook_has(book, "xl/worksheets/sheet3.xml", "<v>299.5</v>"));
    cr_expect(workbook_has(book, "xl/worksheets/sheet3.xml",
                           "<f>ROUND(SUM(D4)-"
                           "SUM(E4:G4),2)</f>"
                           "<v>0.5</v>"));
}

Test(xlsx, text_that_looks_like_a_formula_stays_text)
{
    g_autoptr(JxReport) report = small_report();

    g_autoptr(GBytes) book = write_book(report);

    cr_expect(workbook_has(book, "xl/sharedStrings.xml", ">=HYPERLINK("));
    cr_expect(workbook_has(book, "xl/sharedStrings.xml", ">_x005F_x0041_<"));
    cr_expect(not(workbook_has(book, "xl/worksheets/sheet3.xml", "HYPERLINK")));
}

Test(xlsx, properties_are_text_that_xml_can_hold)
{
    g_autoptr(JxReport) report = small_report();
    g_autofree char *name = g_strnfill(300, 'g');
    report->unit = "青云\x01<馆>\xff";
    report->source_name = g_strdup(name);

    g_autoptr(GBytes) book = write_book(report);

    g_autofree char *kept = g_strdup_printf(">%.255s<", name);
    cr_expect(workbook_has(book, "docProps/core.xml",
                           ">青云 &lt;馆&gt;\xef\xbf\xbd<"));
    cr_expect(workbook_has(book, "docProps/custom.xml", kept));
}

Test(xlsx, a_text_beyond_a_cell_goes_on_in_the_next_row)
{
    g_autoptr(JxReport) report = small_report();
    g_autofree char *goal = g_strnfill(40000, 'g');
    jx_report_project(report, 0)->goal = goal;

    g_autoptr(GBytes) book = write_book(report);

    cr_expect(workbook_has(book, "xl/worksheets/sheet4.xml", "<c r=\"A5\""));
    cr_expect(workbook_has(book, "xl/worksheets/sheet4.xml", "<c r=\"A6\""));
    cr_expect(workbook_has(book, "xl/worksheets/sheet4.xml", "ht=\"409\""));
}

Test(xlsx, a_report_without_projects_is_a_workbook_too)
{
    g_autoptr(JxReport) report = jx_report_new();

    g_autoptr(GBytes) book = write_book(report);

    cr_expect(gt(sz, g_bytes_get_size(book), 0));
}

Test(xlsx, a_finding_is_a_comment_at_its_cell)
{
    g_autoptr(JxReport) report = small_report();
    JxFinding *finding = jx_diags_add(report->diags, "row-sum-mismatch",
                                      (JxPlace){.line = 1}, "差\x02<0.50>");
    finding->severity = JX_SEVERITY_ERROR;
    finding->project = 1;
    finding->field = JX_FIELD_TOTAL;

    g_autoptr(GBytes) book = write_book(report);

    cr_expect(workbook_has(book, "xl/comments1.xml", "ref=\"D5\""));
    cr_expect(workbook_has(book, "xl/comments1.xml", "差_x0002_&lt;0.50&gt;"));
}

Test(xlsx, a_corrected_amount_tells_what_was_printed)
{
    g_autoptr(JxReport) report = small_report();
    JxMoney *money = &jx_report_project(report, 1)->funding[JX_FUND_OTHER];
    *money = wan(43050000);
    money->corrected = true;
    money->from_blank = true;

    g_autoptr(GBytes) book = write_book(report);

    cr_expect(workbook_has(book, "xl/comments1.xml", "ref=\"G5\""));
    cr_expect(workbook_has(book, "xl/comments1.xml", "空白"));
}

Test(xlsx, units_have_their_own_sums)
{
    g_autoptr(JxReport) report = small_report();
    JxTotals *unit = jx_report_append_unit(report);
    unit->name = "青云图书馆*本级";
    unit->funding[JX_FUND_TOTAL] = wan(300000000);
    jx_report_project(report, 0)->unit = 0;

    g_autoptr(GBytes) book = write_book(report);

    cr_expect(workbook_has(book, "xl/worksheets/sheet3.xml",
                           "SUMPRODUCT(($C$4:$C$6=$C10)*1,D$4:D$6),2)</f>"
                           "<v>300</v>"));
}

/* A workbook with "甲" in its first cell. */
static JxPackage *small_package(void)
{
    JxPackage *package = jx_package_new();
    lxw_workbook *workbook = workbook_new(jx_package_name(package));
    lxw_worksheet *sheet = workbook_add_worksheet(workbook, NULL);
    worksheet_write_string(sheet, 0, 0, "甲", NULL);
    cr_assert(eq(int, workbook_close(workbook), LXW_NO_ERROR));
    cr_assert(ne(ptr, jx_package_finish(package, NULL), NULL));
    return package;
}

static bool is_verified(guint column, const char *text, guint n_sheets)
{
    g_autoptr(JxPackage) package = small_package();
    g_autoptr(JxWritten) written = jx_written_new();
    g_autoptr(GError) error = NULL;
    jx_written_text(written, 0, 0, column, JX_CELL_TEXT, text);

    bool same = jx_xlsx_verify(package, written, n_sheets, &error);

    bool retry = g_error_matches(error, JX_ERROR, JX_ERROR_RETRY);
    cr_expect(eq(int, retry, !same));
    return same;
}

Test(xlsx, what_differs_from_what_was_written_is_found)
{
    cr_expect(is_verified(0, "甲", 1));
    cr_expect(not(is_verified(0, "乙", 1)));
    cr_expect(not(is_verified(1, "甲", 1)));
    cr_expect(not(is_verified(0, "甲", 2)));
}

Test(xlsx, a_package_without_its_parts_is_not_finished)
{
    g_autoptr(JxPackage) package = jx_package_new();
    g_autoptr(GError) error = NULL;

    cr_expect(eq(ptr, jx_package_finish(package, &error), NULL));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_RENDER));
}

Test(xlsx, no_room_for_the_librarys_parts_is_an_error_that_a_retry_may_help)
{
    g_autoptr(JxFonts) fonts = open_fonts();
    g_autoptr(JxReport) report = small_report();
    signal(SIGXFSZ, SIG_IGN);
    /* the theme alone has 7,000 bytes */
    for (rlim_t limit = 1; limit < 7000; limit += 999) {
        g_autoptr(GError) error = NULL;
        struct rlimit small = {.rlim_cur = limit, .rlim_max = RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &small);
        GBytes *book = jx_xlsx_write(report, fonts, &OPTIONS, &error);
        small.rlim_cur = RLIM_INFINITY;
        setrlimit(RLIMIT_FSIZE, &small);

        cr_expect(eq(ptr, book, NULL), "limit %lu", limit);
        cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_RETRY), "%s",
                  error ? error->message : "no error");
    }
}

Test(xlsx, rows_that_excel_cannot_show_whole_are_findings)
{
    g_autoptr(JxFonts) fonts = open_fonts();
    g_autoptr(JxReport) report = small_report();
    g_autofree char *goal = g_strnfill(4000, 'g');
    jx_report_project(report, 1)->goal = goal;
    g_autoptr(JxDiags) diags = jx_diags_new();

    jx_xlsx_check(report, fonts, diags);

    cr_assert(eq(u32, jx_diags_count(diags), 1));
    cr_expect(
        eq(str, (char *)jx_diags_get(diags, 0)->rule, "row-height-capped"));
    cr_expect(eq(int, jx_diags_get(diags, 0)->project, 1));
}

/* What the sheet 资金 would hold: a heading's number, then the amounts. */
static JxWritten *written_amounts(const JxReport *report)
{
    enum { FUNDING = 1, FIRST_FUND = 3 };
    JxWritten *written = jx_written_new();
    for (guint fund = 0; fund < JX_N_FUNDS; fund++)
        for (guint i = 0; i < report->projects->len; i++)
            jx_written_number(
                written, FUNDING, 10 + i, FIRST_FUND + fund, JX_CELL_NUMBER,
                (double)jx_report_project(report, i)->funding[fund].fen / 1e6);
    jx_written_number(written, FUNDING, 9, FIRST_FUND, JX_CELL_NUMBER, 400);
    return written;
}

Test(xlsx, an_amount_that_is_not_on_the_sheet_is_noticed)
{
    for (guint fund = 0; fund < JX_N_FUNDS; fund++) {
        JxReport *report = small_report();
        JxWritten *written = written_amounts(report);
        g_autoptr(GError) error = NULL;

        bool same = jx_xlsx_verify_amounts(written, 1, report, NULL);
        jx_report_project(report, 0)->funding[fund] = wan(299500001);
        bool other = jx_xlsx_verify_amounts(written, 1, report, &error);

        cr_expect(same);
        cr_expect(not(other));
        cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_RENDER));
        jx_written_free(written);
        jx_report_free(report);
    }
}
