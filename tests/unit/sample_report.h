#pragma once

#include <string.h>

#include "form/form.h"
#include "layout/layout.h"

/* Reports for the tests of what is drawn: samples read in the plainest way
 * (cells between tabs, the last one the indicators), and made-up ones. */

typedef JxReport *(*MakeReport)(void);

G_GNUC_UNUSED static JxReport *titled_report(void)
{
    JxReport *report = jx_report_new();
    report->title = "项目支出绩效目标表（测试）";
    report->unit = "甲市乙中学";
    report->currency_unit = "万元";
    report->currency = JX_CURRENCY_WAN;
    return report;
}

G_GNUC_UNUSED static void set_amounts(JxReport *report, JxMoney *funding,
                                      char **cells, guint n)
{
    for (guint i = 0; i < JX_N_FUNDS; i++) {
        const char *text = i < n ? cells[i] : "";
        jx_money_parse(&funding[i], text, report->currency, NULL);
        funding[i].text = jx_report_text(report, text);
    }
}

G_GNUC_UNUSED static void add_sample_row(JxReport *report, char **cells,
                                         guint line)
{
    guint n = g_strv_length(cells);
    if (!report->has_declared) {
        report->has_declared = true;
        report->declared.name = jx_report_text(report, cells[0]);
        report->declared.place.line = line;
        set_amounts(report, report->declared.funding, cells + 1, JX_N_FUNDS);
        return;
    }
    JxProject *project = jx_report_append_project(report);
    project->place.line = line;
    project->name = jx_report_text(report, cells[0]);
    set_amounts(report, project->funding, cells + 1, n - 3);
    if (cells[n - 2][0])
        project->goal = jx_report_text(report, cells[n - 2]);
    if (cells[n - 1][0])
        project->indicators_text = jx_report_text(report, cells[n - 1]);
}

G_GNUC_UNUSED static JxReport *sample_report(const char *name)
{
    g_autofree char *path = g_build_filename(JX_SAMPLES, name, NULL);
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    JxReport *report = titled_report();
    bool in_table = false;

    for (guint i = 0; lines[i]; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
        if (g_strv_length(cells) < 6 || strstr(lines[i], "---"))
            continue;
        if (in_table)
            add_sample_row(report, cells, i + 1);
        in_table = true;
    }
    return report;
}

G_GNUC_UNUSED static JxFonts *test_fonts(void)
{
    GError *error = NULL;
    JxFonts *fonts = jx_fonts_open(JX_SHARE, NULL, &error);
    g_assert_no_error(error);
    return fonts;
}

G_GNUC_UNUSED static JxForm *test_form(const char *name)
{
    GError *error = NULL;
    JxForm *form = jx_form_load(name, JX_SHARE "/templates", &error);
    g_assert_no_error(error);
    return form;
}
