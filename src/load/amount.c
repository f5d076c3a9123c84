#include "load/amount.h"

#include "base/intl.h"

/* clang-format off */
static const struct {
    JxMoneyKind kind;
    const char *rule, *message;
} BAD_AMOUNTS[] = {
    {JX_MONEY_INVALID, "amount-invalid", N_("“%s”不是金额")},
    {JX_MONEY_TOO_FINE, "amount-precision", N_("金额“%s”不足一分的部分无法表示，未计入")},
    {JX_MONEY_TOO_LARGE, "amount-invalid", N_("金额“%s”过大，未计入")},
};
/* clang-format on */

static void add_finding(JxReport *report, int project, JxFund fund,
                        const JxMoney *money, const char *rule,
                        const char *message)
{
    JxFinding *finding =
        jx_diags_add(report->diags, rule, money->place, message, money->text);
    finding->project = project;
    finding->field = jx_fund_field(fund);
}

void jx_amount_read(JxReport *report, JxMoney *money, int project, JxFund fund)
{
    const char *note = NULL;
    JxMoneyKind kind =
        jx_money_parse(money, money->text, report->currency, &note);
    for (gsize i = 0; i < G_N_ELEMENTS(BAD_AMOUNTS); i++)
        if (BAD_AMOUNTS[i].kind == kind)
            add_finding(report, project, fund, money, BAD_AMOUNTS[i].rule,
                        _(BAD_AMOUNTS[i].message));
    if (kind == JX_MONEY_OK && note != NULL)
        add_finding(report, project, fund, money, "char-normalised",
                    _("金额写作“%s”，已按数值读取"));
}
