#pragma once

#include <glib.h>
#include <stdbool.h>

/* Where a line may begin: the rules of Unicode as Pango knows them, and above
 * them those of Chinese tables. */
typedef enum {
    JX_BREAK_NEVER, /* not even when nothing else fits: GB/T 15834, 避头尾 */
    JX_BREAK_NO,    /* only when nothing else fits: inside a word or number */
    JX_BREAK_MAY,
    JX_BREAK_MUST, /* the character before is a line feed */
} JxBreak;

/* One JxBreak for each character of `text` (UTF-8, len bytes, n characters):
 * whether a line may begin with it; the first is JX_BREAK_NEVER. Over Unicode:
 *
 *   - no 、。；）… at the head of a line, no （《… at its end (GB/T 15834-2011)
 *   - numbers stay whole with their sign and percent: ≥95%, １２％
 *   - `序号、码-名` of an indicator stays whole, and so does `码-`
 *
 * Yours, g_free. */
guint8 *jx_breaks(const char *text, gsize len, glong n);

/* Closing punctuation of which the right half is empty: at the end of a line
 * it may stand in half its width. */
bool jx_is_half_empty(gunichar ch);
