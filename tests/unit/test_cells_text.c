#include "cells_dump.h"

Test(cells_csv, quotes_commas_and_line_ends_are_rfc_4180)
{
    expect_cells("名称,总计,\"目\r\n标\",d\r\n甲,\"1,234.50\",\"说\"\"好\"\"\","
                 " \"x\"\r\n\"\",,,\r\n乙,1,2,3",
                 "csv\n1@1:名称|1@4:总计|1@8:目$标|2@4:d\n"
                 "3@1:甲|3@4:1,234.50|3@15:说\"好\"|3@25:x\n"
                 "5@1:乙|5@3:1|5@5:2|5@7:3\n");
}

Test(cells_csv, a_quote_that_closes_nothing_is_text_and_located)
{
    expect_cells("名,总,目,d\n\"甲\"乙,2,3,\"开\n丁,4,5,6\n",
                 "csv\n1@1:名|1@3:总|1@5:目|1@7:d\n"
                 "2@1:\"甲\"乙|2@6:2|2@8:3|2@10:\"开\n"
                 "3@1:丁|3@3:4|3@5:5|3@7:6\n"
                 "!table-open-quote 2:1\n!table-open-quote 2:10\n");
}

Test(cells_csv, a_line_without_commas_is_outside)
{
    expect_cells("标题\n名,总,目,d\n",
                 "csv\n-1@1:标题\n2@1:名|2@3:总|2@5:目|2@7:d\n");
}

Test(cells_csv, semicolons_delimit_only_when_lines_agree)
{
    expect_cells("名;总;目;d\n甲;1,0;2,0;3,0\n",
                 "csv\n1@1:名|1@3:总|1@5:目|1@7:d\n"
                 "2@1:甲|2@3:1,0|2@7:2,0|2@11:3,0\n");
    expect_cells("一;二;三;四\n五;六;七;八;九\n",
                 "tab\n-1@1:一;二;三;四\n-2@1:五;六;七;八;九\n");
}

Test(cells_csv, text_with_a_few_commas_is_no_table)
{
    expect_cells("甲, 乙, 丙\n", "tab\n-1@1:甲, 乙, 丙\n");
}

Test(cells_pipe, edges_escapes_and_breaks_are_read)
{
    expect_cells("# 标题\n**单位：万元**\n\n| 名称 | 总计 | 备注 | 目标 |\n"
                 "|---|:--:|---|---|\n| **合计** | 1.50 | a\\|b<br>c | |\n"
                 "甲 | 2 | &lt;5 | <20%\n\n注：尾\n",
                 "pipe\n-1@3:标题\n-2@3:单位：万元\n"
                 "4@3:名称|4@8:总计|4@13:备注|4@18:目标\n"
                 "5@2:---|5@6::--:|5@11:---|5@15:---\n"
                 "6@5:合计|6@12:1.50|6@19:a|b$c|\n"
                 "7@1:甲|7@5:2|7@9:<5|7@17:<20%\n-9@1:注：尾\n");
}

Test(cells_pipe, each_run_of_table_lines_is_a_table)
{
    g_autoptr(JxDiags) diags = jx_diags_new();

    g_autoptr(JxCells) cells =
        cells_of("|a|b|c|\n\n|d|e|f|\n文\n|g|h|i|\n", diags);

    static const int TABLES[] = {0, 0, -1, 1};
    cr_assert(eq(u32, cells->rows->len, 4));
    for (guint i = 0; i < cells->rows->len; i++) {
        const JxRow *row = jx_cells_row(cells, i);
        cr_expect(eq(int, row->table, TABLES[i]));
    }
}
