#include "app/batch/facts.h"

/* Sums of the funds over all tables; null when they have several currency
 * units or are too large. */
static json_t *amounts_of(const GPtrArray *reports)
{
    const JxReport *first = reports->pdata[0];
    json_auto_t *amounts = json_object();
    for (int fund = 0; fund < JX_N_FUNDS; fund++) {
        gint64 total = 0, sum;
        guint decimals = 2;
        for (guint i = 0; i < reports->len; i++) {
            const JxReport *report = reports->pdata[i];
            if (report->currency != first->currency ||
                !jx_report_sum(report, (JxFund)fund, &sum) ||
                !jx_money_add(total, sum, &total))
                return json_null();
            decimals =
                MAX(decimals, jx_report_fund_decimals(report, (JxFund)fund));
        }
        g_autofree char *text =
            jx_money_format(total, first->currency, decimals, false);
        json_object_set_new(amounts, jx_fund_key((JxFund)fund),
                            json_string(text));
    }
    return json_incref(amounts);
}

static guint count_indicators(const JxReport *report)
{
    guint n = 0;
    for (guint i = 0; i < report->projects->len; i++)
        n += jx_report_project(report, i)->indicators->len;
    return n;
}

json_t *jx_facts_contents(const GPtrArray *reports)
{
    const JxReport *first = reports->pdata[0];
    guint projects = 0, indicators = 0;
    for (guint i = 0; i < reports->len; i++) {
        const JxReport *report = reports->pdata[i];
        projects += report->projects->len;
        indicators += count_indicators(report);
    }
    return json_pack("{s:s?, s:s?, s:s?, s:s?, s:i, s:i, s:i, s:o}", "unit",
                     first->unit, "year", first->year, "title", first->title,
                     "currency_unit", first->currency_unit, "tables",
                     (int)reports->len, "projects", (int)projects, "indicators",
                     (int)indicators, "amounts", amounts_of(reports));
}

void jx_facts_add_findings(json_t *facts, const GPtrArray *reports)
{
    guint counts[3] = {0}, waived = 0;
    json_t *rules = json_object();
    for (guint i = 0; i < reports->len; i++) {
        const JxDiags *diags = ((const JxReport *)reports->pdata[i])->diags;
        for (guint k = 0; k < jx_diags_count(diags); k++) {
            const JxFinding *finding = jx_diags_get(diags, k);
            if (finding->waived) {
                waived++;
                continue;
            }
            counts[finding->severity]++;
            json_int_t n =
                json_integer_value(json_object_get(rules, finding->rule));
            json_object_set_new(rules, finding->rule, json_integer(n + 1));
        }
    }
    json_object_set_new(facts, "errors",
                        json_integer(counts[JX_SEVERITY_ERROR]));
    json_object_set_new(facts, "warnings",
                        json_integer(counts[JX_SEVERITY_WARNING]));
    json_object_set_new(facts, "hints", json_integer(counts[JX_SEVERITY_HINT]));
    json_object_set_new(facts, "waived", json_integer(waived));
    json_object_set_new(facts, "rules", rules);
}
