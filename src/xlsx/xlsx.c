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

/* A text as a property: one line of what XML can hold, at most 255 characters.
 * Yours. */
static char *property_of(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
    g_autofree char *cut =
        g_utf8_substring(valid, 0, MIN(255, g_utf8_strlen(valid, -1)));
    GString *clean = g_string_new(NULL);
    for (const char *p = cut; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool shown = c >= 0x20 && c != 0xFFFE && c != 0xFFFF;
        g_string_append_unichar(clean, shown ? c : ' ');
    }
    return g_string_free(clean, FALSE);
}

static void set_properties(JxBook *book)
{
    const JxReport *report = book->report;
    g_autofree char *title =
        property_of(report->title ? report->title : "项目支出绩效目标表");
    g_autofree char *unit = property_of(report->unit);
    lxw_doc_properties properties = {
        .title = title,
        .subject = (char *)"项目支出绩效目标",
        .author = unit,
        .company = unit,
        .comments = (char *)book->options->program,
        /* for the library 0 means now */
        .created = (time_t)MAX(book->options->created, 1),
    };
    jx_book_note(book, workbook_set_properties(book->workbook, &properties));
}

static void set_custom(JxBook *book, const char *name, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    g_autofree char *safe = property_of(text);
    jx_book_note(
        book, workbook_set_custom_property_string(book->workbook, name, safe));
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
    for (guint i = 0; i < book->plan->n_sheets; i++) {
        JxSheetId id = book->plan->sheets[i];
        JxSheet *sheet = &book->sheets[id];
        sheet->book = book;
        sheet->id = id;
        sheet->number = i;
        sheet->worksheet =
            workbook_add_worksheet(book->workbook, jx_sheet_name(id));
        g_assert(sheet->worksheet);
    }
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        book->decimals_of[fund] = jx_report_fund_decimals(report, fund);
        book->decimals = MAX(book->decimals, book->decimals_of[fund]);
    }
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
    book->plan->fill(book);

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

/* A summary of several units has columns of its own. */
static bool has_amounts(const JxBook *book, GError **error)
{
    guint sheet = book->sheets[JX_SHEET_FUNDING].number;
    return book->parts ||
           jx_xlsx_verify_amounts(book->written, sheet, book->report, error);
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
        !jx_xlsx_verify(package, book->written, book->plan->n_sheets, error) ||
        !has_amounts(book, error))
        return NULL;
    return g_bytes_ref(bytes);
}

GBytes *jx_book_make(JxBook *book, GError **error)
{
    guint n_projects = book->report->projects->len;
    book->written = jx_written_new();
    book->rows = g_new0(JxProjectRows, n_projects + 1);
    book->unit_rows = g_new0(guint, book->report->units->len + 1);
    book->extras = g_array_new(FALSE, TRUE, sizeof(JxExtraColumn));
    book->form_rows = g_ptr_array_new_with_free_func(g_free);

    GBytes *bytes = make_bytes(book, error);

    for (guint i = 0; i < n_projects; i++)
        g_free(book->rows[i].indicator_rows);
    g_free(book->rows);
    g_free(book->unit_rows);
    g_ptr_array_unref(book->form_rows);
    for (guint i = 0; i < book->extras->len; i++)
        g_free(g_array_index(book->extras, JxExtraColumn, i).label);
    g_array_unref(book->extras);
    jx_written_free(book->written);
    return bytes;
}

static void fill(JxBook *book)
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

GBytes *jx_xlsx_write(const JxReport *report, JxFonts *fonts,
                      const JxXlsxOptions *options, GError **error)
{
    static const JxSheetId SHEETS[] = {
        JX_SHEET_CONTENTS, JX_SHEET_FORM,       JX_SHEET_FUNDING,
        JX_SHEET_GOALS,    JX_SHEET_INDICATORS, JX_SHEET_FINDINGS,
        JX_SHEET_CODES,
    };
    static const JxBookPlan PLAN = {SHEETS, G_N_ELEMENTS(SHEETS), fill};
    JxBook book = {
        .report = report, .plan = &PLAN, .fonts = fonts, .options = options};
    return jx_book_make(&book, error);
}

char *jx_xlsx_versions(void)
{
    return g_strdup_printf("libxlsxwriter %s", lxw_version());
}
