#include "layout/layout.h"

#include "layout/faces.h"
#include "layout/heading.h"
#include "layout/rows.h"
#include "layout/sheet.h"

static void open_page(JxSheet *sheet, bool is_first)
{
    jx_pages_add_page(sheet->pages);
    jx_sheet_put_head(sheet, is_first);
    if (is_first)
        jx_pages_begin(sheet->pages, JX_TAG_TABLE, 0);
    sheet->table_top = sheet->y;
    jx_heading_put(sheet, is_first);
}

static void turn_page(JxSheet *sheet)
{
    open_page(sheet, false);
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
    return trial.y + jx_heading_height(&trial);
}

static JxPaging paging_of(const JxSheet *sheet)
{
    double lead = jx_sheet_lead(sheet, sheet->form->body_size);
    double extra = 2 * sheet->form->pad_y, least = 3 * lead + extra;
    const JxGrid *grid = sheet->grid;
    return (JxPaging){
        .rows = grid->rows,
        .n = grid->n_rows,
        .spans = (const JxSpan *)(gconstpointer)grid->spans->data,
        .n_spans = grid->spans->len,
        .room_first = MAX(least, sheet->bottom - head_height(sheet, true)),
        .room = MAX(least, sheet->bottom - head_height(sheet, false)),
        .lead = lead,
        .extra = extra,
    };
}

static void put_table(JxSheet *sheet)
{
    const JxPaging paging = paging_of(sheet);
    GArray *parts_out = NULL;
    g_autoptr(GArray) slices = jx_paginate(&paging, &parts_out);
    g_autoptr(GArray) parts = parts_out;
    open_page(sheet, true);
    jx_rows_put(sheet, slices, parts, turn_page);
    jx_pages_end(sheet->pages, JX_TAG_TABLE);
    jx_sheet_put_after(sheet);
}

static JxMetrics metrics_of(JxFonts *fonts, const JxLayoutOptions *options)
{
    if (options && options->metrics)
        return *options->metrics;
    return (JxMetrics){.shape = jx_fonts_shape, .self = fonts};
}

/* A sheet of the form's paper with nothing on it yet. */
static JxSheet sheet_of(const JxForm *form, const JxMetrics *metrics,
                        JxPages *pages)
{
    return (JxSheet){
        .form = form,
        .metrics = metrics,
        .pages = pages,
        .width = form->page_width - form->margin_left - form->margin_right,
        .bottom = form->page_height - form->margin_bottom,
    };
}

void jx_layout_put_feet(JxPages *pages, guint first, guint end,
                        const JxForm *form, JxFonts *fonts,
                        const JxLayoutOptions *options)
{
    JxMetrics metrics = metrics_of(fonts, options);
    JxSheet sheet = sheet_of(form, &metrics, pages);
    jx_sheet_put_feet(&sheet, first, end, options ? options->foot_note : NULL);
}

void jx_layout_mirror(JxPages *pages, const JxForm *form)
{
    JxSheet sheet = sheet_of(form, NULL, pages);
    jx_sheet_mirror(&sheet);
}

static JxPages *lay_out(JxTable *const *tables, guint n, const JxForm *form,
                        JxFonts *fonts, const JxLayoutOptions *options)
{
    JxMetrics metrics = metrics_of(fonts, options);
    JxPages *pages = jx_pages_new(form->page_width, form->page_height);
    JxSheet sheet = sheet_of(form, &metrics, pages);
    double room = (sheet.bottom - form->margin_top) /
                  jx_sheet_lead(&sheet, form->body_size);
    for (guint i = 0; i < n; i++) {
        g_autoptr(JxGrid) grid =
            jx_grid_new(tables[i], form, &metrics, sheet.width, room);
        sheet.table = tables[i];
        sheet.n_table = i;
        sheet.grid = grid;
        put_table(&sheet);
    }
    if (options && options->is_part)
        return pages;
    jx_layout_put_feet(pages, 0, jx_pages_count(pages), form, fonts, options);
    jx_layout_mirror(pages, form);
    return pages;
}

JxPages *jx_layout_report(const JxReport *report, const JxForm *form,
                          JxFonts *fonts, const JxLayoutOptions *options)
{
    g_autoptr(GPtrArray) tables =
        jx_tables_from_report(report, form, options ? options->fills : NULL,
                              options ? options->n_fills : 0);
    return lay_out((JxTable *const *)tables->pdata, tables->len, form, fonts,
                   options);
}

JxPages *jx_layout_listing(const JxListing *listing, const JxForm *form,
                           JxFonts *fonts, const JxLayoutOptions *options)
{
    g_autoptr(JxTable) table = jx_table_from_listing(listing, form);
    JxTable *const tables[] = {table};
    return lay_out(tables, 1, form, fonts, options);
}
