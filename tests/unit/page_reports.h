#pragma once

#include "sample_report.h"

/* The documents that every form must print well: the samples, and what no
 * sample has. */

static JxReport *clean(void)
{
    return sample_report("clean.txt");
}

static JxReport *damaged(void)
{
    return sample_report("damaged.txt");
}

static JxReport *long_one(void)
{
    return sample_report("long.txt");
}

static JxProject *add_project(JxReport *report, const char *name,
                              const char *goal, const char *indicators)
{
    JxProject *project = jx_report_append_project(report);
    project->name = jx_report_text(report, name);
    project->goal = jx_report_text(report, goal);
    project->indicators_text = jx_report_text(report, indicators);
    for (guint i = 0; i < JX_N_FUNDS; i++)
        project->funding[i].blank = true;
    return project;
}

/* The text over and over until it has n characters. */
static char *repeated(const char *text, guint n)
{
    GString *out = g_string_new(NULL);
    const char *p = text;
    for (guint i = 0; i < n; i++, p = *p ? p : text) {
        g_string_append_unichar(out, g_utf8_get_char(p));
        p = g_utf8_next_char(p);
    }
    return g_string_free(out, FALSE);
}

static JxReport *no_rows(void)
{
    return titled_report();
}

static JxReport *huge_cells(void)
{
    JxReport *report = titled_report();
    g_autofree char *name = repeated("甲乙丙丁戊己庚辛", 500);
    g_autofree char *goal = repeated("开展培训80场，惠及3万人；", 20000);
    g_autofree char *word = repeated("abcdefghij", 700);
    g_autofree char *marks = repeated("，。、；）", 300);
    add_project(report, name, goal, word);
    add_project(report, "甲", marks, "1、1-产出指标；11-数量指标；≥95%。");
    return report;
}

static JxReport *odd_texts(void)
{
    JxReport *report = titled_report();
    JxProject *project = add_project(
        report, "\xF0\xA0\xAE\xB7家湾小学 project\tA\n二期",
        "第一段：\n\n第二段　缩进；\xEE\x80\x80 "
        "与\xE2\x80\x8B零宽、e\xCC\x81tude。",
        "1、1-产出指标；11-数量指标；甲；实施周期指标值：≥95%；"
        "年度指标值：>90%。\r\n2、2-效益指标；21-经济效益；乙；<20%");
    project->funding[0] = (JxMoney){.invalid = true, .text = "见附件的说明"};
    project->funding[1] = (JxMoney){.fen = -123456789012345, .decimals = 2};
    report->title =
        jx_report_text(report, "很长很长的一个标题很长很长的一个标题很长很长的"
                               "一个标题很长很长的一个标题很长很长的一个标题"
                               "很长很长的一个标题很长很长的一个标题很长");
    g_ptr_array_add(report->notes,
                    (gpointer)jx_report_text(report, "注：本表为测试。"));
    g_ptr_array_add(report->signatures,
                    (gpointer)jx_report_text(report, "填报人：甲　负责人：乙"));
    return report;
}

/* Amounts of 13 to 15 digits in every column. */
static JxReport *great_amounts(void)
{
    JxReport *report = titled_report();
    report->currency_unit = "元";
    report->currency = JX_CURRENCY_YUAN;
    JxProject *project =
        add_project(report, "甲", "乙", "1、1-产出指标；11-数量指标；丙。");
    for (guint i = 0; i < JX_N_FUNDS; i++)
        project->funding[i] =
            (JxMoney){.fen = 999999999999999 / (i % 2 ? 100 : 1)};
    report->has_declared = true;
    report->declared.name = "合计";
    memcpy(report->declared.funding, project->funding, sizeof project->funding);
    return report;
}

static void add_indicator(JxReport *report, JxProject *project, guint i)
{
    static const struct {
        const char *level1, *level2;
    } LEVELS[] = {{"产出指标", "数量指标"},
                  {"产出指标", "质量指标"},
                  {"满意度指标", "服务对象满意度"}};
    g_autofree char *name = repeated("指标名称、", 1 + i * 7 % 60);
    JxIndicator *indicator = jx_project_append_indicator(project);
    *indicator = (JxIndicator){
        .ordinal = i + 1,
        .parsed = i % 9 != 4,
        .level1 = {.name = LEVELS[i / 20 % 3].level1},
        .level2 = {.name = LEVELS[i / 6 % 3].level2},
        .name = jx_report_text(report, name),
        .period_value = i % 5 ? "≥95%" : NULL,
        .annual_value = "每月不少于3次，全年不少于36次",
        .text = jx_report_text(report, name),
    };
}

/* Many indicators beside short and long goals. */
static JxReport *many_indicators(void)
{
    JxReport *report = titled_report();
    for (guint p = 0; p < 12; p++) {
        g_autofree char *name = g_strdup_printf("第%u个名称很长的项目", p);
        g_autofree char *goal = repeated("开展培训，惠及基层。", 5 + 97 * p);
        JxProject *project = add_project(report, name, goal, "略");
        for (guint i = 0; i < (p == 7 ? 80 : p * 3 % 11); i++)
            add_indicator(report, project, i);
    }
    return report;
}
