#include <string.h>

#include "xlsx/sheets.h"

/* The hidden sheet: what the drop-downs offer, and where the workbook comes
 * from (the document properties say it too, but some programs drop them). */

/* Both classifications in use; what else a document has is added. */
static const struct code {
    const char *code1, *name1, *code2, *name2;
} CODES[] = {
    /* clang-format off */
    {"1", "产出指标",   "11", "数量指标"},
    {"1", "产出指标",   "12", "质量指标"},
    {"1", "产出指标",   "13", "时效指标"},
    {"1", "产出指标",   "14", "成本指标"},
    {"2", "效益指标",   "21", "经济效益"},
    {"2", "效益指标",   "22", "社会效益"},
    {"2", "效益指标",   "23", "生态效益"},
    {"2", "效益指标",   "24", "可持续影响"},
    {"3", "满意度指标", "31", "服务对象满意度"},
    {NULL, "成本指标",  NULL, "经济成本指标"},
    {NULL, "成本指标",  NULL, "社会成本指标"},
    {NULL, "成本指标",  NULL, "生态环境成本指标"},
    /* clang-format on */
};

/* One list a column: code and name of level 1, code and name of level 2. */
enum { N_LISTS = 4, ORIGIN_COLUMN = 5 };

static const struct {
    const char *heading, *name;
} LISTS[N_LISTS] = {
    {"一级代码", "一级代码清单"},
    {"一级指标", "一级指标清单"},
    {"二级代码", "二级代码清单"},
    {"二级指标", "二级指标清单"},
};

static void add_once(GPtrArray *list, const char *text)
{
    guint at;
    if (text && *text &&
        !g_ptr_array_find_with_equal_func(list, text, g_str_equal, &at))
        g_ptr_array_add(list, (gpointer)text);
}

static void add_levels(GPtrArray **lists, const char *const *texts)
{
    for (guint i = 0; i < N_LISTS; i++)
        add_once(lists[i], texts[i]);
}

static void collect(const JxReport *report, GPtrArray **lists)
{
    for (guint i = 0; i < G_N_ELEMENTS(CODES); i++)
        add_levels(lists,
                   (const char *const[]){CODES[i].code1, CODES[i].name1,
                                         CODES[i].code2, CODES[i].name2});
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (guint k = 0; k < project->indicators->len; k++) {
            const JxIndicator *item = jx_project_indicator(project, k);
            add_levels(lists, (const char *const[]){
                                  item->level1.code, item->level1.name,
                                  item->level2.code, item->level2.name});
        }
    }
}

static void put_text(JxSheet *sheet, guint row, guint column, const char *text,
                     JxStyle style)
{
    JxContent value = jx_content_text(text);
    jx_sheet_cell(sheet, row, column, &value, style);
}

static void put_list(JxSheet *sheet, guint column, const GPtrArray *list)
{
    put_text(sheet, 0, column, LISTS[column].heading, JX_STYLE_HEADING);
    for (guint i = 0; i < list->len; i++)
        put_text(sheet, i + 1, column, list->pdata[i], JX_STYLE_CODE);

    g_autofree char *range =
        g_strdup_printf("='%s'!%s:%s", jx_sheet_name(JX_SHEET_CODES),
                        jx_cell_name_absolute(1, column).text,
                        jx_cell_name_absolute(list->len, column).text);
    jx_book_note(sheet->book, workbook_define_name(sheet->book->workbook,
                                                   LISTS[column].name, range));
}

static void put_origin(JxSheet *sheet)
{
    const JxReport *report = sheet->book->report;
    const struct {
        const char *label, *text;
    } lines[] = {
        {"格式", "jixiao/1"},
        {"程序", sheet->book->options->program},
        {"来源文件", report->source_name},
        {"来源SHA256", report->source_sha256},
        {"编码", report->source_encoding},
        {"记法", report->source_notation},
        {"表题", report->title},
        {"单位名称", report->unit},
        {"金额单位", report->currency_unit},
        {"年度", report->year},
        {"表号", report->form_number},
        {"合计行名称", report->has_declared ? report->declared.name : NULL},
    };
    put_text(sheet, 0, ORIGIN_COLUMN, "项", JX_STYLE_HEADING);
    put_text(sheet, 0, ORIGIN_COLUMN + 1, "值", JX_STYLE_HEADING);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        put_text(sheet, i + 1, ORIGIN_COLUMN, lines[i].label, JX_STYLE_CODE);
        put_text(sheet, i + 1, ORIGIN_COLUMN + 1, lines[i].text, JX_STYLE_TEXT);
    }
}

void jx_sheet_write_codes(JxBook *book)
{
    JxSheet *sheet = &book->sheets[JX_SHEET_CODES];
    GPtrArray *lists[N_LISTS];

    for (guint i = 0; i < N_LISTS; i++)
        lists[i] = g_ptr_array_new();
    collect(book->report, lists);
    for (guint i = 0; i < N_LISTS; i++) {
        put_list(sheet, i, lists[i]);
        g_ptr_array_unref(lists[i]);
    }
    put_origin(sheet);
    jx_codes_put_stamps(sheet);
    for (guint i = 0; i < N_LISTS; i++)
        jx_sheet_set_width(sheet, i, 130, false);
    jx_sheet_set_width(sheet, ORIGIN_COLUMN, 110, false);
    jx_sheet_set_width(sheet, ORIGIN_COLUMN + 1, 480, false);
    worksheet_ignore_errors(sheet->worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                            "A1:V1048576");
    jx_sheet_protect(sheet);
    worksheet_hide(sheet->worksheet);
}

void jx_codes_offer(JxSheet *sheet, guint first_column)
{
    guint last = MAX(sheet->row, JX_FIRST_ROW + 1) - 1;
    for (guint i = 0; i < N_LISTS; i++) {
        g_autofree char *formula = g_strconcat("=", LISTS[i].name, NULL);
        /* a list given as text would overflow in the library */
        lxw_data_validation list = {
            .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
            .value_formula = formula,
            .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
            .error_title = (char *)LISTS[i].heading,
            .error_message = (char *)"不在代码表里。仍要这样填吗？",
        };
        lxw_col_t column = (lxw_col_t)(first_column + i);
        jx_book_note(sheet->book, worksheet_data_validation_range(
                                      sheet->worksheet, JX_FIRST_ROW, column,
                                      last, column, &list));
    }
}
