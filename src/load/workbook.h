#pragma once

#include "cells/xlsx.h"
#include "model/report.h"

/* The way back: a workbook that this program wrote, edited since, read into
 * the model. Inside load/ only.
 *
 *   资金       is where projects, amounts, sums and further columns come from
 *   绩效目标   the goals
 *   绩效指标   the indicators
 *   目录       title, unit, year, form number, currency unit
 *   原表       notes and signatures; whatever else was edited there and
 *              nowhere else is a workbook-conflict, and not taken
 *   代码       (hidden) what all of that was written with: workbook_trace.h
 *
 * Sheets are known by their headings, whatever they are called, columns by
 * their headings, rows by 项目序号 and name. What still is as it was written
 * comes back exactly; an indicator's text is made anew where a field of it was
 * edited. Results of our own formulas are not read but calculated. */

typedef struct _JxBack JxBack;

/* Finds out whether the workbook is ours: two of the three lists are there, or
 * one and the hidden sheet. Yours, or NULL. */
JxBack *jx_back_open(const JxWorkbook *workbook);
void jx_back_free(JxBack *back);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxBack, jx_back_free)

/* The sheet 原表 when it must stand in for a list that is gone; else NULL. */
const JxWorksheet *jx_back_substitute(const JxBack *back);

/* Fills the report.
 *
 *   form  what jx_back_substitute reads as, or NULL */
void jx_back_read(JxBack *back, JxReport *report, const JxReport *form);
