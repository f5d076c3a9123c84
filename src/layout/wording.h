#pragma once

#include "layout/table.h"

/* What of a report is printed where: the texts of cells and lines, amounts in
 * the form's currency. */
typedef struct {
    const JxReport *report;
    const JxForm *form;
    const JxFill *fills;
    guint n_fills;
    JxCurrency currency;        /* that amounts are printed in */
    const char *currency_name;  /* NULL when it is not stated */
    guint decimals[JX_N_FUNDS]; /* so that every amount of a column is exact */
} JxWording;

/* All are lent and outlive the wording. */
void jx_wording_start(JxWording *wording, const JxReport *report,
                      const JxForm *form, const JxFill *fills, guint n_fills);

/* What a row is about. */
typedef struct {
    const char *name;
    const JxMoney *funding;       /* of JX_N_FUNDS, or NULL */
    const JxProject *project;     /* NULL for totals and blank forms */
    const JxIndicator *indicator; /* in rows of indicators */
    guint number;                 /* of the project, from 1 */
} JxSubject;

JxSubject jx_wording_project(const JxWording *wording, guint index);

/* The text of a cell, or NULL. What is neither the report's nor the form's is
 * kept in the table. */
const char *jx_wording_cell(const JxWording *wording, JxTable *table,
                            const JxFormCell *cell, const JxSubject *subject);

/* A cell of a table about that, with the look the form asks for; one column
 * and one row. */
JxTableCell jx_wording_table_cell(const JxWording *wording, JxTable *table,
                                  const JxFormCell *cell,
                                  const JxSubject *subject);

/* {unit}, {currency}, {year}, {number}, {name} filled in; NULL when what it
 * asks for is unknown.
 *
 *   name  of the project that all of the table is about, or NULL */
const char *jx_wording_line(const JxWording *wording, JxTable *table,
                            const char *pattern, const char *name);

/* Title and the lines above the table. */
void jx_wording_head(const JxWording *wording, JxTable *table,
                     const char *name);

/* What stands under the last table: corrections, notes. */
void jx_wording_after(const JxWording *wording, JxTable *table);

/* The document's own line of signatures, or the form's. */
void jx_wording_signatures(const JxWording *wording, JxTable *table);
