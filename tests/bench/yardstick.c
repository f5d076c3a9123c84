/* yardstick INPUT N: what the PDF of a document costs against a bare replay of
 * its glyphs: the same runs of the display list shown through Cairo with the
 * same faces, no rules, no text behind the glyphs, no structure, no metadata.
 *
 * Each of N rounds does both, so that other work on the machine falls on both.
 * Prints the medians in milliseconds of the processor and their ratio; fails
 * when layout, drawing and finishing take more than twice the bare replay. */
#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <stdio.h>

#include "cpu.h"
#include "pdf/cairo.h"
#include "pdf/finish.h"
#include "sample_report.h"

#include FT_FREETYPE_H

#define MOST_RATIO 2.0

enum { BARE, LAYOUT, DRAW, FINISH, N_STAGES };
static const char *const STAGES[N_STAGES] = {"bare replay", "layout", "drawing",
                                             "finishing"};

typedef struct {
    const JxReport *report;
    const JxForm *form;
    JxFonts *fonts;
    JxPages *pages; /* for the replay */
    cairo_font_face_t **faces;
} Bench;

static void open_faces(Bench *bench)
{
    FT_Library library;
    g_assert(FT_Init_FreeType(&library) == 0);
    guint n = bench->pages->faces->len;
    bench->faces = g_new0(cairo_font_face_t *, n);
    for (guint i = 0; i < n; i++) {
        const JxFace *face = &g_array_index(bench->pages->faces, JxFace, i);
        FT_Face opened;
        g_assert(FT_New_Face(library, face->file, face->index, &opened) == 0);
        bench->faces[i] =
            cairo_ft_font_face_create_for_ft_face(opened, FT_LOAD_NO_HINTING);
    }
}

static void show_run(cairo_t *cr, const Bench *bench, const JxRun *run)
{
    g_autofree cairo_glyph_t *glyphs = g_new(cairo_glyph_t, run->n_glyphs);
    for (guint i = 0; i < run->n_glyphs; i++) {
        const JxGlyph *glyph =
            jx_pages_glyph(bench->pages, run->first_glyph + i);
        glyphs[i] = (cairo_glyph_t){glyph->id, run->x + (double)glyph->x,
                                    run->y + (double)glyph->y};
    }
    cairo_set_font_face(cr, bench->faces[run->face]);
    cairo_set_font_size(cr, (double)run->size);
    cairo_show_glyphs(cr, glyphs, (int)run->n_glyphs);
}

static cairo_status_t append(void *closure, const unsigned char *data,
                             unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static void replay(const Bench *bench)
{
    g_autoptr(GByteArray) out = g_byte_array_new();
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        append, out, bench->pages->width, bench->pages->height);
    cairo_t *cr = cairo_create(surface);
    for (guint i = 0; i < jx_pages_count(bench->pages); i++) {
        const JxPage *page = jx_pages_page(bench->pages, i);
        for (guint k = 0; k < page->items->len; k++) {
            const JxItem *item = jx_page_item(page, k);
            if (item->kind == JX_ITEM_RUN)
                show_run(cr, bench, jx_pages_run(bench->pages, item->index));
        }
        cairo_show_page(cr);
    }
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    g_assert(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy(surface);
}

static void round_of(const Bench *bench, double *times)
{
    static const JxPdfMeta META = {.title = "t", .created = 1};
    double marks[N_STAGES + 1] = {cpu_ms()};
    replay(bench);
    marks[LAYOUT] = cpu_ms();
    g_autoptr(JxPages) pages =
        jx_layout_report(bench->report, bench->form, bench->fonts, NULL);
    marks[DRAW] = cpu_ms();
    g_autoptr(JxStructure) structure = jx_structure_new(pages);
    g_autoptr(JxDrawFaces) faces = jx_draw_faces_load(pages, true, NULL);
    g_autoptr(GBytes) drawn = jx_pdf_draw(pages, structure, &META, faces, NULL);
    marks[FINISH] = cpu_ms();
    g_autoptr(GBytes) done =
        jx_pdf_finish(drawn, structure, faces, &META, NULL);
    marks[N_STAGES] = cpu_ms();
    g_assert(done);
    for (int i = 0; i < N_STAGES; i++)
        times[i] = marks[i + 1] - marks[i];
}

/* The median of one of `width` columns. */
static double median(const double *times, guint n, guint width, guint column)
{
    g_autofree double *sorted = g_new0(double, n);
    for (guint i = 0; i < n; i++)
        sorted[i] = times[i * width + column];
    qsort(sorted, n, sizeof *sorted, by_size);
    return sorted[n / 2];
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    guint n = (guint)atoi(argv[2]);
    g_autofree char *path = g_canonicalize_filename(argv[1], NULL);
    Bench bench = {.report = sample_report(path),
                   .form = test_form("list"),
                   .fonts = test_fonts()};
    bench.pages = jx_layout_report(bench.report, bench.form, bench.fonts, NULL);
    open_faces(&bench);

    g_autofree double *times = g_new0(double, n *N_STAGES);
    g_autofree double *ratios = g_new0(double, n);
    for (guint i = 0; i < n; i++) {
        double *row = times + (gsize)i * N_STAGES;
        round_of(&bench, row);
        ratios[i] = (row[LAYOUT] + row[DRAW] + row[FINISH]) / row[BARE];
    }
    for (guint i = 0; i < N_STAGES; i++)
        printf("%-12s %6.1f ms\n", STAGES[i], median(times, n, N_STAGES, i));
    double ratio = median(ratios, n, 1, 0);
    printf("ratio %.2f (at most %.1f)\n", ratio, MOST_RATIO);
    return ratio > MOST_RATIO;
}
