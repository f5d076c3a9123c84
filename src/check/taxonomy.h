#pragma once

#include <glib.h>
#include <stdbool.h>

#include "model/report.h"

/* A system of indicators as data (templates/taxonomy-*.yaml): which first and
 * second levels there are, their codes and names, and what they are. */

typedef enum {
    JX_ROLE_NONE,
    JX_ROLE_OUTPUT,
    JX_ROLE_BENEFIT,
    JX_ROLE_SATISFACTION,
    JX_ROLE_COST,
    JX_ROLE_QUANTITY,
    JX_ROLE_QUALITY,
    JX_ROLE_TIMELINESS,
} JxRole;

typedef struct {
    const char *name; /* the official one */
    const char *code; /* NULL: any */
    JxRole role;
    guint parent;    /* second level: index of its first level */
    GPtrArray *also; /* const char *: further spellings of the name */
} JxTaxonomyEntry;

typedef struct {
    char *name;
    GArray *level1, *level2; /* JxTaxonomyEntry */
    GStringChunk *chunk;     /* owns every const char * */
} JxTaxonomy;

/* Reads a taxonomy; NULL with JX_ERROR_CONFIG that shows the place. Yours. */
JxTaxonomy *jx_taxonomy_load(const char *path, GError **error);
void jx_taxonomy_free(JxTaxonomy *taxonomy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxTaxonomy, jx_taxonomy_free)

/* The ones that ship, compiled in: 产出、效益、满意度, and the one with 成本 as
 * a first level. Array of JxTaxonomy *, yours, which owns them. */
GPtrArray *jx_taxonomies_builtin(void);

/* The entry of an item's level by name, or NULL. */
const JxTaxonomyEntry *jx_taxonomy_level1(const JxTaxonomy *taxonomy,
                                          const char *name);
/* parent is the entry of the first level, NULL when that is unknown: then any
 * second level of that name. */
const JxTaxonomyEntry *jx_taxonomy_level2(const JxTaxonomy *taxonomy,
                                          const JxTaxonomyEntry *parent,
                                          const char *name);

/* The entry that has this code, or NULL. */
const JxTaxonomyEntry *jx_taxonomy_coded(const GArray *level, const char *code);

/* The one of `taxonomies` whose names fit most of the report's indicators; the
 * first of equals. NULL when there is none at all. */
const JxTaxonomy *jx_taxonomy_for(const GPtrArray *taxonomies,
                                  const JxReport *report);

/* Whether an item is of that role: by the names of its levels, or by their
 * codes. */
bool jx_indicator_is(const JxTaxonomy *taxonomy, const JxIndicator *item,
                     JxRole role);
