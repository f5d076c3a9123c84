#include <string.h>

#include "model/stamp.h"
#include "xlsx/amount.h"
#include "xlsx/pieces.h"
#include "xlsx/sheets.h"

/* The official form as it is printed, ready for the printer: long cells go on
 * in the rows below, which are joined to one by their frames. */

enum { NAME, TOTAL, GOAL = TOTAL + JX_N_FUNDS, INDICATORS, N_COLUMNS };

/* Together a little wider than A4 between the margins: 9 pt print as 8. */
#define NAME_PX 150
#define GOAL_PX 270
#define INDICATORS_PX 400
#define MIN_FUND_PX 76

#define TITLE_ROW 0u
#define META_ROW 1u
#define HEADING_ROW 2u
#define TITLE_PT 34.0
#define META_PT 18.0
#define HEADING_PT 30.0

/* A higher row is cut into pieces, so that a page is filled to its foot. */
#define WHOLE_ROW_LINES 10u
#define PIECE_LINES 7u

static const char *const HEADINGS[N_COLUMNS] = {
    [NAME] = "项目名称（资金使用单位）",
    [GOAL] = "绩效目标",
    [INDICATORS] = "绩效指标",
};

static void put_text(JxSheet *sheet, guint row, guint column, const char *text,
                     JxStyle style)
{
    JxContent value = jx_content_text(text);
    jx_sheet_cell(sheet, row, column, &value, style);
}

static guint width_of(const JxBook *book, guint column)
{
    if (column == NAME)
        return NAME_PX;
    if (column == GOAL)
        return GOAL_PX;
    if (column == INDICATORS)
        return INDICATORS_PX;
    return jx_money_width_px(book, (JxFund)(column - TOTAL),
                             jx_style_size_pt(JX_STYLE_FORM_TOTAL_MONEY),
                             MIN_FUND_PX);
}

static void put_head(JxSheet *sheet)
{
    JxBook *book = sheet->book;
    const JxReport *report = book->report;
    g_autofree char *unit =
        g_strdup_printf("单位名称：%s", report->unit ? report->unit : "");
    g_autofree char *currency = g_strdup_printf(
        "单位：%s", report->currency_unit ? report->currency_unit : "");

    jx_book_note(book,
                 worksheet_merge_range(
                     sheet->worksheet, TITLE_ROW, 0, TITLE_ROW, N_COLUMNS - 1,
                     NULL, jx_format(&book->formats, JX_STYLE_TITLE, 0)));
    put_text(sheet, TITLE_ROW, 0,
             report->title ? report->title : "项目支出绩效目标表",
             JX_STYLE_TITLE);
    put_text(sheet, META_ROW, 0, unit, JX_STYLE_META_LEFT);
    if (report->form_number)
        put_text(sheet, META_ROW, GOAL, report->form_number,
                 JX_STYLE_META_LEFT);
    put_text(sheet, META_ROW, N_COLUMNS - 1, currency, JX_STYLE_META_RIGHT);
    for (guint i = 0; i < N_COLUMNS; i++) {
        bool is_fund = i >= TOTAL && i < GOAL;
        put_text(sheet, HEADING_ROW, i,
                 is_fund ? jx_fund_heading((JxFund)(i - TOTAL)) : HEADINGS[i],
                 JX_STYLE_FORM_HEADING);
        jx_sheet_set_width(sheet, i, width_of(book, i), false);
    }
    worksheet_set_row(sheet->worksheet, TITLE_ROW, TITLE_PT, NULL);
    worksheet_set_row(sheet->worksheet, META_ROW, META_PT, NULL);
    worksheet_set_row(sheet->worksheet, HEADING_ROW, HEADING_PT, NULL);
}

static void put_funds(JxSheet *sheet, const JxMoney *funding, JxStyle style)
{
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        JxContent value = jx_content_money(sheet->book, &funding[fund], fund);
        value.style = -1;
        jx_sheet_cell(sheet, sheet->row, TOTAL + (guint)fund, &value, style);
    }
}

