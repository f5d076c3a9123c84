#include "pdf/pdf.h"

#include <cairo.h>
#include <libdeflate.h>
#include <qpdf/qpdf-c.h>

#include "base/error.h"
#include "base/intl.h"
#include "pdf/cairo.h"
#include "pdf/check.h"
#include "pdf/finish.h"
#include "pdf/mail.h"

static GBytes *render(const JxPages *pages, const JxStructure *structure,
                      const JxPdfMeta *meta, bool boxes, GError **error)
{
    g_autoptr(JxDrawFaces) faces = jx_draw_faces_load(pages, boxes, error);
    g_autoptr(GBytes) drawn =
        faces ? jx_pdf_draw(pages, structure, meta, faces, error) : NULL;
    return drawn ? jx_pdf_finish(drawn, structure, faces, meta, error) : NULL;
}

GBytes *jx_pdf_render(const JxPages *pages, const JxPdfMeta *meta,
                      GError **error)
{
    g_autoptr(JxStructure) structure = jx_structure_new(pages);
    GBytes *pdf = render(pages, structure, meta, true, NULL);
    /* boxes need fonts that are embedded in the one way we know */
    return pdf ? pdf : render(pages, structure, meta, false, error);
}

gboolean jx_pdf_verify(GBytes *pdf, guint n_pages, GError **error)
{
    const char *fault = jx_pdf_fault(pdf, n_pages);
    if (fault == NULL)
        return TRUE;
    g_set_error(error, JX_ERROR, JX_ERROR_RENDER,
                _("写出的 PDF 未通过复核：%s"), fault);
    return FALSE;
}

char *jx_pdf_versions(void)
{
    return g_strdup_printf("cairo %s，libdeflate %s，qpdf %s，%s",
                           cairo_version_string(), LIBDEFLATE_VERSION_STRING,
                           qpdf_get_qpdf_version(), jx_mail_version());
}
