#pragma once

#include "model/report.h"

/* One kind of indicators: a name of level 2, and how many there are. */
typedef struct {
    const char *name;
    const char *code; /* of its first indicator, or NULL */
    guint n;
} JxKind;

/* The kinds of a report by code, then in order of appearance; at most `max`,
 * the others are left out. GArray of JxKind, yours. */
GArray *jx_kinds(const JxReport *report, guint max);
