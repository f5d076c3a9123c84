#include "app/produce.h"

#include <string.h>

#include "app/environment.h"
#include "app/naming.h"
#include "app/proof.h"
#include "app/provenance.h"
#include "base/intl.h"
#include "base/output.h"
#include "model/json.h"
#include "pdf/picture.h"
#include "xlsx/xlsx.h"

#define XLSX_MIME                                                              \
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

bool jx_producer_start(JxProducer *producer, const char *form, bool final,
                       GError **error)
{
    g_autofree char *data = jx_environment_data_dir();
    g_autofree char *templates = jx_environment_data("templates");
    g_autofree char *licensed = jx_environment_data("fonts/licensed");

    producer->final = final;
    if (!jx_environment_time(&producer->time, error))
        return false;
    producer->form = jx_form_load(form ? form : "list", templates, error);
    if (producer->form == NULL)
        return false;
    producer->fonts = jx_fonts_open(
        data, producer->licensed ? producer->licensed : licensed, error);
    return producer->fonts != NULL;
}

void jx_producer_clear(JxProducer *producer)
{
    g_clear_pointer(&producer->form, jx_form_free);
    g_clear_pointer(&producer->fonts, jx_fonts_free);
}

/* The mail's fonts, or NULL: those that are embedded. */
static JxMail *mail_of(const JxProducer *producer)
{
    return producer->pdf ? producer->pdf->mail : NULL;
}

/* What the mail's fonts lack is a reason to refuse, and what stands in for
 * the embedded faces does not matter. */
static void judge_fonts(const JxProducer *producer, JxReport *report,
                        bool is_first)
{
    if (mail_of(producer))
        return;
    jx_layout_check_glyphs(report, producer->fonts, report->diags);
    for (guint i = 0; i < producer->n_fills; i++)
        jx_layout_check_words(producer->fills[i].text, producer->fonts,
                              report->diags);
    if (is_first) /* the faces are the same for all */
        jx_layout_check_faces(producer->fonts, report->diags);
}

void jx_producer_judge(const JxProducer *producer, const JxSource *source,
                       const JxCheckOptions *options)
{
    for (guint i = 0; i < source->document->reports->len; i++) {
        JxReport *report = source->document->reports->pdata[i];
        judge_fonts(producer, report, i == 0);
        jx_xlsx_check(report, producer->fonts, report->diags);
        jx_check_settle(report, options);
    }
}

/* A signed page must not hide that it is wrong. Like all that is printed it is
 * Chinese, whatever the language of the messages. */
char *jx_product_foot_note(const JxProduct *product)
{
    guint n =
        jx_diags_count_severity(product->report->diags, JX_SEVERITY_ERROR);
    if (n == 0 || product->producer->final)
        return NULL;
    return g_strdup_printf("草稿：%u 项校验错误未处理", n);
}

JxProduct jx_product_make(const JxProducer *producer, const JxSource *source,
                          const JxReport *report)
{
    return (JxProduct){
        .producer = producer,
        .source = source,
        .report = report,
        .made = g_new0(JxMade, 1),
    };
}

static JxPages *lay_out(const JxProduct *product)
{
    const JxProducer *producer = product->producer;
    g_autofree char *note = jx_product_foot_note(product);
    JxMail *mail = mail_of(producer);
    JxMetrics metrics = {0};
    if (mail) {
        jx_mail_start(mail);
        metrics = jx_mail_metrics(mail);
    }
    const JxLayoutOptions options = {
        .foot_note = note,
        .fills = producer->fills,
        .n_fills = producer->n_fills,
        .metrics = mail ? &metrics : NULL,
        .is_part = producer->pdf && producer->pdf->together,
    };
    return jx_layout_report(product->report, producer->form, producer->fonts,
                            &options);
}

JxPages *jx_product_pages(const JxProduct *product)
{
    if (product->made->pages == NULL)
        product->made->pages = lay_out(product);
    return product->made->pages;
}

JxPages *jx_product_take_pages(const JxProduct *product)
{
    jx_product_pages(product);
    return g_steal_pointer(&product->made->pages);
}

