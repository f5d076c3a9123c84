#pragma once

#include <glib.h>

/* One run at a time in an output folder; shards of one job may run side by
 * side, each once. The lock goes with the process, however it ends. */
typedef struct _JxLock JxLock;

/* Takes the lock of `hidden`, the folder OUT/.jixiao.
 *
 *   shard, n_shards  1 of 1: the whole folder
 *
 * NULL with JX_ERROR_RETRY when another run holds it (the message says which
 * process on which machine, since when), JX_ERROR_OUTPUT when the folder cannot
 * be written. Yours. */
JxLock *jx_lock_take(const char *hidden, guint shard, guint n_shards,
                     GError **error);
void jx_lock_free(JxLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxLock, jx_lock_free)
