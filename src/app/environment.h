#pragma once

#include <glib.h>
#include <stdbool.h>

/* What the program takes from the world around it: language, time, where its
 * own files lie. Only app/ reads these. */

/* Sets locale and language of the messages; call it first.
 *
 *   lang  "zh" or "en", or NULL for Chinese
 *
 * Chinese comes out whole under LANG=C, too. False for an unknown language. */
bool jx_environment_start(const char *lang);

/* The program's data folder (templates/, fonts/, locale/): share/jixiao of the
 * prefix it was installed under, or of its build folder. Yours. */
char *jx_environment_data_dir(void);

/* A folder of it, "templates" or "fonts". Yours. */
char *jx_environment_data(const char *name);

/* The time to write into outputs: SOURCE_DATE_EPOCH, or now. False with
 * JX_ERROR_CONFIG when the variable is no number. */
bool jx_environment_time(gint64 *seconds, GError **error);

/* SIGINT and SIGTERM remove what is half-written and end the program with 130;
 * limits on file size and closed pipes become errors of write(). */
void jx_environment_signals(void);
