#include "cells/space.h"

#include <string.h>

#include "base/intl.h"
#include "base/width.h"
#include "cells/source.h"

enum {
    MIN_BLANKS = 2,   /* columns of blanks that part two texts */
    MIN_COLUMNS = 4,  /* of a heading */
    MAX_COLUMNS = 40, /* the last one takes the rest of its line */
    MAX_OFF = 1,      /* what is aligned differs by no more columns */
    MAX_REMARK = 8,   /* characters of the second line of a heading */
};

/* A part of a line: its text, and where it stands. */
typedef struct {
    const char *from, *to;
    guint at, end; /* columns from 0, end behind the last */
} Part;

/* A part in its column of the row. */
typedef struct {
    guint column;
    const char *from, *to;
} Piece;

struct table {
    JxSource source;
    bool wide;       /* positions count a Chinese character as two */
    guint name_end;  /* where the longest first column ends */
    guint n_columns; /* 0: the heading is still to come */
    Part heading[MAX_COLUMNS];
    Part near[MAX_COLUMNS]; /* of the last row that has the column */

    /* the row under the hand: its first line, and all of it */
    Part row[MAX_COLUMNS];
    guint n_row, row_columns[MAX_COLUMNS];
    GArray *pieces; /* Piece */
    guint n_lines;  /* 0: there is none */
    bool is_heading;
    bool short_row, in_place; /* fewer parts than columns; placed */
};

/* ---- lines ---- */

static bool is_blank(gunichar c)
{
    return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0 ||
           (c >= 0x2000 && c <= 0x200A);
}

static guint width_of(gunichar c, bool wide)
{
    return wide || c == 0x3000 ? jx_width_of_character(c) : 1;
}

/* Cuts a line at its runs of blanks; at most MAX_COLUMNS parts. */
static guint cut_line(const char *at, const char *end, bool wide, Part *parts)
{
    guint n = 0, column = 0, blanks = MIN_BLANKS;
    for (; at < end; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        guint width = width_of(c, wide);
        if (is_blank(c)) {
            blanks += width;
        } else {
            if (n == 0 || (blanks >= MIN_BLANKS && n < MAX_COLUMNS))
                parts[n++] = (Part){.from = at, .at = column};
            parts[n - 1].to = g_utf8_next_char(at);
            parts[n - 1].end = column + width;
            blanks = 0;
        }
        column += width;
    }
    return n;
}

guint jx_space_count(const char *at, const char *end)
{
    guint n = 0, blanks = 0;
    bool text = false;
    for (; at < end; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (is_blank(c)) {
            blanks += c == 0x3000 ? 2 : 1;
            continue;
        }
        n += text && blanks >= MIN_BLANKS;
        text = true;
        blanks = 0;
    }
    return n;
}

/* Digits and what stands in amounts, nothing else. */
static bool is_amount(const Part *part)
{
    bool digit = false;
    for (const char *p = part->from; p < part->to; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isdigit(c))
            digit = true;
        else if (g_utf8_strchr(".,-()，．－（）", -1, c) == NULL)
            return false;
    }
    return digit;
}

static bool any_amount(const Part *parts, guint n)
{
    for (guint i = 0; i < n; i++)
        if (is_amount(&parts[i]))
            return true;
    return false;
}

static bool has_any(const Part *part, const char *set)
{
    for (const char *p = part->from; p < part->to; p = g_utf8_next_char(p))
        if (g_utf8_strchr(set, -1, g_utf8_get_char(p)) != NULL)
            return true;
    return false;
}

static bool is_heading(const Part *parts, guint n)
{
    for (guint i = 0; i < n; i++)
        if (has_any(&parts[i], "0123456789：:；。"))
            return false;
    return n >= MIN_COLUMNS;
}

/* ---- which column a part stands in ---- */

static guint gap(const Part *a, const Part *b)
{
    if (a->at >= b->end)
        return a->at - b->end;
    return b->at >= a->end ? b->at - a->end : 0;
}

static guint apart(guint a, guint b)
{
    return a > b ? a - b : b - a;
}

/* On the left, on the right or in the middle. */
static bool is_aligned(const Part *a, const Part *b)
{
    return apart(a->at, b->at) <= MAX_OFF || apart(a->end, b->end) <= MAX_OFF ||
           apart(a->at + a->end, b->at + b->end) <= 2 * MAX_OFF;
}

static bool is_in_column(const struct table *table, const Part *part,
                         guint column)
{
    return is_aligned(part, &table->heading[column]) ||
           is_aligned(part, &table->near[column]);
}

/* How far a part is from a column: nothing where it is aligned with it. */
static guint away(const struct table *table, const Part *part, guint column)
{
    if (is_in_column(table, part, column))
        return 0;
    return 1 + MIN(gap(part, &table->heading[column]),
                   gap(part, &table->near[column]));
}

