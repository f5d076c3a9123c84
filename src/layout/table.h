#pragma once

#include "form/form.h"
#include "model/listing.h"
#include "model/report.h"

/* What is laid out: a title, a table of texts, lines around it. Forms, and
 * later reports and summaries, are turned into one. */

typedef enum {
    JX_ALIGN_LEFT,
    JX_ALIGN_CENTRE,
    JX_ALIGN_RIGHT,
} JxAlign;

typedef struct {
    const char *heading;
    JxAlign align;
    JxWidthKind width;
    double width_pt; /* JX_WIDTH_FIXED */
    double min_em;   /* JX_WIDTH_AUTO */
    bool is_amount;  /* digits of one width */
    bool is_name;    /* repeated when its row goes on on the next page */
} JxTableColumn;

typedef struct {
    const char **cells;   /* one a column, NULL when empty */
    bool strong;          /* a row of totals */
    const char *bookmark; /* NULL: none */
    guint level;
} JxTableRow;

typedef struct {
    const char *title, *continued_title;
    const char *left, *right; /* the line above the table, or NULL */
    GArray *columns;          /* JxTableColumn */
    GArray *rows;             /* JxTableRow */
    GPtrArray *after;         /* const char *: lines under the table */
    GStringChunk *chunk;      /* owns the texts that are not the report's */
} JxTable;

/* The report as the form wants it. Lives no longer than the report. Yours. */
JxTable *jx_table_from_report(const JxReport *report, const JxForm *form);

/* A list of any kind, in the look of a form. Lives no longer than the list.
 * Yours. */
JxTable *jx_table_from_listing(const JxListing *listing, const JxForm *form);
void jx_table_free(JxTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxTable, jx_table_free)

#define jx_table_column(table, i)                                              \
    (&g_array_index((table)->columns, JxTableColumn, (i)))
#define jx_table_row(table, i) (&g_array_index((table)->rows, JxTableRow, (i)))
