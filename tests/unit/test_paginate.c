#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "layout/paginate.h"

static JxPaging paging_of(const JxRowLines *rows, guint n, double room_first,
                          double room)
{
    return (JxPaging){.rows = rows,
                      .n = n,
                      .room_first = room_first,
                      .room = room,
                      .lead = 1};
}

/* Rows of two cells; heights in lines. */
static GArray *paginate(guint (*lines)[2], guint n, guint room)
{
    g_autofree JxRowLines *rows = g_new0(JxRowLines, n);
    for (guint i = 0; i < n; i++)
        rows[i] = (JxRowLines){.lines = lines[i], .n_cells = 2};
    JxPaging paging = paging_of(rows, n, room, room);
    return jx_paginate(&paging, NULL);
}

static JxSlice at(const GArray *slices, guint i)
{
    cr_assert(lt(u32, i, slices->len));
    return g_array_index(slices, JxSlice, i);
}

Test(paginate, every_line_is_on_exactly_one_page)
{
    enum { N = 60, ROOM = 11 };
    guint lines[N][2];
    for (guint i = 0; i < N; i++) {
        lines[i][0] = 1 + (i * 7) % 5;
        lines[i][1] = 1 + (i * 13) % 31;
    }

    g_autoptr(GArray) slices = paginate(lines, N, ROOM);

    guint row = 0, next = 0, page = 0, used = 0;
    for (guint i = 0; i < slices->len; i++) {
        JxSlice slice = at(slices, i);
        if (slice.page != page) {
            cr_expect(eq(u32, slice.page, page + 1));
            page = slice.page;
            used = 0;
        }
        used += slice.height;
        cr_expect(le(u32, used, ROOM));
        cr_expect(eq(u32, slice.row, row));
        cr_expect(eq(u32, slice.first, next));
        next = slice.end;
        if (next == MAX(lines[row][0], lines[row][1])) {
            row++;
            next = 0;
        }
    }
    cr_expect(eq(u32, row, N));
}

Test(paginate, no_line_of_a_cell_is_left_alone)
{
    for (guint n = 5; n < 40; n++) {
        guint lines[2][2] = {{7, 7}, {n, n - 2}};

        g_autoptr(GArray) slices = paginate(lines, 2, 10);

        for (guint i = 0; i < slices->len; i++) {
            JxSlice slice = at(slices, i);
            for (guint k = 0; k < 2; k++) {
                guint total = lines[slice.row][k];
                guint end = MIN(slice.end, total);
                if (slice.first < total)
                    cr_expect(ne(u32, end - slice.first, 1), "%u: %u-%u", n,
                              slice.first, end);
            }
        }
    }
}

Test(paginate, a_short_row_moves_whole)
{
    guint lines[2][2] = {{7, 1}, {4, 1}};

    g_autoptr(GArray) slices = paginate(lines, 2, 10);

    cr_expect(eq(u32, slices->len, 2));
    cr_expect(eq(u32, at(slices, 1).page, 1));
}

Test(paginate, the_first_part_shows_the_whole_name)
{
    guint name_first[2] = {4, 1}, lines[2] = {5, 20};
    JxRowLines rows[] = {
        {.lines = name_first, .n_cells = 2},
        {.lines = lines, .n_cells = 2, .name_lines = 5, .again_lines = 6},
    };

    JxPaging paging = paging_of(rows, 2, 8, 30);
    g_autoptr(GArray) slices = jx_paginate(&paging, NULL);

    cr_expect(eq(u32, at(slices, 1).page, 1));
}

Test(paginate, a_repeated_name_has_room)
{
    guint lines[2] = {5, 13};
    JxRowLines row = {
        .lines = lines, .n_cells = 2, .name_lines = 5, .again_lines = 6};

    JxPaging paging = paging_of(&row, 1, 10, 30);
    g_autoptr(GArray) slices = jx_paginate(&paging, NULL);

    cr_expect(eq(u32, slices->len, 2));
    cr_expect(eq(u32, at(slices, 1).height, 6));
}

/* ---- cells over several rows ---- */

