#pragma once

#include "load/text.h"

/* Where the items of an indicator cell begin and which value labels stand in
 * it. Positions are indices of visible characters (JxInk). Inside load/. */

/* 1-产出指标 in an item's head. Ranges are empty where nothing is printed. */
typedef struct {
    guint code, code_end;
    guint name, name_end;
} JxItemLevel;

/* 实施周期指标值： or 年度指标值： */
typedef struct {
    guint at, end; /* the value begins at end */
    bool annual;
    bool colon;
} JxItemLabel;

/* One item: [at, end); `body` is where its name begins. */
typedef struct {
    guint at, body, end;
    guint ordinal; /* 0: none printed, or zeroth */
    bool zeroth;   /* the mark says 0 */
    bool parsed;   /* false: no head and no label, text only */
    JxItemLevel level1, level2;
} JxItem;

/* All value labels in order: GArray of JxItemLabel, yours. */
GArray *jx_item_labels(const GArray *inks);

/* Cuts the cell into items that together cover it: GArray of JxItem, yours.
 * An item begins at `序号、码-名；码-名；` (codes, the first level or the mark
 * may be absent when the names are the official ones); `2、3号楼` is none.
 * Where a label comes a second time, a head was lost and the item is cut
 * behind the value before it. A label that turns out to be part of a name
 * (年度指标值达标率；…年度指标值：9%) is taken out of `labels`. Cost is linear
 * in the length. */
GArray *jx_items_find(const GArray *inks, GArray *labels);

/* The punctuation between fields: ； ， | and their half-width twins. */
bool jx_item_is_separator(gunichar c);
/* 。 and its kin. */
bool jx_item_is_stop(gunichar c);
