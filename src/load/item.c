#include "load/item.h"

#include <string.h>

#include "load/mark.h"

/* clang-format off */
/* The value labels; all end in 值. `edge`: too common a word to be one in mid-sentence, so
 * it must stand behind punctuation and before a colon. */
static const struct {
    const char *text;
    bool annual, edge;
} LABELS[] = {
    {"项目实施周期指标值", false, false}, {"实施周期指标值", false, false},
    {"实施周期目标值", false, false}, {"实施期指标值", false, false},
    {"项目周期指标值", false, false}, {"周期指标值", false, false},
    {"中期指标值", false, false}, {"总体指标值", false, false},
    {"年度指标值", true, false}, {"年度目标值", true, false},
    {"当年指标值", true, false}, {"本年指标值", true, false},
    {"全年指标值", true, false}, {"本年度指标值", true, false},
    {"实施周期值", false, true}, {"周期值", false, true},
    {"年度值", true, true}, {"指标值", true, true}, {"目标值", true, true},
};
/* clang-format on */

struct scan {
    const GArray *inks;
    GArray *labels;
    guint label; /* next label at or behind the position */
    GArray *items;
};

static gunichar at(const GArray *inks, guint i)
{
    return i < inks->len ? jx_ink(inks, i)->c : 0;
}

bool jx_item_is_separator(gunichar c)
{
    return c == ';' || c == ',' || c == '|';
}

bool jx_item_is_stop(gunichar c)
{
    return c == 0x3002 || c == 0xFF61 || c == '.'; /* 。｡ */
}

static bool is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

/* Begins something new at i: the cell, or what stands behind a field. */
static bool is_edge(const GArray *inks, guint i)
{
    if (i == 0 || jx_ink(inks, i)->gap)
        return true;
    gunichar before = at(inks, i - 1);
    return jx_item_is_separator(before) || jx_item_is_stop(before) ||
           before == 0x3001; /* 、 */
}

/* Skips a short bracket, as in 年度指标值（2031年）： */
static guint skip_bracket(const GArray *inks, guint i)
{
    if (at(inks, i) != '(')
        return i;
    for (guint k = i + 1; k < inks->len && k < i + 12; k++)
        if (at(inks, k) == ')')
            return at(inks, k + 1) == ':' ? k + 1 : i;
    return i;
}

/* A label whose text ends at `last`, a 值: all of them end so. */
static bool label_ending(const GArray *inks, guint last, guint floor,
                         JxItemLabel *label)
{
    guint longest = 0;
    for (gsize k = 0; k < G_N_ELEMENTS(LABELS); k++) {
        /* all of them are Chinese: three bytes a character */
        guint n = (guint)strlen(LABELS[k].text) / 3, end;
        if (n <= longest || n > last + 1 - floor ||
            !jx_inks_match(inks, last + 1 - n, LABELS[k].text, &end))
            continue;
        guint start = last + 1 - n;
        end = skip_bracket(inks, end);
        bool colon = at(inks, end) == ':';
        bool edge = is_edge(inks, start);
        if (LABELS[k].edge ? !(edge && colon) : !(edge || colon))
            continue;
        *label = (JxItemLabel){start, end + colon, LABELS[k].annual, colon};
        longest = n;
    }
    return longest > 0;
}

GArray *jx_item_labels(const GArray *inks)
{
    GArray *labels = g_array_new(FALSE, FALSE, sizeof(JxItemLabel));
    guint floor = 0; /* behind the label before */
    for (guint i = 0; i < inks->len; i++) {
        JxItemLabel label;
        if (at(inks, i) != 0x503C || !label_ending(inks, i, floor, &label))
            continue;
        g_array_append_val(labels, label);
        floor = label.end;
        i = label.end - 1;
    }
    return labels;
}

