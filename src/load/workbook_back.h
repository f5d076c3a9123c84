#pragma once

#include "load/workbook.h"
#include "load/workbook_list.h"
#include "load/workbook_trace.h"

/* A workbook of ours under the hand. Only the files workbook_*.c include
 * this. */

/* A project of the workbook, in the order of the report. */
typedef struct {
    guint row;        /* in 资金; 0 when that is gone */
    guint key;        /* 项目序号 as it stands there; 0: none */
    int base;         /* the project it was written as, or -1: it is new */
    int form;         /* index in back->form, or -1 */
    const char *name; /* as it stands in 资金, or NULL */
    guint goal_row;   /* in 绩效目标, 0: none */
    GString *all;     /* 绩效指标原文, or NULL */
    GArray *items;    /* guint: its rows in 绩效指标 */
} JxBackProject;

struct _JxBack {
    const JxWorkbook *workbook;
    JxList *lists[JX_N_LISTS]; /* NULL: that sheet is gone */
    JxTrace *trace;            /* NULL: the hidden sheet is gone */
    JxReport *report;
    const JxReport *form;
    GArray *projects;                                  /* JxBackProject */
    GHashTable *by_key, *by_name, *by_base, *by_stamp; /* workbook_match.c */
    JxReport *scratch; /* for texts that are only looked at */
};

#define jx_back_project(back, i)                                               \
    (&g_array_index((back)->projects, JxBackProject, (i)))

/* ---- workbook_match.c: which project a row belongs to ---- */

/* The projects of 资金 in the order in which they count, and their bases. */
void jx_back_collect_projects(JxBack *back);

/* For a key (0: none) and a name (or NULL) of another list: index of the
 * project or -1. *renamed: found by its key, and named differently. */
int jx_back_find_project(const JxBack *back, guint key, const char *name,
                         bool *renamed);

/* The project that was written as this one; -1: it was deleted. */
int jx_back_find_base(const JxBack *back, int base);

/* A row of 资金 that is no project. */
typedef enum {
    JX_SUM_NONE,
    JX_SUM_DECLARED, /* 原表合计行（名称） */
    JX_SUM_UNIT,     /* 甲局（原表印列） */
    JX_SUM_COMPUTED, /* 合计（逐项相加）, 甲局（逐项相加） */
    JX_SUM_DIFFERENCE,
} JxSumKind;

/* What a row of 资金 is; *name (yours, may be NULL) is what stands in its
 * brackets or before its suffix. */
JxSumKind jx_back_sum_kind(const JxBack *back, guint row, char **name);

/* ---- workbook_cell.c: one cell ---- */

/* The number of a cell; 0 when there is none. */
guint jx_back_number(const JxList *list, guint row, JxListColumn column);

/* A text cell: verbatim when it still is what the stamp (or NULL) says, else
 * tidied like any text that is read. NULL for nothing. */
const char *jx_back_text(JxBack *back, const char *text, JxPlace place,
                         const char *stamp, int project, JxField field);

/* An amount; `was` is what was written there and `before` what stood there
 * before a correction, either may be NULL. */
void jx_back_amount(JxBack *back, guint row, JxFund fund, const char *was,
                    const char *before, int project, JxMoney *money);

/* A finding at a cell of a list. */
JxFinding *jx_back_finding(JxBack *back, const char *rule, const JxList *list,
                           guint row, JxListColumn column, int project,
                           const char *message);

/* A text, short enough for a message. Yours. */
char *jx_back_quote(const char *text);

/* Does a cell of this row go on in the next, because it could not hold more?
 */
bool jx_back_goes_on(const JxList *list, guint row);

/* ---- workbook_projects.c ---- */

/* The project of a row of 绩效目标 or 绩效指标, with the findings of a row that
 * has none; a row that names none goes to `above` (-1: there is none). */
int jx_back_owner(JxBack *back, const JxList *list, guint row, int above);

/* The project as 原表 has it, where a list is gone; NULL when there is none. */
const JxProject *jx_back_form_project(const JxBack *back, guint i);

/* ---- the other parts ---- */

/* Words by which 目录 is known; the first stands below the title. */
extern const char *const JX_CONTENTS_WORDS[];
void jx_back_read_front(JxBack *back); /* workbook_front.c */
/* 汇总, in a workbook of several documents; else NULL. */
const JxWorksheet *jx_back_summary(const JxBack *back);
void jx_back_read_totals(JxBack *back);   /* workbook_totals.c */
void jx_back_check_sums(JxBack *back);    /* the same, when all is read */
void jx_back_read_projects(JxBack *back); /* workbook_projects.c */
void jx_back_read_items(JxBack *back);    /* workbook_items.c */
void jx_back_read_form(JxBack *back);     /* workbook_form.c */
