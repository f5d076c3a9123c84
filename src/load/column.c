#include "load/column.h"

#include <string.h>

#include "load/text.h"

/* clang-format off */
/* Names of the columns, folded, without white space. Where two columns of one
 * table name the same, the one named earlier here wins. */
static const struct {
    const char *name;
    JxColumnKind kind;
} NAMES[] = {
    {"项目名称", JX_COLUMN_NAME}, {"项目支出名称", JX_COLUMN_NAME},
    {"项目名称/资金使用单位", JX_COLUMN_NAME},
    {"单位(项目)名称", JX_COLUMN_NAME}, {"单位名称(项目名称)", JX_COLUMN_NAME},
    {"项目(单位)名称", JX_COLUMN_NAME}, {"单位/项目名称", JX_COLUMN_NAME},
    {"单位项目名称", JX_COLUMN_NAME}, {"单位及项目名称", JX_COLUMN_NAME},
    {"单位和项目名称", JX_COLUMN_NAME}, {"预算项目名称", JX_COLUMN_NAME},
    {"支出项目名称", JX_COLUMN_NAME}, {"二级项目名称", JX_COLUMN_NAME},
    {"项目全称", JX_COLUMN_NAME}, {"具体项目名称", JX_COLUMN_NAME},
    {"二级项目", JX_COLUMN_NAME}, {"预算项目", JX_COLUMN_NAME},
    {"支出项目", JX_COLUMN_NAME}, {"项目", JX_COLUMN_NAME},
    {"名称", JX_COLUMN_NAME}, {"资金使用单位", JX_COLUMN_NAME},
    {"单位名称", JX_COLUMN_NAME},

    {"总计", JX_COLUMN_TOTAL}, {"合计", JX_COLUMN_TOTAL},
    {"资金总额", JX_COLUMN_TOTAL}, {"年度资金总额", JX_COLUMN_TOTAL},
    {"项目资金总额", JX_COLUMN_TOTAL}, {"资金合计", JX_COLUMN_TOTAL},
    {"资金总计", JX_COLUMN_TOTAL}, {"预算总额", JX_COLUMN_TOTAL},
    {"项目总额", JX_COLUMN_TOTAL}, {"总金额", JX_COLUMN_TOTAL},
    {"金额合计", JX_COLUMN_TOTAL}, {"总额", JX_COLUMN_TOTAL},
    {"预算合计", JX_COLUMN_TOTAL}, {"项目金额", JX_COLUMN_TOTAL},
    {"预算金额", JX_COLUMN_TOTAL}, {"预算安排金额", JX_COLUMN_TOTAL},
    {"年度预算", JX_COLUMN_TOTAL}, {"本年预算", JX_COLUMN_TOTAL},
    {"年初预算", JX_COLUMN_TOTAL}, {"年初预算数", JX_COLUMN_TOTAL},
    {"预算数", JX_COLUMN_TOTAL}, {"安排金额", JX_COLUMN_TOTAL},
    {"小计", JX_COLUMN_TOTAL}, {"共计", JX_COLUMN_TOTAL},
    {"金额", JX_COLUMN_TOTAL}, {"项目支出", JX_COLUMN_TOTAL},

    {"财政拨款", JX_COLUMN_FISCAL}, {"当年财政拨款", JX_COLUMN_FISCAL},
    {"年度财政拨款", JX_COLUMN_FISCAL}, {"本年财政拨款", JX_COLUMN_FISCAL},
    {"财政拨款资金", JX_COLUMN_FISCAL}, {"财政拨款收入", JX_COLUMN_FISCAL},
    {"财政拨款小计", JX_COLUMN_FISCAL}, {"财政资金", JX_COLUMN_FISCAL},
    {"财政性资金", JX_COLUMN_FISCAL}, {"一般公共预算", JX_COLUMN_FISCAL},
    {"一般公共预算拨款", JX_COLUMN_FISCAL},
    {"一般公共预算资金", JX_COLUMN_FISCAL},
    {"一般公共预算财政拨款", JX_COLUMN_FISCAL},
    {"公共财政预算拨款", JX_COLUMN_FISCAL},

    {"财政专户拨款", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政专户管理资金", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政专户资金", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政专户核拨", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政专户核拨资金", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政专户管理资金收入", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政专户", JX_COLUMN_SPECIAL_ACCOUNT},
    {"专户管理资金", JX_COLUMN_SPECIAL_ACCOUNT},
    {"专户拨款", JX_COLUMN_SPECIAL_ACCOUNT},
    {"专户资金", JX_COLUMN_SPECIAL_ACCOUNT},

    {"其他资金", JX_COLUMN_OTHER}, {"其它资金", JX_COLUMN_OTHER},
    {"其他", JX_COLUMN_OTHER}, {"其它", JX_COLUMN_OTHER},
    {"其他来源", JX_COLUMN_OTHER}, {"其他收入", JX_COLUMN_OTHER},
    {"其他拨款", JX_COLUMN_OTHER}, {"单位资金", JX_COLUMN_OTHER},
    {"单位自有资金", JX_COLUMN_OTHER}, {"自有资金", JX_COLUMN_OTHER},
    {"自筹资金", JX_COLUMN_OTHER},

    {"绩效目标", JX_COLUMN_GOAL}, {"项目绩效目标", JX_COLUMN_GOAL},
    {"总体绩效目标", JX_COLUMN_GOAL}, {"年度绩效目标", JX_COLUMN_GOAL},
    {"绩效总目标", JX_COLUMN_GOAL}, {"绩效总体目标", JX_COLUMN_GOAL},
    {"总体目标", JX_COLUMN_GOAL}, {"年度总体目标", JX_COLUMN_GOAL},
    {"项目总体目标", JX_COLUMN_GOAL}, {"项目总目标", JX_COLUMN_GOAL},
    {"年度目标", JX_COLUMN_GOAL}, {"项目目标", JX_COLUMN_GOAL},
    {"预期目标", JX_COLUMN_GOAL}, {"目标", JX_COLUMN_GOAL},

    {"绩效指标", JX_COLUMN_INDICATORS}, {"项目绩效指标", JX_COLUMN_INDICATORS},
    {"年度绩效指标", JX_COLUMN_INDICATORS},
    {"绩效指标及指标值", JX_COLUMN_INDICATORS},
    {"绩效指标体系", JX_COLUMN_INDICATORS},
    {"绩效指标值", JX_COLUMN_INDICATORS}, {"绩效指标内容", JX_COLUMN_INDICATORS},
    {"绩效考核指标", JX_COLUMN_INDICATORS}, {"指标", JX_COLUMN_INDICATORS},

    {"序号", JX_COLUMN_EXTRA}, {"编号", JX_COLUMN_EXTRA},
    {"项目编码", JX_COLUMN_EXTRA}, {"项目代码", JX_COLUMN_EXTRA},
    {"单位编码", JX_COLUMN_EXTRA}, {"单位代码", JX_COLUMN_EXTRA},
    {"部门编码", JX_COLUMN_EXTRA}, {"部门代码", JX_COLUMN_EXTRA},
    {"预算单位", JX_COLUMN_EXTRA}, {"主管部门", JX_COLUMN_EXTRA},
    {"实施单位", JX_COLUMN_EXTRA}, {"部门名称", JX_COLUMN_EXTRA},
    {"项目类别", JX_COLUMN_EXTRA}, {"项目类型", JX_COLUMN_EXTRA},
    {"项目性质", JX_COLUMN_EXTRA}, {"项目属性", JX_COLUMN_EXTRA},
    {"一级项目名称", JX_COLUMN_EXTRA}, {"一级项目", JX_COLUMN_EXTRA},
    {"上年结转", JX_COLUMN_EXTRA}, {"上年结转资金", JX_COLUMN_EXTRA},
    {"结转资金", JX_COLUMN_EXTRA}, {"上级补助", JX_COLUMN_EXTRA},
    {"政府性基金", JX_COLUMN_EXTRA}, {"政府性基金预算", JX_COLUMN_EXTRA},
    {"政府性基金预算拨款", JX_COLUMN_EXTRA},
    {"国有资本经营预算", JX_COLUMN_EXTRA}, {"转移支付", JX_COLUMN_EXTRA},
    {"项目负责人", JX_COLUMN_EXTRA}, {"联系电话", JX_COLUMN_EXTRA},
    {"项目起止时间", JX_COLUMN_EXTRA}, {"起止时间", JX_COLUMN_EXTRA},
    {"项目概况", JX_COLUMN_EXTRA}, {"立项依据", JX_COLUMN_EXTRA},
    {"功能科目", JX_COLUMN_EXTRA}, {"备注", JX_COLUMN_EXTRA},
    {"说明", JX_COLUMN_EXTRA},
};

