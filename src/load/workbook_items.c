#include "load/workbook_items.h"

#include <stdlib.h>
#include <string.h>

#include "base/intl.h"
#include "load/indicator.h"
#include "load/workbook_compose.h"
#include "model/value.h"

/* 绩效指标: one row an indicator. What a row was written as is found by the
 * stamps of its fields and of its text, so that it may stand anywhere. */

/* Excel keeps so many digits of a number. */
#define EXACT_DIGITS 15

static const struct {
    JxListColumn column;
    JxField field;
} TEXTS[] = {
    {JX_AT_LEVEL1_CODE, JX_FIELD_INDICATORS},
    {JX_AT_LEVEL1_NAME, JX_FIELD_INDICATORS},
    {JX_AT_LEVEL2_CODE, JX_FIELD_INDICATORS},
    {JX_AT_LEVEL2_NAME, JX_FIELD_INDICATORS},
    {JX_AT_INDICATOR, JX_FIELD_INDICATORS},
    {JX_AT_PERIOD, JX_FIELD_PERIOD_VALUE},
    {JX_AT_ANNUAL, JX_FIELD_ANNUAL_VALUE},
};

static const char **slot_of(JxIndicator *read, gsize i)
{
    const char **const slots[] = {
        &read->level1.code,  &read->level1.name, &read->level2.code,
        &read->level2.name,  &read->name,        &read->period_value,
        &read->annual_value,
    };
    return slots[i];
}

static bool has_fields(const JxIndicator *read)
{
    JxIndicator copy = *read;
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++)
        if (*slot_of(&copy, i) != NULL)
            return true;
    return read->ordinal != 0 || read->zeroth;
}

/* ---- rows to projects ---- */

/* Is this row the rest of the one above, whose text did not fit into a cell?
 */
static bool is_rest(const JxList *list, guint row, guint above)
{
    return jx_back_goes_on(list, above) &&
           g_strcmp0(jx_list_text(list, row, JX_AT_ORDINAL),
                     jx_list_text(list, above, JX_AT_ORDINAL)) == 0 &&
           jx_list_text(list, row, JX_AT_LEVEL1_NAME) == NULL &&
           jx_list_text(list, row, JX_AT_LEVEL2_NAME) == NULL;
}

static void collect_rows(JxBack *back)
{
    const JxList *list = back->lists[JX_LIST_INDICATORS];
    int above = -1;
    for (guint i = 0; i < list->rows->len; i++) {
        guint row = g_array_index(list->rows, guint, i);
        int owner = jx_back_owner(back, list, row, above);
        if (owner >= 0)
            g_array_append_val(jx_back_project(back, (guint)owner)->items, row);
        above = owner >= 0 ? owner : above;
    }
}

/* ---- one row ---- */

/* A text of the row and of those that go on with it; NULL for nothing. */
static const char *joined(JxBack *back, const GArray *rows, guint first,
                          guint end, JxListColumn column)
{
    const JxList *list = back->lists[JX_LIST_INDICATORS];
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = first; i < end; i++) {
        const JxSheetCell *cell =
            jx_list_cell(list, g_array_index(rows, guint, i), column);
        if (cell != NULL)
            g_string_append(text, cell->text);
    }
    return jx_is_blank_text(text->str)
               ? NULL
               : jx_report_text(back->report, text->str);
}

static JxBackItem read_row(JxBack *back, const GArray *rows, guint first,
                           guint end)
{
    const JxList *list = back->lists[JX_LIST_INDICATORS];
    JxBackItem item = {.row = g_array_index(rows, guint, first), .base = -1};
    item.text = joined(back, rows, first, end, JX_AT_TEXT);
    item.read.ordinal = jx_back_number(list, item.row, JX_AT_ORDINAL);
    item.read.zeroth =
        g_strcmp0(jx_list_text(list, item.row, JX_AT_ORDINAL), "0") == 0;
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++)
        *slot_of(&item.read, i) =
            joined(back, rows, first, end, TEXTS[i].column);
    return item;
}

