#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <criterion/parameterized.h>

#include "base/input.h"
#include "load/load.h"
#include "plant.h"
#include "report_builder.h"

/* ---- planted damage ---------------------------------------------------- */

Test(reconcile, a_table_that_adds_up_needs_no_explanation)
{
    for (guint seed = 0; seed < 40; seed++) {
        Plant plant;
        plant_new(&plant, seed, 5 + seed);
        g_autoptr(JxReport) report = plant_report(&plant);

        g_autoptr(JxReconciliation) result = jx_reconcile(report);

        cr_expect(not(result->needed), "seed %u", seed);
        plant_clear(&plant);
    }
}

/* What must hold for every explanation of `k` edits that were planted. */
static void expect_explained(const JxReport *report, guint k, guint seed)
{
    g_autoptr(JxReconciliation) result = jx_reconcile(report);
    if (!result->needed)
        return; /* the edits cancelled out */
    cr_expect(result->size >= 1 && result->size <= k,
              "seed %u: %u edits for %u", seed, result->size, k);
    for (guint i = 0; i < result->explanations->len; i++)
        cr_expect(plant_verifies(report, result,
                                 g_ptr_array_index(result->explanations, i)),
                  "seed %u, explanation %u", seed, i);
}

ParameterizedTestParameters(reconcile, planted_edits_are_explained_by_no_more)
{
    static guint edits[] = {1, 2, 3, 4};
    return cr_make_param_array(guint, edits, G_N_ELEMENTS(edits));
}

ParameterizedTest(guint *k, reconcile, planted_edits_are_explained_by_no_more)
{
    for (guint seed = 0; seed < 60; seed++) {
        Plant plant;
        plant_new(&plant, seed * 4 + *k, 6 + seed % 30);
        for (guint i = 0; i < *k; i++)
            plant_edit(&plant, (PlantKind)plant_random(&plant, PLANT_N_INSIDE));
        g_autoptr(JxReport) report = plant_report(&plant);

        expect_explained(report, *k, seed);

        plant_clear(&plant);
    }
}

Test(reconcile, every_kind_of_edit_is_recognised_as_what_it_is)
{
    static const JxEditKind KINDS[PLANT_N_INSIDE] = {
        [PLANT_MOVE] = JX_EDIT_MOVE,
        [PLANT_TWICE] = JX_EDIT_REMOVE,
        [PLANT_TRANSPOSE] = JX_EDIT_TRANSPOSED,
        [PLANT_SHIFT] = JX_EDIT_SHIFTED,
        [PLANT_ROW_TWICE] = JX_EDIT_ROW_TWICE,
    };
    for (PlantKind kind = 0; kind < PLANT_N_INSIDE; kind++) {
        guint n_right = 0;
        for (guint seed = 0; seed < 20; seed++) {
            Plant plant;
            plant_new(&plant, seed + 500, 20);
            plant_edit(&plant, kind);
            g_autoptr(JxReport) report = plant_report(&plant);
            g_autoptr(JxReconciliation) result = jx_reconcile(report);
            if (result->unique) {
                const JxExplanation *explanation =
                    g_ptr_array_index(result->explanations, 0);
                n_right += g_array_index(explanation->edits, JxEdit, 0).kind ==
                           KINDS[kind];
            }
            plant_clear(&plant);
        }
        cr_expect(n_right >= 16, "kind %d: %u of 20", kind, n_right);
    }
}

Test(reconcile, a_lost_row_is_found_beside_and_never_applied)
{
    for (guint seed = 0; seed < 20; seed++) {
        Plant plant;
        plant_new(&plant, seed + 900, 15);
        plant_edit(&plant, PLANT_ROW_LOST);
        g_autoptr(JxReport) report = plant_report(&plant);

        g_autoptr(JxReconciliation) result = jx_reconcile(report);

        cr_expect(result->missing.found, "seed %u", seed);
        cr_expect(eq(u32, result->missing.n_edits, 0));
        cr_expect(not(result->unique));
        cr_expect(jx_reconcile_apply(report, result) == NULL);
        plant_clear(&plant);
    }
}

