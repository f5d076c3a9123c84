#pragma once

#include <glib.h>
#include <jansson.h>

/* Puts the reports of all shards together.
 *
 *   hidden    the folder OUT/.jixiao, in which shards leave their reports
 *   n_shards  how many there must be
 *
 * False with JX_ERROR_INPUT: a shard's report is not there, shards were made
 * from different lists, programs, forms, fonts or options, or two of them have
 * one unit or one output. New references in header and rows. */
gboolean jx_merge_reports(const char *hidden, guint n_shards, json_t **header,
                          json_t **rows, GError **error);