static void end_row(JxSheet *sheet, double height_pt)
{
    worksheet_set_row(sheet->worksheet, sheet->row,
                      MIN(height_pt, JX_MAX_ROW_PT), NULL);
    sheet->row++;
}

static double height_of(const JxSheet *sheet, const char *text, JxStyle style,
                        guint width_px)
{
    return jx_text_height(sheet->book->fonts, text ? text : "", style,
                          width_px);
}

/* Notes what a row was written with: its tag, the stamps of its cells. */
static void note_row(JxSheet *sheet, const char *tag, guint number,
                     const char *name, const JxMoney *funding, const char *goal,
                     const char *indicators)
{
    GString *stamps = g_string_new(tag);
    if (number > 0)
        g_string_append_printf(stamps, "%u", number);
    g_string_append_printf(stamps, " %s", jx_stamp(name).text);
    for (guint i = 0; i < JX_N_FUNDS; i++) {
        JxStamp amount = {"-"};
        if (funding != NULL)
            amount = jx_stamp_money(&funding[i], sheet->book->report->currency);
        g_string_append_printf(stamps, " %s", amount.text);
    }
    g_string_append_printf(stamps, " %s", jx_stamp(goal).text);
    g_string_append_printf(stamps, " %s", jx_stamp(indicators).text);
    g_ptr_array_add(sheet->book->form_rows, g_string_free(stamps, FALSE));
}

static void put_totals(JxSheet *sheet, const JxTotals *totals, const char *tag,
                       guint number)
{
    note_row(sheet, tag, number, totals->name, totals->funding, NULL, NULL);
    put_text(sheet, sheet->row, NAME, totals->name, JX_STYLE_FORM_TOTAL_TEXT);
    put_funds(sheet, totals->funding, JX_STYLE_FORM_TOTAL_MONEY);
    put_text(sheet, sheet->row, GOAL, NULL, JX_STYLE_FORM_TEXT);
    put_text(sheet, sheet->row, INDICATORS, NULL, JX_STYLE_FORM_TEXT);
    end_row(sheet,
            height_of(sheet, totals->name, JX_STYLE_FORM_TOTAL_TEXT, NAME_PX));
}

static void put_unit(JxSheet *sheet, guint index)
{
    put_totals(sheet, jx_report_unit(sheet->book->report, index), "U",
               index + 1);
}

/* Bytes at which the items of the indicator cell begin. */
static GArray *item_starts(const JxProject *project)
{
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(gsize));
    const char *from = project->indicators_text;
    for (guint i = 0; from && i < project->indicators->len; i++) {
        const char *item = jx_project_indicator(project, i)->text;
        const char *at = item ? strstr(from, item) : NULL;
        if (at == NULL)
            continue;
        gsize start = (gsize)(at - project->indicators_text);
        g_array_append_val(starts, start);
        from = at + strlen(item);
    }
    return starts;
}

/* One row of the form as n rows of the sheet. */
static void put_pieces(JxSheet *sheet, guint index, const JxProject *project,
                       const GPtrArray *goal, const GPtrArray *indicators)
{
    guint n = MAX(MAX(goal->len, indicators->len), 1);
    for (guint i = 0; i < n; i++) {
        JxStyle text = n == 1       ? JX_STYLE_FORM_TEXT
                       : i == 0     ? JX_STYLE_FORM_TEXT_FIRST
                       : i == n - 1 ? JX_STYLE_FORM_TEXT_LAST
                                    : JX_STYLE_FORM_TEXT_MIDDLE;
        const char *left = i < goal->len ? goal->pdata[i] : NULL;
        const char *right = i < indicators->len ? indicators->pdata[i] : NULL;
        double height = MAX(height_of(sheet, left, text, GOAL_PX),
                            height_of(sheet, right, text, INDICATORS_PX));

        note_row(sheet, "P", index + 1, i == 0 ? project->name : NULL,
                 i == 0 ? project->funding : NULL, left, right);
        put_text(sheet, sheet->row, NAME, i == 0 ? project->name : NULL, text);
        if (i == 0)
            height =
                MAX(height, height_of(sheet, project->name, text, NAME_PX));
        if (i == 0)
            put_funds(sheet, project->funding,
                      n == 1 ? JX_STYLE_FORM_MONEY : JX_STYLE_FORM_MONEY_FIRST);
        for (guint k = TOTAL; i > 0 && k < GOAL; k++)
            put_text(sheet, sheet->row, k, NULL, text);
        put_text(sheet, sheet->row, GOAL, left, text);
        put_text(sheet, sheet->row, INDICATORS, right, text);
        end_row(sheet, height);
    }
}

