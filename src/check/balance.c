#include "check/balance.h"

#include <math.h>

static JxBalance balance_new(const JxMoney *printed)
{
    return (JxBalance){
        .printed = printed->fen,
        .decimals = MAX(printed->decimals, 2),
        .judged = !printed->blank && !printed->invalid,
    };
}

static void add_term(JxBalance *balance, const JxMoney *term)
{
    if (term->invalid)
        balance->judged = false;
    if (term->blank || term->invalid)
        return;
    balance->n_terms++;
    balance->decimals = MAX(balance->decimals, term->decimals);
    if (!jx_money_add(balance->sum, term->fen, &balance->sum))
        balance->overflow = true;
}

static JxBalance balance_done(const JxReport *report, JxBalance balance)
{
    balance.step = jx_currency_fen(report->currency);
    for (guint i = 0; i < balance.decimals; i++)
        balance.step /= 10;
    balance.step = MAX(balance.step, 1);
    return balance;
}

JxBalance jx_balance_of_row(const JxReport *report,
                            const JxMoney funding[JX_N_FUNDS])
{
    JxBalance balance = balance_new(&funding[JX_FUND_TOTAL]);
    for (int fund = JX_FUND_FISCAL; fund < JX_N_FUNDS; fund++)
        add_term(&balance, &funding[fund]);
    return balance_done(report, balance);
}

JxBalance jx_balance_of_column(const JxReport *report, JxFund fund)
{
    JxBalance balance = balance_new(&report->declared.funding[fund]);
    g_autofree guint *n_of = g_new0(guint, report->units->len + 1);

    /* a blank beside printed sums says that the column has nothing */
    if (report->declared.funding[fund].blank)
        balance.judged = !report->declared.funding[JX_FUND_TOTAL].blank;
    balance.judged = balance.judged && report->has_declared;
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        add_term(&balance, &project->funding[fund]);
        if (project->unit >= 0)
            n_of[project->unit]++;
    }
    for (guint i = 0; i < report->units->len; i++)
        if (n_of[i] == 0)
            add_term(&balance, &jx_report_unit(report, i)->funding[fund]);
    return balance_done(report, balance);
}

JxBalance *jx_balances_of_units(const JxReport *report)
{
    guint n = report->units->len;
    JxBalance *balances = g_new0(JxBalance, n * JX_N_FUNDS + 1);
    g_autofree guint *n_of = g_new0(guint, n + 1);

    for (guint i = 0; i < n * JX_N_FUNDS; i++) {
        const JxMoney *funding =
            jx_report_unit(report, i / JX_N_FUNDS)->funding;
        balances[i] = balance_new(&funding[i % JX_N_FUNDS]);
        if (funding[i % JX_N_FUNDS].blank)
            balances[i].judged = !funding[JX_FUND_TOTAL].blank;
    }
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        if (project->unit < 0)
            continue;
        n_of[project->unit]++;
        for (guint fund = 0; fund < JX_N_FUNDS; fund++)
            add_term(&balances[(guint)project->unit * JX_N_FUNDS + fund],
                     &project->funding[fund]);
    }
    for (guint i = 0; i < n * JX_N_FUNDS; i++) {
        balances[i].judged = balances[i].judged && n_of[i / JX_N_FUNDS] > 0;
        balances[i] = balance_done(report, balances[i]);
    }
    return balances;
}

bool jx_balance_is_off(const JxBalance *balance)
{
    return balance->judged &&
           (balance->overflow || balance->sum != balance->printed);
}

bool jx_balance_is_tail(const JxBalance *balance)
{
    gint64 difference;
    if (!jx_balance_is_off(balance) || balance->overflow ||
        balance->n_terms < 2 || balance->step == 1 ||
        __builtin_sub_overflow(balance->sum, balance->printed, &difference))
        return false;

    /* n terms and the printed figure, each off by up to half a step; the
     * deviation of one is step / sqrt(12) */
    double n = balance->n_terms + 1;
    double steps = MIN(floor(n / 2), ceil(3 * sqrt(n / 12)));
    return difference % balance->step == 0 &&
           ABS(difference / balance->step) <= (gint64)steps;
}

static bool funding_has_parts(const JxMoney funding[JX_N_FUNDS])
{
    for (int fund = JX_FUND_FISCAL; fund < JX_N_FUNDS; fund++)
        if (!funding[fund].blank)
            return true;
    return false;
}

bool jx_report_has_parts(const JxReport *report)
{
    if (report->has_declared && funding_has_parts(report->declared.funding))
        return true;
    for (guint i = 0; i < report->units->len; i++)
        if (funding_has_parts(jx_report_unit(report, i)->funding))
            return true;
    for (guint i = 0; i < report->projects->len; i++)
        if (funding_has_parts(jx_report_project(report, i)->funding))
            return true;
    return false;
}

/* What the rows of the table show. */
typedef struct {
    guint n_tails;
    bool has_errors;
} RowsSeen;

static void see_row(const JxReport *report, const JxMoney funding[JX_N_FUNDS],
                    RowsSeen *seen)
{
    JxBalance balance = jx_balance_of_row(report, funding);
    if (jx_balance_is_tail(&balance))
        seen->n_tails++;
    else if (jx_balance_is_off(&balance))
        seen->has_errors = true;
}

bool jx_report_is_rounded(const JxReport *report)
{
    RowsSeen seen = {0};
    if (!jx_report_has_parts(report))
        return false;
    if (report->has_declared)
        see_row(report, report->declared.funding, &seen);
    for (guint i = 0; i < report->units->len; i++)
        see_row(report, jx_report_unit(report, i)->funding, &seen);
    for (guint i = 0; i < report->projects->len && !seen.has_errors; i++)
        see_row(report, jx_report_project(report, i)->funding, &seen);
    return seen.n_tails >= 2 && !seen.has_errors;
}
