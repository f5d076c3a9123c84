#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "layout/table.h"
#include "report_builder.h"

/* From a report to the cells that are printed. */

static JxFormColumn column(guint show)
{
    return (JxFormColumn){.cell = {.show = show}, .heading = (char *)"甲"};
}

/* A form of three columns, in memory. */
static JxForm *form_of(GArray *columns, guint first, guint second, guint third)
{
    const guint shows[] = {first, second, third};
    JxForm *form = g_new0(JxForm, 1);
    for (guint i = 0; i < G_N_ELEMENTS(shows); i++) {
        JxFormColumn made = column(shows[i]);
        g_array_append_val(columns, made);
    }
    form->title = form->number_line = form->left_line = form->right_line =
        form->continued = (char *)"";
    form->columns = columns;
    form->notes = g_ptr_array_new();
    form->signatures = g_ptr_array_new();
    form->subtotals = true;
    return form;
}

static void drop(JxForm *form)
{
    g_ptr_array_unref(form->notes);
    g_ptr_array_unref(form->signatures);
    g_free(form);
}

static const char *text_at(const JxTable *table, guint row, guint i)
{
    const char *text = jx_table_row(table, row)->cells[i].text;
    return text ? text : "";
}

Test(tables, amounts_are_turned_into_another_currency_exactly)
{
    g_autoptr(JxReport) report = report_new();
    report->currency = JX_CURRENCY_YUAN;
    report->currency_unit = "元";
    add_project(report, "乙项目", AMOUNTS("1520000.01", "1520000", "", "0.00"));
    g_autoptr(GArray) columns = g_array_new(FALSE, TRUE, sizeof(JxFormColumn));
    JxForm *form =
        form_of(columns, JX_SHOW_TOTAL, JX_SHOW_FISCAL, JX_SHOW_OTHER);
    form->currency = JX_CURRENCY_WAN;
    form->zero = JX_ZERO_BLANK;
    form->right_line = (char *)"单位：{currency}";

    g_autoptr(GPtrArray) tables = jx_tables_from_report(report, form, NULL, 0);

    const JxTable *table = tables->pdata[0];
    cr_expect(eq(str, (char *)text_at(table, 0, 0), "152.000001"));
    cr_expect(eq(str, (char *)text_at(table, 0, 1), "152.00"));
    cr_expect(eq(str, (char *)text_at(table, 0, 2), ""));
    cr_expect(eq(str, (char *)table->right, "单位：万元"));
    drop(form);
}

Test(tables, a_currency_that_is_not_stated_is_not_turned)
{
    g_autoptr(JxReport) report = report_new();
    report->currency = JX_CURRENCY_UNKNOWN;
    report->currency_unit = NULL;
    add_project(report, "乙项目", AMOUNTS("12.50", "", "", ""));
    g_autoptr(GArray) columns = g_array_new(FALSE, TRUE, sizeof(JxFormColumn));
    JxForm *form =
        form_of(columns, JX_SHOW_TOTAL, JX_SHOW_FISCAL, JX_SHOW_NAME);
    form->currency = JX_CURRENCY_YUAN;
    form->zero = JX_ZERO_DIGITS;

    g_autoptr(GPtrArray) tables = jx_tables_from_report(report, form, NULL, 0);

    cr_expect(eq(str, (char *)text_at(tables->pdata[0], 0, 0), "12.50"));
    cr_expect(eq(str, (char *)text_at(tables->pdata[0], 0, 1), "0.00"));
    drop(form);
}

Test(tables, a_sum_stands_only_where_the_document_has_none)
{
    for (int printed = 0; printed < 2; printed++) {
        g_autoptr(JxReport) report = report_new();
        if (printed)
            declare(report, AMOUNTS("9.00", "9.00", "", ""));
        add_project(report, "乙项目", AMOUNTS("1.50", "1.50", "", ""));
        add_project(report, "乙项目", AMOUNTS("2.00", "2.00", "", ""));
        g_autoptr(GArray) columns =
            g_array_new(FALSE, TRUE, sizeof(JxFormColumn));
        JxForm *form =
            form_of(columns, JX_SHOW_NAME, JX_SHOW_TOTAL, JX_SHOW_GOAL);
        form->totals = JX_TOTALS_SUM;
        form->total_label = (char *)"合计";

        g_autoptr(GPtrArray) tables =
            jx_tables_from_report(report, form, NULL, 0);

        const JxTable *table = tables->pdata[0];
        cr_expect(eq(u32, table->rows->len, 3));
        cr_expect(eq(str, (char *)text_at(table, 0, 1),
                     (char *)(printed ? "9.00" : "3.50")));
        cr_expect(
            eq(u32, jx_table_row(table, 0)->cells[0].role, JX_ROLE_STRONG));
        drop(form);
    }
}

static void put_item(JxProject *project, const char *level1, const char *name)
{
    *jx_project_append_indicator(project) =
        (JxIndicator){.parsed = level1 != NULL,
                      .level1 = {.name = level1},
                      .level2 = {.name = "数量指标"},
                      .name = name,
                      .text = name};
}

Test(tables, equal_levels_are_one_cell_and_loose_text_takes_all)
{
    g_autoptr(JxReport) report = report_new();
    JxProject *project =
        add_project(report, "乙项目", AMOUNTS("1.00", "1.00", "", ""));
    put_item(project, "产出指标", "一");
    put_item(project, "产出指标", "二");
    put_item(project, NULL, "读不懂的一段");
    put_item(project, "产出指标", "三");
    g_autoptr(GArray) columns = g_array_new(FALSE, TRUE, sizeof(JxFormColumn));
    JxForm *form =
        form_of(columns, JX_SHOW_NAME, JX_SHOW_LEVEL1, JX_SHOW_ITEM_NAME);
    form->row_is = JX_ROW_IS_ITEM;

    g_autoptr(GPtrArray) tables = jx_tables_from_report(report, form, NULL, 0);

    const JxTable *table = tables->pdata[0];
    cr_assert(eq(u32, table->rows->len, 4));
    cr_expect(eq(u32, jx_table_row(table, 0)->cells[0].n_rows, 4));
    cr_expect(eq(u32, jx_table_row(table, 0)->cells[1].n_rows, 2));
    cr_expect(eq(u32, jx_table_row(table, 1)->cells[1].n_columns, 0));
    cr_expect(eq(u32, jx_table_row(table, 2)->cells[1].n_columns, 2));
    cr_expect(eq(str, (char *)text_at(table, 2, 1), "读不懂的一段"));
    cr_expect(eq(u32, jx_table_row(table, 3)->cells[1].n_rows, 1));
    drop(form);
}
