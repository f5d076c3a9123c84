#include "xlsx/written.h"

#include <string.h>

#include "xlsx/text.h"

/* 20 bits hold Excel's 1,048,576 rows, 16 its 16,384 columns */
#define KIND_BITS 2
#define COLUMN_BITS 16
#define ROW_BITS 20

static guint64 key_of(guint sheet, guint row, guint column, JxCellKind kind)
{
    guint64 key = ((guint64)sheet << ROW_BITS) | row;
    return (((key << COLUMN_BITS) | column) << KIND_BITS) | kind;
}

static int by_key(gconstpointer a, gconstpointer b)
{
    guint64 left = ((const JxWrittenCell *)a)->key;
    guint64 right = ((const JxWrittenCell *)b)->key;
    return left < right ? -1 : left > right;
}

JxWritten *jx_written_new(void)
{
    JxWritten *written = g_new0(JxWritten, 1);
    written->cells = g_array_new(FALSE, FALSE, sizeof(JxWrittenCell));
    return written;
}

void jx_written_free(JxWritten *written)
{
    if (written == NULL)
        return;
    g_array_unref(written->cells);
    g_free(written);
}

void jx_written_number(JxWritten *written, guint sheet, guint row, guint column,
                       JxCellKind kind, double number)
{
    JxWrittenCell cell = {.key = key_of(sheet, row, column, kind),
                          .number = number};
    g_array_append_val(written->cells, cell);
}

void jx_written_text(JxWritten *written, guint sheet, guint row, guint column,
                     JxCellKind kind, const char *text)
{
    JxWrittenCell cell = {.key = key_of(sheet, row, column, kind),
                          .hash = jx_xlsx_hash(text, strlen(text))};
    g_array_append_val(written->cells, cell);
}

void jx_written_rewind(JxWritten *written)
{
    g_array_sort(written->cells, by_key);
    written->next = 0;
}

static const JxWrittenCell *next_of(const JxWritten *written)
{
    return written->next < written->cells->len
               ? &g_array_index(written->cells, JxWrittenCell, written->next)
               : NULL;
}

bool jx_written_is_number(JxWritten *written, guint sheet, guint row,
                          guint column, JxCellKind kind, double number)
{
    const JxWrittenCell *cell = next_of(written);
    if (cell == NULL || cell->key != key_of(sheet, row, column, kind) ||
        cell->number < number || cell->number > number)
        return false;
    written->next++;
    return true;
}

bool jx_written_is_text(JxWritten *written, guint sheet, guint row,
                        guint column, JxCellKind kind, guint64 hash)
{
    const JxWrittenCell *cell = next_of(written);
    if (cell == NULL || cell->key != key_of(sheet, row, column, kind) ||
        cell->hash != hash)
        return false;
    written->next++;
    return true;
}

bool jx_written_all_found(const JxWritten *written, guint *sheet, guint *row,
                          guint *column)
{
    const JxWrittenCell *cell = next_of(written);
    if (cell == NULL)
        return true;
    guint64 key = cell->key >> KIND_BITS;
    *column = (guint)(key & ((1u << COLUMN_BITS) - 1));
    key >>= COLUMN_BITS;
    *row = (guint)(key & ((1u << ROW_BITS) - 1));
    *sheet = (guint)(key >> ROW_BITS);
    return false;
}

GArray *jx_written_column(const JxWritten *written, guint sheet, guint column)
{
    const guint64 any_row =
        ~((((guint64)1 << ROW_BITS) - 1) << (COLUMN_BITS + KIND_BITS));
    guint64 wanted = key_of(sheet, 0, column, JX_CELL_NUMBER);
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < written->cells->len; i++) {
        const JxWrittenCell *cell =
            &g_array_index(written->cells, JxWrittenCell, i);
        if ((cell->key & any_row) == wanted)
            g_array_append_val(numbers, cell->number);
    }
    return numbers;
}
