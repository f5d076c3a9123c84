#pragma once

#include "load/workbook_back.h"

/* The indicators of one project. Only workbook_items.c and workbook_whole.c
 * include this. */

/* A row of the sheet on its way to an indicator. */
typedef struct {
    guint row;
    JxIndicator read; /* its fields; texts owned by the report */
    const char *text; /* 指标原文 as it stands there, or NULL */
    int base;         /* the item it was written as, or -1 */
    bool same_fields, same_text;
    guint rank; /* in the project */
} JxBackItem;

/* Its text for putting together; "" when a model without texts was written. */
#define jx_back_item_text(item) ((item)->text != NULL ? (item)->text : "")

#define jx_back_item(items, i) (&g_array_index((items), JxBackItem, (i)))

/* The indicator cell of a project: verbatim where nothing was edited, else
 * the texts of its items, parted as they were.
 *
 *   items      GArray of JxBackItem in order
 *   n_written  how many items the project was written with
 *   before     their texts as they stood in the old cell, NULL for new ones */
const char *jx_back_whole_text(JxBack *back, guint i, const GArray *items,
                               guint n_written, char *const *before);
