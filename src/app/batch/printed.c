#include "app/batch/printed.h"

#include <string.h>

#include "app/batch/paths.h"
#include "app/batch/rows.h"
#include "app/produce.h"
#include "app/proof.h"
#include "base/intl.h"
#include "base/output.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "xlsx/listing.h"

#define SHORT_DIGEST 12 /* digits of a SHA-256 that go into print */

/* What stands in a column of a row: NULL for nothing; yours. */
typedef char *(*Read)(const json_t *row);

static char *keep(const char *text)
{
    return text && *text ? g_strdup(text) : NULL;
}

static char *read_number(const json_t *row)
{
    gint64 number = jx_row_number(row, "number");
    return number > 0 ? g_strdup_printf("%" G_GINT64_FORMAT, number) : NULL;
}

static char *read_code(const json_t *row)
{
    return keep(jx_row_text(row, "code"));
}

/* As the manifest calls it, else as the document does, else the path. */
static char *read_unit(const json_t *row)
{
    static const char *const KEYS[] = {"name", "unit", "input", "id"};
    for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++)
        if (*jx_row_text(row, KEYS[i]))
            return g_strdup(jx_row_text(row, KEYS[i]));
    return NULL;
}

static char *read_input(const json_t *row)
{
    return keep(jx_row_text(row, "input"));
}

