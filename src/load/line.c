#include "load/line.h"

#include <string.h>

#include "base/money.h"

/* clang-format off */
/* What stands before a colon, longest first where one begins another. Folded:
 * half-width brackets and colons. */
static const struct {
    const char *label;
    JxLineKind kind;
} LABELS[] = {
    {"单位名称", JX_LINE_UNIT}, {"部门名称", JX_LINE_UNIT},
    {"单位(部门)名称", JX_LINE_UNIT}, {"部门(单位)名称", JX_LINE_UNIT},
    {"部门(单位)", JX_LINE_UNIT}, {"单位(部门)", JX_LINE_UNIT},
    {"公开部门", JX_LINE_UNIT}, {"公开单位", JX_LINE_UNIT},
    {"编制单位", JX_LINE_UNIT}, {"编制部门", JX_LINE_UNIT},
    {"编报单位", JX_LINE_UNIT}, {"编报部门", JX_LINE_UNIT},
    {"填报单位", JX_LINE_UNIT}, {"填报部门", JX_LINE_UNIT},
    {"预算单位", JX_LINE_UNIT}, {"预算部门", JX_LINE_UNIT},
    {"申报单位", JX_LINE_UNIT}, {"项目单位", JX_LINE_UNIT},
    {"主管部门", JX_LINE_UNIT}, {"部门", JX_LINE_UNIT},
    {"金额单位", JX_LINE_CURRENCY}, {"货币单位", JX_LINE_CURRENCY},
    {"计量单位", JX_LINE_CURRENCY}, {"单位", JX_LINE_UNIT},
    {"币种", JX_LINE_CURRENCY}, {"人民币", JX_LINE_CURRENCY},
    {"报表编号", JX_LINE_FORM}, {"表格编号", JX_LINE_FORM},
    {"编号", JX_LINE_FORM}, {"表号", JX_LINE_FORM},
    {"预算年度", JX_LINE_YEAR}, {"年度", JX_LINE_YEAR}, {"年份", JX_LINE_YEAR},
    {"注", JX_LINE_NOTE}, {"备注", JX_LINE_NOTE}, {"附注", JX_LINE_NOTE},
    {"说明", JX_LINE_NOTE}, {"填表说明", JX_LINE_NOTE},
    {"注释", JX_LINE_NOTE}, {"特别说明", JX_LINE_NOTE},
    {"填报人", JX_LINE_SIGNATURE}, {"填表人", JX_LINE_SIGNATURE},
    {"制表人", JX_LINE_SIGNATURE}, {"制表", JX_LINE_SIGNATURE},
    {"编制人", JX_LINE_SIGNATURE}, {"负责人", JX_LINE_SIGNATURE},
    {"单位负责人", JX_LINE_SIGNATURE}, {"部门负责人", JX_LINE_SIGNATURE},
    {"项目负责人", JX_LINE_SIGNATURE}, {"财务负责人", JX_LINE_SIGNATURE},
    {"分管领导", JX_LINE_SIGNATURE}, {"审核人", JX_LINE_SIGNATURE},
    {"审核", JX_LINE_SIGNATURE}, {"复核人", JX_LINE_SIGNATURE},
    {"复核", JX_LINE_SIGNATURE}, {"审批人", JX_LINE_SIGNATURE},
    {"经办人", JX_LINE_SIGNATURE}, {"联系人", JX_LINE_SIGNATURE},
    {"联系电话", JX_LINE_SIGNATURE}, {"电话", JX_LINE_SIGNATURE},
    {"填报日期", JX_LINE_SIGNATURE}, {"填表日期", JX_LINE_SIGNATURE},
    {"填报时间", JX_LINE_SIGNATURE}, {"编制日期", JX_LINE_SIGNATURE},
    {"日期", JX_LINE_SIGNATURE}, {"签字", JX_LINE_SIGNATURE},
    {"签章", JX_LINE_SIGNATURE}, {"盖章", JX_LINE_SIGNATURE},
    {"单位公章", JX_LINE_SIGNATURE}, {"单位盖章", JX_LINE_SIGNATURE},
    {"主管部门审核意见", JX_LINE_SIGNATURE},
    {"主管部门审批意见", JX_LINE_SIGNATURE},
    {"财政部门审核意见", JX_LINE_SIGNATURE},
    {"财政部门审批意见", JX_LINE_SIGNATURE},
    {"单位审核意见", JX_LINE_SIGNATURE}, {"单位意见", JX_LINE_SIGNATURE},
    {"领导意见", JX_LINE_SIGNATURE}, {"领导审批意见", JX_LINE_SIGNATURE},
    {"审核意见", JX_LINE_SIGNATURE}, {"审批意见", JX_LINE_SIGNATURE},
    {"主管部门意见", JX_LINE_SIGNATURE}, {"财政部门意见", JX_LINE_SIGNATURE},
};

