#pragma once

#include "load/heading.h"

/* What the words in a heading mean. Inside load/ only. */

/* Rank of a heading that names no column of ours. */
#define JX_NO_RANK G_MAXUINT

typedef struct {
    JxColumnKind kind;
    guint rank; /* of two columns of one kind the one with the lower is it */
} JxNamed;

/* What a heading cell names: by its text, without its brackets, or by a part
 * of it. */
JxNamed jx_column_name(const char *heading);

/* A word over a group of columns: 资金来源 */
bool jx_column_is_group(const char *heading);

/* The field of an indicator, as they stand below 绩效指标 or 年度指标值. */
bool jx_column_is_field(const char *heading);

/* The heading without white space, leading 其中： and numbering. Yours. */
char *jx_column_folded(const char *heading);

/* The same without brackets and what they hold, as jx_parts_find wants it.
 * Yours. */
char *jx_column_key(const char *heading);
