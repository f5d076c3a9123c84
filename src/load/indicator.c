#include "load/indicator.h"

#include "base/intl.h"
#include "load/item.h"
#include "load/tidy.h"

enum { PERIOD, ANNUAL, N_VALUES };

/* Half-open range of visible characters; `given`: its label is there. */
struct range {
    guint at, end;
    bool given;
};

/* What is read, and the item under the hand. */
struct reader {
    JxProject *project;
    int index;
    const JxText *text;
    const GArray *inks, *labels;
    guint label; /* first label not yet used */
};

/* Words with which remarks behind the last item begin. */
static const char *const REMARKS[] = {"注:", "备注", "说明:", "以上"};

static const JxField FIELDS[N_VALUES] = {JX_FIELD_PERIOD_VALUE,
                                         JX_FIELD_ANNUAL_VALUE};

static gunichar at(const struct reader *reader, guint i)
{
    return jx_ink(reader->inks, i)->c;
}

/* Index in the text's characters of a visible one, or the text's end. */
static guint char_of(const struct reader *reader, guint ink)
{
    return ink < reader->inks->len ? jx_ink(reader->inks, ink)->at
                                   : reader->text->chars->len;
}

/* Index just behind the last visible character before `end`. */
static guint char_end(const struct reader *reader, guint first, guint end)
{
    return end > first ? jx_ink(reader->inks, end - 1)->at + 1
                       : char_of(reader, first);
}

static JxPlace place_of(const struct reader *reader, guint first, guint end)
{
    return jx_text_place(reader->text, char_of(reader, first),
                         char_end(reader, first, end));
}

static const char *tidied(const struct reader *reader, guint first, guint end,
                          guint ordinal, JxField field)
{
    if (first >= end)
        return NULL;
    JxTidyFor whose = {reader->index, ordinal, field};
    return jx_tidy(reader->text, char_of(reader, first),
                   char_end(reader, first, end), whose);
}

static void add_finding(const struct reader *reader, const char *rule,
                        guint first, guint end, guint ordinal, JxField field,
                        const char *message)
{
    g_autofree char *quoted = jx_inks_string(reader->inks, first, end);
    JxFinding *finding =
        jx_diags_add(reader->text->report->diags, rule,
                     place_of(reader, first, end), message, quoted);
    finding->project = reader->index;
    finding->ordinal = ordinal;
    finding->field = field;
}

/* ---- ranges of the fields ---- */

/* Drops separators at the end of [first, end). */
static guint drop_separators(const struct reader *reader, guint first,
                             guint end)
{
    while (end > first && jx_item_is_separator(at(reader, end - 1)))
        end--;
    return end;
}

/* Is it a sentence, whose own full stop belongs to it? */
static bool is_sentence(const struct reader *reader, guint first, guint end)
{
    for (guint i = first; i < end; i++)
        if (at(reader, i) == ',' || at(reader, i) == ';' ||
            at(reader, i) == 0x3002)
            return true;
    return false;
}

/* The end of a value that another label follows: less the punctuation that
 * parts them. With 。； the 。 is the value's own. */
static guint inner_end(const struct reader *reader, guint first, guint end)
{
    guint cut = drop_separators(reader, first, end);
    if (cut == end && end > first && jx_item_is_stop(at(reader, end - 1)))
        cut--;
    return cut;
}

/* The end of the last value: less the one full stop that ends the item. A
 * second one belongs to a sentence and is damage behind anything else. */
static guint outer_end(const struct reader *reader, guint first, guint end)
{
    end = drop_separators(reader, first, end);
    if (end > first && jx_item_is_stop(at(reader, end - 1)))
        end--;
    guint bare = end;
    while (bare > first && at(reader, bare - 1) == 0x3002)
        bare--;
    return is_sentence(reader, first, bare) ? end : bare;
}

static bool same(const struct reader *reader, struct range range, guint first,
                 guint end)
{
    if (range.end - range.at != end - first || first == end)
        return false;
    for (guint i = 0; i < end - first; i++)
        if (at(reader, range.at + i) != at(reader, first + i))
            return false;
    return true;
}

static bool begins_remark(const struct reader *reader, guint i)
{
    guint end;
    for (gsize k = 0; k < G_N_ELEMENTS(REMARKS); k++)
        if (jx_inks_match(reader->inks, i, REMARKS[k], &end))
            return true;
    return false;
}

/* Where text begins that stands behind an item's last value, or `end`. The
 * value ends at its last 。; before that one, only where a remark begins or
 * what stands before equals the other value. */
