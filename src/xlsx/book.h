#pragma once

#include "model/report.h"
#include "xlsx/formats.h"
#include "xlsx/written.h"
#include "xlsx/xlsx.h"

/* The workbook while it is being made, and what the sheets need from one
 * another. Only xlsx/ includes this header. Rows and columns count from 0.
 *
 * What stands in the sheets is Chinese in every language of messages: it is
 * part of the document, and whoever reads the workbook back finds sheets and
 * columns by these names. */

typedef enum {
    JX_SHEET_CONTENTS,
    JX_SHEET_FORM,
    JX_SHEET_FUNDING,
    JX_SHEET_GOALS,
    JX_SHEET_INDICATORS,
    JX_SHEET_FINDINGS,
    JX_SHEET_CODES,
    JX_SHEET_SUMMARY, /* of several units */
    JX_N_SHEETS,
} JxSheetId;

/* Where a project's rows begin, and how many there are. */
typedef struct {
    guint funding_row;
    guint goal_row;
    guint indicator_row, n_indicator_rows;
    guint *indicator_rows; /* of each indicator; owned by the book */
} JxProjectRows;

/* One column of a list. */
typedef struct {
    const char *heading; /* its words, Chinese */
    guint width_px;
    JxStyle style;
    bool repeats; /* written again where a row goes on in the next one */
    bool hidden;
} JxColumn;

/* A column of 资金 that the form does not know. */
typedef struct {
    char *label;         /* in the sheet: no other column has it */
    const char *heading; /* in the document */
    guint nth;           /* of the columns of that heading, from 0 */
} JxExtraColumn;

typedef struct _JxBook JxBook;

typedef struct {
    JxBook *book;
    JxSheetId id;
    guint number; /* in the workbook, from 0 */
    lxw_worksheet *worksheet;
    GArray *columns; /* JxColumn */
    /* of each column: the text that was measured last, and how high it is */
    char **measured;
    double *measured_pt;
    guint row; /* the next one to write */
} JxSheet;

/* Which sheets a workbook has, in their order, and what writes them. */
typedef struct {
    const JxSheetId *sheets;
    guint n_sheets;
    void (*fill)(JxBook *book);
} JxBookPlan;

struct _JxBook {
    const JxReport *report;
    const JxBookPlan *plan;
    /* of a book of several units: what each of them handed in, in the order
     * of report->units; else NULL */
    const JxReport *const *parts;
    JxFonts *fonts;
    const JxXlsxOptions *options;
    lxw_workbook *workbook;
    JxFormats formats;
    JxWritten *written;
    lxw_error error; /* the first one the library gave */
    JxSheet sheets[JX_N_SHEETS];
    JxProjectRows *rows;  /* of each project */
    guint computed_row;   /* of 资金: the sums over the rows */
    guint declared_row;   /* of 资金, when there is one */
    guint *unit_rows;     /* of 资金: the printed sums of each unit */
    GArray *extras;       /* JxExtraColumn */
    GPtrArray *form_rows; /* char *: the stamps of each row of 原表 */
    guint decimals;       /* of formulas over money */
    guint decimals_of[JX_N_FUNDS];
};

/* Makes the workbook of report, plan, parts, fonts and options; the rest is
 * worked out. The finished file, read back and compared; yours. NULL with
 * JX_ERROR_RETRY or JX_ERROR_RENDER. */
GBytes *jx_book_make(JxBook *book, GError **error);

/* What stands in one cell of a list. */
typedef struct {
    enum { JX_CONTENT_BLANK, JX_CONTENT_TEXT, JX_CONTENT_NUMBER } kind;
    const char *text;    /* of a text, or the cached text of a formula */
    double number;       /* or its cached number */
    const char *formula; /* "=…", or NULL */
    const char *link;    /* "internal:…", or NULL; of a text */
    int style;           /* JxStyle, or -1: the column's */
    guint decimals;      /* of money */
} JxContent;

#define JX_BLANK ((JxContent){.kind = JX_CONTENT_BLANK, .style = -1})
JxContent jx_content_text(const char *text); /* NULL is blank */
JxContent jx_content_number(double number);
JxContent jx_content_formula(const char *formula, double result);
JxContent jx_content_formula_text(const char *formula, const char *result);

/* Begins a list: its title, the line with the unit on the left and `right` on
 * the right, the headings, and how it prints. `columns` is copied. */
void jx_sheet_begin(JxSheet *sheet, const char *title, const char *right,
                    const JxColumn *columns, guint n);

/* Writes one row of a list, as high as its texts need; a text that is too
 * long for a cell goes on in the rows below, except in the columns that are
 * repeated there. Returns the first row. */
guint jx_sheet_put(JxSheet *sheet, const JxContent *values);

/* Width in pixels of a column (at 96 dots an inch, in the default face that
 * package.c gives the workbook). */
void jx_sheet_set_width(JxSheet *sheet, guint column, guint width_px,
                        bool hidden);

/* Writes one cell alone; its row's height is the caller's. What is too long
 * for a cell is left out. */
void jx_sheet_cell(JxSheet *sheet, guint row, guint column,
                   const JxContent *value, JxStyle style);

/* Height in points of a row with this text in it, before Excel's limit. */
double jx_text_height(JxFonts *fonts, const char *text, JxStyle style,
                      guint width_px);

/* How much text goes into one line of a column, in em of its size. */
double jx_text_width_em(guint width_px, double size_pt);

/* Ends a list: filter over the rows from the first one to `last` (or, when
 * `table` is not NULL, an Excel table of that name), and what is printed. */
void jx_sheet_end(JxSheet *sheet, guint last, const char *table);

/* Red where the check of a row fails, from the first row of values to `last`:
 * `formula` as it reads in the first cell, or: where the cell is blank. */
void jx_sheet_alarm(JxSheet *sheet, guint last, guint first_column,
                    guint last_column, const char *formula);
void jx_sheet_alarm_if_blank(JxSheet *sheet, guint last, guint column);

/* Data bars for shares: the longest bar is the largest. */
void jx_sheet_add_bars(JxSheet *sheet, guint first, guint last, guint column);

/* Formulas can no longer be overwritten by mistake (there is no password);
 * inputs stay open, rows can be filtered and columns made wider. */
void jx_sheet_protect(JxSheet *sheet);

/* Paper, margins, page numbers; the rows up to last_repeated_row head every
 * printed page. */
void jx_sheet_set_page(JxSheet *sheet, guint last_repeated_row);

/* First row of values of every list, and the row of its headings. */
#define JX_FIRST_ROW 3u
#define JX_HEADING_ROW 2u

/* Excel stops at 409 pt */
#define JX_MAX_ROW_PT 409.0

/* Keeps the first error of the library. */
void jx_book_note(JxBook *book, lxw_error error);

/* Name of a project's unit; NULL when it has none. */
const char *jx_book_unit_of(const JxBook *book, const JxProject *project);

/* The name of a sheet. */
const char *jx_sheet_name(JxSheetId id);

/* "D5"; rows and columns from 0, as everywhere. */
typedef struct {
    char text[16];
} JxCellName;
JxCellName jx_cell_name(guint row, guint column);
JxCellName jx_cell_name_absolute(guint row, guint column);
