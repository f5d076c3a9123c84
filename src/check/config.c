#include "check/config.h"

#include <string.h>

#include "check/taxonomy.h"

enum { MOST_WORDS = 40 };

static const struct {
    const char *const words[MOST_WORDS];
} DEFAULTS[JX_N_WORD_LISTS] = {
    [JX_WORDS_VAGUE] = {{"有效", "提升", "提高", "是",     "完成", "加强",
                         "及时", "增强", "改善", "促进",   "保障", "正常",
                         "稳定", "持续", "明显", "显著",   "推进", "推动",
                         "实现", "完善", "优化", "增长",   "增加", "下降",
                         "降低", "减少", "长期", "可持续", "落实", "发挥",
                         "有",   "按时"}},
    [JX_WORDS_PLACEHOLDER] = {{"待填", "待补充", "某某", "○○", "〇〇", "□□",
                               "××", "__", "***"}},
    [JX_WORDS_NEEDS_COST] = {{"工程", "修缮", "维修", "改造", "购置", "采购",
                              "装修", "基建", "建设"}},
    [JX_WORDS_SPARES_COST] = {{"队伍建设", "社会建设", "教育建设", "体系建设",
                               "能力建设", "制度建设", "文化建设", "资源建设",
                               "党的建设", "党建", "作风建设", "行风建设",
                               "班子建设", "学科建设", "专业建设", "课程建设",
                               "人才建设", "组织建设", "机制建设"}},
    [JX_WORDS_NO_CLIENTS] = {{"人员经费", "工资", "薪酬", "社保", "公积金",
                              "年金", "偿债", "还本付息"}},
    [JX_WORDS_OVER_HUNDRED] = {{"增长", "增幅", "提高", "提升", "上升", "同比",
                                "比上年", "较上年", "超额", "增加", "扩大",
                                "翻番", "杠杆", "回报", "配比"}},
    [JX_WORDS_MORE_IS_FINE] = {{"节约", "节省", "降低", "下降", "减少", "压减",
                                "达标", "合格", "符合", "控制率", "执行率",
                                "完成率", "合规", "收益", "收入"}},
};

JxConfig *jx_config_new(void)
{
    JxConfig *config = g_new0(JxConfig, 1);
    config->goal_chars = 10;
    config->min_indicators = 1;
    config->chunk = g_string_chunk_new(512);
    config->taxonomies = jx_taxonomies_builtin();
    config->severities = g_hash_table_new(g_str_hash, g_str_equal);
    config->waivers = g_array_new(FALSE, TRUE, sizeof(JxWaiver));
    config->options = g_array_new(FALSE, TRUE, sizeof(JxDefault));
    for (int list = 0; list < JX_N_WORD_LISTS; list++) {
        config->words[list] = g_ptr_array_new();
        for (gsize i = 0; DEFAULTS[list].words[i]; i++)
            g_ptr_array_add(config->words[list],
                            (gpointer)DEFAULTS[list].words[i]);
    }
    return config;
}

void jx_config_free(JxConfig *config)
{
    if (config == NULL)
        return;
    for (int list = 0; list < JX_N_WORD_LISTS; list++)
        g_ptr_array_unref(config->words[list]);
    g_ptr_array_unref(config->taxonomies);
    g_hash_table_unref(config->severities);
    g_array_unref(config->waivers);
    g_array_unref(config->options);
    g_free(config->fonts);
    g_string_chunk_free(config->chunk);
    g_free(config);
}

const char *jx_config_word_in(const JxConfig *config, JxWordList list,
                              const char *text)
{
    const GPtrArray *words = config->words[list];
    for (guint i = 0; text && i < words->len; i++)
        if (strstr(text, words->pdata[i]))
            return words->pdata[i];
    return NULL;
}

bool jx_config_severity(const JxConfig *config, const char *rule,
                        JxSeverity *severity)
{
    int level = GPOINTER_TO_INT(g_hash_table_lookup(config->severities, rule));
    if (level == JX_CONFIG_OFF)
        return false;
    if (level != 0)
        *severity = (JxSeverity)(level - 1);
    return true;
}

static bool fits(const char *pattern, const char *text)
{
    return pattern == NULL || (text && g_pattern_match_simple(pattern, text));
}

bool jx_waiver_fits(const JxWaiver *waiver, const char *rule,
                    const char *project, const char *unit)
{
    return strcmp(waiver->rule, rule) == 0 && fits(waiver->project, project) &&
           fits(waiver->unit, unit);
}

const char *jx_config_waiver(const JxConfig *config, const char *rule,
                             const char *project, const char *unit)
{
    for (guint i = 0; i < config->waivers->len; i++) {
        const JxWaiver *waiver = &g_array_index(config->waivers, JxWaiver, i);
        if (jx_waiver_fits(waiver, rule, project, unit))
            return waiver->reason;
    }
    return NULL;
}
