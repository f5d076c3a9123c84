#include "app/batch/ledger.h"

#include <string.h>

#include <sqlite3.h>

#include "base/error.h"
#include "base/intl.h"

/* "jixi": tells our file from other databases */
#define APPLICATION_ID "1785296233"
#define SCHEMA_VERSION 2

/* One process at a time opens a ledger (the run's lock sees to it): so WAL
 * needs no shared memory, and a killed process costs nothing that was put. */
static const char SCHEMA[] =
    "PRAGMA locking_mode = EXCLUSIVE;"
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = NORMAL;"
    /* all or nothing: a process may be killed here as anywhere */
    "BEGIN;"
    "PRAGMA application_id = " APPLICATION_ID ";"
    "PRAGMA user_version = 2;"
    "CREATE TABLE IF NOT EXISTS unit(id TEXT PRIMARY KEY, input TEXT,"
    " form TEXT, options TEXT, config TEXT, fonts TEXT, program TEXT,"
    " facts TEXT)"
    " WITHOUT ROWID;"
    /* unit is NULL: left over */
    "CREATE TABLE IF NOT EXISTS output(path TEXT PRIMARY KEY, unit TEXT,"
    " sha256 TEXT, size INTEGER) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS output_unit ON output(unit);"
    "CREATE TABLE IF NOT EXISTS note(name TEXT PRIMARY KEY, value TEXT)"
    " WITHOUT ROWID;"
    "COMMIT;";

enum {
    GET_UNIT,
    GET_OUTPUTS,
    PUT_UNIT,
    PUT_OUTPUT,
    LEAVE_OUTPUTS,
    DELETE_UNIT,
    ALL_UNITS,
    LEFT_OVER,
    DELETE_OUTPUT,
    GET_NOTE,
    PUT_NOTE,
    N_STATEMENTS,
};

static const char *const SQL[N_STATEMENTS] = {
    [GET_UNIT] = "SELECT input, form, options, config, fonts, program, facts"
                 " FROM unit WHERE id = ?",
    [GET_OUTPUTS] = "SELECT path, sha256, size FROM output WHERE unit = ?"
                    " ORDER BY path",
    [PUT_UNIT] = "INSERT OR REPLACE INTO unit VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
    [PUT_OUTPUT] = "INSERT OR REPLACE INTO output VALUES(?, ?, ?, ?)",
    [LEAVE_OUTPUTS] = "UPDATE output SET unit = NULL WHERE unit = ?",
    [DELETE_UNIT] = "DELETE FROM unit WHERE id = ?",
    [ALL_UNITS] = "SELECT id FROM unit ORDER BY id",
    [LEFT_OVER] = "SELECT path FROM output WHERE unit IS NULL ORDER BY path",
    [DELETE_OUTPUT] = "DELETE FROM output WHERE path = ?",
    [GET_NOTE] = "SELECT value FROM note WHERE name = ?",
    [PUT_NOTE] = "INSERT OR REPLACE INTO note VALUES(?, ?)",
};

struct _JxLedger {
    char *path;
    sqlite3 *db;
    sqlite3_stmt *statements[N_STATEMENTS];
};

JxRecord *jx_record_new(const char *unit)
{
    JxRecord *record = g_new0(JxRecord, 1);
    record->unit = g_strdup(unit);
    record->outputs = g_ptr_array_new();
    return record;
}

void jx_record_add_output(JxRecord *record, const char *path,
                          const char *sha256, guint64 size)
{
    JxRecordOutput *output = g_new0(JxRecordOutput, 1);
    output->path = g_strdup(path);
    output->sha256 = g_strdup(sha256);
    output->size = size;
    g_ptr_array_add(record->outputs, output);
}

void jx_record_free(JxRecord *record)
{
    if (record == NULL)
        return;
    for (guint i = 0; i < record->outputs->len; i++) {
        JxRecordOutput *output = record->outputs->pdata[i];
        g_free(output->path);
        g_free(output->sha256);
        g_free(output);
    }
    g_ptr_array_unref(record->outputs);
    for (int i = 0; i < JX_N_KEYS; i++)
        g_free(record->keys[i]);
    g_free(record->unit);
    g_free(record->facts);
    g_free(record);
}

static bool fail(const JxLedger *ledger, GError **error)
{
    int code = sqlite3_errcode(ledger->db);
    JxErrorCode kind =
        code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_NOMEM
            ? JX_ERROR_RETRY
        : code == SQLITE_NOTADB || code == SQLITE_CORRUPT ? JX_ERROR_CONFIG
                                                          : JX_ERROR_OUTPUT;
    g_set_error(error, JX_ERROR, kind, _("%s：台账出错：%s"), ledger->path,
                sqlite3_errmsg(ledger->db));
    return false;
}

