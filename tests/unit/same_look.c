/* same_look SAMPLE DRAWN.pdf FINISHED.pdf: the sample once as Cairo draws it
 * with the faces themselves, and once as it is rendered, for a reader to
 * compare what both look like. */
#include "pdf/cairo.h"
#include "sample_report.h"

static void save(const char *path, GBytes *pdf)
{
    g_assert_nonnull(pdf);
    g_assert_true(g_file_set_contents(path, g_bytes_get_data(pdf, NULL),
                                      (gssize)g_bytes_get_size(pdf), NULL));
}

int main(int argc, char **argv)
{
    static const JxPdfMeta META = {.title = "t", .created = 1};
    g_assert_cmpint(argc, ==, 4);
    g_autoptr(JxReport) report = sample_report(argv[1]);
    g_autoptr(JxForm) form = test_form("list");
    g_autoptr(JxFonts) fonts = test_fonts();
    g_autoptr(JxPages) pages = jx_layout_report(report, form, fonts, NULL);
    g_autoptr(JxStructure) structure = jx_structure_new(pages);
    g_autoptr(JxDrawFaces) faces = jx_draw_faces_load(pages, false, NULL);

    g_autoptr(GBytes) drawn = jx_pdf_draw(pages, structure, &META, faces, NULL);
    save(argv[2], drawn);
    g_autoptr(GBytes) finished = jx_pdf_render(pages, &META, NULL);
    save(argv[3], finished);
    return 0;
}
