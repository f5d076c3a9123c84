#include <time.h>

#include "xlsx/amount.h"
#include "xlsx/charts.h"
#include "xlsx/kinds.h"
#include "xlsx/sheets.h"

/* The first sheet: what the document is, what is where, where the money comes
 * from, what kinds of indicators there are. */

enum {
    LABEL,
    SECOND,
    THIRD,
    FOURTH,
    FIFTH,
    N_COLUMNS,
    GAP = N_COLUMNS,
    CHARTS,
    MARGIN, /* keeps the frame of a chart off the edge of the paper */
};

static const guint WIDTHS_PX[] = {
    [LABEL] = 130, [SECOND] = 120, [THIRD] = 120,  [FOURTH] = 110,
    [FIFTH] = 80,  [GAP] = 24,     [CHARTS] = 440, [MARGIN] = 16,
};
#define VALUE_PX (120u + 120u + 110u + 80u)

#define TITLE_PT 36.0
#define ROW_PT 21.0
#define SECTION_PT 30.0
#define MAX_KINDS 16u
#define CHART_HEIGHT_PX 290
#define CHART_GAP_ROWS 12u
#define BEIJING_SECONDS (8 * 60 * 60)

static void put_text(JxSheet *sheet, guint row, guint column, const char *text,
                     JxStyle style)
{
    JxContent value = jx_content_text(text);
    jx_sheet_cell(sheet, row, column, &value, style);
}

static void merge(JxSheet *sheet, guint row, guint first, guint last,
                  JxStyle style)
{
    jx_book_note(sheet->book, worksheet_merge_range(
                                  sheet->worksheet, row, (lxw_col_t)first, row,
                                  (lxw_col_t)last, NULL,
                                  jx_format(&sheet->book->formats, style, 0)));
}

static void end_row(JxSheet *sheet, double height_pt)
{
    worksheet_set_row(sheet->worksheet, sheet->row,
                      MIN(height_pt, JX_MAX_ROW_PT), NULL);
    sheet->row++;
}

static void put_section(JxSheet *sheet, const char *heading)
{
    put_text(sheet, sheet->row, LABEL, heading, JX_STYLE_SECTION);
    end_row(sheet, SECTION_PT);
}

static void put_line(JxSheet *sheet, const char *label, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    put_text(sheet, sheet->row, LABEL, label, JX_STYLE_LABEL);
    merge(sheet, sheet->row, SECOND, FIFTH, JX_STYLE_LONG);
    put_text(sheet, sheet->row, SECOND, text, JX_STYLE_LONG);
    end_row(sheet, MAX(ROW_PT, jx_text_height(sheet->book->fonts, text,
                                              JX_STYLE_LONG, VALUE_PX)));
}

/* China has one time zone. Yours. */
static char *beijing_time(gint64 seconds)
{
    g_autoptr(GDateTime) time =
        g_date_time_new_from_unix_utc(seconds + BEIJING_SECONDS);
    return time ? g_date_time_format(time, "%Y-%m-%d %H:%M（北京时间）") : NULL;
}

static guint n_indicators(const JxReport *report)
{
    guint n = 0;
    for (guint i = 0; i < report->projects->len; i++)
        n += jx_report_project(report, i)->indicators->len;
    return n;
}

static void put_summary(JxSheet *sheet)
{
    const JxBook *book = sheet->book;
    const JxReport *report = book->report;
    const JxDiags *diags = report->diags;
    g_autofree char *made = beijing_time(book->options->created);
    g_autofree char *size =
        g_strdup_printf("%u 个项目，%u 条绩效指标", report->projects->len,
                        n_indicators(report));
    g_autofree char *found =
        g_strdup_printf("错误 %u 项，警告 %u 项，提示 %u 项",
                        jx_diags_count_severity(diags, JX_SEVERITY_ERROR),
                        jx_diags_count_severity(diags, JX_SEVERITY_WARNING),
                        jx_diags_count_severity(diags, JX_SEVERITY_HINT));

    put_section(sheet, "概况");
    put_line(sheet, "单位名称", report->unit);
    put_line(sheet, "年度", report->year);
    put_line(sheet, "表号", report->form_number);
    put_line(sheet, "金额单位",
             report->currency_unit ? report->currency_unit : "未注明");
    put_line(sheet, "规模", size);
    put_line(sheet, "检查结果", found);
    put_line(sheet, "来源文件", report->source_name);
    put_line(sheet, "来源 SHA-256", report->source_sha256);
    put_line(sheet, "生成", made);
    put_line(sheet, "程序", book->options->program);
}

