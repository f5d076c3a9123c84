#include "model/value.h"
#include "xlsx/sheets.h"

/* One row for each indicator; every field in a column of its own, verbatim. */

enum {
    KEY,
    PROJECT,
    ORDINAL,
    LEVEL1_CODE,
    LEVEL1_NAME,
    LEVEL2_CODE,
    LEVEL2_NAME,
    NAME = JX_INDICATORS_NAME,
    PERIOD = JX_INDICATORS_PERIOD,
    ANNUAL = JX_INDICATORS_ANNUAL,
    SIGN, /* the annual value taken apart, for sorting and calculating */
    NUMBER,
    MEASURE,
    TEXT,
    UNIT = JX_INDICATORS_UNIT, /* only when the report has units */
    N_COLUMNS,
};

static const JxColumn COLUMNS[N_COLUMNS] = {
    /* clang-format off */
    [KEY]         = {"项目序号", 40,  JX_STYLE_COUNT, true,  false},
    [PROJECT]     = {"项目名称",       230, JX_STYLE_TEXT,  true,  false},
    [ORDINAL]     = {"指标序号", 40,  JX_STYLE_COUNT, true,  false},
    [LEVEL1_CODE] = {"一级代码", 40,  JX_STYLE_CODE,  false, false},
    [LEVEL1_NAME] = {"一级指标",       92,  JX_STYLE_TEXT,  false, false},
    [LEVEL2_CODE] = {"二级代码", 40,  JX_STYLE_CODE,  false, false},
    [LEVEL2_NAME] = {"二级指标",       124, JX_STYLE_TEXT,  false, false},
    [NAME]        = {"三级指标",       JX_INDICATOR_NAME_WIDTH_PX, JX_STYLE_TEXT, false, false},
    [PERIOD]      = {"实施周期指标值", JX_INDICATOR_VALUE_WIDTH_PX, JX_STYLE_TEXT, false, false},
    [ANNUAL]      = {"年度指标值",     JX_INDICATOR_VALUE_WIDTH_PX, JX_STYLE_TEXT, false, false},
    [SIGN]        = {"年度值符号",     40,  JX_STYLE_PARSED, false, false},
    [NUMBER]      = {"年度值数值",     62,  JX_STYLE_PARSED, false, false},
    [MEASURE]     = {"年度值单位",     50,  JX_STYLE_PARSED, false, false},
    [TEXT]        = {"指标原文",       320, JX_STYLE_TEXT,  false, true},
    [UNIT]        = {"所属单位",       150, JX_STYLE_TEXT,  true,  false},
    /* clang-format on */
};

/* What was taken out of a value, and room for its texts. */
typedef struct {
    char *number, *unit;
} Parsed;

static void clear_parsed(Parsed *parsed)
{
    g_free(parsed->number);
    g_free(parsed->unit);
}

static double number_of(JxDecimal decimal)
{
    double scale = 1; /* at most 10^6, exact */
    for (guint i = 0; i < decimal.decimals; i++)
        scale *= 10;
    return (double)decimal.coefficient / scale;
}

/* Nothing for a value that is a word or was not understood. */
static void fill_parsed(JxContent *values, const char *text, Parsed *parsed)
{
    JxValue value = jx_value_parse(text);
    values[SIGN] = values[NUMBER] = values[MEASURE] = JX_BLANK;
    if (value.kind != JX_VALUE_NUMBER && value.kind != JX_VALUE_RANGE)
        return;

    parsed->unit = jx_value_unit_text(&value);
    values[MEASURE] = jx_content_text(parsed->unit);
    if (value.kind == JX_VALUE_NUMBER) {
        const char *sign = jx_operator_sign(value.op);
        values[SIGN] = jx_content_text(*sign ? sign : "＝");
        values[NUMBER] = jx_content_number(number_of(value.low));
        return;
    }
    g_autofree char *low = jx_decimal_format(value.low);
    g_autofree char *high = jx_decimal_format(value.high);
    parsed->number = g_strdup_printf("%s～%s", low, high);
    values[NUMBER] = jx_content_text(parsed->number);
}

