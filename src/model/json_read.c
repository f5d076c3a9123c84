#include "model/json.h"

#include <string.h>

#include <jansson.h>

#define SCHEMA "jixiao/1"

/* How far into a text its schema is looked for. */
#define HEAD_BYTES 200

/* The rules that reading finds (cells/, load/). The name must be static. */
static const char *const READING_RULES[] = {
    "encoding-invalid",     "nul-byte",           "control-char",
    "line-too-long",        "cell-too-long",      "input-too-large",
    "table-open-quote",     "heading-unknown",    "column-extra",
    "row-cell-missing",     "row-cell-extra",     "row-continued",
    "name-line-wrap-space", "whitespace-removed", "char-normalised",
    "amount-invalid",       "amount-precision",   "colon-missing",
    "indicator-syntax",     "text-left-out",
};

/* ---- values of one object ---- */

static const char *text_at(JxReport *report, const json_t *object,
                           const char *key)
{
    return jx_report_text(report,
                          json_string_value(json_object_get(object, key)));
}

static guint number_at(const json_t *object, const char *key)
{
    json_int_t number = json_integer_value(json_object_get(object, key));
    return number > 0 && number <= G_MAXINT ? (guint)number : 0;
}

/* An index below n, or -1. */
static int index_at(const json_t *object, const char *key, guint n)
{
    const json_t *value = json_object_get(object, key);
    json_int_t index = json_is_integer(value) ? json_integer_value(value) : -1;
    return index >= 0 && index < (json_int_t)n ? (int)index : -1;
}

static JxPlace line_at(const json_t *object)
{
    return (JxPlace){.line = number_at(object, "line")};
}

/* ---- amounts ---- */

static void read_money(JxReport *report, JxMoney *money, const json_t *object,
                       const char *key, JxPlace place)
{
    const char *text = text_at(report, object, key);
    *money = (JxMoney){.blank = true, .text = text ? text : "", .place = place};
    if (text != NULL)
        jx_money_parse(money, text, report->currency, NULL);
}

static void read_funding(JxReport *report, JxMoney funding[JX_N_FUNDS],
                         const json_t *object, JxPlace place)
{
    for (int i = 0; i < JX_N_FUNDS; i++)
        read_money(report, &funding[i], object, jx_fund_key((JxFund)i), place);
}

static void read_corrections(JxReport *report, JxMoney funding[JX_N_FUNDS],
                             const json_t *object)
{
    for (int i = 0; i < JX_N_FUNDS; i++) {
        const char *key = jx_fund_key((JxFund)i);
        if (json_object_get(object, key) == NULL)
            continue;
        JxMoney from;
        read_money(report, &from, object, key, funding[i].place);
        funding[i].corrected = true;
        funding[i].from_fen = from.fen;
        funding[i].from_blank = from.blank;
    }
}

static void read_totals(JxReport *report, JxTotals *totals,
                        const json_t *object)
{
    totals->name = text_at(report, object, "name");
    totals->place = line_at(object);
    read_funding(report, totals->funding, object, totals->place);
}

/* ---- projects ---- */

static void read_level(JxReport *report, JxLevel *level, const json_t *object)
{
    level->code = text_at(report, object, "code");
    level->name = text_at(report, object, "name");
}

static void read_indicator(JxReport *report, JxProject *project,
                           const json_t *object)
{
    JxIndicator *indicator = jx_project_append_indicator(project);
    indicator->ordinal = number_at(object, "ordinal");
    indicator->zeroth = indicator->ordinal == 0 &&
                        json_is_integer(json_object_get(object, "ordinal"));
    read_level(report, &indicator->level1, json_object_get(object, "level1"));
    read_level(report, &indicator->level2, json_object_get(object, "level2"));
    indicator->name = text_at(report, object, "name");
    indicator->period_value = text_at(report, object, "period_value");
    indicator->annual_value = text_at(report, object, "annual_value");
    indicator->text = text_at(report, object, "text");
    indicator->parsed =
        indicator->ordinal != 0 || indicator->zeroth ||
        indicator->level1.code != NULL || indicator->level1.name != NULL ||
        indicator->level2.code != NULL || indicator->level2.name != NULL ||
        indicator->name != NULL || indicator->period_value != NULL ||
        indicator->annual_value != NULL;
    indicator->place = indicator->name_place = indicator->period_place =
        indicator->annual_place = indicator->level1.place =
            indicator->level2.place = project->place;
}

static void read_extra(JxReport *report, JxProject *project, json_t *object)
{
    const char *heading;
    json_t *text;
    json_object_foreach(object, heading, text)
    {
        JxExtra extra = {jx_report_text(report, heading),
                         jx_report_text(report, json_string_value(text)),
                         project->place};
        if (extra.text != NULL)
            g_array_append_val(project->extra, extra);
    }
}

/* By its index; a model written by another hand may have the name alone. */
static int unit_of(const JxReport *report, const json_t *object)
{
    int index = index_at(object, "unit_index", report->units->len);
    const char *name = json_string_value(json_object_get(object, "unit"));
    for (guint i = 0; index < 0 && name != NULL && i < report->units->len; i++)
        if (g_strcmp0(jx_report_unit(report, i)->name, name) == 0)
            index = (int)i;
    return index;
}

