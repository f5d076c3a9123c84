#include "model/report.h"

static const struct {
    JxField field;
    const char *key, *heading;
} FUNDS[JX_N_FUNDS] = {
    [JX_FUND_TOTAL] = {JX_FIELD_TOTAL, "total", "总计"},
    [JX_FUND_FISCAL] = {JX_FIELD_FISCAL, "fiscal", "财政拨款"},
    [JX_FUND_SPECIAL_ACCOUNT] = {JX_FIELD_SPECIAL_ACCOUNT, "special_account",
                                 "财政专户拨款"},
    [JX_FUND_OTHER] = {JX_FIELD_OTHER, "other", "其他资金"},
};

static void project_clear(gpointer data)
{
    JxProject *project = data;
    g_array_unref(project->indicators);
    g_array_unref(project->extra);
}

JxReport *jx_report_new(void)
{
    JxReport *report = g_new0(JxReport, 1);
    report->units = g_array_new(FALSE, TRUE, sizeof(JxTotals));
    report->projects = g_array_new(FALSE, TRUE, sizeof(JxProject));
    g_array_set_clear_func(report->projects, project_clear);
    report->notes = g_ptr_array_new();
    report->signatures = g_ptr_array_new();
    report->diags = jx_diags_new();
    report->chunk = g_string_chunk_new(16 * 1024);
    return report;
}

void jx_report_free(JxReport *report)
{
    if (report == NULL)
        return;
    g_free(report->source_name);
    g_free(report->source_sha256);
    g_free(report->source_encoding);
    g_array_unref(report->units);
    g_array_unref(report->projects);
    g_ptr_array_unref(report->notes);
    g_ptr_array_unref(report->signatures);
    jx_diags_free(report->diags);
    g_string_chunk_free(report->chunk);
    g_free(report);
}

static void free_report(gpointer report)
{
    jx_report_free(report);
}

JxDocument *jx_document_new(void)
{
    JxDocument *document = g_new0(JxDocument, 1);
    document->reports = g_ptr_array_new_with_free_func(free_report);
    return document;
}

void jx_document_free(JxDocument *document)
{
    if (document == NULL)
        return;
    g_ptr_array_unref(document->reports);
    g_free(document);
}

const char *jx_report_text(JxReport *report, const char *text)
{
    return text ? g_string_chunk_insert_const(report->chunk, text) : NULL;
}

const char *jx_report_text_len(JxReport *report, const char *text, gsize len)
{
    g_autofree char *copy = g_strndup(text, len);
    return g_string_chunk_insert_const(report->chunk, copy);
}

JxProject *jx_report_append_project(JxReport *report)
{
    g_array_set_size(report->projects, report->projects->len + 1);
    JxProject *project = jx_report_project(report, report->projects->len - 1);
    project->unit = -1;
    project->indicators = g_array_new(FALSE, TRUE, sizeof(JxIndicator));
    project->extra = g_array_new(FALSE, TRUE, sizeof(JxExtra));
    return project;
}

JxTotals *jx_report_append_unit(JxReport *report)
{
    g_array_set_size(report->units, report->units->len + 1);
    return jx_report_unit(report, report->units->len - 1);
}

JxIndicator *jx_project_append_indicator(JxProject *project)
{
    g_array_set_size(project->indicators, project->indicators->len + 1);
    return jx_project_indicator(project, project->indicators->len - 1);
}

JxField jx_fund_field(JxFund fund)
{
    return FUNDS[fund].field;
}

const char *jx_fund_heading(JxFund fund)
{
    return FUNDS[fund].heading;
}

const char *jx_fund_key(JxFund fund)
{
    return FUNDS[fund].key;
}

const char *jx_report_finding_project(const JxReport *report,
                                      const JxFinding *finding)
{
    if (finding->project < 0 ||
        (guint)finding->project >= report->projects->len)
        return NULL;
    return jx_report_project(report, (guint)finding->project)->name;
}

guint jx_report_fund_decimals(const JxReport *report, JxFund fund)
{
    guint decimals = 2;
    if (report->has_declared)
        decimals = MAX(decimals, report->declared.funding[fund].decimals);
    for (guint i = 0; i < report->units->len; i++)
        decimals =
            MAX(decimals, jx_report_unit(report, i)->funding[fund].decimals);
    for (guint i = 0; i < report->projects->len; i++)
        decimals =
            MAX(decimals, jx_report_project(report, i)->funding[fund].decimals);
    return decimals;
}

bool jx_report_sum(const JxReport *report, JxFund fund, gint64 *sum)
{
    gint64 total = 0;
    for (guint i = 0; i < report->projects->len; i++)
        if (!jx_money_add(
                total, jx_report_project(report, i)->funding[fund].fen, &total))
            return false;
    *sum = total;
    return true;
}