/* Gives every part a column of its own, from left to right, so that all are as
 * near as can be. Returns how many are not aligned with their column. */
static guint place(const struct table *table, const Part *parts, guint n,
                   guint *columns)
{
    static const guint FAR = G_MAXUINT / 2;
    guint best[MAX_COLUMNS + 1][MAX_COLUMNS + 1]; /* parts, columns used */
    for (guint i = 0; i <= n; i++)
        for (guint k = 0; k <= table->n_columns; k++) {
            best[i][k] = i == 0 ? 0 : FAR;
            if (i == 0 || k < i)
                continue;
            guint taken =
                best[i - 1][k - 1] + away(table, &parts[i - 1], k - 1);
            best[i][k] = MIN(best[i][k - 1], taken);
        }
    guint k = table->n_columns;
    for (guint i = n; i > 0; i--, k--) {
        while (k > i && best[i][k] == best[i][k - 1])
            k--;
        columns[i - 1] = k - 1;
    }
    guint off = 0;
    for (guint i = 0; i < n; i++)
        off += !is_in_column(table, &parts[i], columns[i]);
    return off;
}

/* ---- rows ---- */

static void build_cell(struct table *table, const Piece *pieces, guint n)
{
    JxSource *source = &table->source;
    for (guint i = 0; i < n; i++) {
        if (i > 0)
            jx_source_take_break(source, pieces[i - 1].to);
        jx_source_take(source, pieces[i].from, pieces[i].to);
    }
    jx_build_cell_end(source->builder);
}

static gint by_column(gconstpointer a, gconstpointer b)
{
    const Piece *left = a, *right = b;
    if (left->column != right->column)
        return left->column < right->column ? -1 : 1;
    return left->from < right->from ? -1 : left->from > right->from;
}

static void report_row(struct table *table, JxPlace place)
{
    JxDiags *diags = table->source.builder->diags;
    if (table->short_row && table->in_place && !table->is_heading)
        jx_diags_add(diags, "row-cell-missing", place,
                     _("本行 %u 格，表头 %u 栏：各格按所在位置分栏，请核对"),
                     table->n_row, table->n_columns);
    if (table->n_lines > 1)
        jx_diags_add(diags, "row-continued", place,
                     _("本行占 %u 行文字，已按所在位置接回各栏"),
                     table->n_lines);
}

/* Ends the row under the hand. One that is not placed has its parts as cells.
 */
static void end_row(struct table *table)
{
    guint n = table->pieces->len;
    if (n == 0)
        return;
    Piece *pieces = &g_array_index(table->pieces, Piece, 0);
    JxBuilder *builder = table->source.builder;
    JxPlace place = jx_source_place(&table->source, pieces[0].from);
    if (jx_build_row(builder, place.line, 0)) {
        report_row(table, place);
        g_array_sort(table->pieces, by_column);
        guint n_cells = table->in_place ? table->n_columns : table->n_row;
        for (guint column = 0, i = 0; column < n_cells; column++) {
            guint first = i;
            while (i < n && pieces[i].column == column)
                i++;
            jx_build_cell(builder, first < i
                                       ? jx_source_place(&table->source,
                                                         pieces[first].from)
                                       : place);
            build_cell(table, pieces + first, i - first);
        }
        jx_build_row_end(builder, !table->in_place);
    }
    g_array_set_size(table->pieces, 0);
    table->n_lines = 0;
    table->is_heading = false;
}

static void add_pieces(struct table *table, const Part *parts, guint n,
                       const guint *columns)
{
    for (guint i = 0; i < n; i++) {
        Piece piece = {columns[i], parts[i].from, parts[i].to};
        g_array_append_val(table->pieces, piece);
    }
    table->n_lines++;
}

/* 使用单位） below 项目名称（资金, 拨款 below 财政专户 */
static bool ends_heading(const struct table *table, const Part *part,
                         guint column)
{
    static const char *const ENDS[] = {"拨款", "资金", "目标", "指标", "单位"};
    const Part *above = &table->heading[column];
    gsize len = (gsize)(part->to - part->from);
    if (has_any(above, "（(") && !has_any(above, "）)"))
        return has_any(part, "）)");
    for (gsize i = 0; i < G_N_ELEMENTS(ENDS); i++)
        if (strlen(ENDS[i]) == len && memcmp(part->from, ENDS[i], len) == 0)
            return true;
    return false;
}

static bool goes_on_heading(const struct table *table, const Part *parts,
                            guint n, const guint *columns)
{
    for (guint i = 0; i < n; i++)
        if (g_utf8_strlen(parts[i].from, parts[i].to - parts[i].from) >
                MAX_REMARK ||
            !ends_heading(table, &parts[i], columns[i]))
            return false;
    return true;
}

/* 第 2 页 */
static bool is_page(const Part *part)
{
    return has_any(part, "页") && has_any(part, "第共");
}

