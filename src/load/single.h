#pragma once

#include "load/rows.h"

/* The form for one project, 项目支出绩效目标（申报）表: labels with their
 * values beside or below them, and a list of indicators with one a row. Inside
 * load/ only. */

/* Does such a form begin in this row? Its first written cell is 项目名称, a
 * name stands beside it, and the indicators' heading comes before the next
 * 项目名称. */
bool jx_single_begins(const JxCells *cells, guint row);

/* Reads the form, section->heading being its first row, as a report with one
 * project. Amounts and goals of the year are the project's; those of the whole
 * period and every label that a list does not know are extra columns of it,
 * by their label. Indicators that stand twice in a row, for the period and for
 * the year, are one when they have one name. Findings: those of reading. */
void jx_single_read(JxReport *report, const JxCells *cells,
                    const JxSection *section);
