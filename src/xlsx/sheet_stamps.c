#include "model/stamp.h"
#include "xlsx/sheets.h"

/* The part of the hidden sheet by which the workbook is read back: what was
 * written, in short, and what stands in no other sheet. Format: stamp.h. */

static void put(JxSheet *sheet, guint column, const char *text)
{
    JxContent value = jx_content_text(text);
    if (text != NULL)
        jx_sheet_cell(sheet, sheet->row, JX_STAMPS_COLUMN + column, &value,
                      JX_STYLE_TEXT);
}

static void put_line(JxSheet *sheet, const char *word, const char *text)
{
    put(sheet, JX_STAMPS_WORD, word);
    put(sheet, JX_STAMPS_NAME, text);
    sheet->row++;
}

/* The amount with the decimals it was printed with; NULL for blank. Yours. */
static char *printed(const JxSheet *sheet, const JxMoney *money)
{
    if (money->invalid)
        return g_strdup(money->text);
    if (money->blank)
        return NULL;
    return jx_money_format(money->fen, sheet->book->report->currency,
                           money->decimals, false);
}

static void put_amounts(JxSheet *sheet, const JxMoney *funding)
{
    for (guint fund = 0; fund < JX_N_FUNDS; fund++) {
        g_autofree char *text = printed(sheet, &funding[fund]);
        put(sheet, JX_STAMPS_AMOUNTS + fund, text);
    }
}

static void put_before(JxSheet *sheet, const JxMoney *funding)
{
    for (guint fund = 0; fund < JX_N_FUNDS; fund++) {
        JxMoney before = funding[fund];
        if (!before.corrected)
            continue;
        before.fen = before.from_fen;
        before.blank = false;
        g_autofree char *text = before.from_blank ? g_strdup(JX_STAMPS_BLANK)
                                                  : printed(sheet, &before);
        put(sheet, JX_STAMPS_BEFORE + fund, text);
    }
}

static void put_totals(JxSheet *sheet, const char *word, const JxTotals *totals)
{
    put(sheet, JX_STAMPS_WORD, word);
    put(sheet, JX_STAMPS_NAME, jx_stamp(totals->name).text);
    put_amounts(sheet, totals->funding);
    sheet->row++;
}

static void put_items(JxSheet *sheet, const JxProject *project)
{
    g_autoptr(GString) items = g_string_new(NULL);
    if (project->indicators->len > JX_STAMPS_MAX_ITEMS)
        return;
    for (guint i = 0; i < project->indicators->len; i++) {
        const JxIndicator *item = jx_project_indicator(project, i);
        g_string_append_printf(items, "%s%s:%s", i > 0 ? " " : "",
                               jx_stamp_indicator(item).text,
                               jx_stamp(item->text).text);
    }
    put(sheet, JX_STAMPS_ITEMS, items->str);
}

static void put_project(JxSheet *sheet, const JxProject *project)
{
    char unit[16] = "";
    if (project->unit >= 0)
        g_snprintf(unit, sizeof unit, "%d", project->unit + 1);
    put(sheet, JX_STAMPS_WORD, JX_STAMPS_PROJECT);
    put(sheet, JX_STAMPS_NAME, jx_stamp(project->name).text);
    put_amounts(sheet, project->funding);
    put(sheet, JX_STAMPS_UNIT_NUMBER, unit);
    put(sheet, JX_STAMPS_GOAL, jx_stamp(project->goal).text);
    put(sheet, JX_STAMPS_TEXT, jx_stamp(project->indicators_text).text);
    put_before(sheet, project->funding);
    put_items(sheet, project);
    sheet->row++;
}

static void put_headings(JxSheet *sheet)
{
    static const char *const HEADINGS[JX_STAMPS_N_COLUMNS] = {
        [JX_STAMPS_WORD] = JX_STAMPS_HEADING,
        [JX_STAMPS_NAME] = "名称",
        [JX_STAMPS_AMOUNTS] = "总计",
        [JX_STAMPS_AMOUNTS + 1] = "财政拨款",
        [JX_STAMPS_AMOUNTS + 2] = "财政专户拨款",
        [JX_STAMPS_AMOUNTS + 3] = "其他资金",
        [JX_STAMPS_UNIT_NUMBER] = "单位号",
        [JX_STAMPS_GOAL] = "绩效目标",
        [JX_STAMPS_TEXT] = "绩效指标",
        [JX_STAMPS_BEFORE] = "更正前总计",
        [JX_STAMPS_BEFORE + 1] = "更正前财政拨款",
        [JX_STAMPS_BEFORE + 2] = "更正前财政专户拨款",
        [JX_STAMPS_BEFORE + 3] = "更正前其他资金",
        [JX_STAMPS_ITEMS] = "各条指标",
    };
    for (guint i = 0; i < JX_STAMPS_N_COLUMNS; i++)
        put(sheet, i, HEADINGS[i]);
    sheet->row++;
}

void jx_codes_put_stamps(JxSheet *sheet)
{
    const JxBook *book = sheet->book;
    const JxReport *report = book->report;
    sheet->row = 0;
    put_headings(sheet);
    if (report->has_declared)
        put_totals(sheet, JX_STAMPS_DECLARED, &report->declared);
    for (guint i = 0; i < report->units->len; i++)
        put_totals(sheet, JX_STAMPS_UNIT, jx_report_unit(report, i));
    for (guint i = 0; i < report->projects->len; i++)
        put_project(sheet, jx_report_project(report, i));
    for (guint i = 0; i < report->notes->len; i++)
        put_line(sheet, JX_STAMPS_NOTE, report->notes->pdata[i]);
    for (guint i = 0; i < report->signatures->len; i++)
        put_line(sheet, JX_STAMPS_SIGNATURE, report->signatures->pdata[i]);
    for (guint i = 0; i < book->extras->len; i++) {
        const JxExtraColumn *extra =
            &g_array_index(book->extras, JxExtraColumn, i);
        put(sheet, JX_STAMPS_AMOUNTS, extra->heading);
        put_line(sheet, JX_STAMPS_EXTRA, extra->label);
    }
    for (guint i = 0; i < book->form_rows->len; i++)
        put_line(sheet, JX_STAMPS_FORM_ROW, book->form_rows->pdata[i]);
}
