#include "layout/layout.h"

#include "layout/faces.h"
#include "layout/sheet.h"

/* Opens the box of a cell: everything until the end of the tag is in it. */
static guint open_cell(JxSheet *sheet, JxTag tag, int row, guint column,
                       bool continued, double height)
{
    JxCellBox cell = {
        .page = sheet->pages->pages->len - 1,
        .row = row,
        .column = column,
        .continued = continued,
        .box = {sheet->form->margin_left + sheet->grid->x[column], sheet->y,
                sheet->grid->width[column], height},
    };
    guint index = jx_pages_add_cell(sheet->pages, &cell);
    jx_pages_begin(sheet->pages, tag, index);
    return index;
}

static double heading_height(const JxSheet *sheet)
{
    return sheet->grid->heading_lines *
               jx_sheet_lead(sheet, sheet->form->heading_size) +
           2.6 * sheet->form->pad_y;
}

static void put_heading(JxSheet *sheet, guint column, double height)
{
    const JxGrid *grid = sheet->grid;
    JxSetting setting =
        jx_sheet_across(sheet, sheet->form->heading_size, JX_ALIGN_CENTRE);
    setting.x += grid->x[column] + sheet->form->pad_x;
    setting.width = jx_grid_text_width(grid, column);
    guint n = jx_lines_count(grid->headings[column],
                             jx_em_units(setting.width, setting.size));
    setting.y += (height - n * setting.lead) / 2;

    setting.cell =
        (int)open_cell(sheet, JX_TAG_HEADING, -1, column, false, height);
    jx_set_text(sheet->pages, grid->headings[column], &setting);
    jx_pages_end(sheet->pages, JX_TAG_HEADING);
}

static void put_headings(JxSheet *sheet, bool is_first)
{
    JxTag tag = is_first ? JX_TAG_HEADING_ROW : JX_TAG_ARTIFACT;
    double height = heading_height(sheet);

    sheet->table_top = sheet->y;
    jx_pages_begin(sheet->pages, tag, 0);
    for (guint i = 0; i < sheet->grid->n_columns; i++)
        put_heading(sheet, i, height);
    jx_pages_end(sheet->pages, tag);
    sheet->y += height;
}

static void put_rule(JxSheet *sheet, double y, double weight)
{
    jx_pages_add_rule(
        sheet->pages,
        (JxBox){sheet->form->margin_left, y - weight / 2, sheet->width, weight},
        0);
}

/* Closes the frame: the columns' rules, the outer rules. */
static void put_frame(JxSheet *sheet)
{
    const JxForm *form = sheet->form;
    const JxGrid *grid = sheet->grid;
    double outer = form->rule_outer, top = sheet->table_top - outer / 2;
    double height = sheet->y - sheet->table_top + outer;

    for (guint i = 0; i <= grid->n_columns; i++) {
        bool is_outer = i == 0 || i == grid->n_columns;
        double weight = is_outer ? outer : form->rule_inner;
        double x = i == grid->n_columns ? sheet->width : grid->x[i];
        jx_pages_add_rule(
            sheet->pages,
            (JxBox){form->margin_left + x - weight / 2, top, weight, height},
            0);
    }
    put_rule(sheet, sheet->table_top, outer);
    put_rule(sheet, sheet->y, outer);
}

static void open_page(JxSheet *sheet)
{
    bool is_first = sheet->pages->pages->len == 0;
    jx_pages_add_page(sheet->pages);
    jx_sheet_put_head(sheet, is_first);
    if (is_first)
        jx_pages_begin(sheet->pages, JX_TAG_TABLE, 0);
    put_headings(sheet, is_first);
}

