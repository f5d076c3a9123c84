#include "cells/pipe.h"

#include <string.h>

#include "cells/source.h"

/* The next unescaped pipe, or end. */
static const char *next_pipe(const char *at, const char *end)
{
    while (at < end && *at != '|')
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    return at;
}

guint jx_pipe_count(const char *at, const char *end)
{
    guint n = 0;
    for (at = next_pipe(at, end); at < end; at = next_pipe(at + 1, end))
        n++;
    return n;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* One cell; ** around all of it is emphasis. */
static void read_cell(JxSource *source, const char *from, const char *to)
{
    while (from < to && is_space(*from))
        from++;
    while (to > from && is_space(to[-1]))
        to--;
    bool strong = to - from > 4 && strncmp(from, "**", 2) == 0 &&
                  strncmp(to - 2, "**", 2) == 0;
    if (strong)
        from += 2, to -= 2;
    jx_build_cell(source->builder, jx_source_place(source, from));
    jx_source_take_markup(source, from, to, true);
    jx_build_cell_end(source->builder);
}

/* A line of the table without the pipes at its edges. */
static void read_row(JxSource *source, const char *at, const char *end,
                     int table)
{
    if (!jx_build_row(source->builder, jx_source_place(source, at).line, table))
        return;
    while (at < end && is_space(*at))
        at++;
    at += at < end && *at == '|';
    while (!source->builder->row_full) {
        const char *stop = next_pipe(at, end);
        read_cell(source, at, stop);
        if (stop >= end || jx_source_is_blank(stop + 1, end, ""))
            break;
        at = stop + 1;
    }
    jx_build_row_end(source->builder, false);
}

/* A line outside: heading and quotation marks are Markdown's. */
static void read_line(JxSource *source, const char *at, const char *end)
{
    if (!jx_build_row(source->builder, jx_source_place(source, at).line, -1))
        return;
    while (at < end && strchr("#> \t", *at) != NULL)
        at++;
    read_cell(source, at, end);
    jx_build_row_end(source->builder, false);
}

void jx_pipe_read(const JxInput *input, JxBuilder *builder)
{
    JxSource source;
    jx_source_init(&source, input, builder);
    int table = -1;
    bool in_table = false;
    for (const char *at = source.text; at < source.end;) {
        const char *end = jx_source_line_end(&source, at);
        bool blank = jx_source_is_blank(at, end, "");
        bool has_pipe = next_pipe(at, end) < end;
        if (blank) {
            jx_build_gap(builder);
        } else if (has_pipe) {
            table += !in_table;
            read_row(&source, at, end, table);
        } else {
            read_line(&source, at, end);
        }
        in_table = has_pipe || (in_table && blank);
        at = jx_source_next_line(&source, end);
    }
}
