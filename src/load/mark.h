#pragma once

#include "load/item.h"

/* The parts of an item's head: 1、 and 1-产出指标；. Inside load/ only. */

/* Levels that an official name can stand on. */
enum { JX_LEVEL1 = 1, JX_LEVEL2 = 2 };

/* A level as it was matched. */
typedef struct {
    JxItemLevel range;
    guint end;       /* behind its separator */
    bool dash;       /* 1-产出指标 */
    unsigned levels; /* of the official names, 0 when the name is not one */
    bool separated;  /* false: the cell ends behind it */
} JxItemMatch;

/* A number of at most six digits at i; *end is behind it. */
guint jx_item_number(const GArray *inks, guint i, guint *end);

/* An item mark at i: 1、 1. 1) （1） ① 一、 */
bool jx_item_mark_at(const GArray *inks, guint i, guint *end, guint *ordinal);

/* A level at i: [code[-]]name and what parts it from the next field. Without
 * a dash the name must be an official one. */
bool jx_item_level_at(const GArray *inks, guint i, JxItemMatch *match);

/* Printed as code and dash. */
bool jx_item_is_coded(const JxItemMatch *match);

/* Can stand on the second level. */
bool jx_item_is_second(const JxItemMatch *match);
