/* twin SAMPLE… OUT.pdf: the sample, or several as one volume, built as PDF/A-1b
 * for a validator. */
#include "layout/volume.h"
#include "pdf/pdf.h"
#include "sample_report.h"

static JxPages *volume_of(int n, char **samples, const JxForm *form,
                          JxFonts *fonts)
{
    const JxLayoutOptions options = {.is_part = true};
    g_autoptr(JxVolume) volume = jx_volume_new(form, fonts, NULL);
    for (int i = 0; i < n; i++) {
        g_autoptr(JxReport) report = sample_report(samples[i]);
        jx_volume_add(volume, report,
                      jx_layout_report(report, form, fonts, &options),
                      report->unit, NULL);
    }
    return jx_volume_finish(volume);
}

int main(int argc, char **argv)
{
    GError *error = NULL;
    g_assert_cmpint(argc, >=, 3);
    g_autoptr(JxReport) report = sample_report(argv[1]);
    g_autoptr(JxForm) form = test_form("list");
    g_autoptr(JxFonts) fonts = test_fonts();
    g_autoptr(JxPages) pages = argc == 3
                                   ? jx_layout_report(report, form, fonts, NULL)
                                   : volume_of(argc - 2, argv + 1, form, fonts);
    const JxPdfMeta meta = {.title = report->title,
                            .author = report->unit,
                            .creator = "jixiao",
                            .program = "jixiao",
                            .form = "list",
                            .fonts = "sha256",
                            .created = 1767225600,
                            .pdfa_part = 1};

    g_autoptr(GBytes) pdf = jx_pdf_render(pages, &meta, &error);
    g_assert_no_error(error);
    gsize len;
    const char *data = g_bytes_get_data(pdf, &len);
    g_assert_true(g_file_set_contents(argv[argc - 1], data, (gssize)len, NULL));
    return 0;
}
