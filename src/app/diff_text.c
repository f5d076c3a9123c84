#include "app/diff_text.h"

#include <stdbool.h>
#include <stdlib.h>

#include <jansson.h>

#include "base/intl.h"

static const char *const PART_WORDS[] = {
    [JX_PART_TITLE] = N_("表名"),
    [JX_PART_UNIT] = N_("单位名称"),
    [JX_PART_CURRENCY] = N_("金额单位"),
    [JX_PART_DECLARED] = N_("合计行"),
    [JX_PART_PROJECT] = N_("项目"),
    [JX_PART_NAME] = N_("项目名称"),
    [JX_PART_AMOUNT] = N_("金额"),
    [JX_PART_GOAL] = N_("绩效目标"),
    [JX_PART_INDICATOR] = N_("指标"),
    [JX_PART_LEVEL] = N_("指标类别"),
    [JX_PART_INDICATOR_NAME] = N_("指标名称"),
    [JX_PART_PERIOD_VALUE] = N_("实施周期指标值"),
    [JX_PART_ANNUAL_VALUE] = N_("年度指标值"),
};

static const char *const MARKS[] = {
    [JX_CHANGE_ADDED] = "+",
    [JX_CHANGE_REMOVED] = "-",
    [JX_CHANGE_CHANGED] = "~",
};

static bool is_amount(const JxChange *change)
{
    return change->field != JX_FIELD_NONE;
}

static const char *heading_of(JxField field)
{
    for (int fund = 0; fund < JX_N_FUNDS; fund++)
        if (jx_fund_field((JxFund)fund) == field)
            return jx_fund_heading((JxFund)fund);
    return "";
}

/* In `currency`, with two decimals or as many as it takes. */
static char *amount(gint64 fen, JxCurrency currency)
{
    guint decimals = MAX(2, jx_money_exact_decimals(fen, currency));
    return jx_money_format(fen, currency, decimals, true);
}

char *jx_amount_difference(gint64 before, gint64 after, JxCurrency currency)
{
    g_autofree char *text = amount(after - before, currency);
    return g_strconcat(after > before ? "+" : "", text, NULL);
}

const char *jx_change_word(JxChangeKind kind)
{
    static const char *const WORDS[] = {N_("新增"), N_("删去"), N_("改动")};
    return _(WORDS[kind]);
}

const char *jx_change_subject(const JxChange *change)
{
    return is_amount(change) ? heading_of(change->field)
                             : _(PART_WORDS[change->part]);
}

static char *side(const JxChange *change, const char *text, gint64 fen,
                  bool there, JxCurrency currency)
{
    if (is_amount(change))
        return there ? amount(fen, currency) : g_strdup("");
    return g_strdup(text ? text : "");
}

char *jx_change_before(const JxChange *change, JxCurrency currency)
{
    return side(change, change->before, change->before_fen,
                change->kind != JX_CHANGE_ADDED, currency);
}

char *jx_change_after(const JxChange *change, JxCurrency currency)
{
    return side(change, change->after, change->after_fen,
                change->kind != JX_CHANGE_REMOVED, currency);
}

static const char *name_of(const JxReport *report, int project)
{
    const char *name =
        project < 0 ? NULL : jx_report_project(report, (guint)project)->name;
    return name ? name : _("（无名称）");
}

static void append_sums(GString *text, const JxDiff *diff, JxCurrency currency)
{
    const char *unit = jx_currency_name(currency);
    g_string_append_printf(text, _("各项目之和（%s）：\n"),
                           unit ? unit : _("金额单位不明"));
    for (int fund = 0; fund < JX_N_FUNDS; fund++) {
        gint64 old = diff->before_sum[fund], new = diff->after_sum[fund];
        g_autofree char *before = amount(old, currency);
        g_autofree char *after = amount(new, currency);
        g_autofree char *delta = jx_amount_difference(old, new, currency);
        g_string_append_printf(text, "  %s：%s → %s（%s）\n",
                               jx_fund_heading((JxFund)fund), before, after,
                               delta);
    }
}

/* What changed, without the mark: 总计 1.00 → 2.00（+1.00）. */
static char *describe(const JxChange *change, JxCurrency currency)
{
    const char *before = change->before ? change->before : _("（无）");
    const char *after = change->after ? change->after : _("（无）");
    if (!is_amount(change))
        return g_strdup_printf("%s：%s → %s", _(PART_WORDS[change->part]),
                               before, after);

    g_autofree char *old = amount(change->before_fen, currency);
    g_autofree char *new = amount(change->after_fen, currency);
    g_autofree char *delta =
        jx_amount_difference(change->before_fen, change->after_fen, currency);
    return g_strdup_printf("%s：%s → %s（%s）", heading_of(change->field), old,
                           new, delta);
}

static void append_whole(GString *text, const JxChange *change,
                         JxCurrency currency)
{
    bool added = change->kind == JX_CHANGE_ADDED;
    g_autofree char *total =
        amount(added ? change->after_fen : change->before_fen, currency);
    g_string_append_printf(text,
                           added ? _("+ 新增项目 %s（总计 %s）\n")
                                 : _("- 删去项目 %s（总计 %s）\n"),
                           added ? change->after : change->before, total);
}

static void append_indicator(GString *text, const JxChange *change)
{
    bool added = change->kind == JX_CHANGE_ADDED;
    g_string_append_printf(text, "    %s %s\n", MARKS[change->kind],
                           added ? change->after : change->before);
}

