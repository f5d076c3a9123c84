#include "layout/rows.h"

enum { NONE = -1 };

/* The rows on their way onto the pages. */
typedef struct {
    JxSheet *sheet;
    const GArray *slices; /* JxSlice */
    const GArray *parts;  /* JxSpanPart, by span and page */
    guint *first_part;    /* of each span */
    int *span_at; /* the span that covers each column in the row, or NONE */
    double *from; /* where the rule left of each column begins; < 0: none */
    guint next_span;
} Rows;

static double lead_of(const JxSheet *sheet)
{
    return jx_sheet_lead(sheet, sheet->form->body_size);
}

static double slice_height(const JxSheet *sheet, const JxSlice *slice)
{
    return slice->height * lead_of(sheet) + 2 * sheet->form->pad_y;
}

static double x_of(const JxSheet *sheet, guint column)
{
    double x = column == sheet->grid->n_columns ? sheet->width
                                                : sheet->grid->x[column];
    return sheet->form->margin_left + x;
}

/* ---- rules ---- */

static void put_level(JxSheet *sheet, guint column, guint end, double weight)
{
    double x = x_of(sheet, column);
    jx_pages_add_rule(
        sheet->pages,
        (JxBox){x, sheet->y - weight / 2, x_of(sheet, end) - x, weight}, 0);
}

static void put_upright(JxSheet *sheet, guint column, double from)
{
    bool is_outer = column == 0 || column == sheet->grid->n_columns;
    double outer = sheet->form->rule_outer;
    double weight = is_outer ? outer : sheet->form->rule_inner;
    double top = from, height = sheet->y - from;
    if (is_outer) { /* the corners too */
        top -= outer / 2;
        height += outer;
    }
    jx_pages_add_rule(
        sheet->pages,
        (JxBox){x_of(sheet, column) - weight / 2, top, weight, height}, 0);
}

/* Rules between columns go on from row to row until a cell stands there. */
static void set_uprights(Rows *rows, const guint8 *wanted)
{
    for (guint i = 1; i < rows->sheet->grid->n_columns; i++) {
        if (wanted[i] && rows->from[i] < 0)
            rows->from[i] = rows->sheet->y;
        if (!wanted[i] && rows->from[i] >= 0) {
            put_upright(rows->sheet, i, rows->from[i]);
            rows->from[i] = NONE;
        }
    }
}

/* Closes the frame at the foot of the rows. */
static void put_frame(Rows *rows)
{
    JxSheet *sheet = rows->sheet;
    guint n = sheet->grid->n_columns;
    double outer = sheet->form->rule_outer, bottom = sheet->y;
    for (guint i = 1; i < n; i++) {
        if (rows->from[i] >= 0)
            put_upright(sheet, i, rows->from[i]);
        rows->from[i] = NONE;
    }
    put_upright(sheet, 0, sheet->table_top);
    put_upright(sheet, n, sheet->table_top);
    put_level(sheet, 0, n, outer);
    sheet->y = sheet->table_top;
    put_level(sheet, 0, n, outer);
    sheet->y = bottom;
}

/* Above a row: not through the cells that began before row `limit` and go on
 * beside it. */
static void put_row_rule(const Rows *rows, guint limit, double weight)
{
    const JxGrid *grid = rows->sheet->grid;
    guint from = 0;
    for (guint i = 0; i <= grid->n_columns; i++) {
        bool goes_on = i < grid->n_columns && rows->span_at[i] != NONE &&
                       jx_grid_span(grid, (guint)rows->span_at[i])->row < limit;
        if (!goes_on && i < grid->n_columns)
            continue;
        if (i > from)
            put_level(rows->sheet, from, i, weight);
        from = i + 1;
    }
}

/* ---- cells ---- */

/* A cell as it stands on one page. */
typedef struct {
    guint row, column;
    guint first, end; /* lines of its text */
    bool continued;
    bool again; /* its text once more, for the eye only */
    double height;
} Part;

