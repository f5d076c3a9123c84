#pragma once

#include "model/report.h"

/* Completes a finding that jx_diags_add has just made. Each returns it, so
 * that a hint can follow. */

/* It is about this field of the project with that index. */
JxFinding *jx_finding_of_project(JxFinding *finding, guint project,
                                 JxField field);

/* It is about an indicator of that project. */
JxFinding *jx_finding_of_indicator(JxFinding *finding, guint project,
                                   const JxIndicator *indicator, JxField field);

/* Sets the hint, a message like that of jx_diags_add. */
void jx_finding_hint(JxFinding *finding, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* What a message calls the i-th indicator: its printed number, or, without
 * one, its place among the project's. */
guint jx_indicator_number(const JxProject *project, guint i);

/* The project's name for a message, or （无名称）. */
const char *jx_project_label(const JxProject *project);
