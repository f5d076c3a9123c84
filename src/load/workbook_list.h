#pragma once

#include "cells/xlsx.h"
#include "load/text.h"

/* A sheet of our own workbook as a list: its columns found by their headings,
 * its rows as they stand. Rows count from 1, as in the sheet. Inside load/. */

typedef enum {
    JX_LIST_FUNDING,    /* 资金 */
    JX_LIST_GOALS,      /* 绩效目标 */
    JX_LIST_INDICATORS, /* 绩效指标 */
    JX_LIST_FORM,       /* 原表 */
    JX_N_LISTS,
} JxListKind;

/* Columns of all lists; the funds stand in the order of JxFund. */
typedef enum {
    JX_AT_KEY,
    JX_AT_NAME,
    JX_AT_UNIT,
    JX_AT_TOTAL,
    JX_AT_FISCAL,
    JX_AT_SPECIAL_ACCOUNT,
    JX_AT_OTHER,
    JX_AT_DIFFERENCE,
    JX_AT_VERDICT,
    JX_AT_SHARE,
    JX_AT_GOAL,
    JX_AT_N_INDICATORS,
    JX_AT_ALL_INDICATORS, /* 绩效指标原文 */
    JX_AT_ORDINAL,
    JX_AT_LEVEL1_CODE,
    JX_AT_LEVEL1_NAME,
    JX_AT_LEVEL2_CODE,
    JX_AT_LEVEL2_NAME,
    JX_AT_INDICATOR,
    JX_AT_PERIOD,
    JX_AT_ANNUAL,
    JX_AT_SIGN,
    JX_AT_NUMBER,
    JX_AT_MEASURE,
    JX_AT_TEXT,       /* 指标原文 */
    JX_AT_INDICATORS, /* 绩效指标, in 原表 */
    JX_N_LIST_COLUMNS,
} JxListColumn;

typedef struct {
    const JxWorksheet *sheet; /* borrowed */
    guint heading_row;
    guint column[JX_N_LIST_COLUMNS]; /* 0: it has no such column */
    GArray *rows; /* guint: rows below the headings with text */
    bool full;    /* there are more */
} JxList;

/* The list of a kind: of several that look like it the one of the usual name,
 * else the first. Yours; NULL when there is none. */
JxList *jx_list_find(const JxWorkbook *workbook, JxListKind kind);
void jx_list_free(JxList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxList, jx_list_free)

/* Does the sheet look like a list of this kind? */
bool jx_list_fits(const JxWorksheet *sheet, JxListKind kind);

/* Do cells with exactly these words stand on a sheet? `words` ends with NULL.
 */
bool jx_list_has_words(const JxWorksheet *sheet, const char *const *words);

/* The name the program gives such a sheet, and the heading of a column. */
const char *jx_list_name(JxListKind kind);
const char *jx_list_heading(JxListColumn cell);

/* What stands in a row under a heading; NULL when nothing does, or white
 * space. Owned by the workbook. */
const JxSheetCell *jx_list_cell(const JxList *list, guint row,
                                JxListColumn cell);
const char *jx_list_text(const JxList *list, guint row, JxListColumn cell);

/* The place of a cell, there or not; column A for a column it has not. */
JxPlace jx_list_place(const JxList *list, JxReport *report, guint row,
                      JxListColumn cell);

/* The place of any cell of a sheet. */
JxPlace jx_list_place_at(const JxWorksheet *sheet, JxReport *report, guint row,
                         guint column);
