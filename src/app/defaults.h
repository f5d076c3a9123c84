#pragma once

#include "check/config.h"

/* The arguments that `options:` of a configuration stands for: of the options
 * in the tables (a NULL-terminated list of tables, each as GOption takes it)
 * those that argv does not give itself; what no table has belongs to another
 * verb and is passed over. argv[0] comes first. NULL with JX_ERROR_CONFIG and
 * the place when a switch is neither on nor off.
 *
 *   file  the configuration's, for the message
 *
 * NULL-terminated, yours. */
char **jx_defaults_arguments(const JxConfig *config, const char *file,
                             const GOptionEntry *const *tables, char **argv,
                             GError **error);

/* Does argv give the option of that long name itself? */
bool jx_defaults_is_given(const GOptionEntry *const *tables, const char *name,
                          char **argv);

/* The default that a message about a wrong value speaks of, by its option
 * ("--fail-on"), or NULL. */
const JxDefault *jx_defaults_blamed(const JxConfig *config,
                                    const char *message);
