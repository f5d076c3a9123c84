#pragma once

#include <glib.h>
#include <stdbool.h>

/* Where outputs go: works out the path of each output of a run, so that no two
 * are the same and none is an input. */
typedef struct _JxTargets JxTargets;

/* How the user asked for it.
 *
 *   output   -o: NULL beside the input, "-" standard output, a folder (made
 *            when it is not there) or a file
 *   is_file  output names one file
 *   pattern  of the name, "{stem}" by default
 *   inputs   every input of the run, NULL-terminated: never written over */
JxTargets *jx_targets_new(const char *output, bool is_file, const char *pattern,
                          char **inputs);
void jx_targets_free(JxTargets *targets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxTargets, jx_targets_free)

/* The path for one output of one report.
 *
 *   input      its path as given, "-" for standard input
 *   unit       of the report, may be NULL
 *   year       may be NULL
 *   several    the input holds several reports: the unit goes into the name
 *   extension  "pdf", "xlsx", …
 *
 * Makes the folder. Yours; NULL with JX_ERROR_OUTPUT when it cannot be made. */
char *jx_targets_path(JxTargets *targets, const char *input, const char *unit,
                      const char *year, bool several, const char *extension,
                      GError **error);
