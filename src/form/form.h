#pragma once

#include "base/diag.h"
#include "base/money.h"

/* An official form as data: templates/NAME.yaml describes its paper, headings,
 * columns or cells, and repeated lines. How a file is written is told in
 * templates/README.md. */

/* What a piece of text is set in; layout/fonts.h finds a face for each. */
typedef enum {
    JX_ROLE_BODY,    /* 宋体: the cells */
    JX_ROLE_STRONG,  /* the same, bold: total and unit rows */
    JX_ROLE_HEADING, /* 黑体: column headings */
    JX_ROLE_TITLE,   /* 小标宋 */
    JX_N_ROLES,
} JxRole;

/* What stands in a cell. */
typedef enum {
    JX_SHOW_BLANK,  /* nothing: room for the pen */
    JX_SHOW_NUMBER, /* of the project, from 1 */
    JX_SHOW_UNIT,
    JX_SHOW_NAME,
    JX_SHOW_TOTAL, /* the four funds, in the order of JxFund */
    JX_SHOW_FISCAL,
    JX_SHOW_SPECIAL_ACCOUNT,
    JX_SHOW_OTHER,
    JX_SHOW_GOAL,
    JX_SHOW_INDICATORS, /* the whole cell */
    /* of one indicator, in rows of indicators: */
    JX_SHOW_ITEM, /* as it was written */
    JX_SHOW_ITEM_NUMBER,
    JX_SHOW_LEVEL1,
    JX_SHOW_LEVEL2,
    JX_SHOW_ITEM_NAME,
    JX_SHOW_PERIOD_VALUE,
    JX_SHOW_ANNUAL_VALUE,
    /* these have keys of their own in the file: */
    JX_SHOW_TEXT, /* the form's own words */
    JX_SHOW_FILL, /* what the source has under a heading of that name, or the
                     user says; else room for the pen */
} JxShow;

static inline bool jx_show_is_amount(guint show)
{
    return show >= JX_SHOW_TOTAL && show <= JX_SHOW_OTHER;
}

static inline bool jx_show_is_of_item(guint show)
{
    return show >= JX_SHOW_ITEM && show <= JX_SHOW_ANNUAL_VALUE;
}

typedef enum {
    JX_WIDTH_AUTO,     /* shares what the others leave, for the fewest lines */
    JX_WIDTH_NUMBERS,  /* as wide as its widest amount */
    JX_WIDTH_FIXED,    /* in mm */
    JX_WIDTH_WEIGHTED, /* a share of what the others leave */
} JxWidthKind;

typedef enum {
    JX_ALIGN_LEFT,
    JX_ALIGN_CENTRE,
    JX_ALIGN_RIGHT,
} JxAlign;

/* How a cell looks; a choice not made in the file is JX_LOOK_USUAL. */
enum { JX_LOOK_USUAL = 0 };
typedef struct {
    guint show;  /* JxShow */
    char *text;  /* JX_SHOW_TEXT */
    char *fill;  /* JX_SHOW_FILL: the heading */
    guint align; /* JX_LOOK_USUAL, or a JxAlign and 1 */
    guint role;  /* JX_LOOK_USUAL, or a JxRole and 1 */
    bool middle; /* half-way down the cell; else at its top */
} JxFormCell;

typedef struct {
    JxFormCell cell;
    char *heading;   /* line feeds where it shall break */
    char *group;     /* a heading above this and its neighbours of the same
                        group, or NULL */
    guint width;     /* JxWidthKind */
    double width_pt; /* JX_WIDTH_FIXED */
    double weight;   /* JX_WIDTH_WEIGHTED */
    double min_em;   /* JX_WIDTH_AUTO: never narrower than this many
                        characters of the body */
} JxFormColumn;

/* What a row of a table is about. */
typedef enum { JX_ROW_IS_PROJECT, JX_ROW_IS_ITEM } JxRowIs;

/* A cell of a sheet, over some columns of its grid and some rows. */
typedef struct {
    JxFormCell cell;
    guint n_columns, n_rows;
} JxSheetCell;

typedef struct {
    GArray *cells;   /* JxSheetCell, without those that reach down from above */
    guint each;      /* JxRowIs: an indicator's comes as often as the project
                        has any */
    bool repeated;   /* again on top of pages on which rows below it stand */
    guint min_lines; /* room for the pen */
} JxSheetRow;

typedef enum {
    JX_ITEMS_RUN,   /* the indicator cell as it was written */
    JX_ITEMS_LINES, /* one indicator a line */
} JxItems;

typedef enum {
    JX_ZERO_AS_WRITTEN,
    JX_ZERO_BLANK,
    JX_ZERO_DIGITS, /* 0.00, also where nothing was written */
} JxZero;

