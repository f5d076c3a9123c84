#pragma once

#include "app/batch/ledger.h"
#include "check/config.h"

/* What outputs depend on beside their input, each as a SHA-256. */
typedef struct {
    char *program; /* build IDs of the program and of every library it runs */
    char *fonts;   /* the font files in use */
    char *options; /* as given to jx_fingerprint_take */
    char *config;  /* jixiao.conf and the taxonomies it names */
    GHashTable *forms; /* name (NULL is "list") -> SHA-256 of its template */
} JxFingerprint;

/* What outputs are made with, as the call says it. */
typedef struct {
    const char *form;    /* of units that name none, or NULL */
    char **forms;        /* names of all other forms in use: NULL-terminated */
    const char *options; /* all options that show in the outputs, as a text */
    const char *config_path; /* jixiao.conf, or NULL … */
    const JxConfig *config;  /* … and what it says */
} JxIngredients;

/* Takes the fingerprint of this process on this machine.
 *
 *   ledger  remembers the digests of large files; may be NULL
 *
 * Every form is loaded once, so that a broken one is known before anything is
 * touched. NULL with JX_ERROR_CONFIG. Yours. */
JxFingerprint *jx_fingerprint_take(const JxIngredients *ingredients,
                                   JxLedger *ledger, GError **error);
void jx_fingerprint_free(JxFingerprint *fingerprint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxFingerprint, jx_fingerprint_free)

/* The digest of a form's template; NULL is the form of those that name none. */
const char *jx_fingerprint_form(const JxFingerprint *fingerprint,
                                const char *form);

/* One digest of all of it: shards that differ in it must not be merged.
 * Yours. */
char *jx_fingerprint_text(const JxFingerprint *fingerprint);
