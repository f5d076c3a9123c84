#include "layout/breaks.h"

#include <pango/pango.h>
#include <string.h>

/* GB/T 15834-2011, 5.1: what never begins a line … */
static const char NOT_FIRST[] =
    "、。，．：；！？）〕］｝】》〉」』”’％‰℃·‧•～－-–/,.:;!?)]}%";
/* … and what never ends one; the slash does neither. */
static const char NOT_LAST[] = "（〔［｛【《〈「『“‘￥＄/([{$¥";
/* Signs that belong to the number behind them. */
static const char SIGNS[] = "≥≤><＞＜=＝≧≦﹦≈≠±+＋~";
static const char HALF_EMPTY[] = "、。，；：）〕】》〉」』”’";

/* Counters that stay with the number before them: 2024年, 7号楼, 每天2次. */
static const char COUNTERS[] = "年月日号次人个项台套件";

/* A longer 码-名 would leave too big a hole at the end of a line. */
enum { LONGEST_NAME = 9 };

/* No set but that of the counters has ideographs in it. */
static bool is_ideograph(gunichar ch)
{
    return ch >= 0x4E00 && ch <= 0x9FFF;
}

static bool is_one_of(gunichar ch, const char *set)
{
    if (is_ideograph(ch) && set != COUNTERS)
        return false;
    return ch != 0 && g_utf8_strchr(set, -1, ch) != NULL;
}

bool jx_is_half_empty(gunichar ch)
{
    return is_one_of(ch, HALF_EMPTY);
}

static bool is_number(gunichar ch)
{
    return g_unichar_isdigit(ch) || ch == '.' || ch == ',' || ch == 0xFF0E;
}

/* Whether the characters belong together although Unicode would part them. */
static bool belong(gunichar before, gunichar ch)
{
    if (g_unichar_isdigit(ch) && is_one_of(before, SIGNS))
        return true;
    if (is_number(before) && is_number(ch))
        return true;
    if (g_unichar_isdigit(before) && is_one_of(ch, COUNTERS))
        return true;
    return before == ch && (ch == 0x2014 || ch == 0x2026); /* —— …… */
}

/* Where Unicode keeps together what Chinese parts: around quotation marks,
 * which it takes for those of English, and behind the narrow marks that stand
 * for wide ones (`指标值:100%`). */
static bool may_part(gunichar earlier, gunichar before, gunichar ch)
{
    if (is_one_of(before, "”’") || is_one_of(ch, "“‘"))
        return g_unichar_iswide(before) || g_unichar_iswide(ch);
    return is_one_of(before, ":;,)") && g_unichar_iswide(earlier);
}

static guint8 break_before(const PangoLogAttr *attr, gunichar earlier,
                           gunichar before, gunichar ch)
{
    if (attr->is_mandatory_break)
        return JX_BREAK_MUST;
    if (!attr->is_char_break || is_one_of(ch, NOT_FIRST) ||
        is_one_of(before, NOT_LAST))
        return JX_BREAK_NEVER;
    if (belong(before, ch) ||
        !(attr->is_line_break || may_part(earlier, before, ch)))
        return JX_BREAK_NO;
    return JX_BREAK_MAY;
}

static glong skip_digits(const gunichar *chars, glong i)
{
    while (g_unichar_isdigit(chars[i]))
        i++;
    return i;
}

/* End of the name that begins at i: where its ； stands. What is longer than
 * a name can be ends at once. */
static glong name_end(const gunichar *chars, glong i)
{
    for (glong k = i; k < i + LONGEST_NAME && chars[k] != 0; k++)
        if (is_one_of(chars[k], "；;，,。：:"))
            return k;
    return i + 1;
}

/* End of `序号、码-名` or of the `码-` and one character that begin at digit i;
 * i when neither does. */
static glong item_end(const gunichar *chars, glong i)
{
    glong dash = skip_digits(chars, i);
    bool has_ordinal = is_one_of(chars[dash], "、.．");
    if (has_ordinal) {
        glong code = dash + 1;
        dash = skip_digits(chars, code);
        if (dash == code)
            return i;
    }
    if (!is_one_of(chars[dash], "-－–—") || chars[dash + 1] == 0)
        return i;
    return has_ordinal ? name_end(chars, dash + 1) : dash + 2;
}

static void keep_items_whole(const gunichar *chars, glong n, guint8 *breaks)
{
    for (glong i = 0; i < n; i++) {
        if (!g_unichar_isdigit(chars[i]) ||
            (i > 0 && g_unichar_isdigit(chars[i - 1])))
            continue;
        glong end = MIN(item_end(chars, i), n);
        for (glong k = i + 1; k < end; k++)
            if (breaks[k] == JX_BREAK_MAY)
                breaks[k] = JX_BREAK_NO;
    }
}

guint8 *jx_breaks(const char *text, gsize len, glong n)
{
    guint8 *breaks = g_new0(guint8, (gsize)n + 1);
    g_autofree PangoLogAttr *attrs = g_new0(PangoLogAttr, (gsize)n + 1);
    g_autofree gunichar *chars = g_utf8_to_ucs4_fast(text, (glong)len, NULL);

    pango_get_log_attrs(text, (int)len, -1, pango_language_from_string("zh-cn"),
                        attrs, (int)n + 1);
    for (glong i = 1; i < n; i++)
        breaks[i] = break_before(&attrs[i], i > 1 ? chars[i - 2] : 0,
                                 chars[i - 1], chars[i]);
    keep_items_whole(chars, n, breaks);
    return breaks;
}