/* What to edit when the workbook goes back: README, load/workbook.h. */
#define WAY_BACK                                                                                                  \
    "改好后把本文件交给 jixiao 即可：金额改“资金”，目标改“绩效目标”，指标改" \
    "“绩效指标”，单位、年度改本页；“原表”只供打印（附注、落款除外），"      \
    "只改在那里的不采用。"

static void put_links(JxSheet *sheet)
{
    static const struct {
        JxSheetId sheet;
        const char *what;
    } SHEETS[] = {
        {JX_SHEET_FORM, "与印发的表一致，可以直接打印"},
        {JX_SHEET_FUNDING, "每个项目一行：金额、勾稽关系、占比、合计与差额"},
        {JX_SHEET_GOALS, "每个项目一行：绩效目标、指标条数"},
        {JX_SHEET_INDICATORS, "每条指标一行：可以筛选、排序"},
        {JX_SHEET_FINDINGS, "错误、警告和提示，点“位置”到那一格"},
    };
    put_section(sheet, "工作表");
    for (gsize i = 0; i < G_N_ELEMENTS(SHEETS); i++) {
        g_autofree char *link =
            g_strdup_printf("internal:'%s'!A1", jx_sheet_name(SHEETS[i].sheet));
        JxContent name = jx_content_text(jx_sheet_name(SHEETS[i].sheet));
        name.link = link;
        jx_sheet_cell(sheet, sheet->row, LABEL, &name, JX_STYLE_LINK);
        merge(sheet, sheet->row, SECOND, FIFTH, JX_STYLE_LONG);
        put_text(sheet, sheet->row, SECOND, SHEETS[i].what, JX_STYLE_LONG);
        end_row(sheet, ROW_PT);
    }
    put_line(sheet, "修改与交回", WAY_BACK);
}

/* ='资金'!D30, and what stands there. */
static void put_reference(JxSheet *sheet, guint column, guint row, JxFund fund,
                          gint64 fen, JxStyle style)
{
    g_autofree char *formula =
        g_strdup_printf("='%s'!%s", jx_sheet_name(JX_SHEET_FUNDING),
                        jx_cell_name(row, JX_FUNDING_TOTAL + (guint)fund).text);
    JxContent value =
        jx_content_formula(formula, jx_book_amount(sheet->book, fen));
    value.decimals = sheet->book->decimals_of[fund];
    jx_sheet_cell(sheet, sheet->row, column, &value, style);
}

static void put_source(JxSheet *sheet, JxFund fund, guint total_row)
{
    JxBook *book = sheet->book;
    gint64 computed = jx_amount_sum(book->report, fund);
    gint64 total = jx_amount_sum(book->report, JX_FUND_TOTAL);
    const JxMoney *printed = &book->report->declared.funding[fund];
    gint64 declared = jx_amount_is_number(printed) ? printed->fen : 0;
    guint line = sheet->row + 1;
    bool is_total = fund == JX_FUND_TOTAL;
    JxStyle money = is_total ? JX_STYLE_TOTAL_MONEY : JX_STYLE_MONEY_FORMULA;

    put_text(sheet, sheet->row, LABEL, jx_fund_heading(fund),
             is_total ? JX_STYLE_TOTAL_LABEL : JX_STYLE_LABEL);
    put_reference(sheet, SECOND, book->computed_row, fund, computed, money);
    if (book->report->has_declared && jx_amount_is_number(printed)) {
        g_autofree char *formula =
            g_strdup_printf("=ROUND(C%u-B%u,%u)", line, line, book->decimals);
        JxContent difference = jx_content_formula(
            formula, jx_book_amount(book, declared - computed));
        difference.decimals = book->decimals_of[fund];
        put_reference(sheet, THIRD, book->declared_row, fund, declared, money);
        jx_sheet_cell(sheet, sheet->row, FOURTH, &difference, money);
    } else {
        put_text(sheet, sheet->row, THIRD, NULL, money);
        put_text(sheet, sheet->row, FOURTH, NULL, money);
    }
    g_autofree char *formula = g_strdup_printf(
        "=IF($B$%u=0,0,B%u/$B$%u)", total_row + 1, line, total_row + 1);
    double share = total == 0 ? 0
                              : jx_book_amount(book, computed) /
                                    jx_book_amount(book, total);
    JxContent value = jx_content_formula(formula, share);
    jx_sheet_cell(sheet, sheet->row, FIFTH, &value,
                  is_total ? JX_STYLE_TOTAL_SHARE : JX_STYLE_SHARE);
    end_row(sheet, ROW_PT);
}

static void put_headings(JxSheet *sheet, const char *const *headings)
{
    for (guint i = 0; i < N_COLUMNS; i++)
        if (headings[i])
            put_text(sheet, sheet->row, i, headings[i], JX_STYLE_HEADING);
    end_row(sheet, ROW_PT + 3);
}

