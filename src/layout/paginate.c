#include "layout/paginate.h"

enum {
    /* A row of so many lines is not split: a hole this small is no hole. */
    WHOLE = 4,
    /* A part with fewer lines looks lost at the foot of a page. */
    LEAST_PART = 3,
};

typedef struct {
    double room, left; /* of this page */
    double lead, extra;
    guint page;
    bool is_empty; /* nothing stands on this page yet */
} Cursor;

static guint most_lines(const JxRowLines *row)
{
    guint most = 1;
    for (guint i = 0; i < row->n_cells; i++)
        most = MAX(most, row->lines[i]);
    return most;
}

/* Lines that fit into what is left of the page. */
static guint fitting(const Cursor *cursor)
{
    double lines = (cursor->left - cursor->extra) / cursor->lead + 1e-6;
    return lines < 0 ? 0 : (guint)lines;
}

/* Whether cutting before line `at` leaves one line of some cell alone. */
static bool leaves_one(const JxRowLines *row, guint first, guint at)
{
    for (guint i = 0; i < row->n_cells; i++) {
        guint n = row->lines[i];
        if (n == at + 1 || (at == first + 1 && n > at))
            return true;
    }
    return false;
}

/* The last good place to cut the lines from `first` when `room` of them fit;
 * `first` when there is none. */
static guint cut(const JxRowLines *row, guint first, guint room)
{
    guint least = first ? LEAST_PART : MAX(LEAST_PART, row->name_lines);
    for (guint at = first + room; at >= first + least; at--)
        if (!leaves_one(row, first, at))
            return at;
    return first;
}

static void next_page(Cursor *cursor)
{
    cursor->page++;
    cursor->left = cursor->room;
    cursor->is_empty = true;
}

static void put(Cursor *cursor, GArray *slices, JxSlice slice)
{
    slice.page = cursor->page;
    g_array_append_val(slices, slice);
    cursor->left -= slice.height * cursor->lead + cursor->extra;
    cursor->is_empty = false;
}

/* Where to end the part of the row that begins at `first`: all of it, a good
 * cut, or `first`: on the next page. */
static guint part_end(const Cursor *cursor, const JxRowLines *row, guint first)
{
    guint total = most_lines(row);
    guint room = fitting(cursor);
    guint need = first ? MAX(total - first, row->again_lines) : total;

    if (need <= room)
        return total;
    if (first == 0 && total <= WHOLE && !cursor->is_empty)
        return first;
    guint at = cut(row, first, room);
    if (at == first && cursor->is_empty)
        at = first + MAX(room, 1); /* a page of one row: no good place */
    return MIN(at, total);
}

static void place_row(Cursor *cursor, GArray *slices, const JxRowLines *row,
                      guint index)
{
    guint total = most_lines(row), first = 0;
    do {
        guint end = part_end(cursor, row, first);
        if (end > first) {
            guint height = end - first;
            if (first)
                height = MAX(height, row->again_lines);
            put(cursor, slices,
                (JxSlice){.row = index,
                          .first = first,
                          .end = end,
                          .height = height});
        }
        if (end < total)
            next_page(cursor);
        first = end;
    } while (first < total);
}

GArray *jx_paginate(const JxRowLines *rows, guint n, double room_first,
                    double room, double lead, double extra)
{
    Cursor cursor = {.room = room,
                     .left = room_first,
                     .lead = lead,
                     .extra = extra,
                     .is_empty = true};
    g_assert(room_first >= 3 * lead && room >= 3 * lead);

    GArray *slices = g_array_new(FALSE, TRUE, sizeof(JxSlice));
    for (guint i = 0; i < n; i++)
        place_row(&cursor, slices, &rows[i], i);
    return slices;
}
