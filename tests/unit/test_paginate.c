#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "layout/paginate.h"

/* Rows of two cells; heights in lines. */
static GArray *paginate(guint (*lines)[2], guint n, guint room)
{
    g_autofree JxRowLines *rows = g_new0(JxRowLines, n);
    for (guint i = 0; i < n; i++)
        rows[i] = (JxRowLines){.lines = lines[i], .n_cells = 2};
    return jx_paginate(rows, n, room, room, 1, 0);
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

    g_autoptr(GArray) slices = jx_paginate(rows, 2, 8, 30, 1, 0);

    cr_expect(eq(u32, at(slices, 1).page, 1));
}

Test(paginate, a_repeated_name_has_room)
{
    guint lines[2] = {5, 13};
    JxRowLines row = {
        .lines = lines, .n_cells = 2, .name_lines = 5, .again_lines = 6};

    g_autoptr(GArray) slices = jx_paginate(&row, 1, 10, 30, 1, 0);

    cr_expect(eq(u32, slices->len, 2));
    cr_expect(eq(u32, at(slices, 1).height, 6));
}
