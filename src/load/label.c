#include "load/label.h"

#include <string.h>

#include "load/column.h"

/* No label is longer (characters). */
#define MAX_LABEL 20

JxColumnKind jx_label_kind(const char *text)
{
    g_autofree char *key = jx_column_key(text);
    if (g_utf8_strlen(key, -1) > MAX_LABEL)
        return JX_COLUMN_EXTRA;
    JxColumnKind kind = jx_column_name(text).kind;
    bool goal = g_str_has_suffix(key, "目标") || kind == JX_COLUMN_GOAL;
    if (kind >= JX_COLUMN_TOTAL && kind <= JX_COLUMN_OTHER)
        return kind;
    if (kind == JX_COLUMN_EXTRA && g_str_has_suffix(key, "资金总额"))
        return JX_COLUMN_TOTAL;
    return goal ? JX_COLUMN_GOAL : JX_COLUMN_EXTRA;
}

bool jx_label_leads(const char *text)
{
    /* of the form that reports what was achieved */
    static const char *const OTHERS[] = {
        "实际完成情况", "全年实际完成情况", "年度实际完成情况", "全年预算数",
        "全年执行数",   "调整后预算数",     "执行数",           "分值",
        "权重",         "执行率",           "预算执行率",       "得分",
        "自评得分",     "1-7月执行数"};
    g_autofree char *key = jx_column_key(text);
    for (gsize i = 0; i < G_N_ELEMENTS(OTHERS); i++)
        if (strcmp(key, OTHERS[i]) == 0)
            return true;
    return jx_label_kind(text) != JX_COLUMN_EXTRA || jx_column_is_group(text);
}

bool jx_label_is_annual(const char *text)
{
    g_autofree char *key = jx_column_folded(text);
    return strstr(key, "年度") != NULL || strstr(key, "当年") != NULL ||
           strstr(key, "本年") != NULL;
}
