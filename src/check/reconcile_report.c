#include "check/reconcile_report.h"

#include "base/intl.h"
#include "check/balance.h"
#include "check/finding.h"
#include "check/judges.h"

enum { MAX_TOLD = 3, MAX_CELLS = 12 };

static char *figure(const JxReport *report, gint64 fen)
{
    return jx_money_format(fen, report->currency, 2, true);
}

/* ---- words for an edit ------------------------------------------------- */

/* What an edit does, without saying where. Yours. */
char *jx_edit_text(const JxReport *report, const JxEdit *edit)
{
    const char *fund = jx_fund_heading(edit->fund);
    g_autofree char *fen = figure(report, edit->fen);
    g_autofree char *new_fen = figure(report, edit->new_fen);
    switch (edit->kind) {
    case JX_EDIT_MOVE:
        return g_strdup_printf(_("%s 由%s移到%s"), fen, fund,
                               jx_fund_heading(edit->to));
    case JX_EDIT_REMOVE:
        return g_strdup_printf(_("%s的 %s 是重复印出的，去掉"), fund, fen);
    case JX_EDIT_TRANSPOSED:
        return g_strdup_printf(_("%s %s 改为 %s（两位数字颠倒）"), fund, fen,
                               new_fen);
    case JX_EDIT_SHIFTED:
        return g_strdup_printf(_("%s %s 改为 %s（小数点错位）"), fund, fen,
                               new_fen);
    case JX_EDIT_UNIT:
        return g_strdup_printf(_("%s %s 改为 %s（元与万元混淆）"), fund, fen,
                               new_fen);
    case JX_EDIT_SIGN:
        return g_strdup_printf(_("%s %s 改为 %s（正负号有误）"), fund, fen,
                               new_fen);
    case JX_EDIT_ROW_TWICE:
        return g_strdup_printf(_("总计 %s 的这一行重复计入，整行去掉"), fen);
    case JX_EDIT_ROW_UNIT:
        return g_strdup_printf(_("总计 %s 的这一行元与万元混淆，"
                                 "各数同样改，总计改为 %s"),
                               fen, new_fen);
    }
    g_assert_not_reached();
}

static JxPlace place_of(const JxReport *report,
                        const JxReconciliation *reconciliation,
                        const JxEdit *edit)
{
    const JxLine *line =
        jx_equations_line(reconciliation->equations, edit->line);
    if (edit->kind == JX_EDIT_ROW_TWICE)
        return jx_report_project(report, (guint)line->project)->place;
    return line->funding[edit->fund].place;
}

/* 第 25 行：43.05 由财政专户拨款移到其他资金 */
static char *edit_with_line(const JxReport *report,
                            const JxReconciliation *reconciliation,
                            const JxEdit *edit)
{
    g_autofree char *text = jx_edit_text(report, edit);
    JxPlace place = place_of(report, reconciliation, edit);
    if (place.cell)
        return g_strdup_printf(_("%s：%s"), place.cell, text);
    return g_strdup_printf(_("第 %u 行：%s"), place.line, text);
}

static char *explanation_text(const JxReport *report,
                              const JxReconciliation *reconciliation,
                              const JxExplanation *explanation)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < explanation->edits->len; i++) {
        g_autofree char *text =
            edit_with_line(report, reconciliation,
                           &g_array_index(explanation->edits, JxEdit, i));
        g_string_append_printf(all, i ? "；%s" : "%s", text);
    }
    return g_string_free(all, FALSE);
}

/* The sums of the columns an edit touches, as printed and with all edits;
 * alone: it is all of them. */
static char *sums_text(const JxReport *report,
                       const JxReconciliation *reconciliation,
                       const JxEdit *edit, bool alone)
{
    const JxLine *line =
        jx_equations_line(reconciliation->equations, edit->line);
    GString *all = g_string_new(NULL);
    if (line->summed_in == JX_NO_BLOCK)
        return g_string_free(all, FALSE);

    const JxBlock *block =
        jx_equations_block(reconciliation->equations, line->summed_in);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        bool touched = fund == edit->fund ||
                       (edit->kind == JX_EDIT_MOVE && fund == edit->to) ||
                       jx_edit_is_of_row(edit->kind);
        if (!touched || !block->used[fund] || block->residual[fund] == 0)
            continue;
        g_autofree char *before =
            figure(report, block->total[fund] - block->residual[fund]);
        g_autofree char *after = figure(report, block->total[fund]);
        g_autofree char *text =
            alone ? g_strdup_printf(_("%s之和由 %s 变为 %s，与合计相符"),
                                    jx_fund_heading(fund), before, after)
                  : g_strdup_printf(
                        _("各处都改后，%s之和由 %s 变为 %s，与合计相符"),
                        jx_fund_heading(fund), before, after);
        g_string_append_printf(all, all->len > 0 ? "；%s" : "%s", text);
    }
    return g_string_free(all, FALSE);
}

