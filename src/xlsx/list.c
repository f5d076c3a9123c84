#include <math.h>
#include <string.h>

#include "xlsx/book.h"
#include "xlsx/text.h"

/* 96 dots an inch are 72 points; Excel keeps 5 pixels of a cell to itself,
 * and a little more lets another machine's font be wider. */
#define PT_PER_PX 0.75
#define PADDING_PX 9
/* another machine's font may also be higher */
#define LEADING_ALLOWANCE 1.05
#define ROW_PADDING_PT 5.0
#define MIN_ROW_PT 20.0

#define TITLE_PT 32.0
#define META_PT 20.0
#define PAPER_A4 9

/* an escaped byte is at most seven units long */
#define ESCAPE_GROWTH 7

/* TODO: jx_measure_height() takes over when layout/measure.c has it. Until
 * then: Chinese is as wide as high, the rest half as wide. */
static double measure(const char *text, double size_pt, double width_pt)
{
    double n_lines = 1, x = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        double advance = c < 0x80 ? size_pt / 2 : size_pt;
        if (c == '\n' || x + advance > width_pt) {
            n_lines++;
            x = 0;
        }
        x += c == '\n' ? 0 : advance;
    }
    return n_lines * size_pt * 1.35;
}

double jx_text_height(JxFonts *fonts, const char *text, JxStyle style,
                      guint width_px)
{
    double size_pt = jx_style_size_pt(style);
    double width_pt = (width_px - PADDING_PX) * PT_PER_PX;
    double height = 0;
    (void)fonts;

    if (*text == '\0' || !jx_style_wraps(style))
        return MIN_ROW_PT;
    /* No character is wider than it is high: most texts need no measuring. */
    if ((double)g_utf8_strlen(text, -1) * size_pt > width_pt ||
        strchr(text, '\n'))
        height = measure(text, size_pt, width_pt);
    return MAX(MIN_ROW_PT, height * LEADING_ALLOWANCE + ROW_PADDING_PT);
}

static void put_meta(JxSheet *sheet, const char *title, const char *right)
{
    const JxReport *report = sheet->book->report;
    guint last = sheet->columns->len - 1;
    g_autofree char *unit = report->unit
                                ? g_strdup_printf("单位名称：%s", report->unit)
                                : g_strdup("单位名称：（未注明）");
    while (last > 0 && g_array_index(sheet->columns, JxColumn, last).hidden)
        last--;
    jx_book_note(sheet->book,
                 worksheet_merge_range(
                     sheet->worksheet, 0, 0, 0, (lxw_col_t)last, NULL,
                     jx_format(&sheet->book->formats, JX_STYLE_TITLE, 0)));
    JxValue value = jx_value_text(title);
    jx_sheet_cell(sheet, 0, 0, &value, JX_STYLE_TITLE);
    value = jx_value_text(unit);
    jx_sheet_cell(sheet, 1, 0, &value, JX_STYLE_META_LEFT);
    value = jx_value_text(right);
    jx_sheet_cell(sheet, 1, last, &value, JX_STYLE_META_RIGHT);
    worksheet_set_row(sheet->worksheet, 0, TITLE_PT, NULL);
    worksheet_set_row(sheet->worksheet, 1, META_PT, NULL);
}

static void put_headings(JxSheet *sheet)
{
    double height = MIN_ROW_PT;
    for (guint i = 0; i < sheet->columns->len; i++) {
        const JxColumn *column = &g_array_index(sheet->columns, JxColumn, i);
        lxw_row_col_options hidden = {.hidden = column->hidden};
        worksheet_set_column_pixels_opt(
            sheet->worksheet, (lxw_col_t)i, (lxw_col_t)i, column->width_px,
            jx_format(&sheet->book->formats, JX_STYLE_META_LEFT, 0), &hidden);

        JxValue heading = jx_value_text(column->heading);
        jx_sheet_cell(sheet, JX_HEADING_ROW, i, &heading, JX_STYLE_HEADING);
        height =
            MAX(height, jx_text_height(sheet->book->fonts, heading.text,
                                       JX_STYLE_HEADING, column->width_px));
    }
    worksheet_set_row(sheet->worksheet, JX_HEADING_ROW, height + 4, NULL);
}