static guint trailing_text(const struct reader *reader, guint first, guint end,
                           struct range other)
{
    guint last = end;
    if (other.given && same(reader, other, first, end))
        return end;
    for (guint i = first; i + 1 < end; i++) {
        if (at(reader, i) != 0x3002 || at(reader, i + 1) == 0x3002)
            continue;
        if (begins_remark(reader, i + 1) ||
            (other.given && same(reader, other, first, i)))
            return i + 1;
        last = i + 1;
    }
    gunichar final = at(reader, end - 1);
    return jx_item_is_stop(final) || jx_item_is_separator(final) ? end : last;
}

/* ---- one item ---- */

/* `before`: where the level would stand when it is not printed. */
static JxLevel read_level(const struct reader *reader, const JxItemLevel *range,
                          guint before, guint ordinal)
{
    JxLevel level = {.place = place_of(reader, before, before)};
    if (range->name_end == 0)
        return level;
    level.place = place_of(reader, range->code, range->name_end);
    level.code = jx_text_slice(reader->text, char_of(reader, range->code),
                               char_end(reader, range->code, range->code_end));
    level.name = tidied(reader, range->name, range->name_end, ordinal,
                        JX_FIELD_INDICATORS);
    return level;
}

/* Finds the two values of [item->body, end) and where the name ends; true
 * when text is left over behind the last value, from *trailing on. */
static bool find_values(struct reader *reader, const JxItem *item,
                        struct range values[N_VALUES], guint *name_end,
                        guint *trailing)
{
    *name_end = item->end;
    *trailing = item->end;
    for (; reader->label < reader->labels->len; reader->label++) {
        const JxItemLabel *label =
            &g_array_index(reader->labels, JxItemLabel, reader->label);
        if (label->at >= item->end)
            break;
        guint next = reader->label + 1;
        guint limit = item->end;
        if (next < reader->labels->len)
            limit =
                MIN(limit, g_array_index(reader->labels, JxItemLabel, next).at);

        *name_end = MIN(*name_end, label->at);
        struct range *value = &values[label->annual];
        if (value->given) {
            add_finding(reader, "indicator-syntax", label->at, limit,
                        item->ordinal, FIELDS[label->annual],
                        _("同一指标中重复出现“%s”，未能拆开"));
            continue;
        }
        if (!label->colon)
            add_finding(reader, "colon-missing", label->at, label->end,
                        item->ordinal, FIELDS[label->annual],
                        _("“%s”之后缺少冒号"));
        *value = (struct range){label->end, limit, true};
        if (limit < item->end) {
            value->end = inner_end(reader, label->end, limit);
        } else {
            if (label->end < limit)
                *trailing = trailing_text(reader, label->end, limit,
                                          values[!label->annual]);
            value->end = outer_end(reader, label->end, *trailing);
        }
    }
    return *trailing < item->end;
}

static bool is_digit(const struct reader *reader, guint i)
{
    return at(reader, i) < 0x80 && g_ascii_isdigit((char)at(reader, i));
}

/* The end of the digits (and points) from i on. */
static guint digits_end(const struct reader *reader, guint i, guint end)
{
    while (i < end && (is_digit(reader, i) || at(reader, i) == '.'))
        i++;
    return i;
}

/* A table flattened to text glues the weight to the value: 100%10 behind the
 * percent sign, 8100 before 100 where a rate is asked for. */
static bool is_glued(const struct reader *reader, struct range value,
                     gunichar asked)
{
    guint first = value.at, end = value.end;
    while (first < end && !is_digit(reader, first) &&
           !g_unichar_isalpha(at(reader, first)))
        first++;
    guint stop = digits_end(reader, first, end);
    if (stop > first && stop + 1 < end && at(reader, stop) == '%')
        return digits_end(reader, stop + 1, end) == end;
    guint hundred;
    bool rate = asked == 0x7387 || asked == 0x5EA6; /* 率, 度 */
    return rate && stop == end && end - first > 3 && end - first < 6 &&
           jx_inks_match(reader->inks, end - 3, "100", &hundred);
}

/* ≥80 read by machine as 280: the other value has the sign where this one has
 * one digit more. A percentage over 100 is found anyway. */