/* A label comes before the sentence that begins at i ends. */
static bool label_follows(const struct scan *scan, guint i)
{
    guint label = scan->label;
    while (label < scan->labels->len &&
           g_array_index(scan->labels, JxItemLabel, label).at < i)
        label++;
    if (label == scan->labels->len)
        return false;
    guint stop = g_array_index(scan->labels, JxItemLabel, label).at;
    if (stop > i + 100)
        return false;
    for (; i < stop; i++)
        if (at(scan->inks, i) == 0x3002)
            return false;
    return true;
}

/* Only one level is printed: which one is it? */
static void place_single(JxItem *item, const JxItemMatch *match)
{
    guint n_code = match->range.code_end - match->range.code;
    bool first = (match->levels & JX_LEVEL1) != 0 || n_code == 1;
    if ((match->levels & JX_LEVEL2) != 0 && n_code != 1)
        first = false;
    if (first)
        item->level1 = match->range;
    else
        item->level2 = match->range;
    item->body = match->end;
}

/* What stands before a possible head. */
enum edge {
    NO_EDGE,
    SOFT_EDGE, /* ； and the like: a value could go on behind it */
    HARD_EDGE, /* the cell's start, white space or a full stop */
};

static enum edge edge_at(const GArray *inks, guint i)
{
    if (i == 0 || jx_ink(inks, i)->gap || jx_item_is_stop(at(inks, i - 1)))
        return HARD_EDGE;
    return is_edge(inks, i) ? SOFT_EDGE : NO_EDGE;
}

/* A second level at i. Behind separators that are printed twice only one with
 * an official name: 1-产出指标；；3-甲 has none. */
static bool second_at(const GArray *inks, guint i, JxItemMatch *second)
{
    guint k = i;
    while (jx_item_is_separator(at(inks, k)))
        k++;
    return jx_item_level_at(inks, k, second) && jx_item_is_second(second) &&
           (k == i || (second->levels & JX_LEVEL2) != 0);
}

/* A head at i, or false. Without codes it needs an edge before it, and with
 * one level alone a hard one: 1、经济效益；2、社会效益 can be a value. */
static bool head_at(const struct scan *scan, guint i, enum edge edge,
                    JxItem *item)
{
    const GArray *inks = scan->inks;
    guint k = i;
    JxItemMatch first, second;

    *item = (JxItem){.at = i, .parsed = true};
    bool marked = jx_item_mark_at(inks, i, &k, &item->ordinal);
    item->zeroth = marked && item->ordinal == 0;
    if (!marked) {
        item->ordinal = 0;
        k = i;
    }
    if (marked && at(inks, k) == ';' &&
        jx_item_level_at(inks, k + 1, &second) &&
        jx_item_is_second(&second)) { /* 1、；11-数量指标； */
        item->level2 = second.range;
        item->body = second.end;
        return true;
    }
    if (!jx_item_level_at(inks, k, &first))
        return false;
    bool coded = jx_item_is_coded(&first);
    if (!coded && edge == NO_EDGE)
        return false;
    if (first.separated && second_at(inks, first.end, &second) &&
        (coded || (first.levels & JX_LEVEL1) != 0)) {
        item->level1 = first.range;
        item->level2 = second.range;
        item->body = second.end;
        return true;
    }
    bool bare = first.range.code_end == first.range.code;
    if (first.levels == 0 && !(marked && label_follows(scan, first.end)))
        return false;
    if (bare && (edge != HARD_EDGE || !label_follows(scan, first.end)))
        return false;
    place_single(item, &first);
    if ((first.levels & JX_LEVEL1) != 0 && at(inks, item->body) == ';')
        item->body++; /* 1-产出指标；；名称 */
    return true;
}

/* What stands before an item may be glued to its number: 年度指标值：52、1-…
 * is the value 5 and item 2, and 年度指标值：3.2.1-… the value 3. */
