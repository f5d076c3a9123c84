#include "xlsx/amount.h"
#include "xlsx/sheets.h"
#include "xlsx/verify.h"

#include "base/error.h"
#include "base/intl.h"

static int by_value(gconstpointer a, gconstpointer b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

/* What the cells of a fund must hold, as the one who reads them sees it. */
static GArray *amounts_of(const JxReport *report, JxFund fund)
{
    double unit = (double)jx_currency_fen(report->currency);
    GArray *amounts = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < report->projects->len; i++) {
        const JxMoney *money = &jx_report_project(report, i)->funding[fund];
        double amount = (double)money->fen / unit;
        if (jx_amount_is_number(money))
            g_array_append_val(amounts, amount);
    }
    return amounts;
}

/* Both sorted; `all` may have more: printed totals, sums of units. */
static bool has_each(const GArray *all, const GArray *wanted)
{
    guint at = 0;
    for (guint i = 0; i < wanted->len; i++) {
        double amount = g_array_index(wanted, double, i);
        while (at < all->len && g_array_index(all, double, at) < amount)
            at++;
        if (at == all->len || g_array_index(all, double, at) > amount)
            return false;
        at++;
    }
    return true;
}

bool jx_xlsx_verify_amounts(const JxWritten *written, guint sheet,
                            const JxReport *report, GError **error)
{
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        g_autoptr(GArray) all =
            jx_written_column(written, sheet, JX_FUNDING_TOTAL + fund);
        g_autoptr(GArray) wanted = amounts_of(report, fund);
        g_array_sort(all, by_value);
        g_array_sort(wanted, by_value);
        if (has_each(all, wanted))
            continue;
        g_set_error_literal(
            error, JX_ERROR, JX_ERROR_RENDER,
            _("写出的工作簿未通过复核：资金表的金额与表中不符"));
        return false;
    }
    return true;
}