static void append_change(GString *text, const JxChange *change,
                          const JxReport *after, int *project)
{
    if (change->part == JX_PART_PROJECT) {
        append_whole(text, change, after->currency);
        return;
    }
    if (change->new_project >= 0 && change->new_project != *project)
        g_string_append_printf(text, _("~ 项目 %s\n"),
                               name_of(after, change->new_project));
    *project = change->new_project;
    if (change->part == JX_PART_INDICATOR &&
        change->kind != JX_CHANGE_CHANGED) {
        append_indicator(text, change);
        return;
    }
    g_autofree char *line = describe(change, after->currency);
    if (change->new_project < 0)
        g_string_append_printf(
            text, "~ %s%s\n",
            change->part == JX_PART_DECLARED ? _("合计行") : "", line);
    else if (change->new_ordinal > 0)
        g_string_append_printf(text, _("    ~ 指标 %u %s\n"),
                               change->new_ordinal, line);
    else
        g_string_append_printf(text, "    ~ %s\n", line);
}

char *jx_diff_text(const JxDiff *diff, const JxReport *before,
                   const JxReport *after)
{
    (void)before;
    GString *text = g_string_new(NULL);
    append_sums(text, diff, after->currency);
    int project = -1;
    for (guint i = 0; i < diff->changes->len; i++)
        append_change(text, &g_array_index(diff->changes, JxChange, i), after,
                      &project);
    g_string_append_printf(
        text, _("新增 %u 个项目，删去 %u 个，改动 %u 个，未变 %u 个\n"),
        diff->n_added, diff->n_removed, diff->n_changed, diff->n_same);
    return g_string_free(text, FALSE);
}

static json_t *maybe_text(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *maybe_index(int index)
{
    return index >= 0 ? json_integer(index) : json_null();
}

static json_t *maybe_ordinal(guint ordinal)
{
    return ordinal > 0 ? json_integer((json_int_t)ordinal) : json_null();
}

static json_t *json_amount(gint64 fen, JxCurrency currency)
{
    guint decimals = MAX(2, jx_money_exact_decimals(fen, currency));
    g_autofree char *text = jx_money_format(fen, currency, decimals, false);
    return json_string(text);
}

static json_t *json_change(const JxChange *change, const JxReport *before,
                           const JxReport *after)
{
    json_t *object = json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "kind",
        jx_change_kind_name(change->kind), "part", jx_part_name(change->part),
        "field", maybe_text(jx_field_name(change->field)), "old_project",
        maybe_index(change->old_project), "new_project",
        maybe_index(change->new_project), "name",
        maybe_text(
            change->new_project >= 0   ? name_of(after, change->new_project)
            : change->old_project >= 0 ? name_of(before, change->old_project)
                                       : NULL),
        "old_ordinal", maybe_ordinal(change->old_ordinal), "new_ordinal",
        maybe_ordinal(change->new_ordinal));
    json_object_set_new(object, "before", maybe_text(change->before));
    json_object_set_new(object, "after", maybe_text(change->after));
    if (is_amount(change)) {
        json_object_set_new(object, "before_amount",
                            json_amount(change->before_fen, after->currency));
        json_object_set_new(object, "after_amount",
                            json_amount(change->after_fen, after->currency));
    }
    return object;
}

static void set_pair(json_t *object, const JxDiffPair *pair)
{
    const JxDiff *diff = pair->diff;
    const JxReport *before = pair->before, *after = pair->after;
    json_t *sums = json_object(), *changes = json_array();
    for (int fund = 0; fund < JX_N_FUNDS; fund++)
        json_object_set_new(
            sums, jx_fund_key((JxFund)fund),
            json_pack("{s:o, s:o}", "before",
                      json_amount(diff->before_sum[fund], after->currency),
                      "after",
                      json_amount(diff->after_sum[fund], after->currency)));
    for (guint i = 0; i < diff->changes->len; i++)
        json_array_append_new(
            changes, json_change(&g_array_index(diff->changes, JxChange, i),
                                 before, after));
    json_t *rest = json_pack(
        "{s:o, s:o, s:o, s:{s:i, s:i, s:i, s:i}, s:o}", "unit",
        maybe_text(after->unit ? after->unit : before->unit), "currency_unit",
        maybe_text(after->currency_unit), "sums", sums, "counts", "added",
        (int)diff->n_added, "removed", (int)diff->n_removed, "changed",
        (int)diff->n_changed, "same", (int)diff->n_same, "changes", changes);
    json_object_update(object, rest);
    json_decref(rest);
}

char *jx_diff_json(const GArray *pairs)
{
    json_t *whole = json_pack("{s:s}", "schema", "jixiao-diff/1");
    json_t *reports = json_array();
    for (guint i = 0; i < pairs->len && pairs->len > 1; i++) {
        json_t *report = json_object();
        set_pair(report, &g_array_index(pairs, JxDiffPair, i));
        json_array_append_new(reports, report);
    }
    if (pairs->len == 1)
        set_pair(whole, &g_array_index(pairs, JxDiffPair, 0));
    else
        json_object_set(whole, "reports", reports);
    json_decref(reports);
    char *dump = json_dumps(whole, JSON_INDENT(2));
    json_decref(whole);
    char *text = g_strconcat(dump, "\n", NULL);
    free(dump);
    return text;
}
