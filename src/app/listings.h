#pragma once

#include "app/source.h"
#include "app/diff_text.h"
#include "model/listing.h"

/* Lists that people print or open in Excel. */

/* Sources in numbers, a row a table: 文件, 单位名称, 项目, 总计, 金额单位 and
 * the findings by severity. Empty at first; yours. */
JxListing *jx_listing_of_tables(void);
void jx_listing_add_tables(JxListing *listing, const JxSource *source);

/* 变动表: what changed from one table to the other. Of several tables
 * (JxDiffPair) every row says whose it is. Yours. */
JxListing *jx_listing_of_diffs(const GArray *pairs);

/* Lists as one file of that format, "pdf" (the first list only) or "xlsx";
 * yours. NULL with an error of the producer's, JX_ERROR_RENDER or _RETRY. */
GBytes *jx_listings_write(JxListing *const *listings, guint n,
                          const char *format, GError **error);
