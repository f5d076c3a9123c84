#pragma once

#include <glib.h>
#include <stdbool.h>

/* The bits of HTML that survive in text copied from web pages. */

typedef enum {
    JX_TAG_NONE,   /* no tag: text */
    JX_TAG_P,      /* <p> */
    JX_TAG_P_END,  /* </p> */
    JX_TAG_BLOCK,  /* <div>, </div>: begins a new line */
    JX_TAG_BREAK,  /* <br> */
    JX_TAG_INLINE, /* <span>, </b>, …: dropped */
} JxTagKind;

/* What tag begins at `at` (a '<'), ending before `end`. len: out, its bytes.
 * Only a complete tag with a known name on one line is one. */
JxTagKind jx_markup_tag(const char *at, const char *end, gsize *len);

/* The character reference that begins at `at` (an '&'): its bytes, and the
 * character; 0 when it is none. A semicolon must close it. */
gsize jx_markup_reference(const char *at, const char *end, gunichar *c);
