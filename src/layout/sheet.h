#pragma once

#include "layout/grid.h"
#include "layout/set.h"

/* What one document is laid out on: the pages so far and the place of the
 * next thing. */
typedef struct {
    const JxForm *form;
    const JxTable *table; /* the one being set, the n-th of the document */
    guint n_table;
    const JxMetrics *metrics;
    const JxGrid *grid;
    JxPages *pages;
    double width;     /* of the table */
    double table_top; /* on the page being filled */
    double y;         /* where the next thing goes */
    double bottom;    /* nothing of the table stands below */
} JxSheet;

double jx_sheet_lead(const JxSheet *sheet, double size);

/* A setting over the whole width of the table, at the y of now. */
JxSetting jx_sheet_across(const JxSheet *sheet, double size, JxAlign align);

/* Title and lines above the table, first page or later one; y moves below. */
void jx_sheet_put_head(JxSheet *sheet, bool is_first);

/* Notes and signatures under the table, on a page of their own when there is
 * no room. */
void jx_sheet_put_after(JxSheet *sheet);

/* On each of pages [first, end) its number and the note (NULL: none). */
void jx_sheet_put_feet(JxSheet *sheet, guint first, guint end,
                       const char *note);

/* Even pages of a duplex form are bound at the other edge. */
void jx_sheet_mirror(JxSheet *sheet);
