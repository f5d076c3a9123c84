#include "model/value_words.h"

#include <string.h>

/* text begins with word. Most words differ within the first character: that is
 * decided without a call. */
static inline bool begins_with(const char *text, const char *word)
{
    for (int i = 0; i < 3; i++) {
        if (word[i] == '\0')
            return true;
        if (word[i] != text[i])
            return false;
    }
    return g_str_has_prefix(text + 3, word + 3);
}

/* The longest entry of a table that text begins with. The tables are short
 * enough to be walked. */
#define LONGEST(table, field, best)                                            \
    do {                                                                       \
        for (gsize i = 0; i < G_N_ELEMENTS(table); i++)                        \
            if (begins_with(text, (table)[i].field) &&                         \
                ((best) == NULL ||                                             \
                 strlen((table)[i].field) > strlen((best)->field)))            \
                (best) = &(table)[i];                                          \
    } while (0)

/* open: says nothing by itself, something must follow (控制在…以内) */
static const struct before {
    const char *text;
    JxOperator op;
    bool open;
} BEFORE[] = {
    {"≥", JX_OP_AT_LEAST, false},        {">=", JX_OP_AT_LEAST, false},
    {"=>", JX_OP_AT_LEAST, false},       {">", JX_OP_MORE, false},
    {"≤", JX_OP_AT_MOST, false},         {"<=", JX_OP_AT_MOST, false},
    {"=<", JX_OP_AT_MOST, false},        {"<", JX_OP_LESS, false},
    {"=", JX_OP_EQUAL, false},           {"≈", JX_OP_ABOUT, false},
    {"大于等于", JX_OP_AT_LEAST, false}, {"大于或等于", JX_OP_AT_LEAST, false},
    {"不少于", JX_OP_AT_LEAST, false},   {"不低于", JX_OP_AT_LEAST, false},
    {"不小于", JX_OP_AT_LEAST, false},   {"不得低于", JX_OP_AT_LEAST, false},
    {"不得少于", JX_OP_AT_LEAST, false}, {"不能低于", JX_OP_AT_LEAST, false},
    {"不能少于", JX_OP_AT_LEAST, false}, {"不应低于", JX_OP_AT_LEAST, false},
    {"不应少于", JX_OP_AT_LEAST, false}, {"至少", JX_OP_AT_LEAST, false},
    {"最少", JX_OP_AT_LEAST, false},     {"最低", JX_OP_AT_LEAST, false},
    {"大于", JX_OP_MORE, false},         {"高于", JX_OP_MORE, false},
    {"多于", JX_OP_MORE, false},         {"超过", JX_OP_MORE, false},
    {"小于等于", JX_OP_AT_MOST, false},  {"小于或等于", JX_OP_AT_MOST, false},
    {"不超过", JX_OP_AT_MOST, false},    {"不高于", JX_OP_AT_MOST, false},
    {"不大于", JX_OP_AT_MOST, false},    {"不多于", JX_OP_AT_MOST, false},
    {"不超", JX_OP_AT_MOST, false},      {"不得超过", JX_OP_AT_MOST, false},
    {"不得高于", JX_OP_AT_MOST, false},  {"不能超过", JX_OP_AT_MOST, false},
    {"不应超过", JX_OP_AT_MOST, false},  {"不可超过", JX_OP_AT_MOST, false},
    {"至多", JX_OP_AT_MOST, false},      {"最多", JX_OP_AT_MOST, false},
    {"最高", JX_OP_AT_MOST, false},      {"小于", JX_OP_LESS, false},
    {"低于", JX_OP_LESS, false},         {"少于", JX_OP_LESS, false},
    {"约", JX_OP_ABOUT, false},          {"大约", JX_OP_ABOUT, false},
    {"约为", JX_OP_ABOUT, false},        {"预计", JX_OP_ABOUT, false},
    {"达到", JX_OP_EQUAL, false},        {"达", JX_OP_EQUAL, false},
    {"等于", JX_OP_EQUAL, false},        {"为", JX_OP_EQUAL, false},
    {"共", JX_OP_EQUAL, false},          {"共计", JX_OP_EQUAL, false},
    {"控制在", JX_OP_EQUAL, true},       {"保持在", JX_OP_EQUAL, true},
    {"维持在", JX_OP_EQUAL, true},
};

