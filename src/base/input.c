#include "base/input.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/decode.h"
#include "base/error.h"
#include "base/intl.h"
#include "base/limits.h"

static const char *const DAMAGE_RULES[JX_N_DAMAGES] = {
    [JX_DAMAGE_INVALID] = "encoding-invalid",
    [JX_DAMAGE_NUL] = "nul-byte",
    [JX_DAMAGE_CONTROL] = "control-char",
};

/* "B5 FE", the first bytes of the damage; yours. */
static char *hex_of(const JxDamage *damage)
{
    GString *hex = g_string_new(NULL);
    guint n = MIN(damage->n_bytes, (guint)sizeof damage->bytes);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(hex, i > 0 ? " %02X" : "%02X", damage->bytes[i]);
    if (damage->n_bytes > n)
        g_string_append(hex, " …");
    return g_string_free(hex, FALSE);
}

static void report_damage(const JxInput *input, const JxDamage *damage,
                          JxPlace place, JxDiags *diags)
{
    g_autofree char *hex = hex_of(damage);
    switch (damage->kind) {
    case JX_DAMAGE_INVALID:
        jx_diags_add(diags, DAMAGE_RULES[damage->kind], place,
                     _("字节 %s 在 %s 编码中不是字符，以 � 代替"), hex,
                     input->encoding);
        break;
    case JX_DAMAGE_NUL:
        jx_diags_add(diags, DAMAGE_RULES[damage->kind], place,
                     _("空字节（%u 个），以 � 代替"), damage->n_chars);
        break;
    default:
        jx_diags_add(diags, DAMAGE_RULES[damage->kind], place,
                     _("控制字符（字节 %s），以 � 代替"), hex);
    }
}

static void report_damages(const JxInput *input, const JxDecoded *decoded,
                           JxDiags *diags)
{
    guint n[JX_N_DAMAGES] = {0};
    JxPlace first_more[JX_N_DAMAGES] = {0};
    JxCursor cursor = jx_cursor_new(input);
    for (guint i = 0; i < decoded->damages->len; i++) {
        const JxDamage *damage = &g_array_index(decoded->damages, JxDamage, i);
        JxPlace place = jx_cursor_move(&cursor, damage->offset);
        place.length = damage->n_chars;
        if (n[damage->kind] == JX_MAX_LISTED)
            first_more[damage->kind] = place;
        if (n[damage->kind]++ < JX_MAX_LISTED)
            report_damage(input, damage, place, diags);
    }
    for (guint kind = 0; kind < JX_N_DAMAGES; kind++) {
        if (decoded->n_damages[kind] > JX_MAX_LISTED)
            jx_diags_add(diags, DAMAGE_RULES[kind], first_more[kind],
                         _("从这里起还有 %u 处同样的损坏，不再逐一列出"),
                         decoded->n_damages[kind] - JX_MAX_LISTED);
    }
}

static void find_lines(JxInput *input)
{
    const char *text = input->text;
    for (gsize at = 0; at < input->len;) {
        g_array_append_val(input->lines, at);
        at += strcspn(text + at, "\r\n");
        if (at < input->len)
            at += text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1;
    }
}

static void report_long_lines(const JxInput *input, JxDiags *diags)
{
    for (guint line = 1; line <= input->lines->len; line++) {
        gsize len = 0;
        const char *text = jx_input_line(input, line, &len);
        if (len <= JX_MAX_LINE_CHARS)
            continue;
        glong n = g_utf8_strlen(text, (gssize)len);
        if (n > JX_MAX_LINE_CHARS)
            jx_diags_add(
                diags, "line-too-long", (JxPlace){.line = line, .column = 1},
                _("一行有 %ld 个字符，超过 %d 个"), n, JX_MAX_LINE_CHARS);
    }
}

static void refuse_size(JxInput *input, JxDiags *diags)
{
    input->too_large = true;
    g_clear_pointer(&input->bytes, g_bytes_unref);
    input->bytes = g_bytes_new_static("", 0);
    jx_diags_add(diags, "input-too-large", (JxPlace){0},
                 _("文件超过 %d MB，没有读取"),
                 JX_MAX_INPUT_BYTES / (1024 * 1024));
}

JxInput *jx_input_from_bytes(const char *name, GBytes *bytes,
                             const char *encoding, JxDiags *diags)
{
    JxInput *input = g_new0(JxInput, 1);
    /* a file's name may be any bytes; messages and JSON are UTF-8 */
    input->name = g_utf8_validate(name, -1, NULL)
                      ? g_strdup(name)
                      : g_filename_display_name(name);
    input->bytes = g_bytes_ref(bytes);
    input->lines = g_array_new(FALSE, FALSE, sizeof(gsize));
    if (g_bytes_get_size(bytes) > JX_MAX_INPUT_BYTES)
        refuse_size(input, diags);
    input->sha256 =
        g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, input->bytes);

    gsize size;
    const guchar *data = g_bytes_get_data(input->bytes, &size);
    JxDecoded decoded = jx_decode(data, size, encoding);
    input->encoding = g_strdup(decoded.encoding);
    if (decoded.text != NULL && !input->too_large) {
        input->text = g_steal_pointer(&decoded.text);
        input->len = decoded.len;
        find_lines(input);
        report_damages(input, &decoded, diags);
        report_long_lines(input, diags);
    }
    jx_decoded_clear(&decoded);
    return input;
}