/* The text once more, and （续） behind it or below when it is a name. */
static void put_again(JxSheet *sheet, const JxShaped *text, bool is_name,
                      JxSetting setting)
{
    const JxShaped *again = sheet->grid->again;
    gint64 width = jx_em_units(setting.width, setting.size);
    g_autoptr(GArray) lines = jx_lines_break(text, width);
    const JxLine *last = &g_array_index(lines, JxLine, lines->len - 1);
    g_autoptr(GArray) mark = jx_lines_break(again, width);

    jx_pages_begin(sheet->pages, JX_TAG_ARTIFACT, 0);
    setting.y = jx_set_text(sheet->pages, text, &setting);
    if (is_name && mark->len > 0) {
        const JxLine *line = &g_array_index(mark, JxLine, 0);
        if (last->width + line->width <= width) {
            double used = (double)last->width / JX_EM * setting.size;
            setting.y -= setting.lead;
            setting.x += used;
            setting.width -= used;
        }
        setting.grey = 0.5;
        jx_set_line(sheet->pages, again, line, &setting);
    }
    jx_pages_end(sheet->pages, JX_TAG_ARTIFACT);
}

static void put_lines(JxSheet *sheet, const JxShaped *text, const Part *part,
                      JxSetting setting)
{
    g_autoptr(GArray) lines =
        jx_lines_break(text, jx_em_units(setting.width, setting.size));
    for (guint i = part->first; i < MIN(part->end, lines->len); i++) {
        jx_set_line(sheet->pages, text, &g_array_index(lines, JxLine, i),
                    &setting);
        setting.y += setting.lead;
    }
}

/* Opens the box of a cell: everything until the end of the tag is in it. */
static guint open_cell(JxSheet *sheet, const JxTableCell *cell,
                       const Part *part)
{
    JxCellBox box = {
        .page = sheet->pages->pages->len - 1,
        .table = sheet->n_table,
        .row = (int)part->row,
        .column = part->column,
        .n_columns = cell->n_columns,
        .n_rows = cell->n_rows,
        .continued = part->continued,
        .heads_column = cell->heads_column,
        .box = {x_of(sheet, part->column), sheet->y,
                jx_grid_width(sheet->grid, part->column, cell->n_columns),
                part->height},
    };
    guint index = jx_pages_add_cell(sheet->pages, &box);
    jx_pages_begin(sheet->pages, cell->is_label ? JX_TAG_HEADING : JX_TAG_CELL,
                   index);
    return index;
}

/* What stands half-way down is moved there when all of it is on the page. */
static double air_above(const JxTableCell *cell, const Part *part, guint lines,
                        double lead, double pad)
{
    bool whole = part->again || (part->first == 0 && part->end >= lines);
    double air = part->height - 2 * pad - lines * lead;
    return cell->is_middle && whole ? MAX(air, 0) / 2 : 0;
}

static void put_cell(JxSheet *sheet, const Part *part)
{
    const JxForm *form = sheet->form;
    const JxGrid *grid = sheet->grid;
    const JxTableCell *cell =
        &jx_table_row(sheet->table, part->row)->cells[part->column];
    JxShaped *yours = NULL;
    const JxShaped *text = jx_grid_text(grid, part->row, part->column, &yours);
    JxSetting setting =
        jx_sheet_across(sheet, form->body_size, (JxAlign)cell->align);
    setting.x = x_of(sheet, part->column) + form->pad_x;
    setting.width = jx_grid_text_width(grid, part->column, cell->n_columns);
    setting.cell = (int)open_cell(sheet, cell, part);
    if (text) {
        guint lines =
            cell->is_middle
                ? jx_lines_count(text, jx_em_units(setting.width, setting.size))
                : 0;
        setting.y += form->pad_y +
                     air_above(cell, part, lines, setting.lead, form->pad_y);
        if (part->again)
            put_again(sheet, text, cell->is_name, setting);
        else
            put_lines(sheet, text, part, setting);
    }
    jx_pages_end(sheet->pages, cell->is_label ? JX_TAG_HEADING : JX_TAG_CELL);
    jx_shaped_free(yours);
}

/* ---- cells over several rows ---- */

/* Height of the span on this page from slice i on. */
static double span_height(const Rows *rows, const JxSpan *span, guint i)
{
    guint page = g_array_index(rows->slices, JxSlice, i).page;
    double height = 0;
    for (; i < rows->slices->len; i++) {
        const JxSlice *slice = &g_array_index(rows->slices, JxSlice, i);
        if (slice->page != page || slice->row >= span->row + span->n_rows)
            break;
        height += slice_height(rows->sheet, slice);
    }
    return height;
}