static const struct after {
    const char *text;
    JxOperator op;
} AFTER[] = {
    {"以上", JX_OP_AT_LEAST},     {"及以上", JX_OP_AT_LEAST},
    {"或以上", JX_OP_AT_LEAST},   {"(含)以上", JX_OP_AT_LEAST},
    {"及其以上", JX_OP_AT_LEAST}, {"或者以上", JX_OP_AT_LEAST},
    {"以上(含)", JX_OP_AT_LEAST}, {"或更多", JX_OP_AT_LEAST},
    {"起", JX_OP_AT_LEAST},       {"以下", JX_OP_AT_MOST},
    {"及以下", JX_OP_AT_MOST},    {"或以下", JX_OP_AT_MOST},
    {"(含)以下", JX_OP_AT_MOST},  {"以下(含)", JX_OP_AT_MOST},
    {"以内", JX_OP_AT_MOST},      {"之内", JX_OP_AT_MOST},
    {"(含)以内", JX_OP_AT_MOST},  {"内", JX_OP_AT_MOST},
    {"左右", JX_OP_ABOUT},        {"上下", JX_OP_ABOUT},
};

static const struct every {
    const char *text, *per;
} EVERY[] = {
    {"每天", "天"},     {"每日", "天"},     {"每周", "周"},
    {"每星期", "周"},   {"每月", "月"},     {"每季", "季度"},
    {"每季度", "季度"}, {"每半年", "半年"}, {"每年", "年"},
    {"每年度", "年"},   {"每学年", "学年"}, {"每学期", "学期"},
    {"每小时", "小时"}, {"每人", "人"},     {"每次", "次"},
    {"每场", "场"},     {"每期", "期"},     {"每班", "班"},
    {"每项", "项"},     {"每户", "户"},     {"每台", "台"},
    {"每家", "家"},     {"每个", "个"},     {"人均", "人"},
    {"户均", "户"},     {"日均", "天"},     {"月均", "月"},
    {"年均", "年"},
};

static const struct scale {
    const char *text;
    guint zeros;
} SCALES[] = {
    {"千", 3}, {"万", 4}, {"十万", 5}, {"百万", 6}, {"千万", 7}, {"亿", 8},
};

