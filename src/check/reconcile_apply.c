#include "check/reconcile_report.h"

#include "base/intl.h"
#include "check/finding.h"

/* The amounts of a line in the copy. */
static JxMoney *funding_in(JxReport *copy, const JxLine *line)
{
    if (line->project >= 0)
        return jx_report_project(copy, (guint)line->project)->funding;
    if (line->unit >= 0)
        return jx_report_unit(copy, (guint)line->unit)->funding;
    return copy->declared.funding;
}

static void change(JxMoney *money, gint64 fen, bool blank)
{
    if (!money->corrected) {
        money->from_fen = money->fen;
        money->from_blank = money->blank;
    }
    money->corrected = true;
    money->fen = fen;
    money->blank = blank;
}

/* Values change first, then amounts leave, then they arrive: two that change
 * places do not meet. */
static void apply_values(const JxEdit *edit, JxMoney *funding,
                         const JxMoney *printed)
{
    if (jx_edit_is_value(edit->kind))
        change(&funding[edit->fund], edit->new_fen, false);
    if (edit->kind != JX_EDIT_ROW_UNIT)
        return;
    /* all by the factor of 总计, which is exact */
    bool smaller = ABS(edit->new_fen) < ABS(edit->fen);
    gint64 factor =
        smaller ? edit->fen / edit->new_fen : edit->new_fen / edit->fen;
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        if (!printed[fund].blank)
            change(&funding[fund],
                   smaller ? printed[fund].fen / factor
                           : printed[fund].fen * factor,
                   false);
}

static void apply_leaving(const JxEdit *edit, JxMoney *funding,
                          const JxMoney *printed)
{
    (void)printed;
    if (edit->kind == JX_EDIT_MOVE || edit->kind == JX_EDIT_REMOVE)
        change(&funding[edit->fund], 0, true);
}

static void apply_arriving(const JxEdit *edit, JxMoney *funding,
                           const JxMoney *printed)
{
    if (edit->kind != JX_EDIT_MOVE)
        return;
    change(&funding[edit->to], printed[edit->fund].fen, false);
    funding[edit->to].decimals = printed[edit->fund].decimals;
}

typedef void (*Step)(const JxEdit *edit, JxMoney *funding,
                     const JxMoney *printed);

/* `printed` of an arriving amount is what it was after values changed. */
static void apply_step(JxReport *copy, const JxReconciliation *reconciliation,
                       const GArray *edits, Step step, GArray *before)
{
    for (guint i = 0; i < edits->len; i++) {
        const JxEdit *edit = &g_array_index(edits, JxEdit, i);
        const JxLine *line =
            jx_equations_line(reconciliation->equations, edit->line);
        step(edit, funding_in(copy, line),
             &g_array_index(before, JxMoney, i * JX_N_FUNDS));
    }
}

/* The amounts of each edit's line as they stand now. */
static GArray *amounts_now(JxReport *copy,
                           const JxReconciliation *reconciliation,
                           const GArray *edits)
{
    GArray *now = g_array_new(FALSE, FALSE, sizeof(JxMoney));
    for (guint i = 0; i < edits->len; i++) {
        const JxLine *line = jx_equations_line(
            reconciliation->equations, g_array_index(edits, JxEdit, i).line);
        g_array_append_vals(now, funding_in(copy, line), JX_N_FUNDS);
    }
    return now;
}

static void tell(JxReport *copy, const JxReconciliation *reconciliation,
                 const JxEdit *edit)
{
    const JxLine *line =
        jx_equations_line(reconciliation->equations, edit->line);
    g_autofree char *text = jx_edit_text(copy, edit);
    JxPlace place = funding_in(copy, line)[edit->fund].place;
    JxFinding *finding = jx_diags_add(copy->diags, "reconciled", place,
                                      _("已按唯一的改法改正：%s"), text);
    finding->project = line->project;
    finding->field = jx_fund_field(edit->fund);
}

/* Rows counted twice go last, from the end, so that no index moves before it
 * is used; findings about rows behind move with them. */
static void remove_row(JxReport *copy, guint project)
{
    g_array_remove_index(copy->projects, project);
    for (guint i = 0; i < jx_diags_count(copy->diags); i++) {
        JxFinding *finding = jx_diags_get(copy->diags, i);
        if (finding->project == (int)project)
            finding->project = -1;
        else if (finding->project > (int)project)
            finding->project--;
    }
}

static void remove_rows(JxReport *copy, const JxReconciliation *reconciliation,
                        const GArray *edits)
{
    for (guint i = edits->len; i > 0; i--) {
        const JxEdit *edit = &g_array_index(edits, JxEdit, i - 1);
        if (edit->kind == JX_EDIT_ROW_TWICE)
            remove_row(copy, (guint)jx_equations_line(reconciliation->equations,
                                                      edit->line)
                                 ->project);
    }
}

JxReport *jx_reconcile_apply(const JxReport *report,
                             const JxReconciliation *reconciliation)
{
    if (!reconciliation->unique)
        return NULL;
    JxReport *copy = jx_report_copy(report);
    const JxExplanation *explanation =
        g_ptr_array_index(reconciliation->explanations, 0);
    const GArray *edits = explanation->edits;

    for (guint i = 0; i < edits->len; i++)
        tell(copy, reconciliation, &g_array_index(edits, JxEdit, i));
    g_autoptr(GArray) printed = amounts_now(copy, reconciliation, edits);
    apply_step(copy, reconciliation, edits, apply_values, printed);
    g_autoptr(GArray) changed = amounts_now(copy, reconciliation, edits);
    apply_step(copy, reconciliation, edits, apply_leaving, changed);
    apply_step(copy, reconciliation, edits, apply_arriving, changed);
    remove_rows(copy, reconciliation, edits);
    return copy;
}