void jx_product_clear(JxProduct *product)
{
    if (product->made == NULL)
        return;
    g_clear_pointer(&product->made->pages, jx_pages_free);
    g_clear_pointer(&product->made->workbook, g_bytes_unref);
    g_clear_pointer(&product->made, g_free);
}

/* The file the pages were made from travels with them. */
JxPdfAttachment jx_product_source(const JxProduct *product)
{
    static const struct {
        const char *notation, *mime;
    } MIMES[] = {
        {"html", "text/html"},
        {"csv", "text/csv"},
        {"json", "application/json"},
        {"xlsx", XLSX_MIME},
    };
    const JxReport *report = product->report;
    const char *name = report->source_name, *mime = "text/plain";
    for (gsize i = 0; i < G_N_ELEMENTS(MIMES); i++)
        if (g_strcmp0(report->source_notation, MIMES[i].notation) == 0)
            mime = MIMES[i].mime;
    return (JxPdfAttachment){
        .name = name && !g_str_equal(name, "-") ? name : "原始数据.txt",
        .mime = mime,
        .description = "生成本表的原始文件",
        .is_source = true,
        .data = product->source->input->bytes,
    };
}

static bool write_out(const JxProducer *producer, const char *path,
                      GBytes *bytes, GError **error)
{
    return producer->staged ? jx_output_put(path, bytes, error)
                            : jx_output_write(path, bytes, error);
}

static const JxPdfLock *lock_of(const JxProducer *producer)
{
    bool locked = producer->pdf && producer->pdf->lock.owner;
    return locked ? &producer->pdf->lock : NULL;
}

/* The mail's fonts are not in the file: nor are the characters that their
 * codes mean. */
static bool prove(const JxProducer *producer, const JxPages *pages,
                  const JxReport *report, GBytes *pdf, GError **error)
{
    if (mail_of(producer))
        return jx_pdf_verify(pdf, jx_pages_count(pages), error);
    return jx_proof_pdf(pdf, pages, report, producer->form, error);
}

bool jx_producer_write_pdf(const JxProducer *producer, const JxPages *pages,
                           const JxReport *report, const JxPdfMeta *meta,
                           const char *path, GError **error)
{
    const JxPdfLock *lock = lock_of(producer);
    JxPdfMeta full = *meta;
    g_auto(JxProvenance) provenance = jx_provenance_take(producer);
    full.creator = JX_PROGRAM;
    full.created = producer->time;
    full.program = provenance.program;
    full.form = provenance.form;
    full.fonts = provenance.fonts;
    full.locked = lock != NULL;
    g_autoptr(GBytes) pdf = mail_of(producer)
                                ? jx_mail_render(pages, &full, error)
                                : jx_pdf_render(pages, &full, error);
    if (pdf == NULL || !prove(producer, pages, report, pdf, error))
        return false;
    if (lock == NULL)
        return write_out(producer, path, pdf, error);
    g_autoptr(GBytes) locked = jx_pdf_encrypt(pdf, lock, error);
    return locked && write_out(producer, path, locked, error);
}

/* The report's workbook, made when it is first asked for; lent. */
static GBytes *workbook_of(const JxProduct *product, GError **error)
{
    const JxXlsxOptions options = {.created = product->producer->time,
                                   .program = JX_PROGRAM};
    JxMade *made = product->made;
    if (made->workbook == NULL)
        made->workbook = jx_xlsx_write(
            product->report, product->producer->fonts, &options, error);
    return made->workbook;
}

/* 表.txt -> 表.xlsx; a source of that name keeps it. */
static char *workbook_name(const JxProduct *product)
{
    const JxPdfAttachment source = jx_product_source(product);
    g_autofree char *stem = jx_name_stem(source.name);
    char *name = g_strconcat(stem, ".xlsx", NULL);
    if (!g_str_equal(name, source.name))
        return name;
    g_free(name);
    return g_strconcat(stem, "-jixiao.xlsx", NULL);
}

static bool wants_workbook(const JxProducer *producer)
{
    const JxPdfOptions *pdf = producer->pdf;
    return pdf && pdf->attach ? pdf->attach_workbook : producer->makes_workbook;
}