/* The usual spelling first; further spellings point to it. */
static const struct unit {
    const char *text, *usual;
    bool needs_sign;
} UNITS[] = {
    /* shares and money */
    {"%", "%", false},
    {"百分比", "%", false},
    {"个百分点", "个百分点", false},
    {"百分点", "个百分点", false},
    {"‰", "‰", false},
    {"元", "元", false},
    {"千元", "千元", false},
    {"万元", "万元", false},
    {"百万元", "百万元", false},
    {"亿元", "亿元", false},
    {"人民币", "元", true},
    {"倍", "倍", false},
    {"折", "折", false},
    /* people and bodies */
    {"人", "人", false},
    {"人次", "人次", false},
    {"名", "名", false},
    {"位", "位", false},
    {"户", "户", false},
    {"户次", "户次", false},
    {"家", "家", false},
    {"家次", "家次", false},
    {"家企业", "家", false},
    {"个企业", "家", false},
    {"所", "所", false},
    {"所学校", "所", false},
    {"校", "校", false},
    {"班", "班", false},
    {"个班", "班", false},
    {"班级", "班", false},
    {"班次", "班次", false},
    {"团队", "支", false},
    {"支队伍", "支", false},
    {"支", "支", false},
    {"对", "对", false},
    {"组", "组", false},
    {"人天", "人天", false},
    {"人日", "人天", false},
    {"人月", "人月", false},
    {"岗", "岗", false},
    {"个岗位", "岗", false},
    {"学位", "学位", false},
    {"个学位", "学位", false},
    {"床位", "床", false},
    {"张床位", "床", false},
    {"床", "床", false},
    {"村", "村", false},
    {"个村", "村", false},
    {"社区", "社区", false},
    {"个社区", "社区", false},
    {"镇", "镇", false},
    {"个镇", "镇", false},
    {"街道", "街道", false},
    {"个街道", "街道", false},
    {"区", "区", false},
    {"个区", "区", false},
    {"县", "县", false},
    {"个县", "县", false},
    {"市", "市", false},
    {"个市", "市", false},
    {"用户", "户", false},
    {"个用户", "户", false},
    /* things that are counted */
    {"个", "个", false},
    {"项", "项", false},
    {"件", "件", false},
    {"件次", "件次", false},
    {"份", "份", false},
    {"篇", "篇", false},
    {"部", "部", false},
    {"本", "本", false},
    {"册", "册", false},
    {"套", "套", false},
    {"台", "台", false},
    {"台套", "台套", false},
    {"台(套)", "台套", false},
    {"台/套", "台套", false},
    {"台次", "台次", false},
    {"辆", "辆", false},
    {"辆次", "辆次", false},
    {"车次", "车次", false},
    {"架", "架", false},
    {"艘", "艘", false},
    {"栋", "栋", false},
    {"幢", "幢", false},
    {"座", "座", false},
    {"间", "间", false},
    {"处", "处", false},
    {"条", "条", false},
    {"例", "例", false},
    {"宗", "宗", false},
    {"起", "起", false},
    {"只", "只", false},
    {"头", "头", false},
    {"羽", "羽", false},
    {"株", "株", false},
    {"棵", "棵", false},
    {"盏", "盏", false},
    {"根", "根", false},
    {"片", "片", false},
    {"块", "块", false},
    {"张", "张", false},
    {"幅", "幅", false},
    {"枚", "枚", false},
    {"箱", "箱", false},
    {"袋", "袋", false},
    {"瓶", "瓶", false},
    {"盒", "盒", false},
    {"包", "包", false},
    {"桶", "桶", false},
    {"卷", "卷", false},
    {"把", "把", false},
    {"面", "面", false},
    {"门", "门", false},
    {"门次", "门次", false},
    {"种", "种", false},
    {"类", "类", false},
    {"款", "款", false},
    {"样", "样", false},
    {"字", "字", false},
    {"页", "页", false},
    {"首", "首", false},
    {"站", "站", false},
    {"个站点", "站", false},
    {"网点", "网点", false},
    {"个网点", "网点", false},
    {"点", "点", false},
    {"点位", "点位", false},
    {"个点位", "点位", false},
    {"端口", "端口", false},
    {"个点", "点", false},
    {"案例", "个", false},
    {"个案例", "个", false},
    {"个项目", "项", false},
    {"项目", "项", false},
    /* events */
    {"次", "次", false},
    {"场", "场", false},
    {"场次", "场次", false},
    {"期", "期", false},
    {"批", "批", false},
    {"批次", "批次", false},
    {"届", "届", false},
    {"讲", "讲", false},
    {"轮", "轮", false},
    {"遍", "遍", false},
    {"趟", "趟", false},
    {"节", "节", false},
    {"节课", "节", false},
    {"课时", "课时", false},
    {"学时", "学时", false},
    {"个课时", "课时", false},
    {"个学时", "学时", false},
    {"单", "单", false},
    {"笔", "笔", false},
    {"票", "票", false},
    /* time: what could be a date needs a sign */
    {"年", "年", false},
    {"学年", "学年", false},
    {"个月", "个月", false},
    {"月", "个月", true},
    {"周", "周", false},
    {"星期", "周", false},
    {"天", "天", false},
    {"日", "天", true},
    {"个工作日", "工作日", false},
    {"工作日", "工作日", false},
    {"个自然日", "天", false},
    {"自然日", "天", false},
    {"小时", "小时", false},
    {"个小时", "小时", false},
    {"分钟", "分钟", false},
    {"分", "分", false},
    {"秒", "秒", false},
    {"秒钟", "秒", false},
    {"毫秒", "毫秒", false},
    {"ms", "毫秒", false},
    {"s", "秒", false},
    {"h", "小时", false},
    {"季度", "季度", true},
    {"个季度", "季度", false},
    {"学期", "学期", true},
    {"个学期", "学期", false},
    /* measures */
    {"平方米", "平方米", false},
    {"平米", "平方米", false},
    {"㎡", "平方米", false},
    {"m²", "平方米", false},
    {"m2", "平方米", false},
    {"平方", "平方米", false},
    {"平方公里", "平方公里", false},
    {"公里", "公里", false},
    {"千米", "公里", false},
    {"km", "公里", false},
    {"里", "里", false},
    {"米", "米", false},
    {"m", "米", false},
    {"厘米", "厘米", false},
    {"cm", "厘米", false},
    {"毫米", "毫米", false},
    {"mm", "毫米", false},
    {"亩", "亩", false},
    {"公顷", "公顷", false},
    {"立方米", "立方米", false},
    {"立方", "立方米", false},
    {"m³", "立方米", false},
    {"吨", "吨", false},
    {"公斤", "公斤", false},
    {"千克", "公斤", false},
    {"kg", "公斤", false},
    {"斤", "斤", false},
    {"克", "克", false},
    {"g", "克", false},
    {"升", "升", false},
    {"毫升", "毫升", false},
    {"度", "度", false},
    {"℃", "℃", false},
    {"千瓦", "千瓦", false},
    {"kW", "千瓦", false},
    {"兆瓦", "兆瓦", false},
    {"千瓦时", "千瓦时", false},
    {"kWh", "千瓦时", false},
    {"分贝", "分贝", false},
    {"dB", "分贝", false},
    {"MB", "MB", false},
    {"GB", "GB", false},
    {"TB", "TB", false},
    {"M", "M", false},
    {"G", "G", false},
    {"T", "T", false},
    {"Mbps", "Mbps", false},
    {"M/s", "M/s", false},
    {"Gbps", "Gbps", false},
    {"并发", "并发", false},
    {"个并发", "并发", false},
    /* grades */
    {"级", "级", true},
    {"星", "星", false},
    {"星级", "星级", false},
    {"等级", "级", true},
};

