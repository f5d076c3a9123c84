#pragma once

#include "app/waivers.h"
#include "model/listing.h"

/* 校验报告, for the person who has to chase the units; sources are JxSource.
 * Every list names the waivers: a waived finding is there, with its reason,
 * and so is a waiver that fits nothing. Each is yours. */

/* For print: unit by unit, findings of warning and above and what
 * reconciliation has to say, and at the end by which papers. */
JxListing *jx_listing_for_print(const GPtrArray *sources,
                                const JxWaivers *waivers);

/* For a workbook: a row a finding, hints too, all columns. */
JxListing *jx_listing_of_findings(const GPtrArray *sources);

/* The rules that have findings: what each means and by which paper. */
JxListing *jx_listing_of_rules(const GPtrArray *sources);

/* The waivers, and how many findings each fits. */
JxListing *jx_listing_of_waivers(const JxWaivers *waivers);