static bool glued_head(const struct scan *scan, guint i, guint expected,
                       JxItem *item)
{
    guint end;
    jx_item_number(scan->inks, i, &end);
    for (guint k = i + 1; k < end; k++)
        if (head_at(scan, k, NO_EDGE, item) && item->ordinal == expected)
            return true;
    return at(scan->inks, end) == '.' &&
           head_at(scan, end + 1, HARD_EDGE, item) && item->ordinal == expected;
}

static bool find_head(const struct scan *scan, guint i, bool has_value,
                      guint expected, JxItem *item)
{
    const GArray *inks = scan->inks;
    bool digit = is_digit(at(inks, i));
    if (digit && i > 0 && is_digit(at(inks, i - 1)))
        return false;

    enum edge edge = has_value ? edge_at(inks, i) : NO_EDGE;
    if (edge == NO_EDGE && g_unichar_isalpha(at(inks, i)) &&
        at(inks, i + 1) != 0x3001)
        return false; /* the quick way out for most characters */
    if (!head_at(scan, i, edge, item))
        return digit && edge == NO_EDGE && glued_head(scan, i, expected, item);
    if (item->ordinal == 0 && edge == NO_EDGE)
        return false;
    if (digit && edge == NO_EDGE && item->ordinal != expected) {
        JxItem other;
        if (glued_head(scan, i, expected, &other))
            *item = other;
    }
    return true;
}

static JxItem *last_item(struct scan *scan)
{
    if (scan->items->len == 0)
        return NULL;
    return &g_array_index(scan->items, JxItem, scan->items->len - 1);
}

/* Ends the item before and begins this one; text before the first head is an
 * item without head. */
static void begin_item(struct scan *scan, const JxItem *item)
{
    JxItem *before = last_item(scan);
    if (before != NULL) {
        before->end = item->at;
    } else if (item->at > 0) {
        JxItem loose = {.end = item->at};
        g_array_append_val(scan->items, loose);
    }
    g_array_append_val(scan->items, *item);
}

static void find_heads(struct scan *scan)
{
    bool has_value = true; /* no item is open: every edge will do */
    for (guint i = 0; i < scan->inks->len;) {
        JxItem item;
        const JxItem *before = last_item(scan);
        guint expected = before ? before->ordinal + 1 : 1;
        if (find_head(scan, i, has_value, expected, &item)) {
            begin_item(scan, &item);
            i = MAX(item.body, i + 1);
            has_value = false;
            while (scan->label < scan->labels->len &&
                   g_array_index(scan->labels, JxItemLabel, scan->label).at < i)
                scan->label++;
        } else if (scan->label < scan->labels->len &&
                   g_array_index(scan->labels, JxItemLabel, scan->label).at ==
                       i) {
            i = g_array_index(scan->labels, JxItemLabel, scan->label++).end;
            has_value = true;
        } else {
            i++;
        }
    }
    JxItem *last = last_item(scan);
    if (last != NULL) {
        last->end = scan->inks->len;
    } else if (scan->inks->len > 0) {
        JxItem loose = {.end = scan->inks->len};
        g_array_append_val(scan->items, loose);
    }
}

/* Where an item without a head begins between a value and the next label, or
 * 0: at a mark with the expected number, else behind the first stop. */
static guint lost_head(const GArray *inks, guint from, guint to, guint expected)
{
    guint stop = 0, end, ordinal;
    for (guint i = from + 1; i < to; i++) {
        if (!is_edge(inks, i))
            continue;
        if (jx_item_mark_at(inks, i, &end, &ordinal) && ordinal == expected)
            return i;
        if (stop == 0 && at(inks, i - 1) == 0x3002)
            stop = i;
    }
    return stop;
}

/* Reads the fields of an item without an official head: with two separators
 * before the label they are 一级；二级；三级. */
