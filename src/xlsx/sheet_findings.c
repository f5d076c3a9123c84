#include "base/intl.h"
#include "xlsx/sheets.h"

/* What is wrong, doubtful or repaired: one row for each finding, linked to
 * the cell it is about. */

enum {
    NUMBER,
    SEVERITY,
    RULE,
    LINE,
    COLUMN,
    PLACE,
    PROJECT,
    ORDINAL,
    FIELD,
    MESSAGE,
    HINT,
    BASIS,
    WAIVED,
    N_COLUMNS,
};

static const JxColumn COLUMNS[N_COLUMNS] = {
    /* clang-format off */
    [NUMBER]   = {"序号",     45,  JX_STYLE_COUNT, true,  false},
    [SEVERITY] = {"级别",     50,  JX_STYLE_HINT,  true,  false},
    [RULE]     = {"规则",     150, JX_STYLE_TEXT,  true,  false},
    [LINE]     = {"行",       45,  JX_STYLE_COUNT, true,  false},
    [COLUMN]   = {"列",       45,  JX_STYLE_COUNT, true,  false},
    [PLACE]    = {"位置",     115, JX_STYLE_TEXT,  true,  false},
    [PROJECT]  = {"项目",     170, JX_STYLE_TEXT,  true,  false},
    [ORDINAL]  = {"指标序号", 40,  JX_STYLE_COUNT, true,  false},
    [FIELD]    = {"字段",     90,  JX_STYLE_CODE,  true,  false},
    [MESSAGE]  = {"说明",     310, JX_STYLE_LONG,  false, false},
    [HINT]     = {"建议",     230, JX_STYLE_LONG,  false, false},
    [BASIS]    = {"依据",     300, JX_STYLE_LONG,  false, false},
    [WAIVED]   = {"豁免理由", 120, JX_STYLE_LONG,  false, false},
    /* clang-format on */
};

static const struct {
    const char *word;
    JxStyle style;
} SEVERITIES[] = {
    [JX_SEVERITY_HINT] = {"提示", JX_STYLE_HINT},
    [JX_SEVERITY_WARNING] = {"警告", JX_STYLE_WARNING},
    [JX_SEVERITY_ERROR] = {"错误", JX_STYLE_ERROR},
};

static const char *const FIELD_WORDS[JX_N_FIELDS] = {
    [JX_FIELD_NAME] = "项目名称",
    [JX_FIELD_TOTAL] = "总计",
    [JX_FIELD_FISCAL] = "财政拨款",
    [JX_FIELD_SPECIAL_ACCOUNT] = "财政专户拨款",
    [JX_FIELD_OTHER] = "其他资金",
    [JX_FIELD_GOAL] = "绩效目标",
    [JX_FIELD_INDICATORS] = "绩效指标",
    [JX_FIELD_PERIOD_VALUE] = "实施周期指标值",
    [JX_FIELD_ANNUAL_VALUE] = "年度指标值",
};

static JxContent count_or_blank(guint count)
{
    return count > 0 ? jx_content_number(count) : JX_BLANK;
}

static void put_finding(JxSheet *sheet, guint i, const JxFinding *finding)
{
    const JxReport *report = sheet->book->report;
    const JxProject *project = finding->project >= 0
                                   ? jx_report_project(report, finding->project)
                                   : NULL;
    JxTarget target = jx_book_target(sheet->book, finding);
    const char *sheet_name = jx_sheet_name(target.sheet);
    JxCellName cell = jx_cell_name(target.row, target.column);
    g_autofree char *shown = g_strdup_printf("%s!%s", sheet_name, cell.text);
    g_autofree char *link =
        g_strdup_printf("internal:'%s'!%s", sheet_name, cell.text);

    JxContent values[N_COLUMNS] = {
        [NUMBER] = jx_content_number(i + 1),
        [SEVERITY] = jx_content_text(SEVERITIES[finding->severity].word),
        [RULE] = jx_content_text(finding->rule),
        [LINE] = count_or_blank(finding->place.line),
        [COLUMN] = count_or_blank(finding->place.column),
        [PLACE] = jx_content_text(shown),
        [PROJECT] = jx_content_text(project ? project->name : NULL),
        [ORDINAL] = count_or_blank(finding->ordinal),
        [FIELD] = jx_content_text(FIELD_WORDS[finding->field]),
        [MESSAGE] = jx_content_text(finding->message),
        [HINT] = jx_content_text(finding->hint),
        [BASIS] = jx_content_text(finding->basis ? _(finding->basis) : NULL),
        [WAIVED] = jx_content_text(finding->waived),
    };
    values[SEVERITY].style = (int)SEVERITIES[finding->severity].style;
    values[PLACE].link = link;
    values[PLACE].style = JX_STYLE_LINK;
    jx_sheet_put(sheet, values);
}

static bool any_waived(const JxDiags *diags)
{
    for (guint i = 0; i < jx_diags_count(diags); i++)
        if (jx_diags_get(diags, i)->waived)
            return true;
    return false;
}

void jx_sheet_write_findings(JxBook *book)
{
    JxSheet *sheet = &book->sheets[JX_SHEET_FINDINGS];
    const JxDiags *diags = book->report->diags;
    JxColumn columns[N_COLUMNS];
    for (guint i = 0; i < N_COLUMNS; i++)
        columns[i] = COLUMNS[i];
    columns[WAIVED].hidden = !any_waived(diags);
    g_autofree char *count_of =
        g_strdup_printf("错误 %u 项　警告 %u 项　提示 %u 项",
                        jx_diags_count_severity(diags, JX_SEVERITY_ERROR),
                        jx_diags_count_severity(diags, JX_SEVERITY_WARNING),
                        jx_diags_count_severity(diags, JX_SEVERITY_HINT));
    jx_sheet_begin(sheet, "检查结果", count_of, columns, N_COLUMNS);

    for (guint i = 0; i < jx_diags_count(diags); i++)
        put_finding(sheet, i, jx_diags_get(diags, i));
    if (jx_diags_count(diags) == 0) {
        JxContent values[N_COLUMNS];
        for (guint i = 0; i < N_COLUMNS; i++)
            values[i] = JX_BLANK;
        values[MESSAGE] = jx_content_text("没有发现问题。");
        jx_sheet_put(sheet, values);
    }
    jx_sheet_end(sheet, sheet->row - 1, NULL);
}