static char *read_status(const json_t *row)
{
    static const struct {
        const char *status, *word;
    } WORDS[] = {
        {"written", "完成"},     {"missing", "没有报送"},
        {"failed", "失败"},      {"unlisted", "不在清单内"},
        {"refused", "读不出"},   {"pending", "没有生成"},
        {"left_over", "旧输出"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++)
        if (g_str_equal(jx_row_text(row, "status"), WORDS[i].status))
            return g_strdup(WORDS[i].word);
    return NULL;
}

static char *count_of(const json_t *row, const char *key)
{
    const json_t *number = json_object_get(row, key);
    return json_is_integer(number) ? g_strdup_printf("%" JSON_INTEGER_FORMAT,
                                                     json_integer_value(number))
                                   : NULL;
}

static char *read_errors(const json_t *row)
{
    return count_of(row, "errors");
}

static char *read_warnings(const json_t *row)
{
    return count_of(row, "warnings");
}

static char *read_hints(const json_t *row)
{
    return count_of(row, "hints");
}

static char *read_pages(const json_t *row)
{
    return count_of(row, "pages");
}

static char *amount_of(const json_t *row, const char *fund)
{
    if (!g_str_equal(jx_row_text(row, "status"), "written"))
        return NULL;
    return keep(jx_row_text(json_object_get(row, "amounts"), fund));
}

static char *read_total(const json_t *row)
{
    return amount_of(row, "total");
}

static char *read_fiscal(const json_t *row)
{
    return amount_of(row, "fiscal");
}

static char *read_special(const json_t *row)
{
    return amount_of(row, "special_account");
}

static char *read_other(const json_t *row)
{
    return amount_of(row, "other");
}

static char *read_currency(const json_t *row)
{
    return keep(jx_row_text(row, "currency_unit"));
}

static char *read_seconds(const json_t *row)
{
    const json_t *seconds = json_object_get(row, "seconds");
    return json_is_real(seconds)
               ? g_strdup_printf("%.2f", json_real_value(seconds))
               : NULL;
}

static const char *digest_of(const json_t *row, const char *format)
{
    gsize i;
    json_t *output;
    const json_t *outputs = json_object_get(row, "outputs");
    json_array_foreach(outputs, i, output)
    {
        if (g_str_equal(jx_row_text(output, "format"), format))
            return jx_row_text(output, "sha256");
    }
    return NULL;
}

static char *read_pdf_digest(const json_t *row)
{
    return keep(digest_of(row, "pdf"));
}

static char *read_xlsx_digest(const json_t *row)
{
    return keep(digest_of(row, "xlsx"));
}

static char *read_short_digest(const json_t *row)
{
    const char *digest = digest_of(row, "pdf");
    return digest ? g_strndup(digest, SHORT_DIGEST) : NULL;
}

static char *read_message(const json_t *row)
{
    return keep(jx_row_text(row, "message"));
}

/* What is printed, and what stands in the workbook. */
typedef struct {
    Read read;
    const char *heading;
    JxListingKind kind;
    guint width; /* characters */
    bool printed, listed;
} Column;

/* The report is a document: its headings are Chinese in every language. */
static const Column COLUMNS[] = {
    {read_number, "序号", JX_LISTING_NUMBER, 4, true, true},
    {read_code, "单位代码", JX_LISTING_TEXT, 5, false, true},
    {read_unit, "单位", JX_LISTING_TEXT, 13, true, true},
    {read_input, "输入", JX_LISTING_TEXT, 13, true, true},
    {read_status, "状态", JX_LISTING_WORD, 5, true, true},
    {read_errors, "错误", JX_LISTING_NUMBER, 4, true, true},
    {read_warnings, "警告", JX_LISTING_NUMBER, 4, true, true},
    {read_hints, "提示", JX_LISTING_NUMBER, 4, true, true},
    {read_total, "总计", JX_LISTING_NUMBER, 6, true, true},
    {read_fiscal, "财政拨款", JX_LISTING_NUMBER, 6, false, true},
    {read_special, "财政专户拨款", JX_LISTING_NUMBER, 6, false, true},
    {read_other, "其他资金", JX_LISTING_NUMBER, 6, false, true},
    {read_currency, "金额单位", JX_LISTING_WORD, 4, true, true},
    {read_pages, "页数", JX_LISTING_NUMBER, 4, true, true},
    {read_seconds, "用时（秒）", JX_LISTING_NUMBER, 5, true, true},
    {read_short_digest, "PDF 校验码（前 12 位）", JX_LISTING_TEXT, 12, true,
     false},
    {read_message, "说明", JX_LISTING_TEXT, 21, true, true},
    {read_pdf_digest, "PDF SHA-256", JX_LISTING_TEXT, 31, false, true},
    {read_xlsx_digest, "工作簿 SHA-256", JX_LISTING_TEXT, 31, false, true},
};

static gint64 count_in(const json_t *header, const char *status)
{
    return jx_row_number(json_object_get(header, "counts"), status);
}

/* 共 9 个单位：完成 8，… */
static char *summary_of(const json_t *header)
{
    return g_strdup_printf(
        "共 %d 个单位：完成 %d，没有报送 %d，不在清单内 %d，失败 %d，"
        "读不出 %d，没有生成 %d",
        (int)jx_row_number(header, "units"), (int)count_in(header, "written"),
        (int)count_in(header, "missing"), (int)count_in(header, "unlisted"),
        (int)count_in(header, "failed"), (int)count_in(header, "refused"),
        (int)count_in(header, "pending"));
}

/* The units as a list, of the columns for print or of those for the
 * workbook. */
static JxListing *list_of(const json_t *header, const json_t *rows,
                          bool for_print)
{
    JxListing *listing = jx_listing_new(JX_BATCH_REPORT, JX_BATCH_REPORT);
    listing->left = summary_of(header);
    listing->right = g_strdup(jx_row_text(header, "time"));
    for (gsize i = 0; i < G_N_ELEMENTS(COLUMNS); i++)
        if (for_print ? COLUMNS[i].printed : COLUMNS[i].listed)
            jx_listing_add_column(listing, COLUMNS[i].heading, COLUMNS[i].kind,
                                  COLUMNS[i].width);
    gsize k;
    json_t *row;
    json_array_foreach(rows, k, row)
    {
        g_auto(GStrv) cells = g_new0(char *, listing->columns->len + 1);
        guint at = 0;
        for (gsize i = 0; i < G_N_ELEMENTS(COLUMNS); i++)
            if (for_print ? COLUMNS[i].printed : COLUMNS[i].listed) {
                char *text = COLUMNS[i].read(row);
                cells[at++] = text ? text : g_strdup("");
            }
        bool stands_out =
            for_print && !g_str_equal(jx_row_text(row, "status"), "written");
        jx_listing_add_row(listing, (const char *const *)cells, stands_out);
    }
    return listing;
}

static bool write_pdf(const json_t *header, const json_t *rows,
                      const JxForm *form, JxFonts *fonts, gint64 time,
                      const char *stage, GError **error)
{
    g_autoptr(JxListing) listing = list_of(header, rows, true);
    g_autoptr(JxPages) pages = jx_layout_listing(listing, form, fonts, NULL);
    const JxPdfMeta meta = {
        .title = JX_BATCH_REPORT, .creator = JX_PROGRAM, .created = time};
    g_autoptr(GBytes) pdf = jx_pdf_render(pages, &meta, error);
    g_autofree char *path = g_strconcat(stage, ".pdf", NULL);
    return pdf && jx_proof_pdf(pdf, pages, NULL, NULL, error) &&
           jx_output_put(path, pdf, error);
}

static bool write_xlsx(const json_t *header, const json_t *rows, JxFonts *fonts,
                       gint64 time, const char *stage, GError **error)
{
    g_autoptr(JxListing) listing = list_of(header, rows, false);
    const JxXlsxOptions options = {.created = time, .program = JX_PROGRAM};
    g_autofree char *path = g_strconcat(stage, ".xlsx", NULL);
    g_autoptr(GBytes) bytes =
        jx_xlsx_listings(&listing, 1, fonts, &options, error);
    return bytes && jx_output_put(path, bytes, error);
}

bool jx_printed_write(const json_t *header, const json_t *rows,
                      const JxForm *form, JxFonts *fonts, gint64 time,
                      const char *stage, GError **error)
{
    return write_pdf(header, rows, form, fonts, time, stage, error) &&
           write_xlsx(header, rows, fonts, time, stage, error);
}
