#pragma once

#include "load/text.h"

/* The text of an indicator whose fields were edited. Inside load/ only. */

/* Reads the text of one item; false when it is none or more than one.
 *
 *   scratch  owns what is read; its findings mean nothing */
bool jx_compose_parse(JxReport *scratch, const char *text, JxIndicator *item);

/* Do two items have the same ordinal and fields? */
bool jx_compose_same(const JxIndicator *a, const JxIndicator *b);

/* The text of an item with these fields: the old text (NULL for a new item)
 * with what changed replaced and the rest kept, else written anew as the form
 * wants it:
 *
 *   序号、码-名；码-名；三级名；实施周期指标值：X；年度指标值：Y。
 *
 * Yours. */
char *jx_compose_item(JxReport *scratch, const char *old,
                      const JxIndicator *wanted);
