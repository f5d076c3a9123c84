#include "load/workbook_list.h"

#include <string.h>

#include "base/limits.h"

/* Rows that can stand above the headings. */
#define MAX_HEADING_ROW 40u

#define BIT(cell) (1u << (cell))
#define FUNDS                                                                  \
    (BIT(JX_AT_TOTAL) | BIT(JX_AT_FISCAL) | BIT(JX_AT_SPECIAL_ACCOUNT) |       \
     BIT(JX_AT_OTHER))

/* clang-format off */
static const char *const HEADINGS[JX_N_LIST_COLUMNS] = {
    [JX_AT_KEY] = "项目序号", [JX_AT_NAME] = "项目名称",
    [JX_AT_UNIT] = "所属单位", [JX_AT_TOTAL] = "总计",
    [JX_AT_FISCAL] = "财政拨款", [JX_AT_SPECIAL_ACCOUNT] = "财政专户拨款",
    [JX_AT_OTHER] = "其他资金", [JX_AT_DIFFERENCE] = "勾稽差额",
    [JX_AT_VERDICT] = "核对", [JX_AT_SHARE] = "占总计比重",
    [JX_AT_GOAL] = "绩效目标", [JX_AT_N_INDICATORS] = "指标数",
    [JX_AT_ALL_INDICATORS] = "绩效指标原文", [JX_AT_ORDINAL] = "指标序号",
    [JX_AT_LEVEL1_CODE] = "一级代码", [JX_AT_LEVEL1_NAME] = "一级指标",
    [JX_AT_LEVEL2_CODE] = "二级代码", [JX_AT_LEVEL2_NAME] = "二级指标",
    [JX_AT_INDICATOR] = "三级指标", [JX_AT_PERIOD] = "实施周期指标值",
    [JX_AT_ANNUAL] = "年度指标值", [JX_AT_SIGN] = "年度值符号",
    [JX_AT_NUMBER] = "年度值数值", [JX_AT_MEASURE] = "年度值单位",
    [JX_AT_TEXT] = "指标原文", [JX_AT_INDICATORS] = "绩效指标",
};

/* What makes a sheet a list of its kind: headings it must have, at least
 * `n_some` of others, and ones it must not have. */
static const struct {
    const char *name;
    guint all, some, n_some, none;
} KINDS[JX_N_LISTS] = {
    [JX_LIST_FUNDING] = {"资金", BIT(JX_AT_NAME),
        FUNDS | BIT(JX_AT_KEY) | BIT(JX_AT_DIFFERENCE) |
            BIT(JX_AT_VERDICT) | BIT(JX_AT_SHARE), 4,
        BIT(JX_AT_GOAL) | BIT(JX_AT_INDICATORS) | BIT(JX_AT_INDICATOR)},
    [JX_LIST_GOALS] = {"绩效目标", BIT(JX_AT_NAME) | BIT(JX_AT_GOAL),
        BIT(JX_AT_KEY) | BIT(JX_AT_N_INDICATORS) |
            BIT(JX_AT_ALL_INDICATORS), 1,
        FUNDS | BIT(JX_AT_INDICATORS) | BIT(JX_AT_INDICATOR)},
    [JX_LIST_INDICATORS] = {"绩效指标", BIT(JX_AT_INDICATOR),
        BIT(JX_AT_KEY) | BIT(JX_AT_ORDINAL) | BIT(JX_AT_PERIOD) |
            BIT(JX_AT_ANNUAL) | BIT(JX_AT_TEXT), 2,
        FUNDS | BIT(JX_AT_GOAL) | BIT(JX_AT_INDICATORS)},
    [JX_LIST_FORM] = {"原表",
        BIT(JX_AT_NAME) | BIT(JX_AT_GOAL) | BIT(JX_AT_INDICATORS),
        FUNDS, 2, BIT(JX_AT_KEY) | BIT(JX_AT_DIFFERENCE)},
};
/* clang-format on */

/* A heading without white space and what stands in brackets behind it. Yours.
 */
static char *heading_key(const char *text)
{
    char *key = jx_folded(text);
    char *bracket = strchr(key, '(');
    if (bracket != NULL && bracket > key)
        *bracket = '\0';
    return key;
}

static int heading_of(const char *text)
{
    g_autofree char *key = heading_key(text);
    for (int i = 0; i < JX_N_LIST_COLUMNS; i++)
        if (strcmp(key, HEADINGS[i]) == 0)
            return i;
    return -1;
}

static guint n_bits(guint bits)
{
    guint n = 0;
    for (; bits != 0; bits &= bits - 1)
        n++;
    return n;
}

static bool is_kind(guint found, JxListKind kind)
{
    return (found & KINDS[kind].all) == KINDS[kind].all &&
           (found & KINDS[kind].none) == 0 &&
           n_bits(found & KINDS[kind].some) >= KINDS[kind].n_some;
}

