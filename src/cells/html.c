#include "cells/html.h"

#include <string.h>

#include "base/limits.h"
#include "cells/html_token.h"
#include "cells/markup.h"
#include "cells/source.h"

enum {
    LAYOUT_COLUMNS = 3, /* a table of more holds data, not other tables */
    MAX_OPEN_TABLES = 50,
    MAX_LOOK_AHEAD = 10000, /* bytes, into a table inside a cell */
};

/* A cell that reaches down: in this column, into so many rows more. */
struct span {
    int origin; /* in cells->cells */
    guint rows; /* G_MAXUINT: to the end of the table */
};

/* A table that is open. */
struct table {
    int index;
    GArray *spans;  /* struct span, by column */
    guint n_active; /* spans that reach into rows to come */
    guint column;   /* of the next cell */
    guint widest;   /* cells of the widest row so far */
    bool in_row;
};

struct page {
    JxSource source;
    JxHtmlScanner scanner;
    GPtrArray *tables; /* struct table, the innermost last */
    int n_tables;
    guint flattened; /* tables open inside the present cell as its text */
    bool spread;     /* one is open whose cells are those of this row */
    bool spread_any; /* its first cell has begun */

    bool in_cell;    /* of the innermost table */
    bool in_line;    /* a row of text outside tables is open */
    bool space;      /* white space stands before the next character */
    JxHtmlToken tag; /* that opened the present cell */
};

static void table_free(gpointer data)
{
    struct table *table = data;
    g_array_unref(table->spans);
    g_free(table);
}

static struct table *innermost(const struct page *page)
{
    const GPtrArray *tables = page->tables;
    return tables->len > 0 ? tables->pdata[tables->len - 1] : NULL;
}

static struct span *span_at(const struct table *table, guint column)
{
    return &g_array_index(table->spans, struct span, column);
}

/* Puts a cell into the column; in an overlap with a cell from above the later
 * one wins. */
static void set_span(struct table *table, guint column, struct span span)
{
    if (column >= table->spans->len)
        g_array_set_size(table->spans, column + 1);
    table->n_active -= span_at(table, column)->rows > 0;
    table->n_active += span.rows > 0;
    *span_at(table, column) = span;
}

/* Cells of rows above that reach into the present row from this column on. */
static void cover(struct page *page, struct table *table, JxPlace place)
{
    while (table->column < table->spans->len) {
        struct span *span = span_at(table, table->column);
        if (span->rows == 0)
            return;
        if (span->rows != G_MAXUINT)
            span->rows--;
        table->n_active -= span->rows == 0;
        jx_build_covered(page->source.builder, span->origin, place);
        table->column++;
    }
}

static void end_line(struct page *page)
{
    if (!page->in_line)
        return;
    jx_build_cell_end(page->source.builder);
    jx_build_row_end(page->source.builder, true);
    page->in_line = false;
}

/* Ends the cell and lays down what it reaches over. */
static void end_cell(struct page *page, const char *at)
{
    if (!page->in_cell)
        return;
    page->in_cell = false;
    page->flattened = 0;
    struct table *table = innermost(page);
    JxBuilder *builder = page->source.builder;
    if (!jx_build_cell_end(builder))
        return;
    int origin = (int)builder->cells->cells->len - 1;
    JxPlace place = jx_source_place(&page->source, at);
    guint rows = page->tag.rowspan == 0 ? G_MAXUINT : page->tag.rowspan - 1;
    for (guint i = 0; i < page->tag.colspan; i++) {
        set_span(table, table->column++, (struct span){origin, rows});
        if (i > 0 && !jx_build_covered(builder, origin, place))
            return;
    }
}

/* The rest of the row where cells from above reach into it, with the holes
 * between them. */
static void end_grid_row(struct page *page, struct table *table, JxPlace place)
{
    guint to_come = 0; /* spans to the right that reach into this row */
    for (guint i = table->column; table->n_active > 0 && i < table->spans->len;
         i++)
        to_come += span_at(table, i)->rows > 0;
    while (to_come > 0) {
        guint before = table->column;
        cover(page, table, place);
        to_come -= table->column - before;
        if (to_come == 0)
            return;
        jx_build_cell(page->source.builder, place);
        jx_build_cell_end(page->source.builder);
        table->column++;
    }
}

/* A blank row was taken back: so are its cells that reach down. */
static void forget_spans(struct table *table, int n_cells)
{
    for (guint i = 0; table->n_active > 0 && i < table->spans->len; i++) {
        if (span_at(table, i)->origin >= n_cells)
            set_span(table, i, (struct span){0});
    }
}

static void end_row(struct page *page, const char *at)
{
    struct table *table = innermost(page);
    if (table == NULL || !table->in_row)
        return;
    end_cell(page, at);
    end_grid_row(page, table, jx_source_place(&page->source, at));
    table->widest = MAX(table->widest, table->column);
    table->in_row = false;
    if (!jx_build_row_end(page->source.builder, true))
        forget_spans(table, (int)page->source.builder->cells->cells->len);
}

