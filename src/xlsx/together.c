#include "xlsx/together.h"

#include "xlsx/sheets.h"

/* Several units are written as one report whose units they are, and whose
 * texts are theirs. */

static JxCurrency currency_of(const JxReport *report)
{
    return report->currency == JX_CURRENCY_UNKNOWN ? JX_CURRENCY_WAN
                                                   : report->currency;
}

/* The one they all have, or 元, in which every amount is exact. */
static JxCurrency common_currency(const JxReport *const *reports, guint n)
{
    for (guint i = 1; i < n; i++)
        if (currency_of(reports[i]) != currency_of(reports[0]))
            return JX_CURRENCY_YUAN;
    return currency_of(reports[0]);
}

static void adopt_funding(JxMoney *to, const JxMoney *from,
                          const JxReport *source, JxCurrency currency)
{
    bool same = currency_of(source) == currency;
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        to[fund] = from[fund];
        if (!same)
            to[fund].decimals = 2;
    }
}

/* The name by which formulas find a unit's rows: its own, and a number where
 * another has the same. Excel's = takes capitals for small letters. */
static const char *name_of(JxReport *joined, const JxReport *source,
                           GHashTable *taken)
{
    const char *name = source->unit          ? source->unit
                       : source->source_name ? source->source_name
                                             : "（未注明）";
    g_autofree char *unique = g_strdup(name);
    for (guint n = 2;; n++) {
        g_autofree char *key = g_utf8_casefold(unique, -1);
        if (g_hash_table_add(taken, g_steal_pointer(&key)))
            return jx_report_text(joined, unique);
        g_free(unique);
        unique = g_strdup_printf("%s（%u）", name, n);
    }
}

static void adopt_projects(JxReport *joined, const JxReport *source, int unit)
{
    for (guint i = 0; i < source->projects->len; i++) {
        const JxProject *from = jx_report_project(source, i);
        JxProject project = *from;
        project.unit = unit;
        project.indicators = g_array_ref(from->indicators);
        project.extra = g_array_ref(from->extra);
        adopt_funding(project.funding, from->funding, source, joined->currency);
        g_array_append_val(joined->projects, project);
    }
}

/* Yours; the reports have to outlive it. */
static JxReport *join(const JxReport *const *reports, guint n)
{
    JxReport *joined = jx_report_new();
    g_autoptr(GHashTable) taken =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *unit = g_strdup_printf("汇总（%u 个单位）", n);

    joined->title = "项目支出绩效目标汇总表";
    joined->unit = jx_report_text(joined, unit);
    joined->currency = common_currency(reports, n);
    joined->currency_unit = jx_currency_name(joined->currency);
    for (guint i = 0; i < n; i++) {
        JxTotals *totals = jx_report_append_unit(joined);
        totals->name = name_of(joined, reports[i], taken);
        adopt_funding(totals->funding, reports[i]->declared.funding, reports[i],
                      joined->currency);
        adopt_projects(joined, reports[i], (int)i);
    }
    return joined;
}

static void fill(JxBook *book)
{
    jx_sheet_write_funding(book);
    jx_sheet_write_indicators(book);
    jx_sheet_write_goals(book);
    jx_sheet_write_codes(book);
    jx_sheet_write_summary(book);
    jx_book_comment(book);
}

GBytes *jx_xlsx_together(const JxReport *const *reports, guint n,
                         JxFonts *fonts, const JxXlsxOptions *options,
                         GError **error)
{
    static const JxSheetId SHEETS[] = {
        JX_SHEET_SUMMARY,    JX_SHEET_FUNDING, JX_SHEET_GOALS,
        JX_SHEET_INDICATORS, JX_SHEET_CODES,
    };
    static const JxBookPlan PLAN = {SHEETS, G_N_ELEMENTS(SHEETS), fill};
    g_autoptr(JxReport) joined = join(reports, n);
    JxBook book = {
        .report = joined,
        .plan = &PLAN,
        .parts = reports,
        .fonts = fonts,
        .options = options,
    };
    return jx_book_make(&book, error);
}
