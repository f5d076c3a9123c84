#include "model/diff.h"

#include <string.h>

#include "model/match.h"

static const char *const KIND_NAMES[] = {"added", "removed", "changed"};

static const char *const PART_NAMES[] = {
    [JX_PART_TITLE] = "title",
    [JX_PART_UNIT] = "unit",
    [JX_PART_CURRENCY] = "currency_unit",
    [JX_PART_DECLARED] = "declared",
    [JX_PART_PROJECT] = "project",
    [JX_PART_NAME] = "name",
    [JX_PART_AMOUNT] = "amount",
    [JX_PART_GOAL] = "goal",
    [JX_PART_INDICATOR] = "indicator",
    [JX_PART_LEVEL] = "level",
    [JX_PART_INDICATOR_NAME] = "indicator_name",
    [JX_PART_PERIOD_VALUE] = "period_value",
    [JX_PART_ANNUAL_VALUE] = "annual_value",
};

const char *jx_change_kind_name(JxChangeKind kind)
{
    return KIND_NAMES[kind];
}

const char *jx_part_name(JxPart part)
{
    return PART_NAMES[part];
}

static const char *keep(JxDiff *diff, const char *text)
{
    return text ? g_string_chunk_insert_const(diff->chunk, text) : NULL;
}

static JxChange *append(JxDiff *diff, JxPart part, int old_project,
                        int new_project)
{
    const JxChange change = {.kind = JX_CHANGE_CHANGED,
                             .part = part,
                             .old_project = old_project,
                             .new_project = new_project};
    g_array_append_val(diff->changes, change);
    return &g_array_index(diff->changes, JxChange, diff->changes->len - 1);
}

/* Records two texts when they differ; returns the change, or NULL. */
static JxChange *compare_text(JxDiff *diff, JxPart part, const char *before,
                              const char *after, int old_project,
                              int new_project)
{
    if (g_strcmp0(before, after) == 0)
        return NULL;
    JxChange *change = append(diff, part, old_project, new_project);
    change->kind = before == NULL  ? JX_CHANGE_ADDED
                   : after == NULL ? JX_CHANGE_REMOVED
                                   : JX_CHANGE_CHANGED;
    change->before = keep(diff, before);
    change->after = keep(diff, after);
    return change;
}

/* Blank and 0.00 differ on paper but not in money: not a change. */
static void compare_money(JxDiff *diff, JxPart part, const JxMoney *before,
                          const JxMoney *after, int old_project,
                          int new_project)
{
    for (int fund = 0; fund < JX_N_FUNDS; fund++) {
        const JxMoney *old = &before[fund], *new = &after[fund];
        bool texts = (old->invalid || new->invalid) &&
                     g_strcmp0(old->text, new->text) != 0;
        if (old->fen == new->fen && !texts)
            continue;
        JxChange *change = append(diff, part, old_project, new_project);
        change->field = jx_fund_field((JxFund)fund);
        change->before_fen = old->fen;
        change->after_fen = new->fen;
        change->before = keep(diff, old->text);
        change->after = keep(diff, new->text);
    }
}

static const char *level_text(JxDiff *diff, const JxLevel *level)
{
    if (level->code == NULL)
        return keep(diff, level->name);
    g_autofree char *text =
        g_strdup_printf("%s-%s", level->code, level->name ? level->name : "");
    return keep(diff, text);
}

static void mark(JxChange *change, const JxIndicator *before,
                 const JxIndicator *after)
{
    if (change == NULL)
        return;
    change->old_ordinal = before ? before->ordinal : 0;
    change->new_ordinal = after ? after->ordinal : 0;
}

