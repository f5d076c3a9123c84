#pragma once

#include "layout/paginate.h"

/* Inside of jx_paginate: how far each cell over several rows has been set.
 * It fills whatever height its rows take on a page. */
typedef struct _JxSpans JxSpans;
typedef struct _JxSpansMark JxSpansMark;

JxSpans *jx_spans_new(const JxPaging *paging);
void jx_spans_free(JxSpans *spans);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxSpans, jx_spans_free)

/* The spans that begin with the row are open from now on. */
void jx_spans_open(JxSpans *spans, guint row);

/* So much of the page was given to a row. */
void jx_spans_grow(JxSpans *spans, double height);

/* Lines that the row must have for the spans that end with it to show what is
 * left of them on this page. */
guint jx_spans_need(const JxSpans *spans, guint row);

/* Whether the page may end here: what repeats is whole on it, of a text that
 * flows there is not a single line. */
bool jx_spans_may_turn(const JxSpans *spans);

/* The page ends. The next one begins with a row (from 1; 0: none) set again in
 * that height. */
void jx_spans_turn(JxSpans *spans, guint page, guint head, double height);

/* The spans that end with the row are done. */
void jx_spans_close(JxSpans *spans, guint row, guint page);

/* The state of now, and back to it. */
JxSpansMark *jx_spans_mark(const JxSpans *spans);
void jx_spans_restore(JxSpans *spans, const JxSpansMark *mark);
void jx_spans_mark_free(JxSpansMark *mark);

/* GArray of JxSpanPart by span and page. */
GArray *jx_spans_steal_parts(JxSpans *spans);
