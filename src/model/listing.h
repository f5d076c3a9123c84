#pragma once

#include <glib.h>
#include <stdbool.h>

/* A list of any kind as plain data: findings to be put right, differences
 * between two filings, what a batch made. Layout prints it, xlsx makes a sheet
 * of it; neither knows what it is about. */

typedef enum {
    JX_LISTING_TEXT,   /* wraps */
    JX_LISTING_WORD,   /* short, centred in a sheet */
    JX_LISTING_NUMBER, /* "1,234.50": right-aligned, a number in a sheet */
} JxListingKind;

typedef struct {
    char *heading;
    JxListingKind kind;
    guint width; /* characters of room it would like */
} JxListingColumn;

typedef struct {
    char **cells; /* one a column, "" when empty */
    bool strong;  /* a row of sums */
} JxListingRow;

typedef struct {
    char *name; /* of its sheet */
    char *title;
    char *left, *right; /* the line above the table; may be NULL */
    GArray *columns;    /* JxListingColumn */
    GArray *rows;       /* JxListingRow */
} JxListing;

JxListing *jx_listing_new(const char *name, const char *title);
void jx_listing_free(JxListing *listing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxListing, jx_listing_free)

/* All columns come before the first row. */
void jx_listing_add_column(JxListing *listing, const char *heading,
                           JxListingKind kind, guint width);

/* cells: one a column, copied; NULL is empty. */
void jx_listing_add_row(JxListing *listing, const char *const *cells,
                        bool strong);

#define jx_listing_column(listing, i)                                          \
    (&g_array_index((listing)->columns, JxListingColumn, (i)))
#define jx_listing_row(listing, i)                                             \
    (&g_array_index((listing)->rows, JxListingRow, (i)))
