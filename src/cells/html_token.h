#pragma once

#include <glib.h>
#include <stdbool.h>

/* Cuts HTML into tokens, in one pass and in place. Only names that HTML knows
 * are tags; `<20%` and `<A类>` are text, so that nothing written between
 * angle brackets by hand is lost (a parser by the standard drops it, and takes
 * quadratic time for nested tags: Gumbo needs 15 s for 20,000 <div>). */

/* What an element does to a table reader. */
typedef enum {
    JX_HTML_INLINE, /* nothing */
    JX_HTML_BLOCK,  /* begins and ends a line */
    JX_HTML_BREAK,  /* a line end */
    JX_HTML_TABLE,
    JX_HTML_ROW,
    JX_HTML_CELL,
    JX_HTML_RAW, /* its content is no text of the page: script, style, … */
} JxHtmlRole;

typedef enum {
    JX_HTML_END,
    JX_HTML_TEXT,     /* begin to end, references not replaced */
    JX_HTML_OPEN_TAG, /* also <br/> */
    JX_HTML_CLOSE_TAG,
    JX_HTML_SKIPPED, /* a comment, a declaration, raw content */
} JxHtmlKind;

typedef struct {
    JxHtmlKind kind;
    JxHtmlRole role;         /* of a tag */
    const char *begin, *end; /* in the source */
    guint rowspan, colspan;  /* of an opening cell tag: 1 when not given, 0 for
                                rowspan="0" (to the end of the table) */
} JxHtmlToken;

/* What is known about the rest of the text, so that a search that found
 * nothing is not made again. */
typedef struct {
    const char *end;
    guint32 unclosed; /* bits: constructs that are never closed from here on */
} JxHtmlScanner;

/* The token that begins at `at`; of kind JX_HTML_END when at == scanner->end.
 * What is opened and never closed (a tag, a comment) is text. */
JxHtmlToken jx_html_next(JxHtmlScanner *scanner, const char *at);
