#pragma once

#include "form/form.h"
#include "layout/fonts.h"
#include "layout/metrics.h"
#include "layout/pages.h"
#include "layout/table.h"
#include "model/listing.h"
#include "model/report.h"

/* report + form -> pages. */
typedef struct {
    const char *foot_note; /* a line at every page's foot, or NULL: 草稿：… */
    const JxMetrics *metrics; /* of other fonts than those given, or NULL */
    const JxFill *fills; /* what to print under headings the source lacks */
    guint n_fills;
    bool is_part; /* of a volume: feet and mirroring come later */
} JxLayoutOptions;

/* Records a glyph-missing finding for every character of the report that no
 * face can show (it is drawn as 〓), and a font-substituted one for every
 * character that only another font of the machine has; once a character, at
 * its first place. */
void jx_layout_check_glyphs(const JxReport *report, JxFonts *fonts,
                            JxDiags *diags);

/* Records a glyph-missing finding for each of these characters (gunichar) that
 * the report has, at its first place: GBK does not know it. */
void jx_layout_check_gbk(const JxReport *report, const GArray *characters,
                         JxDiags *diags);

/* The same for words that are printed and not the report's. */
void jx_layout_check_words(const char *text, JxFonts *fonts, JxDiags *diags);

/* Records a font-substituted finding for every official face in the place of
 * which another one stands. */
void jx_layout_check_faces(const JxFonts *fonts, JxDiags *diags);

/* Lays the report out by the form. Cannot fail; deterministic. Yours. */
JxPages *jx_layout_report(const JxReport *report, const JxForm *form,
                          JxFonts *fonts, const JxLayoutOptions *options);

/* For pages that were laid out as parts: puts at the foot of pages [first,
 * end) their numbers, among all there are, and the note; and, when all feet
 * are there, moves even pages to the other edge where the form asks for it. */
void jx_layout_put_feet(JxPages *pages, guint first, guint end,
                        const JxForm *form, JxFonts *fonts,
                        const JxLayoutOptions *options);
void jx_layout_mirror(JxPages *pages, const JxForm *form);

/* Lays a list of any kind out on the form's paper, in its sizes. */
JxPages *jx_layout_listing(const JxListing *listing, const JxForm *form,
                           JxFonts *fonts, const JxLayoutOptions *options);
