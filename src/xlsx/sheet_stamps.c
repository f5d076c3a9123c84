#include <string.h>

#include "model/stamp.h"
#include "xlsx/sheets.h"

/* The part of the hidden sheet by which the workbook is read back: what was
 * written, in short, and what stands in no other sheet. Format: stamp.h. */

/* bytes of a cell: what a line of the most items leaves room for */
#define MAX_LINES_LEN 32000u

/* A cell of lines on its way. */
typedef struct {
    JxSheet *sheet;
    GString *lines;
} Block;

static void put(JxSheet *sheet, guint column, const char *text)
{
    JxContent value = jx_content_text(text);
    jx_sheet_cell(sheet, sheet->row, JX_STAMPS_COLUMN + column, &value,
                  JX_STYLE_TEXT);
}

static void put_cell(JxSheet *sheet, const char *word, const char *text)
{
    put(sheet, JX_STAMPS_WORD, word);
    put(sheet, JX_STAMPS_NAME, text);
    sheet->row++;
}

static void flush_lines(Block *block)
{
    if (block->lines->len > 0)
        put_cell(block->sheet, JX_STAMPS_LINES, block->lines->str);
    g_string_truncate(block->lines, 0);
}

/* Adds a line: of many small cells the program that opens them would keep
 * more than of the document itself. */
static void add_line(Block *block, char **fields)
{
    g_autofree char *line = g_strjoinv(JX_STAMPS_FIELD_END, fields);
    if (block->lines->len + strlen(line) >= MAX_LINES_LEN)
        flush_lines(block);
    if (block->lines->len > 0)
        g_string_append(block->lines, JX_STAMPS_LINE_END);
    g_string_append(block->lines, line);
}

static char **new_fields(const char *word)
{
    char **fields = g_new0(char *, JX_STAMPS_N_FIELDS + 1);
    for (guint i = 0; i < JX_STAMPS_N_FIELDS; i++)
        fields[i] = g_strdup(i == JX_STAMPS_WORD ? word : "");
    return fields;
}

static void set_field(char **fields, guint i, const char *text)
{
    g_free(fields[i]);
    fields[i] = g_strdelimit(g_strdup(text ? text : ""),
                             JX_STAMPS_LINE_END JX_STAMPS_FIELD_END, ' ');
}

/* The amount with the decimals it was printed with; NULL for blank. Yours. */
static char *printed(const Block *block, const JxMoney *money)
{
    if (money->invalid)
        return g_strdup(money->text);
    if (money->blank)
        return NULL;
    return jx_money_format(money->fen, block->sheet->book->report->currency,
                           money->decimals, false);
}

static void set_amounts(const Block *block, char **fields,
                        const JxMoney *funding)
{
    for (guint fund = 0; fund < JX_N_FUNDS; fund++) {
        g_autofree char *text = printed(block, &funding[fund]);
        set_field(fields, JX_STAMPS_AMOUNTS + fund, text);
    }
}

static void set_before(const Block *block, char **fields,
                       const JxMoney *funding)
{
    for (guint fund = 0; fund < JX_N_FUNDS; fund++) {
        JxMoney before = funding[fund];
        if (!before.corrected)
            continue;
        before.fen = before.from_fen;
        before.blank = false;
        g_autofree char *text = before.from_blank ? g_strdup(JX_STAMPS_BLANK)
                                                  : printed(block, &before);
        set_field(fields, JX_STAMPS_BEFORE + fund, text);
    }
}

static void put_totals(Block *block, const char *word, const JxTotals *totals)
{
    g_auto(GStrv) fields = new_fields(word);
    set_field(fields, JX_STAMPS_NAME, jx_stamp(totals->name).text);
    set_amounts(block, fields, totals->funding);
    add_line(block, fields);
}

static void set_items(char **fields, const JxProject *project)
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
    set_field(fields, JX_STAMPS_ITEMS, items->str);
}

static void put_project(Block *block, const JxProject *project)
{
    g_auto(GStrv) fields = new_fields(JX_STAMPS_PROJECT);
    char unit[16] = "";
    if (project->unit >= 0)
        g_snprintf(unit, sizeof unit, "%d", project->unit + 1);
    set_field(fields, JX_STAMPS_NAME, jx_stamp(project->name).text);
    set_amounts(block, fields, project->funding);
    set_field(fields, JX_STAMPS_UNIT_NUMBER, unit);
    set_field(fields, JX_STAMPS_GOAL, jx_stamp(project->goal).text);
    set_field(fields, JX_STAMPS_TEXT, jx_stamp(project->indicators_text).text);
    set_before(block, fields, project->funding);
    set_items(fields, project);
    add_line(block, fields);
}

static void put_form_row(Block *block, const char *stamps)
{
    char *fields[] = {(char *)JX_STAMPS_FORM_ROW, (char *)stamps, NULL};
    add_line(block, fields);
}

void jx_codes_put_stamps(JxSheet *sheet)
{
    const JxBook *book = sheet->book;
    const JxReport *report = book->report;
    Block block = {sheet, g_string_new(NULL)};
    sheet->row = 0;
    put_cell(sheet, JX_STAMPS_HEADING, "内容");
    if (report->has_declared)
        put_totals(&block, JX_STAMPS_DECLARED, &report->declared);
    for (guint i = 0; i < report->units->len; i++)
        put_totals(&block, JX_STAMPS_UNIT, jx_report_unit(report, i));
    for (guint i = 0; i < report->projects->len; i++)
        put_project(&block, jx_report_project(report, i));
    for (guint i = 0; i < book->form_rows->len; i++)
        put_form_row(&block, book->form_rows->pdata[i]);
    flush_lines(&block);
    g_string_free(block.lines, TRUE);

    for (guint i = 0; i < report->notes->len; i++)
        put_cell(sheet, JX_STAMPS_NOTE, report->notes->pdata[i]);
    for (guint i = 0; i < report->signatures->len; i++)
        put_cell(sheet, JX_STAMPS_SIGNATURE, report->signatures->pdata[i]);
    for (guint i = 0; i < book->extras->len; i++) {
        const JxExtraColumn *extra =
            &g_array_index(book->extras, JxExtraColumn, i);
        put(sheet, JX_STAMPS_AMOUNTS, extra->heading);
        put_cell(sheet, JX_STAMPS_EXTRA, extra->label);
    }
}
