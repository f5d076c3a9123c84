#pragma once

#include <stdbool.h>

#include <glib.h>
#include <jansson.h>

#include "app/batch/printer.h"

/* The files that stand for a finished batch: the report and SHA256SUMS. */

/* Writes them into `out`, or leaves them alone when they already say just
 * this.
 *
 *   header, rows  as in app/batch/rows.h
 *
 * SHA256SUMS names every output and the report's own files, sorted by path,
 * in the format of sha256sum. False with JX_ERROR_RETRY or JX_ERROR_OUTPUT. */
bool jx_publish(const char *out, const json_t *header, const json_t *rows,
                const JxPrinter *printer, GError **error);

/* The text of SHA256SUMS for the rows and the report that stands in `out`;
 * yours. */
char *jx_publish_sums(const char *out, const json_t *rows);

/* True for a name, relative to the output folder, that is one of ours. */
bool jx_publish_is_own(const char *name);

/* Writes only the lines, as `path`: what a shard does.
 *
 *   stage  where they are made: app/batch/stage.h */
bool jx_publish_lines(const char *path, const char *stage, const json_t *header,
                      const json_t *rows, GError **error);

/* Takes the files of an earlier run away: a report that stands speaks of a run
 * that was finished. */
void jx_publish_withdraw(const char *out);

/* Reads the lines back. False with JX_ERROR_INPUT: not there, or not whole. */
bool jx_publish_read(const char *path, json_t **header, json_t **rows,
                     GError **error);