static void read_loose_head(const GArray *inks, JxItem *item, guint label)
{
    guint cuts[2], n = 0, body = item->at;
    item->parsed = true;
    if (jx_item_mark_at(inks, item->at, &body, &item->ordinal)) {
        item->zeroth = item->ordinal == 0;
    } else {
        item->ordinal = 0;
        body = item->at;
    }
    item->body = body;
    for (guint i = body; i + 1 < label && n < 2; i++)
        if (at(inks, i) == ';' || at(inks, i) == '|')
            cuts[n++] = i;
    if (n < 2)
        return;
    item->level1 = (JxItemLevel){body, body, body, cuts[0]};
    item->level2 =
        (JxItemLevel){cuts[0] + 1, cuts[0] + 1, cuts[0] + 1, cuts[1]};
    item->body = cuts[1] + 1;
}

/* Splits one item wherever a label comes again; *label walks along. */
static void split_item(struct scan *scan, JxItem item, guint *label,
                       GArray *out)
{
    bool seen[2] = {false, false};
    guint value = item.at;
    for (; *label < scan->labels->len; (*label)++) {
        const JxItemLabel *here =
            &g_array_index(scan->labels, JxItemLabel, *label);
        if (here->at >= item.end)
            break;
        if (!item.parsed)
            read_loose_head(scan->inks, &item, here->at);
        guint cut = 0;
        if (seen[here->annual])
            cut = lost_head(scan->inks, value, here->at, item.ordinal + 1);
        if (cut != 0) {
            JxItem rest = {.at = cut, .end = item.end};
            item.end = cut;
            g_array_append_val(out, item);
            read_loose_head(scan->inks, &rest, here->at);
            item = rest;
            seen[0] = seen[1] = false;
        }
        seen[here->annual] = true;
        value = here->end;
    }
    g_array_append_val(out, item);
}

/* Is label i, which has no colon, only the beginning of a name or a value?
 * Then the real one follows in the same sentence; and where a name is due,
 * and a word follows, any label does. */
static bool is_name(const struct scan *scan, guint i, const JxItem *item)
{
    const GArray *inks = scan->inks;
    const JxItemLabel *label = &g_array_index(scan->labels, JxItemLabel, i);
    guint at_label = label->at;
    while (at_label > item->body &&
           jx_item_is_separator(at(inks, at_label - 1)))
        at_label--;
    bool name_due =
        at_label == item->body && g_unichar_isalpha(at(inks, label->end));
    guint k = label->end;
    for (guint next = i + 1; next < scan->labels->len; next++) {
        const JxItemLabel *other =
            &g_array_index(scan->labels, JxItemLabel, next);
        for (; k < other->at; k++)
            if (at(inks, k) == 0x3002)
                return false;
        if (other->at >= item->end)
            return false;
        if (name_due || (other->annual == label->annual && other->colon))
            return true;
    }
    return false;
}

/* Takes the labels that are none out of scan->labels. */
static void drop_names(struct scan *scan)
{
    guint kept = 0, item = 0;
    for (guint i = 0; i < scan->labels->len; i++) {
        JxItemLabel label = g_array_index(scan->labels, JxItemLabel, i);
        while (item + 1 < scan->items->len &&
               g_array_index(scan->items, JxItem, item).end <= label.at)
            item++;
        const JxItem *here = &g_array_index(scan->items, JxItem, item);
        if (label.colon || !here->parsed || !is_name(scan, i, here))
            g_array_index(scan->labels, JxItemLabel, kept++) = label;
    }
    g_array_set_size(scan->labels, kept);
}

GArray *jx_items_find(const GArray *inks, GArray *labels)
{
    g_autoptr(GArray) heads = g_array_new(FALSE, TRUE, sizeof(JxItem));
    GArray *items = g_array_new(FALSE, TRUE, sizeof(JxItem));
    struct scan scan = {inks, labels, 0, heads};

    find_heads(&scan);
    if (heads->len > 0)
        drop_names(&scan);
    guint label = 0;
    for (guint i = 0; i < heads->len; i++)
        split_item(&scan, g_array_index(heads, JxItem, i), &label, items);
    return items;
}
