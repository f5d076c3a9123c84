#pragma once

#include "load/workbook_back.h"

/* 原表 row by row: what each was written as. Only workbook_form*.c include
 * this. */

enum {
    JX_FORM_NAME,
    JX_FORM_AMOUNTS,
    JX_FORM_GOAL = JX_FORM_AMOUNTS + JX_N_FUNDS,
    JX_FORM_INDICATORS,
    JX_N_FORM_STAMPS,
};

/* A row as it stands there now. */
typedef struct {
    guint row;
    JxStamp stamps[JX_N_FORM_STAMPS];
    char *key;   /* all of them */
    int written; /* index of the row it was written as, or -1 */
    bool same;   /* and not a cell of it was edited */
} JxFormRow;

typedef struct {
    JxBack *back;
    const JxList *list;
    const GArray *written; /* JxTraceFormRow */
    GArray *rows;          /* JxFormRow */
    bool *taken;           /* of the written rows */
} JxForm;

#define jx_form_row(form, i) (&g_array_index((form)->rows, JxFormRow, (i)))
#define jx_form_written(form, i)                                               \
    (&g_array_index((form)->written, JxTraceFormRow, (guint)(i)))

/* The column of each stamp. */
extern const JxListColumn JX_FORM_COLUMNS[JX_N_FORM_STAMPS];

/* Reads the rows and finds out what they were written as. */
JxForm jx_form_open(JxBack *back);
void jx_form_clear(JxForm *form);