Test(reconcile, a_wrong_digit_is_not_explained_away)
{
    for (guint seed = 0; seed < 40; seed++) {
        Plant plant;
        plant_new(&plant, seed + 1300, 12 + seed);
        plant_edit(&plant, seed % 2 ? PLANT_DIGIT : PLANT_DIGIT_TWICE);
        g_autoptr(JxReport) report = plant_report(&plant);

        g_autoptr(JxReconciliation) result = jx_reconcile(report);

        cr_expect(result->needed);
        cr_expect(not(result->unique), "seed %u", seed);
        plant_clear(&plant);
    }
}

/* ---- a table that can be followed by hand ------------------------------ */

/* 12.30 stands in 财政专户 and belongs in 其他资金; 7.85 is printed twice. */
static JxReport *damaged_report(void)
{
    JxReport *report = report_new();
    declare(report, AMOUNTS("270.45", "160.00", "90.30", "20.15"));
    add_good_project(report, "甲项经费", AMOUNTS("100.00", "100.00"));
    add_good_project(report, "乙项经费", AMOUNTS("150.30", "60.00", "90.30"));
    add_good_project(report, "丙项经费", AMOUNTS("12.30", "", "12.30"));
    add_good_project(report, "丁项经费", AMOUNTS("7.85", "", "7.85", "7.85"));
    return report;
}

Test(reconcile, moves_and_duplicates_are_found_on_their_cells)
{
    static const char *const SELECT[] = {"reconciled", "reconcile-ambiguous",
                                         "reconcile-incomplete", NULL};
    JxCheckOptions options = {.select = SELECT};
    g_autoptr(JxReport) report = damaged_report();

    jx_check(report, &options);

    g_autofree char *findings = findings_of(report);
    cr_expect(
        eq(str, findings, "reconciled@6:1 reconciled@9:30 reconciled@10:30"));
    const JxFinding *summary = jx_diags_get(report->diags, 0);
    cr_expect(strstr(summary->hint, "第 9 行") != NULL);
    const JxFinding *move = jx_diags_get(report->diags, 1);
    cr_expect(eq(int, move->project, 2));
    cr_expect(eq(int, move->field, JX_FIELD_SPECIAL_ACCOUNT));
    cr_expect(strstr(move->hint, "110.45") && strstr(move->hint, "90.30"));
}

Test(reconcile, off_means_that_nothing_is_looked_for)
{
    JxCheckOptions options = {.no_reconcile = true};
    g_autoptr(JxReport) report = damaged_report();

    jx_check(report, &options);

    cr_expect(eq(u32, count_of(report, "reconciled"), 0));
    cr_expect(eq(u32, count_of(report, "row-sum-mismatch"), 1));
}

Test(reconcile, applying_corrects_a_copy_and_marks_what_it_changed)
{
    g_autoptr(JxReport) report = damaged_report();
    g_autoptr(JxReconciliation) result = jx_reconcile(report);

    g_autoptr(JxReport) copy = jx_reconcile_apply(report, result);

    cr_assert(copy != NULL);
    jx_check(copy, NULL);
    cr_expect(
        eq(u32, jx_diags_count_severity(copy->diags, JX_SEVERITY_ERROR), 0));
    cr_expect(eq(u32, count_of(copy, "reconciled"), 2));
    const JxMoney *left =
        &jx_report_project(copy, 2)->funding[JX_FUND_SPECIAL_ACCOUNT];
    const JxMoney *arrived =
        &jx_report_project(copy, 2)->funding[JX_FUND_OTHER];
    cr_expect(left->corrected && left->blank && left->fen == 0);
    cr_expect(eq(i64, left->from_fen, 12300000));
    cr_expect(arrived->corrected && !arrived->blank && arrived->from_blank);
    cr_expect(eq(i64, arrived->fen, 12300000));
    const JxMoney *untouched = jx_report_project(copy, 0)->funding;
    const JxMoney *original =
        &jx_report_project(report, 2)->funding[JX_FUND_OTHER];
    cr_expect(not(untouched->corrected));
    cr_expect(not(original->corrected));
}

