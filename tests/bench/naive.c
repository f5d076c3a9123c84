/* The yardstick of the speed figures: what one writes first. The same table
 * with one PangoLayout a cell, drawn by PangoCairo in the machine's full Noto
 * Serif CJK. No checks, no splitting of rows, no repeated names.
 *
 *   naive INPUT.txt OUTPUT.pdf   INPUT: tab-separated, as samples/ have it */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

enum { N_COLUMNS = 7 };

static const double WIDTHS[N_COLUMNS] = {90, 49, 49, 49, 49, 134, 320};
static const double LEFT = 51, TOP = 110, BOTTOM = 538, PAD = 4;
static const char FONT[] = "Noto Serif CJK SC 9";

static PangoLayout *layout_of(cairo_t *cr, const char *text, double width,
                              PangoFontDescription *font)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout, (int)((width - 2 * PAD) * PANGO_SCALE));
    pango_layout_set_text(layout, text, -1);
    return layout;
}

static char *cell_text(const char *text)
{
    g_autoptr(GString) clean = g_string_new(text);
    g_string_replace(clean, "<p>", "", 0);
    g_string_replace(clean, "</p>", "", 0);
    return g_strdup(g_strstrip(clean->str));
}

static void draw_row(cairo_t *cr, char **cells, guint n, double *y,
                     PangoFontDescription *font)
{
    PangoLayout *layouts[N_COLUMNS] = {NULL};
    double height = 0, x = LEFT;
    for (guint i = 0; i < MIN(n, N_COLUMNS); i++) {
        g_autofree char *text = cell_text(cells[i]);
        int pixels;
        layouts[i] = layout_of(cr, text, WIDTHS[i], font);
        pango_layout_get_pixel_size(layouts[i], NULL, &pixels);
        height = MAX(height, pixels + 2 * PAD);
    }
    if (*y + height > BOTTOM && *y > TOP) {
        cairo_show_page(cr);
        *y = TOP;
    }
    for (guint i = 0; i < N_COLUMNS; x += WIDTHS[i++]) {
        cairo_rectangle(cr, x, *y, WIDTHS[i], height);
        cairo_stroke(cr);
        if (layouts[i] == NULL)
            continue;
        cairo_move_to(cr, x + PAD, *y + PAD);
        pango_cairo_show_layout(cr, layouts[i]);
        g_object_unref(layouts[i]);
    }
    *y += height;
}

int main(int argc, char **argv)
{
    g_autofree char *text = NULL;
    if (argc != 3 || !g_file_get_contents(argv[1], &text, NULL, NULL))
        return 2;

    cairo_surface_t *surface =
        cairo_pdf_surface_create(argv[2], 841.89, 595.28);
    cairo_t *cr = cairo_create(surface);
    pango_cairo_font_map_set_resolution(
        PANGO_CAIRO_FONT_MAP(pango_cairo_font_map_get_default()), 72);
    PangoFontDescription *font = pango_font_description_from_string(FONT);
    cairo_set_line_width(cr, 0.5);

    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    double y = TOP;
    for (char **line = lines; *line; line++) {
        g_auto(GStrv) cells = g_strsplit(*line, "\t", -1);
        if (g_strv_length(cells) > 1)
            draw_row(cr, cells, g_strv_length(cells), &y, font);
    }
    cairo_show_page(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    int status = cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    pango_font_description_free(font);
    return status;
}