/* The rows of a project: GArray of JxBackItem, yours. */
static GArray *read_rows(JxBack *back, const GArray *rows)
{
    const JxList *list = back->lists[JX_LIST_INDICATORS];
    GArray *items = g_array_new(FALSE, TRUE, sizeof(JxBackItem));
    for (guint i = 0; i < rows->len;) {
        guint end = i + 1;
        while (end < rows->len && is_rest(list, g_array_index(rows, guint, end),
                                          g_array_index(rows, guint, end - 1)))
            end++;
        JxBackItem item = read_row(back, rows, i, end);
        if (item.text != NULL || has_fields(&item.read))
            g_array_append_val(items, item);
        i = end;
    }
    return items;
}

/* ---- what it was written as ---- */

/* Claims for each row without a base the first free item whose stamps fit. */
static void claim(GArray *items, char **written, guint n, bool *taken,
                  bool by_fields, bool by_text)
{
    for (guint i = 0; i < items->len; i++) {
        JxBackItem *item = jx_back_item(items, i);
        if (item->base >= 0)
            continue;
        JxStamp fields = jx_stamp_indicator(&item->read);
        JxStamp text = jx_stamp(item->text);
        for (guint k = 0; k < n; k++) {
            if (taken[k] ||
                (by_fields && strcmp(fields.text, written[2 * k]) != 0) ||
                (by_text && strcmp(text.text, written[2 * k + 1]) != 0))
                continue;
            taken[k] = true;
            item->base = (int)k;
            item->same_fields = by_fields;
            item->same_text = by_text;
            break;
        }
    }
}

/* Returns how many items the project was written with. */
static guint find_bases(GArray *items, const JxTraceRow *was)
{
    g_auto(GStrv) written = jx_trace_items(was);
    guint n = g_strv_length(written) / 2;
    g_autofree bool *taken = g_new0(bool, n + 1);
    claim(items, written, n, taken, true, true);
    claim(items, written, n, taken, false, true);
    claim(items, written, n, taken, true, false);
    return n;
}

/* ---- what it says now ---- */

static void report_both(JxBack *back, const JxBackItem *item, int project)
{
    JxFinding *finding = jx_back_finding(
        back, "workbook-conflict", back->lists[JX_LIST_INDICATORS], item->row,
        JX_AT_TEXT, project,
        _("“指标原文”与各栏改得不一致，没有采用；取各栏所填"));
    finding->field = JX_FIELD_INDICATORS;
    finding->ordinal = item->read.ordinal;
}

static void tidy_fields(JxBack *back, JxBackItem *item, int project)
{
    const JxList *list = back->lists[JX_LIST_INDICATORS];
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        const char **slot = slot_of(&item->read, i);
        JxPlace place =
            jx_list_place(list, back->report, item->row, TEXTS[i].column);
        *slot = jx_back_text(back, *slot, place, NULL, project, TEXTS[i].field);
    }
}

/* Takes the fields that the text gives; only the text when it gives none. */
static void take_text(JxBack *back, JxBackItem *item, const JxIndicator *parsed)
{
    JxIndicator copy = *parsed;
    item->read.ordinal = parsed->ordinal;
    item->read.zeroth = parsed->zeroth;
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++)
        *slot_of(&item->read, i) =
            jx_report_text(back->report, *slot_of(&copy, i));
}

/* Settles text and fields of a row that is not as it was written. */
static void settle(JxBack *back, JxBackItem *item, int project)
{
    JxIndicator parsed = {0};
    bool edited_text = item->text != NULL && !item->same_text;
    bool one = item->text != NULL &&
               jx_compose_parse(back->scratch, item->text, &parsed);
    if (edited_text && (item->same_fields || !has_fields(&item->read))) {
        if (one)
            take_text(back, item, &parsed);
        return;
    }
    if (!item->same_fields)
        tidy_fields(back, item, project);
    if (one && jx_compose_same(&parsed, &item->read))
        return;
    if (edited_text && back->trace != NULL)
        report_both(back, item, project);
    g_autofree char *text =
        jx_compose_item(back->scratch, item->text, &item->read);
    item->text = jx_report_text(back->report, text);
}