static void compare_indicator(JxDiff *diff, const JxIndicator *before,
                              const JxIndicator *after, int old, int new)
{
    const struct {
        JxPart part;
        const char *before, *after;
    } parts[] = {
        {JX_PART_LEVEL, level_text(diff, &before->level1),
         level_text(diff, &after->level1)},
        {JX_PART_LEVEL, level_text(diff, &before->level2),
         level_text(diff, &after->level2)},
        {JX_PART_INDICATOR_NAME, before->name, after->name},
        {JX_PART_PERIOD_VALUE, before->period_value, after->period_value},
        {JX_PART_ANNUAL_VALUE, before->annual_value, after->annual_value},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
        mark(compare_text(diff, parts[i].part, parts[i].before, parts[i].after,
                          old, new),
             before, after);
}

static void compare_indicators(JxDiff *diff, const JxProject *before,
                               const JxProject *after, int old, int new)
{
    g_autoptr(GArray) partners = g_array_new(FALSE, FALSE, sizeof(int));
    jx_match_indicators(before, after, partners);
    g_autofree bool *kept = g_new0(bool, before->indicators->len + 1);

    for (guint i = 0; i < after->indicators->len; i++) {
        const JxIndicator *indicator = jx_project_indicator(after, i);
        int partner = g_array_index(partners, int, i);
        if (partner < 0) {
            mark(compare_text(diff, JX_PART_INDICATOR, NULL, indicator->text,
                              old, new),
                 NULL, indicator);
            continue;
        }
        kept[partner] = true;
        const JxIndicator *other = jx_project_indicator(before, (guint)partner);
        if (other->parsed && indicator->parsed)
            compare_indicator(diff, other, indicator, old, new);
        else
            mark(compare_text(diff, JX_PART_INDICATOR, other->text,
                              indicator->text, old, new),
                 other, indicator);
    }
    for (guint i = 0; i < before->indicators->len; i++) {
        const JxIndicator *indicator = jx_project_indicator(before, i);
        if (!kept[i])
            mark(compare_text(diff, JX_PART_INDICATOR, indicator->text, NULL,
                              old, new),
                 indicator, NULL);
    }
}

/* A project that stands on one side only: its name and what it costs. */
static void add_whole(JxDiff *diff, JxChangeKind kind, const JxProject *project,
                      int index)
{
    bool added = kind == JX_CHANGE_ADDED;
    JxChange *change =
        append(diff, JX_PART_PROJECT, added ? -1 : index, added ? index : -1);
    gint64 fen = project->funding[JX_FUND_TOTAL].fen;
    change->kind = kind;
    change->field = JX_FIELD_TOTAL;
    *(added ? &change->after : &change->before) =
        keep(diff, project->name ? project->name : "");
    *(added ? &change->after_fen : &change->before_fen) = fen;
}

static void compare_project(JxDiff *diff, const JxReport *before,
                            const JxReport *after, int old, int new)
{
    const JxProject *left = jx_report_project(before, (guint)old);
    const JxProject *right = jx_report_project(after, (guint) new);
    guint n = diff->changes->len;
    compare_text(diff, JX_PART_NAME, left->name, right->name, old, new);
    compare_money(diff, JX_PART_AMOUNT, left->funding, right->funding, old,
                  new);
    compare_text(diff, JX_PART_GOAL, left->goal, right->goal, old, new);
    compare_indicators(diff, left, right, old, new);
    *(diff->changes->len > n ? &diff->n_changed : &diff->n_same) += 1;
}

static void compare_projects(JxDiff *diff, const JxReport *before,
                             const JxReport *after)
{
    g_autoptr(GArray) partners = g_array_new(FALSE, FALSE, sizeof(int));
    jx_match_projects(before, after, partners);
    g_autofree bool *kept = g_new0(bool, before->projects->len + 1);

    for (guint i = 0; i < after->projects->len; i++) {
        int partner = g_array_index(partners, int, i);
        if (partner >= 0) {
            kept[partner] = true;
            compare_project(diff, before, after, partner, (int)i);
        } else {
            diff->n_added++;
            add_whole(diff, JX_CHANGE_ADDED, jx_report_project(after, i),
                      (int)i);
        }
    }
    for (guint i = 0; i < before->projects->len; i++)
        if (!kept[i]) {
            diff->n_removed++;
            add_whole(diff, JX_CHANGE_REMOVED, jx_report_project(before, i),
                      (int)i);
        }
}

JxDiff *jx_diff_new(const JxReport *before, const JxReport *after)
{
    static const JxMoney NOTHING[JX_N_FUNDS] = {
        {.blank = true}, {.blank = true}, {.blank = true}, {.blank = true}};
    JxDiff *diff = g_new0(JxDiff, 1);
    diff->changes = g_array_new(FALSE, TRUE, sizeof(JxChange));
    diff->chunk = g_string_chunk_new(4096);

    compare_text(diff, JX_PART_TITLE, before->title, after->title, -1, -1);
    compare_text(diff, JX_PART_UNIT, before->unit, after->unit, -1, -1);
    compare_text(diff, JX_PART_CURRENCY, before->currency_unit,
                 after->currency_unit, -1, -1);
    compare_money(diff, JX_PART_DECLARED,
                  before->has_declared ? before->declared.funding : NOTHING,
                  after->has_declared ? after->declared.funding : NOTHING, -1,
                  -1);
    compare_projects(diff, before, after);
    for (int fund = 0; fund < JX_N_FUNDS; fund++) {
        jx_report_sum(before, (JxFund)fund, &diff->before_sum[fund]);
        jx_report_sum(after, (JxFund)fund, &diff->after_sum[fund]);
    }
    return diff;
}

void jx_diff_free(JxDiff *diff)
{
    if (diff == NULL)
        return;
    g_array_unref(diff->changes);
    g_string_chunk_free(diff->chunk);
    g_free(diff);
}
