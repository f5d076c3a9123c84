#include "pdf/check.h"

#include <string.h>

#include "base/intl.h"
#include "pdf/read.h"

/* G_MAXSIZE when the way to the pages is blocked. */
static gsize count_pages(JxPdfFile *pdf)
{
    JxSpan root, pages, count;
    if (!jx_pdf_file_get(pdf, jx_pdf_file_trailer(pdf), "/Root", &root) ||
        !jx_pdf_file_get(pdf, root, "/Pages", &pages) ||
        !jx_syntax_get(pages, "/Count", &count))
        return G_MAXSIZE;
    return jx_syntax_number(count, G_MAXSIZE);
}

const char *jx_pdf_fault(GBytes *bytes, guint n_pages)
{
    gsize len;
    const char *data = g_bytes_get_data(bytes, &len);
    if (len < 7 || memcmp(data, "%PDF-1.", 7) != 0)
        return _("文件头不对");
    g_autoptr(JxPdfFile) pdf = jx_pdf_file_open(bytes);
    if (pdf == NULL || !jx_pdf_file_is_sound(pdf))
        return _("交叉引用表读不出来");
    gsize n = count_pages(pdf);
    if (n == G_MAXSIZE)
        return _("交叉引用表读不出来");
    return n == n_pages ? NULL : _("页数不对");
}
