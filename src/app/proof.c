#include "app/proof.h"

#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "pdf/pdf.h"
#include "pdf/text.h"

/* Which funds the form prints. */
static void find_funds(const JxForm *form, bool shows[JX_N_FUNDS])
{
    for (guint i = 0; i < form->columns->len; i++) {
        guint show = g_array_index(form->columns, JxFormColumn, i).cell.show;
        if (jx_show_is_amount(show))
            shows[show - JX_SHOW_TOTAL] = true;
    }
    for (guint i = 0; i < form->rows->len; i++) {
        const JxSheetRow *row = &g_array_index(form->rows, JxSheetRow, i);
        for (guint k = 0; k < row->cells->len; k++) {
            guint show = g_array_index(row->cells, JxSheetCell, k).cell.show;
            if (jx_show_is_amount(show))
                shows[show - JX_SHOW_TOTAL] = true;
        }
    }
}

/* Every line that is an amount: fen -> how often. */
static GHashTable *amounts_in(const char *text, JxCurrency currency)
{
    GHashTable *found =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        JxMoney money = {0};
        if (jx_money_parse(&money, *line, currency, NULL) != JX_MONEY_OK)
            continue;
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(found, &money.fen));
        g_hash_table_replace(found, g_memdup2(&money.fen, sizeof money.fen),
                             GUINT_TO_POINTER(n + 1));
    }
    return found;
}

/* Takes one occurrence. */
static bool take(GHashTable *found, gint64 fen)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(found, &fen));
    if (n > 0)
        g_hash_table_replace(found, g_memdup2(&fen, sizeof fen),
                             GUINT_TO_POINTER(n - 1));
    return n > 0;
}

static JxCurrency currency_of(const JxReport *report, const JxForm *form)
{
    bool converts = form->currency != JX_CURRENCY_UNKNOWN &&
                    report->currency != JX_CURRENCY_UNKNOWN;
    return converts ? (JxCurrency)form->currency : report->currency;
}

const char *jx_proof_missing_amount(const char *text, const JxReport *report,
                                    const JxForm *form)
{
    bool shows[JX_N_FUNDS] = {false};
    find_funds(form, shows);
    g_autoptr(GHashTable) found = amounts_in(text, currency_of(report, form));
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (guint fund = 0; fund < JX_N_FUNDS; fund++) {
            const JxMoney *money = &project->funding[fund];
            /* a form may leave zeros blank */
            bool is_there = !shows[fund] || money->invalid || money->fen == 0 ||
                            take(found, money->fen);
            if (!is_there)
                return money->text;
        }
    }
    return NULL;
}

static bool fail(GError **error, const char *what)
{
    g_set_error(error, JX_ERROR, JX_ERROR_RENDER,
                _("写出的 PDF 未通过复核：%s"), what);
    return false;
}

bool jx_proof_pdf(GBytes *pdf, const JxPages *pages, const JxReport *report,
                  const JxForm *form, GError **error)
{
    if (!jx_pdf_verify(pdf, jx_pages_count(pages), error))
        return false;
    g_autofree char *text = jx_pdf_text(pdf);
    if (text == NULL)
        return fail(error, _("文字读不出来"));
    JxTextSum drawn = jx_text_sum(text), wanted = jx_text_sum_of_pages(pages);
    if (drawn.n != wanted.n || drawn.sum != wanted.sum)
        return fail(error, _("文字与排版不符"));
    const char *missing =
        report ? jx_proof_missing_amount(text, report, form) : NULL;
    if (missing == NULL)
        return true;
    g_autofree char *what = g_strdup_printf(_("金额 %s 没有印出来"), missing);
    return fail(error, what);
}
