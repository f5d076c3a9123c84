#include "cells/csv.h"

#include "base/intl.h"
#include "cells/source.h"

static const char *skip_spaces(const JxSource *source, const char *at)
{
    while (at < source->end && *at == ' ')
        at++;
    return at;
}

/* Reads one cell; returns where it ends: a delimiter, a line end, the end. */
static const char *read_cell(JxSource *source, const char *at, char delimiter)
{
    JxBuilder *builder = source->builder;
    jx_build_cell(builder, jx_source_place(source, at));
    const char *open = skip_spaces(source, at);
    open += jx_source_is_text_formula(source, open);
    bool quoted = open < source->end && *open == '"';
    bool needed;
    const char *close =
        quoted ? jx_source_closing_quote(source, open, delimiter, &needed)
               : NULL;
    if (close != NULL) {
        jx_source_take_quoted(source, open + 1, close);
        at = close + 1;
    } else {
        const char *end = at;
        while (end < source->end && *end != delimiter && !jx_is_line_end(*end))
            end++;
        jx_source_take(source, at, end);
        if (quoted && !builder->full)
            jx_diags_add(builder->diags, "table-open-quote",
                         jx_source_place(source, open),
                         _("引号没有配对，按普通文字读取"));
        at = end;
    }
    jx_build_cell_end(builder);
    return at;
}

static const char *read_row(JxSource *source, const char *at, char delimiter)
{
    JxBuilder *builder = source->builder;
    if (!jx_build_row(builder, jx_source_place(source, at).line, 0))
        return source->end;
    at = read_cell(source, at, delimiter);
    while (at < source->end && *at == delimiter) {
        at = read_cell(source, at + 1, delimiter);
        if (builder->row_full)
            at = jx_source_line_end(source, at);
    }
    jx_build_row_end(builder, true);
    return jx_source_next_line(source, at);
}

static void read_delimited(const JxInput *input, JxBuilder *builder,
                           char delimiter)
{
    JxSource source;
    jx_source_init(&source, input, builder);
    for (const char *at = source.text; at < source.end;)
        at = read_row(&source, at, delimiter);
}

void jx_csv_read(const JxInput *input, JxBuilder *builder)
{
    read_delimited(input, builder, ',');
}

void jx_semicolon_read(const JxInput *input, JxBuilder *builder)
{
    read_delimited(input, builder, ';');
}
