#include <math.h>
#include <string.h>

#include "layout/measure.h"
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
/* of jx_measure_height() */
#define LEADING_EM 1.36

#define TITLE_PT 32.0
#define META_PT 20.0
#define PAPER_A4 9

/* an escaped byte is at most seven units long */
#define ESCAPE_GROWTH 7

/* Lines of a text that is simply filled into lines. */
static guint fill_lines(const char *text, double width_em, double latin_em)
{
    guint lines = 1;
    double x = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        double advance = (guchar)*p < 0x80 ? latin_em : 1;
        if (*p == '\n' || x + advance > width_em) {
            lines++;
            x = 0;
        }
        x += *p == '\n' ? 0 : advance;
    }
    return lines;
}

/* Measuring would be most of the work, so a text is filled twice: with
 * letters as narrow as they get, and with wide ones and every line a character
 * short, because a word or a bracket moves to the next. Where both agree, or
 * nearly so in a long text, a line too many does no harm. 0: measure it. */
static guint sure_lines(const char *text, double width_em)
{
    guint least = fill_lines(text, width_em, 0.5);
    guint most = fill_lines(text, width_em, 0.6);
    if (most == 1)
        return 1;
    most = fill_lines(text, MAX(2, width_em - 1), 0.6);
    return most - least <= least / 5 ? most : 0;
}

double jx_text_width_em(guint width_px, double size_pt)
{
    return (width_px - PADDING_PX) * PT_PER_PX / size_pt;
}

double jx_text_height(JxFonts *fonts, const char *text, JxStyle style,
                      guint width_px)
{
    double size_pt = jx_style_size_pt(style);
    double width_pt = (width_px - PADDING_PX) * PT_PER_PX;

    if (*text == '\0' || !jx_style_wraps(style))
        return MIN_ROW_PT;
    guint lines = sure_lines(text, width_pt / size_pt);
    double height = lines > 0
                        ? lines * size_pt * LEADING_EM
                        : jx_measure_height(fonts, text, jx_style_bold(style),
                                            size_pt, width_pt);
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
    JxContent value = jx_content_text(title);
    jx_sheet_cell(sheet, 0, 0, &value, JX_STYLE_TITLE);
    value = jx_content_text(unit);
    jx_sheet_cell(sheet, 1, 0, &value, JX_STYLE_META_LEFT);
    value = jx_content_text(right);
    jx_sheet_cell(sheet, 1, last, &value, JX_STYLE_META_RIGHT);
    worksheet_set_row(sheet->worksheet, 0, TITLE_PT, NULL);
    worksheet_set_row(sheet->worksheet, 1, META_PT, NULL);
}

static void put_headings(JxSheet *sheet)
{
    double height = MIN_ROW_PT;
    for (guint i = 0; i < sheet->columns->len; i++) {
        const JxColumn *column = &g_array_index(sheet->columns, JxColumn, i);
        jx_sheet_set_width(sheet, i, column->width_px, column->hidden);

        JxContent heading = jx_content_text(column->heading);
        jx_sheet_cell(sheet, JX_HEADING_ROW, i, &heading, JX_STYLE_HEADING);
        height =
            MAX(height, jx_text_height(sheet->book->fonts, heading.text,
                                       JX_STYLE_HEADING, column->width_px));
    }
    worksheet_set_row(sheet->worksheet, JX_HEADING_ROW, height + 4, NULL);
}

void jx_sheet_set_page(JxSheet *sheet, guint last_repeated_row)
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
                 worksheet_repeat_rows(worksheet, 0, last_repeated_row));
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
    sheet->measured = g_new0(char *, n);
    sheet->measured_pt = g_new0(double, n);
    jx_sheet_set_page(sheet, JX_HEADING_ROW);
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

/* A name that is repeated row after row is measured once. */
static double height_in(const JxSheet *sheet, guint i, const char *text,
                        JxStyle style)
{
    const JxColumn *column = &g_array_index(sheet->columns, JxColumn, i);
    bool keeps = column->repeats && style == column->style;
    if (keeps && g_strcmp0(sheet->measured[i], text) == 0)
        return sheet->measured_pt[i];

    double height =
        jx_text_height(sheet->book->fonts, text, style, column->width_px);
    if (keeps) {
        g_free(sheet->measured[i]);
        sheet->measured[i] = g_strdup(text);
        sheet->measured_pt[i] = height;
    }
    return height;
}

static void put_part(JxSheet *sheet, const JxContent *values, guint part,
                     guint n)
{
    double height = MIN_ROW_PT;
    for (guint i = 0; i < sheet->columns->len; i++) {
        const JxColumn *column = &g_array_index(sheet->columns, JxColumn, i);
        JxStyle style =
            values[i].style < 0 ? column->style : (JxStyle)values[i].style;
        JxContent value = values[i];
        g_autofree char *piece = NULL;

        if (n > 1 && value.kind == JX_CONTENT_TEXT && !value.formula &&
            !column->repeats) {
            piece = part_of(value.text, part);
            value.text = piece;
        } else if (part > 0 && !column->repeats) {
            value = JX_BLANK;
        }
        if (value.kind == JX_CONTENT_TEXT && *value.text == '\0')
            value = JX_BLANK;
        jx_sheet_cell(sheet, sheet->row, i, &value, style);
        if (value.kind == JX_CONTENT_TEXT && !column->hidden)
            height = MAX(height, height_in(sheet, i, value.text, style));
    }
    worksheet_set_row(sheet->worksheet, sheet->row, MIN(height, JX_MAX_ROW_PT),
                      NULL);
    sheet->row++;
}

