#include "xlsx/listing.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "xlsx/book.h"
#include "xlsx/package.h"
#include "xlsx/text.h"
#include "xlsx/verify.h"

#define PX_PER_CHARACTER 15 /* a Chinese one of 10.5 pt */
#define PADDING_PX 12

/* The workbook while it is being made. */
typedef struct {
    lxw_workbook *workbook;
    JxFormats formats;
    JxFonts *fonts;
    JxWritten *written;
    lxw_error error; /* the first one the library gave */
} Work;

/* One sheet of it. */
typedef struct {
    Work *work;
    guint index;
    const JxListing *listing;
    lxw_worksheet *worksheet;
} Sheet;

static void note(Work *work, lxw_error error)
{
    if (work->error == LXW_NO_ERROR)
        work->error = error;
}

static void put_text(Sheet *sheet, guint row, guint column, const char *text,
                     JxStyle style)
{
    Work *work = sheet->work;
    lxw_format *format = jx_format(&work->formats, style, 0);
    if (text == NULL || *text == '\0') {
        note(work, worksheet_write_blank(sheet->worksheet, row,
                                         (lxw_col_t)column, format));
        return;
    }
    g_autofree char *safe = jx_xlsx_escape(text);
    safe[jx_xlsx_fit(safe)] = '\0';
    note(work, worksheet_write_string(sheet->worksheet, row, (lxw_col_t)column,
                                      safe, format));
    jx_xlsx_unescape(safe);
    jx_written_text(work->written, sheet->index, row, column, JX_CELL_TEXT,
                    safe);
}

/* "1,234.50" as a number that shows as many decimals; anything else as text. */
static void put_number(Sheet *sheet, guint row, guint column, const char *text,
                       JxStyle style)
{
    g_auto(GStrv) groups = g_strsplit(text, ",", -1);
    g_autofree char *plain = g_strjoinv("", groups);
    char *end;
    double number = g_ascii_strtod(plain, &end);
    if (*plain == '\0' || *end != '\0') {
        put_text(sheet, row, column, text, style);
        return;
    }
    const char *point = strchr(plain, '.');
    guint decimals = point ? (guint)strlen(point + 1) : 0;
    bool is_count = point == NULL && style == JX_STYLE_MONEY;
    lxw_format *format =
        jx_format(&sheet->work->formats, is_count ? JX_STYLE_COUNT : style,
                  MIN(decimals, JX_N_DECIMALS - 1));
    note(sheet->work,
         worksheet_write_number(sheet->worksheet, row, (lxw_col_t)column,
                                number, format));
    jx_written_number(sheet->work->written, sheet->index, row, column,
                      JX_CELL_NUMBER, number);
}

static guint width_px(const JxListingColumn *column)
{
    return column->width * PX_PER_CHARACTER + PADDING_PX;
}

static void put_head(Sheet *sheet)
{
    const JxListing *listing = sheet->listing;
    guint last = listing->columns->len - 1;
    note(sheet->work, worksheet_merge_range(
                          sheet->worksheet, 0, 0, 0, (lxw_col_t)last, NULL,
                          jx_format(&sheet->work->formats, JX_STYLE_TITLE, 0)));
    put_text(sheet, 0, 0, listing->title, JX_STYLE_TITLE);
    put_text(sheet, 1, 0, listing->left, JX_STYLE_META_LEFT);
    if (last > 0)
        put_text(sheet, 1, last, listing->right, JX_STYLE_META_RIGHT);
    worksheet_set_row(sheet->worksheet, 0, 32, NULL);
    worksheet_set_row(sheet->worksheet, 1, 20, NULL);
    worksheet_set_row(sheet->worksheet, JX_HEADING_ROW, 24, NULL);
    for (guint i = 0; i <= last; i++) {
        const JxListingColumn *column = jx_listing_column(listing, i);
        put_text(sheet, JX_HEADING_ROW, i, column->heading, JX_STYLE_HEADING);
        note(sheet->work,
             worksheet_set_column_pixels(sheet->worksheet, (lxw_col_t)i,
                                         (lxw_col_t)i, width_px(column), NULL));
    }
}