static void set_page(JxSheet *sheet)
{
    lxw_worksheet *worksheet = sheet->worksheet;
    lxw_header_footer_options footer = {.margin = 0.3};

    worksheet_set_landscape(worksheet);
    worksheet_set_paper(worksheet, PAPER_A4);
    worksheet_set_margins(worksheet, 0.6, 0.6, 0.7, 0.7); /* inches */
    worksheet_fit_to_pages(worksheet, 1, 0);
    worksheet_center_horizontally(worksheet);
    worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);
    jx_book_note(sheet->book,
                 worksheet_repeat_rows(worksheet, 0, JX_HEADING_ROW));
    jx_book_note(sheet->book, worksheet_set_footer_opt(
                                  worksheet,
                                  "&L&\"宋体,常规\"&9&A&C&\"宋体,常规\"&9第 &P "
                                  "页 共 &N 页",
                                  &footer));
}

void jx_sheet_begin(JxSheet *sheet, const char *title, const char *right,
                    const JxColumn *columns, guint n)
{
    sheet->columns = g_array_sized_new(FALSE, FALSE, sizeof *columns, n);
    g_array_append_vals(sheet->columns, columns, n);
    set_page(sheet);
    put_meta(sheet, title, right);
    put_headings(sheet);
    sheet->row = JX_FIRST_ROW;
}

/* How many cells a text needs, one below the other. */
static guint n_parts(const char *text)
{
    if (strlen(text) <= JX_CELL_MAX_UNITS / ESCAPE_GROWTH)
        return 1;
    g_autofree char *safe = jx_xlsx_escape(text);
    guint n = 0;
    for (const char *rest = safe; *rest || n == 0; n++)
        rest += jx_xlsx_fit(rest);
    return n;
}

/* The part-th piece of a text, as people read it. Yours. */
static char *part_of(const char *text, guint part)
{
    g_autofree char *safe = jx_xlsx_escape(text);
    const char *rest = safe;
    for (guint i = 0; i < part && *rest; i++)
        rest += jx_xlsx_fit(rest);
    char *piece = g_strndup(rest, jx_xlsx_fit(rest));
    jx_xlsx_unescape(piece);
    return piece;
}

static void put_part(JxSheet *sheet, const JxValue *values, guint part, guint n)
{
    double height = MIN_ROW_PT;
    for (guint i = 0; i < sheet->columns->len; i++) {
        const JxColumn *column = &g_array_index(sheet->columns, JxColumn, i);
        JxStyle style =
            values[i].style < 0 ? column->style : (JxStyle)values[i].style;
        JxValue value = values[i];
        g_autofree char *piece = NULL;

        if (n > 1 && value.kind == JX_VALUE_TEXT && !value.formula &&
            !column->repeats) {
            piece = part_of(value.text, part);
            value.text = piece;
        } else if (part > 0 && !column->repeats) {
            value = JX_BLANK;
        }
        if (value.kind == JX_VALUE_TEXT && *value.text == '\0')
            value = JX_BLANK;
        jx_sheet_cell(sheet, sheet->row, i, &value, style);
        if (value.kind == JX_VALUE_TEXT && !column->hidden)
            height = MAX(height, jx_text_height(sheet->book->fonts, value.text,
                                                style, column->width_px));
    }
    worksheet_set_row(sheet->worksheet, sheet->row, MIN(height, JX_MAX_ROW_PT),
                      NULL);
    sheet->row++;
}

guint jx_sheet_put(JxSheet *sheet, const JxValue *values)
{
    guint first = sheet->row;
    guint n = 1;
    for (guint i = 0; i < sheet->columns->len; i++)
        if (values[i].kind == JX_VALUE_TEXT && !values[i].formula &&
            !g_array_index(sheet->columns, JxColumn, i).repeats)
            n = MAX(n, n_parts(values[i].text));
    for (guint part = 0; part < n; part++)
        put_part(sheet, values, part, n);
    return first;
}

void jx_sheet_end(JxSheet *sheet, guint last)
{
    lxw_col_t last_column = (lxw_col_t)(sheet->columns->len - 1);
    worksheet_freeze_panes(sheet->worksheet, JX_FIRST_ROW, 2);
    jx_book_note(sheet->book,
                 worksheet_autofilter(sheet->worksheet, JX_HEADING_ROW, 0, last,
                                      last_column));
    jx_book_note(sheet->book,
                 worksheet_print_area(sheet->worksheet, 0, 0, sheet->row - 1,
                                      last_column));
    g_clear_pointer(&sheet->columns, g_array_unref);
}