static void put_indicator(JxSheet *sheet, guint project_index,
                          const JxProject *project,
                          const JxIndicator *indicator)
{
    JxContent values[N_COLUMNS] = {
        [KEY] = jx_content_number(project_index + 1),
        [PROJECT] = jx_content_text(project->name),
        [ORDINAL] = indicator->ordinal || indicator->zeroth
                        ? jx_content_number(indicator->ordinal)
                        : JX_BLANK,
        [LEVEL1_CODE] = jx_content_text(indicator->level1.code),
        [LEVEL1_NAME] = jx_content_text(indicator->level1.name),
        [LEVEL2_CODE] = jx_content_text(indicator->level2.code),
        [LEVEL2_NAME] = jx_content_text(indicator->level2.name),
        [NAME] = jx_content_text(indicator->name),
        [PERIOD] = jx_content_text(indicator->period_value),
        [ANNUAL] = jx_content_text(indicator->annual_value),
        [TEXT] = jx_content_text(indicator->text),
        [UNIT] = jx_content_text(jx_book_unit_of(sheet->book, project)),
    };
    Parsed parsed = {NULL, NULL};
    fill_parsed(values, indicator->annual_value, &parsed);
    jx_sheet_put(sheet, values);
    clear_parsed(&parsed);
}

static guint n_indicators(const JxReport *report)
{
    guint n = 0;
    for (guint i = 0; i < report->projects->len; i++)
        n += jx_report_project(report, i)->indicators->len;
    return n;
}

static bool all_parsed(const JxReport *report)
{
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (guint k = 0; k < project->indicators->len; k++)
            if (!jx_project_indicator(project, k)->parsed)
                return false;
    }
    return true;
}

/* What every indicator has, and a code of level 2 that begins like that of
 * level 1. */
static void mark_failures(JxSheet *sheet, guint last)
{
    for (guint column = NAME; column <= ANNUAL; column++)
        jx_sheet_alarm_if_blank(sheet, last, column);
    jx_sheet_alarm(sheet, last, LEVEL2_CODE, LEVEL2_CODE,
                   "=AND(D4<>\"\",F4<>\"\",LEFT(F4,LEN(D4))<>D4)");
}

void jx_sheet_write_indicators(JxBook *book)
{
    JxSheet *sheet = &book->sheets[JX_SHEET_INDICATORS];
    JxColumn columns[N_COLUMNS];
    for (guint i = 0; i < N_COLUMNS; i++)
        columns[i] = COLUMNS[i];
    /* what could not be parsed can only be read here */
    columns[TEXT].hidden = all_parsed(book->report);
    g_autofree char *count_of =
        g_strdup_printf("共 %u 条指标", n_indicators(book->report));
    jx_sheet_begin(sheet, "项目绩效指标一览", count_of, columns,
                   book->report->units->len > 0 ? N_COLUMNS : UNIT);

    for (guint i = 0; i < book->report->projects->len; i++) {
        const JxProject *project = jx_report_project(book->report, i);
        JxProjectRows *rows = &book->rows[i];
        rows->indicator_row = sheet->row;
        rows->indicator_rows = g_new0(guint, project->indicators->len + 1);
        for (guint k = 0; k < project->indicators->len; k++) {
            rows->indicator_rows[k] = sheet->row;
            put_indicator(sheet, i, project, jx_project_indicator(project, k));
        }
        rows->n_indicator_rows = sheet->row - rows->indicator_row;
    }
    /* codes and values like 95 are texts on purpose: no green triangles */
    g_autofree char *range = g_strdup_printf(
        "A%u:%s", JX_FIRST_ROW + 1,
        jx_cell_name(MAX(sheet->row, JX_FIRST_ROW + 1) - 1, N_COLUMNS - 1)
            .text);
    worksheet_ignore_errors(sheet->worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                            range);
    jx_codes_offer(sheet, LEVEL1_CODE);
    if (sheet->row > JX_FIRST_ROW)
        mark_failures(sheet, sheet->row - 1);
    jx_sheet_end(sheet, MAX(sheet->row - 1, JX_FIRST_ROW), "绩效指标表");
}
