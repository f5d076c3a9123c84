#include "pdf/pdf.h"

#include <cairo.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "pdf/cairo.h"
#include "pdf/finish.h"
#include "pdf/mail.h"

static gboolean fail(GError **error, const char *what)
{
    g_set_error(error, JX_ERROR, JX_ERROR_RENDER,
                _("写出的 PDF 未通过复核：%s"), what);
    return FALSE;
}

GBytes *jx_pdf_render(const JxPages *pages, const JxPdfMeta *meta,
                      GError **error)
{
    g_autoptr(JxStructure) structure = jx_structure_new(pages);
    g_autoptr(GBytes) drawn = jx_pdf_draw(pages, structure, meta, error);
    return drawn ? jx_pdf_finish(drawn, structure, meta, error) : NULL;
}

/* Pages of the file, or -1 when libqpdf cannot read it without repairs. */
static int count_pages(GBytes *pdf)
{
    gsize len;
    const char *data = g_bytes_get_data(pdf, &len);
    qpdf_data qpdf = qpdf_init();
    int n = -1;

    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(qpdf, QPDF_FALSE);
    if (!(qpdf_read_memory(qpdf, "pdf", data, len, NULL) & QPDF_ERRORS))
        n = qpdf_get_num_pages(qpdf);
    if (qpdf_has_error(qpdf)) /* or libqpdf says on stderr that nobody asked */
        qpdf_get_error(qpdf);
    qpdf_cleanup(&qpdf);
    return n;
}

gboolean jx_pdf_verify(GBytes *pdf, guint n_pages, GError **error)
{
    gsize len;
    const char *data = g_bytes_get_data(pdf, &len);
    if (len < 8 || memcmp(data, "%PDF-1.", 7) != 0)
        return fail(error, _("文件头不对"));

    int n = count_pages(pdf);
    if (n < 0)
        return fail(error, _("交叉引用表读不出来"));
    if ((guint)n != n_pages)
        return fail(error, _("页数不对"));
    return TRUE;
}

char *jx_pdf_versions(void)
{
    return g_strdup_printf("cairo %s，qpdf %s，%s", cairo_version_string(),
                           qpdf_get_qpdf_version(), jx_mail_version());
}
