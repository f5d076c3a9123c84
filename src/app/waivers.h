#pragma once

#include "app/source.h"

/* The waivers of the configuration, and which of them were of use in a run:
 * one that fits nothing is misspelt, or its finding was put right. */
typedef struct _JxWaivers JxWaivers;

/* options must outlive it. Yours. */
JxWaivers *jx_waivers_new(const JxOptions *options);
void jx_waivers_free(JxWaivers *waivers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxWaivers, jx_waivers_free)

/* Counts what the waivers fit in a source. */
void jx_waivers_count(JxWaivers *waivers, const JxSource *source);

guint jx_waivers_len(const JxWaivers *waivers);
const JxWaiver *jx_waivers_get(const JxWaivers *waivers, guint i);

/* Findings that the i-th waiver fits. */
guint jx_waivers_uses(const JxWaivers *waivers, guint i);

/* It fits nothing, although its rule was tried; checking lays out no pages, so
 * rules of printing are not. */
bool jx_waivers_is_unused(const JxWaivers *waivers, guint i);

/* What is wrong with an unused one, without its place. Yours. */
char *jx_waiver_unused_text(const JxWaiver *waiver);

/* The file that the waivers stand in; NULL when there is none. */
const char *jx_waivers_file(const JxWaivers *waivers);

/* Says every unused one on standard error, with its place. */
void jx_waivers_say(const JxWaivers *waivers);
