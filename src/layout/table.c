#include "layout/table.h"

static void row_clear(gpointer data)
{
    g_free(((JxTableRow *)data)->cells);
}

JxTable *jx_table_new(void)
{
    JxTable *table = g_new0(JxTable, 1);
    table->columns = g_array_new(FALSE, TRUE, sizeof(JxTableColumn));
    table->rows = g_array_new(FALSE, TRUE, sizeof(JxTableRow));
    g_array_set_clear_func(table->rows, row_clear);
    table->after = g_ptr_array_new();
    table->signatures = g_ptr_array_new();
    table->chunk = g_string_chunk_new(1024);
    return table;
}

JxTableRow *jx_table_add_row(JxTable *table)
{
    guint n = table->columns->len;
    g_array_set_size(table->rows, table->rows->len + 1);
    JxTableRow *row = jx_table_row(table, table->rows->len - 1);
    row->cells = g_new0(JxTableCell, n);
    for (guint i = 0; i < n; i++)
        row->cells[i].n_columns = row->cells[i].n_rows = 1;
    return row;
}

const char *jx_table_keep(JxTable *table, char *text)
{
    const char *kept = g_string_chunk_insert(table->chunk, text);
    g_free(text);
    return kept;
}

static const char *or_null(const char *text)
{
    return text && *text ? text : NULL;
}

static void add_listing_columns(JxTable *table, const JxListing *listing)
{
    for (guint i = 0; i < listing->columns->len; i++) {
        const JxListingColumn *from = jx_listing_column(listing, i);
        bool is_number = from->kind == JX_LISTING_NUMBER;
        JxTableColumn column = {
            .heading = from->heading,
            .width = is_number ? JX_WIDTH_NUMBERS : JX_WIDTH_AUTO,
            .min_em = MIN(from->width, 8),
        };
        g_array_append_val(table->columns, column);
    }
}

static void add_listing_row(JxTable *table, const JxListing *listing,
                            const JxListingRow *from)
{
    JxTableRow *row = jx_table_add_row(table);
    bool named = false; /* the first text says what the row is about */
    for (guint i = 0; i < listing->columns->len; i++) {
        JxListingKind kind = jx_listing_column(listing, i)->kind;
        JxTableCell *cell = &row->cells[i];
        cell->text = or_null(from->cells[i]);
        cell->role = from->strong ? JX_ROLE_STRONG : JX_ROLE_BODY;
        cell->is_amount = kind == JX_LISTING_NUMBER;
        cell->align = cell->is_amount ? JX_ALIGN_RIGHT : JX_ALIGN_LEFT;
        cell->is_name = cell->repeats = !named && kind == JX_LISTING_TEXT;
        named = named || cell->is_name;
    }
}

JxTable *jx_table_from_listing(const JxListing *listing, const JxForm *form)
{
    JxTable *table = jx_table_new();
    table->title = listing->title;
    table->continued_title = jx_table_keep(
        table, g_strconcat(listing->title, form->continued, NULL));
    table->left = listing->left;
    table->right = listing->right;
    add_listing_columns(table, listing);
    for (guint i = 0; i < listing->rows->len; i++)
        add_listing_row(table, listing, jx_listing_row(listing, i));
    return table;
}

void jx_table_free(JxTable *table)
{
    if (table == NULL)
        return;
    g_array_unref(table->columns);
    g_array_unref(table->rows);
    g_ptr_array_unref(table->after);
    g_ptr_array_unref(table->signatures);
    g_string_chunk_free(table->chunk);
    g_free(table);
}
