#pragma once

#include <glib.h>
#include <stdbool.h>

/* The one module through which outputs reach the disk: a file is whole or
 * absent. */

/* Writes bytes as `path`. A regular or new file is written under a temporary
 * name beside it, flushed, renamed and its folder flushed; a symbolic link is
 * resolved first; anything that is not a regular file (a device, a pipe) is
 * written straight. "-" is standard output.
 *
 * False with JX_ERROR_RETRY (disk full, quota) or JX_ERROR_OUTPUT; nothing is
 * left behind and what stood there before is untouched. */
bool jx_output_write(const char *path, GBytes *bytes, GError **error);

/* The same in three steps, for many files that are made in a folder of our own:
 *
 * put    writes a file under its own name and waits for no disk; what it leaves
 *        behind on failure goes with the folder
 * flush  waits until all that was written to the file system of `path` is on
 *        the disk
 * move   gives the file another name on that file system: all at once, in place
 *        of what has that name now (of a symbolic link, too)
 *
 * False with JX_ERROR_RETRY or JX_ERROR_OUTPUT. */
bool jx_output_put(const char *path, GBytes *bytes, GError **error);
bool jx_output_flush(const char *path, GError **error);
bool jx_output_move(const char *from, const char *to, GError **error);

/* Removes the temporary files that are open now: for a signal handler's
 * follow-up, so that an interrupted run leaves only whole files. */
void jx_output_discard_all(void);
