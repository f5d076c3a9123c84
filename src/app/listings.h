#pragma once

#include "app/source.h"
#include "model/diff.h"
#include "model/listing.h"

/* Lists that people print or open in Excel. */

/* 校验报告: a row a finding of `least` and above, for the person who has to
 * chase the unit; sources are JxSource. Yours. */
JxListing *jx_listing_of_findings(const GPtrArray *sources, JxSeverity least);

/* Sources in numbers, a row a table: 文件, 单位名称, 项目, 总计, 金额单位 and
 * the findings by severity. Empty at first; yours. */
JxListing *jx_listing_of_tables(void);
void jx_listing_add_tables(JxListing *listing, const JxSource *source);

/* 变动表: what changed from one report to the other. Yours. */
JxListing *jx_listing_of_diff(const JxDiff *diff, const JxReport *before,
                              const JxReport *after);

/* Lists as one file of that format, "pdf" (the first list only) or "xlsx";
 * yours. NULL with an error of the producer's, JX_ERROR_RENDER or _RETRY. */
GBytes *jx_listings_write(JxListing *const *listings, guint n,
                          const char *format, GError **error);
