#pragma once

#include <glib.h>
#include <stdbool.h>

/* Names inside an output folder, and small questions about paths.
 *
 *   OUT/批次报告.jsonl .xlsx .pdf     the report of a finished run
 *   OUT/SHA256SUMS                    of every output and of the report
 *   OUT/.jixiao/                      ledger, lock, shards' reports, and what
 *                                     is in the making (stage.h) */
#define JX_BATCH_REPORT "批次报告"
#define JX_BATCH_SUMS "SHA256SUMS"
#define JX_BATCH_HIDDEN ".jixiao"

/* True when path is folder or lies below it; symbolic links are followed where
 * the path exists. */
bool jx_path_is_inside(const char *path, const char *folder);

/* path as seen from folder, in which it must lie; else its absolute name.
 * Yours. */
char *jx_path_relative(const char *path, const char *folder);

/* Removes a folder and all in it; what is not there is no error. */
void jx_path_remove_tree(const char *folder);

/* The folder above path and all above it. False with JX_ERROR_OUTPUT, or
 * JX_ERROR_RETRY on a full disk. */
bool jx_path_make_parent(const char *path, GError **error);

/* Words the failure to make a folder, with the same codes; false. */
bool jx_path_fail(const char *folder, int number, GError **error);

/* SHA-256 of a file's bytes, 64 hexadecimal digits, yours; its length in *size
 * (may be NULL). NULL when it cannot be read. */
char *jx_path_sha256(const char *path, guint64 *size);