guint jx_sheet_put(JxSheet *sheet, const JxContent *values)
{
    guint first = sheet->row;
    guint n = 1;
    for (guint i = 0; i < sheet->columns->len; i++)
        if (values[i].kind == JX_CONTENT_TEXT && !values[i].formula &&
            !g_array_index(sheet->columns, JxColumn, i).repeats)
            n = MAX(n, n_parts(values[i].text));
    for (guint part = 0; part < n; part++)
        put_part(sheet, values, part, n);
    return first;
}

/* The headings become those of an Excel table; it refuses two that are the
 * same, and nothing else would notice. */
static void make_table(JxSheet *sheet, const char *name, guint last)
{
    guint n = sheet->columns->len;
    g_autofree lxw_table_column *columns = g_new0(lxw_table_column, n);
    g_autofree lxw_table_column **list = g_new0(lxw_table_column *, n + 1);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < n; i++) {
        columns[i].header =
            (char *)g_array_index(sheet->columns, JxColumn, i).heading;
        columns[i].header_format =
            jx_format(&sheet->book->formats, JX_STYLE_HEADING, 0);
        list[i] = &columns[i];
        bool is_new = g_hash_table_add(seen, columns[i].header);
        g_assert(is_new);
    }
    lxw_table_options options = {
        .name = (char *)name,
        .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
        .style_type_number = 1,
        .no_banded_rows = LXW_TRUE,
        .columns = list,
    };
    jx_book_note(sheet->book,
                 worksheet_add_table(sheet->worksheet, JX_HEADING_ROW, 0, last,
                                     (lxw_col_t)(n - 1), &options));
}

void jx_sheet_end(JxSheet *sheet, guint last, const char *table)
{
    lxw_col_t last_column = (lxw_col_t)(sheet->columns->len - 1);
    worksheet_freeze_panes(sheet->worksheet, JX_FIRST_ROW, 2);
    if (table)
        make_table(sheet, table, last);
    else
        jx_book_note(sheet->book,
                     worksheet_autofilter(sheet->worksheet, JX_HEADING_ROW, 0,
                                          last, last_column));
    jx_book_note(sheet->book,
                 worksheet_print_area(sheet->worksheet, 0, 0,
                                      MAX(sheet->row - 1, last), last_column));
    for (guint i = 0; i < sheet->columns->len; i++)
        g_free(sheet->measured[i]);
    g_clear_pointer(&sheet->measured, g_free);
    g_clear_pointer(&sheet->measured_pt, g_free);
    g_clear_pointer(&sheet->columns, g_array_unref);
}

void jx_sheet_alarm(JxSheet *sheet, guint last, guint first_column,
                    guint last_column, const char *formula)
{
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA,
        .value_string = (char *)formula,
        .format = jx_format_alarm(&sheet->book->formats),
    };
    jx_book_note(sheet->book,
                 worksheet_conditional_format_range(
                     sheet->worksheet, JX_FIRST_ROW, (lxw_col_t)first_column,
                     last, (lxw_col_t)last_column, &rule));
}

void jx_sheet_alarm_if_blank(JxSheet *sheet, guint last, guint column)
{
    g_autofree char *formula = g_strdup_printf(
        "=LEN(TRIM(%s))=0", jx_cell_name(JX_FIRST_ROW, column).text);
    jx_sheet_alarm(sheet, last, column, column, formula);
}

void jx_sheet_add_bars(JxSheet *sheet, guint first, guint last, guint column)
{
    lxw_conditional_format bars = {
        .type = LXW_CONDITIONAL_DATA_BAR,
        .data_bar_2010 = LXW_TRUE,
        .bar_solid = LXW_TRUE,
        .bar_color = 0xBDD7EE,
        .bar_no_border = LXW_TRUE,
        .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .min_value = 0,
    };
    jx_book_note(sheet->book, worksheet_conditional_format_range(
                                  sheet->worksheet, first, (lxw_col_t)column,
                                  last, (lxw_col_t)column, &bars));
}

void jx_sheet_protect(JxSheet *sheet)
{
    lxw_protection allowed = {
        .format_cells = LXW_TRUE,
        .format_columns = LXW_TRUE,
        .format_rows = LXW_TRUE,
        .insert_rows = LXW_TRUE,
        .sort = LXW_TRUE,
        .autofilter = LXW_TRUE,
    };
    worksheet_protect(sheet->worksheet, NULL, &allowed);
}