static JxStyle style_of(JxListingKind kind, bool strong)
{
    static const JxStyle STYLES[][2] = {
        [JX_LISTING_TEXT] = {JX_STYLE_LONG, JX_STYLE_TOTAL_LABEL},
        [JX_LISTING_WORD] = {JX_STYLE_CODE, JX_STYLE_TOTAL_LABEL},
        [JX_LISTING_NUMBER] = {JX_STYLE_MONEY, JX_STYLE_TOTAL_MONEY},
    };
    return STYLES[kind][strong];
}

static void put_row(Sheet *sheet, guint row, const JxListingRow *from)
{
    double height = 0;
    for (guint i = 0; i < sheet->listing->columns->len; i++) {
        const JxListingColumn *column = jx_listing_column(sheet->listing, i);
        JxStyle style = style_of(column->kind, from->strong);
        if (column->kind == JX_LISTING_NUMBER)
            put_number(sheet, row, i, from->cells[i], style);
        else
            put_text(sheet, row, i, from->cells[i], style);
        height = MAX(height, jx_text_height(sheet->work->fonts, from->cells[i],
                                            style, width_px(column)));
    }
    worksheet_set_row(sheet->worksheet, row, MIN(height, JX_MAX_ROW_PT), NULL);
}

static void set_page(Sheet *sheet, guint last_row)
{
    lxw_worksheet *worksheet = sheet->worksheet;
    lxw_col_t last = (lxw_col_t)(sheet->listing->columns->len - 1);
    worksheet_set_landscape(worksheet);
    worksheet_set_paper(worksheet, 9); /* A4 */
    worksheet_fit_to_pages(worksheet, 1, 0);
    worksheet_center_horizontally(worksheet);
    worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_freeze_panes(worksheet, JX_FIRST_ROW, 0);
    note(sheet->work, worksheet_repeat_rows(worksheet, 0, JX_HEADING_ROW));
    note(sheet->work,
         worksheet_autofilter(worksheet, JX_HEADING_ROW, 0, last_row, last));
    note(sheet->work, worksheet_set_footer(
                          worksheet, "&C&\"宋体,常规\"&9第 &P 页 共 &N 页"));
}

static void put_sheet(Work *work, const JxListing *listing, guint index)
{
    Sheet sheet = {
        .work = work,
        .index = index,
        .listing = listing,
        .worksheet = workbook_add_worksheet(work->workbook, listing->name),
    };
    g_assert(sheet.worksheet); /* names are ours */
    put_head(&sheet);
    for (guint i = 0; i < listing->rows->len; i++)
        put_row(&sheet, JX_FIRST_ROW + i, jx_listing_row(listing, i));
    set_page(&sheet, JX_HEADING_ROW + listing->rows->len);
}

static bool fail(GError **error, const char *title, const char *reason)
{
    g_set_error(error, JX_ERROR, JX_ERROR_RENDER, _("%s：工作簿写不出来：%s"),
                title, reason);
    return false;
}

static bool make_parts(Work *work, const char *name, JxListing *const *listings,
                       guint n, const JxXlsxOptions *options, GError **error)
{
    work->workbook = workbook_new(name);
    if (work->workbook == NULL)
        return fail(error, listings[0]->title, g_strerror(ENOMEM));
    work->formats.workbook = work->workbook;
    lxw_doc_properties properties = {
        .title = listings[0]->title,
        .comments = (char *)options->program,
        /* for the library 0 means now */
        .created = (time_t)MAX(options->created, 1),
    };
    note(work, workbook_set_properties(work->workbook, &properties));
    for (guint i = 0; i < n; i++)
        put_sheet(work, listings[i], i);
    note(work, workbook_close(work->workbook));
    return work->error == LXW_NO_ERROR ||
           fail(error, listings[0]->title, lxw_strerror(work->error));
}

GBytes *jx_xlsx_listings(JxListing *const *listings, guint n, JxFonts *fonts,
                         const JxXlsxOptions *options, GError **error)
{
    g_autoptr(JxWritten) written = jx_written_new();
    g_autoptr(JxPackage) package = jx_package_new();
    Work work = {.fonts = fonts, .written = written};
    if (!make_parts(&work, jx_package_name(package), listings, n, options,
                    error))
        return NULL;
    GBytes *bytes = jx_package_finish(package, error);
    if (bytes == NULL || !jx_xlsx_verify(package, written, n, error))
        return NULL;
    return g_bytes_ref(bytes);
}
