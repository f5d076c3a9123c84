#include "xlsx/sheets.h"

/* One row for each project: its goal, and how many indicators it has. */

enum {
    KEY,
    PROJECT,
    GOAL = JX_GOALS_GOAL,
    N_INDICATORS = JX_GOALS_N_INDICATORS,
    TEXT,
    UNIT, /* only when the report has units */
    N_COLUMNS,
};

static const JxColumn COLUMNS[N_COLUMNS] = {
    /* clang-format off */
    [KEY]          = {"项目序号", 40,  JX_STYLE_COUNT, true,  false},
    [PROJECT]      = {"项目名称",     230, JX_STYLE_TEXT,  true,  false},
    [GOAL]         = {"绩效目标",     JX_GOAL_WIDTH_PX, JX_STYLE_LONG, false, false},
    [N_INDICATORS] = {"指标数",       60,  JX_STYLE_COUNT, false, false},
    [TEXT]         = {"绩效指标原文", 600, JX_STYLE_LONG,  false, true},
    [UNIT]         = {"所属单位",     150, JX_STYLE_TEXT,  true,  false},
    /* clang-format on */
};

void jx_sheet_write_goals(JxBook *book)
{
    JxSheet *sheet = &book->sheets[JX_SHEET_GOALS];
    guint last = MAX(book->sheets[JX_SHEET_INDICATORS].row, JX_FIRST_ROW + 1);
    g_autofree char *count_of =
        g_strdup_printf("共 %u 个项目", book->report->projects->len);
    jx_sheet_begin(sheet, "项目绩效目标一览", count_of, COLUMNS,
                   book->report->units->len > 0 ? N_COLUMNS : UNIT);

    for (guint i = 0; i < book->report->projects->len; i++) {
        const JxProject *project = jx_report_project(book->report, i);
        g_autofree char *count = g_strdup_printf(
            "=COUNTIF(%s!$A$%u:$A$%u,A%u)", jx_sheet_name(JX_SHEET_INDICATORS),
            JX_FIRST_ROW + 1, last, sheet->row + 1);
        JxContent values[N_COLUMNS] = {
            [KEY] = jx_content_number(i + 1),
            [PROJECT] = jx_content_text(project->name),
            [GOAL] = jx_content_text(project->goal),
            /* of thousands of projects all these counts take minutes */
            [N_INDICATORS] =
                book->parts
                    ? jx_content_number(book->rows[i].n_indicator_rows)
                    : jx_content_formula(count, book->rows[i].n_indicator_rows),
            [TEXT] = jx_content_text(project->indicators_text),
            [UNIT] = jx_content_text(jx_book_unit_of(book, project)),
        };
        book->rows[i].goal_row = jx_sheet_put(sheet, values);
    }
    if (sheet->row > JX_FIRST_ROW) {
        jx_sheet_alarm_if_blank(sheet, sheet->row - 1, GOAL);
        jx_sheet_alarm(sheet, sheet->row - 1, N_INDICATORS, N_INDICATORS,
                       "=AND(ISNUMBER(D4),D4=0)");
    }
    jx_sheet_protect(sheet);
    jx_sheet_end(sheet, MAX(sheet->row - 1, JX_FIRST_ROW), NULL);
}
