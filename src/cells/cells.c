#include "cells/cells.h"

#include <expat.h>
#include <string.h>
#include <zip.h>

#include "base/intl.h"
#include "base/limits.h"
#include "cells/build.h"
#include "cells/sniff.h"

JxCells *jx_cells_new(const char *notation)
{
    JxCells *cells = g_new0(JxCells, 1);
    cells->notation = notation;
    cells->rows = g_array_new(FALSE, FALSE, sizeof(JxRow));
    cells->cells = g_array_new(FALSE, FALSE, sizeof(JxCell));
    cells->marks = g_array_new(FALSE, FALSE, sizeof(JxMark));
    cells->chunk = g_string_chunk_new(4096);
    return cells;
}

void jx_cells_free(JxCells *cells)
{
    if (cells == NULL)
        return;
    g_array_unref(cells->rows);
    g_array_unref(cells->cells);
    g_array_unref(cells->marks);
    g_string_chunk_free(cells->chunk);
    g_free(cells);
}

JxPlace jx_cell_place(const JxCells *cells, const JxCell *cell, gsize offset)
{
    JxPlace place = cell->place;
    place.length = 0;
    if (place.cell != NULL) /* an address names the whole cell */
        return place;

    gsize from = 0;
    guint low = 0;
    guint high = cell->n_marks; /* the last mark at or before offset */
    while (low < high) {
        guint middle = low + (high - low) / 2;
        const JxMark *mark =
            &g_array_index(cells->marks, JxMark, cell->first_mark + middle);
        if (mark->offset <= offset) {
            from = mark->offset;
            place.line = mark->line;
            place.column = mark->column;
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    place.column += (guint)g_utf8_strlen(
        cell->text + from, (gssize)(MIN(offset, cell->len) - from));
    return place;
}

void jx_builder_init(JxBuilder *builder, JxCells *cells, JxDiags *diags)
{
    *builder =
        (JxBuilder){.cells = cells, .diags = diags, .text = g_string_new(NULL)};
}

void jx_builder_clear(JxBuilder *builder)
{
    g_string_free(g_steal_pointer(&builder->text), TRUE);
}

bool jx_build_row(JxBuilder *builder, guint line, int table)
{
    GArray *rows = builder->cells->rows;
    if (builder->full)
        return false;
    if (rows->len >= JX_MAX_ROWS) {
        builder->full = true;
        jx_diags_add(builder->diags, "input-too-large",
                     (JxPlace){.line = line, .column = 1},
                     _("超过 %d 行，从这里起没有读取"), JX_MAX_ROWS);
        return false;
    }
    JxRow row = {.first = builder->cells->cells->len,
                 .line = line,
                 .after_gap = builder->gap,
                 .table = table};
    g_array_append_val(rows, row);
    builder->row_full = false;
    builder->gap = false;
    return true;
}

bool jx_build_row_end(JxBuilder *builder, bool lone_outside)
{
    JxCells *cells = builder->cells;
    JxRow *row = jx_cells_row(cells, cells->rows->len - 1);
    bool blank = true;
    for (guint i = row->first; i < row->first + row->n; i++) {
        const JxCell *cell = jx_cells_cell(cells, i);
        blank &= cell->len == 0 && cell->origin < 0;
    }
    if (blank) {
        builder->n_blank += row->n;
        g_array_set_size(cells->cells, row->first);
        g_array_set_size(cells->rows, cells->rows->len - 1);
        builder->gap = true;
        return false;
    }
    if (lone_outside && row->n == 1)
        row->table = -1;
    return true;
}

void jx_build_gap(JxBuilder *builder)
{
    builder->gap = true;
}

void jx_build_cell(JxBuilder *builder, JxPlace place)
{
    g_string_truncate(builder->text, 0);
    builder->cell = (JxCell){
        .place = place, .origin = -1, .first_mark = builder->cells->marks->len};
    builder->n_chars = 0;
    builder->line = place.line;
    builder->column = place.column;
}

void jx_build_at(JxBuilder *builder, JxPlace place)
{
    if (place.line == builder->line && place.column == builder->column)
        return;
    builder->line = place.line;
    builder->column = place.column;
    if (builder->text->len == 0) {
        builder->cell.place.line = place.line;
        builder->cell.place.column = place.column;
        return;
    }
    JxMark mark = {.offset = (guint)builder->text->len,
                   .line = place.line,
                   .column = place.column};
    g_array_append_val(builder->cells->marks, mark);
}

void jx_build_text(JxBuilder *builder, const char *text, gsize len)
{
    guint n = (guint)g_utf8_strlen(text, (gssize)len);
    guint room = builder->n_chars < JX_MAX_CELL_CHARS
                     ? JX_MAX_CELL_CHARS - builder->n_chars
                     : 0;
    if (n > room)
        len = (gsize)(g_utf8_offset_to_pointer(text, room) - text);
    g_string_append_len(builder->text, text, (gssize)len);
    builder->n_chars += n;
    builder->column += n;
}

/* Takes white space off the text and its marks. */
static void trim(JxBuilder *builder)
{
    static const char WHITE[] = " \t\r\n";
    GString *text = builder->text;
    gsize front = strspn(text->str, WHITE);
    gsize end = text->len;
    while (end > front && strchr(WHITE, text->str[end - 1]) != NULL)
        end--;

    JxCell *cell = &builder->cell;
    GArray *marks = builder->cells->marks;
    cell->n_marks = marks->len - cell->first_mark;
    if (front > 0) {
        cell->text = text->str;
        cell->len = text->len;
        JxPlace place = jx_cell_place(builder->cells, cell, front);
        cell->place.line = place.line;
        cell->place.column = place.column;
    }
    guint kept = cell->first_mark;
    for (guint i = cell->first_mark; i < marks->len; i++) {
        JxMark mark = g_array_index(marks, JxMark, i);
        if (mark.offset <= front || mark.offset > end)
            continue;
        mark.offset -= (guint)front;
        g_array_index(marks, JxMark, kept++) = mark;
    }
    g_array_set_size(marks, kept);
    cell->n_marks = kept - cell->first_mark;
    g_string_truncate(text, end);
    g_string_erase(text, 0, (gssize)front);
}

static bool add_cell(JxBuilder *builder, const JxCell *cell)
{
    JxCells *cells = builder->cells;
    JxRow *row = jx_cells_row(cells, cells->rows->len - 1);
    if (builder->full)
        return false;
    if (cells->cells->len + builder->n_blank >= JX_MAX_CELLS) {
        builder->full = true;
        jx_diags_add(builder->diags, "input-too-large", cell->place,
                     _("超过 %d 个单元格，从这里起没有读取"), JX_MAX_CELLS);
        return false;
    }
    if (row->n >= JX_MAX_ROW_CELLS) {
        if (!builder->row_full)
            jx_diags_add(builder->diags, "row-cell-extra", cell->place,
                         _("一行超过 %d 个单元格，从这里起没有读取"),
                         JX_MAX_ROW_CELLS);
        builder->row_full = true;
        return false;
    }
    g_array_append_val(cells->cells, *cell);
    row->n++;
    return true;
}

bool jx_build_cell_end(JxBuilder *builder)
{
    JxCell *cell = &builder->cell;
    if (builder->n_chars > JX_MAX_CELL_CHARS && !builder->full)
        jx_diags_add(builder->diags, "cell-too-long", cell->place,
                     _("单元格有 %u 个字符，超过 %d 个，多出的没有读取"),
                     builder->n_chars, JX_MAX_CELL_CHARS);
    trim(builder);
    cell->len = builder->text->len;
    cell->place.length =
        (guint)g_utf8_strlen(builder->text->str, (gssize)cell->len);
    cell->text =
        cell->len == 0
            ? ""
            : g_string_chunk_insert_len(builder->cells->chunk,
                                        builder->text->str, (gssize)cell->len);
    return add_cell(builder, cell);
}

bool jx_build_covered(JxBuilder *builder, int origin, JxPlace place)
{
    JxCell cell = {.text = "", .place = place, .origin = origin};
    cell.first_mark = builder->cells->marks->len;
    return add_cell(builder, &cell);
}

JxCells *jx_cells_read(const JxInput *input, JxDiags *diags)
{
    const JxNotation *notation = jx_cells_sniff(input);
    JxCells *cells = jx_cells_new(notation->name);
    JxBuilder builder;
    jx_builder_init(&builder, cells, diags);
    notation->read(input, &builder);
    jx_builder_clear(&builder);
    return cells;
}

char *jx_cells_versions(void)
{
    return g_strdup_printf("libzip %s，%s", zip_libzip_version(),
                           XML_ExpatVersion());
}