Test(reconcile, two_ways_are_both_told_and_none_is_applied)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("60.00", "40.00", "20.00"));
    add_good_project(report, "甲项经费", AMOUNTS("20.00", "20.00"));
    add_good_project(report, "乙项经费", AMOUNTS("20.00", "20.00"));
    add_good_project(report, "丙项经费", AMOUNTS("20.00", "20.00"));
    g_autoptr(JxReconciliation) result = jx_reconcile(report);

    jx_check(report, NULL);

    cr_expect(not(result->unique));
    cr_expect(eq(u32, result->explanations->len, 3));
    cr_expect(jx_reconcile_apply(report, result) == NULL);
    cr_expect(eq(u32, count_of(report, "reconciled"), 0));
    cr_expect(eq(u32, count_of(report, "reconcile-ambiguous"), 4));
}

Test(reconcile, two_amounts_that_changed_places_are_two_edits)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("180.73", "111.23", "69.50"));
    add_good_project(report, "甲项经费", AMOUNTS("80.73", "11.23", "69.50"));
    add_good_project(report, "乙项经费", AMOUNTS("100.00", "100.00"));
    JxMoney *funding = jx_report_project(report, 0)->funding;
    JxMoney kept = funding[JX_FUND_FISCAL];
    funding[JX_FUND_FISCAL] = funding[JX_FUND_SPECIAL_ACCOUNT];
    funding[JX_FUND_SPECIAL_ACCOUNT] = kept;

    g_autoptr(JxReconciliation) result = jx_reconcile(report);
    g_autoptr(JxReport) copy = jx_reconcile_apply(report, result);

    cr_expect(eq(u32, result->size, 2));
    cr_assert(copy != NULL);
    cr_expect(eq(i64, jx_report_project(copy, 0)->funding[JX_FUND_FISCAL].fen,
                 11230000));
}

Test(reconcile, a_row_in_yuan_in_a_table_of_ten_thousands_is_one_edit)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("180.73", "111.23", "69.50"));
    add_good_project(report, "甲项经费",
                     AMOUNTS("807300.00", "112300.00", "695000.00"));
    add_good_project(report, "乙项经费", AMOUNTS("100.00", "100.00"));

    g_autoptr(JxReconciliation) result = jx_reconcile(report);
    g_autoptr(JxReport) copy = jx_reconcile_apply(report, result);

    cr_expect(eq(u32, result->size, 1));
    cr_assert(copy != NULL);
    const JxMoney *funding = jx_report_project(copy, 0)->funding;
    cr_expect(eq(i64, funding[JX_FUND_TOTAL].fen, 80730000));
    cr_expect(eq(i64, funding[JX_FUND_FISCAL].fen, 11230000));
    cr_expect(eq(i64, funding[JX_FUND_SPECIAL_ACCOUNT].fen, 69500000));
    cr_expect(funding[JX_FUND_OTHER].blank);
}

Test(reconcile, a_minus_that_should_not_be_there_is_one_edit)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("180.73", "111.23", "69.50"));
    add_good_project(report, "甲项经费", AMOUNTS("80.73", "11.23", "-69.50"));
    add_good_project(report, "乙项经费", AMOUNTS("100.00", "100.00"));

    g_autoptr(JxReconciliation) result = jx_reconcile(report);

    cr_expect(result->unique);
    cr_assert(eq(u32, result->size, 1));
    const JxExplanation *explanation =
        g_ptr_array_index(result->explanations, 0);
    const JxEdit *edit = &g_array_index(explanation->edits, JxEdit, 0);
    cr_expect(eq(int, edit->kind, JX_EDIT_SIGN));
    cr_expect(eq(i64, edit->new_fen, 69500000));
}

