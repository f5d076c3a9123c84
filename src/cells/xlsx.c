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
    const char *name;
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
    g_autofree char *full = g_strconcat(sheet->name, "!", address, NULL);
    return (JxPlace){
        .line = row,
        .cell = g_string_chunk_insert(sheet->builder->cells->chunk, full)};
}

/* Index of the cell at a position; -1 when nothing is there. */
static int find_cell(const JxSheet *sheet, guint row, guint column)
{
    const JxSheetCell *cell = jx_sheet_at(sheet, row, column);
    return cell == NULL ? -1 : (int)(cell - (JxSheetCell *)sheet->cells->data);
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
        int origin = find_cell(sheet, range->row, range->column);
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

static void report_hidden(const JxWorksheet *worksheet, JxBuilder *builder)
{
    const struct sheet sheet = {.name = worksheet->name,
                                .sheet = worksheet->content,
                                .builder = builder};
    if (looks_like_table(worksheet->content))
        jx_diags_add(builder->diags, "text-left-out", place_at(&sheet, 1, 1),
                     _("工作表“%s”是隐藏的，没有读取"), worksheet->name);
}

static void read_sheet(const JxWorksheet *worksheet, JxBuilder *builder,
                       int table)
{
    const JxSheet *content = worksheet->content;
    struct sheet sheet = {
        .name = worksheet->name, .sheet = content, .builder = builder};
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

static void worksheet_free(gpointer data)
{
    JxWorksheet *worksheet = data;
    jx_sheet_free(worksheet->content);
    g_free(worksheet);
}

/* Adds a sheet with its cells; false when it swells over a limit. */
static bool add_sheet(JxWorkbook *workbook, JxZip *zip,
                      const JxSheetEntry *entry, JxDiags *diags)
{
    g_autoptr(GBytes) bytes = NULL;
    JxZipResult result = jx_zip_read(zip, entry->path, &bytes);
    if (result == JX_ZIP_TOO_LARGE)
        return false;

    JxWorksheet *worksheet = g_new0(JxWorksheet, 1);
    g_ptr_array_add(workbook->sheets, worksheet);
    worksheet->name = entry->name;
    worksheet->hidden = entry->hidden;
    /* one over the limit, so that whoever takes the cells notices */
    guint room = JX_MAX_CELLS + 1 - workbook->n_cells;
    bool broken =
        result != JX_ZIP_OK || jx_sheet_read(bytes, workbook->book, room,
                                             &worksheet->content) != JX_XML_OK;
    if (worksheet->content == NULL)
        worksheet->content = jx_sheet_new();
    workbook->n_cells += worksheet->content->cells->len;
    if (broken)
        jx_diags_add(diags, "text-left-out", (JxPlace){0},
                     _("工作表“%s”已损坏，没有读全"), entry->name);
    return true;
}

JxWorkbook *jx_workbook_read(const JxInput *input, JxBuilder *builder)
{
    g_autoptr(JxZip) zip = NULL;
    g_autoptr(JxBook) book = NULL;
    JxZipResult result = jx_zip_open(input->bytes, &zip);
    if (result == JX_ZIP_OK)
        book = jx_book_read(zip, &result);
    if (book == NULL) {
        refuse(input, builder, result);
        return NULL;
    }
    g_autoptr(JxWorkbook) workbook = g_new0(JxWorkbook, 1);
    workbook->sheets = g_ptr_array_new_with_free_func(worksheet_free);
    workbook->book = g_steal_pointer(&book);
    for (guint i = 0; i < workbook->book->sheets->len; i++)
        if (!add_sheet(workbook, zip, workbook->book->sheets->pdata[i],
                       builder->diags)) {
            refuse(input, builder, JX_ZIP_TOO_LARGE);
            return NULL;
        }
    return g_steal_pointer(&workbook);
}

void jx_workbook_free(JxWorkbook *workbook)
{
    if (workbook == NULL)
        return;
    g_ptr_array_unref(workbook->sheets);
    jx_book_free(workbook->book);
    g_free(workbook);
}

void jx_workbook_fill(const JxWorkbook *workbook, const JxWorksheet *only,
                      JxBuilder *builder)
{
    for (guint i = 0; i < workbook->sheets->len && !builder->full; i++) {
        const JxWorksheet *sheet = workbook->sheets->pdata[i];
        if (only == NULL && sheet->hidden)
            report_hidden(sheet, builder);
        else if (only == NULL || only == sheet)
            read_sheet(sheet, builder, (int)i);
    }
}

void jx_xlsx_read(const JxInput *input, JxBuilder *builder)
{
    g_autoptr(JxWorkbook) workbook = jx_workbook_read(input, builder);
    if (workbook != NULL)
        jx_workbook_fill(workbook, NULL, builder);
}

bool jx_xlsx_is(const JxInput *input)
{
    gsize len;
    const char *bytes = g_bytes_get_data(input->bytes, &len);
    return len >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
}