/* What a longer heading must contain when no name above fits it. */
static const struct {
    const char *part;
    JxColumnKind kind;
} PARTS[] = {
    {"绩效指标", JX_COLUMN_INDICATORS}, {"绩效目标", JX_COLUMN_GOAL},
    {"项目名称", JX_COLUMN_NAME}, {"财政专户", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政拨款", JX_COLUMN_FISCAL}, {"其他资金", JX_COLUMN_OTHER},
    {"总计", JX_COLUMN_TOTAL}, {"合计", JX_COLUMN_TOTAL},
    {"资金总额", JX_COLUMN_TOTAL},
};

/* Words over a group of columns: its own columns stand in the row below. */
static const char *const GROUPS[] = {
    "资金来源", "项目资金", "资金", "预算资金", "资金构成", "年度资金",
    "资金安排", "其中", "预算安排", "项目预算",
};
/* clang-format on */

/* Rank of one found by PARTS: behind all of NAMES. */
#define PART_RANK ((guint)G_N_ELEMENTS(NAMES))

/* The heading without white space, leading 其中： and numbering. */
char *jx_column_folded(const char *heading)
{
    static const char *const LEADS[] = {"其中:", "其中"};
    g_autoptr(GString) key = g_string_new(NULL);
    for (const char *p = heading; *p != '\0'; p = g_utf8_next_char(p))
        if (!jx_is_blank(g_utf8_get_char(p)))
            g_string_append_unichar(key, jx_fold(g_utf8_get_char(p)));

    for (gsize i = 0; i < G_N_ELEMENTS(LEADS); i++)
        if (g_str_has_prefix(key->str, LEADS[i]) && key->len > strlen(LEADS[i]))
            g_string_erase(key, 0, (gssize)strlen(LEADS[i]));
    while (key->len > 0 && strchr(":;,*", key->str[key->len - 1]) != NULL)
        g_string_truncate(key, key->len - 1);
    return g_strdup(key->str);
}

/* Removes every bracket with what it holds. */
static char *unbracketed(const char *key)
{
    GString *out = g_string_new(NULL);
    int depth = 0;
    for (const char *p = key; *p != '\0'; p++) {
        depth += *p == '(';
        if (depth == 0)
            g_string_append_c(out, *p);
        depth -= *p == ')' && depth > 0;
    }
    return g_string_free(out, FALSE);
}

static JxNamed name_exactly(const char *key)
{
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (strcmp(key, NAMES[i].name) == 0)
            return (JxNamed){NAMES[i].kind, i};
    return (JxNamed){JX_COLUMN_EXTRA, JX_NO_RANK};
}

JxNamed jx_column_name(const char *heading)
{
    g_autofree char *key = jx_column_folded(heading);
    JxNamed named = name_exactly(key);
    if (named.rank != JX_NO_RANK)
        return named;

    g_autofree char *bare = unbracketed(key);
    named = name_exactly(bare);
    if (named.rank != JX_NO_RANK || g_utf8_strlen(bare, -1) > 16)
        return named;
    for (guint i = 0; i < G_N_ELEMENTS(PARTS); i++)
        if (strstr(bare, PARTS[i].part) != NULL)
            return (JxNamed){PARTS[i].kind, PART_RANK + i};
    return named;
}

char *jx_column_key(const char *heading)
{
    g_autofree char *key = jx_column_folded(heading);
    return unbracketed(key);
}

/* Is a heading below another one the field of an indicator? 绩效指标 over
 * 一级指标, 年度指标值 over 指标性质 */
bool jx_column_is_field(const char *heading)
{
    g_autofree char *key = jx_column_key(heading);
    return jx_part_is_field(key);
}

bool jx_column_is_group(const char *heading)
{
    g_autofree char *key = jx_column_folded(heading);
    g_autofree char *bare = unbracketed(key);
    for (gsize i = 0; i < G_N_ELEMENTS(GROUPS); i++)
        if (strcmp(bare, GROUPS[i]) == 0)
            return true;
    return false;
}
