#include "check/judges.h"

#include <string.h>

#include "base/intl.h"
#include "check/finding.h"
#include "check/taxonomy.h"
#include "model/value.h"

/* What the values of an indicator say. One walk over all items, in which each
 * value is taken apart once and every test of TESTS sees it. */

typedef struct {
    const JxConfig *config;
    const JxTaxonomy *taxonomy;
    const JxReport *report;
    const JxProject *project;
    const JxIndicator *item;
    guint index;  /* of the project */
    guint number; /* of the item, as messages call it */
    JxValue period, annual;
    JxDiags *diags;
} Judging;

/* One of the item's two values. */
typedef struct {
    const char *text;
    const JxValue *value;
    JxPlace place;
    JxField field;
} Printed;

static Printed period_of(const Judging *judging)
{
    const JxIndicator *item = judging->item;
    return (Printed){item->period_value, &judging->period, item->period_place,
                     JX_FIELD_PERIOD_VALUE};
}

static Printed annual_of(const Judging *judging)
{
    const JxIndicator *item = judging->item;
    return (Printed){item->annual_value, &judging->annual, item->annual_place,
                     JX_FIELD_ANNUAL_VALUE};
}

static bool is_role(const Judging *judging, JxRole role)
{
    return jx_indicator_is(judging->taxonomy, judging->item, role);
}

static bool is_number(const JxValue *value)
{
    return value->kind == JX_VALUE_NUMBER || value->kind == JX_VALUE_RANGE;
}

static bool has_unit(const JxValue *value, const char *unit)
{
    return value->unit && strcmp(value->unit, unit) == 0;
}

static bool name_has(const Judging *judging, const Printed *printed,
                     JxWordList list)
{
    return jx_config_word_in(judging->config, list, judging->item->name) ||
           jx_config_word_in(judging->config, list, printed->text);
}

static JxFinding *add(const Judging *judging, const char *rule,
                      const Printed *printed, const char *format)
{
    return jx_finding_of_indicator(
        jx_diags_add(judging->diags, rule, printed->place, format,
                     judging->number, printed->text),
        judging->index, judging->item, printed->field);
}

/* ---- one value --------------------------------------------------------- */

static void test_gradable(const Judging *judging, const Printed *printed)
{
    const GPtrArray *vague = judging->config->words[JX_WORDS_VAGUE];
    if (printed->value->kind != JX_VALUE_WORD)
        return;
    for (guint i = 0; i < vague->len; i++) {
        if (strcmp(vague->pdata[i], printed->value->word) != 0)
            continue;
        JxFinding *finding = add(judging, "value-not-gradable", printed,
                                 _("第 %u 项的指标值“%s”分不出好、一般、差"));
        jx_finding_hint(finding, _("改成可以衡量的数，或者写明各等次的标准"));
        return;
    }
}

/* 0 to 100 %, or a bare number under a name that says （%）. */
static bool is_percentage(const Judging *judging, const JxValue *value)
{
    const JxDecimal hundred = {100, 0};
    bool percent = has_unit(value, "%");
    if (value->unit == NULL && judging->item->name)
        percent = strstr(judging->item->name, "%") ||
                  strstr(judging->item->name, "％");
    return is_number(value) && percent &&
           jx_decimal_compare(value->high, hundred) <= 0;
}

static void test_satisfaction(const Judging *judging, const Printed *printed)
{
    if (!is_role(judging, JX_ROLE_SATISFACTION) ||
        is_percentage(judging, printed->value))
        return;
    /* prose with a percentage in it, and what percent-over-100 reports */
    if (strchr(printed->text, '%') || strstr(printed->text, "％"))
        return;
    JxFinding *finding = add(judging, "satisfaction-not-percent", printed,
                             _("第 %u 项的满意度“%s”不是百分比"));
    jx_finding_hint(finding, _("例如“≥90%%”"));
}

static void test_percent(const Judging *judging, const Printed *printed)
{
    const JxDecimal hundred = {100, 0};
    if (!is_number(printed->value) || !has_unit(printed->value, "%") ||
        jx_decimal_compare(printed->value->high, hundred) <= 0 ||
        name_has(judging, printed, JX_WORDS_OVER_HUNDRED))
        return;
    JxFinding *finding = add(judging, "percent-over-100", printed,
                             _("第 %u 项的指标值“%s”超过 100%%"));
    /* a scanned ≥ turns into a 2: 292% */
    g_autofree char *digits = jx_decimal_format(printed->value->high);
    if (digits[0] == '2' && digits[1] != '0' && strlen(digits) == 3)
        jx_finding_hint(finding, _("疑似把“≥%s%%”识别成了“%s%%”"), digits + 1,
                        digits);
}

static void test_cost_direction(const Judging *judging, const Printed *printed)
{
    const JxValue *value = printed->value;
    if (value->kind != JX_VALUE_NUMBER ||
        (value->op != JX_OP_AT_LEAST && value->op != JX_OP_MORE) ||
        !is_role(judging, JX_ROLE_COST) ||
        name_has(judging, printed, JX_WORDS_MORE_IS_FINE))
        return;
    JxFinding *finding = add(judging, "cost-direction", printed,
                             _("第 %u 项是成本指标，指标值“%s”却是越多越好"));
    jx_finding_hint(finding, _("成本应写“≤”或“不超过”"));
}

/* The unit in brackets at the end of a name: 系统业务量（件）. NULL when there
 * is none. */
