#pragma once

#include <stdbool.h>

#include <glib.h>

/* What a column is that the official form does not have: the unit of each
 * project, and the fields of a list with one indicator a row. Inside load/
 * only. */
typedef enum {
    JX_PART_NONE,
    JX_PART_UNIT, /* the unit that a project belongs to */
    /* of an indicator */
    JX_PART_LEVEL1,
    JX_PART_LEVEL2,
    JX_PART_NAME, /* 三级指标 */
    JX_PART_PERIOD,
    JX_PART_ANNUAL,
    JX_PART_SIGN,    /* 指标性质: ≥ */
    JX_PART_MEASURE, /* 度量单位: % */
    JX_N_PARTS,
} JxPart;

/* What columns with these headings (folded, without brackets) are together:
 * parts[n] is filled. A name that means several things (指标值, 单位, 绩效指标)
 * is judged by the others beside it; only one column is each part, of two the
 * one with the better name. Fields of an indicator are found only all
 * together: two levels and the indicator's name, or one level with name and
 * value. */
void jx_parts_find(const char *const *headings, guint n, JxPart *parts);

/* Is a heading the field of an indicator, in whatever table? */
bool jx_part_is_field(const char *heading);
