#include "model/json.h"

#include <jansson.h>

#include "base/intl.h"

#define SCHEMA "jixiao/1"

/* Our own mistake when it fails: names are literals, texts valid UTF-8. */
static void set(json_t *object, const char *key, json_t *value)
{
    int failed = json_object_set_new(object, key, value);
    g_assert(failed == 0);
}

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *number_or_null(guint number)
{
    return number ? json_integer((json_int_t)number) : json_null();
}

/* ---- findings ---- */

static json_t *finding_of(const JxFinding *finding, const char *file)
{
    json_t *object = json_object();
    set(object, "rule", json_string(finding->rule));
    set(object, "severity", json_string(jx_severity_name(finding->severity)));
    set(object, "file", text_or_null(file));
    set(object, "line", number_or_null(finding->place.line));
    set(object, "column", number_or_null(finding->place.column));
    set(object, "place", text_or_null(finding->place.cell));
    set(object, "field", text_or_null(jx_field_name(finding->field)));
    set(object, "project",
        finding->project < 0 ? json_null()
                             : json_integer((json_int_t)finding->project));
    set(object, "ordinal", number_or_null(finding->ordinal));
    set(object, "message", text_or_null(finding->message));
    set(object, "hint", text_or_null(finding->hint));
    set(object, "basis",
        finding->basis ? json_string(_(finding->basis)) : json_null());
    if (finding->waived)
        set(object, "waived", json_string(finding->waived));
    return object;
}

static json_t *findings_of(const JxDiags *diags, const char *file)
{
    json_t *array = json_array();
    for (guint i = 0; i < jx_diags_count(diags); i++)
        json_array_append_new(array, finding_of(jx_diags_get(diags, i), file));
    return array;
}

/* ---- amounts ---- */

static json_t *amount(gint64 fen, JxCurrency currency, guint decimals)
{
    g_autofree char *text = jx_money_format(fen, currency, decimals, false);
    return json_string(text);
}

/* What is not an amount keeps its text. */
static json_t *money_of(const JxMoney *money, JxCurrency currency)
{
    if (money->invalid)
        return text_or_null(money->text);
    if (money->blank)
        return json_null();
    return amount(money->fen, currency, money->decimals);
}

static void set_funding(json_t *object, const JxMoney funding[JX_N_FUNDS],
                        JxCurrency currency)
{
    for (int i = 0; i < JX_N_FUNDS; i++)
        set(object, jx_fund_key((JxFund)i), money_of(&funding[i], currency));
}

/* The amounts as they were printed, for those that were changed; NULL when
 * none was. */
static json_t *corrected_from(const JxMoney funding[JX_N_FUNDS],
                              JxCurrency currency)
{
    json_t *object = NULL;
    for (int i = 0; i < JX_N_FUNDS; i++) {
        const JxMoney *money = &funding[i];
        if (!money->corrected)
            continue;
        if (object == NULL)
            object = json_object();
        set(object, jx_fund_key((JxFund)i),
            money->from_blank
                ? json_null()
                : amount(money->from_fen, currency, money->decimals));
    }
    return object;
}

static json_t *totals_of(const JxTotals *totals, JxCurrency currency)
{
    json_t *object = json_object();
    set(object, "name", text_or_null(totals->name));
    set(object, "line", number_or_null(totals->place.line));
    set_funding(object, totals->funding, currency);
    return object;
}

/* ---- projects ---- */

static json_t *level_of(const JxLevel *level)
{
    json_t *object = json_object();
    set(object, "code", text_or_null(level->code));
    set(object, "name", text_or_null(level->name));
    return object;
}

static json_t *indicator_of(const JxIndicator *indicator)
{
    json_t *object = json_object();
    set(object, "ordinal",
        indicator->zeroth ? json_integer(0)
                          : number_or_null(indicator->ordinal));
    set(object, "level1", level_of(&indicator->level1));
    set(object, "level2", level_of(&indicator->level2));
    set(object, "name", text_or_null(indicator->name));
    set(object, "period_value", text_or_null(indicator->period_value));
    set(object, "annual_value", text_or_null(indicator->annual_value));
    set(object, "text", text_or_null(indicator->text));
    return object;
}

/* Two extra columns may have one heading (or none): the later ones get a
 * number, so that nothing is lost. */
static json_t *extra_of(const GArray *extra)
{
    json_t *object = json_object();
    for (guint i = 0; i < extra->len; i++) {
        const JxExtra *one = &g_array_index(extra, JxExtra, i);
        g_autofree char *key = g_strdup(one->heading);
        for (guint n = 2; json_object_get(object, key) != NULL; n++) {
            g_free(key);
            key = g_strdup_printf("%s#%u", one->heading, n);
        }
        set(object, key, text_or_null(one->text));
    }
    return object;
}

