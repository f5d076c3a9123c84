#include "xlsx/written.h"

#include <string.h>

#include "xlsx/text.h"

/* 20 bits hold Excel's 1,048,576 rows, 16 its 16,384 columns */
#define COLUMN_BITS 16
#define ROW_BITS 20

static guint64 key_of(guint sheet, guint row, guint column)
{
    return ((guint64)sheet << (ROW_BITS + COLUMN_BITS)) |
           ((guint64)row << COLUMN_BITS) | column;
}

static int by_key(gconstpointer a, gconstpointer b)
{
    guint64 left = ((const JxWrittenCell *)a)->key;
    guint64 right = ((const JxWrittenCell *)b)->key;
    return left < right ? -1 : left > right;
}

static bool same(const JxWrittenCell *a, const JxWrittenCell *b)
{
    return a->key == b->key && a->kind == b->kind && a->hash == b->hash &&
           !(a->number < b->number) && !(a->number > b->number);
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
    JxWrittenCell cell = {
        .key = key_of(sheet, row, column), .kind = kind, .number = number};
    g_array_append_val(written->cells, cell);
}

void jx_written_text(JxWritten *written, guint sheet, guint row, guint column,
                     JxCellKind kind, const char *text)
{
    JxWrittenCell cell = {.key = key_of(sheet, row, column),
                          .kind = kind,
                          .hash = jx_xlsx_hash(text, strlen(text))};
    g_array_append_val(written->cells, cell);
}

void jx_written_hash(JxWritten *written, guint sheet, guint row, guint column,
                     guint64 hash)
{
    JxWrittenCell cell = {
        .key = key_of(sheet, row, column), .kind = JX_CELL_TEXT, .hash = hash};
    g_array_append_val(written->cells, cell);
}

static void split_key(guint64 key, guint *sheet, guint *row, guint *column)
{
    *column = (guint)(key & ((1u << COLUMN_BITS) - 1));
    *row = (guint)((key >> COLUMN_BITS) & ((1u << ROW_BITS) - 1));
    *sheet = (guint)(key >> (ROW_BITS + COLUMN_BITS));
}

bool jx_written_equal(JxWritten *left, JxWritten *right, guint *sheet,
                      guint *row, guint *column)
{
    g_array_sort(left->cells, by_key);
    g_array_sort(right->cells, by_key);

    guint n = MIN(left->cells->len, right->cells->len);
    for (guint i = 0; i < n; i++) {
        const JxWrittenCell *a = &g_array_index(left->cells, JxWrittenCell, i);
        const JxWrittenCell *b = &g_array_index(right->cells, JxWrittenCell, i);
        if (same(a, b))
            continue;
        split_key(MIN(a->key, b->key), sheet, row, column);
        return false;
    }
    if (left->cells->len == right->cells->len)
        return true;
    const GArray *longer = left->cells->len > n ? left->cells : right->cells;
    split_key(g_array_index(longer, JxWrittenCell, n).key, sheet, row, column);
    return false;
}
