#include "app/findings_text.h"

#include <string.h>

#include "base/excerpt.h"
#include "base/intl.h"

#define MARGIN "    "
#define EXCERPT_COLUMNS 76 /* so that it fits a terminal of 80 with MARGIN */

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

static void append_source(GString *out, const JxInput *input, JxPlace place)
{
    gsize len;
    const char *line = jx_input_line(input, place.line, &len);
    if (line && place.column > 0)
        jx_excerpt_append(out, line, len, place.column, place.length,
                          (guint)strlen(MARGIN), EXCERPT_COLUMNS);
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
