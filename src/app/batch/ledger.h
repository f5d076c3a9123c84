#pragma once

#include <glib.h>
#include <stdbool.h>

/* What was done for which unit, from run to run: SQLite in the output folder.
 * Written after every unit, so that a run killed at any moment goes on where it
 * was. */
typedef struct _JxLedger JxLedger;

/* What a unit's outputs depend on; any change makes it due again. */
typedef enum {
    JX_KEY_INPUT,   /* the bytes of the input */
    JX_KEY_FORM,    /* the form's template */
    JX_KEY_OPTIONS, /* options and names that show in the outputs */
    JX_KEY_CONFIG,  /* jixiao.conf and the taxonomies it names */
    JX_KEY_FONTS,   /* the font files */
    JX_KEY_PROGRAM, /* this program and its libraries */
    JX_N_KEYS,
} JxKey;

typedef struct {
    char *path; /* relative to the output folder */
    char *sha256;
    guint64 size;
} JxRecordOutput;

typedef struct {
    char *unit; /* id */
    char *keys[JX_N_KEYS];
    char *facts;        /* JSON, one object: what the worker found */
    GPtrArray *outputs; /* JxRecordOutput */
} JxRecord;

JxRecord *jx_record_new(const char *unit);
void jx_record_add_output(JxRecord *record, const char *path,
                          const char *sha256, guint64 size);
void jx_record_free(JxRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxRecord, jx_record_free)

/* Opens the ledger, making it when it is not there. NULL with JX_ERROR_CONFIG
 * when the file is no ledger of ours or of a later program, JX_ERROR_RETRY on a
 * full disk, JX_ERROR_OUTPUT otherwise. Yours. */
JxLedger *jx_ledger_open(const char *path, GError **error);
void jx_ledger_free(JxLedger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxLedger, jx_ledger_free)

/* The record of a unit, yours, or NULL. */
JxRecord *jx_ledger_get(JxLedger *ledger, const char *unit);

/* Puts the record in the place of the unit's former one. Outputs that the
 * former had and the new one has not are remembered as left over. */
bool jx_ledger_put(JxLedger *ledger, const JxRecord *record, GError **error);

/* All units with a record, sorted: char *, yours. */
GPtrArray *jx_ledger_units(JxLedger *ledger);

/* Takes the unit out; its outputs are left over from now on. */
bool jx_ledger_remove(JxLedger *ledger, const char *unit, GError **error);

/* Paths of outputs that belong to no record, sorted: char *, yours. */
GPtrArray *jx_ledger_left_over(JxLedger *ledger);
bool jx_ledger_forget_output(JxLedger *ledger, const char *path,
                             GError **error);

/* A small value kept by name: NULL or yours. */
char *jx_ledger_note(JxLedger *ledger, const char *name);
bool jx_ledger_set_note(JxLedger *ledger, const char *name, const char *value,
                        GError **error);
