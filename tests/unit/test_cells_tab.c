#include "cells_dump.h"

#include "base/limits.h"
#include "cells/sniff.h"

/* Criterion's macros do not take macros with parentheses of their own */
static const JxCell *cell_at(const JxCells *cells, guint i)
{
    return jx_cells_cell(cells, i);
}

static const JxRow *row_at(const JxCells *cells, guint i)
{
    return jx_cells_row(cells, i);
}

Test(cells_tab, lines_are_rows_and_tabs_end_cells)
{
    expect_cells("标题\n\n名称\t总计\t\n甲\t3.00\t目标\n",
                 "tab\n-1@1:标题\n3@1:名称|3@4:总计|\n"
                 "4@1:甲|4@3:3.00|4@8:目标\n");
}

Test(cells_tab, a_gap_is_remembered)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxCells) cells = cells_of("甲\t1\n\t \n乙\t2\n丙\t3", diags);

    cr_assert(eq(u32, cells->rows->len, 3));
    static const bool GAPS[] = {false, true, false};
    for (guint i = 0; i < 3; i++) {
        const JxRow *row = row_at(cells, i);
        cr_expect(eq(int, row->after_gap, GAPS[i]));
    }
}

Test(cells_tab, paragraphs_are_unwrapped_and_comparisons_stay)
{
    expect_cells("<p>甲</p>\t<p>30.00</p>\t\t<p>值：<20%，>2000人</p>\n"
                 "乙\t<10\t\t<x>\n",
                 "p\n1@4:甲|1@13:30.00||1@27:值：<20%，>2000人\n"
                 "2@1:乙|2@3:<10||2@8:<x>\n");
}

Test(cells_tab, paragraphs_of_one_cell_are_its_lines)
{
    expect_cells("<p>甲</p><p>乙</p>\t丙<br/>丁\n",
                 "p\n1@4:甲$乙|1@18:丙$丁\n");
}

Test(cells_tab, without_tabs_each_paragraph_is_a_cell)
{
    expect_cells("<p>甲</p><p></p> <p>3.00</p>\n<p>只有一格</p>\n",
                 "p\n1@4:甲||1@20:3.00\n-2@4:只有一格\n");
}

Test(cells_tab, a_paragraph_around_the_whole_line_is_dropped)
{
    expect_cells("<p>甲\t3.00\t目标</p>\n", "p\n1@4:甲|1@6:3.00|1@11:目标\n");
}

Test(cells_tab, a_paragraph_may_run_over_lines_and_hold_a_tab)
{
    expect_cells("<p>甲\n乙</p>\t<p>丙\t丁</p>\n<p>戊\n己\t<p>庚</p>\n",
                 "p\n1@4:甲$乙|2@10:丙\t丁\n-3@4:戊\n4@1:己|4@6:庚\n");
}

Test(cells_tab, references_are_replaced_and_keep_their_places)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxCells) cells =
        cells_of("值&#8805;5&lt;9&amp;&bogus;\t二", diags);

    const JxCell *cell = jx_cells_cell(cells, 0);
    cr_expect(eq(str, (char *)cell->text, "值≥5<9&&bogus;"));
    static const struct {
        gsize offset;
        guint column;
    } PLACES[] = {{0, 1},  {3, 2},  {6, 9},   {7, 10},
                  {8, 14}, {9, 15}, {10, 20}, {17, 27}};
    for (size_t i = 0; i < G_N_ELEMENTS(PLACES); i++) {
        JxPlace place = jx_cell_place(cells, cell, PLACES[i].offset);
        cr_expect(eq(u32, place.column, PLACES[i].column));
    }
}

Test(cells_tab, quotes_go_only_where_excel_put_them)
{
    expect_cells("\"一\n二\"\t\"他说\"\"好\"\"\"\n\"双减\"政策\t\"整个\"\n",
                 "tab\n1@2:一$二|2@5:他说\"好\"\n"
                 "3@1:\"双减\"政策|3@8:\"整个\"\n");
}

Test(cells_tab, places_count_characters_after_cr_too)
{
    expect_cells("甲\t乙\r\n 丙 \t丁\r戊\t己",
                 "tab\n1@1:甲|1@3:乙\n2@2:丙|2@5:丁\n3@1:戊|3@3:己\n");
}

Test(cells_tab, a_cell_over_the_limit_is_cut_with_a_finding)
{
    g_autofree char *fill = g_strnfill(JX_MAX_CELL_CHARS + 1, 'a');
    g_autofree char *text = g_strconcat("甲\t", fill, "\t乙\n", NULL);
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxCells) cells = cells_of(text, diags);

    cr_expect(eq(ulong, cell_at(cells, 1)->len, JX_MAX_CELL_CHARS));
    cr_expect(eq(str, (char *)cell_at(cells, 2)->text, "乙"));
    cr_assert(eq(u32, jx_diags_count(diags), 1));
    cr_expect(eq(str, (char *)jx_diags_get(diags, 0)->rule, "cell-too-long"));
    cr_expect(eq(u32, jx_diags_get(diags, 0)->place.column, 3));
}

Test(cells_tab, too_many_rows_are_left_out_with_one_finding)
{
    g_autoptr(GString) rows = g_string_new(NULL);
    for (int i = 0; i < JX_MAX_ROWS + 9; i++)
        g_string_append(rows, "甲\t1\n");
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxCells) cells = cells_of(rows->str, diags);

    cr_expect(eq(u32, cells->rows->len, JX_MAX_ROWS));
    cr_assert(eq(u32, jx_diags_count(diags), 1));
    cr_expect(eq(str, (char *)jx_diags_get(diags, 0)->rule, "input-too-large"));
    cr_expect(eq(u32, jx_diags_get(diags, 0)->place.line, JX_MAX_ROWS + 1));
}

Test(cells_tab, a_row_of_endless_cells_is_cut_with_one_finding)
{
    g_autofree char *tabs = g_strnfill(JX_MAX_ROW_CELLS + 9, '\t');
    g_autofree char *text = g_strconcat("甲", tabs, "\n乙\t1\n", NULL);
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxCells) cells = cells_of(text, diags);

    cr_assert(eq(u32, cells->rows->len, 2));
    cr_expect(eq(u32, row_at(cells, 0)->n, JX_MAX_ROW_CELLS));
    cr_expect(eq(u32, row_at(cells, 1)->n, 2));
    cr_expect(eq(u32, jx_diags_count(diags), 1));
}

Test(cells_tab, json_is_recognised)
{
    static const struct {
        const char *text;
        bool json;
    } CASES[] = {{" {\n \"schema\": 1}", true},
                 {"{}", true},
                 {"{单位}\t1", false},
                 {"[001]甲\t1", false},
                 {"", false}};
    g_autoptr(JxDiags) diags = jx_diags_new();
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GBytes) bytes =
            g_bytes_new_static(CASES[i].text, strlen(CASES[i].text));
        g_autoptr(JxInput) input =
            jx_input_from_bytes("样", bytes, NULL, diags);
        cr_expect(eq(int, jx_cells_is_json(input), CASES[i].json));
    }
}

Test(cells_tab, what_is_no_text_is_refused_with_a_reason)
{
    static const char *const BYTES[] = {"\x89PNG\r\n\x1a\nxx", "%PDF-1.7\n",
                                        "\xd0\xcf\x11\xe0zz"};
    for (size_t i = 0; i < G_N_ELEMENTS(BYTES); i++)
        expect_cells(BYTES[i], "refused\n!no-table 0:0\n");
}