/* ---- findings ---------------------------------------------------------- */

/* The row of totals, or the first row that is off. */
static JxPlace summary_place(const JxReport *report,
                             const JxReconciliation *reconciliation)
{
    const JxEquations *equations = reconciliation->equations;
    if (report->has_declared)
        return report->declared.place;
    for (guint i = 0; i < equations->lines->len; i++) {
        const JxLine *line = jx_equations_line(equations, i);
        if (line->off ||
            (line->total_of != JX_NO_BLOCK &&
             jx_block_is_off(jx_equations_block(equations, line->total_of))))
            return line->funding[JX_FUND_TOTAL].place;
    }
    return (JxPlace){0};
}

static JxFinding *add_at_edit(const JxReport *report,
                              const JxReconciliation *reconciliation,
                              JxDiags *diags, const char *rule,
                              const JxEdit *edit, char *message)
{
    const JxExplanation *first =
        g_ptr_array_index(reconciliation->explanations, 0);
    bool alone = first->edits->len == 1;
    const JxLine *line =
        jx_equations_line(reconciliation->equations, edit->line);
    JxFinding *finding = jx_diags_add(
        diags, rule, place_of(report, reconciliation, edit), "%s", message);
    finding->project = line->project;
    finding->field = edit->kind == JX_EDIT_ROW_TWICE
                         ? JX_FIELD_NAME
                         : jx_fund_field(edit->fund);
    g_autofree char *sums = sums_text(report, reconciliation, edit, alone);
    if (*sums)
        jx_finding_hint(finding, "%s", sums);
    g_free(message);
    return finding;
}

static void report_unique(const JxReport *report,
                          const JxReconciliation *reconciliation,
                          JxDiags *diags)
{
    const JxExplanation *explanation =
        g_ptr_array_index(reconciliation->explanations, 0);
    guint n = explanation->edits->len;
    g_autofree char *moves =
        explanation_text(report, reconciliation, explanation);
    JxFinding *summary = jx_diags_add(
        diags, "reconciled", summary_place(report, reconciliation),
        _("改 %u 处即可使印出的合计全部成立，这样的改法只有一种"), n);
    jx_finding_hint(summary, "%s", moves);

    for (guint i = 0; i < n; i++) {
        const JxEdit *edit = &g_array_index(explanation->edits, JxEdit, i);
        g_autofree char *text = jx_edit_text(report, edit);
        add_at_edit(report, reconciliation, diags, "reconciled", edit,
                    g_strdup_printf(_("建议：%s（共 %u 处，此为第 %u 处）"),
                                    text, n, i + 1));
    }
}

/* Why what was found is not called unique. */
static char *doubt_text(const JxReconciliation *reconciliation)
{
    guint size = reconciliation->size;
    guint n = reconciliation->explanations->len;
    if (reconciliation->many)
        return g_strdup_printf(
            _("改 %u 处可以使合计成立，但改法多于 %u 种，无从判断"), size, n);
    if (n > 1)
        return g_strdup_printf(
            _("有 %u 种改 %u 处的改法都能使合计成立，请对照原件判断"), n, size);
    if (!reconciliation->complete)
        return g_strdup_printf(
            _("改 %u 处可以使合计成立，但没有试完同样多的改法，不能说是唯一的"),
            size);
    if (reconciliation->n_decoys_explained > 0)
        return g_strdup_printf(
            _("改 %u 处可以使合计成立，但可能是巧合：换成 %u 个别的差额，"
              "有 %u 个用同样多的改动也凑得出"),
            size, reconciliation->n_decoys, reconciliation->n_decoys_explained);
    if (reconciliation->untested)
        return g_strdup_printf(
            _("改 %u 处可以使合计成立，但项目太多，没有试够是不是巧合，"
              "不能说是唯一的"),
            size);
    return g_strdup_printf(
        _("改 %u 处可以使合计成立，但别的原因也能解释，请对照原件判断"), size);
}

