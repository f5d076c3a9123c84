#include "load/mark.h"

#include <string.h>

/* A level's name is short; what is longer is a sentence. */
#define MAX_LEVEL_NAME 16

/* clang-format off */
/* The level names of both taxonomies in use: 财预〔2015〕88号 (产出, 效益,
 * 满意度) and 财预〔2021〕101号 (with 成本 on the first level). */
static const struct {
    const char *name;
    unsigned levels;
} LEVEL_NAMES[] = {
    {"产出指标", JX_LEVEL1}, {"产出", JX_LEVEL1},
    {"效益指标", JX_LEVEL1}, {"效益", JX_LEVEL1},
    {"效果指标", JX_LEVEL1}, {"投入指标", JX_LEVEL1}, {"过程指标", JX_LEVEL1},
    {"管理指标", JX_LEVEL1}, {"决策指标", JX_LEVEL1}, {"影响力指标", JX_LEVEL1},
    {"满意度指标", JX_LEVEL1 | JX_LEVEL2}, {"满意度", JX_LEVEL1 | JX_LEVEL2},
    {"成本指标", JX_LEVEL1 | JX_LEVEL2}, {"成本", JX_LEVEL1 | JX_LEVEL2},
    {"数量指标", JX_LEVEL2}, {"数量", JX_LEVEL2},
    {"质量指标", JX_LEVEL2}, {"质量", JX_LEVEL2},
    {"时效指标", JX_LEVEL2}, {"时效", JX_LEVEL2},
    {"经济效益指标", JX_LEVEL2}, {"经济效益", JX_LEVEL2},
    {"社会效益指标", JX_LEVEL2}, {"社会效益", JX_LEVEL2},
    {"生态效益指标", JX_LEVEL2}, {"生态效益", JX_LEVEL2},
    {"环境效益指标", JX_LEVEL2}, {"环境效益", JX_LEVEL2},
    {"可持续影响指标", JX_LEVEL2}, {"可持续影响", JX_LEVEL2},
    {"可持续发展指标", JX_LEVEL2}, {"可持续发展", JX_LEVEL2},
    {"可持续性指标", JX_LEVEL2}, {"可持续性", JX_LEVEL2},
    {"服务对象满意度指标", JX_LEVEL2}, {"服务对象满意度", JX_LEVEL2},
    {"受益对象满意度指标", JX_LEVEL2}, {"受益对象满意度", JX_LEVEL2},
    {"社会公众满意度指标", JX_LEVEL2}, {"社会公众满意度", JX_LEVEL2},
    {"经济成本指标", JX_LEVEL2}, {"经济成本", JX_LEVEL2},
    {"社会成本指标", JX_LEVEL2}, {"社会成本", JX_LEVEL2},
    {"生态环境成本指标", JX_LEVEL2}, {"生态环境成本", JX_LEVEL2},
};
/* clang-format on */

static gunichar at(const GArray *inks, guint i)
{
    return i < inks->len ? jx_ink(inks, i)->c : 0;
}

static bool is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

guint jx_item_number(const GArray *inks, guint i, guint *end)
{
    guint number = 0, first = i;
    for (; is_digit(at(inks, i)) && i < first + 6; i++)
        number = number * 10 + (guint)(at(inks, i) - '0');
    *end = i;
    return number;
}

/* ①…⑳, ⑴…⒇, ⒈…⒛: three runs of twenty */
static bool circled(gunichar c, guint *ordinal)
{
    if (c < 0x2460 || c > 0x249B)
        return false;
    *ordinal = (c - 0x2460) % 20 + 1;
    return true;
}

/* 一、 … 十、 */
static bool han_mark(const GArray *inks, guint i, guint *end, guint *ordinal)
{
    static const gunichar HAN[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                   0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    if (at(inks, i + 1) != 0x3001)
        return false;
    for (guint k = 0; k < G_N_ELEMENTS(HAN); k++)
        if (at(inks, i) == HAN[k]) {
            *ordinal = k + 1;
            *end = i + 2;
            return true;
        }
    return false;
}

bool jx_item_mark_at(const GArray *inks, guint i, guint *end, guint *ordinal)
{
    gunichar c = at(inks, i);
    if (circled(c, ordinal)) {
        gunichar next = at(inks, i + 1);
        *end = i + 1 + (next == 0x3001 || next == '.');
        return true;
    }
    if (han_mark(inks, i, end, ordinal))
        return true;

    bool open = c == '(';
    guint k;
    if (!is_digit(at(inks, i + open)))
        return false;
    *ordinal = jx_item_number(inks, i + open, &k);
    c = at(inks, k);
    if (open ? c != ')' : c != 0x3001 && c != '.' && c != ')' && c != ',')
        return false;
    *end = k + 1 + (open && at(inks, k + 1) == 0x3001);
    return true;
}

static unsigned levels_of(const GArray *inks, guint first, guint last)
{
    guint end;
    for (gsize k = 0; k < G_N_ELEMENTS(LEVEL_NAMES); k++)
        /* all of them are Chinese: three bytes a character */
        if (strlen(LEVEL_NAMES[k].name) == 3 * (last - first) &&
            jx_inks_match(inks, first, LEVEL_NAMES[k].name, &end))
            return LEVEL_NAMES[k].levels;
    return 0;
}

/* Behind an official name these part it from the next field, too. */
static bool parts_known(gunichar c)
{
    return c == '-' || c == '/' || c == '>' || c == 0x3001;
}

/* The name of a level from i on; its end, or 0 when there is none. */
static guint level_name_end(const GArray *inks, guint i, JxItemMatch *match)
{
    if (!g_unichar_isalpha(at(inks, i)))
        return 0;
    for (guint k = i + 1; k <= i + MAX_LEVEL_NAME; k++) {
        gunichar c = at(inks, k);
        bool ends = c == 0 || jx_item_is_separator(c);
        if (!ends && !parts_known(c) && !(c && jx_ink(inks, k)->gap)) {
            if (c == ':' || jx_item_is_stop(c))
                return 0;
            continue;
        }
        match->levels = levels_of(inks, i, k);
        if (ends || match->levels != 0) {
            match->separated = c != 0;
            match->end = k + (c != 0 && (ends || parts_known(c)));
            return k;
        }
    }
    return 0;
}

bool jx_item_level_at(const GArray *inks, guint i, JxItemMatch *match)
{
    guint k, next;
    *match = (JxItemMatch){.range = {.code = i}};
    jx_item_number(inks, i, &k);
    if (k > i && (at(inks, k) == '.' || at(inks, k) == '-') &&
        is_digit(at(inks, k + 1)))
        jx_item_number(inks, k + 1, &k); /* 1.1 */
    if (k > i + 5)
        return false;
    match->range.code_end = k;

    match->dash = k > i && at(inks, k) == '-';
    next = k;
    while (k > i && at(inks, next) == '-')
        next++;
    if (k > i && !match->dash &&
        (at(inks, next) == '.' || at(inks, next) == 0x3001))
        next++;
    match->range.name = next;
    match->range.name_end = level_name_end(inks, next, match);
    return match->range.name_end != 0 && (match->dash || match->levels != 0);
}

bool jx_item_is_coded(const JxItemMatch *match)
{
    return match->dash && match->range.code_end > match->range.code;
}

bool jx_item_is_second(const JxItemMatch *match)
{
    return jx_item_is_coded(match) || (match->levels & JX_LEVEL2) != 0;
}
