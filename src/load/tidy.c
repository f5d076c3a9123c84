#include "load/tidy.h"

#include "base/intl.h"

/* What was changed in one text: how often, and where first. */
struct changes {
    guint n, first, end;
};

static bool is_chinese(gunichar c)
{
    if (g_unichar_get_script(c) == G_UNICODE_SCRIPT_HAN)
        return true;
    return (c >= 0x3001 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF0F) ||
           (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) ||
           (c >= 0xFF5B && c <= 0xFF65);
}

static bool ends_paragraph(gunichar c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B ||
           c == 0xFF1A; /* 。！？；： */
}

static void count(struct changes *changes, guint first, guint end)
{
    if (changes->n++ == 0) {
        changes->first = first;
        changes->end = end;
    }
}

/* Is the white space [i, end) between two characters damage by a line end? */
static bool is_torn(const JxText *text, guint i, guint end, bool has_line_end,
                    bool in_name)
{
    gunichar before = jx_text_char(text, i - 1)->c;
    gunichar after = jx_text_char(text, end)->c;
    if (in_name && has_line_end)
        return is_chinese(before) || is_chinese(after);
    if (has_line_end && ends_paragraph(before))
        return false;
    return is_chinese(before) && is_chinese(after);
}

/* Copies the white space [i, end), which stays, in plain characters. */
static void keep_space(const JxText *text, guint i, guint end, bool in_name,
                       GString *out, struct changes *odd)
{
    for (; i < end; i++) {
        gunichar c = jx_text_char(text, i)->c;
        if (!g_unichar_isspace(c)) {
            count(odd, i, i + 1);
        } else if (c >= 0x80) {
            count(odd, i, i + 1);
            g_string_append_c(out, ' ');
        } else if (in_name && (c == '\n' || c == '\r')) {
            count(odd, i, i + 1);
            g_string_append_c(out, ' ');
        } else {
            g_string_append_unichar(out, c);
        }
    }
}

static void report(const JxText *text, JxTidyFor whose, const char *rule,
                   const struct changes *changes, const char *message)
{
    if (changes->n == 0)
        return;
    JxFinding *finding =
        jx_diags_add(text->report->diags, rule,
                     jx_text_place(text, changes->first, changes->end),
                     _(message), changes->n);
    finding->project = whose.project;
    finding->ordinal = whose.ordinal;
    finding->field = whose.field;
}

/* Copies the characters [first, end). */
static void append(GString *out, const JxText *text, guint first, guint end)
{
    if (first == end)
        return;
    gsize from = jx_text_char(text, first)->offset;
    gsize to = end < text->chars->len ? jx_text_char(text, end)->offset
                                      : text->text->len;
    g_string_append_len(out, text->text->str + from, (gssize)(to - from));
}

const char *jx_tidy(const JxText *text, guint first, guint end, JxTidyFor whose)
{
    bool in_name = whose.field == JX_FIELD_NAME;
    struct changes torn = {0}, odd = {0};
    g_autoptr(GString) out = g_string_new(NULL);

    jx_text_trim(text, &first, &end);
    for (guint i = first; i < end;) {
        guint from = i;
        while (i < end && !jx_is_blank(jx_text_char(text, i)->c))
            i++;
        append(out, text, from, i);
        if (i == end)
            break;
        from = i;
        bool has_space = false, has_line_end = false;
        for (; jx_is_blank(jx_text_char(text, i)->c); i++) {
            gunichar c = jx_text_char(text, i)->c;
            has_space = has_space || g_unichar_isspace(c);
            has_line_end = has_line_end || c == '\n' || c == '\r';
        }
        if (has_space && is_torn(text, from, i, has_line_end, in_name))
            count(&torn, from, i);
        else
            keep_space(text, from, i, in_name, out, &odd);
    }

    /* clang-format off */
    report(text, whose, in_name ? "name-line-wrap-space" : "whitespace-removed",
           &torn, N_("文字中有因换行产生的空白 %u 处，已删除"));
    report(text, whose, "char-normalised", &odd,
           N_("有特殊空白或不可见字符 %u 处，已换成普通空格或删除"));
    /* clang-format on */
    if (out->len == 0)
        return NULL;
    return jx_report_text_len(text->report, out->str, out->len);
}
