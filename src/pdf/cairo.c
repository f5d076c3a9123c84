#include "pdf/cairo.h"

#include <cairo-pdf.h>

#include "base/error.h"
#include "base/intl.h"

static void set_metadata(cairo_surface_t *surface, const JxPdfMeta *meta)
{
    const struct {
        cairo_pdf_metadata_t key;
        const char *value;
    } texts[] = {{CAIRO_PDF_METADATA_TITLE, meta->title},
                 {CAIRO_PDF_METADATA_AUTHOR, meta->author},
                 {CAIRO_PDF_METADATA_SUBJECT, meta->subject},
                 {CAIRO_PDF_METADATA_CREATOR, meta->creator}};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        if (texts[i].value)
            cairo_pdf_surface_set_metadata(surface, texts[i].key,
                                           texts[i].value);

    /* set, or Cairo asks the clock */
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(meta->created);
    g_autofree char *date = g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   date);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

enum { MAX_LEVEL = 8 };

static void add_bookmarks(cairo_surface_t *surface, const JxPages *pages)
{
    int parents[MAX_LEVEL + 1] = {CAIRO_PDF_OUTLINE_ROOT};
    for (guint i = 0; i < pages->bookmarks->len; i++) {
        const JxBookmark *bookmark =
            &g_array_index(pages->bookmarks, JxBookmark, i);
        guint level = CLAMP(bookmark->level, 1, MAX_LEVEL);
        /* Cairo copies the numbers as they are printed: C notation */
        g_autofree char *link = g_strdup_printf(
            "page=%u pos=[0 %d]", bookmark->page + 1, (int)bookmark->y);
        int id = cairo_pdf_surface_add_outline(
            surface, parents[level - 1], bookmark->title, link,
            level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
        for (guint k = level; k <= MAX_LEVEL; k++)
            parents[k] = id;
    }
}

static cairo_status_t append(void *closure, const unsigned char *data,
                             unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

GBytes *jx_pdf_draw(const JxPages *pages, const JxStructure *structure,
                    const JxPdfMeta *meta, const JxDrawFaces *faces,
                    GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        append, bytes, pages->width, pages->height);
    set_metadata(surface, meta);
    cairo_status_t status = jx_draw_pages(
        surface, 1, pages, 0, jx_pages_count(pages), structure, faces);
    add_bookmarks(surface, pages);

    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        g_set_error(error, JX_ERROR, JX_ERROR_RENDER, _("绘制 PDF 失败：%s"),
                    cairo_status_to_string(status));
        return NULL;
    }
    return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}
