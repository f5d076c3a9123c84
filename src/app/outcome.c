#include "app/outcome.h"

#include "base/error.h"

void jx_outcome_fail(JxOutcome *outcome, const GError *error)
{
    outcome->n_failed++;
    outcome->retry |= g_error_matches(error, JX_ERROR, JX_ERROR_RETRY);
    outcome->usage |= g_error_matches(error, JX_ERROR, JX_ERROR_CONFIG);
    g_printerr("jixiao: %s\n", error->message);
}

int jx_outcome_exit(const JxOutcome *outcome)
{
    if (outcome->usage)
        return JX_EXIT_USAGE;
    if (outcome->retry)
        return JX_EXIT_RETRY;
    if (outcome->n_failed > 0)
        return outcome->n_failed == outcome->n_inputs ? JX_EXIT_NONE
                                                      : JX_EXIT_SOME;
    return outcome->findings ? JX_EXIT_FINDINGS : JX_EXIT_OK;
}