static void begin_row(struct page *page, const char *at)
{
    struct table *table = innermost(page);
    end_row(page, at);
    JxPlace place = jx_source_place(&page->source, at);
    table->in_row =
        jx_build_row(page->source.builder, place.line, table->index);
    table->column = 0;
}

static void begin_table(struct page *page)
{
    struct table *table = g_new0(struct table, 1);
    table->index = page->n_tables++;
    table->spans = g_array_new(FALSE, TRUE, sizeof(struct span));
    g_ptr_array_add(page->tables, table);
}

static void begin_cell(struct page *page, const JxHtmlToken *tag)
{
    end_line(page);
    page->spread = page->spread && page->in_cell;
    if (innermost(page) == NULL)
        begin_table(page); /* a stray <td> */
    struct table *table = innermost(page);
    end_cell(page, tag->begin);
    if (!table->in_row)
        begin_row(page, tag->begin);
    if (!table->in_row)
        return; /* no room for more */
    JxPlace place = jx_source_place(&page->source, tag->end);
    cover(page, table, place);
    jx_build_cell(page->source.builder, place);
    page->tag = *tag;
    page->in_cell = true;
    page->space = false;
}

/* A new line of the cell; outside cells, the end of a row of text. */
static void take_break(struct page *page, const char *at, bool always)
{
    const GString *text = page->source.builder->text;
    page->space = false;
    if (!page->in_cell)
        end_line(page);
    else if (always || (text->len > 0 && text->str[text->len - 1] != '\n'))
        jx_source_take_break(&page->source, at);
}

/* The cells of the first row of the table that begins at `at`, looking no
 * farther than its second row or a table inside it; *alone: it has no other
 * row. */
static guint first_row_cells(const struct page *page, const char *at,
                             bool *alone)
{
    JxHtmlScanner scanner = page->scanner;
    if (scanner.end - at > MAX_LOOK_AHEAD)
        scanner.end = at + MAX_LOOK_AHEAD;
    guint n_rows = 0, n_cells = 0;
    *alone = false;
    for (;;) {
        JxHtmlToken token = jx_html_next(&scanner, at);
        at = token.end;
        if (token.kind == JX_HTML_END)
            return n_cells;
        if (token.role == JX_HTML_TABLE && token.kind != JX_HTML_TEXT) {
            *alone = token.kind == JX_HTML_CLOSE_TAG;
            return n_cells;
        }
        if (token.kind != JX_HTML_OPEN_TAG)
            continue;
        n_rows += token.role == JX_HTML_ROW;
        if (n_rows > 1)
            return n_cells;
        n_cells += token.role == JX_HTML_CELL ? token.colspan : 0;
    }
}

/* What a <table> inside a cell is. */
enum nested {
    A_TABLE, /* of its own: what is around it is layout */
    A_TEXT,  /* of the cell: what is around it holds data */
    A_ROW,   /* a piece of the row around it, as many cells as this one spans */
};

static enum nested nested_kind(const struct page *page, const JxHtmlToken *tag)
{
    const struct table *table = innermost(page);
    bool alone;
    if (page->flattened > 0 || page->tables->len >= MAX_OPEN_TABLES)
        return A_TEXT;
    guint n = first_row_cells(page, tag->end, &alone);
    guint around = MAX(table->widest, table->column + 1);
    if (n > 1 && n == page->tag.colspan)
        return alone && page->source.builder->text->len == 0 ? A_ROW : A_TEXT;
    return n > around || around <= LAYOUT_COLUMNS ? A_TABLE : A_TEXT;
}

/* A <table> or </table> that is none of its own. */
static bool is_inside(struct page *page, const JxHtmlToken *tag)
{
    if (!page->in_cell)
        return false;
    if (tag->kind == JX_HTML_CLOSE_TAG && page->spread) {
        page->spread = false;
        return true;
    }
    if (tag->kind == JX_HTML_OPEN_TAG && !page->spread) {
        enum nested kind = nested_kind(page, tag);
        page->spread = kind == A_ROW;
        page->spread_any = false;
        if (kind != A_TEXT)
            return page->spread;
    } else if (page->flattened == 0 && tag->kind == JX_HTML_CLOSE_TAG) {
        return false;
    }
    page->flattened += tag->kind == JX_HTML_OPEN_TAG ? 1 : -1U;
    take_break(page, tag->begin, false);
    return true;
}

static void take_table(struct page *page, const JxHtmlToken *tag)
{
    bool opens = tag->kind == JX_HTML_OPEN_TAG;
    if (is_inside(page, tag))
        return;
    end_line(page);
    end_row(page, tag->begin);
    if (opens && page->tables->len < MAX_OPEN_TABLES)
        begin_table(page);
    else if (!opens && page->tables->len > 0)
        g_ptr_array_set_size(page->tables, (gint)page->tables->len - 1);
}

static void take_row(struct page *page, const JxHtmlToken *tag)
{
    if (page->in_cell && page->spread)
        return;
    if (page->flattened > 0) {
        take_break(page, tag->begin, false);
        return;
    }
    end_line(page);
    if (tag->kind == JX_HTML_CLOSE_TAG) {
        end_row(page, tag->begin);
    } else {
        if (innermost(page) == NULL)
            begin_table(page);
        begin_row(page, tag->begin);
    }
}