enum { N_ROWS = 24, N_SPANS = 6 };

/* Rows of one cell; every four of them stand beside a cell of `lines` lines. */
typedef struct {
    guint lines[N_ROWS];
    JxRowLines rows[N_ROWS];
    JxSpan spans[N_SPANS];
} Spanned;

static JxPaging spanned(Spanned *table, guint lines, bool repeats, double room)
{
    for (guint i = 0; i < N_ROWS; i++) {
        table->lines[i] = 1 + i % 3;
        table->rows[i] = (JxRowLines){.lines = &table->lines[i], .n_cells = 1};
    }
    for (guint i = 0; i < N_SPANS; i++)
        table->spans[i] = (JxSpan){.row = 4 * i,
                                   .n_rows = 4,
                                   .lines = lines,
                                   .repeats = repeats,
                                   .again_lines = lines + 1};
    JxPaging paging = paging_of(table->rows, N_ROWS, room, room);
    paging.spans = table->spans;
    paging.n_spans = N_SPANS;
    paging.extra = 0.5;
    return paging;
}

/* Height of the span's rows on the page. */
static double height_on(const JxPaging *paging, const GArray *slices,
                        const JxSpan *span, guint page)
{
    double height = 0;
    for (guint i = 0; i < slices->len; i++) {
        JxSlice slice = at(slices, i);
        if (slice.page == page && slice.row >= span->row &&
            slice.row < span->row + span->n_rows)
            height += slice.height * paging->lead + paging->extra;
    }
    return height;
}

Test(paginate, a_text_beside_rows_is_there_whole_and_fits)
{
    for (guint lines = 0; lines < 40; lines += 3) {
        Spanned table;
        JxPaging paging = spanned(&table, lines, false, 11);
        GArray *out = NULL;

        g_autoptr(GArray) slices = jx_paginate(&paging, &out);
        g_autoptr(GArray) parts = out;

        guint next[N_SPANS] = {0};
        for (guint i = 0; i < parts->len; i++) {
            JxSpanPart part = g_array_index(parts, JxSpanPart, i);
            double room =
                height_on(&paging, slices, &table.spans[part.span], part.page);
            cr_expect(eq(u32, part.first, next[part.span]));
            if (part.end > part.first)
                cr_expect(
                    le(dbl, part.end - part.first + paging.extra, room + 1e-6));
            next[part.span] = part.end;
        }
        for (guint i = 0; i < N_SPANS; i++)
            cr_expect(eq(u32, next[i], lines));
    }
}

Test(paginate, a_page_with_rows_of_a_name_shows_the_name)
{
    Spanned table;
    JxPaging paging = spanned(&table, 3, true, 11);
    GArray *out = NULL;

    g_autoptr(GArray) slices = jx_paginate(&paging, &out);
    g_autoptr(GArray) parts = out;

    guint n_again = 0;
    for (guint i = 0; i < parts->len; i++) {
        JxSpanPart part = g_array_index(parts, JxSpanPart, i);
        bool is_first =
            i == 0 || g_array_index(parts, JxSpanPart, i - 1).span != part.span;
        cr_expect(ne(int, part.again, is_first));
        cr_expect(eq(u32, part.end - part.first, is_first ? 3 : 0));
        n_again += part.again;
    }
    cr_expect(gt(u32, n_again, 0));
}

Test(paginate, rows_below_a_repeated_row_leave_room_for_it)
{
    guint lines[] = {2, 3, 3, 3, 3};
    JxRowLines rows[5];
    for (guint i = 0; i < 5; i++)
        rows[i] = (JxRowLines){.lines = &lines[i], .n_cells = 1, .head = i > 0};
    JxPaging paging = paging_of(rows, 5, 8, 8);

    g_autoptr(GArray) slices = jx_paginate(&paging, NULL);

    cr_expect(eq(u32, at(slices, 2).page, 0)); /* 2 + 3 + 3 lines */
    cr_expect(eq(u32, at(slices, 4).page, 1)); /* 2 again, 3 + 3 */
    cr_expect(eq(u32, slices->len, 5));
}