static bool is_misread(const struct reader *reader, struct range value,
                       struct range other)
{
    guint n = value.end - value.at;
    if (n < 2 || at(reader, value.end - 1) == '%' ||
        other.end - other.at != n || at(reader, value.at) != '2' ||
        (at(reader, other.at) != 0x2265 && at(reader, other.at) != '>'))
        return false;
    for (guint i = 1; i < n; i++)
        if (at(reader, value.at + i) != at(reader, other.at + i))
            return false;
    return true;
}

static void report_values(const struct reader *reader, const JxItem *item,
                          const struct range values[N_VALUES], guint name_end)
{
    gunichar asked = name_end > item->body ? at(reader, name_end - 1) : 0;
    for (int i = 0; i < N_VALUES; i++) {
        struct range value = values[i];
        if (value.given && is_glued(reader, value, asked))
            add_finding(reader, "indicator-syntax", value.at, value.end,
                        item->ordinal, FIELDS[i],
                        _("“%s”像是指标值与权重连在了一起，未拆开"));
        else if (value.given && is_misread(reader, value, values[!i]))
            add_finding(reader, "indicator-syntax", value.at, value.end,
                        item->ordinal, FIELDS[i],
                        _("“%s”开头的 2 可能是“≥”的误识，未改动"));
    }
}

static void read_fields(struct reader *reader, const JxItem *item,
                        JxIndicator *indicator, guint *trailing)
{
    struct range values[N_VALUES] = {{0}, {0}};
    guint name_end;
    find_values(reader, item, values, &name_end, trailing);

    guint end = outer_end(reader, item->body, *trailing);
    guint second = item->level2.name_end > 0 ? item->level2.code : item->body;
    indicator->level1 =
        read_level(reader, &item->level1, second, item->ordinal);
    indicator->level2 =
        read_level(reader, &item->level2, item->body, item->ordinal);

    guint body = MIN(item->body, name_end);
    name_end = name_end == item->end ? end : name_end;
    name_end = MAX(body, drop_separators(reader, body, name_end));
    while (body < name_end && jx_item_is_separator(at(reader, body)))
        body++;
    indicator->name =
        tidied(reader, body, name_end, item->ordinal, JX_FIELD_INDICATORS);
    indicator->name_place = place_of(reader, body, name_end);

    report_values(reader, item, values, name_end);

    const char **texts[] = {&indicator->period_value, &indicator->annual_value};
    JxPlace *places[] = {&indicator->period_place, &indicator->annual_place};
    for (int i = 0; i < N_VALUES; i++) {
        if (!values[i].given)
            values[i].at = values[i].end = end;
        *texts[i] = tidied(reader, values[i].at, values[i].end, item->ordinal,
                           FIELDS[i]);
        *places[i] = place_of(reader, values[i].at, values[i].end);
    }
}

/* Adds [first, end) as an item of which only the text is known. */
static void add_loose(const struct reader *reader, guint first, guint end,
                      guint char_last)
{
    JxIndicator *loose = jx_project_append_indicator(reader->project);
    loose->text =
        jx_text_slice(reader->text, char_of(reader, first), char_last);
    loose->place = place_of(reader, first, end);
    loose->name_place = loose->period_place = loose->annual_place =
        place_of(reader, end, end);
    add_finding(reader, "indicator-syntax", first, end, 0, JX_FIELD_INDICATORS,
                _("无法识别为绩效指标，按原文保留：%s"));
}

static void read_item(struct reader *reader, const JxItem *item)
{
    guint char_last = char_of(reader, item->end);
    if (!item->parsed) {
        add_loose(reader, item->at, item->end, char_last);
        return;
    }

    JxIndicator indicator = {
        .ordinal = item->ordinal, .zeroth = item->zeroth, .parsed = true};
    guint trailing;
    read_fields(reader, item, &indicator, &trailing);
    indicator.place = place_of(reader, item->at, trailing);
    indicator.text = jx_text_slice(
        reader->text, char_of(reader, item->at),
        trailing < item->end ? char_of(reader, trailing) : char_last);
    *jx_project_append_indicator(reader->project) = indicator;
    if (trailing < item->end)
        add_loose(reader, trailing, item->end, char_last);
}

void jx_indicators_read(JxProject *project, int index, const JxText *text)
{
    g_autoptr(GArray) inks = jx_text_inks(text);
    g_autoptr(GArray) labels = jx_item_labels(inks);
    g_autoptr(GArray) items = jx_items_find(inks, labels);
    struct reader reader = {project, index, text, inks, labels, 0};

    for (guint i = 0; i < items->len; i++)
        read_item(&reader, &g_array_index(items, JxItem, i));
}
