#include "model/report.h"

/* A deep copy: plain assignments, then every pointer is replaced. */

static void own_text(JxReport *copy, const char **text)
{
    *text = jx_report_text(copy, *text);
}

static void own_place(JxReport *copy, JxPlace *place)
{
    own_text(copy, &place->cell);
}

static void own_funding(JxReport *copy, JxMoney funding[JX_N_FUNDS])
{
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        own_text(copy, &funding[fund].text);
        own_place(copy, &funding[fund].place);
    }
}

static void own_totals(JxReport *copy, JxTotals *totals)
{
    own_text(copy, &totals->name);
    own_place(copy, &totals->place);
    own_funding(copy, totals->funding);
}

static void own_level(JxReport *copy, JxLevel *level)
{
    own_text(copy, &level->code);
    own_text(copy, &level->name);
    own_place(copy, &level->place);
}

static void own_indicator(JxReport *copy, JxIndicator *item)
{
    own_level(copy, &item->level1);
    own_level(copy, &item->level2);
    own_text(copy, &item->name);
    own_text(copy, &item->period_value);
    own_text(copy, &item->annual_value);
    own_text(copy, &item->text);
    own_place(copy, &item->place);
    own_place(copy, &item->name_place);
    own_place(copy, &item->period_place);
    own_place(copy, &item->annual_place);
}

static void copy_project(JxReport *copy, const JxProject *project)
{
    JxProject *own = jx_report_append_project(copy);
    GArray *indicators = own->indicators, *extra = own->extra;

    *own = *project;
    own->indicators = indicators;
    own->extra = extra;
    own_text(copy, &own->name);
    own_text(copy, &own->goal);
    own_text(copy, &own->indicators_text);
    own_place(copy, &own->place);
    own_place(copy, &own->goal_place);
    own_place(copy, &own->indicators_place);
    own_funding(copy, own->funding);
    for (guint i = 0; i < project->indicators->len; i++) {
        JxIndicator item = *jx_project_indicator(project, i);
        own_indicator(copy, &item);
        g_array_append_val(indicators, item);
    }
    for (guint i = 0; i < project->extra->len; i++) {
        JxExtra cell = g_array_index(project->extra, JxExtra, i);
        own_text(copy, &cell.heading);
        own_text(copy, &cell.text);
        own_place(copy, &cell.place);
        g_array_append_val(extra, cell);
    }
}

static void copy_finding(JxReport *copy, const JxFinding *finding)
{
    JxPlace place = finding->place;
    own_place(copy, &place);
    JxFinding *own =
        jx_diags_add(copy->diags, finding->rule, place, "%s", finding->message);
    own->severity = finding->severity;
    own->field = finding->field;
    own->project = finding->project;
    own->ordinal = finding->ordinal;
    own->hint = g_strdup(finding->hint);
    own->waived = g_strdup(finding->waived);
}

static void copy_texts(JxReport *copy, GPtrArray *own, const GPtrArray *texts)
{
    for (guint i = 0; i < texts->len; i++)
        g_ptr_array_add(own, (gpointer)jx_report_text(copy, texts->pdata[i]));
}

/* What stands above the table. */
static void copy_head(JxReport *copy, const JxReport *report)
{
    copy->source_name = g_strdup(report->source_name);
    copy->source_sha256 = g_strdup(report->source_sha256);
    copy->source_encoding = g_strdup(report->source_encoding);
    copy->source_notation = jx_report_text(copy, report->source_notation);
    copy->title = jx_report_text(copy, report->title);
    copy->unit = jx_report_text(copy, report->unit);
    copy->currency_unit = jx_report_text(copy, report->currency_unit);
    copy->year = jx_report_text(copy, report->year);
    copy->form_number = jx_report_text(copy, report->form_number);
    copy->currency = report->currency;
    copy->title_place = report->title_place;
    copy->unit_place = report->unit_place;
    copy->currency_place = report->currency_place;
    copy->heading_place = report->heading_place;
    own_place(copy, &copy->title_place);
    own_place(copy, &copy->unit_place);
    own_place(copy, &copy->currency_place);
    own_place(copy, &copy->heading_place);
}

JxReport *jx_report_copy(const JxReport *report)
{
    JxReport *copy = jx_report_new();
    copy_head(copy, report);
    copy->has_declared = report->has_declared;
    copy->declared = report->declared;
    own_totals(copy, &copy->declared);
    for (guint i = 0; i < report->units->len; i++) {
        JxTotals unit = *jx_report_unit(report, i);
        own_totals(copy, &unit);
        g_array_append_val(copy->units, unit);
    }
    for (guint i = 0; i < report->projects->len; i++)
        copy_project(copy, jx_report_project(report, i));
    copy_texts(copy, copy->notes, report->notes);
    copy_texts(copy, copy->signatures, report->signatures);
    for (guint i = 0; i < jx_diags_count(report->diags); i++)
        copy_finding(copy, jx_diags_get(report->diags, i));
    return copy;
}