static json_t *project_of(const JxReport *report, const JxProject *project)
{
    json_t *object = json_object();
    const char *unit =
        project->unit < 0 ? NULL : jx_report_unit(report, project->unit)->name;
    set(object, "name", text_or_null(project->name));
    set(object, "unit", text_or_null(unit));
    set(object, "unit_index",
        project->unit < 0 ? json_null()
                          : json_integer((json_int_t)project->unit));
    set(object, "line", number_or_null(project->place.line));

    json_t *funding = json_object();
    set_funding(funding, project->funding, report->currency);
    set(object, "funding", funding);
    json_t *from = corrected_from(project->funding, report->currency);
    if (from != NULL)
        set(object, "corrected_from", from);

    set(object, "goal", text_or_null(project->goal));
    set(object, "indicators_text", text_or_null(project->indicators_text));
    set(object, "extra", extra_of(project->extra));
    json_t *indicators = json_array();
    for (guint i = 0; i < project->indicators->len; i++)
        json_array_append_new(indicators,
                              indicator_of(jx_project_indicator(project, i)));
    set(object, "indicators", indicators);
    return object;
}

/* ---- reports ---- */

static json_t *texts_of(const GPtrArray *texts)
{
    json_t *array = json_array();
    for (guint i = 0; i < texts->len; i++)
        json_array_append_new(array, json_string(texts->pdata[i]));
    return array;
}

static json_t *source_of(const JxReport *report)
{
    json_t *object = json_object();
    set(object, "name", text_or_null(report->source_name));
    set(object, "sha256", text_or_null(report->source_sha256));
    set(object, "encoding", text_or_null(report->source_encoding));
    set(object, "notation", text_or_null(report->source_notation));
    return object;
}

static void set_report(json_t *object, const JxReport *report)
{
    set(object, "source", source_of(report));
    set(object, "title", text_or_null(report->title));
    set(object, "unit", text_or_null(report->unit));
    set(object, "currency_unit", text_or_null(report->currency_unit));
    set(object, "year", text_or_null(report->year));
    set(object, "form_number", text_or_null(report->form_number));
    set(object, "declared",
        report->has_declared ? totals_of(&report->declared, report->currency)
                             : json_null());

    json_t *units = json_array();
    for (guint i = 0; i < report->units->len; i++)
        json_array_append_new(
            units, totals_of(jx_report_unit(report, i), report->currency));
    set(object, "units", units);
    json_t *projects = json_array();
    for (guint i = 0; i < report->projects->len; i++)
        json_array_append_new(projects,
                              project_of(report, jx_report_project(report, i)));
    set(object, "projects", projects);
    set(object, "notes", texts_of(report->notes));
    set(object, "signatures", texts_of(report->signatures));
    set(object, "findings", findings_of(report->diags, report->source_name));
}

/* Frees the value. */
static char *dump(json_t *value)
{
    char *text = json_dumps(value, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    g_assert(text != NULL);
    char *out = g_strconcat(text, "\n", NULL);
    free(text);
    json_decref(value);
    return out;
}

char *jx_json_write(const JxDocument *document)
{
    json_t *root = json_object();
    set(root, "schema", json_string(SCHEMA));
    if (document->reports->len == 1) {
        set_report(root, document->reports->pdata[0]);
        return dump(root);
    }

    json_t *reports = json_array();
    for (guint i = 0; i < document->reports->len; i++) {
        json_t *report = json_object();
        set_report(report, document->reports->pdata[i]);
        json_array_append_new(reports, report);
    }
    set(root, "reports", reports);
    return dump(root);
}

static json_t *waivers_of(const JxJsonWaiver *waivers, gsize n)
{
    json_t *all = json_array();
    for (gsize i = 0; i < n; i++) {
        json_t *waiver = json_object();
        set(waiver, "rule", json_string(waivers[i].rule));
        set(waiver, "unit", text_or_null(waivers[i].unit));
        set(waiver, "project", text_or_null(waivers[i].project));
        set(waiver, "reason", json_string(waivers[i].reason));
        set(waiver, "findings", json_integer(waivers[i].n_findings));
        json_array_append_new(all, waiver);
    }
    return all;
}

char *jx_json_write_findings(const char *const *files,
                             JxDocument *const *documents, gsize n,
                             const JxJsonWaiver *waivers, gsize n_waivers)
{
    json_t *root = json_object();
    json_t *all = json_array();
    for (gsize i = 0; i < n; i++) {
        json_t *file = json_object();
        json_t *findings = json_array();
        for (guint k = 0; k < documents[i]->reports->len; k++) {
            const JxReport *report = documents[i]->reports->pdata[k];
            json_t *some = findings_of(report->diags, files[i]);
            json_array_extend(findings, some);
            json_decref(some);
        }
        set(file, "file", json_string(files[i]));
        set(file, "findings", findings);
        json_array_append_new(all, file);
    }
    set(root, "schema", json_string(SCHEMA));
    set(root, "files", all);
    set(root, "waivers", waivers_of(waivers, n_waivers));
    return dump(root);
}
