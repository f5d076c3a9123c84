#pragma once

#include <glib.h>

/* The folder in which files are made before they get their names: inside
 * OUT/.jixiao, so that a name is one rename away, and so that no run, however
 * it ends, leaves a half-made file where the user looks. */

/* Makes a new, empty one and removes those that earlier runs have left, with
 * all in them. The lock of the folder (app/batch/lock.h) must be held.
 *
 *   hidden           the folder OUT/.jixiao
 *   shard, n_shards  1 of 1: the whole folder
 *
 * Its name is new every time: what a worker of an earlier run still writes
 * while it dies goes to no file of this one. NULL with JX_ERROR_RETRY or
 * JX_ERROR_OUTPUT. Yours. */
char *jx_stage_make(const char *hidden, guint shard, guint n_shards,
                    GError **error);

/* Removes it and frees its name; NULL is fine. */
void jx_stage_free(char *stage);
