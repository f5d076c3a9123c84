#pragma once

#include "base/diag.h"

/* An official form as data: templates/NAME.yaml describes which columns it
 * has, its headings, paper, margins and repeated lines. */

/* What a piece of text is set in; layout/fonts.h finds a face for each. */
typedef enum {
    JX_ROLE_BODY,    /* 宋体: the cells */
    JX_ROLE_STRONG,  /* the same, bold: total and unit rows */
    JX_ROLE_HEADING, /* 黑体: column headings */
    JX_ROLE_TITLE,   /* 小标宋 */
    JX_N_ROLES,
} JxRole;

typedef enum {
    JX_WIDTH_AUTO,    /* shares what the others leave, for the fewest lines */
    JX_WIDTH_NUMBERS, /* as wide as its widest amount */
    JX_WIDTH_FIXED,   /* in mm */
} JxWidthKind;

typedef struct {
    guint field;     /* JxField: what stands in it */
    char *heading;   /* line feeds where it shall break */
    guint width;     /* JxWidthKind */
    double width_pt; /* JX_WIDTH_FIXED */
    double min_em;   /* JX_WIDTH_AUTO: never narrower than this many
                        characters of the body */
} JxFormColumn;

typedef enum {
    JX_ITEMS_RUN,   /* the indicator cell as it was written */
    JX_ITEMS_LINES, /* one indicator a line */
} JxItems;

/* Lengths are points unless the name says otherwise. In texts, {unit},
 * {currency}, {page} and {pages} stand for what is known on the page. */
typedef struct {
    char *name;  /* "list" */
    char *title; /* printed when the document has none */
    char *about; /* one line for `jixiao forms` */

    guint paper;       /* 0: A4, 1: A3 */
    guint orientation; /* 0: upright, 1: landscape */
    double page_width, page_height;
    double margin_top, margin_right, margin_bottom, margin_left;

    double title_size, continued_title_size, line_size;
    double heading_size, body_size, footer_size;
    double lead_em; /* from one line to the next, in em */
    double pad_x, pad_y;

    double rule_outer, rule_heading, rule_inner;

    char *left_line, *right_line; /* just above the table */
    char *continued;              /* behind the title on later pages */
    char *continued_name;         /* behind the name of a row cut in two */
    char *footer;
    char *empty; /* in place of the rows when there is none */

    guint items;     /* JxItems */
    GArray *columns; /* JxFormColumn */
} JxForm;

/* Reads a form: a name ("list") is looked up as NAME.yaml in templates_dir,
 * anything with a '/' or ending in .yaml is a file of the user's. NULL with
 * JX_ERROR_CONFIG; the message has file:line:column and the line with a caret.
 * Yours. */
JxForm *jx_form_load(const char *name, const char *templates_dir,
                     GError **error);
void jx_form_free(JxForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxForm, jx_form_free)

#define jx_form_column(form, i)                                                \
    (&g_array_index((form)->columns, JxFormColumn, (i)))