Test(reconcile, a_wrong_subtotal_is_told_from_wrong_projects)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("113.57", "113.57"));
    add_unit(report, "甲小学", AMOUNTS("61.57", "61.57"));
    add_good_project(report, "甲项经费", AMOUNTS("61.57", "61.57"));
    add_unit(report, "乙小学", AMOUNTS("25.00", "52.00"));
    add_good_project(report, "乙项经费", AMOUNTS("52.00", "52.00"));

    g_autoptr(JxReconciliation) result = jx_reconcile(report);

    cr_assert(eq(u32, result->size, 1));
    const JxExplanation *explanation =
        g_ptr_array_index(result->explanations, 0);
    const JxEdit *edit = &g_array_index(explanation->edits, JxEdit, 0);
    cr_expect(eq(int, edit->kind, JX_EDIT_TRANSPOSED));
    cr_expect(
        eq(int, jx_equations_line(result->equations, edit->line)->unit, 1));
    cr_expect(eq(i64, edit->new_fen, 52000000));
}

Test(reconcile, a_merged_cell_is_a_hint_on_the_row_that_is_short)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("230.00", "110.00", "85.00", "35.00"));
    add_good_project(report, "甲项经费", AMOUNTS("90.00", "50.00", "40.00"));
    add_good_project(report, "乙项经费", AMOUNTS("140.00", "60.00", "80.00"));
    jx_report_project(report, 0)->cells_missing = 1;

    jx_check(report, NULL);

    const JxFinding *hint = finding_of(report, "reconcile-merged", 0);
    cr_assert(hint != NULL);
    cr_expect(eq(u32, hint->place.line, 7));
    cr_expect(strstr(hint->message, "5.00") && strstr(hint->message, "35.00"));
    cr_expect(eq(u32, count_of(report, "reconcile-merged"), 1));
}

Test(reconcile, what_nothing_explains_is_said_so)
{
    g_autoptr(JxReport) report = report_new();
    declare(report, AMOUNTS("150.00", "150.00"));
    add_good_project(report, "甲项经费", AMOUNTS("90.00", "87.31"));
    add_good_project(report, "乙项经费", AMOUNTS("60.00", "60.00"));

    jx_check(report, NULL);

    cr_expect(eq(u32, count_of(report, "reconcile-incomplete"), 1));
    cr_expect(eq(u32, count_of(report, "reconciled"), 0));
}

#ifdef JX_REAL_DOCUMENT
Test(reconcile, the_published_document_has_one_explanation)
{
    g_autoptr(JxInput) input =
        jx_input_read(JX_REAL_DOCUMENT, NULL, NULL, NULL);
    cr_assert(input != NULL);
    JxDocument *document = jx_load(input, NULL);
    JxReport *report = g_ptr_array_index(document->reports, 0);

    g_autoptr(JxReconciliation) result = jx_reconcile(report);

    static const guint LINES[] = {25, 27, 36, 41};
    cr_expect(result->unique);
    cr_assert(eq(u32, result->size, G_N_ELEMENTS(LINES)));
    const JxExplanation *explanation =
        g_ptr_array_index(result->explanations, 0);
    for (guint i = 0; i < G_N_ELEMENTS(LINES); i++) {
        const JxEdit *edit = &g_array_index(explanation->edits, JxEdit, i);
        const JxLine *line = jx_equations_line(result->equations, edit->line);
        cr_expect(eq(u32, line->funding[edit->fund].place.line, LINES[i]));
    }
    cr_assert(eq(u32, result->merged->len, 1));
    const JxMerged *merged = &g_array_index(result->merged, JxMerged, 0);
    cr_expect(
        eq(u32, jx_report_project(report, merged->project)->place.line, 19));
    jx_document_free(document);
}
#endif
