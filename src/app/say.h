#pragma once

#include "app/options.h"

/* Writes text to standard output, all of it or an error said on standard
 * error. Returns the exit code: 0, 4, or 75 on a full disk. */
int jx_say(const char *text);

/* The same for bytes. */
int jx_say_bytes(GBytes *bytes);

/* Says why a call was wrong, and where to read on; returns JX_EXIT_USAGE. */
int jx_say_usage(const char *verb, const GError *error);

/* Whether to colour what goes to standard output (1) or error (2). */
bool jx_say_in_color(const JxOptions *options, int fd);
