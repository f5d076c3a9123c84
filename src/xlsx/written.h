#pragma once

#include <glib.h>
#include <stdbool.h>

/* A list of cells with their contents: one is kept of what is written, one is
 * made of what stands in the finished file, and the two must be equal. */
typedef enum {
    JX_CELL_NUMBER,
    JX_CELL_TEXT,
    JX_CELL_FORMULA_NUMBER, /* its cached result */
    JX_CELL_FORMULA_TEXT,
} JxCellKind;

typedef struct {
    guint64 key; /* sheet, row and column */
    JxCellKind kind;
    double number;
    guint64 hash; /* of the text, unescaped */
} JxWrittenCell;

typedef struct {
    GArray *cells; /* JxWrittenCell */
} JxWritten;

JxWritten *jx_written_new(void);
void jx_written_free(JxWritten *written);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxWritten, jx_written_free)

/* Sheets, rows and columns count from 0. A cell is added once. */
void jx_written_number(JxWritten *written, guint sheet, guint row, guint column,
                       JxCellKind kind, double number);
void jx_written_text(JxWritten *written, guint sheet, guint row, guint column,
                     JxCellKind kind, const char *text);
/* A text of which only the hash is at hand. */
void jx_written_hash(JxWritten *written, guint sheet, guint row, guint column,
                     guint64 hash);

/* Sorts both and compares. On a difference false, and *sheet, *row, *column
 * are the first cell that differs. */
bool jx_written_equal(JxWritten *left, JxWritten *right, guint *sheet,
                      guint *row, guint *column);