/* A cell of a table that is a piece of the row around it. */
static void take_spread_cell(struct page *page, const JxHtmlToken *tag)
{
    if (tag->kind == JX_HTML_CLOSE_TAG)
        return;
    JxHtmlToken cell = *tag;
    cell.rowspan = page->tag.rowspan;
    if (page->spread_any)
        begin_cell(page, &cell);
    page->tag = cell;
    page->spread_any = true;
}

static void take_cell(struct page *page, const JxHtmlToken *tag)
{
    if (page->flattened > 0)
        page->space = true;
    else if (page->in_cell && page->spread)
        take_spread_cell(page, tag);
    else if (tag->kind == JX_HTML_CLOSE_TAG)
        end_cell(page, tag->begin);
    else
        begin_cell(page, tag);
}

/* Text outside cells begins a row of its own. */
static bool begin_text(struct page *page, const char *at)
{
    if (page->in_cell || page->in_line)
        return true;
    JxBuilder *builder = page->source.builder;
    struct table *table = innermost(page);
    if (table != NULL && table->in_row)
        end_row(page, at);
    JxPlace place = jx_source_place(&page->source, at);
    if (!jx_build_row(builder, place.line, -1))
        return false;
    jx_build_cell(builder, place);
    page->in_line = true;
    page->space = false;
    return true;
}

/* White space is one space before the next character, none at the beginning
 * of a line. */
static void take_space(struct page *page, const char *at)
{
    const GString *text = page->source.builder->text;
    if (page->space && text->len > 0 && text->str[text->len - 1] != '\n')
        jx_source_take_char(&page->source, at - 1, ' ');
    page->space = false;
}

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Text up to the next white space or reference. */
static const char *take_word(struct page *page, const char *at, const char *end)
{
    gunichar c;
    gsize len = *at == '&' ? jx_markup_reference(at, end, &c) : 0;
    if (len > 0) {
        jx_source_take_char(&page->source, at, c);
        return at + len;
    }
    const char *from = at;
    for (at++; at < end && !is_white(*at) && *at != '&'; at++)
        ;
    jx_source_take(&page->source, from, at);
    return at;
}

/* &nbsp; between cells is nothing. */
static bool is_space_reference(const struct page *page, const char *at)
{
    gunichar c;
    return *at == '&' && jx_markup_reference(at, page->scanner.end, &c) > 0 &&
           g_unichar_isspace(c);
}

static void take_text(struct page *page, const JxHtmlToken *token)
{
    for (const char *at = token->begin; at < token->end;) {
        if (is_white(*at)) {
            page->space = true;
            at++;
            continue;
        }
        if (!page->in_cell && !page->in_line && is_space_reference(page, at)) {
            at = memchr(at, ';', (gsize)(token->end - at));
            at++;
            continue;
        }
        if (!begin_text(page, at))
            return;
        take_space(page, at);
        at = take_word(page, at, token->end);
    }
}

static void take_tag(struct page *page, const JxHtmlToken *tag)
{
    switch (tag->role) {
    case JX_HTML_TABLE:
        take_table(page, tag);
        break;
    case JX_HTML_ROW:
        take_row(page, tag);
        break;
    case JX_HTML_CELL:
        take_cell(page, tag);
        break;
    case JX_HTML_BLOCK:
    case JX_HTML_BREAK:
        take_break(page, tag->begin, tag->role == JX_HTML_BREAK);
        break;
    default:
        break;
    }
}

void jx_html_read(const JxInput *input, JxBuilder *builder)
{
    struct page page = {0};
    jx_source_init(&page.source, input, builder);
    page.tables = g_ptr_array_new_with_free_func(table_free);
    page.scanner.end = page.source.end;
    const char *at = page.source.text;
    while (!builder->full) {
        JxHtmlToken token = jx_html_next(&page.scanner, at);
        if (token.kind == JX_HTML_END)
            break;
        if (token.kind == JX_HTML_TEXT)
            take_text(&page, &token);
        else if (token.kind != JX_HTML_SKIPPED)
            take_tag(&page, &token);
        at = token.end;
    }
    end_line(&page);
    while (page.tables->len > 0) {
        end_row(&page, at);
        g_ptr_array_set_size(page.tables, (gint)page.tables->len - 1);
    }
    g_ptr_array_unref(page.tables);
}

bool jx_html_is(const JxInput *input)
{
    JxHtmlScanner scanner = {.end = input->text + input->len};
    const char *at = input->text;
    for (JxHtmlToken token = jx_html_next(&scanner, at);
         token.kind != JX_HTML_END; token = jx_html_next(&scanner, at)) {
        at = token.end;
        if (token.kind == JX_HTML_OPEN_TAG &&
            (token.role == JX_HTML_TABLE || token.role == JX_HTML_ROW ||
             token.role == JX_HTML_CELL))
            return true;
    }
    return false;
}
