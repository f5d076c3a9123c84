#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "pdf/check.h"
#include "pdf/deflate.h"
#include "pdf/syntax.h"

static JxSpan span(const char *text)
{
    return (JxSpan){text, strlen(text)};
}

static const char DICT[] =
    "<< /Type /Page % 1 >>\n/Title (a ( \\) b) c) /Kids [ 1 0 R << /Size 9 >> ]"
    "/Hex<3E3E> /Parent 12 0 R/Size 7 /Empty()>>";

Test(pdf_syntax, a_value_is_found_whatever_stands_before_it)
{
    static const struct {
        const char *key, *value;
    } CASES[] = {
        {"/Type", "/Page"}, {"/Title", "(a ( \\) b) c)"},
        {"/Hex", "<3E3E>"}, {"/Kids", "[ 1 0 R << /Size 9 >> ]"},
        {"/Size", "7"},     {"/Parent", "12 0 R"},
        {"/Empty", "()"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        JxSpan value = {0};
        cr_assert(jx_syntax_get(span(DICT), CASES[i].key, &value));
        g_autofree char *text = g_strndup(value.at, value.len);
        cr_expect(eq(str, text, (char *)CASES[i].value));
    }
    JxSpan value;
    cr_expect(not(jx_syntax_get(span(DICT), "/Siz", &value)));
    cr_expect(not(jx_syntax_get(span("[ /Size 1 ]"), "/Size", &value)));
    cr_expect(jx_syntax_is(span(DICT), "/Type", "/Page"));
}

Test(pdf_syntax, references_in_strings_and_comments_are_text)
{
    JxSpan text = span("<< /A (5 0 R) /B [ 6 0 R 1 0 70 0 R ] % 8 0 R\n"
                       "/C <9 0 R> /D /x5 0 /E << /F 10 0 R >> /G 11 0 Rx >>");
    const guint expected[] = {6, 70, 10};
    const char *p = text.at;
    JxReference found;
    guint n = 0;
    while (jx_syntax_next_reference(&p, text.at + text.len, &found))
        if (n < 3)
            cr_expect(eq(u32, found.number, expected[n++]));
    cr_expect(eq(u32, n, 3));
}

Test(pdf_syntax, an_opened_dictionary_lacks_its_end_and_the_named_keys)
{
    const char *const without[] = {"/Size", "/Kids", "/Title", NULL};

    g_autoptr(GString) open = jx_syntax_open(span(DICT), without);

    cr_expect(eq(str, open->str,
                 "<< /Type /Page /Hex <3E3E> /Parent 12 0 R /Empty ()"));
}

Test(pdf_syntax, texts_and_names_are_escaped)
{
    g_autoptr(GString) out = g_string_new(NULL);

    jx_syntax_append_key(out, "/A", "(a\\b)");
    jx_syntax_append_key(out, "/B", "甲");
    jx_syntax_append_key(out, "/C", NULL);
    jx_syntax_append_name(out, "text/x #1");

    cr_expect(
        eq(str, out->str, " /A (\\(a\\\\b\\)) /B <FEFF7532>/text#2Fx#20#231"));
}

Test(pdf_syntax, what_is_cut_off_ends_where_the_text_does)
{
    for (gsize len = 0; len < strlen(DICT); len++) {
        g_autofree char *cut = g_memdup2(DICT, len + 1); /* no room to spare */
        JxSpan text = {cut, len}, value;
        const char *p = cut;
        JxReference found;
        jx_syntax_get(text, "/Empty", &value);
        while (jx_syntax_next_reference(&p, cut + len, &found))
            ;
        cr_expect(le(ptr, (void *)jx_syntax_skip(cut, cut + len),
                     (void *)(cut + len)));
    }
}

/* A file of two objects whose references are rows of differences, as libqpdf
 * writes them. */
static GBytes *file_with_differences(void)
{
    static const char HEAD[] = "%PDF-1.7\n1 0 obj\n<< /Pages 2 0 R >>\nendobj\n"
                               "2 0 obj\n<< /Count 3 /Kids [] >>\nendobj\n";
    const guint8 one = 9, two = (guint8)(strstr(HEAD, "2 0 obj") - HEAD),
                 three = sizeof HEAD - 1;
    const guint8 rows[] = {2, 0, 0,
                           2, 1, one,
                           2, 0, (guint8)(two - one),
                           2, 0, (guint8)(three - two)};
    g_autoptr(GBytes) packed = jx_deflate(rows, sizeof rows);
    gsize len;
    const void *data = g_bytes_get_data(packed, &len);
    GString *out = g_string_new(HEAD);
    g_string_append_printf(
        out,
        "3 0 obj\n<< /Type /XRef /Root 1 0 R /W [1 1 0] /Filter /FlateDecode"
        " /DecodeParms << /Predictor 12 /Columns 2 >> /Length %u >>\nstream\n",
        (guint)len);
    g_string_append_len(out, data, (gssize)len);
    g_string_append_printf(out, "\nendstream\nendobj\nstartxref\n%u\n%%%%EOF\n",
                           three);
    return g_string_free_to_bytes(out);
}

Test(pdf_check, references_as_differences_are_read)
{
    g_autoptr(GBytes) file = file_with_differences();

    cr_expect(eq(ptr, (void *)jx_pdf_fault(file, 3), NULL));
    cr_expect(ne(ptr, (void *)jx_pdf_fault(file, 4), NULL));
}

Test(pdf_check, no_file_at_all_is_a_fault)
{
    static const char *const TEXTS[] = {
        "",
        "%PDF-",
        "%PDF-1.7\n",
        "%PDF-1.7\nstartxref\n9\n",
        "%PDF-1.7\nxref\n0 1\n",
        "%PDF-1.7\nstartxref\n999999999999999999\n"};
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        g_autoptr(GBytes) file = g_bytes_new(TEXTS[i], strlen(TEXTS[i]));
        cr_expect(ne(ptr, (void *)jx_pdf_fault(file, 0), NULL));
    }
}