static void read_project(JxReport *report, const json_t *object)
{
    JxProject *project = jx_report_append_project(report);
    project->place = project->goal_place = project->indicators_place =
        line_at(object);
    project->name = text_at(report, object, "name");
    project->unit = unit_of(report, object);
    read_funding(report, project->funding, json_object_get(object, "funding"),
                 project->place);
    read_corrections(report, project->funding,
                     json_object_get(object, "corrected_from"));
    project->goal = text_at(report, object, "goal");
    project->indicators_text = text_at(report, object, "indicators_text");
    read_extra(report, project, json_object_get(object, "extra"));

    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(object, "indicators"), i, one)
        read_indicator(report, project, one);
}

/* ---- reports ---- */

static void read_texts(JxReport *report, GPtrArray *to, const json_t *array)
{
    size_t i;
    json_t *one;
    json_array_foreach(array, i, one)
    {
        const char *text = jx_report_text(report, json_string_value(one));
        if (text != NULL)
            g_ptr_array_add(to, (gpointer)text);
    }
}

static JxField field_of(const char *name)
{
    for (int i = 0; i < JX_N_FIELDS; i++)
        if (name != NULL && g_strcmp0(jx_field_name((JxField)i), name) == 0)
            return (JxField)i;
    return JX_FIELD_NONE;
}

static void read_finding(JxReport *report, const json_t *object)
{
    const char *rule = json_string_value(json_object_get(object, "rule"));
    const char *known = NULL;
    for (gsize i = 0; rule != NULL && i < G_N_ELEMENTS(READING_RULES); i++)
        if (strcmp(rule, READING_RULES[i]) == 0)
            known = READING_RULES[i];
    if (known == NULL)
        return;

    const char *message = text_at(report, object, "message");
    JxPlace place = {.line = number_at(object, "line"),
                     .column = number_at(object, "column"),
                     .cell = text_at(report, object, "place")};
    JxFinding *finding = jx_diags_add(report->diags, known, place, "%s",
                                      message ? message : known);
    finding->field =
        field_of(json_string_value(json_object_get(object, "field")));
    finding->project = index_at(object, "project", report->projects->len);
    finding->ordinal = number_at(object, "ordinal");
    finding->hint = g_strdup(text_at(report, object, "hint"));
}

static void read_source(JxReport *report, const json_t *object)
{
    report->source_name = g_strdup(text_at(report, object, "name"));
    report->source_sha256 = g_strdup(text_at(report, object, "sha256"));
    report->source_encoding = g_strdup(text_at(report, object, "encoding"));
    report->source_notation = text_at(report, object, "notation");
}

static void read_report(JxReport *report, const json_t *object)
{
    size_t i;
    json_t *one;

    read_source(report, json_object_get(object, "source"));
    report->title = text_at(report, object, "title");
    report->unit = text_at(report, object, "unit");
    report->currency_unit = text_at(report, object, "currency_unit");
    report->year = text_at(report, object, "year");
    report->form_number = text_at(report, object, "form_number");
    if (report->currency_unit != NULL)
        report->currency = jx_currency_parse(report->currency_unit);

    const json_t *declared = json_object_get(object, "declared");
    report->has_declared = json_is_object(declared);
    if (report->has_declared)
        read_totals(report, &report->declared, declared);
    json_array_foreach(json_object_get(object, "units"), i, one)
        read_totals(report, jx_report_append_unit(report), one);
    json_array_foreach(json_object_get(object, "projects"), i, one)
        read_project(report, one);
    read_texts(report, report->notes, json_object_get(object, "notes"));
    read_texts(report, report->signatures,
               json_object_get(object, "signatures"));
    json_array_foreach(json_object_get(object, "findings"), i, one)
        read_finding(report, one);
}

static void add_report(JxDocument *document, const json_t *object)
{
    JxReport *report = jx_report_new();
    g_ptr_array_add(document->reports, report);
    read_report(report, object);
}

bool jx_json_is_model(const char *text)
{
    while (g_ascii_isspace(*text))
        text++;
    return *text == '{' && g_strstr_len(text, (gssize)strnlen(text, HEAD_BYTES),
                                        "\"" SCHEMA "\"") != NULL;
}

JxDocument *jx_json_read(const char *text, gsize len, JxPlace *place)
{
    json_error_t error;
    json_t *root = json_loadb(text, len, 0, &error);
    if (root == NULL && place != NULL)
        *place =
            (JxPlace){.line = error.line > 0 ? (guint)error.line : 0,
                      .column = error.column > 0 ? (guint)error.column : 0};
    else if (place != NULL)
        *place = (JxPlace){0};
    const char *schema = json_string_value(json_object_get(root, "schema"));
    if (g_strcmp0(schema, SCHEMA) != 0) {
        json_decref(root);
        return NULL;
    }

    JxDocument *document = jx_document_new();
    const json_t *reports = json_object_get(root, "reports");
    size_t i;
    json_t *one;
    json_array_foreach(reports, i, one) add_report(document, one);
    if (document->reports->len == 0)
        add_report(document, root);
    json_decref(root);
    return document;
}
