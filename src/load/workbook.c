#include "load/workbook.h"

#include <string.h>

#include "base/intl.h"
#include "base/limits.h"
#include "load/workbook_back.h"

/* Words by which 检查结果 is known. */
static const char *const FINDINGS_WORDS[] = {"级别", "规则", "豁免理由", NULL};

/* Words by which 汇总 is known. */
static const char *const SUMMARY_WORDS[] = {"单位序号", "总计申报", NULL};

static void project_clear(gpointer data)
{
    JxBackProject *project = data;
    if (project->all != NULL)
        g_string_free(project->all, TRUE);
    g_array_unref(project->items);
}

JxBack *jx_back_open(const JxWorkbook *workbook)
{
    g_autoptr(JxBack) back = g_new0(JxBack, 1);
    guint n_lists = 0;
    back->workbook = workbook;
    for (int kind = 0; kind < JX_N_LISTS; kind++) {
        back->lists[kind] = jx_list_find(workbook, (JxListKind)kind);
        n_lists += back->lists[kind] != NULL && kind != JX_LIST_FORM;
    }
    back->trace = jx_trace_find(workbook);
    if (n_lists < 2 && !(n_lists == 1 && back->trace != NULL))
        return NULL;
    back->projects = g_array_new(FALSE, FALSE, sizeof(JxBackProject));
    back->scratch = jx_report_new();
    return g_steal_pointer(&back);
}

static void unref_table(GHashTable *table)
{
    if (table != NULL)
        g_hash_table_unref(table);
}

void jx_back_free(JxBack *back)
{
    if (back == NULL)
        return;
    for (int kind = 0; kind < JX_N_LISTS; kind++)
        jx_list_free(back->lists[kind]);
    jx_trace_free(back->trace);
    for (guint i = 0; back->projects && i < back->projects->len; i++)
        project_clear(jx_back_project(back, i));
    if (back->projects != NULL)
        g_array_unref(back->projects);
    jx_report_free(back->scratch);
    unref_table(back->by_key);
    unref_table(back->by_name);
    unref_table(back->by_base);
    unref_table(back->by_stamp);
    g_free(back);
}

static bool is_complete(const JxBack *back)
{
    for (int kind = 0; kind < JX_LIST_FORM; kind++)
        if (back->lists[kind] == NULL)
            return false;
    return true;
}

const JxWorksheet *jx_back_substitute(const JxBack *back)
{
    const JxList *form = back->lists[JX_LIST_FORM];
    bool needed = !is_complete(back) || back->trace == NULL;
    return form != NULL && needed ? form->sheet : NULL;
}

/* ---- what is not there, what is left over ---- */

static void report_missing_lists(JxBack *back)
{
    const JxList *form = back->lists[JX_LIST_FORM];
    for (int kind = 0; kind < JX_LIST_FORM; kind++) {
        if (back->lists[kind] != NULL)
            continue;
        JxPlace place = {0};
        if (form != NULL)
            place = jx_list_place(form, back->report, form->heading_row,
                                  JX_AT_NAME);
        jx_diags_add(back->report->diags, "workbook-part-missing", place,
                     form != NULL ? _("没有工作表“%s”，按“原表”读取")
                                  : _("没有工作表“%s”，也没有“原表”可以代替"),
                     jx_list_name((JxListKind)kind));
    }
}

