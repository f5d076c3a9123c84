#pragma once

#include <glib.h>
#include <stdbool.h>

/* A list of what is written into cells. When the finished file is read back,
 * each cell that is found must be the next of the list. */
typedef enum {
    JX_CELL_NUMBER,
    JX_CELL_TEXT,
    JX_CELL_FORMULA_NUMBER, /* its cached result */
    JX_CELL_FORMULA_TEXT,
} JxCellKind;

typedef struct {
    guint64 key; /* sheet, row, column and kind */
    union {
        double number;
        guint64 hash; /* of the text, unescaped */
    };
} JxWrittenCell;

typedef struct {
    GArray *cells; /* JxWrittenCell */
    guint next;    /* the one to be found next */
} JxWritten;

JxWritten *jx_written_new(void);
void jx_written_free(JxWritten *written);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxWritten, jx_written_free)

/* Sheets, rows and columns count from 0. A cell is added once. */
void jx_written_number(JxWritten *written, guint sheet, guint row, guint column,
                       JxCellKind kind, double number);
void jx_written_text(JxWritten *written, guint sheet, guint row, guint column,
                     JxCellKind kind, const char *text);

/* Puts the cells in the order in which a file has them, and begins anew. */
void jx_written_rewind(JxWritten *written);

/* Whether the next cell is this one; texts come as jx_xlsx_hash(). */
bool jx_written_is_number(JxWritten *written, guint sheet, guint row,
                          guint column, JxCellKind kind, double number);
bool jx_written_is_text(JxWritten *written, guint sheet, guint row,
                        guint column, JxCellKind kind, guint64 hash);

/* The numbers of a column that are no formula's: double, yours. */
GArray *jx_written_column(const JxWritten *written, guint sheet, guint column);

/* Whether all cells were found; if not, where the next one is. */
bool jx_written_all_found(const JxWritten *written, guint *sheet, guint *row,
                          guint *column);