static const char *unit_in_name(const char *name)
{
    static const struct {
        const char *open, *close;
    } BRACKETS[] = {{"（", "）"}, {"(", ")"}};
    for (gsize i = 0; name && i < G_N_ELEMENTS(BRACKETS); i++) {
        if (!g_str_has_suffix(name, BRACKETS[i].close))
            continue;
        const char *open = g_strrstr(name, BRACKETS[i].open);
        if (open == NULL)
            continue;
        open += strlen(BRACKETS[i].open);
        g_autofree char *inside =
            g_strndup(open, strlen(open) - strlen(BRACKETS[i].close));
        return jx_measure_unit(inside);
    }
    return NULL;
}

/* 培训人数, 参与人次: the name says what is counted. */
static bool name_implies_unit(const char *name)
{
    if (name == NULL)
        return false;
    if (g_str_has_suffix(name, "人次") || g_str_has_suffix(name, "场次"))
        return true;
    if (!g_str_has_suffix(name, "数"))
        return false;
    const char *number = name + strlen(name) - strlen("数");
    const char *counted = g_utf8_find_prev_char(name, number);
    if (counted == NULL)
        return false;
    g_autofree char *unit = g_strndup(counted, (gsize)(number - counted));
    return jx_measure_unit(unit) != NULL;
}

static void test_unit(const Judging *judging, const Printed *printed)
{
    const JxValue *value = printed->value;
    const char *in_name = unit_in_name(judging->item->name);
    /* a satisfaction without % has its own rule */
    if (!is_number(value) || is_role(judging, JX_ROLE_SATISFACTION))
        return;
    if (value->unit == NULL) {
        /* nothing of anything is still nothing */
        if (in_name || value->high.coefficient == 0 ||
            name_implies_unit(judging->item->name))
            return;
        add(judging, "unit-of-measure-missing", printed,
            _("第 %u 项的指标值“%s”没有计量单位，名称里也没有"));
    } else if (in_name && !value->labelled && !value->per &&
               strcmp(in_name, value->unit) != 0) {
        JxFinding *finding =
            add(judging, "unit-of-measure-missing", printed,
                _("第 %u 项的指标值“%s”与名称里写的单位不一致"));
        jx_finding_hint(finding, _("名称里是“%s”，指标值里是“%s”"), in_name,
                        value->unit);
    }
}

/* ---- both together ----------------------------------------------------- */

static void test_annual_over_period(const Judging *judging)
{
    const JxValue *period = &judging->period, *annual = &judging->annual;
    if (!is_number(period) || !is_number(annual) || period->per ||
        annual->per || period->labelled || annual->labelled ||
        g_strcmp0(period->unit, annual->unit) != 0 || has_unit(period, "%") ||
        has_unit(period, "‰") || annual->op == JX_OP_AT_MOST ||
        annual->op == JX_OP_LESS || !is_role(judging, JX_ROLE_QUANTITY) ||
        jx_decimal_compare(annual->high, period->high) <= 0)
        return;
    jx_finding_of_indicator(
        jx_diags_add(judging->diags, "annual-over-period",
                     judging->item->annual_place,
                     _("第 %u 项的年度指标值“%s”大于实施周期指标值“%s”"),
                     judging->number, judging->item->annual_value,
                     judging->item->period_value),
        judging->index, judging->item, JX_FIELD_ANNUAL_VALUE);
}

/* The year's cost against the year's money. The whole period may well cost
 * more than one year's total. */
static void test_cost_over_total(const Judging *judging)
{
    const JxMoney *total = &judging->project->funding[JX_FUND_TOTAL];
    Printed annual = annual_of(judging);
    gint64 fen;
    if (total->blank || total->invalid || !jx_value_fen(annual.value, &fen) ||
        fen <= total->fen || !is_role(judging, JX_ROLE_COST))
        return;
    JxFinding *finding = add(judging, "cost-over-total", &annual,
                             _("第 %u 项的成本“%s”大于项目总计"));
    g_autofree char *sum = jx_money_format(
        total->fen, judging->report->currency, MAX(total->decimals, 2), true);
    jx_finding_hint(finding, _("项目总计为 %s"), sum);
}

/* ---- all of them ------------------------------------------------------- */

static void (*const TESTS[])(const Judging *judging, const Printed *printed) = {
    test_gradable,       test_satisfaction, test_percent,
    test_cost_direction, test_unit,
};

static void judge_printed(const Judging *judging, const Printed *printed)
{
    if (printed->text == NULL)
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(TESTS); i++)
        TESTS[i](judging, printed);
}

static void judge_item(Judging *judging)
{
    const JxIndicator *item = judging->item;
    Printed period = period_of(judging), annual = annual_of(judging);
    bool same = g_strcmp0(item->period_value, item->annual_value) == 0;

    judging->period = jx_value_parse(item->period_value);
    judging->annual =
        same ? judging->period : jx_value_parse(item->annual_value);
    judge_printed(judging, &period);
    if (!same) /* the same text twice is one finding */
        judge_printed(judging, &annual);
    test_annual_over_period(judging);
    test_cost_over_total(judging);
}

void jx_judge_values(const JxReport *report, const JxConfig *config,
                     JxDiags *diags)
{
    Judging judging = {.config = config, .report = report, .diags = diags};
    judging.taxonomy = jx_taxonomy_for(config->taxonomies, report);
    if (judging.taxonomy == NULL)
        return;
    for (guint i = 0; i < report->projects->len; i++) {
        judging.index = i;
        judging.project = jx_report_project(report, i);
        for (guint j = 0; j < judging.project->indicators->len; j++) {
            judging.item = jx_project_indicator(judging.project, j);
            judging.number = jx_indicator_number(judging.project, j);
            if (judging.item->parsed)
                judge_item(&judging);
        }
    }
}
