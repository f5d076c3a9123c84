#pragma once

#include "app/batch/ledger.h"

/* What outputs depend on beside their input, each as a SHA-256. */
typedef struct {
    char *program; /* build IDs of the program and of every library it runs */
    char *fonts;   /* the font files in use */
    char *options; /* as given to jx_fingerprint_take */
    GHashTable *forms; /* name (NULL is "list") -> SHA-256 of its template */
} JxFingerprint;

/* Takes the fingerprint of this process on this machine.
 *
 *   form     the form of units that name none, or NULL
 *   forms    names of all other forms in use: NULL-terminated
 *   options  all options that show in the outputs, as one text
 *   ledger   remembers the digests of large files; may be NULL
 *
 * Every form is loaded once, so that a broken one is known before anything is
 * touched. NULL with JX_ERROR_CONFIG. Yours. */
JxFingerprint *jx_fingerprint_take(const char *form, char **forms,
                                   const char *options, JxLedger *ledger,
                                   GError **error);
void jx_fingerprint_free(JxFingerprint *fingerprint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxFingerprint, jx_fingerprint_free)

/* The digest of a form's template; NULL is the form of those that name none. */
const char *jx_fingerprint_form(const JxFingerprint *fingerprint,
                                const char *form);

/* One digest of all of it: shards that differ in it must not be merged.
 * Yours. */
char *jx_fingerprint_text(const JxFingerprint *fingerprint);
