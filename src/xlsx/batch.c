#include "xlsx/batch.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/error.h"
#include "base/intl.h"
#include "xlsx/package.h"
#include "xlsx/text.h"
#include "xlsx/verify.h"
#include "xlsx/written.h"

#define FACE "宋体"
#define HEADING_ROW 2u
#define FIRST_ROW 3u
#define PAPER_A4 9

/* The sheet in the making. */
typedef struct {
    const JxList *list;
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *title, *note, *heading, *text, *count, *amount;
    JxWritten *written;
    lxw_error error; /* the first one */
} Making;

static void note_error(Making *making, lxw_error error)
{
    if (making->error == LXW_NO_ERROR)
        making->error = error;
}

static lxw_format *format_new(Making *making, double size, bool bold)
{
    lxw_format *format = workbook_add_format(making->workbook);
    format_set_font_name(format, FACE);
    format_set_font_size(format, size);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (bold)
        format_set_bold(format);
    return format;
}

static lxw_format *cell_format(Making *making, const char *number_format)
{
    lxw_format *format = format_new(making, 10, false);
    format_set_border(format, LXW_BORDER_HAIR);
    if (number_format)
        format_set_num_format(format, number_format);
    return format;
}

static void make_formats(Making *making)
{
    making->title = format_new(making, 16, true);
    making->note = format_new(making, 10, false);
    making->heading = format_new(making, 10, true);
    format_set_border(making->heading, LXW_BORDER_THIN);
    format_set_align(making->heading, LXW_ALIGN_CENTER);
    format_set_bg_color(making->heading, 0xEEEEEE);
    making->text = cell_format(making, "@");
    making->count = cell_format(making, "0");
    making->amount = cell_format(making, "#,##0.00########");
}

static void put_text(Making *making, guint row, guint column, const char *text,
                     lxw_format *format)
{
    g_autofree char *escaped = jx_xlsx_escape(text);
    escaped[jx_xlsx_fit(escaped)] = '\0';
    note_error(making,
               worksheet_write_string(making->sheet, row, (lxw_col_t)column,
                                      escaped, format));
    jx_xlsx_unescape(escaped);
    jx_written_text(making->written, 0, row, column, JX_CELL_TEXT, escaped);
}

static void put_number(Making *making, guint row, guint column,
                       const char *text, lxw_format *format)
{
    double number = g_ascii_strtod(text, NULL);
    note_error(making,
               worksheet_write_number(making->sheet, row, (lxw_col_t)column,
                                      number, format));
    jx_written_number(making->written, 0, row, column, JX_CELL_NUMBER, number);
}

static void put_cell(Making *making, guint row, guint column, const char *text)
{
    JxListKind kind = making->list->columns[column].kind;
    lxw_format *const formats[] = {[JX_LIST_TEXT] = making->text,
                                   [JX_LIST_COUNT] = making->count,
                                   [JX_LIST_AMOUNT] = making->amount};
    if (text == NULL || *text == '\0')
        note_error(making,
                   worksheet_write_blank(making->sheet, row, (lxw_col_t)column,
                                         formats[kind]));
    else if (kind == JX_LIST_TEXT)
        put_text(making, row, column, text, formats[kind]);
    else
        put_number(making, row, column, text, formats[kind]);
}

static void set_page(Making *making)
{
    const JxList *list = making->list;
    lxw_col_t last = (lxw_col_t)(list->n_columns - 1);
    worksheet_freeze_panes(making->sheet, FIRST_ROW, 0);
    worksheet_autofilter(making->sheet, HEADING_ROW, 0,
                         HEADING_ROW + MAX(list->n_rows, 1), last);
    worksheet_repeat_rows(making->sheet, HEADING_ROW, HEADING_ROW);
    worksheet_set_paper(making->sheet, PAPER_A4);
    worksheet_set_landscape(making->sheet);
    worksheet_fit_to_pages(making->sheet, 1, 0);
    worksheet_set_footer(making->sheet, "&C第 &P 页　共 &N 页");
}

static void fill(Making *making)
{
    const JxList *list = making->list;
    put_text(making, 0, 0, list->title, making->title);
    put_text(making, 1, 0, list->note, making->note);
    for (guint i = 0; i < list->n_columns; i++) {
        worksheet_set_column_pixels(making->sheet, (lxw_col_t)i, (lxw_col_t)i,
                                    list->columns[i].width_px, NULL);
        put_text(making, HEADING_ROW, i, list->columns[i].heading,
                 making->heading);
    }
    for (guint row = 0; row < list->n_rows; row++)
        for (guint i = 0; i < list->n_columns; i++)
            put_cell(making, FIRST_ROW + row, i,
                     list->cells[row * list->n_columns + i]);
    set_page(making);
}

static bool fail(GError **error, lxw_error number)
{
    bool full = number == LXW_ERROR_CREATING_TMPFILE ||
                number == LXW_ERROR_MEMORY_MALLOC_FAILED;
    g_set_error(error, JX_ERROR, full ? JX_ERROR_RETRY : JX_ERROR_RENDER,
                _("工作簿写不出来：%s"), lxw_strerror(number));
    return false;
}

static bool write_raw(Making *making, const JxXlsxOptions *options,
                      const char *path, GError **error)
{
    making->workbook = workbook_new(path);
    if (making->workbook == NULL)
        return fail(error, LXW_ERROR_MEMORY_MALLOC_FAILED);
    lxw_doc_properties properties = {
        .title = (char *)making->list->title,
        .comments = (char *)options->program,
        /* for the library 0 means now */
        .created = (time_t)MAX(options->created, 1),
    };
    note_error(making, workbook_set_properties(making->workbook, &properties));
    making->sheet =
        workbook_add_worksheet(making->workbook, making->list->sheet);
    g_assert(making->sheet);
    make_formats(making);
    fill(making);
    note_error(making, workbook_close(making->workbook));
    return making->error == LXW_NO_ERROR || fail(error, making->error);
}

GBytes *jx_xlsx_batch(const JxList *list, const JxXlsxOptions *options,
                      GError **error)
{
    /* the library can only write a file by name */
    int memory = memfd_create("workbook", MFD_CLOEXEC);
    if (memory < 0) {
        fail(error, LXW_ERROR_CREATING_TMPFILE);
        return NULL;
    }
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", memory);
    g_autoptr(JxWritten) written = jx_written_new();
    Making making = {.list = list, .written = written};
    GBytes *bytes = NULL;
    if (write_raw(&making, options, path, error))
        bytes = jx_package_finish(path, error);
    close(memory);
    if (bytes && !jx_xlsx_verify(bytes, written, 1, error))
        g_clear_pointer(&bytes, g_bytes_unref);
    return bytes;
}