static const struct degree {
    const char *text;
} DEGREES[] = {
    {"显著"},     {"明显"},     {"有效"},   {"持续"},     {"不断"},
    {"逐步"},     {"较"},       {"基本"},   {"全面"},     {"大幅"},
    {"稳步"},     {"切实"},     {"充分"},   {"极大"},     {"得到"},
    {"达到"},     {"有所"},     {"长期"},   {"按时"},     {"及时"},
    {"按期"},     {"按计划"},   {"全部"},   {"完全"},     {"进一步"},
    {"逐年"},     {"非常"},     {"很"},     {"更加"},     {"大大"},
    {"积极"},     {"按要求"},   {"如期"},   {"已"},       {"大幅度"},
    {"比较"},     {"保持"},     {"确保"},   {"得到有效"}, {"得到进一步"},
    {"得到显著"}, {"得到明显"}, {"有明显"}, {"有显著"},   {"稳定"},
    {"适当"},
};

static const struct word {
    const char *text;
} WORDS[] = {
    {"提升"},     {"提高"},       {"增强"},       {"改善"},
    {"加强"},     {"完善"},       {"优化"},       {"增长"},
    {"增加"},     {"下降"},       {"降低"},       {"减少"},
    {"促进"},     {"推进"},       {"推动"},       {"保障"},
    {"稳定"},     {"有效"},       {"及时"},       {"完成"},
    {"实现"},     {"达标"},       {"合格"},       {"合规"},
    {"合法"},     {"合法合规"},   {"满意"},       {"健全"},
    {"良好"},     {"优秀"},       {"优良"},       {"一般"},
    {"好"},       {"中"},         {"差"},         {"优"},
    {"良"},       {"高"},         {"低"},         {"强"},
    {"大"},       {"小"},         {"是"},         {"否"},
    {"有"},       {"无"},         {"正常"},       {"可持续"},
    {"持续"},     {"到位"},       {"齐全"},       {"完整"},
    {"准确"},     {"规范"},       {"安全"},       {"明显"},
    {"显著"},     {"符合"},       {"符合要求"},   {"符合规定"},
    {"符合标准"}, {"达到预期"},   {"达到要求"},   {"达成预期"},
    {"按时"},     {"按期"},       {"按时完成"},   {"按期完成"},
    {"按计划"},   {"按计划进行"}, {"按计划完成"}, {"长期"},
    {"落实"},     {"发挥"},       {"巩固"},       {"拓展"},
    {"扩大"},     {"丰富"},       {"深化"},       {"缓解"},
    {"充分"},     {"顺利"},       {"较好"},       {"较高"},
    {"较强"},     {"较大"},       {"不合格"},     {"不达标"},
    {"不超支"},   {"不超预算"},   {"不超过预算"}, {"不超过预算数"},
    {"不下降"},   {"通过"},       {"满足"},       {"满足要求"},
    {"满足需求"}, {"具备"},       {"建成"},       {"确保"},
    {"支持"},     {"影响深远"},   {"深远"},       {"零投诉"},
    {"零事故"},   {"无事故"},     {"无投诉"},     {"平稳"},
    {"科学"},     {"合理"},       {"科学合理"},   {"严格"},
    {"公开"},     {"透明"},
};