/* The name once more, and （续） behind it or below. */
static void put_name_again(JxSheet *sheet, const JxShaped *name,
                           JxSetting setting)
{
    const JxShaped *again = sheet->grid->again;
    gint64 width = jx_em_units(setting.width, setting.size);
    g_autoptr(GArray) lines = jx_lines_break(name, width);
    const JxLine *last = &g_array_index(lines, JxLine, lines->len - 1);
    g_autoptr(GArray) mark = jx_lines_break(again, width);

    jx_pages_begin(sheet->pages, JX_TAG_ARTIFACT, 0);
    setting.y = jx_set_text(sheet->pages, name, &setting);
    if (mark->len > 0) {
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

/* Lines [first, end) of a cell. */
static void put_cell(JxSheet *sheet, const JxSlice *slice, guint column,
                     JxSetting setting)
{
    const JxGrid *grid = sheet->grid;
    JxShaped *yours = NULL;
    const JxShaped *text = jx_grid_text(grid, slice->row, column, &yours);
    const JxTableColumn *from = jx_table_column(grid->table, column);
    bool repeats = from->is_name && grid->rows[slice->row].again_lines > 0;

    if (text && slice->first > 0 && repeats) {
        put_name_again(sheet, text, setting);
    } else if (text) {
        g_autoptr(GArray) lines =
            jx_lines_break(text, jx_em_units(setting.width, setting.size));
        for (guint i = slice->first; i < MIN(slice->end, lines->len); i++) {
            jx_set_line(sheet->pages, text, &g_array_index(lines, JxLine, i),
                        &setting);
            setting.y += setting.lead;
        }
    }
    jx_shaped_free(yours);
}

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

static void put_slice(JxSheet *sheet, const JxSlice *slice)
{
    const JxForm *form = sheet->form;
    double height =
        slice->height * jx_sheet_lead(sheet, form->body_size) + 2 * form->pad_y;

    if (slice->first == 0)
        add_bookmark(sheet, jx_table_row(sheet->table, slice->row));
    jx_pages_begin(sheet->pages, JX_TAG_ROW, slice->row);
    for (guint i = 0; i < sheet->grid->n_columns; i++) {
        JxSetting setting = jx_sheet_across(
            sheet, form->body_size, jx_table_column(sheet->table, i)->align);
        setting.x += sheet->grid->x[i] + form->pad_x;
        setting.width = jx_grid_text_width(sheet->grid, i);
        setting.y += form->pad_y;
        setting.cell = (int)open_cell(sheet, JX_TAG_CELL, (int)slice->row, i,
                                      slice->first > 0, height);
        put_cell(sheet, slice, i, setting);
        jx_pages_end(sheet->pages, JX_TAG_CELL);
    }
    jx_pages_end(sheet->pages, JX_TAG_ROW);
    sheet->y += height;
}

static void put_slices(JxSheet *sheet, const GArray *slices)
{
    double top = sheet->y;
    for (guint i = 0; i < slices->len; i++) {
        const JxSlice *slice = &g_array_index(slices, JxSlice, i);
        if (slice->page >= sheet->pages->pages->len) {
            put_frame(sheet);
            open_page(sheet);
            top = sheet->y;
        }
        put_rule(sheet, sheet->y,
                 sheet->y > top ? sheet->form->rule_inner
                                : sheet->form->rule_heading);
        put_slice(sheet, slice);
    }
    put_frame(sheet);
    jx_pages_end(sheet->pages, JX_TAG_TABLE);
}

/* Height of what stands above the rows on the first page or a later one:
 * found out by setting it on a page that is thrown away. */
static double head_height(const JxSheet *sheet, bool is_first)
{
    g_autoptr(JxPages) scratch = jx_pages_new(0, 0);
    JxSheet trial = *sheet;
    trial.pages = scratch;
    jx_pages_add_page(scratch);
    jx_sheet_put_head(&trial, is_first);
    return trial.y + heading_height(&trial);
}

static GArray *slices_of(const JxSheet *sheet)
{
    double lead = jx_sheet_lead(sheet, sheet->form->body_size);
    double extra = 2 * sheet->form->pad_y, least = 3 * lead + extra;
    return jx_paginate(sheet->grid->rows, sheet->grid->n_rows,
                       MAX(least, sheet->bottom - head_height(sheet, true)),
                       MAX(least, sheet->bottom - head_height(sheet, false)),
                       lead, extra);
}

static void put_table(JxSheet *sheet)
{
    g_autoptr(GArray) slices = slices_of(sheet);
    open_page(sheet);
    put_slices(sheet, slices);
    jx_sheet_put_after(sheet);
}

static JxPages *lay_out(const JxTable *table, const JxForm *form,
                        JxFonts *fonts, const JxLayoutOptions *options)
{
    JxMetrics metrics = {.shape = jx_fonts_shape, .self = fonts};
    if (options && options->metrics)
        metrics = *options->metrics;
    JxSheet sheet = {
        .form = form,
        .table = table,
        .metrics = &metrics,
        .pages = jx_pages_new(form->page_width, form->page_height),
        .width = form->page_width - form->margin_left - form->margin_right,
        .bottom = form->page_height - form->margin_bottom,
    };
    double room = (sheet.bottom - form->margin_top) /
                  jx_sheet_lead(&sheet, form->body_size);
    g_autoptr(JxGrid) grid =
        jx_grid_new(table, form, &metrics, sheet.width, room);
    sheet.grid = grid;

    put_table(&sheet);
    jx_sheet_put_feet(&sheet, options ? options->foot_note : NULL);
    return sheet.pages;
}

JxPages *jx_layout_report(const JxReport *report, const JxForm *form,
                          JxFonts *fonts, const JxLayoutOptions *options)
{
    g_autoptr(JxTable) table = jx_table_from_report(report, form);
    return lay_out(table, form, fonts, options);
}

JxPages *jx_layout_listing(const JxListing *listing, const JxForm *form,
                           JxFonts *fonts, const JxLayoutOptions *options)
{
    g_autoptr(JxTable) table = jx_table_from_listing(listing, form);
    return lay_out(table, form, fonts, options);
}
