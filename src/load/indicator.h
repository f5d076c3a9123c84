#pragma once

#include "load/text.h"

/* Reads the indicator cell of a project into project->indicators:
 *
 *   序号、L1码-L1名；L2码-L2名；三级名；实施周期指标值：X；年度指标值：Y。
 *
 * repeated. What is absent stays NULL; what cannot be read becomes an item of
 * text alone (indicator-syntax). The texts of the items in order give back
 * the cell. Findings: indicator-syntax, colon-missing, whitespace-removed,
 * char-normalised.
 *
 *   index  of the project, for the findings */
void jx_indicators_read(JxProject *project, int index, const JxText *text);
