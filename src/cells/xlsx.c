#include "cells/xlsx.h"

#include <string.h>

#include "base/intl.h"
#include "base/limits.h"
#include "cells/refuse.h"
#include "cells/xlsx_sheet.h"

enum { TABLE_COLUMNS = 5 }; /* a hidden sheet with such a row is no list */

/* A position that a merged cell reaches over; cell: its index in the sheet. */
struct covered {
    guint row, column, cell;
};

/* A sheet on its way into the rows. */
struct sheet {
    const JxSheetEntry *entry;
    const JxSheet *sheet;
    JxBuilder *builder;
    GArray *covered;   /* struct covered, by row and column */
    int *output;       /* index in JxCells.cells by index in the sheet */
    guint cell, cover; /* the next ones to come */
    guint widest;      /* columns of the widest row so far */
};

static JxPlace place_at(const struct sheet *sheet, guint row, guint column)
{
    g_autofree char *address = jx_sheet_address(row, column);
    g_autofree char *full = g_strconcat(sheet->entry->name, "!", address, NULL);
    return (JxPlace){
        .line = row,
        .cell = g_string_chunk_insert(sheet->builder->cells->chunk, full)};
}

/* The cell at a position, by bisection; -1 when nothing is there. */
static int find_cell(const GArray *cells, guint row, guint column)
{
    guint low = 0;
    guint high = cells->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        const JxSheetCell *cell = &g_array_index(cells, JxSheetCell, middle);
        if (cell->row < row || (cell->row == row && cell->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == cells->len)
        return -1;
    const JxSheetCell *cell = &g_array_index(cells, JxSheetCell, low);
    return cell->row == row && cell->column == column ? (int)low : -1;
}

static int by_place(gconstpointer a, gconstpointer b)
{
    const struct covered *left = a;
    const struct covered *right = b;
    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    if (left->column != right->column)
        return left->column < right->column ? -1 : 1;
    return 0;
}

/* Positions under merged ranges that hold something, by row and column. All
 * of them together are no more than a table may have cells. */
static GArray *cover_ranges(const JxSheet *sheet)
{
    GArray *covered = g_array_new(FALSE, FALSE, sizeof(struct covered));
    for (guint i = 0; i < sheet->ranges->len; i++) {
        const JxSheetRange *range =
            &g_array_index(sheet->ranges, JxSheetRange, i);
        int origin = find_cell(sheet->cells, range->row, range->column);
        guint area = (range->last_row - range->row + 1) *
                     (range->last_column - range->column + 1);
        if (origin < 0 || covered->len + area > JX_MAX_CELLS)
            continue;
        for (guint r = range->row; r <= range->last_row; r++) {
            for (guint c = range->column; c <= range->last_column; c++) {
                struct covered at = {r, c, (guint)origin};
                if (r != range->row || c != range->column)
                    g_array_append_val(covered, at);
            }
        }
    }
    g_array_sort(covered, by_place);
    return covered;
}

static const JxSheetCell *cell_to_come(const struct sheet *sheet)
{
    const GArray *cells = sheet->sheet->cells;
    return sheet->cell < cells->len
               ? &g_array_index(cells, JxSheetCell, sheet->cell)
               : NULL;
}

static const struct covered *cover_to_come(const struct sheet *sheet)
{
    return sheet->cover < sheet->covered->len
               ? &g_array_index(sheet->covered, struct covered, sheet->cover)
               : NULL;
}

/* The row of what comes next; 0 at the end. */
static guint row_to_come(const struct sheet *sheet)
{
    const JxSheetCell *cell = cell_to_come(sheet);
    const struct covered *cover = cover_to_come(sheet);
    if (cell == NULL)
        return cover != NULL ? cover->row : 0;
    return cover != NULL ? MIN(cell->row, cover->row) : cell->row;
}

static void report_hidden_text(struct sheet *sheet, const JxSheetCell *cell)
{
    if (*cell->text != '\0')
        jx_diags_add(sheet->builder->diags, "text-left-out",
                     place_at(sheet, cell->row, cell->column),
                     _("合并单元格盖住的文字没有读取：%s"), cell->text);
}

/* One position of the row: a cell, one that a merged cell reaches over (what
 * is stored there is not seen), or an empty one. */
static void read_position(struct sheet *sheet, guint row, guint column)
{
    JxBuilder *builder = sheet->builder;
    const JxSheetCell *cell = NULL;
    const struct covered *cover = NULL;
    int origin = -1;
    guint index = 0;
    while ((cover = cover_to_come(sheet)) != NULL && cover->row == row &&
           cover->column == column) {
        origin = sheet->output[cover->cell];
        sheet->cover++;
    }
    JxPlace place = place_at(sheet, row, column);
    const char *text = "";
    while ((cell = cell_to_come(sheet)) != NULL && cell->row == row &&
           cell->column == column) {
        if (origin >= 0)
            report_hidden_text(sheet, cell);
        text = cell->text;
        index = sheet->cell++;
        sheet->output[index] = (int)builder->cells->cells->len;
    }
    if (origin >= 0) {
        jx_build_covered(builder, origin, place);
        return;
    }
    jx_build_cell(builder, place);
    jx_build_text(builder, text, strlen(text));
    jx_build_cell_end(builder);
}

/* Columns that the row needs: of those in use so far, the last. */
static guint width_of(struct sheet *sheet, guint row)
{
    const GArray *cells = sheet->sheet->cells;
    for (guint i = sheet->cell; i < cells->len; i++) {
        const JxSheetCell *cell = &g_array_index(cells, JxSheetCell, i);
        if (cell->row != row)
            break;
        sheet->widest = MAX(sheet->widest, cell->column);
    }
    for (guint i = sheet->cover; i < sheet->covered->len; i++) {
        const struct covered *cover =
            &g_array_index(sheet->covered, struct covered, i);
        if (cover->row != row)
            break;
        sheet->widest = MAX(sheet->widest, cover->column);
    }
    return sheet->widest;
}

static void read_rows(struct sheet *sheet, int table)
{
    JxBuilder *builder = sheet->builder;
    guint last = 0;
    for (guint row = row_to_come(sheet); row > 0; row = row_to_come(sheet)) {
        if (row > last + 1)
            jx_build_gap(builder);
        if (!jx_build_row(builder, row, table))
            return;
        guint width = width_of(sheet, row);
        for (guint column = 1; column <= width && !builder->full; column++)
            read_position(sheet, row, column);
        if (builder->full)
            return;
        jx_build_row_end(builder, false);
        last = row;
    }
}

/* Formulas whose results the program that wrote the file did not store. */
static void report_uncomputed(struct sheet *sheet)
{
    const GArray *cells = sheet->sheet->cells;
    guint n = 0;
    const JxSheetCell *first = NULL;
    for (guint i = 0; i < cells->len; i++) {
        const JxSheetCell *cell = &g_array_index(cells, JxSheetCell, i);
        if (!cell->uncomputed)
            continue;
        first = n++ == 0 ? cell : first;
    }
    if (n == 0)
        return;
    JxFinding *finding =
        jx_diags_add(sheet->builder->diags, "text-left-out",
                     place_at(sheet, first->row, first->column),
                     _("%u 个公式没有保存计算结果，按空白读取"), n);
    finding->hint = g_strdup(_("在 Excel 或 WPS 中打开，保存一次再试"));
}

static bool looks_like_table(const JxSheet *sheet)
{
    guint n = 0;
    for (guint i = 0; i < sheet->cells->len; i++) {
        const JxSheetCell *cell = &g_array_index(sheet->cells, JxSheetCell, i);
        bool same = i > 0 && (cell - 1)->row == cell->row;
        n = same ? n + 1 : 1;
        if (n >= TABLE_COLUMNS)
            return true;
    }
    return false;
}

static void read_sheet(const JxSheetEntry *entry, const JxSheet *content,
                       JxBuilder *builder, int table)
{
    struct sheet sheet = {.entry = entry, .sheet = content, .builder = builder};
    if (entry->hidden) {
        if (looks_like_table(content))
            jx_diags_add(builder->diags, "text-left-out",
                         place_at(&sheet, 1, 1),
                         _("工作表“%s”是隐藏的，没有读取"), entry->name);
        return;
    }
    sheet.covered = cover_ranges(content);
    sheet.output = g_new0(int, content->cells->len);
    report_uncomputed(&sheet);
    jx_build_gap(builder);
    read_rows(&sheet, table);
    g_free(sheet.output);
    g_array_unref(sheet.covered);
}

static void refuse(const JxInput *input, JxBuilder *builder, JxZipResult result)
{
    builder->cells->refused = true;
    if (result == JX_ZIP_TOO_LARGE)
        jx_diags_add(builder->diags, "input-too-large", (JxPlace){0},
                     _("工作簿解压后过大：至多 %d MB、%d 个部件、"
                       "每个部件不超过压缩前后 %d 倍"),
                     JX_MAX_ZIP_BYTES / (1024 * 1024), JX_MAX_ZIP_ENTRIES,
                     JX_MAX_ZIP_RATIO);
    else if (result == JX_ZIP_ABSENT)
        jx_refuse_read(input, builder);
    else if (result == JX_ZIP_ENCRYPTED)
        jx_diags_add(builder->diags, "no-table", (JxPlace){0},
                     _("文件有密码，读不出其中的表"));
    else
        jx_diags_add(builder->diags, "no-table", (JxPlace){0},
                     _("工作簿已损坏，读不出其中的表"))
            ->hint = g_strdup(_("在 Excel 或 WPS 中打开并另存为 .xlsx 再试"));
}

void jx_xlsx_read(const JxInput *input, JxBuilder *builder)
{
    g_autoptr(JxZip) zip = NULL;
    g_autoptr(JxBook) book = NULL;
    JxZipResult result = jx_zip_open(input->bytes, &zip);
    if (result == JX_ZIP_OK)
        book = jx_book_read(zip, &result);
    if (book == NULL) {
        refuse(input, builder, result);
        return;
    }
    for (guint i = 0; i < book->sheets->len && !builder->full; i++) {
        const JxSheetEntry *entry = book->sheets->pdata[i];
        g_autoptr(GBytes) bytes = NULL;
        g_autoptr(JxSheet) sheet = NULL;
        result = jx_zip_read(zip, entry->path, &bytes);
        if (result == JX_ZIP_TOO_LARGE) {
            refuse(input, builder, result);
            return;
        }
        bool broken = result != JX_ZIP_OK ||
                      jx_sheet_read(bytes, book, &sheet) != JX_XML_OK;
        if (broken)
            jx_diags_add(builder->diags, "text-left-out", (JxPlace){0},
                         _("工作表“%s”已损坏，没有读全"), entry->name);
        if (sheet != NULL)
            read_sheet(entry, sheet, builder, (int)i);
    }
}

bool jx_xlsx_is(const JxInput *input)
{
    gsize len;
    const char *bytes = g_bytes_get_data(input->bytes, &len);
    return len >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
}