static const JxSpanPart *part_on(const Rows *rows, guint span, guint page)
{
    for (guint i = rows->first_part[span]; i < rows->parts->len; i++) {
        const JxSpanPart *part = &g_array_index(rows->parts, JxSpanPart, i);
        if (part->span != span)
            return NULL;
        if (part->page == page)
            return part;
    }
    return NULL;
}

/* above: height of the row that is set again on top of this page beside it. */
static void put_span(const Rows *rows, guint index, guint i, double above)
{
    const JxSpan *span = jx_grid_span(rows->sheet->grid, index);
    const JxSlice *slice = &g_array_index(rows->slices, JxSlice, i);
    const JxSpanPart *from = part_on(rows, index, slice->page);
    Part part = {
        .row = span->row,
        .column = span->column,
        .first = from ? from->first : span->lines,
        .end = from ? from->end : span->lines,
        .continued = slice->row != span->row || slice->first > 0,
        .again = from && from->again,
        .height = above + span_height(rows, span, i),
    };
    put_cell(rows->sheet, &part);
}

/* Which spans cover which columns in the row. */
static void take_spans(Rows *rows, guint row)
{
    const JxGrid *grid = rows->sheet->grid;
    for (guint i = 0; i < grid->n_columns; i++) {
        int at = rows->span_at[i];
        if (at == NONE)
            continue;
        const JxSpan *span = jx_grid_span(grid, (guint)at);
        if (row >= span->row + span->n_rows)
            rows->span_at[i] = NONE;
    }
    for (; rows->next_span < grid->spans->len &&
           jx_grid_span(grid, rows->next_span)->row == row;
         rows->next_span++) {
        const JxSpan *span = jx_grid_span(grid, rows->next_span);
        const JxTableCell *cell =
            &jx_table_row(rows->sheet->table, row)->cells[span->column];
        for (guint k = 0; k < cell->n_columns; k++)
            rows->span_at[span->column + k] = (int)rows->next_span;
    }
}

/* ---- rows ---- */

static void add_bookmark(JxSheet *sheet, const JxTableRow *row)
{
    if (row->bookmark == NULL)
        return;
    JxBookmark bookmark = {
        .title = g_strdup(row->bookmark),
        .level = row->level,
        .page = sheet->pages->pages->len - 1,
        .y = sheet->y,
    };
    g_array_append_val(sheet->pages->bookmarks, bookmark);
}

/* Columns that the cell at the column takes in this row: one that began before
 * row `limit`, or the row's own. */
static guint columns_at(const Rows *rows, guint row, guint limit, guint column)
{
    int at = rows->span_at[column];
    guint from = row;
    if (at != NONE && jx_grid_span(rows->sheet->grid, (guint)at)->row < limit)
        from = jx_grid_span(rows->sheet->grid, (guint)at)->row;
    guint n = jx_table_row(rows->sheet->table, from)->cells[column].n_columns;
    return MAX(n, 1);
}

static void want_uprights(Rows *rows, guint row, guint limit)
{
    guint n = rows->sheet->grid->n_columns;
    g_autofree guint8 *wanted = g_new0(guint8, n + 1);
    for (guint i = 0; i < n; i += columns_at(rows, row, limit, i))
        wanted[i] = 1;
    set_uprights(rows, wanted);
}

/* Slice i of the table. Cells from rows above are set where they begin on a
 * page: on its first slice. */
