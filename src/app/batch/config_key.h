#pragma once

#include "check/config.h"

/* The SHA-256 of a configuration: of its file, and of the taxonomies that it
 * takes from others. "" when there is none. Yours.
 *
 *   path    of jixiao.conf, or NULL
 *   config  what it says, or NULL */
char *jx_config_key(const char *path, const JxConfig *config);
