#pragma once

#include "form/form.h"
#include "layout/layout.h"
#include "load/load.h"

/* Reports for the tests of what is drawn. */

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

/* The first report of a sample, as the program reads it. */
G_GNUC_UNUSED static JxReport *sample_report(const char *name)
{
    GError *error = NULL;
    g_autofree char *path = g_build_filename(JX_SAMPLES, name, NULL);
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(JxInput) input = jx_input_read(path, NULL, diags, &error);
    g_assert_no_error(error);
    g_autoptr(JxDocument) document = jx_load(input, diags);
    return g_ptr_array_steal_index(document->reports, 0);
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