/* How a note begins that has no colon. */
static const char *const NOTES[] = {
    "本单位无", "本部门无", "本表无", "此表无", "无此项", "本单位没有",
    "本部门没有", "本单位不涉及", "本部门不涉及", "本年度无", "我单位无",
};

/* What names the form before its number. */
static const char *const FORMS[] = {
    "附件", "附表", "公开表", "公开", "预算公开表", "预算公开", "预算",
    "部门公开表", "表",
};
/* clang-format on */

static gunichar at(const GArray *inks, guint i)
{
    return i < inks->len ? jx_ink(inks, i)->c : 0;
}

/* Skips one bracketed remark, as in 编制单位（盖章）：; i when there is none */
static guint skip_bracket(const GArray *inks, guint i)
{
    if (at(inks, i) != '(')
        return i;
    for (guint k = i + 1; k < inks->len && k < i + 16; k++)
        if (at(inks, k) == ')')
            return k + 1;
    return i;
}

/* A label with its colon at i: its kind, and where the value begins. */
static bool label_at(const GArray *inks, guint i, JxLineKind *kind,
                     guint *value)
{
    for (gsize k = 0; k < G_N_ELEMENTS(LABELS); k++) {
        guint end;
        if (!jx_inks_match(inks, i, LABELS[k].label, &end))
            continue;
        end = skip_bracket(inks, end);
        if (LABELS[k].kind == JX_LINE_NOTE && at(inks, end) != ':')
            while (g_unichar_isdigit(at(inks, end))) /* 注1： */
                end++;
        if (at(inks, end) != ':')
            continue;
        *kind = LABELS[k].kind;
        *value = end + 1;
        return true;
    }
    return false;
}

/* A currency unit at i that is all up to a gap, a bracket or the end; the
 * longest, as 万 元 can be printed apart. */
static guint currency_end(const GArray *inks, guint i)
{
    guint longest = i;
    for (guint end = i + 1; end <= inks->len && end < i + 9; end++) {
        if (end < inks->len && at(inks, end) != ')' && !jx_ink(inks, end)->gap)
            continue;
        g_autofree char *word = jx_inks_string(inks, i, end);
        if (jx_currency_parse(word) != JX_CURRENCY_UNKNOWN)
            longest = end;
        if (at(inks, end) == ')')
            break;
    }
    return longest;
}

/* ---- lines without a label ---- */

static bool all_of(const char *text, const char *set)
{
    for (; *text != '\0'; text = g_utf8_next_char(text))
        if (g_utf8_strchr(set, -1, g_utf8_get_char(text)) == NULL)
            return false;
    return true;
}

/* 第2页, 第2页共5页, 共5页第2页, 2/5, -3-, 3, （续表）, 续上页 */
static bool is_page(const char *text)
{
    if (strstr(text, "续") != NULL && all_of(text, "()续表上页前接下转本"))
        return true;
    if (g_ascii_isdigit(*text) || *text == '-')
        return strlen(text) <= 12 && all_of(text, "0123456789-/") &&
               strpbrk(text, "0123456789") != NULL;
    return strstr(text, "页") != NULL &&
           all_of(text, "第共页,;/()-0123456789一二三四五六七八九十");
}

static bool is_form(const char *text)
{
    for (gsize i = 0; i < G_N_ELEMENTS(FORMS); i++) {
        if (!g_str_has_prefix(text, FORMS[i]))
            continue;
        const char *rest = text + strlen(FORMS[i]);
        if (*rest != '\0' &&
            all_of(rest, "0123456789-.:一二三四五六七八九十表"
                         "号ABCDEFabcdef") &&
            strpbrk(rest, "0123456789") != NULL)
            return true;
    }
    return false;
}

