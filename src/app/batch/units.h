#pragma once

#include <glib.h>
#include <stdbool.h>

/* Who files what, and under which name it comes out. */

typedef enum {
    JX_UNIT_FILED,    /* there is an input */
    JX_UNIT_MISSING,  /* the manifest names the unit, the input is not there */
    JX_UNIT_UNLISTED, /* an input that the manifest does not name */
} JxFiling;

typedef struct {
    char *id; /* the same from run to run: the input's path, or the unit */
    JxFiling filing;
    char *code, *unit, *form, *year; /* from the manifest, or NULL */
    guint line;                      /* of the manifest, 0 without one */
    char *input;  /* path to open; NULL when the manifest gives none */
    char *shown;  /* the same relative to the folder or the manifest, or NULL */
    char *output; /* relative to the output folder, without extension; NULL
                     unless FILED */
    bool renamed; /* output got a number: another one has that name */
} JxUnit;

/* All files in a folder, recursively, hidden and temporary ones left out, as
 * well as the output folder should it lie inside. Outputs mirror the structure;
 * every part of their path is safe for Windows, and no two are the same even
 * where case is ignored.
 *
 * Sorted by path: GPtrArray of JxUnit, yours. NULL with JX_ERROR_CONFIG when it
 * is no folder or is the output folder itself. */
GPtrArray *jx_units_from_folder(const char *folder, const char *out,
                                GError **error);

/* Those of a manifest (app/batch/manifest.h) in its order, then the inputs it
 * does not name: files beside its inputs that have the same extension as one
 * of them. Outputs are called as the manifest says, else code-unit, else the
 * input's stem.
 *
 *   rows  JxManifestRow
 *   path  of the manifest: inputs are relative to its folder
 *
 * NULL with JX_ERROR_CONFIG: a row stands twice, an output leads out of the
 * output folder. */
GPtrArray *jx_units_from_manifest(const GPtrArray *rows, const char *path,
                                  const char *out, GError **error);

/* Which of n shards (from 1) a unit belongs to. The same on every machine. */
guint jx_unit_shard(const JxUnit *unit, guint n);
