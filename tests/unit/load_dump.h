#pragma once

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include "load/load.h"

/* Texts in, one short line of text out for what was read: so that a test is
 * an input and what should become of it. */

#define HEADING_ROW                                                            \
    "项目名称\t总计\t财政拨款\t财政专户拨款\t其他资金\t"   \
    "绩效目标\t绩效指标\n"
#define FRONT "项目支出绩效目标表\n单位名称：甲局\n单位：万元\n"

G_GNUC_UNUSED static JxDocument *load_text(const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(JxInput) input =
        jx_input_from_bytes("test.txt", bytes, NULL, diags);
    return jx_load(input, diags);
}

G_GNUC_UNUSED static const char *shown(const char *text)
{
    return text ? text : "~";
}

/* "rule@line:column+length rule@…" in the order of recording. */
G_GNUC_UNUSED static char *dump_findings(const JxReport *report)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < jx_diags_count(report->diags); i++) {
        const JxFinding *finding = jx_diags_get(report->diags, i);
        g_string_append_printf(out, "%s%s@%u:%u+%u", out->len ? " " : "",
                               finding->rule, finding->place.line,
                               finding->place.column, finding->place.length);
    }
    return g_string_free(out, FALSE);
}

/* One line an item: "1 [1 产出指标][11 数量指标] name | period | annual", or
 * "- text" for one that was not read. Missing is "~". */
G_GNUC_UNUSED static char *dump_indicators(const JxProject *project)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < project->indicators->len; i++) {
        const JxIndicator *item = jx_project_indicator(project, i);
        if (!item->parsed) {
            g_string_append_printf(out, "- %s\n", item->text);
            continue;
        }
        g_string_append_printf(
            out, "%u [%s %s][%s %s] %s | %s | %s\n", item->ordinal,
            shown(item->level1.code), shown(item->level1.name),
            shown(item->level2.code), shown(item->level2.name),
            shown(item->name), shown(item->period_value),
            shown(item->annual_value));
    }
    return g_string_free(out, FALSE);
}

/* "title | unit | currency | year | form", the declared total, the units
 * ("= name amounts"), the projects ("name amounts <unit> / goal"), notes
 * ("* …") and signatures ("_ …"), one a line. */
G_GNUC_UNUSED static char *dump_report(const JxReport *report)
{
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "%s | %s | %s | %s | %s\n",
                           shown(report->title), shown(report->unit),
                           shown(report->currency_unit), shown(report->year),
                           shown(report->form_number));
    const JxTotals *declared = &report->declared;
    if (report->has_declared) {
        g_string_append_printf(out, "== %s", shown(declared->name));
        for (int k = 0; k < JX_N_FUNDS; k++)
            g_string_append_printf(
                out, " %s",
                *declared->funding[k].text ? declared->funding[k].text : "~");
        g_string_append_c(out, '\n');
    }
    for (guint i = 0; i < report->units->len; i++) {
        const JxTotals *unit = jx_report_unit(report, i);
        g_string_append_printf(out, "= %s", shown(unit->name));
        for (int k = 0; k < JX_N_FUNDS; k++)
            g_string_append_printf(
                out, " %s",
                *unit->funding[k].text ? unit->funding[k].text : "~");
        g_string_append_c(out, '\n');
    }
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        g_string_append(out, shown(project->name));
        for (int k = 0; k < JX_N_FUNDS; k++)
            g_string_append_printf(
                out, " %s",
                *project->funding[k].text ? project->funding[k].text : "~");
        g_string_append_printf(out, " <%d> / %s", project->unit,
                               shown(project->goal));
        for (guint k = 0; k < project->extra->len; k++) {
            const JxExtra *extra = &g_array_index(project->extra, JxExtra, k);
            g_string_append_printf(out, " {%s=%s}", extra->heading,
                                   extra->text);
        }
        g_string_append_c(out, '\n');
    }
    for (guint i = 0; i < report->notes->len; i++)
        g_string_append_printf(out, "* %s\n", (char *)report->notes->pdata[i]);
    for (guint i = 0; i < report->signatures->len; i++)
        g_string_append_printf(out, "_ %s\n",
                               (char *)report->signatures->pdata[i]);
    return g_string_free(out, FALSE);
}

G_GNUC_UNUSED static JxReport *report_at(const JxDocument *document, guint i)
{
    cr_assert(i < document->reports->len);
    return document->reports->pdata[i];
}