static void mark_differences(JxSheet *sheet, guint first, guint last)
{
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_CELL,
        .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO,
        .value = 0,
        .format = jx_format_alarm(&sheet->book->formats),
    };
    jx_book_note(sheet->book,
                 worksheet_conditional_format_range(
                     sheet->worksheet, first, FOURTH, last, FOURTH, &rule));
}

static void put_sources(JxSheet *sheet)
{
    put_section(sheet, "资金来源");
    put_headings(sheet, (const char *const[N_COLUMNS]){
                            "来源", "逐项相加", "原表合计行", "差额", "占比"});
    guint first = sheet->row;
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        put_source(sheet, fund, first);
    if (sheet->book->report->has_declared)
        mark_differences(sheet, first, sheet->row - 1);

    JxChart chart = {
        .title = "资金来源构成",
        .description = "饼图：财政拨款、财政专户拨款、其他资金各占多少，"
                       "数据在左边“资金来源”表里",
        .type = LXW_CHART_PIE,
        .first_row = first + 1,
        .last_row = sheet->row - 1,
        .words_column = LABEL,
        .numbers_column = SECOND,
        .at_row = 2,
        .at_column = CHARTS,
        .width_px = WIDTHS_PX[CHARTS],
        .height_px = CHART_HEIGHT_PX,
    };
    jx_chart_add(sheet, &chart);
}

static void put_kind(JxSheet *sheet, const JxKind *kind)
{
    guint last =
        MAX(sheet->book->sheets[JX_SHEET_INDICATORS].row, JX_FIRST_ROW + 1);
    /* not COUNTIF: a name may hold its wildcards */
    g_autofree char *formula =
        g_strdup_printf("=SUMPRODUCT(('%s'!$%c$%u:$%c$%u=A%u)*1)",
                        jx_sheet_name(JX_SHEET_INDICATORS),
                        'A' + JX_INDICATORS_LEVEL2_NAME, JX_FIRST_ROW + 1,
                        'A' + JX_INDICATORS_LEVEL2_NAME, last, sheet->row + 1);
    JxContent count = jx_content_formula(formula, kind->n);
    put_text(sheet, sheet->row, LABEL, kind->name, JX_STYLE_LABEL);
    jx_sheet_cell(sheet, sheet->row, SECOND, &count, JX_STYLE_COUNT);
    end_row(sheet, ROW_PT);
}

static void put_kinds(JxSheet *sheet, guint chart_row)
{
    g_autoptr(GArray) kinds = jx_kinds(sheet->book->report, MAX_KINDS);
    if (kinds->len == 0)
        return;
    put_section(sheet, "指标构成");
    put_headings(sheet, (const char *const[N_COLUMNS]){"二级指标", "条数"});
    guint first = sheet->row;
    for (guint i = 0; i < kinds->len; i++)
        put_kind(sheet, &g_array_index(kinds, JxKind, i));

    JxChart chart = {
        .title = "二级指标条数",
        .description = "条形图：每种二级指标有多少条，数据在左边“指标构成”表里",
        .type = LXW_CHART_BAR,
        .first_row = first,
        .last_row = sheet->row - 1,
        .words_column = LABEL,
        .numbers_column = SECOND,
        .at_row = chart_row,
        .at_column = CHARTS,
        .width_px = WIDTHS_PX[CHARTS],
        .height_px = CHART_HEIGHT_PX,
    };
    jx_chart_add(sheet, &chart);
}

void jx_sheet_write_contents(JxBook *book)
{
    JxSheet *sheet = &book->sheets[JX_SHEET_CONTENTS];
    lxw_worksheet *worksheet = sheet->worksheet;
    const char *title = book->report->title;

    jx_sheet_set_page(sheet, 0);
    worksheet_fit_to_pages(worksheet, 1, 1);
    for (guint i = 0; i < G_N_ELEMENTS(WIDTHS_PX); i++)
        jx_sheet_set_width(sheet, i, WIDTHS_PX[i], false);
    merge(sheet, 0, LABEL, CHARTS, JX_STYLE_TITLE);
    put_text(sheet, 0, LABEL, title ? title : "项目支出绩效目标表",
             JX_STYLE_TITLE);
    end_row(sheet, TITLE_PT);

    put_summary(sheet);
    put_links(sheet);
    put_sources(sheet);
    put_kinds(sheet, 2 + CHART_GAP_ROWS);
    guint foot = MAX(sheet->row, 2 + 2 * CHART_GAP_ROWS + 4);
    jx_book_note(book, worksheet_print_area(worksheet, 0, 0, foot, MARGIN));
    jx_sheet_protect(sheet);
    worksheet_activate(worksheet);
}
