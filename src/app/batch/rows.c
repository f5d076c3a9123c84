#include "app/batch/rows.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch/paths.h"
#include "base/intl.h"

/* In the order of the report. */
static const char *const STATUSES[] = {"missing",  "unlisted", "failed",
                                       "refused",  "pending",  "written",
                                       "left_over"};

const char *jx_row_text(const json_t *row, const char *key)
{
    const char *text = json_string_value(json_object_get(row, key));
    return text ? text : "";
}

gint64 jx_row_number(const json_t *row, const char *key)
{
    return json_integer_value(json_object_get(row, key));
}

const char *jx_row_name(const json_t *row)
{
    static const char *const KEYS[] = {"name", "code", "input", "id"};
    for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++)
        if (*jx_row_text(row, KEYS[i]) != '\0')
            return jx_row_text(row, KEYS[i]);
    return "";
}

static const char *status_without_record(const JxUnit *unit)
{
    static const char *const BY_FILING[] = {
        [JX_UNIT_FILED] = "pending",
        [JX_UNIT_MISSING] = "missing",
        [JX_UNIT_UNLISTED] = "unlisted",
    };
    return BY_FILING[unit->filing];
}

static json_t *row_of(const JxPlanItem *item, JxLedger *ledger, guint number)
{
    const JxUnit *unit = item->unit;
    json_t *row =
        json_pack("{s:s, s:i, s:s, s:s?, s:s?, s:s?, s:s?}", "status",
                  status_without_record(unit), "number", (int)number, "id",
                  unit->id, "code", unit->code, "name", unit->unit, "form",
                  unit->form, "input", unit->shown);
    if (unit->line > 0)
        json_object_set_new(row, "line", json_integer(unit->line));
    if (unit->renamed)
        json_object_set_new(row, "renamed", json_true());
    if (unit->filing != JX_UNIT_FILED)
        return row;

    g_autoptr(JxRecord) record = jx_ledger_get(ledger, unit->id);
    if (record) {
        json_auto_t *facts = json_loads(record->facts, 0, NULL);
        json_object_update(row, facts);
    }
    return row;
}

/* Outputs that stand in the folder and belong to no unit. */
static void add_left_over(json_t *rows, JxLedger *ledger, const char *out)
{
    g_autoptr(GPtrArray) paths = jx_ledger_left_over(ledger);
    for (guint i = 0; i < paths->len; i++) {
        g_autofree char *path = g_build_filename(out, paths->pdata[i], NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            json_array_append_new(rows, json_pack("{s:s, s:i, s:s}", "status",
                                                  "left_over", "number", 0,
                                                  "id", paths->pdata[i]));
    }
}

json_t *jx_rows_make(const GPtrArray *items, JxLedger *ledger, const char *out)
{
    json_t *rows = json_array();
    for (guint i = 0; i < items->len; i++) {
        const JxPlanItem *item = items->pdata[i];
        json_array_append_new(rows, row_of(item, ledger, item->number));
    }
    add_left_over(rows, ledger, out);
    jx_rows_sort(rows);
    return rows;
}

/* Two places a status: with errors, without. */
static int rank_of(const json_t *row)
{
    const char *status = jx_row_text(row, "status");
    int rank = 0;
    while (rank < (int)G_N_ELEMENTS(STATUSES) - 1 &&
           !g_str_equal(status, STATUSES[rank]))
        rank++;
    return 2 * rank + (jx_row_number(row, "errors") == 0);
}

static int by_rank(gconstpointer a, gconstpointer b)
{
    const json_t *left = *(json_t *const *)a, *right = *(json_t *const *)b;
    int ranks = rank_of(left) - rank_of(right);
    gint64 numbers =
        jx_row_number(left, "number") - jx_row_number(right, "number");
    if (ranks != 0)
        return ranks;
    if (numbers != 0)
        return numbers < 0 ? -1 : 1;
    return strcmp(jx_row_text(left, "id"), jx_row_text(right, "id"));
}

void jx_rows_sort(json_t *rows)
{
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    gsize i;
    json_t *row;
    json_array_foreach(rows, i, row) g_ptr_array_add(sorted, json_incref(row));
    g_ptr_array_sort(sorted, by_rank);
    json_array_clear(rows);
    for (guint k = 0; k < sorted->len; k++)
        json_array_append_new(rows, sorted->pdata[k]);
}

json_t *jx_rows_counts(const json_t *rows)
{
    json_t *counts = json_object();
    for (gsize k = 0; k < G_N_ELEMENTS(STATUSES); k++) {
        json_int_t n = 0;
        gsize i;
        json_t *row;
        json_array_foreach(rows, i, row) n +=
            g_str_equal(jx_row_text(row, "status"), STATUSES[k]);
        json_object_set_new(counts, STATUSES[k], json_integer(n));
    }
    return counts;
}

json_t *jx_rows_header(const json_t *rows, const JxPlanning *planning,
                       gint64 time)
{
    g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(time);
    g_autofree char *written = g_date_time_format_iso8601(moment);
    g_autofree char *fingerprint = jx_fingerprint_text(planning->fingerprint);
    g_autofree char *plan = jx_plan_digest(planning->units);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:i, s:i, s:o}", "schema",
                     "jixiao/batch/1", "program", "jixiao " JX_VERSION, "time",
                     written, "fingerprint", fingerprint, "plan", plan, "shard",
                     (int)planning->shard, "n_shards", (int)planning->n_shards,
                     "units", (int)planning->units->len, "counts",
                     jx_rows_counts(rows));
}

static bool has_findings(const json_t *row, JxSeverity level)
{
    return jx_row_number(row, "errors") > 0 ||
           (level <= JX_SEVERITY_WARNING && jx_row_number(row, "warnings") > 0);
}

int jx_rows_exit(const json_t *rows, JxSeverity fail_level, bool never_fail)
{
    JxOutcome outcome = {0};
    gsize i;
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        const char *status = jx_row_text(row, "status");
        if (g_str_equal(status, "left_over"))
            continue;
        outcome.n_inputs++;
        if (g_str_equal(status, "written"))
            outcome.findings |= !never_fail && has_findings(row, fail_level);
        else
            outcome.n_failed++;
        outcome.retry |= json_is_true(json_object_get(row, "retry"));
    }
    return jx_outcome_exit(&outcome);
}
