/* xlsx_bare CELLS OUT N: the library alone writes the cells of a workbook.
 *
 * As xlsx.c. A program of its own, because xlsx/package.c packs in minizip's
 * place wherever it is linked. CELLS has one cell a line: sheet, row, column,
 * n or s, value; tabs between. */
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "cpu.h"

typedef struct {
    guint sheet;
    lxw_row_t row;
    lxw_col_t column;
    double number;
    char *text; /* NULL: a number */
} Cell;

struct work {
    GArray *cells;
    const char *out;
};

static GArray *read_cells(const char *path)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(Cell));
    g_autofree char *data = NULL;
    if (!g_file_get_contents(path, &data, NULL, NULL))
        exit(1);
    g_auto(GStrv) lines = g_strsplit(data, "\n", -1);
    for (guint i = 0; lines[i] && *lines[i]; i++) {
        g_auto(GStrv) fields = g_strsplit(lines[i], "\t", 5);
        Cell cell = {
            .sheet = (guint)atoi(fields[0]),
            .row = (lxw_row_t)atoi(fields[1]),
            .column = (lxw_col_t)atoi(fields[2]),
            .number = g_ascii_strtod(fields[4], NULL),
            .text = *fields[3] == 's' ? g_strcompress(fields[4]) : NULL,
        };
        g_array_append_val(cells, cell);
    }
    return cells;
}

static void write_cells(const void *data)
{
    const struct work *work = data;
    lxw_workbook *book = workbook_new(work->out);
    lxw_worksheet *sheets[16] = {NULL};
    for (guint i = 0; i < work->cells->len; i++) {
        const Cell *cell = &g_array_index(work->cells, Cell, i);
        for (guint k = 0; k <= cell->sheet; k++)
            if (sheets[k] == NULL)
                sheets[k] = workbook_add_worksheet(book, NULL);
        if (cell->text)
            worksheet_write_string(sheets[cell->sheet], cell->row, cell->column,
                                   cell->text, NULL);
        else
            worksheet_write_number(sheets[cell->sheet], cell->row, cell->column,
                                   cell->number, NULL);
    }
    if (workbook_close(book) != LXW_NO_ERROR)
        exit(1);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    const struct work work = {.cells = read_cells(argv[1]), .out = argv[2]};
    printf("%.3f\n", median_ms(write_cells, &work, (guint)atoi(argv[3])));
    return 0;
}
