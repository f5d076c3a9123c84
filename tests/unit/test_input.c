#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/input.h"
#include "base/limits.h"

static JxInput *input_of(const char *bytes, gsize len, const char *encoding,
                         JxDiags *diags)
{
    g_autoptr(GBytes) copy = g_bytes_new(bytes, len);
    return jx_input_from_bytes("样", copy, encoding, diags);
}

/* One text in many encodings: 单位⇥元 and a line end. */
static const struct {
    const char *bytes;
    gsize len;
    const char *encoding;
} ENCODED[] = {
    {"单位\t元\n", 11, "UTF-8"},
    {"\xef\xbb\xbf单位\t元\n", 14, "UTF-8-BOM"},
    {"\xb5\xa5\xce\xbb\t\xd4\xaa\n", 8, "GB18030"},
    {"\xff\xfe\x55\x53\x4d\x4f\t\0\x43\x51\n\0", 12, "UTF-16LE"},
    {"\xfe\xff\x53\x55\x4f\x4d\0\t\x51\x43\0\n", 12, "UTF-16BE"},
    {"\x55\x53\x4d\x4f\t\0\x43\x51\n\0", 10, "UTF-16LE"},
    {"\x53\x55\x4f\x4d\0\t\x51\x43\0\n", 10, "UTF-16BE"},
};

ParameterizedTestParameters(input, every_encoding_gives_the_same_text)
{
    static size_t cases[G_N_ELEMENTS(ENCODED)];
    for (size_t i = 0; i < G_N_ELEMENTS(ENCODED); i++)
        cases[i] = i;
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(ENCODED));
}

ParameterizedTest(size_t *i, input, every_encoding_gives_the_same_text)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxInput) input =
        input_of(ENCODED[*i].bytes, ENCODED[*i].len, NULL, diags);

    cr_expect(eq(str, input->encoding, (char *)ENCODED[*i].encoding));
    cr_assert(ne(ptr, input->text, NULL));
    cr_expect(eq(str, input->text, "单位\t元\n"));
    cr_expect(eq(u32, jx_diags_count(diags), 0));
}

Test(input, four_byte_gb18030_is_read)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxInput) input =
        input_of("\xb5\xa5\x95\x32\x82\x36\xd2\xbb", 8, NULL, diags);

    cr_expect(eq(str, input->encoding, "GB18030"));
    cr_expect(eq(str, input->text, "单𠀀一"));
}

Test(input, invalid_bytes_are_replaced_and_located)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    /* UTF-8 with one character cut on the second line; it is valid GB18030,
     * by chance */
    g_autoptr(JxInput) input =
        input_of("项目名称总计\n资\xe9\x87金", 27, NULL, diags);

    cr_expect(eq(str, input->encoding, "UTF-8"));
    cr_expect(eq(str, input->text, "项目名称总计\n资\ufffd金"));
    cr_assert(eq(u32, jx_diags_count(diags), 1));
    const JxFinding *finding = jx_diags_get(diags, 0);
    cr_expect(eq(str, (char *)finding->rule, "encoding-invalid"));
    cr_expect(eq(u32, finding->place.line, 2));
    cr_expect(eq(u32, finding->place.column, 2));
}

Test(input, fewer_invalid_bytes_decide_between_utf8_and_gb18030)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    /* 单位元 in GB18030 with one byte that begins nothing */
    g_autoptr(JxInput) input =
        input_of("\xb5\xa5\xff\xce\xbb\n\xd4\xaa", 8, NULL, diags);

    cr_expect(eq(str, input->encoding, "GB18030"));
    cr_expect(eq(str, input->text, "单\ufffd位\n元"));
    cr_assert(eq(u32, jx_diags_count(diags), 1));
    cr_expect(eq(u32, jx_diags_get(diags, 0)->place.column, 2));
}

Test(input, a_forced_encoding_is_obeyed)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxInput) input = input_of("元", 3, "gbk", diags);

    cr_expect(eq(str, input->encoding, "GB18030"));
    cr_expect(ne(str, input->text, "元"));
}

Test(input, nul_and_control_characters_are_findings_and_visible)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxInput) input =
        input_of("甲\0\0乙\f丙\x01\n\xc2\x85丁", 19, NULL, diags);

    cr_expect(eq(str, input->text, "甲\ufffd\ufffd乙 丙\ufffd\n\ufffd丁"));
    cr_assert(eq(u32, jx_diags_count(diags), 3));
    cr_expect(eq(str, (char *)jx_diags_get(diags, 0)->rule, "nul-byte"));
    cr_expect(eq(u32, jx_diags_get(diags, 0)->place.column, 2));
    cr_expect(eq(u32, jx_diags_get(diags, 0)->place.length, 2));
    cr_expect(eq(str, (char *)jx_diags_get(diags, 1)->rule, "control-char"));
    cr_expect(eq(u32, jx_diags_get(diags, 1)->place.column, 7));
    cr_expect(eq(u32, jx_diags_get(diags, 2)->place.line, 2));
}

Test(input, much_damage_is_listed_up_to_a_limit)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < JX_MAX_LISTED + 5; i++)
        g_string_append(text, "一行很长很长的文字\x01\n");

    g_autoptr(JxInput) input = input_of(text->str, text->len, NULL, diags);

    cr_assert(eq(u32, jx_diags_count(diags), JX_MAX_LISTED + 1));
    cr_expect(eq(u32, jx_diags_get(diags, JX_MAX_LISTED)->place.line,
                 JX_MAX_LISTED + 1));
}

