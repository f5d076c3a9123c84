#pragma once

#include "cells/cells.h"
#include "model/report.h"

/* The text of one field with the place of every character: one cell, or
 * several cells where a page break cut the field. Inside load/ only. */

typedef struct {
    gunichar c;
    guint offset;       /* bytes into JxText.text */
    guint line, column; /* where it stands in the source */
    const char *cell;   /* its address in a workbook, owned by the report */
} JxChar;

typedef struct {
    JxReport *report;
    GString *text;
    GArray *chars; /* JxChar, one a character of text */
    guint n_pieces;
} JxText;

/* A visible character in the form tables are written in: full-width letters,
 * digits and signs as their half-width twins. What white space and zero-width
 * characters do to a word then does not matter to whoever matches it. */
typedef struct {
    gunichar c;
    guint at; /* index in JxText.chars */
    bool gap; /* white space stands before it */
} JxInk;

JxText *jx_text_new(JxReport *report);
void jx_text_free(JxText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxText, jx_text_free)

/* Appends a cell's text without the white space at its ends. */
void jx_text_append(JxText *text, const JxCells *cells, guint cell);

/* The same for one cell alone. Yours. */
JxText *jx_text_of(JxReport *report, const JxCells *cells, guint cell);

/* The same for a text that stands at one place as a whole. Yours. */
JxText *jx_text_from(JxReport *report, const char *string, JxPlace place);

/* Place of the characters [first, end); with first == end the place between
 * them, of length 0. */
JxPlace jx_text_place(const JxText *text, guint first, guint end);

/* The visible characters: GArray of JxInk, yours. */
GArray *jx_text_inks(const JxText *text);

/* Narrows [*first, *end) until a visible character stands at both ends. */
void jx_text_trim(const JxText *text, guint *first, guint *end);

/* The characters [first, end) verbatim, owned by the report; NULL when there
 * are none. */
const char *jx_text_slice(const JxText *text, guint first, guint end);

#define jx_text_char(text, i) (&g_array_index((text)->chars, JxChar, (i)))
#define jx_ink(inks, i) (&g_array_index((inks), JxInk, (i)))

/* White space or a character without width. */
bool jx_is_blank(gunichar c);

/* The same for a whole text. */
bool jx_is_blank_text(const char *text);

/* A text without blanks, folded. Yours. */
char *jx_folded(const char *text);

/* Half-width twin of a full-width character; every dash is '-'. */
gunichar jx_fold(gunichar c);

/* True when `literal` stands in the inks from i on; *end is then behind it. */
bool jx_inks_match(const GArray *inks, guint i, const char *literal,
                   guint *end);

/* All inks from i up to end as UTF-8. Yours. */
char *jx_inks_string(const GArray *inks, guint i, guint end);

/* Place of a cell that is owned by the report, not by the cells. */
JxPlace jx_cell_place_in(JxReport *report, const JxCells *cells, guint cell);
