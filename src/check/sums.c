#include "check/judges.h"

#include "base/intl.h"
#include "check/balance.h"
#include "check/finding.h"

/* The printed figures against each other. */

static char *figure(const JxReport *report, const JxBalance *balance,
                    gint64 fen)
{
    return jx_money_format(fen, report->currency, balance->decimals, true);
}

static gint64 excess_of(const JxBalance *balance)
{
    gint64 excess;
    /* both sides are sums of printed figures: their difference fits unless
     * one of them is absurd, and then its sign is all that matters */
    if (__builtin_sub_overflow(balance->sum, balance->printed, &excess))
        excess = balance->sum < 0 ? -G_MAXINT64 : G_MAXINT64;
    return excess;
}

/* How a balance is reported: an error, a rounding tail, or both when it could
 * be a tail and nothing else in the table says so. */
typedef struct {
    bool error, tail;
} Verdict;

static Verdict verdict_of(const JxBalance *balance, bool rounded)
{
    if (!jx_balance_is_off(balance))
        return (Verdict){false, false};
    if (!jx_balance_is_tail(balance))
        return (Verdict){true, false};
    return (Verdict){!rounded, true};
}

static void add_tail(const JxReport *report, JxDiags *diags, JxPlace place,
                     const JxBalance *balance, bool rounded, int project,
                     JxField field)
{
    g_autofree char *off = figure(report, balance, ABS(excess_of(balance)));
    JxFinding *finding =
        jx_diags_add(diags, "rounding-tail", place,
                     rounded ? _("差 %s，是各数分别四舍五入的尾差")
                             : _("差 %s，可能是各数分别四舍五入的尾差，"
                                 "但表中别处没有尾差可以佐证，仍按错误列出"),
                     off);
    finding->project = project;
    finding->field = field;
    jx_finding_hint(finding, _("如需各数相加正好相等，请做舍位平衡："
                               "把差额并入末一个加数"));
}

/* ---- rows ------------------------------------------------------------- */

/* 财政拨款 150.00 ＋ 其他资金 0.17 */
static char *addition_of(const JxReport *report, const JxBalance *balance,
                         const JxMoney funding[JX_N_FUNDS])
{
    GString *text = g_string_new(NULL);
    for (JxFund fund = JX_FUND_FISCAL; fund < JX_N_FUNDS; fund++) {
        if (funding[fund].blank)
            continue;
        g_autofree char *amount = figure(report, balance, funding[fund].fen);
        g_string_append_printf(text, text->len > 0 ? " ＋ %s %s" : "%s %s",
                               jx_fund_heading(fund), amount);
    }
    if (text->len == 0)
        g_string_append_c(text, '0');
    return g_string_free(text, FALSE);
}

/* Two equal parts of which one is all that is too much: printed twice. */
static void hint_duplicate(const JxReport *report, JxFinding *finding,
                           const JxBalance *balance,
                           const JxMoney funding[JX_N_FUNDS])
{
    gint64 excess = excess_of(balance);
    for (JxFund a = JX_FUND_FISCAL; a < JX_N_FUNDS; a++) {
        for (JxFund b = a + 1; b < JX_N_FUNDS; b++) {
            if (excess == 0 || funding[a].fen != excess ||
                funding[b].fen != excess)
                continue;
            g_autofree char *amount = figure(report, balance, excess);
            jx_finding_hint(finding,
                            _("%s 和 %s 都印着 %s，疑似重复：去掉一处即相等"),
                            jx_fund_heading(a), jx_fund_heading(b), amount);
            return;
        }
    }
}

static JxFinding *add_row_mismatch(const JxReport *report, JxDiags *diags,
                                   const JxBalance *balance,
                                   const JxMoney funding[JX_N_FUNDS])
{
    JxPlace place = funding[JX_FUND_TOTAL].place;
    if (balance->overflow)
        return jx_diags_add(diags, "row-sum-mismatch", place,
                            _("各项资金之和大得无法计算"));

    gint64 excess = excess_of(balance);
    g_autofree char *total = figure(report, balance, balance->printed);
    g_autofree char *sum = addition_of(report, balance, funding);
    g_autofree char *off = figure(report, balance, ABS(excess));
    return jx_diags_add(diags, "row-sum-mismatch", place,
                        excess > 0 ? _("总计 %s ≠ %s（差 %s：各项之和偏多）")
                                   : _("总计 %s ≠ %s（差 %s：各项之和偏少）"),
                        total, sum, off);
}