/* Gives the parts of a line the columns of those in the first line of the row
 * above them; false when one stands below none of them. */
static bool place_below(const struct table *table, const Part *parts, guint n,
                        guint *columns)
{
    for (guint i = 0, k = 0; i < n; i++, k++) {
        while (k < table->n_row &&
               apart(parts[i].at, table->row[k].at) > MAX_OFF)
            k++;
        if (k >= table->n_row)
            return false;
        columns[i] = table->row_columns[k];
    }
    return true;
}

/* Does this line go on with the row above it? */
static bool goes_on(const struct table *table, const Part *parts, guint n,
                    guint *columns)
{
    if (table->n_lines == 0 || any_amount(parts, n) || is_page(&parts[0]) ||
        table->n_columns == 0)
        return false;
    bool fits = n <= table->n_columns && table->in_place;
    if (table->is_heading)
        return fits && place(table, parts, n, columns) == 0 &&
               goes_on_heading(table, parts, n, columns);
    if (!place_below(table, parts, n, columns) &&
        (!fits || place(table, parts, n, columns) > 0))
        return false;
    /* a name goes on only where it filled its column */
    return columns[0] > 0 ||
           (table->row[0].end + 2 >= table->name_end &&
            parts[0].end <= table->name_end + 2 && !has_any(&parts[0], "：:"));
}

static void begin_heading(struct table *table, const Part *parts, guint n)
{
    table->n_columns = n;
    memcpy(table->heading, parts, n * sizeof *parts);
    memcpy(table->near, parts, n * sizeof *parts);
}

/* Begins a row; in place where all its parts are aligned with columns. */
static void begin_row(struct table *table, const Part *parts, guint n)
{
    guint *columns = table->row_columns;
    bool row = n > 1 || parts[0].at > table->name_end;
    bool page = is_page(&parts[0]) || (n == 1 && any_amount(parts, n));
    table->short_row = n < table->n_columns;
    table->in_place =
        n == table->n_columns || (row && !page && n < table->n_columns &&
                                  place(table, parts, n, columns) == 0);
    for (guint i = 0; i < n; i++) {
        if (!table->in_place || !table->short_row)
            columns[i] = i;
        if (table->in_place)
            table->near[columns[i]] = parts[i];
    }
    table->n_row = n;
    memcpy(table->row, parts, n * sizeof *parts);
    add_pieces(table, parts, n, columns);
}

static void take_line(struct table *table, const char *at, const char *end)
{
    Part parts[MAX_COLUMNS];
    guint columns[MAX_COLUMNS] = {0};
    guint n = cut_line(at, end, table->wide, parts);
    if (goes_on(table, parts, n, columns)) {
        add_pieces(table, parts, n, columns);
        return;
    }
    end_row(table);
    if (table->n_columns == 0 && is_heading(parts, n)) {
        begin_heading(table, parts, n);
        table->is_heading = true;
    }
    begin_row(table, parts, n);
}

/* Reads ahead: how many parts of the rows are aligned with the heading, when a
 * Chinese character is one or two columns wide. */
static guint64 count_aligned(struct table *table, const JxInput *input,
                             bool wide)
{
    Part parts[MAX_COLUMNS];
    guint columns[MAX_COLUMNS] = {0};
    guint64 n_aligned = 0;
    table->n_columns = 0;
    table->wide = wide;
    for (guint line = 1; line <= input->lines->len; line++) {
        gsize len;
        const char *text = jx_input_line(input, line, &len);
        guint n = cut_line(text, text + len, wide, parts);
        if (table->n_columns == 0 && is_heading(parts, n)) {
            begin_heading(table, parts, n);
            table->name_end = parts[0].end;
        } else if (n > 2 && n <= table->n_columns) {
            n_aligned += n - place(table, parts, n, columns);
            if (columns[0] == 0)
                table->name_end = MAX(table->name_end, parts[0].end);
        }
    }
    table->n_columns = 0;
    return n_aligned;
}

void jx_space_read(const JxInput *input, JxBuilder *builder)
{
    struct table table = {0};
    Part parts[MAX_COLUMNS];
    jx_source_init(&table.source, input, builder);
    guint64 narrow = count_aligned(&table, input, false);
    if (count_aligned(&table, input, true) < narrow)
        (void)count_aligned(&table, input, false);
    table.pieces = g_array_new(FALSE, FALSE, sizeof(Piece));

    for (guint line = 1; line <= input->lines->len && !builder->full; line++) {
        gsize len;
        const char *text = jx_input_line(input, line, &len);
        if (cut_line(text, text + len, true, parts) > 0) {
            take_line(&table, text, text + len);
            continue;
        }
        end_row(&table);
        jx_build_gap(builder);
    }
    end_row(&table);
    g_array_unref(table.pieces);
}
