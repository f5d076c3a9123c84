#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "app/outcome.h"
#include "base/error.h"

Test(outcome, codes_follow_their_precedence)
{
    static const struct {
        JxOutcome outcome;
        int code;
    } CASES[] = {
        {{.n_inputs = 2}, 0},
        {{.n_inputs = 2, .findings = true}, 1},
        {{.n_inputs = 2, .n_failed = 1, .findings = true}, 3},
        {{.n_inputs = 2, .n_failed = 2, .findings = true}, 4},
        {{.n_inputs = 2, .n_failed = 2, .retry = true}, 75},
        {{.n_inputs = 2, .n_failed = 2, .retry = true, .usage = true}, 2},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        cr_expect(eq(int, jx_outcome_exit(&CASES[i].outcome), CASES[i].code));
}

Test(outcome, a_failure_is_counted_by_its_kind)
{
    JxOutcome outcome = {.n_inputs = 2};
    g_autoptr(GError) full =
        g_error_new_literal(JX_ERROR, JX_ERROR_RETRY, "full");

    jx_outcome_fail(&outcome, full);

    cr_expect(eq(u32, outcome.n_failed, 1));
    cr_expect(eq(int, jx_outcome_exit(&outcome), JX_EXIT_RETRY));
}
