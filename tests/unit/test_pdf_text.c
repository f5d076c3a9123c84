#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "app/proof.h"
#include "base/error.h"
#include "pdf/deflate.h"
#include "pdf/pdf.h"
#include "pdf/text.h"
#include "sample_report.h"

/* ---- a file by hand ---- */

static void add_object(GString *file, GArray *places, const char *text)
{
    guint place = (guint)file->len;
    g_array_append_val(places, place);
    g_string_append_printf(file, "%u 0 obj\n%s\nendobj\n", places->len, text);
}

static void add_stream(GString *file, GArray *places, const char *text)
{
    g_autoptr(GBytes) packed = jx_deflate(text, strlen(text));
    gsize len;
    const char *data = g_bytes_get_data(packed, &len);
    guint place = (guint)file->len;
    g_array_append_val(places, place);
    g_string_append_printf(
        file, "%u 0 obj\n<< /Length %u /Filter /FlateDecode >>\nstream\n",
        places->len, (guint)len);
    g_string_append_len(file, data, (gssize)len);
    g_string_append(file, "\nendstream\nendobj\n");
}

static const char WIDE[] = "1 begincodespacerange <0000> <ffff> "
                           "endcodespacerange 2 beginbfchar <0001> <7532> "
                           "<0002> <D840DC00> endbfchar "
                           "2 beginbfrange <0010> <0012> <4E00> "
                           "<0020> <0021> [<0031> <00320033>] endbfrange";
static const char NARROW[] = "1 beginbfrange <20> <7e> <0020> endbfrange";

static GBytes *file_with(const char *content)
{
    GString *file = g_string_new("%PDF-1.7\n");
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint));
    add_object(file, places, "<< /Type /Catalog /Pages 2 0 R >>");
    add_object(file, places,
               "<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font "
               "<< /W 5 0 R /N 6 0 R >> >> >>");
    add_object(file, places, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>");
    add_stream(file, places, content);
    add_object(file, places, "<< /Subtype /Type0 /ToUnicode 7 0 R >>");
    add_object(file, places, "<< /Subtype /Type1 /ToUnicode 8 0 R >>");
    add_stream(file, places, WIDE);
    add_stream(file, places, NARROW);
    guint xref = (guint)file->len;
    g_string_append_printf(file, "xref\n0 %u\n0000000000 65535 f \n",
                           places->len + 1);
    for (guint i = 0; i < places->len; i++)
        g_string_append_printf(file, "%010u 00000 n \n",
                               g_array_index(places, guint, i));
    g_string_append_printf(file,
                           "trailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n"
                           "%u\n%%%%EOF\n",
                           places->len + 1, xref);
    return g_string_free_to_bytes(file);
}

static const struct {
    const char *content, *text;
} CONTENTS[] = {
    {"BT /W 1 Tf <00010002> Tj ET", "甲𠀀\n"},
    {"BT /W 9.5 Tf -2 -1.36 Td <0010>Tj<0011> Tj ET", "一丁\n"},
    {"BT /W 1 Tf [<0020> -250 <0021>] TJ ET", "123\n"},
    {"BT /W 1 Tf <0099> Tj ET", "\xEF\xBF\xBD\n"},
    {"BT /N 1 Tf (a\\(b\\)\\\\\\101) Tj (c\\\nd) ' ET", "a(b)\\Acd\n"},
    {"/TD <</MCID 0>> BDC BT /N 1 Tf (1) Tj /N 1 Tf (2)Tj ET EMC"
     " /TD <</MCID 1>> BDC BT (3) Tj ET EMC",
     "12\n3\n\n"},
    {"/Span <</ActualText <FEFF7532>>> BDC BT /N 1 Tf (x) Tj ET EMC", "甲\n\n"},
    {"/TD <</MCID 0>> BDC /Span <</ActualText <FEFF7532>>> BDC BT /N 1 Tf (x) "
     "Tj ET EMC BT (y) Tj ET EMC",
     "甲y\n\n"},
};

Test(pdf_text, is_what_readers_find)
{
    for (gsize i = 0; i < G_N_ELEMENTS(CONTENTS); i++) {
        g_autoptr(GBytes) file = file_with(CONTENTS[i].content);

        g_autofree char *text = jx_pdf_text(file);

        cr_assert(ne(ptr, text, NULL), "%s", CONTENTS[i].content);
        cr_expect(eq(str, text, (char *)CONTENTS[i].text), "%s",
                  CONTENTS[i].content);
    }
}

