#include "app/findings_text.h"

#include <string.h>

#include "base/intl.h"

/* Columns of source shown, and how many of them stand before the place. */
#define WINDOW 72
#define BEFORE 30
#define MARGIN "    "

static const struct {
    const char *word, *color;
} SEVERITIES[] = {
    [JX_SEVERITY_HINT] = {N_("提示"), "\033[36m"},
    [JX_SEVERITY_WARNING] = {N_("警告"), "\033[33m"},
    [JX_SEVERITY_ERROR] = {N_("错误"), "\033[31m"},
};

const char *jx_severity_word(JxSeverity severity)
{
    return _(SEVERITIES[severity].word);
}

/* Columns a character takes in a terminal. Tabs and controls are shown as one
 * blank. */
static guint width_of(gunichar c)
{
    if (g_unichar_iszerowidth(c))
        return 0;
    return g_unichar_iswide(c) ? 2 : 1;
}

static void append_shown(GString *out, gunichar c)
{
    if (c < 0x20 || (c >= 0x7f && c < 0xa0))
        g_string_append_c(out, ' ');
    else
        g_string_append_unichar(out, c);
}

/* First character of the window: as many as fit in BEFORE columns ahead of
 * `column` (from 1). */
static const char *window_start(const char *line, const char *place)
{
    const char *start = place;
    guint columns = 0;
    while (start > line) {
        const char *previous = g_utf8_prev_char(start);
        columns += width_of(g_utf8_get_char(previous));
        if (columns > BEFORE)
            break;
        start = previous;
    }
    return start;
}

/* The source line around the place, and a line with the mark below it. */
static void append_source(GString *out, const JxInput *input, JxPlace place)
{
    gsize len;
    const char *line = jx_input_line(input, place.line, &len);
    if (line == NULL || place.column == 0)
        return;
    const char *end = line + len, *at = line;
    for (guint i = 1; i < place.column && at < end; i++)
        at = g_utf8_next_char(at);

    const char *start = window_start(line, at);
    g_autoptr(GString) mark = g_string_new(MARGIN);
    g_string_append(out, MARGIN);
    if (start > line) {
        g_string_append(out, "...");
        g_string_append(mark, "   ");
    }
    guint columns = 0, seen = 0;
    const char *p = start;
    for (; p < end && columns < WINDOW; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        guint width = width_of(c);
        append_shown(out, c);
        columns += width;
        if (p >= at)
            seen++;
        for (guint i = 0; i < width; i++)
            if (p < at)
                g_string_append_c(mark, ' ');
            else if (seen == 1 && i == 0)
                g_string_append_c(mark, '^');
            else if (seen <= MAX(place.length, 1))
                g_string_append_c(mark, '~');
    }
    if (seen == 0)
        g_string_append_c(mark, '^'); /* just behind the line's end */
    g_string_append_printf(out, "%s\n%s\n", p < end ? "..." : "", mark->str);
}

/* 文件:行:列 or 文件:Sheet!C5, as far as it is known. */
static void append_place(GString *out, const char *name, JxPlace place)
{
    g_string_append_printf(out, "%s:", name);
    if (place.cell)
        g_string_append_printf(out, "%s:", place.cell);
    else if (place.line > 0 && place.column > 0)
        g_string_append_printf(out, "%u:%u:", place.line, place.column);
    else if (place.line > 0)
        g_string_append_printf(out, "%u:", place.line);
}

static void append_finding(GString *out, const char *name, const JxInput *input,
                           const JxFinding *finding, bool color)
{
    append_place(out, name, finding->place);
    g_string_append_printf(out, " %s%s%s[%s]: %s\n",
                           color ? SEVERITIES[finding->severity].color : "",
                           jx_severity_word(finding->severity),
                           color ? "\033[0m" : "", finding->rule,
                           finding->message);
    if (input && input->text && finding->place.cell == NULL)
        append_source(out, input, finding->place);
    if (finding->hint)
        g_string_append_printf(out, MARGIN "%s%s\n", _("提示："),
                               finding->hint);
    if (finding->waived)
        g_string_append_printf(out, MARGIN "%s%s\n", _("已豁免："),
                               finding->waived);
}

char *jx_findings_text(const char *name, const JxInput *input,
                       const JxDiags *diags, const JxFindingsStyle *style)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < jx_diags_count(diags); i++) {
        const JxFinding *finding = jx_diags_get(diags, i);
        if (finding->severity >= style->least)
            append_finding(out, name, input, finding, style->color);
    }
    return g_string_free(out, FALSE);
}

static guint count_waived(const JxDiags *diags)
{
    guint n = 0;
    for (guint i = 0; i < jx_diags_count(diags); i++)
        n += jx_diags_get(diags, i)->waived != NULL;
    return n;
}

char *jx_findings_summary(const JxDiags *diags)
{
    guint errors = jx_diags_count_severity(diags, JX_SEVERITY_ERROR);
    guint warnings = jx_diags_count_severity(diags, JX_SEVERITY_WARNING);
    guint hints = jx_diags_count_severity(diags, JX_SEVERITY_HINT);
    guint waived = count_waived(diags);

    if (waived > 0)
        return g_strdup_printf(
            _("%u 项错误，%u 项警告，%u 项提示，另有 %u 项已豁免"), errors,
            warnings, hints, waived);
    return g_strdup_printf(_("%u 项错误，%u 项警告，%u 项提示"), errors,
                           warnings, hints);
}