/* The row of the headings; 0 when there is none. Fills the columns. */
static guint find_headings(const JxSheet *sheet, JxListKind kind,
                           guint column[JX_N_LIST_COLUMNS])
{
    guint found = 0, row = 0;
    for (guint i = 0; i < sheet->cells->len; i++) {
        const JxSheetCell *cell = &g_array_index(sheet->cells, JxSheetCell, i);
        if (cell->row != row) {
            if (is_kind(found, kind))
                return row;
            row = cell->row;
            found = 0;
            memset(column, 0, sizeof *column * JX_N_LIST_COLUMNS);
        }
        if (row > MAX_HEADING_ROW)
            return 0;
        int heading = heading_of(cell->text);
        if (heading < 0 || column[heading] != 0)
            continue;
        column[heading] = cell->column;
        found |= BIT(heading);
    }
    return is_kind(found, kind) ? row : 0;
}

bool jx_list_fits(const JxWorksheet *sheet, JxListKind kind)
{
    guint column[JX_N_LIST_COLUMNS] = {0};
    return find_headings(sheet->content, kind, column) > 0;
}

static const JxWorksheet *find_sheet(const JxWorkbook *workbook,
                                     JxListKind kind)
{
    const JxWorksheet *first = NULL;
    for (guint i = 0; i < workbook->sheets->len; i++) {
        const JxWorksheet *sheet = workbook->sheets->pdata[i];
        if (!jx_list_fits(sheet, kind))
            continue;
        if (strcmp(sheet->name, KINDS[kind].name) == 0)
            return sheet;
        if (first == NULL)
            first = sheet;
    }
    return first;
}

static void collect_rows(JxList *list, JxListKind kind)
{
    bool per_project = kind == JX_LIST_FUNDING || kind == JX_LIST_GOALS;
    guint max_rows = per_project ? JX_MAX_ROWS : JX_MAX_LIST_ROWS;
    const GArray *cells = list->sheet->content->cells;
    guint last = list->heading_row;
    for (guint i = 0; i < cells->len; i++) {
        const JxSheetCell *cell = &g_array_index(cells, JxSheetCell, i);
        if (cell->row <= last || jx_is_blank_text(cell->text))
            continue;
        last = cell->row;
        list->full = list->rows->len >= max_rows;
        if (list->full)
            return;
        g_array_append_val(list->rows, last);
    }
}

JxList *jx_list_find(const JxWorkbook *workbook, JxListKind kind)
{
    const JxWorksheet *sheet = find_sheet(workbook, kind);
    if (sheet == NULL)
        return NULL;
    JxList *list = g_new0(JxList, 1);
    list->sheet = sheet;
    list->rows = g_array_new(FALSE, FALSE, sizeof(guint));
    list->heading_row = find_headings(sheet->content, kind, list->column);
    collect_rows(list, kind);
    return list;
}

void jx_list_free(JxList *list)
{
    if (list == NULL)
        return;
    g_array_unref(list->rows);
    g_free(list);
}

static bool has_word(const JxSheet *sheet, const char *word)
{
    for (guint i = 0; i < sheet->cells->len; i++)
        if (strcmp(g_array_index(sheet->cells, JxSheetCell, i).text, word) == 0)
            return true;
    return false;
}

bool jx_list_has_words(const JxWorksheet *sheet, const char *const *words)
{
    for (; *words != NULL; words++)
        if (!has_word(sheet->content, *words))
            return false;
    return true;
}

const char *jx_list_name(JxListKind kind)
{
    return KINDS[kind].name;
}

const char *jx_list_heading(JxListColumn cell)
{
    return HEADINGS[cell];
}

const JxSheetCell *jx_list_cell(const JxList *list, guint row,
                                JxListColumn cell)
{
    if (list == NULL || list->column[cell] == 0)
        return NULL;
    return jx_sheet_at(list->sheet->content, row, list->column[cell]);
}

const char *jx_list_text(const JxList *list, guint row, JxListColumn cell)
{
    const JxSheetCell *found = jx_list_cell(list, row, cell);
    if (found == NULL || jx_is_blank_text(found->text))
        return NULL;
    return found->text;
}

JxPlace jx_list_place_at(const JxWorksheet *sheet, JxReport *report, guint row,
                         guint column)
{
    g_autofree char *address = jx_sheet_address(row, column);
    g_autofree char *full = g_strconcat(sheet->name, "!", address, NULL);
    return (JxPlace){.line = row, .cell = jx_report_text(report, full)};
}

JxPlace jx_list_place(const JxList *list, JxReport *report, guint row,
                      JxListColumn cell)
{
    guint column = list->column[cell];
    return jx_list_place_at(list->sheet, report, row, MAX(column, 1));
}
