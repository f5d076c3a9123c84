#include "model/listing.h"

static void column_clear(gpointer data)
{
    g_free(((JxListingColumn *)data)->heading);
}

static void row_clear(gpointer data)
{
    g_strfreev(((JxListingRow *)data)->cells);
}

JxListing *jx_listing_new(const char *name, const char *title)
{
    JxListing *listing = g_new0(JxListing, 1);
    listing->name = g_strdup(name);
    listing->title = g_strdup(title);
    listing->columns = g_array_new(FALSE, TRUE, sizeof(JxListingColumn));
    listing->rows = g_array_new(FALSE, TRUE, sizeof(JxListingRow));
    g_array_set_clear_func(listing->columns, column_clear);
    g_array_set_clear_func(listing->rows, row_clear);
    return listing;
}

void jx_listing_free(JxListing *listing)
{
    if (listing == NULL)
        return;
    g_free(listing->name);
    g_free(listing->title);
    g_free(listing->left);
    g_free(listing->right);
    g_array_unref(listing->columns);
    g_array_unref(listing->rows);
    g_free(listing);
}

void jx_listing_add_column(JxListing *listing, const char *heading,
                           JxListingKind kind, guint width)
{
    g_assert(listing->rows->len == 0);
    const JxListingColumn column = {
        .heading = g_strdup(heading), .kind = kind, .width = width};
    g_array_append_val(listing->columns, column);
}

void jx_listing_add_row(JxListing *listing, const char *const *cells,
                        bool strong)
{
    guint n = listing->columns->len;
    const JxListingRow row = {.cells = g_new0(char *, n + 1), .strong = strong};
    for (guint i = 0; i < n; i++)
        row.cells[i] = g_strdup(cells[i] ? cells[i] : "");
    g_array_append_val(listing->rows, row);
}