static void put_slice(Rows *rows, guint i, bool on_top, double above)
{
    JxSheet *sheet = rows->sheet;
    const JxSlice *slice = &g_array_index(rows->slices, JxSlice, i);
    jx_pages_begin(sheet->pages, JX_TAG_ROW, slice->row);
    for (guint c = 0; c < sheet->grid->n_columns;
         c += columns_at(rows, slice->row, slice->row + 1, c)) {
        int at = rows->span_at[c];
        Part part = {.row = slice->row,
                     .column = c,
                     .first = slice->first,
                     .end = slice->end,
                     .continued = slice->first > 0,
                     .height = slice_height(sheet, slice)};
        const JxRowLines *row = &sheet->grid->rows[slice->row];
        part.again = part.continued && row->again_lines > 0 &&
                     jx_table_row(sheet->table, slice->row)->cells[c].is_name;
        if (at == NONE)
            put_cell(sheet, &part);
        else if (slice->first == 0 &&
                 jx_grid_span(sheet->grid, (guint)at)->row == slice->row)
            put_span(rows, (guint)at, i, 0);
        else if (on_top) {
            bool beside = jx_grid_span(sheet->grid, (guint)at)->row < row->head;
            sheet->y -= beside ? above : 0;
            put_span(rows, (guint)at, i, beside ? above : 0);
            sheet->y += beside ? above : 0;
        }
    }
    jx_pages_end(sheet->pages, JX_TAG_ROW);
    sheet->y += slice_height(sheet, slice);
}

/* The row that heads those below it, once more on top of a page; returns its
 * height. */
static double put_head_again(Rows *rows, guint head)
{
    JxSheet *sheet = rows->sheet;
    const JxTableCell *cells = jx_table_row(sheet->table, head)->cells;
    const JxRowLines *lines = &sheet->grid->rows[head];
    JxSlice whole = {.row = head, .height = 1};
    for (guint i = 0; i < lines->n_cells; i++)
        whole.height = MAX(whole.height, lines->lines[i]);
    double height = slice_height(sheet, &whole);

    want_uprights(rows, head, head + 1);
    jx_pages_begin(sheet->pages, JX_TAG_ARTIFACT, 0);
    for (guint i = 0; i < sheet->grid->n_columns; i++) {
        Part part = {.row = head,
                     .column = i,
                     .end = lines->lines[i],
                     .continued = true,
                     .height = height};
        if (cells[i].n_columns > 0 && cells[i].n_rows == 1)
            put_cell(sheet, &part);
    }
    jx_pages_end(sheet->pages, JX_TAG_ARTIFACT);
    sheet->y += height;
    return height;
}

static void put_first_rule(Rows *rows)
{
    JxSheet *sheet = rows->sheet;
    if (sheet->y > sheet->table_top)
        put_level(sheet, 0, sheet->grid->n_columns, sheet->form->rule_heading);
}

static void put_all(Rows *rows, void (*turn)(JxSheet *sheet))
{
    JxSheet *sheet = rows->sheet;
    guint page = 0;
    for (guint i = 0; i < rows->slices->len; i++) {
        const JxSlice *slice = &g_array_index(rows->slices, JxSlice, i);
        const JxRowLines *row = &sheet->grid->rows[slice->row];
        bool turns = slice->page > page, on_top = i == 0 || turns;
        double above = 0;
        if (turns) {
            put_frame(rows);
            turn(sheet);
            page = slice->page;
        }
        take_spans(rows, slice->row);
        if (on_top)
            put_first_rule(rows);
        if (turns && row->head > 0) {
            above = put_head_again(rows, row->head - 1);
            on_top = true;
        }
        if (!on_top || above > 0)
            put_row_rule(rows, above > 0 ? row->head : slice->row,
                         sheet->form->rule_inner);
        want_uprights(rows, slice->row, slice->row + 1);
        if (slice->first == 0)
            add_bookmark(sheet, jx_table_row(sheet->table, slice->row));
        put_slice(rows, i, on_top, above);
    }
    put_frame(rows);
}

void jx_rows_put(JxSheet *sheet, const GArray *slices, const GArray *parts,
                 void (*turn)(JxSheet *sheet))
{
    guint n = sheet->grid->n_columns;
    g_autofree int *span_at = g_new(int, n);
    g_autofree double *from = g_new(double, n + 1);
    g_autofree guint *first_part = g_new0(guint, sheet->grid->spans->len + 1);
    for (guint i = 0; i < n; i++)
        span_at[i] = NONE;
    for (guint i = 0; i <= n; i++)
        from[i] = NONE;
    for (guint i = parts->len; i-- > 0;)
        first_part[g_array_index(parts, JxSpanPart, i).span] = i;

    Rows rows = {.sheet = sheet,
                 .slices = slices,
                 .parts = parts,
                 .first_part = first_part,
                 .span_at = span_at,
                 .from = from};
    put_all(&rows, turn);
}
