#include "xlsx/book.h"

#include "xlsx/text.h"

static const char *const SHEET_NAMES[JX_N_SHEETS] = {
    [JX_SHEET_CONTENTS] = "目录",       [JX_SHEET_FORM] = "原表",
    [JX_SHEET_FUNDING] = "资金",        [JX_SHEET_GOALS] = "绩效目标",
    [JX_SHEET_INDICATORS] = "绩效指标", [JX_SHEET_FINDINGS] = "检查结果",
    [JX_SHEET_CODES] = "代码",          [JX_SHEET_SUMMARY] = "汇总",
};

const char *jx_sheet_name(JxSheetId id)
{
    return SHEET_NAMES[id];
}

void jx_book_note(JxBook *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR)
        book->error = error;
}

const char *jx_book_unit_of(const JxBook *book, const JxProject *project)
{
    return project->unit < 0
               ? NULL
               : jx_report_unit(book->report, (guint)project->unit)->name;
}

JxCellName jx_cell_name(guint row, guint column)
{
    JxCellName name;
    lxw_rowcol_to_cell(name.text, row, (lxw_col_t)column);
    return name;
}

JxCellName jx_cell_name_absolute(guint row, guint column)
{
    JxCellName name;
    lxw_rowcol_to_cell_abs(name.text, row, (lxw_col_t)column, 1, 1);
    return name;
}

JxContent jx_content_text(const char *text)
{
    if (text == NULL || *text == '\0')
        return JX_BLANK;
    return (JxContent){.kind = JX_CONTENT_TEXT, .text = text, .style = -1};
}

JxContent jx_content_number(double number)
{
    return (JxContent){
        .kind = JX_CONTENT_NUMBER, .number = number, .style = -1};
}

JxContent jx_content_formula(const char *formula, double result)
{
    JxContent value = jx_content_number(result);
    value.formula = formula;
    return value;
}

JxContent jx_content_formula_text(const char *formula, const char *result)
{
    return (JxContent){.kind = JX_CONTENT_TEXT,
                       .text = result,
                       .formula = formula,
                       .style = -1};
}

/* The library writes 16 digits. An amount stays itself (amount.h); what a
 * formula gives may need 17. */
static double as_stored(double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(digits, sizeof digits, "%.16G", number);
    return g_ascii_strtod(digits, NULL);
}

static void write_number(JxSheet *sheet, guint row, guint column,
                         const JxContent *value, lxw_format *format)
{
    bool is_formula = value->formula != NULL;
    jx_book_note(sheet->book,
                 is_formula ? worksheet_write_formula_num(
                                  sheet->worksheet, row, (lxw_col_t)column,
                                  value->formula, format, value->number)
                            : worksheet_write_number(sheet->worksheet, row,
                                                     (lxw_col_t)column,
                                                     value->number, format));
    jx_written_number(sheet->book->written, sheet->number, row, column,
                      is_formula ? JX_CELL_FORMULA_NUMBER : JX_CELL_NUMBER,
                      is_formula ? as_stored(value->number) : value->number);
}

static void write_text(JxSheet *sheet, guint row, guint column,
                       const JxContent *value, lxw_format *format)
{
    lxw_worksheet *worksheet = sheet->worksheet;
    lxw_col_t col = (lxw_col_t)column;
    g_autofree char *safe = jx_xlsx_escape(value->text);
    safe[jx_xlsx_fit(safe)] = '\0';

    if (value->formula) {
        jx_book_note(sheet->book,
                     worksheet_write_formula_str(worksheet, row, col,
                                                 value->formula, format, safe));
        jx_written_text(sheet->book->written, sheet->number, row, column,
                        JX_CELL_FORMULA_TEXT, value->text);
        return;
    }
    /* Excel takes 65,530 links a sheet; what comes after is text alone */
    if (value->link == NULL ||
        worksheet_write_url_opt(worksheet, row, col, value->link, format, safe,
                                NULL) != LXW_NO_ERROR)
        jx_book_note(sheet->book,
                     worksheet_write_string(worksheet, row, col, safe, format));
    jx_xlsx_unescape(safe);
    jx_written_text(sheet->book->written, sheet->number, row, column,
                    JX_CELL_TEXT, safe);
}

void jx_sheet_cell(JxSheet *sheet, guint row, guint column,
                   const JxContent *value, JxStyle style)
{
    if (value->style >= 0)
        style = (JxStyle)value->style;
    lxw_format *format =
        jx_format(&sheet->book->formats, style, value->decimals);

    if (value->kind == JX_CONTENT_NUMBER)
        write_number(sheet, row, column, value, format);
    else if (value->kind == JX_CONTENT_TEXT)
        write_text(sheet, row, column, value, format);
    else
        jx_book_note(sheet->book,
                     worksheet_write_blank(sheet->worksheet, row,
                                           (lxw_col_t)column, format));
}

/* A digit of the default face is 8 pixels wide; the library believes in 7. */
void jx_sheet_set_width(JxSheet *sheet, guint column, guint width_px,
                        bool hidden)
{
    lxw_row_col_options options = {.hidden = hidden};
    jx_book_note(sheet->book,
                 worksheet_set_column_pixels_opt(
                     sheet->worksheet, (lxw_col_t)column, (lxw_col_t)column,
                     (width_px * 7 + 4) / 8,
                     jx_format(&sheet->book->formats, JX_STYLE_META_LEFT, 0),
                     &options));
}