/* 2031年, （2031年度）, 2031年1月5日 is none */
static bool is_year(const char *text)
{
    return all_of(text, "()0123456789年度") && strstr(text, "年") != NULL &&
           strpbrk(text, "0123456789") != NULL && strlen(text) <= 24;
}

static bool is_date(const char *text)
{
    return all_of(text, "0123456789年月日") && strstr(text, "月") != NULL;
}

/* （盖章）, 单位负责人签字 */
static bool is_seal(const char *text)
{
    return all_of(text, "()单位部门公盖签章字负责人:") &&
           (strstr(text, "章") != NULL || strstr(text, "签字") != NULL);
}

static bool is_title(const char *text)
{
    return (strstr(text, "绩效目标") != NULL ||
            strstr(text, "项目支出绩效") != NULL) &&
           strstr(text, "表") != NULL && strstr(text, "。") == NULL &&
           g_utf8_strlen(text, -1) <= 60;
}

static bool is_note(const char *text)
{
    for (gsize i = 0; i < G_N_ELEMENTS(NOTES); i++)
        if (g_str_has_prefix(text, NOTES[i]) ||
            (text[0] == '(' && g_str_has_prefix(text + 1, NOTES[i])))
            return true;
    return false;
}

static JxLineKind bare_kind(const char *text)
{
    static const struct {
        bool (*is)(const char *text);
        JxLineKind kind;
    } KINDS[] = {
        {is_page, JX_LINE_PAGE},      {is_title, JX_LINE_TITLE},
        {is_form, JX_LINE_FORM},      {is_year, JX_LINE_YEAR},
        {is_date, JX_LINE_SIGNATURE}, {is_note, JX_LINE_NOTE},
        {is_seal, JX_LINE_SIGNATURE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(KINDS); i++)
        if (KINDS[i].is(text))
            return KINDS[i].kind;
    return JX_LINE_OTHER;
}

/* ---- taking a line apart ---- */

struct cut {
    guint at, value; /* visible characters; value: behind the label */
    JxLineKind kind;
};

/* A labelled part at i? Within a line a label needs white space or a bracket
 * before it, except 单位：万元, which is plain anywhere. */
static bool cut_at(const GArray *inks, guint i, struct cut *cut)
{
    bool edge = i == 0 || jx_ink(inks, i)->gap || at(inks, i - 1) == '(';
    gunichar c = at(inks, i);
    if (!edge && c != 0x5355 && c != 0x91D1) /* 单, 金 */
        return false;

    cut->at = i;
    if (!label_at(inks, i, &cut->kind, &cut->value))
        return false;
    guint end = currency_end(inks, cut->value);
    bool money = end > cut->value;
    if (money && cut->kind == JX_LINE_UNIT)
        cut->kind = JX_LINE_CURRENCY;
    return edge || (money && cut->kind == JX_LINE_CURRENCY);
}

/* Narrows the value [*first, *end) of a currency label to the unit itself:
 * 人民币万元 and 万元（人民币）say 万元, and 人民币 alone says nothing. */
static void narrow_currency(const GArray *inks, guint *first, guint *end)
{
    static const char *const WORDS[] = {"人民币", "RMB", "CNY"};
    guint behind, last = *end;
    *end = MAX(currency_end(inks, *first), *first);
    if (*end == *first)
        *end = last; /* no unit that is known: as it stands */
    for (bool more = true; more && *first < *end;) {
        gunichar c = at(inks, *first);
        more = c == ':' || c == '(';
        *first += more;
        for (gsize i = 0; !more && i < G_N_ELEMENTS(WORDS); i++)
            if (jx_inks_match(inks, *first, WORDS[i], &behind) &&
                behind <= *end) {
                *first = behind;
                more = true;
            }
    }
    for (guint k = *first + 1; k < *end; k++)
        if (at(inks, k) == '(' || jx_inks_match(inks, k, WORDS[0], &behind))
            *end = k;
}

static void add_part(GArray *parts, const JxText *text, const GArray *inks,
                     struct cut cut, guint end)
{
    /* （单位名称：甲局）（单位：万元）: the brackets are not the value's */
    bool in_brackets =
        cut.value > cut.at && cut.at > 0 && at(inks, cut.at - 1) == '(';
    if (cut.value > cut.at && end > cut.value && at(inks, end - 1) == '(')
        end--;
    if (in_brackets && end > cut.value && at(inks, end - 1) == ')')
        end--;
    if (cut.at >= end)
        return;
    JxLinePart part = {.kind = cut.kind,
                       .first = jx_ink(inks, cut.at)->at,
                       .end = jx_ink(inks, end - 1)->at + 1};
    guint value = cut.value, value_end = end;
    if (cut.kind == JX_LINE_CURRENCY && value < end)
        narrow_currency(inks, &value, &value_end);
    part.value = part.value_end = part.end;
    if (value < value_end && value_end <= end) {
        part.value = jx_ink(inks, value)->at;
        part.value_end = jx_ink(inks, value_end - 1)->at + 1;
    }
    jx_text_trim(text, &part.value, &part.value_end);
    g_array_append_val(parts, part);
}

enum { MAX_FORM_CHARS = 40 }; /* a form number or a year is no longer */

/* The text before the first label: 表12　项目支出绩效目标表 has two parts. */
static void add_bare(GArray *parts, const JxText *text, const GArray *inks,
                     guint end)
{
    guint first = 0;
    if (end > 0 && at(inks, end - 1) == '(')
        end--;
    for (guint i = 1; i < end; i++) {
        if (!jx_ink(inks, i)->gap || i - first > MAX_FORM_CHARS)
            continue;
        g_autofree char *head = jx_inks_string(inks, first, i);
        JxLineKind kind = bare_kind(head);
        if (kind == JX_LINE_FORM || kind == JX_LINE_YEAR) {
            add_part(parts, text, inks, (struct cut){first, first, kind}, i);
            first = i;
        }
    }
    g_autofree char *rest = jx_inks_string(inks, first, end);
    struct cut cut = {first, first, bare_kind(rest)};
    add_part(parts, text, inks, cut, end);
}

GArray *jx_line_parts(const JxText *text)
{
    GArray *parts = g_array_new(FALSE, TRUE, sizeof(JxLinePart));
    g_autoptr(GArray) inks = jx_text_inks(text);
    struct cut open = {0}, cut;
    bool any = false;

    for (guint i = 0; i < inks->len; i++) {
        if (any && open.kind == JX_LINE_NOTE)
            break; /* a note keeps all of its line */
        if (!cut_at(inks, i, &cut))
            continue;
        if (any && open.kind == JX_LINE_SIGNATURE && cut.kind == open.kind)
            continue; /* 填报人：…　负责人：… stay together */
        if (any)
            add_part(parts, text, inks, open, i);
        else if (i > 0)
            add_bare(parts, text, inks, i);
        open = cut;
        any = true;
        i = cut.value - 1;
    }
    if (any)
        add_part(parts, text, inks, open, inks->len);
    else if (inks->len > 0)
        add_bare(parts, text, inks, inks->len);
    return parts;
}

char *jx_line_year(const char *text)
{
    guint n = 0;
    char digits[5] = "";
    for (; text != NULL; text = g_utf8_next_char(text)) {
        gunichar c = jx_fold(g_utf8_get_char(text));
        if (g_unichar_isdigit(c) && c < 0x80) {
            if (n < 4)
                digits[n] = (char)c;
            n++;
            continue;
        }
        if (n == 4 && (c == 0x5E74 || c == 0 || c == ')')) /* 年 */
            return g_strndup(digits, 4);
        if (c == 0)
            break;
        n = 0;
    }
    return NULL;
}

char *jx_line_title_key(const char *title)
{
    GString *key = g_string_new(NULL);
    for (const char *p = title; *p != '\0'; p = g_utf8_next_char(p))
        if (!jx_is_blank(g_utf8_get_char(p)))
            g_string_append_unichar(key, jx_fold(g_utf8_get_char(p)));
    static const char *const MARKS[] = {"(续表)", "(续)", "续表"};
    for (gsize i = 0; i < G_N_ELEMENTS(MARKS); i++)
        g_string_replace(key, MARKS[i], "", 0);
    return g_string_free(key, FALSE);
}