/* project is -1 for a row of totals. */
static void judge_row(const JxReport *report, JxDiags *diags,
                      const JxMoney funding[JX_N_FUNDS], int project,
                      bool rounded)
{
    JxBalance balance = jx_balance_of_row(report, funding);
    Verdict verdict = verdict_of(&balance, rounded);
    if (verdict.error) {
        JxFinding *finding = add_row_mismatch(report, diags, &balance, funding);
        finding->project = project;
        finding->field = JX_FIELD_TOTAL;
        if (!balance.overflow)
            hint_duplicate(report, finding, &balance, funding);
    }
    if (verdict.tail)
        add_tail(report, diags, funding[JX_FUND_TOTAL].place, &balance, rounded,
                 project, JX_FIELD_TOTAL);
}

void jx_judge_row_sums(const JxReport *report, const JxConfig *config,
                       JxDiags *diags)
{
    if (!jx_report_has_parts(report))
        return;
    bool rounded = config->accept_tails || jx_report_is_rounded(report);
    if (report->has_declared)
        judge_row(report, diags, report->declared.funding, -1, rounded);
    for (guint i = 0; i < report->units->len; i++)
        judge_row(report, diags, jx_report_unit(report, i)->funding, -1,
                  rounded);
    for (guint i = 0; i < report->projects->len; i++)
        judge_row(report, diags, jx_report_project(report, i)->funding, (int)i,
                  rounded);
}

/* ---- columns ---------------------------------------------------------- */

/* Another column that is off by exactly the opposite, or JX_N_FUNDS. */
static JxFund opposite_of(const JxBalance columns[JX_N_FUNDS], JxFund fund)
{
    for (JxFund other = JX_FUND_FISCAL; other < JX_N_FUNDS; other++)
        if (other != fund && jx_balance_is_off(&columns[other]) &&
            !columns[other].overflow &&
            excess_of(&columns[other]) == -excess_of(&columns[fund]))
            return other;
    return JX_N_FUNDS;
}

static void hint_opposite(const JxReport *report, JxFinding *finding,
                          const JxBalance columns[JX_N_FUNDS], JxFund fund)
{
    JxFund other = opposite_of(columns, fund);
    if (fund == JX_FUND_TOTAL || other == JX_N_FUNDS)
        return;
    g_autofree char *off =
        figure(report, &columns[fund], ABS(excess_of(&columns[fund])));
    jx_finding_hint(finding,
                    _("%s 与 %s 的差额相等相反（%s），疑似错列或合并列"),
                    jx_fund_heading(fund), jx_fund_heading(other), off);
}

static JxFinding *add_column_mismatch(const JxReport *report, JxDiags *diags,
                                      const char *rule, const JxMoney *printed,
                                      const JxBalance *balance, JxFund fund)
{
    const char *heading = jx_fund_heading(fund);
    if (balance->overflow)
        return jx_diags_add(diags, rule, printed->place,
                            _("%s：各项目之和大得无法计算"), heading);

    gint64 excess = excess_of(balance);
    g_autofree char *sum = figure(report, balance, balance->sum);
    if (printed->blank)
        return jx_diags_add(diags, rule, printed->place,
                            _("%s：合计空着，而各项目之和为 %s"), heading, sum);
    g_autofree char *total = figure(report, balance, balance->printed);
    g_autofree char *off = figure(report, balance, ABS(excess));
    return jx_diags_add(
        diags, rule, printed->place,
        excess > 0 ? _("%s：合计 %s ≠ 各项目之和 %s（差 %s：各项目偏多）")
                   : _("%s：合计 %s ≠ 各项目之和 %s（差 %s：各项目偏少）"),
        heading, total, sum, off);
}

void jx_judge_column_sums(const JxReport *report, const JxConfig *config,
                          JxDiags *diags)
{
    bool rounded = config->accept_tails || jx_report_is_rounded(report);
    JxBalance columns[JX_N_FUNDS];
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        columns[fund] = jx_balance_of_column(report, fund);

    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        const JxMoney *printed = &report->declared.funding[fund];
        Verdict verdict = verdict_of(&columns[fund], rounded);
        if (verdict.error) {
            JxFinding *finding =
                add_column_mismatch(report, diags, "column-sum-mismatch",
                                    printed, &columns[fund], fund);
            finding->field = jx_fund_field(fund);
            if (!columns[fund].overflow)
                hint_opposite(report, finding, columns, fund);
        }
        if (verdict.tail)
            add_tail(report, diags, printed->place, &columns[fund], rounded, -1,
                     jx_fund_field(fund));
    }
}

