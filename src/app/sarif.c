#include "app/sarif.h"

#include <stdlib.h>

#include <jansson.h>

#include "base/intl.h"
#include "check/rules.h"

#define SCHEMA                                                                 \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"      \
    "sarif-schema-2.1.0.json"

static const char *level_of(JxSeverity severity)
{
    static const char *const LEVELS[] = {"note", "warning", "error"};
    return LEVELS[severity];
}

static json_t *text_object(const char *text)
{
    return json_pack("{s:s}", "text", text);
}

static json_t *rules_array(void)
{
    gsize n;
    const JxRule *rules = jx_rules(&n);
    json_t *array = json_array();
    for (gsize i = 0; i < n; i++) {
        json_t *rule = json_pack(
            "{s:s, s:o, s:{s:s}}", "id", rules[i].name, "shortDescription",
            text_object(_(rules[i].summary)), "defaultConfiguration", "level",
            level_of(rules[i].severity));
        if (rules[i].why)
            json_object_set_new(rule, "fullDescription",
                                text_object(_(rules[i].why)));
        if (rules[i].basis)
            json_object_set_new(rule, "help", text_object(_(rules[i].basis)));
        json_array_append_new(array, rule);
    }
    return array;
}

static json_t *region_of(JxPlace place)
{
    json_t *region = json_pack("{s:i}", "startLine", (int)place.line);
    if (place.column > 0) {
        guint end = place.column + MAX(place.length, 1);
        json_object_set_new(region, "startColumn",
                            json_integer((json_int_t)place.column));
        json_object_set_new(region, "endColumn", json_integer((json_int_t)end));
    }
    return region;
}

static json_t *location_of(const char *uri, JxPlace place)
{
    json_t *physical = json_pack("{s:{s:s}}", "artifactLocation", "uri", uri);
    if (place.line > 0 && place.cell == NULL)
        json_object_set_new(physical, "region", region_of(place));

    json_t *location = json_pack("{s:o}", "physicalLocation", physical);
    if (place.cell)
        json_object_set_new(
            location, "logicalLocations",
            json_pack("[{s:s}]", "fullyQualifiedName", place.cell));
    return location;
}

static json_t *result_of(const char *uri, const JxFinding *finding)
{
    g_autofree char *text =
        finding->hint ? g_strdup_printf(_("%s。提示：%s"), finding->message,
                                        finding->hint)
                      : g_strdup(finding->message);
    json_t *result =
        json_pack("{s:s, s:s, s:o, s:[o]}", "ruleId", finding->rule, "level",
                  level_of(finding->severity), "message", text_object(text),
                  "locations", location_of(uri, finding->place));
    if (finding->waived)
        json_object_set_new(result, "suppressions",
                            json_pack("[{s:s, s:s}]", "kind", "external",
                                      "justification", finding->waived));
    return result;
}

static void append_results(json_t *results, const JxSource *source)
{
    const char *name = source->input->path ? source->input->path : "stdin";
    g_autofree char *uri = g_uri_escape_string(name, "/", FALSE);
    for (guint i = 0; i < source->document->reports->len; i++) {
        const JxReport *report = source->document->reports->pdata[i];
        for (guint k = 0; k < jx_diags_count(report->diags); k++)
            json_array_append_new(
                results, result_of(uri, jx_diags_get(report->diags, k)));
    }
}

static json_t *notification_of(const JxWaivers *waivers, const JxWaiver *waiver)
{
    g_autofree char *text = jx_waiver_unused_text(waiver);
    g_autofree char *uri =
        g_uri_escape_string(jx_waivers_file(waivers), "/", FALSE);
    const JxPlace place = {.line = waiver->line, .column = waiver->column};
    return json_pack("{s:s, s:o, s:[o]}", "level", "warning", "message",
                     text_object(text), "locations", location_of(uri, place));
}

static json_t *invocation_of(const JxWaivers *waivers)
{
    json_t *notifications = json_array();
    for (guint i = 0; i < jx_waivers_len(waivers); i++)
        if (jx_waivers_is_unused(waivers, i))
            json_array_append_new(
                notifications,
                notification_of(waivers, jx_waivers_get(waivers, i)));
    return json_pack("{s:b, s:o}", "executionSuccessful", 1,
                     "toolConfigurationNotifications", notifications);
}

char *jx_sarif_write(const GPtrArray *sources, const JxWaivers *waivers)
{
    json_t *results = json_array();
    for (guint i = 0; i < sources->len; i++)
        append_results(results, sources->pdata[i]);

    json_t *log =
        json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:[o], s:s, s:o}]}",
                  "$schema", SCHEMA, "version", "2.1.0", "runs", "tool",
                  "driver", "name", "jixiao", "version", JX_VERSION, "rules",
                  rules_array(), "invocations", invocation_of(waivers),
                  "columnKind", "unicodeCodePoints", "results", results);
    char *dump = json_dumps(log, JSON_INDENT(2));
    json_decref(log);
    char *text = g_strconcat(dump, "\n", NULL);
    free(dump);
    return text;
}
