#pragma once

#include "cells/build.h"

/* A text being cut into cells: what the line notations (tab, pipe, CSV, lines
 * of text) have in common. `at`, `from` and `to` point into the text. */
typedef struct {
    const char *text, *end;
    JxCursor cursor;
    JxBuilder *builder; /* borrowed */
} JxSource;

void jx_source_init(JxSource *source, const JxInput *input, JxBuilder *builder);

JxPlace jx_source_place(JxSource *source, const char *at);

/* The end of the line that `at` is in: its CR or LF, or the text's end. And
 * where the next line begins, for an `at` that is such an end. */
const char *jx_source_line_end(const JxSource *source, const char *at);
const char *jx_source_next_line(const JxSource *source, const char *at);

/* LF or CR. */
bool jx_is_line_end(char c);

/* Only spaces, tabs and the characters of `also` stand between. */
bool jx_source_is_blank(const char *from, const char *to, const char *also);

/* Adds to the cell: the text between, as it stands; a line end that stands at
 * `at`; one character that is written some other way at `at`. */
void jx_source_take(JxSource *source, const char *from, const char *to);
void jx_source_take_break(JxSource *source, const char *at);
void jx_source_take_char(JxSource *source, const char *at, gunichar c);

/* Adds the text between with its remains of HTML read: tags that begin a new
 * line do, other known tags are dropped, character references are replaced,
 * line ends become LF. With `escapes` a backslash before ASCII punctuation
 * is dropped (Markdown). */
void jx_source_take_markup(JxSource *source, const char *from, const char *to,
                           bool escapes);

/* ="…" begins at `at`: how tables are exported so that Excel takes a code or
 * an amount for text. What stands between the quotes is the cell. */
bool jx_source_is_text_formula(const JxSource *source, const char *at);

/* Adds the text between two quotes: doubled quotes made single, line ends LF,
 * and of "=""…""" only what is inside. `from` is behind the opening quote. */
void jx_source_take_quoted(JxSource *source, const char *from, const char *to);

/* The quote that closes the one at `at`: a single one that a delimiter, a
 * line end or the text's end follows; NULL when the next single quote is not
 * like that, and so the first one just text. needed: out, something inside
 * made the quotes necessary. */
const char *jx_source_closing_quote(const JxSource *source, const char *at,
                                    char delimiter, bool *needed);
