/* twin SAMPLE OUT.pdf: the sample built as PDF/A-1b, for a validator. */
#include "pdf/pdf.h"
#include "sample_report.h"

int main(int argc, char **argv)
{
    GError *error = NULL;
    g_assert_cmpint(argc, ==, 3);
    g_autoptr(JxReport) report = sample_report(argv[1]);
    g_autoptr(JxForm) form = test_form("list");
    JxFonts *fonts = test_fonts();
    JxPages *pages = jx_layout_report(report, form, fonts, NULL);
    const JxPdfMeta meta = {.title = report->title,
                            .author = report->unit,
                            .creator = "jixiao",
                            .created = 1767225600,
                            .pdfa_part = 1};

    g_autoptr(GBytes) pdf = jx_pdf_render(pages, &meta, &error);
    g_assert_no_error(error);
    gsize len;
    const char *data = g_bytes_get_data(pdf, &len);
    g_assert_true(g_file_set_contents(argv[2], data, (gssize)len, NULL));

    jx_pages_free(pages);
    jx_fonts_free(fonts);
    return 0;
}