static bool is_told(const GArray *told, const JxEdit *edit)
{
    for (guint i = 0; i < told->len; i++) {
        const JxEdit *other = &g_array_index(told, JxEdit, i);
        if (other->line == edit->line && other->kind == edit->kind &&
            other->fund == edit->fund && other->new_fen == edit->new_fen &&
            (edit->kind != JX_EDIT_MOVE || other->to == edit->to))
            return true;
    }
    return false;
}

static void report_ambiguous(const JxReport *report,
                             const JxReconciliation *reconciliation,
                             JxDiags *diags)
{
    const GPtrArray *explanations = reconciliation->explanations;
    g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(JxEdit));
    g_autoptr(GString) all = g_string_new(NULL);
    g_autofree char *doubt = doubt_text(reconciliation);
    guint n = MIN(explanations->len, MAX_TOLD);

    for (guint i = 0; i < n; i++) {
        g_autofree char *text =
            explanation_text(report, reconciliation, explanations->pdata[i]);
        g_autofree char *numbered =
            g_strdup_printf(_("改法 %u：%s"), i + 1, text);
        g_string_append_printf(all, i ? "。%s" : "%s", numbered);
    }
    JxFinding *summary =
        jx_diags_add(diags, "reconcile-ambiguous",
                     summary_place(report, reconciliation), "%s", doubt);
    jx_finding_hint(summary, "%s", all->str);

    for (guint i = 0; i < n; i++) {
        const JxExplanation *explanation = explanations->pdata[i];
        for (guint j = 0; j < explanation->edits->len; j++) {
            const JxEdit *edit = &g_array_index(explanation->edits, JxEdit, j);
            if (told->len >= MAX_CELLS || is_told(told, edit))
                continue;
            g_array_append_vals(told, edit, 1);
            g_autofree char *text = jx_edit_text(report, edit);
            add_at_edit(report, reconciliation, diags, "reconcile-ambiguous",
                        edit,
                        g_strdup_printf(_("可能：%s（改法 %u）"), text, i + 1));
        }
    }
}

static void report_missing_row(const JxReport *report,
                               const JxReconciliation *reconciliation,
                               JxDiags *diags)
{
    const JxMissingRow *row = &reconciliation->missing;
    g_autoptr(GString) amounts = g_string_new(NULL);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        g_autofree char *amount = figure(report, row->fen[fund]);
        if (row->fen[fund] != 0)
            g_string_append_printf(amounts, amounts->len ? "，%s %s" : "%s %s",
                                   jx_fund_heading(fund), amount);
    }
    JxPlace place = summary_place(report, reconciliation);
    if (row->unit >= 0)
        place = jx_report_unit(report, (guint)row->unit)->place;
    JxFinding *finding =
        row->n_edits == 0
            ? jx_diags_add(diags, "reconcile-ambiguous", place,
                           _("差额也可能是少印了一行项目：%s"), amounts->str)
            : jx_diags_add(diags, "reconcile-ambiguous", place,
                           _("另改 %u 处后，差额也可能是少印了一行项目：%s"),
                           row->n_edits, amounts->str);
    jx_finding_hint(finding,
                    _("这些数是由差额推算的，没有印出，程序不会据此改数"));
}

/* 第 25 行, or the address of its 总计 in a workbook. Yours. */
static char *line_text(const JxLine *line)
{
    JxPlace place = line->funding[JX_FUND_TOTAL].place;
    return place.cell ? g_strdup(place.cell)
                      : g_strdup_printf(_("第 %u 行"), place.line);
}

static void report_nothing(const JxReport *report,
                           const JxReconciliation *reconciliation,
                           JxDiags *diags)
{
    JxPlace place = summary_place(report, reconciliation);
    if (reconciliation->stuck) {
        g_autofree char *where = line_text(jx_equations_line(
            reconciliation->equations, reconciliation->stuck_line));
        jx_diags_add(diags, "reconcile-incomplete", place,
                     _("%s的总计与各项之和不符，移栏、重复、颠倒、小数点错位"
                       "都解释不了，请对照原件核对那一行"),
                     where);
    } else if (reconciliation->complete)
        jx_diags_add(diags, "reconcile-incomplete", place,
                     _("试完了改动 %u 处以内的情形，没有能使合计成立的改法，"
                       "请对照原件逐项核对"),
                     reconciliation->searched);
    else
        jx_diags_add(diags, "reconcile-incomplete", place,
                     _("项目太多，只试完了改动 %u 处以内的情形，"
                       "没有能使合计成立的改法"),
                     reconciliation->searched);
}