Test(input, lines_end_with_lf_cr_or_crlf)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    static const char *const LINES[] = {"一", "二", "", "三", "四"};

    g_autoptr(JxInput) input = input_of("一\r\n二\n\n三\r四", 17, NULL, diags);

    cr_assert(eq(u32, input->lines->len, 5));
    for (guint i = 0; i < 5; i++) {
        gsize len;
        const char *text = jx_input_line(input, i + 1, &len);
        g_autofree char *line = g_strndup(text, len);
        cr_expect(eq(str, line, (char *)LINES[i]));
    }
    gsize len;
    cr_expect(eq(ptr, (char *)jx_input_line(input, 6, &len), NULL));
    cr_expect(eq(ptr, (char *)jx_input_line(input, 0, &len), NULL));
}

Test(input, what_is_no_text_is_binary)
{
    static const char *const BYTES[] = {"PK\3\4rest", "\x89PNG\r\n\x1a\nrest",
                                        "%PDF-1.7\n", "\xd0\xcf\x11\xe0rest"};
    g_autoptr(JxDiags) diags = jx_diags_new();
    for (size_t i = 0; i < G_N_ELEMENTS(BYTES); i++) {
        g_autoptr(JxInput) input =
            input_of(BYTES[i], strlen(BYTES[i]), NULL, diags);
        cr_expect(eq(str, input->encoding, "binary"));
        cr_expect(eq(ptr, input->text, NULL));
    }

    char noise[4096];
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)g_rand_int_range(rand, 0, 256);
    g_autoptr(JxInput) input = input_of(noise, sizeof noise, NULL, diags);
    cr_expect(eq(str, input->encoding, "binary"));
    cr_expect(eq(u32, jx_diags_count(diags), 0));
}

Test(input, an_empty_input_has_no_lines)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxInput) input = input_of("", 0, NULL, diags);

    cr_expect(eq(str, input->encoding, "UTF-8"));
    cr_expect(eq(u32, input->lines->len, 0));
    cr_expect(eq(str, input->sha256,
                 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b"
                 "7852b855"));
    g_autoptr(JxInput) forced = input_of("", 0, "GBK", diags);
    cr_expect(eq(str, forced->text, ""));
}

Test(input, an_input_over_the_limit_is_refused)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(GBytes) bytes = g_bytes_new_take(
        g_malloc0(JX_MAX_INPUT_BYTES + 1), JX_MAX_INPUT_BYTES + 1);

    g_autoptr(JxInput) input = jx_input_from_bytes("大", bytes, NULL, diags);

    cr_expect(input->too_large);
    cr_expect(eq(ptr, input->text, NULL));
    cr_assert(eq(u32, jx_diags_count(diags), 1));
    cr_expect(eq(str, (char *)jx_diags_get(diags, 0)->rule, "input-too-large"));
}

Test(input, a_very_long_line_is_a_finding)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autofree char *text = g_strnfill(JX_MAX_LINE_CHARS + 1, 'a');

    g_autoptr(JxInput) input =
        input_of(text, JX_MAX_LINE_CHARS + 1, NULL, diags);

    cr_assert(eq(u32, jx_diags_count(diags), 1));
    cr_expect(eq(str, (char *)jx_diags_get(diags, 0)->rule, "line-too-long"));
    cr_expect(eq(ulong, input->len, JX_MAX_LINE_CHARS + 1));
}

Test(input, files_that_cannot_be_read_are_errors)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    static const char *const PATHS[] = {"/没有/这个.txt", "/tmp"};
    for (size_t i = 0; i < G_N_ELEMENTS(PATHS); i++) {
        g_autoptr(GError) error = NULL;
        JxInput *input = jx_input_read(PATHS[i], NULL, diags, &error);
        cr_expect(eq(ptr, input, NULL));
        cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_INPUT));
    }
    g_autoptr(GError) error = NULL;
    cr_expect(eq(ptr, jx_input_read("/tmp", "没有", diags, &error), NULL));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG));
}

Test(input, a_file_is_read_whole_and_named)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("样本XXXXXX", &path, NULL);
    cr_assert(ge(int, file, 0));
    close(file);
    cr_assert(g_file_set_contents(path, "abc", 3, NULL));

    g_autoptr(JxInput) input = jx_input_read(path, NULL, diags, &error);
    g_unlink(path);

    cr_assert(ne(ptr, input, NULL));
    cr_expect(eq(str, input->path, path));
    cr_expect(eq(str, input->text, "abc"));
    cr_expect(eq(str, input->sha256,
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61"
                 "f20015ad"));
}

Test(input, a_name_that_is_not_utf8_becomes_readable)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(GBytes) bytes = g_bytes_new_static("", 0);

    g_autoptr(JxInput) input =
        jx_input_from_bytes("\xc7\xe0.txt", bytes, NULL, diags);

    cr_expect(g_utf8_validate(input->name, -1, NULL));
}

Test(input, the_cursor_knows_lines_and_columns_in_characters)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(JxInput) input = input_of("甲乙\n丙丁戊\n", 17, NULL, diags);
    JxCursor cursor = jx_cursor_new(input);
    static const struct {
        gsize offset;
        guint line, column;
    } PLACES[] = {{0, 1, 1},  {3, 1, 2}, {7, 2, 1}, {13, 2, 3},
                  {10, 2, 2}, {3, 1, 2}, {17, 2, 5}};
    for (size_t i = 0; i < G_N_ELEMENTS(PLACES); i++) {
        JxPlace place = jx_cursor_move(&cursor, PLACES[i].offset);
        cr_expect(eq(u32, place.line, PLACES[i].line));
        cr_expect(eq(u32, place.column, PLACES[i].column));
    }
}
