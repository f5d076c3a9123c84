#pragma once

#include "load/entry.h"

/* Which unit each project belongs to, by the rows of units and by a column
 * that names one for each project. Inside load/ only. */

/* A unit of the report. */
typedef struct {
    char *key;  /* its name for comparing */
    int entry;  /* the row with its sums, or -1 */
    guint row;  /* where it first stands */
    guint cell; /* its name; G_MAXUINT: the row's own */
} JxBelongUnit;

typedef struct {
    GArray *units; /* JxBelongUnit, in order of appearance */
    int *of;       /* for every entry its unit, or -1 */
} JxBelonging;

/* Decides it for all entries. A unit's name in a column counts for the rows
 * that it is merged over or that are blank below it; the report's own unit is
 * no unit inside it. Yours: jx_belonging_free.
 *
 *   unit  the report's unit as printed, or NULL */
JxBelonging *jx_belonging_of(const GArray *entries, const JxCells *cells,
                             const char *unit);
void jx_belonging_free(JxBelonging *belonging);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxBelonging, jx_belonging_free)