static void report_missing_columns(JxBack *back)
{
    static const struct {
        JxListKind kind;
        JxListColumn column;
    } NEEDED[] = {
        {JX_LIST_FUNDING, JX_AT_TOTAL},
        {JX_LIST_FUNDING, JX_AT_FISCAL},
        {JX_LIST_FUNDING, JX_AT_SPECIAL_ACCOUNT},
        {JX_LIST_FUNDING, JX_AT_OTHER},
        {JX_LIST_INDICATORS, JX_AT_LEVEL1_NAME},
        {JX_LIST_INDICATORS, JX_AT_LEVEL2_NAME},
        {JX_LIST_INDICATORS, JX_AT_PERIOD},
        {JX_LIST_INDICATORS, JX_AT_ANNUAL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(NEEDED); i++) {
        const JxList *list = back->lists[NEEDED[i].kind];
        if (list == NULL || list->column[NEEDED[i].column] != 0)
            continue;
        g_autofree char *message =
            g_strdup_printf(_("找不到“%s”一栏，金额按原来的读取，其他按空白"),
                            jx_list_heading(NEEDED[i].column));
        jx_back_finding(back, "workbook-part-missing", list, list->heading_row,
                        JX_AT_NAME, -1, message);
    }
}

const JxWorksheet *jx_back_summary(const JxBack *back)
{
    for (guint i = 0; i < back->workbook->sheets->len; i++)
        if (jx_list_has_words(back->workbook->sheets->pdata[i], SUMMARY_WORDS))
            return back->workbook->sheets->pdata[i];
    return NULL;
}

static bool is_used(const JxBack *back, const JxWorksheet *sheet)
{
    for (int kind = 0; kind < JX_N_LISTS; kind++)
        if (back->lists[kind] != NULL && back->lists[kind]->sheet == sheet)
            return true;
    return jx_trace_is_sheet(sheet) ||
           jx_list_has_words(sheet, JX_CONTENTS_WORDS) ||
           jx_list_has_words(sheet, FINDINGS_WORDS) ||
           jx_list_has_words(sheet, SUMMARY_WORDS);
}

static void report_other_sheets(JxBack *back)
{
    for (guint i = 0; i < back->workbook->sheets->len; i++) {
        const JxWorksheet *sheet = back->workbook->sheets->pdata[i];
        if (is_used(back, sheet) || sheet->content->cells->len == 0)
            continue;
        const JxSheetCell *first =
            &g_array_index(sheet->content->cells, JxSheetCell, 0);
        g_autofree char *quoted = jx_back_quote(first->text);
        JxFinding *finding = jx_diags_add(
            back->report->diags, "text-left-out",
            jx_list_place_at(sheet, back->report, first->row, first->column),
            _("工作表“%s”不在读取之列，没有读取：%s"), sheet->name, quoted);
        for (int kind = 0; kind < JX_LIST_FORM; kind++)
            if (jx_list_fits(sheet, (JxListKind)kind))
                finding->hint = g_strdup_printf(_("只读一张“%s”，取的是“%s”"),
                                                jx_list_name((JxListKind)kind),
                                                back->lists[kind]->sheet->name);
    }
}

/* A column that was added to a list in which nothing can hold it. */
static void report_other_columns(JxBack *back, JxListKind kind)
{
    const JxList *list = back->lists[kind];
    if (list == NULL)
        return;
    const JxSheet *sheet = list->sheet->content;
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < JX_N_LIST_COLUMNS; i++)
        g_hash_table_add(known, GUINT_TO_POINTER(list->column[i]));
    for (guint i = 0; i < sheet->cells->len; i++) {
        const JxSheetCell *cell = &g_array_index(sheet->cells, JxSheetCell, i);
        if (cell->row <= list->heading_row || jx_is_blank_text(cell->text) ||
            !g_hash_table_add(known, GUINT_TO_POINTER(cell->column)))
            continue;
        g_autofree char *quoted = jx_back_quote(cell->text);
        jx_diags_add(back->report->diags, "text-left-out",
                     jx_list_place_at(list->sheet, back->report, cell->row,
                                      cell->column),
                     _("这一栏不是“%s”的栏目，没有读取：%s"),
                     jx_list_name(kind), quoted);
    }
}

static void report_rest(JxBack *back)
{
    if (back->workbook->n_cells > JX_MAX_CELLS)
        jx_diags_add(back->report->diags, "input-too-large", (JxPlace){0},
                     _("超过 %d 个单元格，从这里起没有读取"), JX_MAX_CELLS);
    for (int kind = 0; kind < JX_N_LISTS; kind++) {
        const JxList *list = back->lists[kind];
        if (list != NULL && list->full)
            jx_diags_add(back->report->diags, "input-too-large",
                         jx_list_place_at(list->sheet, back->report,
                                          list->heading_row, 1),
                         _("超过 %d 行，从这里起没有读取"),
                         (int)list->rows->len);
    }
    report_missing_lists(back);
    report_missing_columns(back);
    report_other_sheets(back);
    report_other_columns(back, JX_LIST_GOALS);
    report_other_columns(back, JX_LIST_INDICATORS);
}

void jx_back_read(JxBack *back, JxReport *report, const JxReport *form)
{
    back->report = report;
    back->form = form;
    jx_back_read_front(back);
    jx_back_read_totals(back);
    jx_back_collect_projects(back);
    jx_back_read_projects(back);
    jx_back_read_items(back);
    jx_back_check_sums(back);
    jx_back_read_form(back);
    report_rest(back);
}