/* Wording of why a file cannot be read. */
static void set_read_error(GError **error, const char *name, int code)
{
    if (code == ENOENT)
        g_set_error(error, JX_ERROR, JX_ERROR_INPUT, _("%s：没有这个文件"),
                    name);
    else if (code == EISDIR)
        g_set_error(error, JX_ERROR, JX_ERROR_INPUT,
                    _("%s：这是文件夹，这里要一个文件"), name);
    else if (code == EACCES || code == EPERM)
        g_set_error(error, JX_ERROR, JX_ERROR_INPUT, _("%s：没有读取权限"),
                    name);
    else
        g_set_error(error, JX_ERROR, JX_ERROR_INPUT, _("%s：读取失败：%s"),
                    name, g_strerror(code));
}

/* Reads to the end, or one byte past the limit. Returns errno, 0 if well. */
static int read_all(FILE *file, GByteArray *bytes)
{
    guint8 buffer[65536];
    while (bytes->len <= JX_MAX_INPUT_BYTES) {
        gsize room =
            MIN(sizeof buffer, (gsize)JX_MAX_INPUT_BYTES + 1 - bytes->len);
        errno = 0;
        gsize n = fread(buffer, 1, room, file);
        g_byte_array_append(bytes, buffer, (guint)n);
        if (ferror(file) != 0)
            return errno != 0 ? errno : EIO;
        if (n < room)
            return 0;
    }
    return 0;
}

static GBytes *read_file(const char *path, const char *name, GError **error)
{
    bool is_stdin = strcmp(path, "-") == 0;
    FILE *file = is_stdin ? stdin : g_fopen(path, "rb");
    if (file == NULL) {
        set_read_error(error, name, errno);
        return NULL;
    }
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    int code = read_all(file, bytes);
    if (!is_stdin)
        fclose(file);
    if (code != 0) {
        set_read_error(error, name, code);
        return NULL;
    }
    return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

JxInput *jx_input_read(const char *path, const char *encoding, JxDiags *diags,
                       GError **error)
{
    bool is_stdin = strcmp(path, "-") == 0;
    const char *name = is_stdin ? _("标准输入") : path;
    if (encoding != NULL && jx_encoding_lookup(encoding) == NULL) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("不认识编码“%s”；可用 UTF-8、GB18030、UTF-16LE、"
                      "UTF-16BE、BIG5"),
                    encoding);
        return NULL;
    }
    g_autoptr(GBytes) bytes = read_file(path, name, error);
    if (bytes == NULL)
        return NULL;
    JxInput *input = jx_input_from_bytes(name, bytes, encoding, diags);
    if (!is_stdin)
        input->path = g_strdup(path);
    return input;
}

void jx_input_free(JxInput *input)
{
    if (input == NULL)
        return;
    g_free(input->name);
    g_free(input->path);
    g_clear_pointer(&input->bytes, g_bytes_unref);
    g_free(input->sha256);
    g_free(input->encoding);
    g_free(input->text);
    g_array_unref(input->lines);
    g_free(input);
}

const char *jx_input_line(const JxInput *input, guint line, gsize *len)
{
    if (line == 0 || line > input->lines->len)
        return NULL;
    gsize begin = g_array_index(input->lines, gsize, line - 1);
    gsize end = line < input->lines->len
                    ? g_array_index(input->lines, gsize, line)
                    : input->len;
    while (end > begin && strchr("\r\n", input->text[end - 1]) != NULL)
        end--;
    *len = end - begin;
    return input->text + begin;
}

JxCursor jx_cursor_new(const JxInput *input)
{
    return (JxCursor){.input = input, .line = 1, .column = 1};
}

/* The last line that begins at or before offset, from 1. */
static guint line_at(const GArray *lines, gsize offset, guint from)
{
    guint low = from;
    guint high = lines->len;
    while (low < high) {
        guint middle = low + (high - low + 1) / 2;
        if (g_array_index(lines, gsize, middle - 1) <= offset)
            low = middle;
        else
            high = middle - 1;
    }
    return MAX(low, 1);
}

JxPlace jx_cursor_move(JxCursor *cursor, gsize offset)
{
    const GArray *lines = cursor->input->lines;
    guint line =
        line_at(lines, offset, offset < cursor->offset ? 1 : cursor->line);
    if (line != cursor->line || offset < cursor->offset) {
        cursor->line = line;
        cursor->column = 1;
        cursor->offset =
            lines->len > 0 ? g_array_index(lines, gsize, line - 1) : 0;
    }
    const char *text = cursor->input->text;
    cursor->column += (guint)g_utf8_strlen(text + cursor->offset,
                                           (gssize)(offset - cursor->offset));
    cursor->offset = offset;
    return (JxPlace){.line = cursor->line, .column = cursor->column};
}