static bool wants_source(const JxProducer *producer)
{
    const JxPdfOptions *pdf = producer->pdf;
    return !(pdf && pdf->attach) || pdf->attach_source;
}

bool jx_product_attachments(const JxProduct *product,
                            JxAttachments *attachments, GError **error)
{
    *attachments = (JxAttachments){0};
    if (wants_source(product->producer))
        attachments->files[attachments->n++] = jx_product_source(product);
    if (!wants_workbook(product->producer))
        return true;
    GBytes *workbook = workbook_of(product, error);
    if (workbook == NULL)
        return false;
    attachments->workbook_name = workbook_name(product);
    attachments->files[attachments->n++] = (JxPdfAttachment){
        .name = attachments->workbook_name,
        .mime = XLSX_MIME,
        .description = "同一张表的工作簿",
        .data = workbook,
    };
    return true;
}

void jx_attachments_clear(JxAttachments *attachments)
{
    g_clear_pointer(&attachments->workbook_name, g_free);
}

static bool write_pdf(const JxProduct *product, const char *path,
                      GError **error)
{
    g_auto(JxAttachments) attachments = {0};
    if (!jx_product_attachments(product, &attachments, error))
        return false;
    const JxPdfMeta meta = {
        .title = product->report->title,
        .author = product->report->unit,
        .attachments = attachments.files,
        .n_attachments = attachments.n,
    };
    return jx_producer_write_pdf(product->producer, jx_product_pages(product),
                                 product->report, &meta, path, error);
}

static bool write_xlsx(const JxProduct *product, const char *path,
                       GError **error)
{
    GBytes *book = workbook_of(product, error);
    if (book == NULL) {
        g_prefix_error(error, _("%s："), path);
        return false;
    }
    return write_out(product->producer, path, book, error);
}

static bool write_json(const JxProduct *product, const char *path,
                       GError **error)
{
    char *json = jx_json_write(product->source->document);
    g_autoptr(GBytes) bytes = g_bytes_new_take(json, strlen(json));
    return jx_output_write(path, bytes, error);
}

#define PICTURE_DPI 110 /* an A4 page is about 1,280 pixels wide */

char *jx_format_page_path(const char *path, guint page, guint n_pages)
{
    const char *dot = strrchr(path, '.');
    if (n_pages == 1 || dot == NULL)
        return g_strdup(path);
    return g_strdup_printf("%.*s-%0*u%s", (int)(dot - path), path,
                           n_pages < 100 ? 2 : 4, page + 1, dot);
}

static bool write_pictures(const JxProduct *product, const char *path,
                           bool vector, GError **error)
{
    const JxPages *pages = jx_product_pages(product);
    guint n = jx_pages_count(pages);
    for (guint i = 0; i < n; i++) {
        g_autofree char *name = jx_format_page_path(path, i, n);
        g_autoptr(GBytes) bytes =
            vector ? jx_picture_svg(pages, i, error)
                   : jx_picture_png(pages, i, PICTURE_DPI, error);
        if (bytes == NULL || !jx_output_write(name, bytes, error))
            return false;
    }
    return true;
}

static bool write_png(const JxProduct *product, const char *path,
                      GError **error)
{
    return write_pictures(product, path, false, error);
}

static bool write_svg(const JxProduct *product, const char *path,
                      GError **error)
{
    return write_pictures(product, path, true, error);
}

static const JxFormat FORMATS[] = {
    {"pdf", false, false, write_pdf},  {"xlsx", false, false, write_xlsx},
    {"json", true, false, write_json}, {"png", false, true, write_png},
    {"svg", false, true, write_svg},
};

static const char *const FORMAT_NAMES[] = {"pdf", "xlsx", "json",
                                           "png", "svg",  NULL};

const JxFormat *jx_format_lookup(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++)
        if (g_str_equal(name, FORMATS[i].name))
            return &FORMATS[i];
    return NULL;
}

const char *const *jx_format_names(void)
{
    return FORMAT_NAMES;
}
