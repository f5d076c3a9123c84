#include "load/listed.h"

#include <string.h>

#include "load/around.h"
#include "load/tidy.h"

struct reader {
    JxProject *project;
    int index;
    JxReport *report;
    const JxCells *cells;
    const JxEntryItem *item;
};

/* The cell of a part as text; NULL when it is blank. Yours. */
static JxText *part_text(const struct reader *reader, JxPart part)
{
    guint cell = reader->item->cells[part];
    return cell == 0 ? NULL
                     : jx_text_of(reader->report, reader->cells, cell - 1);
}

static const char *tidied(const struct reader *reader, const JxText *text,
                          guint first, JxField field)
{
    JxTidyFor whose = {reader->index, 0, field};
    return jx_tidy(text, first, text->chars->len, whose);
}

/* 1-产出指标, 11数量指标 or 产出指标 */
static JxLevel read_level(const struct reader *reader, JxPart part)
{
    g_autoptr(JxText) text = part_text(reader, part);
    if (text == NULL)
        return (JxLevel){.place = reader->project->indicators_place};
    g_autoptr(GArray) inks = jx_text_inks(text);
    guint n = 0, name = 0;
    while (n < inks->len && n < 6 && g_ascii_isdigit(jx_ink(inks, n)->c))
        n++;
    for (name = n; n > 0 && name < inks->len && jx_ink(inks, name)->c == '-';)
        name++;
    if (name >= inks->len)
        n = name = 0; /* a number alone is a name */

    JxLevel level = {.place = jx_text_place(text, 0, text->chars->len)};
    guint behind = n > 0 ? jx_ink(inks, n - 1)->at + 1 : 0;
    level.code = jx_text_slice(text, 0, behind);
    level.name =
        tidied(reader, text, jx_ink(inks, name)->at, JX_FIELD_INDICATORS);
    return level;
}

/* Is it a sign, to be read together with the number? 定性 is none. */
static bool is_sign(const char *text)
{
    static const char *const SIGNS[] = {
        "≥",    "≤",    "＞",   "＜",       "＝",      ">",      "<",
        "=",    ">=",   "<=",   "≧",        "≦",       "﹥",     "﹤",
        "﹦",   "±",    "约",   "不低于",   "不少于",  "不高于", "不超过",
        "大于", "小于", "等于", "大于等于", "小于等于"};
    for (gsize i = 0; i < G_N_ELEMENTS(SIGNS); i++)
        if (strcmp(text, SIGNS[i]) == 0)
            return true;
    return false;
}

static void leave_out(const struct reader *reader, JxPart part)
{
    if (reader->item->cells[part] != 0)
        jx_around_leave_out(reader->report, reader->cells,
                            reader->item->cells[part] - 1, reader->index);
}

/* A value with its sign and unit of measure, unless it has them itself; NULL
 * when there is none. */
static const char *read_value(const struct reader *reader, JxPart part,
                              JxField field, JxPlace *place)
{
    g_autoptr(JxText) text = part_text(reader, part);
    if (text == NULL)
        return NULL;
    g_autoptr(JxText) sign = part_text(reader, JX_PART_SIGN);
    g_autoptr(JxText) measure = part_text(reader, JX_PART_MEASURE);
    *place = jx_text_place(text, 0, text->chars->len);
    const char *value = tidied(reader, text, 0, field);
    GString *whole = g_string_new(value);
    if (sign != NULL && is_sign(sign->text->str) &&
        !g_str_has_prefix(whole->str, sign->text->str))
        g_string_prepend(whole, sign->text->str);
    if (measure != NULL && !g_str_has_suffix(whole->str, measure->text->str))
        g_string_append(whole, measure->text->str);
    value = jx_report_text(reader->report, whole->str);
    g_string_free(whole, TRUE);
    return value;
}

static void append_field(GString *out, const char *label, const char *text)
{
    if (text != NULL)
        g_string_append_printf(out, "%s%s%s", out->len > 0 ? "；" : "", label,
                               text);
}

