#include "pdf/picture.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "pdf/draw.h"

static cairo_status_t append(void *closure, const unsigned char *data,
                             unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

/* The bytes when all went well. */
static GBytes *taken(GByteArray *bytes, cairo_status_t status, GError **error)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return g_byte_array_free_to_bytes(bytes);
    g_byte_array_unref(bytes);
    g_set_error(error, JX_ERROR, JX_ERROR_RENDER, _("绘制图片失败：%s"),
                cairo_status_to_string(status));
    return NULL;
}

static void fill_white(cairo_surface_t *surface)
{
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_destroy(cr);
}

GBytes *jx_picture_png(const JxPages *pages, guint page, double dpi,
                       GError **error)
{
    g_autoptr(JxDrawFaces) faces = jx_draw_faces_load(pages, false, error);
    if (faces == NULL)
        return NULL;

    double scale = dpi / 72;
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)ceil(pages->width * scale),
        (int)ceil(pages->height * scale));
    GByteArray *bytes = g_byte_array_new();
    fill_white(surface);
    cairo_status_t status =
        jx_draw_pages(surface, scale, pages, page, page + 1, NULL, faces);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(surface, append, bytes);
    cairo_surface_destroy(surface);
    return taken(bytes, status, error);
}

/* Cairo numbers its surfaces over the life of the process, and the page's
 * group bears the number: same page, same bytes needs another name. */
static void drop_number(GByteArray *svg)
{
    static const char GROUP[] = "<g id=\"surface";
    const guint8 *at = memmem(svg->data, svg->len, GROUP, strlen(GROUP));
    if (at == NULL)
        return;
    guint digits = (guint)(at - svg->data) + (guint)strlen(GROUP), n = 0;
    while (digits + n < svg->len && g_ascii_isdigit(svg->data[digits + n]))
        n++;
    g_byte_array_remove_range(svg, digits, n);
}

GBytes *jx_picture_svg(const JxPages *pages, guint page, GError **error)
{
    g_autoptr(JxDrawFaces) faces = jx_draw_faces_load(pages, false, error);
    if (faces == NULL)
        return NULL;

    GByteArray *bytes = g_byte_array_new();
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(
        append, bytes, pages->width, pages->height);
    cairo_status_t status =
        jx_draw_pages(surface, 1, pages, page, page + 1, NULL, faces);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    drop_number(bytes);
    return taken(bytes, status, error);
}