/* ---- their order ---- */

static bool was_renumbered(JxBack *back, const JxBackItem *item)
{
    JxIndicator parsed;
    if (item->base < 0)
        return item->read.ordinal > 0;
    return !item->same_fields && item->text != NULL &&
           jx_compose_parse(back->scratch, item->text, &parsed) &&
           parsed.ordinal != item->read.ordinal;
}

static bool by_ordinal(JxBack *back, const GArray *items)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    bool renumbered = false;
    for (guint i = 0; i < items->len; i++) {
        const JxBackItem *item = jx_back_item(items, i);
        if (item->read.ordinal == 0 ||
            !g_hash_table_add(seen, GUINT_TO_POINTER(item->read.ordinal)))
            return false;
        renumbered = renumbered || was_renumbered(back, item);
    }
    return renumbered;
}

static int by_rank(gconstpointer a, gconstpointer b)
{
    const JxBackItem *left = a;
    const JxBackItem *right = b;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row;
}

/* As they were written, a new one behind the row above it; by their ordinals
 * when those were edited and all differ. */
static void sort_items(JxBack *back, GArray *items)
{
    bool ordinals = by_ordinal(back, items);
    guint rank = 0;
    for (guint i = 0; i < items->len; i++) {
        JxBackItem *item = jx_back_item(items, i);
        if (ordinals)
            rank = item->read.ordinal;
        else if (item->base >= 0)
            rank = (guint)item->base + 1;
        item->rank = rank;
    }
    g_array_sort(items, by_rank);
}

/* A new row without a number goes on counting. */
static void number_items(const JxList *list, GArray *items)
{
    for (guint i = 0; i < items->len; i++) {
        JxBackItem *item = jx_back_item(items, i);
        bool typed = jx_list_text(list, item->row, JX_AT_ORDINAL) != NULL;
        if (item->base >= 0 || typed || item->text != NULL)
            continue;
        item->read.ordinal =
            i == 0 ? 1 : jx_back_item(items, i - 1)->read.ordinal + 1;
    }
}

/* ---- into the report ---- */

static void report_syntax(JxBack *back, const JxBackItem *item, int project)
{
    static const char *const RULES[] = {"indicator-syntax", "colon-missing"};
    JxDiags *diags = back->scratch->diags;
    guint n = jx_diags_count(diags);
    JxIndicator parsed;
    if (item->text == NULL) /* as it was written: a model has no texts */
        return;
    jx_compose_parse(back->scratch, item->text, &parsed);
    for (guint i = n; i < jx_diags_count(diags); i++) {
        const JxFinding *found = jx_diags_get(diags, i);
        if (strcmp(found->rule, RULES[0]) != 0 &&
            strcmp(found->rule, RULES[1]) != 0)
            continue;
        JxFinding *finding = jx_back_finding(
            back, found->rule, back->lists[JX_LIST_INDICATORS], item->row,
            found->field == JX_FIELD_PERIOD_VALUE   ? JX_AT_PERIOD
            : found->field == JX_FIELD_ANNUAL_VALUE ? JX_AT_ANNUAL
                                                    : JX_AT_INDICATOR,
            project, found->message);
        finding->field = found->field;
        finding->ordinal = found->ordinal;
    }
}

static char *bare_number(const char *text)
{
    char *bare = jx_folded(text ? text : "");
    gsize n = strlen(bare);
    while (strchr(bare, '.') != NULL && n > 0 &&
           (bare[n - 1] == '0' || bare[n - 1] == '.')) {
        bool point = bare[n - 1] == '.';
        bare[--n] = '\0';
        if (point)
            break;
    }
    return bare;
}