static void append_level(GString *out, const JxLevel *level)
{
    g_autofree char *text =
        level->code && level->name
            ? g_strdup_printf("%s-%s", level->code, level->name)
            : g_strdup(level->name);
    append_field(out, "", text);
}

/* The item in the official notation. Yours. */
static char *written(const JxIndicator *indicator)
{
    GString *out = g_string_new(NULL);
    append_level(out, &indicator->level1);
    append_level(out, &indicator->level2);
    append_field(out, "", indicator->name);
    append_field(out, "实施周期指标值：", indicator->period_value);
    append_field(out, "年度指标值：", indicator->annual_value);
    if (!g_str_has_suffix(out->str, "。"))
        g_string_append(out, "。");
    return g_string_free(out, FALSE);
}

static JxPlace place_of(const struct reader *reader)
{
    for (int part = JX_PART_LEVEL1; part < JX_N_PARTS; part++)
        if (reader->item->cells[part] != 0)
            return jx_cell_place_in(reader->report, reader->cells,
                                    reader->item->cells[part] - 1);
    return reader->project->indicators_place;
}

/* A sign that is none and what joined no value stay in sight. */
static void leave_loose(const struct reader *reader,
                        const JxIndicator *indicator)
{
    bool value = indicator->period_value || indicator->annual_value;
    g_autoptr(JxText) sign = part_text(reader, JX_PART_SIGN);
    if (sign != NULL && (!value || !is_sign(sign->text->str)))
        leave_out(reader, JX_PART_SIGN);
    if (!value)
        leave_out(reader, JX_PART_MEASURE);
}

static void read_item(const struct reader *reader)
{
    JxIndicator indicator = {.parsed = true, .place = place_of(reader)};
    indicator.level1 = read_level(reader, JX_PART_LEVEL1);
    indicator.level2 = read_level(reader, JX_PART_LEVEL2);
    g_autoptr(JxText) name = part_text(reader, JX_PART_NAME);
    indicator.name_place = indicator.period_place = indicator.annual_place =
        indicator.place;
    if (name != NULL) {
        indicator.name_place = jx_text_place(name, 0, name->chars->len);
        indicator.name = tidied(reader, name, 0, JX_FIELD_INDICATORS);
    }
    indicator.period_value = read_value(
        reader, JX_PART_PERIOD, JX_FIELD_PERIOD_VALUE, &indicator.period_place);
    indicator.annual_value = read_value(
        reader, JX_PART_ANNUAL, JX_FIELD_ANNUAL_VALUE, &indicator.annual_place);
    leave_loose(reader, &indicator);
    g_autofree char *text = written(&indicator);
    indicator.text = jx_report_text(reader->report, text);
    *jx_project_append_indicator(reader->project) = indicator;
}

void jx_listed_read(JxProject *project, int index, const JxEntry *entry,
                    JxReport *report, const JxCells *cells)
{
    g_autoptr(GString) whole = g_string_new(NULL);
    guint levels[JX_N_PARTS] = {0};
    for (guint i = 0; i < entry->items->len; i++) {
        JxEntryItem item = g_array_index(entry->items, JxEntryItem, i);
        /* a new first level has a second of its own */
        if (item.cells[JX_PART_LEVEL1] != 0 &&
            item.cells[JX_PART_LEVEL1] != levels[JX_PART_LEVEL1])
            levels[JX_PART_LEVEL2] = 0;
        for (int part = JX_PART_LEVEL1; part <= JX_PART_LEVEL2; part++) {
            if (item.cells[part] == 0)
                item.cells[part] = levels[part];
            levels[part] = item.cells[part];
        }
        struct reader reader = {project, index, report, cells, &item};
        if (i == 0)
            project->indicators_place = place_of(&reader);
        read_item(&reader);
        g_string_append(whole, jx_project_indicator(project, i)->text);
    }
    project->indicators_text = jx_report_text(report, whole->str);
}
