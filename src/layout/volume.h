#pragma once

#include "layout/layout.h"

/* Many reports as one document: a contents page, then each as it would be
 * printed alone, with pages that are numbered through. */
typedef struct _JxVolume JxVolume;

/*   form, fonts  lent until the volume is freed
 *   metrics      of other fonts than those given, lent, or NULL */
JxVolume *jx_volume_new(const JxForm *form, JxFonts *fonts,
                        const JxMetrics *metrics);
void jx_volume_free(JxVolume *volume);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxVolume, jx_volume_free)

/* Puts a report behind those before it; it may then go.
 *
 *   pages      laid out by the volume's form and fonts, as a part; taken
 *   name       of its unit in the contents and the bookmarks
 *   foot_note  at the foot of its pages, or NULL */
void jx_volume_add(JxVolume *volume, const JxReport *report, JxPages *pages,
                   const char *name, const char *foot_note);

/* How many reports are in it. */
guint jx_volume_count(const JxVolume *volume);

/* Puts the contents before them and the numbers on all pages; nothing can be
 * added any more. Each line of the contents leads to its report. Deterministic.
 * The pages, of at least one report, are yours. */
JxPages *jx_volume_finish(JxVolume *volume);