void jx_judge_unit_sums(const JxReport *report, const JxConfig *config,
                        JxDiags *diags)
{
    bool rounded = config->accept_tails || jx_report_is_rounded(report);
    g_autofree JxBalance *balances = jx_balances_of_units(report);
    for (guint i = 0; i < report->units->len; i++) {
        const JxTotals *unit = jx_report_unit(report, i);
        for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
            JxBalance balance = balances[i * JX_N_FUNDS + fund];
            Verdict verdict = verdict_of(&balance, rounded);
            if (verdict.error) {
                JxFinding *finding =
                    add_column_mismatch(report, diags, "unit-sum-mismatch",
                                        &unit->funding[fund], &balance, fund);
                finding->field = jx_fund_field(fund);
            }
            if (verdict.tail)
                add_tail(report, diags, unit->funding[fund].place, &balance,
                         rounded, -1, jx_fund_field(fund));
        }
    }
}

/* ---- what should be printed ------------------------------------------- */

static bool prints_nothing(const JxMoney funding[JX_N_FUNDS])
{
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        if (!funding[fund].blank)
            return false;
    return true;
}

void jx_judge_totals_row(const JxReport *report, const JxConfig *config,
                         JxDiags *diags)
{
    (void)config;
    JxPlace place = report->heading_place;
    if (report->projects->len == 0)
        return;
    if (report->has_declared) {
        if (!prints_nothing(report->declared.funding))
            return;
        place = report->declared.place;
    } else if (place.line == 0) {
        place = jx_report_project(report, 0)->place;
    }
    jx_diags_add(diags, "totals-row-missing", place,
                 _("没有合计行，各列之和无从核对"));
}

static void judge_total(const JxReport *report, JxDiags *diags,
                        const JxMoney funding[JX_N_FUNDS], int project,
                        const char *name)
{
    if (!funding[JX_FUND_TOTAL].blank)
        return;
    JxFinding *finding = jx_diags_add(
        diags, "total-missing", funding[JX_FUND_TOTAL].place,
        prints_nothing(funding) ? _("“%s”没有金额") : _("“%s”没有总计"), name);
    finding->project = project;
    finding->field = JX_FIELD_TOTAL;

    JxBalance balance = jx_balance_of_row(report, funding);
    if (balance.n_terms == 0 || balance.overflow)
        return;
    g_autofree char *sum = figure(report, &balance, balance.sum);
    jx_finding_hint(finding, _("各项资金之和为 %s"), sum);
}

void jx_judge_totals(const JxReport *report, const JxConfig *config,
                     JxDiags *diags)
{
    (void)config;
    /* a row of totals with nothing at all is totals-row-missing */
    if (report->has_declared && !prints_nothing(report->declared.funding))
        judge_total(report, diags, report->declared.funding, -1,
                    report->declared.name ? report->declared.name : "");
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        judge_total(report, diags, project->funding, (int)i,
                    jx_project_label(project));
    }
}

static void judge_negative(JxDiags *diags, const JxMoney funding[JX_N_FUNDS],
                           int project)
{
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        if (funding[fund].fen >= 0)
            continue;
        JxFinding *finding = jx_diags_add(
            diags, "amount-negative", funding[fund].place, _("%s是负数：%s"),
            jx_fund_heading(fund), funding[fund].text);
        finding->project = project;
        finding->field = jx_fund_field(fund);
    }
}

void jx_judge_negatives(const JxReport *report, const JxConfig *config,
                        JxDiags *diags)
{
    (void)config;
    if (report->has_declared)
        judge_negative(diags, report->declared.funding, -1);
    for (guint i = 0; i < report->units->len; i++)
        judge_negative(diags, jx_report_unit(report, i)->funding, -1);
    for (guint i = 0; i < report->projects->len; i++)
        judge_negative(diags, jx_report_project(report, i)->funding, (int)i);
}