gsize jx_value_match_before(const char *text, JxOperator *op, bool *open)
{
    const struct before *best = NULL;
    LONGEST(BEFORE, text, best);
    if (best == NULL)
        return 0;
    *op = best->op;
    *open = best->open;
    return strlen(best->text);
}

gsize jx_value_match_after(const char *text, JxOperator *op)
{
    const struct after *best = NULL;
    LONGEST(AFTER, text, best);
    if (best == NULL)
        return 0;
    *op = best->op;
    return strlen(best->text);
}

gsize jx_value_match_every(const char *text, const char **per)
{
    const struct every *best = NULL;
    LONGEST(EVERY, text, best);
    if (best == NULL)
        return 0;
    *per = best->per;
    return strlen(best->text);
}

gsize jx_value_match_scale(const char *text, guint *zeros)
{
    const struct scale *best = NULL;
    LONGEST(SCALES, text, best);
    if (best == NULL)
        return 0;
    *zeros = best->zeros;
    return strlen(best->text);
}

gsize jx_value_match_unit(const char *text, const char **unit, bool *needs_sign)
{
    const struct unit *best = NULL;
    LONGEST(UNITS, text, best);
    if (best == NULL)
        return 0;
    *unit = best->usual;
    *needs_sign = best->needs_sign;
    return strlen(best->text);
}

static const char *word_named(const char *text)
{
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++)
        if (strcmp(WORDS[i].text, text) == 0)
            return WORDS[i].text;
    return NULL;
}

const char *jx_value_match_word(const char *text)
{
    const char *word = word_named(text);
    for (gsize i = 0; i < G_N_ELEMENTS(DEGREES) && word == NULL; i++)
        if (g_str_has_prefix(text, DEGREES[i].text))
            word = word_named(text + strlen(DEGREES[i].text));
    return word;
}
