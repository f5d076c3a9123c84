#pragma once

#include "model/report.h"

/* Which project of one report is which of another, and the same for the
 * indicators of a pair of projects. Each entry of `after` gets the index of
 * its partner in `before`, or -1; no partner is given twice. */
void jx_match_projects(const JxReport *before, const JxReport *after,
                       GArray *partners /* int */);
void jx_match_indicators(const JxProject *before, const JxProject *after,
                         GArray *partners /* int */);
