#include "layout/paginate.h"

#include "layout/spans.h"

enum {
    /* A row of so many lines is not split: a hole this small is no hole. */
    WHOLE = 4,
    /* A part with fewer lines looks lost at the foot of a page. */
    LEAST_PART = 3,
};

/* Where the page may end: all that was known when a row had been placed. */
typedef struct {
    guint row; /* the next one */
    guint n_slices;
    double left;
    JxSpansMark *spans; /* NULL: no such place on this page */
} Mark;

typedef struct {
    const JxPaging *paging;
    GArray *slices;
    JxSpans *spans;
    double left; /* of this page */
    guint page;
    bool is_empty; /* nothing stands on this page yet */
    Mark mark;
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
    const JxPaging *paging = cursor->paging;
    double lines = (cursor->left - paging->extra) / paging->lead + 1e-6;
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

/* The head of the row, if it stands on an earlier page. */
static double head_height(const Cursor *cursor, const JxRowLines *row)
{
    if (row->head == 0)
        return 0;
    const JxRowLines *head = &cursor->paging->rows[row->head - 1];
    return most_lines(head) * cursor->paging->lead + cursor->paging->extra;
}

static void drop_mark(Cursor *cursor)
{
    g_clear_pointer(&cursor->mark.spans, jx_spans_mark_free);
}

static void next_page(Cursor *cursor, const JxRowLines *row)
{
    double head = head_height(cursor, row);
    drop_mark(cursor);
    jx_spans_turn(cursor->spans, cursor->page, row->head, head);
    cursor->page++;
    cursor->left = cursor->paging->room - head;
    cursor->is_empty = true;
}

static void put(Cursor *cursor, JxSlice slice)
{
    double height = slice.height * cursor->paging->lead + cursor->paging->extra;
    slice.page = cursor->page;
    g_array_append_val(cursor->slices, slice);
    jx_spans_grow(cursor->spans, height);
    cursor->left -= height;
    cursor->is_empty = false;
}

/* What is still to be placed of a row: lines of its own cells from `first`,
 * and the height that it takes. */
typedef struct {
    guint text, height;
} Rest;

static Rest rest_of(const Cursor *cursor, guint index, guint first)
{
    const JxRowLines *row = &cursor->paging->rows[index];
    guint total = most_lines(row);
    guint text = total > first ? total - first : 0;
    guint own = first ? row->again_lines : row->min_lines;
    guint ending = jx_spans_need(cursor->spans, index);
    return (Rest){text, MAX(MAX(text, text || !first ? own : 0), ending)};
}

/* Where to end the part of the row that begins at `first` and does not fit
 * here whole: at a good cut, or at `first`: on the next page. */
static guint part_end(const Cursor *cursor, guint index, guint first, Rest rest)
{
    const JxRowLines *row = &cursor->paging->rows[index];
    guint room = fitting(cursor);

    if (first == 0 && rest.height <= WHOLE && !cursor->is_empty)
        return first;
    guint at = cut(row, first, room);
    if (at == first && cursor->is_empty)
        at = first + MAX(room, 1); /* a page of one row: no good place */
    return at;
}

/* Leaves the rows behind the last good place to the next page; returns the row
 * to go on with. */
static guint go_back(Cursor *cursor, guint row)
{
    const Mark *mark = &cursor->mark;
    if (mark->spans) {
        row = mark->row;
        g_array_set_size(cursor->slices, mark->n_slices);
        cursor->left = mark->left;
        jx_spans_restore(cursor->spans, mark->spans);
    }
    next_page(cursor, &cursor->paging->rows[row]);
    return row;
}

static void set_mark(Cursor *cursor, guint next)
{
    if (!jx_spans_may_turn(cursor->spans))
        return;
    drop_mark(cursor);
    cursor->mark = (Mark){.row = next,
                          .n_slices = cursor->slices->len,
                          .left = cursor->left,
                          .spans = jx_spans_mark(cursor->spans)};
}

/* Places a row; returns the one to go on with, which is an earlier one when
 * the page had to end before it. */
static guint place_row(Cursor *cursor, guint index)
{
    const JxRowLines *row = &cursor->paging->rows[index];
    guint first = 0;
    jx_spans_open(cursor->spans, index);
    for (;;) {
        Rest rest = rest_of(cursor, index, first);
        JxSlice slice = {.row = index,
                         .first = first,
                         .end = first + rest.text,
                         .height = rest.height};
        bool ends = rest.height <= fitting(cursor);
        if (!ends) {
            slice.end = part_end(cursor, index, first, rest);
            slice.height = slice.end - first;
        }
        if (slice.height == 0 && first == 0)
            return go_back(cursor, index);
        if (slice.height > 0 && !ends && first > 0 && rest.text > 0)
            slice.height = MAX(slice.height, row->again_lines);
        if (slice.height > 0)
            put(cursor, slice);
        if (ends)
            break;
        if (!jx_spans_may_turn(cursor->spans) && cursor->mark.spans)
            return go_back(cursor, index);
        next_page(cursor, row);
        first = slice.end;
    }
    jx_spans_close(cursor->spans, index, cursor->page);
    set_mark(cursor, index + 1);
    return index + 1;
}

GArray *jx_paginate(const JxPaging *paging, GArray **parts)
{
    g_assert(paging->room_first >= 3 * paging->lead &&
             paging->room >= 3 * paging->lead);
    g_autoptr(JxSpans) spans = jx_spans_new(paging);
    Cursor cursor = {
        .paging = paging,
        .slices = g_array_new(FALSE, TRUE, sizeof(JxSlice)),
        .spans = spans,
        .left = paging->room_first,
        .is_empty = true,
    };
    for (guint row = 0; row < paging->n;)
        row = place_row(&cursor, row);
    drop_mark(&cursor);
    if (parts)
        *parts = jx_spans_steal_parts(spans);
    return cursor.slices;
}