static bool execute(JxLedger *ledger, const char *sql, GError **error)
{
    return sqlite3_exec(ledger->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           fail(ledger, error);
}

static gint64 pragma(JxLedger *ledger, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    gint64 value = -1;
    if (sqlite3_prepare_v2(ledger->db, sql, -1, &statement, NULL) ==
            SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static bool is_ours(JxLedger *ledger, GError **error)
{
    gint64 version = pragma(ledger, "PRAGMA user_version");
    gint64 owner = pragma(ledger, "PRAGMA application_id");
    bool fresh = version == 0 && owner == 0;
    if (version < 0)
        return fail(ledger, error);
    if (fresh || (version == SCHEMA_VERSION &&
                  owner == g_ascii_strtoll(APPLICATION_ID, NULL, 10)))
        return true;
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("%s：不是本版程序的台账，请换一个输出文件夹"), ledger->path);
    return false;
}

static bool prepare(JxLedger *ledger, GError **error)
{
    for (int i = 0; i < N_STATEMENTS; i++)
        if (sqlite3_prepare_v2(ledger->db, SQL[i], -1, &ledger->statements[i],
                               NULL) != SQLITE_OK)
            return fail(ledger, error);
    return true;
}

JxLedger *jx_ledger_open(const char *path, GError **error)
{
    g_autoptr(JxLedger) ledger = g_new0(JxLedger, 1);
    ledger->path = g_strdup(path);
    if (sqlite3_open(path, &ledger->db) != SQLITE_OK) {
        fail(ledger, error);
        return NULL;
    }
    if (!is_ours(ledger, error) || !execute(ledger, SCHEMA, error) ||
        !prepare(ledger, error))
        return NULL;
    return g_steal_pointer(&ledger);
}

void jx_ledger_free(JxLedger *ledger)
{
    if (ledger == NULL)
        return;
    for (int i = 0; i < N_STATEMENTS; i++)
        sqlite3_finalize(ledger->statements[i]);
    sqlite3_close(ledger->db);
    g_free(ledger->path);
    g_free(ledger);
}

static void bind(sqlite3_stmt *statement, int at, const char *text)
{
    sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
}

/* The statement, ready to run, with its first parameter. */
static sqlite3_stmt *statement_of(const JxLedger *ledger, int which,
                                  const char *first)
{
    sqlite3_stmt *statement = ledger->statements[which];
    sqlite3_reset(statement);
    if (first)
        bind(statement, 1, first);
    return statement;
}

static bool run(JxLedger *ledger, sqlite3_stmt *statement, GError **error)
{
    bool done = sqlite3_step(statement) == SQLITE_DONE || fail(ledger, error);
    sqlite3_reset(statement);
    return done;
}

static char *text_at(sqlite3_stmt *statement, int column)
{
    return g_strdup((const char *)sqlite3_column_text(statement, column));
}

JxRecord *jx_ledger_get(JxLedger *ledger, const char *unit)
{
    sqlite3_stmt *row = statement_of(ledger, GET_UNIT, unit);
    if (sqlite3_step(row) != SQLITE_ROW) {
        sqlite3_reset(row);
        return NULL;
    }
    JxRecord *record = jx_record_new(unit);
    for (int i = 0; i < JX_N_KEYS; i++)
        record->keys[i] = text_at(row, i);
    record->facts = text_at(row, JX_N_KEYS);
    sqlite3_reset(row);

    sqlite3_stmt *output = statement_of(ledger, GET_OUTPUTS, unit);
    while (sqlite3_step(output) == SQLITE_ROW)
        jx_record_add_output(record,
                             (const char *)sqlite3_column_text(output, 0),
                             (const char *)sqlite3_column_text(output, 1),
                             (guint64)sqlite3_column_int64(output, 2));
    sqlite3_reset(output);
    return record;
}

static bool put_unit(JxLedger *ledger, const JxRecord *record, GError **error)
{
    sqlite3_stmt *row = statement_of(ledger, PUT_UNIT, record->unit);
    for (int i = 0; i < JX_N_KEYS; i++)
        bind(row, 2 + i, record->keys[i]);
    bind(row, 2 + JX_N_KEYS, record->facts);
    return run(ledger, row, error);
}

static bool put_outputs(JxLedger *ledger, const JxRecord *record,
                        GError **error)
{
    for (guint i = 0; i < record->outputs->len; i++) {
        const JxRecordOutput *output = record->outputs->pdata[i];
        sqlite3_stmt *row = statement_of(ledger, PUT_OUTPUT, output->path);
        bind(row, 2, record->unit);
        bind(row, 3, output->sha256);
        sqlite3_bind_int64(row, 4, (sqlite3_int64)output->size);
        if (!run(ledger, row, error))
            return false;
    }
    return true;
}

bool jx_ledger_put(JxLedger *ledger, const JxRecord *record, GError **error)
{
    if (!execute(ledger, "BEGIN", error))
        return false;
    if (run(ledger, statement_of(ledger, LEAVE_OUTPUTS, record->unit), error) &&
        put_unit(ledger, record, error) && put_outputs(ledger, record, error) &&
        execute(ledger, "COMMIT", error))
        return true;
    execute(ledger, "ROLLBACK", NULL);
    return false;
}

static GPtrArray *list(JxLedger *ledger, int which)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    sqlite3_stmt *row = statement_of(ledger, which, NULL);
    while (sqlite3_step(row) == SQLITE_ROW)
        g_ptr_array_add(texts, text_at(row, 0));
    sqlite3_reset(row);
    return texts;
}

GPtrArray *jx_ledger_units(JxLedger *ledger)
{
    return list(ledger, ALL_UNITS);
}

bool jx_ledger_remove(JxLedger *ledger, const char *unit, GError **error)
{
    return run(ledger, statement_of(ledger, LEAVE_OUTPUTS, unit), error) &&
           run(ledger, statement_of(ledger, DELETE_UNIT, unit), error);
}

GPtrArray *jx_ledger_left_over(JxLedger *ledger)
{
    return list(ledger, LEFT_OVER);
}

bool jx_ledger_forget_output(JxLedger *ledger, const char *path, GError **error)
{
    return run(ledger, statement_of(ledger, DELETE_OUTPUT, path), error);
}

char *jx_ledger_note(JxLedger *ledger, const char *name)
{
    sqlite3_stmt *row = statement_of(ledger, GET_NOTE, name);
    char *value = sqlite3_step(row) == SQLITE_ROW ? text_at(row, 0) : NULL;
    sqlite3_reset(row);
    return value;
}

bool jx_ledger_set_note(JxLedger *ledger, const char *name, const char *value,
                        GError **error)
{
    sqlite3_stmt *row = statement_of(ledger, PUT_NOTE, name);
    bind(row, 2, value);
    return run(ledger, row, error);
}
