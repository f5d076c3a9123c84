#include "load_dump.h"

#include <jansson.h>

#include "model/json.h"

#define ROWS                                                                   \
    "甲局\t3.00\t2.0\t\t\t\t\n"                                              \
    "子\t1,000.50\t-\t待定\t\t目标一。\t"                               \
    "1、1-产出指标；11-数量指标；甲；实施周期指标值：1。尾\n"

static json_t *json_of(const char *text)
{
    g_autoptr(JxDocument) document = load_text(text);
    g_autofree char *out = jx_json_write(document);
    json_error_t error;
    json_t *root = json_loads(out, 0, &error);
    cr_assert(root != NULL);
    return root;
}

/* Criterion does not take json_is_null, which is a macro. */
static int is_null(json_t *value)
{
    return json_is_null(value);
}

static char *string_at(json_t *object, const char *key)
{
    return (char *)json_string_value(json_object_get(object, key));
}

Test(json, amounts_are_strings_as_printed_and_blanks_are_null)
{
    json_t *root = json_of(FRONT HEADING_ROW ROWS);

    json_t *project = json_array_get(json_object_get(root, "projects"), 0);
    json_t *funding = json_object_get(project, "funding");
    json_t *declared = json_object_get(root, "declared");
    cr_expect(eq(str, string_at(root, "schema"), "jixiao/1"));
    cr_expect(eq(str, string_at(declared, "total"), "3.00"));
    cr_expect(eq(str, string_at(declared, "fiscal"), "2.0"));
    cr_expect(eq(str, string_at(funding, "total"), "1000.50"));
    cr_expect(eq(int, is_null(json_object_get(funding, "fiscal")), 1));
    cr_expect(eq(str, string_at(funding, "special_account"), "待定"));
    json_decref(root);
}

Test(json, what_is_missing_is_null)
{
    json_t *root = json_of(FRONT HEADING_ROW ROWS);

    json_t *project = json_array_get(json_object_get(root, "projects"), 0);
    json_t *items = json_object_get(project, "indicators");
    cr_assert(eq(sz, json_array_size(items), 2));
    json_t *item = json_array_get(items, 0);
    json_t *loose = json_array_get(items, 1);
    cr_expect(eq(int, is_null(json_object_get(root, "year")), 1));
    cr_expect(eq(int, is_null(json_object_get(item, "annual_value")), 1));
    cr_expect(eq(int, is_null(json_object_get(loose, "ordinal")), 1));
    cr_expect(eq(str, string_at(loose, "text"), "尾"));
    json_decref(root);
}

Test(json, several_reports_stand_in_a_list)
{
    json_t *root = json_of(FRONT HEADING_ROW ROWS
                           "项目支出绩效目标表\n单位名称：乙校\n" HEADING_ROW);

    json_t *reports = json_object_get(root, "reports");
    cr_assert(eq(sz, json_array_size(reports), 2));
    cr_expect(eq(str, string_at(json_array_get(reports, 1), "unit"), "乙校"));
    json_decref(root);
}

Test(json, findings_stand_under_the_file_as_the_user_named_it)
{
    JxDocument *document = load_text("没有表格\n");
    const char *const files[] = {"甲/乙.txt"};

    g_autofree char *out = jx_json_write_findings(files, &document, 1, NULL, 0);

    json_t *root = json_loads(out, 0, NULL);
    cr_assert(root != NULL);
    json_t *file = json_array_get(json_object_get(root, "files"), 0);
    json_t *finding = json_array_get(json_object_get(file, "findings"), 0);
    cr_expect(eq(str, string_at(finding, "file"), "甲/乙.txt"));
    cr_expect(eq(str, string_at(finding, "rule"), "no-table"));
    cr_expect(eq(int, is_null(json_object_get(finding, "project")), 1));
    json_decref(root);
    jx_document_free(document);
}

/* Everything a model can hold: units, corrections, extra columns of one name,
 * an amount that is none, notes, findings of reading. */
static const char *const MODELS[] = {
    FRONT HEADING_ROW ROWS "注：无。\n填报人：王一\n",
    "2031年项目支出绩效目标表\n" HEADING_ROW ROWS,
    FRONT "备注\t备注\t" HEADING_ROW "一\t二\t子\t1\t1\t\t\t目标\t指标\n",
    FRONT HEADING_ROW "甲局\t3.00\t\t\t\t\t\n甲局本级\t3.00\t\t\t\t\t\n" ROWS,
    FRONT HEADING_ROW ROWS "项目支出绩效目标表\n单位名称：乙校\n" HEADING_ROW,
};

ParameterizedTestParameters(json, a_model_read_back_is_written_the_same)
{
    static size_t cases[] = {0, 1, 2, 3, 4};
    return cr_make_param_array(size_t, cases, G_N_ELEMENTS(cases));
}

ParameterizedTest(size_t *i, json, a_model_read_back_is_written_the_same)
{
    g_autoptr(JxDocument) document = load_text(MODELS[*i]);
    JxReport *report = report_at(document, 0);
    JxMoney *money = &jx_report_project(report, 0)->funding[JX_FUND_OTHER];
    money->corrected = money->from_blank = true;
    g_autofree char *once = jx_json_write(document);

    g_autoptr(JxDocument) again = load_text(once);

    g_autofree char *twice = jx_json_write(again);
    cr_expect(not(again->refused));
    cr_expect(eq(str, twice, once));
}

Test(json, a_broken_model_is_refused_where_it_breaks)
{
    g_autoptr(JxDocument) document =
        load_text("{ \"schema\": \"jixiao/1\",\n  \"projects\": [ }\n");

    JxReport *report = report_at(document, 0);
    g_autofree char *findings = dump_findings(report);
    cr_expect(document->refused);
    cr_expect(eq(str, findings, "no-table@2:17+0"));
}

Test(json, wrong_types_count_as_absent)
{
    g_autoptr(JxDocument) document = load_text(
        "{\"schema\": \"jixiao/1\", \"title\": 3, \"units\": {}, "
        "\"projects\": [7, {\"name\": [], \"unit_index\": 9, "
        "\"funding\": \"\", \"indicators\": [null]}], \"findings\": 1}");

    JxReport *report = report_at(document, 0);
    cr_assert(eq(u32, report->projects->len, 2));
    cr_expect(eq(ptr, (void *)jx_report_project(report, 1)->name, NULL));
    cr_expect(eq(int, jx_report_project(report, 1)->unit, -1));
}
