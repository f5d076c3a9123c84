#include "xlsx/xlsx.h"

#include <errno.h>
#include <malloc.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/error.h"
#include "base/intl.h"
#include "xlsx/package.h"
#include "xlsx/sheets.h"
#include "xlsx/verify.h"

#define MANY_CELLS 100000
#define MEMORY_FOLDER "/dev/shm"

static bool is_full(int number)
{
    return number == ENOSPC || number == EDQUOT || number == EFBIG ||
           number == ENOMEM;
}

static void set_failure(GError **error, int number, const char *reason)
{
    g_set_error(error, JX_ERROR,
                is_full(number) ? JX_ERROR_RETRY : JX_ERROR_RENDER,
                _("工作簿写不出来：%s"), number ? g_strerror(number) : reason);
}

static void set_properties(JxBook *book)
{
    const JxReport *report = book->report;
    lxw_doc_properties properties = {
        .title = (char *)(report->title ? report->title : "项目支出绩效目标表"),
        .subject = (char *)"项目支出绩效目标",
        .author = (char *)(report->unit ? report->unit : ""),
        .company = (char *)(report->unit ? report->unit : ""),
        .comments = (char *)book->options->program,
        /* for the library 0 means now */
        .created = (time_t)MAX(book->options->created, 1),
    };
    jx_book_note(book, workbook_set_properties(book->workbook, &properties));
}

/* Excel takes 255 characters. */
static void set_custom(JxBook *book, const char *name, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *cut =
        g_utf8_substring(valid, 0, MIN(255, g_utf8_strlen(valid, -1)));
    jx_book_note(
        book, workbook_set_custom_property_string(book->workbook, name, cut));
}

static void set_origin(JxBook *book)
{
    const JxReport *report = book->report;
    set_custom(book, "单位", report->unit);
    set_custom(book, "来源文件", report->source_name);
    set_custom(book, "来源SHA256", report->source_sha256);
    set_custom(book, "程序", book->options->program);
}

static void book_open(JxBook *book)
{
    const JxReport *report = book->report;
    set_properties(book);
    set_origin(book);
    for (guint i = 0; i < JX_N_SHEETS; i++) {
        JxSheet *sheet = &book->sheets[i];
        sheet->book = book;
        sheet->id = (JxSheetId)i;
        sheet->worksheet =
            workbook_add_worksheet(book->workbook, jx_sheet_name(sheet->id));
        g_assert(sheet->worksheet);
    }
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        book->decimals_of[fund] = jx_report_fund_decimals(report, fund);
        book->decimals = MAX(book->decimals, book->decimals_of[fund]);
    }
}

static void book_fill(JxBook *book)
{
    jx_sheet_write_funding(book);
    jx_sheet_write_indicators(book);
    jx_sheet_write_goals(book);
    jx_sheet_write_findings(book);
    jx_sheet_write_form(book);
    jx_sheet_write_codes(book);
    jx_sheet_write_contents(book);
    jx_book_comment(book);
}

/* The sheets and parts of the workbook, into the package. */
static bool make_parts(JxBook *book, JxPackage *package, GError **error)
{
    /* The library puts each of some 30 parts into a temporary file first: in
     * memory that costs a third less time, and no full disk can cut one. */
    lxw_workbook_options options = {
        .tmpdir = access(MEMORY_FOLDER, W_OK | X_OK) == 0
                      ? (char *)MEMORY_FOLDER
                      : NULL,
    };
    book->workbook = workbook_new_opt(jx_package_name(package), &options);
    if (book->workbook == NULL) {
        set_failure(error, ENOMEM, NULL);
        return false;
    }
    book->formats.workbook = book->workbook;
    book_open(book);
    book_fill(book);

    errno = 0;
    lxw_error closed = workbook_close(book->workbook);
    if (closed != LXW_NO_ERROR || book->error != LXW_NO_ERROR) {
        bool on_disk = closed != LXW_NO_ERROR;
        set_failure(error, on_disk ? errno : 0,
                    lxw_strerror(on_disk ? closed : book->error));
        return false;
    }
    return true;
}

/* The workbook in memory, finished and compared. */
static GBytes *make_bytes(JxBook *book, GError **error)
{
    g_autoptr(JxPackage) package = jx_package_new();
    if (!make_parts(book, package, error))
        return NULL;
    /* what the library held would stay beside what is read back now */
    if (book->written->cells->len > MANY_CELLS)
        malloc_trim(0);
    GBytes *bytes = jx_package_finish(package, error);
    if (bytes == NULL ||
        !jx_xlsx_verify(package, book->written, JX_N_SHEETS, error))
        return NULL;
    return g_bytes_ref(bytes);
}

static void book_clear(JxBook *book)
{
    for (guint i = 0; i < book->report->projects->len; i++)
        g_free(book->rows[i].indicator_rows);
    g_free(book->rows);
    g_free(book->unit_rows);
    jx_written_free(book->written);
}

GBytes *jx_xlsx_write(const JxReport *report, JxFonts *fonts,
                      const JxXlsxOptions *options, GError **error)
{
    JxBook book = {
        .report = report,
        .fonts = fonts,
        .options = options,
        .written = jx_written_new(),
        .rows = g_new0(JxProjectRows, report->projects->len + 1),
        .unit_rows = g_new0(guint, report->units->len + 1),
    };
    GBytes *bytes = make_bytes(&book, error);
    book_clear(&book);
    return bytes;
}

char *jx_xlsx_versions(void)
{
    return g_strdup_printf("libxlsxwriter %s", lxw_version());
}