typedef enum {
    JX_TOTALS_PRINTED, /* as the document has them */
    JX_TOTALS_SUM,     /* and a sum where it has none */
    JX_TOTALS_NONE,
} JxTotalsKind;

typedef enum {
    JX_BINDING_NONE,
    JX_BINDING_LEFT,
    JX_BINDING_TOP, /* landscape tables among upright pages */
} JxBinding;

typedef enum {
    JX_FOOTER_CENTRE,
    JX_FOOTER_LEFT,
    JX_FOOTER_RIGHT,
    JX_FOOTER_OUTER, /* away from the binding edge of duplex pages */
} JxFooterAlign;

/* Lengths are points unless the name says otherwise. In texts, {unit},
 * {currency}, {year}, {number}, {name} (of a sheet's project), {page} and
 * {pages} stand for what is known on the page. */
typedef struct {
    char *file;     /* from which it was read */
    char *name;     /* "list" */
    char *title;    /* printed when the document has none */
    char *about;    /* one line for `jixiao forms` */
    bool own_title; /* the title stands whatever the document's is */

    guint paper;       /* 0: A4, 1: A3 */
    guint orientation; /* 0: upright, 1: landscape */
    double page_width, page_height;
    /* the gutter is in the margin of the binding edge of odd pages */
    double margin_top, margin_right, margin_bottom, margin_left;
    guint binding; /* JxBinding */
    double gutter;
    bool mirrored; /* duplex: even pages have it at the other edge */

    double title_size, continued_title_size, line_size;
    double heading_size, body_size, footer_size;
    double lead_em; /* from one line to the next, in em */
    double pad_x, pad_y;

    double rule_outer, rule_heading, rule_inner;

    char *form_number; /* 表号, when the document has none, or NULL */
    char *number_line; /* above the title */
    char *left_line, *right_line; /* just above the table */
    char *continued_line;         /* on later pages in place of left_line, or
                                     NULL */
    char *continued;              /* behind the title on later pages */
    char *continued_name;         /* behind the name of a row cut in two */
    char *footer;
    guint footer_align; /* JxFooterAlign */
    char *empty;        /* in place of the rows when there is none */
    GPtrArray *notes;   /* char *: under the table */
    GPtrArray *signatures; /* char *: 填报人, 负责人, … in one line below */
    double signature_space; /* left above them, for the seal */

    guint items;    /* JxItems */
    guint zero;     /* JxZero */
    guint currency; /* JxCurrency to print in; unknown: the document's */
    guint totals;   /* JxTotalsKind */
    bool subtotals; /* those of units */
    char *total_label;

    /* One table of these columns … */
    guint row_is;    /* JxRowIs */
    GArray *columns; /* JxFormColumn */
    /* … or, when there are none, one sheet a project. */
    GArray *grid; /* double: weights of its columns */
    GArray *rows; /* JxSheetRow */
} JxForm;

/* Reads a form: a name ("list") is looked up as NAME.yaml in templates_dir,
 * anything with a '/' or ending in .yaml is a file of the user's. NULL with
 * JX_ERROR_CONFIG; the message has file:line:column and the line with a caret.
 * Yours. */
JxForm *jx_form_load(const char *name, const char *templates_dir,
                     GError **error);
void jx_form_free(JxForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxForm, jx_form_free)

/* The file behind a name: see jx_form_load. Yours. */
char *jx_form_path(const char *name, const char *templates_dir);

/* The names of the forms in the folder, sorted; NULL-terminated, yours. */
char **jx_form_names(const char *templates_dir);

/* The headings that the user can fill in, in the form's order: const char *
 * that belong to the form. The array is yours. */
GPtrArray *jx_form_fills(const JxForm *form);

/* 填报人 has something behind it; what stands in brackets （盖章） has not. */
bool jx_form_signature_is_filled(const char *signature);

/* Whether two headings are the same: white space is only there for the eye. */
bool jx_form_same_heading(const char *a, const char *b);

/* "A4", "A3"; "portrait", "landscape": as they stand in the file. */
const char *jx_form_paper(const JxForm *form);
const char *jx_form_orientation(const JxForm *form);

static inline bool jx_form_is_sheet(const JxForm *form)
{
    return form->columns->len == 0;
}

#define jx_form_column(form, i)                                                \
    (&g_array_index((form)->columns, JxFormColumn, (i)))
#define jx_form_row(form, i) (&g_array_index((form)->rows, JxSheetRow, (i)))
#define jx_sheet_row_cell(row, i)                                              \
    (&g_array_index((row)->cells, JxSheetCell, (i)))
