#pragma once

#include "layout/measure.h"
#include "model/listing.h"
#include "xlsx/xlsx.h"

/* Lists of any kind as a workbook, a sheet each: title, headings that stay in
 * sight, filter, numbers as numbers, rows as high as their texts; print-ready
 * on A4 landscape.
 *
 *   listings[n]  their names become those of the sheets: legal and different
 *
 * The finished file, read back and compared; yours. NULL with JX_ERROR_RENDER
 * or JX_ERROR_RETRY. Same lists and options, same bytes. */
GBytes *jx_xlsx_listings(JxListing *const *listings, guint n, JxFonts *fonts,
                         const JxXlsxOptions *options, GError **error);