/* The three columns with the annual value taken apart are made from it. */
static void check_derived(JxBack *back, const JxBackItem *item, int project)
{
    const JxList *list = back->lists[JX_LIST_INDICATORS];
    JxValue value = jx_value_parse(item->read.annual_value);
    const char *text = jx_list_text(list, item->row, JX_AT_NUMBER);
    if (!item->same_fields || list->column[JX_AT_NUMBER] == 0 ||
        value.kind != JX_VALUE_NUMBER)
        return;
    g_autofree char *low = jx_decimal_format(value.low);
    g_autofree char *expected = bare_number(low);
    g_autofree char *found = bare_number(text);
    if (strlen(expected) > EXACT_DIGITS || strcmp(expected, found) == 0)
        return;
    g_autofree char *quoted = jx_back_quote(text);
    g_autofree char *message = g_strdup_printf(
        _("这一栏由年度指标值得出，改成“%s”没有采用；请改“年度指标值”"),
        quoted);
    JxFinding *finding =
        jx_back_finding(back, "workbook-total-ignored", list, item->row,
                        JX_AT_NUMBER, project, message);
    finding->field = JX_FIELD_ANNUAL_VALUE;
    finding->ordinal = item->read.ordinal;
}

static void append_item(JxBack *back, JxProject *project, JxBackItem *item)
{
    const JxList *list = back->lists[JX_LIST_INDICATORS];
    JxReport *report = back->report;
    JxIndicator indicator = item->read;
    guint row = item->row;
    indicator.parsed = has_fields(&indicator);
    indicator.text = item->text;
    indicator.place = jx_list_place(list, report, row, JX_AT_INDICATOR);
    indicator.name_place = indicator.place;
    indicator.period_place = jx_list_place(list, report, row, JX_AT_PERIOD);
    indicator.annual_place = jx_list_place(list, report, row, JX_AT_ANNUAL);
    indicator.level1.place =
        jx_list_place(list, report, row, JX_AT_LEVEL1_NAME);
    indicator.level2.place =
        jx_list_place(list, report, row, JX_AT_LEVEL2_NAME);
    *jx_project_append_indicator(project) = indicator;
}

static void read_project(JxBack *back, guint i)
{
    const JxBackProject *state = jx_back_project(back, i);
    const JxTraceRow *was = jx_trace_project(back->trace, state->base);
    JxProject *project = jx_report_project(back->report, i);
    g_autoptr(GArray) items = read_rows(back, state->items);
    guint n_written = find_bases(items, was);

    sort_items(back, items);
    number_items(back->lists[JX_LIST_INDICATORS], items);
    g_autofree char **before = g_new0(char *, items->len + 1);
    for (guint k = 0; k < items->len; k++) {
        JxBackItem *item = jx_back_item(items, k);
        if (item->base >= 0 || back->trace == NULL)
            before[k] = (char *)item->text;
        if (!item->same_fields || !item->same_text)
            settle(back, item, (int)i);
        check_derived(back, item, (int)i);
    }
    project->indicators_text =
        jx_back_whole_text(back, i, items, n_written, before);
    for (guint k = 0; k < items->len; k++) {
        report_syntax(back, jx_back_item(items, k), (int)i);
        append_item(back, project, jx_back_item(items, k));
    }
    project->indicators_place = items->len > 0
                                    ? jx_project_indicator(project, 0)->place
                                    : project->goal_place;
}

/* 绩效指标 is gone: the whole cell is on 绩效目标, or in 原表. */
static void read_substitute(JxBack *back, guint i)
{
    const JxBackProject *state = jx_back_project(back, i);
    JxProject *project = jx_report_project(back->report, i);
    const JxProject *form = jx_back_form_project(back, i);
    const char *all = state->all ? state->all->str
                      : form     ? form->indicators_text
                                 : NULL;
    project->indicators_place = project->goal_place;
    if (all == NULL)
        return;
    JxPlace place = project->goal_place;
    g_autoptr(JxText) text = jx_text_from(back->report, all, place);
    project->indicators_text = jx_report_text(back->report, all);
    jx_indicators_read(project, (int)i, text);
}

void jx_back_read_items(JxBack *back)
{
    bool there = back->lists[JX_LIST_INDICATORS] != NULL;
    if (there)
        collect_rows(back);
    for (guint i = 0; i < back->projects->len; i++) {
        if (there)
            read_project(back, i);
        else
            read_substitute(back, i);
    }
}