static void report_merged(const JxReport *report,
                          const JxReconciliation *reconciliation,
                          JxDiags *diags)
{
    for (guint i = 0; i < reconciliation->merged->len; i++) {
        const JxMerged *merged =
            &g_array_index(reconciliation->merged, JxMerged, i);
        const JxMoney *money =
            &jx_report_project(report, merged->project)->funding[merged->from];
        g_autofree char *whole = figure(report, money->fen);
        g_autofree char *rest = figure(report, money->fen - merged->fen);
        g_autofree char *part = figure(report, merged->fen);
        JxFinding *finding = jx_finding_of_project(
            jx_diags_add(diags, "reconcile-merged", money->place,
                         _("%s 可能是两栏之和：%s %s ＋ %s %s"), whole,
                         jx_fund_heading(merged->from), rest,
                         jx_fund_heading(merged->to), part),
            merged->project, jx_fund_field(merged->from));
        jx_finding_hint(finding, merged->short_of_cell
                                     ? _("这一行正好少一格；拆开的数是推算的，"
                                         "程序不会据此改数")
                                     : _("拆开的数是推算的，程序不会据此改数"));
    }
}

static void report_crossed(const JxReport *report,
                           const JxReconciliation *reconciliation,
                           JxDiags *diags)
{
    for (guint i = 0; i < reconciliation->crossed->len; i++) {
        const JxCrossed *crossed =
            &g_array_index(reconciliation->crossed, JxCrossed, i);
        const JxLine *line =
            jx_equations_line(reconciliation->equations, crossed->line);
        const JxMoney *money = &line->funding[crossed->fund];
        const char *fund = jx_fund_heading(crossed->fund);
        g_autofree char *now = figure(report, money->fen);
        g_autofree char *then = figure(report, crossed->new_fen);
        g_autofree char *off =
            figure(report, ABS(money->fen - crossed->new_fen));
        JxFinding *finding =
            money->blank
                ? jx_diags_add(diags, "reconcile-crossed", money->place,
                               _("%s空着，如果是 %s，本行和这一栏的合计就都"
                                 "成立"),
                               fund, then)
                : jx_diags_add(diags, "reconcile-crossed", money->place,
                               _("%s %s 如果是 %s，本行和这一栏的合计就都成立"),
                               fund, now, then);
        finding->project = line->project;
        finding->field = jx_fund_field(crossed->fund);
        jx_finding_hint(finding,
                        _("本行与这一栏都差 %s，两处印证；这个数是推算的，"
                          "没有印出，程序不会据此改数"),
                        off);
    }
}

void jx_reconciliation_report(const JxReport *report,
                              const JxReconciliation *reconciliation,
                              JxDiags *diags)
{
    if (reconciliation->equations->overflow)
        jx_diags_add(diags, "reconcile-incomplete",
                     summary_place(report, reconciliation),
                     _("有的金额大得无法试算，没有查找错数"));
    if (!reconciliation->needed)
        return;
    if (reconciliation->unique)
        report_unique(report, reconciliation, diags);
    else if (reconciliation->explanations->len > 0)
        report_ambiguous(report, reconciliation, diags);
    else
        report_nothing(report, reconciliation, diags);
    if (reconciliation->missing.found && !reconciliation->unique)
        report_missing_row(report, reconciliation, diags);
    report_merged(report, reconciliation, diags);
    report_crossed(report, reconciliation, diags);
}

void jx_judge_reconciliation(const JxReport *report, const JxConfig *config,
                             JxDiags *diags)
{
    (void)config;
    /* amounts rounded one by one cannot be made to add up by whole amounts */
    if (jx_report_is_rounded(report))
        return;
    g_autoptr(JxReconciliation) reconciliation = jx_reconcile(report);
    jx_reconciliation_report(report, reconciliation, diags);
}