static void put_project(JxSheet *sheet, guint index, const JxProject *project)
{
    double size_pt = jx_style_size_pt(JX_STYLE_FORM_TEXT);
    g_autoptr(GArray) starts = item_starts(project);
    JxPieceRoom room = {.whole_lines = WHOLE_ROW_LINES,
                        .piece_lines = PIECE_LINES};

    room.width_em = jx_text_width_em(GOAL_PX, size_pt);
    g_autoptr(GPtrArray) goal = jx_pieces_cut(project->goal, NULL, &room);
    room.width_em = jx_text_width_em(INDICATORS_PX, size_pt);
    g_autoptr(GPtrArray) indicators =
        jx_pieces_cut(project->indicators_text, starts, &room);
    put_pieces(sheet, index, project, goal, indicators);
}

static void put_notes(JxSheet *sheet, const GPtrArray *notes, const char *tag)
{
    JxBook *book = sheet->book;
    guint width = 0;
    for (guint i = 0; i < N_COLUMNS; i++)
        width += width_of(book, i);
    for (guint i = 0; i < notes->len; i++) {
        note_row(sheet, tag, 0, notes->pdata[i], NULL, NULL, NULL);
        jx_book_note(book,
                     worksheet_merge_range(
                         sheet->worksheet, sheet->row, 0, sheet->row,
                         N_COLUMNS - 1, NULL,
                         jx_format(&book->formats, JX_STYLE_FORM_NOTE, 0)));
        put_text(sheet, sheet->row, 0, notes->pdata[i], JX_STYLE_FORM_NOTE);
        end_row(sheet,
                height_of(sheet, notes->pdata[i], JX_STYLE_FORM_NOTE, width));
    }
}

void jx_sheet_write_form(JxBook *book)
{
    JxSheet *sheet = &book->sheets[JX_SHEET_FORM];
    const JxReport *report = book->report;
    guint next_unit = 0;

    jx_sheet_set_page(sheet, HEADING_ROW);
    put_head(sheet);
    sheet->row = HEADING_ROW + 1;
    if (report->has_declared)
        put_totals(sheet, &report->declared, "D", 0);
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (; (int)next_unit <= project->unit; next_unit++)
            put_unit(sheet, next_unit);
        put_project(sheet, i, project);
    }
    for (; next_unit < report->units->len; next_unit++)
        put_unit(sheet, next_unit);
    if (report->projects->len == 0) {
        note_row(sheet, "E", 0, "本单位无此项", NULL, NULL, NULL);
        put_text(sheet, sheet->row, NAME, "本单位无此项", JX_STYLE_FORM_TEXT);
        for (guint i = TOTAL; i < N_COLUMNS; i++)
            put_text(sheet, sheet->row, i, NULL, JX_STYLE_FORM_TEXT);
        end_row(sheet, HEADING_PT);
    }
    put_notes(sheet, report->notes, "N");
    put_notes(sheet, report->signatures, "S");
    worksheet_freeze_panes(sheet->worksheet, HEADING_ROW + 1, 1);
    jx_book_note(book, worksheet_print_area(sheet->worksheet, 0, 0,
                                            sheet->row - 1, N_COLUMNS - 1));
}
