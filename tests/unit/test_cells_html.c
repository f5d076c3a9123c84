#include "cells_dump.h"

#include "base/limits.h"

Test(cells_html, spans_become_a_grid)
{
    expect_cells("<table><tr><th rowspan=2>名</th><th colspan=\"2\">资金</th>"
                 "<th rowspan='2'>目标</th></tr>\n"
                 "<tr><th>总计</th><th>其他</th></tr>\n"
                 "<tr><td>甲</td><td>1</td><td>2</td><td>好</td></tr></table>",
                 "html\n1@26:名|1@48:资金|^|1@71:目标\n"
                 "^|2@9:总计|2@20:其他|^\n"
                 "3@9:甲|3@19:1|3@29:2|3@39:好\n");
}

Test(cells_html, origins_name_the_cell_that_holds_the_text)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxCells) cells =
        cells_of("<table><tr><td>甲<td rowspan=3 colspan=2>乙<td>丙"
                 "<tr><td>丁<td>戊<tr><td>己</table>",
                 diags);

    static const int ORIGINS[] = {-1, -1, 1, -1, -1, 1, 1, -1, -1, 1, 1};
    cr_assert(eq(u32, cells->cells->len, G_N_ELEMENTS(ORIGINS)));
    for (guint i = 0; i < cells->cells->len; i++) {
        const JxCell *cell = jx_cells_cell(cells, i);
        cr_expect(eq(int, cell->origin, ORIGINS[i]), "%u", i);
    }
}

Test(cells_html, an_endless_span_reaches_over_one)
{
    expect_cells("<table><tr><td colspan=1000000000>甲<td rowspan=99999>乙"
                 "<tr><td>丙</table>",
                 "html\n1@35:甲|1@54:乙\n-1@63:丙\n");
}

Test(cells_html, rowspan_0_reaches_to_the_end_of_the_table)
{
    expect_cells("<table><tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3</table>",
                 "html\n1@26:甲|1@31:1\n^|1@40:2\n^|1@49:3\n");
}

Test(cells_html, breaks_and_paragraphs_are_lines_of_the_cell)
{
    expect_cells(
        "<td>甲<br>乙<p>丙</p><p>丁</p></td><td><b>1</b>.00\n  元</td>",
        "html\n1@5:甲$乙$丙$丁|1@39:1.00 元\n");
}

Test(cells_html, references_are_replaced_and_unknown_tags_are_text)
{
    expect_cells("<td>≥&#53; &lt;20%</td><td><20%，<A类>，<td ></td>",
                 "html\n1@5:≥5 <20%|1@28:<20%，<A类>，|\n");
}

Test(cells_html, text_outside_tables_is_a_row_of_its_own)
{
    expect_cells("<h1>标题</h1>单位：<b>甲局</b><br>单位：万元"
                 "<table><caption>表一</caption><tr><td>甲<td>1</table>注：尾",
                 "html\n-1@5:标题\n-1@12:单位：甲局\n-1@28:单位：万元\n"
                 "-1@49:表一\n1@69:甲|1@74:1\n-1@83:注：尾\n");
}

Test(cells_html, several_tables_have_numbers)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxCells) cells =
        cells_of("<table><tr><td>1<td>2</table>中<table><tr><td>3<td>4"
                 "</table>",
                 diags);

    static const int TABLES[] = {0, -1, 1};
    for (guint i = 0; i < cells->rows->len; i++) {
        const JxRow *row = jx_cells_row(cells, i);
        cr_expect(eq(int, row->table, TABLES[i]));
    }
}

Test(cells_html, a_table_in_a_page_layout_is_a_table)
{
    expect_cells("<table><tr><td>标题<table><tr><td>a<td>b<td>c<td>d</table>"
                 "尾</td></tr></table>",
                 "html\n-1@16:标题\n1@33:a|1@38:b|1@43:c|1@48:d\n-1@57:尾\n");
}

Test(cells_html, a_table_in_a_data_cell_is_its_text)
{
    expect_cells("<table><tr><td>a<td>b<td>c<td>d<table><tr><td>一<td>二"
                 "<tr><td>三</table>四<tr><td>e</table>",
                 "html\n1@16:a|1@21:b|1@26:c|1@31:d$一 二$三$四\n-1@79:e\n");
}

Test(cells_html, scripts_styles_and_comments_are_no_text)
{
    expect_cells("<style>td{}</style><script>if(a<b)'<td>'</script><!--<td>-->"
                 "<td>甲</td><td>乙</td><style>",
                 "html\n1@65:甲|1@75:乙\n");
}

Test(cells_html, what_is_opened_and_never_closed_is_text)
{
    expect_cells("<td>甲</td><td>乙 <!-- 丙 <b 丁",
                 "html\n1@5:甲|1@15:乙 <!-- 丙 <b 丁\n");
}

Test(cells_html, blank_rows_are_dropped_with_what_they_reach_over)
{
    expect_cells("<table><tr><td rowspan=2></td><td></td></tr>\n"
                 "<tr><td>甲</td><td>1</td></tr></table>",
                 "html\n2@9:甲|2@19:1\n");
}

Test(cells_html, spaces_between_cells_are_nothing)
{
    expect_cells("<table><tr>&nbsp;<td>甲</td>&nbsp;\n<td>1</td></tr></table>",
                 "html\n1@22:甲|2@5:1\n");
}

Test(cells_html, places_inside_a_cell_follow_its_marks)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxCells) cells =
        cells_of("<td>甲&lt;乙\n  <b>丙</b></td><td>丁</td>", diags);

    const JxCell *cell = jx_cells_cell(cells, 0);
    cr_assert(eq(str, (char *)cell->text, "甲<乙 丙"));
    static const struct {
        gsize offset;
        guint line, column;
    } PLACES[] = {{0, 1, 5}, {3, 1, 6}, {4, 1, 10}, {8, 2, 6}, {11, 2, 7}};
    for (size_t i = 0; i < G_N_ELEMENTS(PLACES); i++) {
        JxPlace place = jx_cell_place(cells, cell, PLACES[i].offset);
        cr_expect(eq(u32, place.line, PLACES[i].line));
        cr_expect(eq(u32, place.column, PLACES[i].column));
    }
}

Test(cells_html, a_flood_of_cells_ends_at_the_limit)
{
    g_autoptr(GString) text = g_string_new("<table>");
    for (int i = 0; i < 2000; i++)
        g_string_append(text, "<tr><td colspan=1000>甲</td></tr>");
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxCells) cells = cells_of(text->str, diags);

    cr_expect(le(u32, cells->cells->len, JX_MAX_CELLS));
    cr_assert(eq(u32, jx_diags_count(diags), 1));
    cr_expect(eq(str, (char *)jx_diags_get(diags, 0)->rule, "input-too-large"));
}
