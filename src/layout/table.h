#pragma once

#include "form/form.h"
#include "model/listing.h"
#include "model/report.h"

/* What is laid out: a title, a table of texts, lines around it. Forms, lists
 * of findings and summaries are all turned into one. */

typedef struct {
    const char *heading; /* NULL in a table without headings */
    const char *group;   /* above it and its neighbours of the same, or NULL */
    JxWidthKind width;
    double width_pt; /* JX_WIDTH_FIXED */
    double weight;   /* JX_WIDTH_WEIGHTED */
    double min_em;   /* JX_WIDTH_AUTO */
} JxTableColumn;

typedef struct {
    const char *text;          /* NULL when empty */
    guint16 n_columns, n_rows; /* 0 columns: taken by another cell */
    guint8 align;              /* JxAlign */
    guint8 role;               /* JxRole */
    bool is_amount;            /* digits of one width */
    bool is_middle;            /* half-way down when it is on one page */
    bool is_label;             /* says what stands beside it … */
    bool heads_column;         /* … or below it */
    bool repeats; /* shown again when it goes on on the next page … */
    bool is_name; /* … with （续） behind it */
} JxTableCell;

typedef struct {
    JxTableCell *cells;   /* one a column */
    const char *bookmark; /* NULL: none */
    guint level;
    guint min_lines; /* height when the texts take less */
    guint head;      /* rows[head - 1] is set again on top of a page that begins
                        with this row or a part of it; 0: none */
} JxTableRow;

typedef struct {
    const char *title, *continued_title;
    const char *number;         /* 表号, above the title, or NULL */
    const char *left, *right;   /* the line above the table, or NULL */
    const char *continued_left; /* on later pages, or NULL: the same */
    GArray *columns;            /* JxTableColumn */
    GArray *rows;               /* JxTableRow */
    GPtrArray *after;           /* const char *: lines under the table */
    GPtrArray *signatures;      /* const char *: side by side below those */
    GStringChunk *chunk;        /* owns the texts that are not the report's */
} JxTable;

/* What is said beside the document: --set HEADING=TEXT. */
typedef struct {
    const char *heading, *text;
} JxFill;

/* The tables of a report in the form: one, or one a project. They live no
 * longer than the report, the form and the fills. GPtrArray of JxTable,
 * yours. */
GPtrArray *jx_tables_from_report(const JxReport *report, const JxForm *form,
                                 const JxFill *fills, guint n_fills);

/* A list of any kind, in the look of a form. Lives no longer than the list.
 * Yours. */
JxTable *jx_table_from_listing(const JxListing *listing, const JxForm *form);

/* For those who build one: empty; and a new row of empty cells of one column
 * and one row each, in the table's body face, lent until the next. */
JxTable *jx_table_new(void);
JxTableRow *jx_table_add_row(JxTable *table);

/* A copy that the table owns; takes the text. */
const char *jx_table_keep(JxTable *table, char *text);

void jx_table_free(JxTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxTable, jx_table_free)

#define jx_table_column(table, i)                                              \
    (&g_array_index((table)->columns, JxTableColumn, (i)))
#define jx_table_row(table, i) (&g_array_index((table)->rows, JxTableRow, (i)))
