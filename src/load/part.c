#include "load/part.h"

#include <string.h>

/* clang-format off */
/* Names of the parts, the better ones first. */
static const struct {
    const char *name;
    JxPart part;
} NAMES[] = {
    {"一级指标", JX_PART_LEVEL1}, {"一级绩效指标", JX_PART_LEVEL1},
    {"一级指标名称", JX_PART_LEVEL1}, {"一级", JX_PART_LEVEL1},
    {"指标类型", JX_PART_LEVEL1}, {"指标类别", JX_PART_LEVEL1},
    {"二级指标", JX_PART_LEVEL2}, {"二级绩效指标", JX_PART_LEVEL2},
    {"二级指标名称", JX_PART_LEVEL2}, {"二级", JX_PART_LEVEL2},
    {"三级指标", JX_PART_NAME}, {"三级绩效指标", JX_PART_NAME},
    {"三级指标名称", JX_PART_NAME}, {"三级", JX_PART_NAME},
    {"指标名称", JX_PART_NAME}, {"绩效指标名称", JX_PART_NAME},
    {"绩效指标", JX_PART_NAME}, {"指标", JX_PART_NAME},
    {"指标内容", JX_PART_NAME},

    {"实施周期指标值", JX_PART_PERIOD},
    {"项目实施周期指标值", JX_PART_PERIOD},
    {"实施期指标值", JX_PART_PERIOD}, {"周期指标值", JX_PART_PERIOD},
    {"实施周期目标值", JX_PART_PERIOD}, {"中期指标值", JX_PART_PERIOD},
    {"实施期目标值", JX_PART_PERIOD}, {"中期目标值", JX_PART_PERIOD},
    {"总体指标值", JX_PART_PERIOD}, {"长期指标值", JX_PART_PERIOD},
    {"总体目标值", JX_PART_PERIOD}, {"实施周期值", JX_PART_PERIOD},

    {"年度指标值", JX_PART_ANNUAL}, {"本年度指标值", JX_PART_ANNUAL},
    {"当年指标值", JX_PART_ANNUAL}, {"本年指标值", JX_PART_ANNUAL},
    {"全年指标值", JX_PART_ANNUAL}, {"年度目标值", JX_PART_ANNUAL},
    {"年初指标值", JX_PART_ANNUAL}, {"年初目标值", JX_PART_ANNUAL},
    {"指标值", JX_PART_ANNUAL}, {"目标值", JX_PART_ANNUAL},
    {"指标目标值", JX_PART_ANNUAL}, {"预期指标值", JX_PART_ANNUAL},
    {"计划指标值", JX_PART_ANNUAL}, {"绩效指标值", JX_PART_ANNUAL},
    {"绩效目标值", JX_PART_ANNUAL}, {"预期目标值", JX_PART_ANNUAL},
    {"预期值", JX_PART_ANNUAL}, {"计划值", JX_PART_ANNUAL},

    {"指标性质", JX_PART_SIGN}, {"性质", JX_PART_SIGN},
    {"指标值性质", JX_PART_SIGN}, {"运算符号", JX_PART_SIGN},
    {"计算符号", JX_PART_SIGN}, {"运算符", JX_PART_SIGN},
    {"符号", JX_PART_SIGN},
    {"度量单位", JX_PART_MEASURE}, {"计量单位", JX_PART_MEASURE},
    {"指标单位", JX_PART_MEASURE}, {"指标值单位", JX_PART_MEASURE},
    {"计算单位", JX_PART_MEASURE},

    {"单位名称", JX_PART_UNIT}, {"资金使用单位", JX_PART_UNIT},
    {"资金使用单位名称", JX_PART_UNIT}, {"预算单位", JX_PART_UNIT},
    {"预算单位名称", JX_PART_UNIT}, {"所属单位", JX_PART_UNIT},
    {"项目单位", JX_PART_UNIT}, {"项目实施单位", JX_PART_UNIT},
    {"项目承担单位", JX_PART_UNIT}, {"用款单位", JX_PART_UNIT},
    {"实施单位", JX_PART_UNIT}, {"承担单位", JX_PART_UNIT},
    {"申报单位", JX_PART_UNIT}, {"填报单位", JX_PART_UNIT},
    {"二级单位", JX_PART_UNIT}, {"基层单位", JX_PART_UNIT},
    {"单位", JX_PART_UNIT}, {"单位/部门", JX_PART_UNIT},
    {"部门/单位", JX_PART_UNIT}, {"部门名称", JX_PART_UNIT},
    {"部门", JX_PART_UNIT}, {"预算部门", JX_PART_UNIT},
    {"所属部门", JX_PART_UNIT}, {"主管部门", JX_PART_UNIT},
};
/* clang-format on */

/* Rank of a heading among the names of a part; G_MAXUINT: it is none. */
static guint rank_of(const char *heading, JxPart part)
{
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (NAMES[i].part == part && strcmp(NAMES[i].name, heading) == 0)
            return i;
    return G_MAXUINT;
}

/* The column whose heading is the best name of a part, or -1. */
static int best_column(const char *const *headings, guint n, JxPart part)
{
    int best = -1;
    guint best_rank = G_MAXUINT;
    for (guint i = 0; i < n; i++) {
        guint rank = rank_of(headings[i], part);
        if (rank < best_rank) {
            best = (int)i;
            best_rank = rank;
        }
    }
    return best;
}

void jx_parts_find(const char *const *headings, guint n, JxPart *parts)
{
    int at[JX_N_PARTS];
    for (int part = JX_PART_UNIT; part < JX_N_PARTS; part++)
        at[part] = best_column(headings, n, (JxPart)part);
    for (guint i = 0; i < n; i++)
        parts[i] = JX_PART_NONE;

    bool value = at[JX_PART_ANNUAL] >= 0 || at[JX_PART_PERIOD] >= 0;
    bool levels = at[JX_PART_LEVEL1] >= 0 || at[JX_PART_LEVEL2] >= 0;
    bool both = at[JX_PART_LEVEL1] >= 0 && at[JX_PART_LEVEL2] >= 0;
    bool listed = at[JX_PART_NAME] >= 0 && levels && (value || both);
    /* 单位 behind the indicator is what it is measured in */
    if (listed && at[JX_PART_UNIT] > at[JX_PART_NAME]) {
        bool measure = strcmp(headings[at[JX_PART_UNIT]], "单位") == 0;
        if (measure && at[JX_PART_MEASURE] < 0)
            at[JX_PART_MEASURE] = at[JX_PART_UNIT];
        at[JX_PART_UNIT] = -1;
    }
    for (int part = JX_PART_UNIT; part < JX_N_PARTS; part++)
        if (at[part] >= 0 && (listed || part == JX_PART_UNIT))
            parts[at[part]] = (JxPart)part;
}

bool jx_part_is_field(const char *heading)
{
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (NAMES[i].part != JX_PART_UNIT &&
            strcmp(NAMES[i].name, heading) == 0)
            return true;
    return false;
}