Test(pdf_text, damage_is_no_reason_to_crash)
{
    g_autoptr(GBytes) file = file_with(CONTENTS[7].content);
    gsize len;
    const char *data = g_bytes_get_data(file, &len);
    for (gsize i = 0; i < len; i++) {
        g_autofree char *copy = g_memdup2(data, len);
        copy[i] = (char)(copy[i] ^ 0x15);
        g_autoptr(GBytes) damaged = g_bytes_new(copy, len);
        g_autofree char *text = jx_pdf_text(damaged);
    }
}

Test(pdf_text, a_sum_knows_characters_but_not_their_order)
{
    JxTextSum sum = jx_text_sum("合计 1,234.50\n元");
    JxTextSum turned = jx_text_sum("元　05.432,1计合");
    JxTextSum other = jx_text_sum("合计1,234.51元");

    cr_expect(eq(u32, sum.n, 11));
    cr_expect(eq(u32, turned.n, sum.n));
    cr_expect(eq(u32, turned.sum, sum.sum));
    cr_expect(eq(u32, other.n, sum.n));
    cr_expect(ne(u32, other.sum, sum.sum));
}

/* ---- what is rendered ---- */

static JxReport *report_with(const char *goal, gint64 fen)
{
    JxReport *report = titled_report();
    JxProject *project = jx_report_append_project(report);
    project->name = "甲楼修缮";
    project->goal = goal;
    project->indicators_text = "1、1-产出指标；11-数量指标；≥95%。";
    for (guint fund = 0; fund < JX_N_FUNDS; fund++) {
        project->funding[fund].fen = fen;
        project->funding[fund].decimals = 2;
        project->funding[fund].text = "12.50";
    }
    return report;
}

static JxPages *laid_out(const JxReport *report, const char *name)
{
    g_autoptr(JxForm) form = test_form(name);
    JxFonts *fonts = test_fonts();
    JxPages *pages = jx_layout_report(report, form, fonts, NULL);
    jx_fonts_free(fonts);
    return pages;
}

static GBytes *rendered(const JxPages *pages)
{
    const JxPdfMeta meta = {.title = "表", .creator = "jixiao"};
    GError *error = NULL;
    GBytes *pdf = jx_pdf_render(pages, &meta, &error);
    g_assert_no_error(error);
    return pdf;
}

/* Forms whose amounts are in columns, and in cells. */
static const char *const FORMS[] = {"list", "application"};

Test(proof, what_was_rendered_has_the_text_and_the_amounts)
{
    for (gsize i = 0; i < G_N_ELEMENTS(FORMS); i++) {
        g_autoptr(JxReport) report = report_with("修好甲楼。", 12500000);
        g_autoptr(JxForm) form = test_form(FORMS[i]);
        g_autoptr(JxPages) pages = laid_out(report, FORMS[i]);
        g_autoptr(GBytes) pdf = rendered(pages);
        g_autoptr(GError) error = NULL;

        cr_expect(jx_proof_pdf(pdf, pages, report, form, &error), "%s",
                  error ? error->message : "");
    }
}

Test(proof, another_character_is_noticed)
{
    g_autoptr(JxReport) report = report_with("修好甲楼。", 12500000);
    g_autoptr(JxReport) other = report_with("修好乙楼。", 12500000);
    g_autoptr(JxForm) form = test_form("list");
    g_autoptr(JxPages) pages = laid_out(report, "list");
    g_autoptr(JxPages) wanted = laid_out(other, "list");
    g_autoptr(GBytes) pdf = rendered(pages);
    g_autoptr(GError) error = NULL;

    cr_expect(not(jx_proof_pdf(pdf, wanted, other, form, &error)));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_RENDER));
}

Test(proof, another_amount_is_noticed)
{
    for (gsize i = 0; i < G_N_ELEMENTS(FORMS); i++) {
        g_autoptr(JxReport) report = report_with("修好甲楼。", 12500000);
        g_autoptr(JxForm) form = test_form(FORMS[i]);
        g_autoptr(JxPages) pages = laid_out(report, FORMS[i]);
        g_autoptr(GBytes) pdf = rendered(pages);
        jx_report_project(report, 0)->funding[JX_N_FUNDS - 1].fen++;

        cr_expect(not(jx_proof_pdf(pdf, pages, report, form, NULL)));
    }
}

Test(proof, an_amount_stands_as_often_as_the_model_has_it)
{
    g_autoptr(JxReport) report = report_with("修好甲楼。", 12500000);
    g_autoptr(JxForm) form = test_form("list");

    cr_expect(eq(ptr,
                 (void *)jx_proof_missing_amount(
                     "12.50\n12.50\n12.50\n甲\n12.50\n", report, form),
                 NULL));
    cr_expect(ne(
        ptr,
        (void *)jx_proof_missing_amount("12.50\n12.50\n12.50\n", report, form),
        NULL));
}
