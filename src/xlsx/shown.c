#include <string.h>

#include "base/intl.h"
#include "xlsx/sheets.h"
#include "xlsx/text.h"

/* What Excel cannot show of a report. */

static bool too_long(const char *text)
{
    if (text == NULL || strlen(text) <= JX_CELL_MAX_UNITS / 7)
        return false;
    g_autofree char *safe = jx_xlsx_escape(text);
    return safe[jx_xlsx_fit(safe)] != '\0';
}

static JxFinding *add_capped(JxDiags *diags, JxFonts *fonts, const char *text,
                             JxStyle style, guint width_px, JxPlace place)
{
    if (text == NULL)
        return NULL;
    double height_pt = jx_text_height(fonts, text, style, width_px);
    if (height_pt <= JX_MAX_ROW_PT)
        return NULL;
    return jx_diags_add(diags, "row-height-capped", place,
                        _("这段文字在工作簿里要 %.0f 磅高的一行，Excel 最多 "
                          "409 磅：内容完整，但显示不全"),
                        height_pt);
}

static void check_indicator(const JxIndicator *indicator, guint project_index,
                            JxFonts *fonts, JxDiags *diags)
{
    const struct {
        const char *text;
        guint width_px;
        JxPlace place;
        JxField field;
    } cells[] = {
        {indicator->name, JX_INDICATOR_NAME_WIDTH_PX, indicator->name_place,
         JX_FIELD_INDICATORS},
        {indicator->period_value, JX_INDICATOR_VALUE_WIDTH_PX,
         indicator->period_place, JX_FIELD_PERIOD_VALUE},
        {indicator->annual_value, JX_INDICATOR_VALUE_WIDTH_PX,
         indicator->annual_place, JX_FIELD_ANNUAL_VALUE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cells); i++) {
        JxFinding *finding =
            add_capped(diags, fonts, cells[i].text, JX_STYLE_TEXT,
                       cells[i].width_px, cells[i].place);
        if (finding == NULL)
            continue;
        finding->project = (int)project_index;
        finding->ordinal = indicator->ordinal;
        finding->field = cells[i].field;
    }
}

void jx_xlsx_check(const JxReport *report, JxFonts *fonts, JxDiags *diags)
{
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        if (too_long(project->name)) {
            JxFinding *finding = jx_diags_add(
                diags, "text-left-out", project->place,
                _("名称超过 Excel 一格能放的 32767 个字符，工作簿里只有前面的"
                  "部分"));
            finding->project = (int)i;
            finding->field = JX_FIELD_NAME;
        }
        JxFinding *finding =
            add_capped(diags, fonts, project->goal, JX_STYLE_LONG,
                       JX_GOAL_WIDTH_PX, project->goal_place);
        if (finding) {
            finding->project = (int)i;
            finding->field = JX_FIELD_GOAL;
        }
        for (guint k = 0; k < project->indicators->len; k++)
            check_indicator(jx_project_indicator(project, k), i, fonts, diags);
    }
}
