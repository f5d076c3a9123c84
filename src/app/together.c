#include "app/together.h"

#include "app/naming.h"
#include "base/intl.h"
#include "base/output.h"
#include "layout/volume.h"
#include "xlsx/together.h"

/* A file of one report, which travels with the others. */
typedef struct {
    char *name, *mime, *description;
    bool is_source;
    GBytes *data;
} File;

struct _JxTogether {
    const JxProducer *producer;
    GPtrArray *reports; /* JxReport, for a workbook; the rest is for a PDF */
    JxMetrics metrics;
    JxVolume *volume;
    GArray *files; /* File */
};

static void file_clear(gpointer data)
{
    File *file = data;
    g_free(file->name);
    g_free(file->mime);
    g_free(file->description);
    g_bytes_unref(file->data);
}

const char *const *jx_together_formats(void)
{
    static const char *const FORMATS[] = {"pdf", "xlsx", NULL};
    return FORMATS;
}

static void free_report(gpointer report)
{
    jx_report_free(report);
}

JxTogether *jx_together_new(const JxProducer *producer, const char *format)
{
    JxTogether *together = g_new0(JxTogether, 1);
    JxMail *mail = producer->pdf ? producer->pdf->mail : NULL;
    together->producer = producer;
    if (g_str_equal(format, "xlsx")) {
        together->reports = g_ptr_array_new_with_free_func(free_report);
        return together;
    }
    if (mail)
        together->metrics = jx_mail_metrics(mail);
    together->volume = jx_volume_new(producer->form, producer->fonts,
                                     mail ? &together->metrics : NULL);
    together->files = g_array_new(FALSE, FALSE, sizeof(File));
    g_array_set_clear_func(together->files, file_clear);
    return together;
}

void jx_together_free(JxTogether *together)
{
    if (together == NULL)
        return;
    g_clear_pointer(&together->reports, g_ptr_array_unref);
    g_clear_pointer(&together->volume, jx_volume_free);
    g_clear_pointer(&together->files, g_array_unref);
    g_free(together);
}

static bool is_taken(const JxTogether *together, const char *name)
{
    for (guint i = 0; i < together->files->len; i++)
        if (g_str_equal(g_array_index(together->files, File, i).name, name))
            return true;
    return false;
}

/* Files of the same name from different folders are numbered: the names are
 * keys. */
static char *free_name(const JxTogether *together, const char *name)
{
    char *tried = g_strdup(name);
    for (guint n = 2; is_taken(together, tried); n++) {
        g_free(tried);
        tried = g_strdup_printf("%u-%s", n, name);
    }
    return tried;
}

/* Several reports of one input have one source. */
static void add_file(JxTogether *together, const JxPdfAttachment *from)
{
    for (guint i = 0; i < together->files->len; i++)
        if (g_array_index(together->files, File, i).data == from->data)
            return;
    File file = {.name = free_name(together, from->name),
                 .mime = g_strdup(from->mime),
                 .description = g_strdup(from->description),
                 .is_source = from->is_source,
                 .data = g_bytes_ref(from->data)};
    g_array_append_val(together->files, file);
}

static char *name_of(const JxProduct *product)
{
    const JxReport *report = product->report;
    if (report->unit)
        return g_strdup(report->unit);
    if (report->has_declared && report->declared.name)
        return g_strdup(report->declared.name);
    char *stem = jx_name_stem(product->source->input->name);
    return stem ? stem : g_strdup("未注明单位");
}

static bool add_to_pdf(JxTogether *together, JxProduct *product, GError **error)
{
    g_auto(JxAttachments) attachments = {0};
    if (!jx_product_attachments(product, &attachments, error))
        return false;
    for (guint i = 0; i < attachments.n; i++)
        add_file(together, &attachments.files[i]);
    g_autofree char *name = name_of(product);
    g_autofree char *note = jx_product_foot_note(product);
    jx_volume_add(together->volume, product->report,
                  jx_product_take_pages(product), name, note);
    return true;
}

bool jx_together_add(JxTogether *together, JxProduct *product, GError **error)
{
    if (together->reports == NULL)
        return add_to_pdf(together, product, error);
    g_ptr_array_add(together->reports, jx_report_copy(product->report));
    return true;
}

guint jx_together_count(const JxTogether *together)
{
    return together->reports ? together->reports->len
                             : jx_volume_count(together->volume);
}

static JxPdfAttachment *attachments_of(const JxTogether *together)
{
    JxPdfAttachment *attachments =
        g_new0(JxPdfAttachment, together->files->len + 1);
    for (guint i = 0; i < together->files->len; i++) {
        const File *file = &g_array_index(together->files, File, i);
        attachments[i] = (JxPdfAttachment){.name = file->name,
                                           .mime = file->mime,
                                           .description = file->description,
                                           .is_source = file->is_source,
                                           .data = file->data};
    }
    return attachments;
}

static bool write_pdf(JxTogether *together, const char *path, guint *n_pages,
                      GError **error)
{
    g_autoptr(JxPages) pages = jx_volume_finish(together->volume);
    g_autofree JxPdfAttachment *attachments = attachments_of(together);
    g_autofree char *stem = jx_name_stem(path);
    const JxPdfMeta meta = {
        .title = stem ? stem : "汇编",
        .attachments = attachments,
        .n_attachments = together->files->len,
    };
    if (!jx_producer_write_pdf(together->producer, pages, NULL, &meta, path,
                               error))
        return false;
    *n_pages = jx_pages_count(pages);
    return true;
}

static bool write_xlsx(const JxTogether *together, const char *path,
                       GError **error)
{
    const JxXlsxOptions options = {.created = together->producer->time,
                                   .program = JX_PROGRAM};
    g_autoptr(GBytes) book = jx_xlsx_together(
        (const JxReport *const *)together->reports->pdata,
        together->reports->len, together->producer->fonts, &options, error);
    if (book == NULL) {
        g_prefix_error(error, _("%s："), path);
        return false;
    }
    return jx_output_write(path, book, error);
}

bool jx_together_write(JxTogether *together, const char *path, guint *n_pages,
                       GError **error)
{
    *n_pages = 0;
    return together->reports ? write_xlsx(together, path, error)
                             : write_pdf(together, path, n_pages, error);
}
