/* xlsx ours INPUT SHARE OUT N   the workbook of the document INPUT
 * xlsx bare CELLS OUT N         the library alone: the cells of a workbook
 *
 * Writes N times in one process and prints the median in milliseconds of the
 * processor, so that other work on the machine counts little. CELLS
 * has one cell a line: sheet, row, column, n or s, value; tabs between. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

#include "base/input.h"
#include "check/check.h"
#include "load/load.h"
#include "xlsx/xlsx.h"

typedef struct {
    guint sheet;
    lxw_row_t row;
    lxw_col_t column;
    double number;
    char *text; /* NULL: a number */
} Cell;

static gint64 cpu_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (gint64)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

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

static void write_bare(const GArray *cells, const char *out)
{
    lxw_workbook *book = workbook_new(out);
    lxw_worksheet *sheets[16] = {NULL};
    for (guint i = 0; i < cells->len; i++) {
        const Cell *cell = &g_array_index(cells, Cell, i);
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

static void write_ours(const JxReport *report, JxFonts *fonts, const char *out)
{
    const JxXlsxOptions options = {.created = 1, .program = "bench"};
    g_autoptr(GError) error = NULL;
    if (!jx_xlsx_write(report, fonts, &options, out, &error)) {
        fprintf(stderr, "%s\n", error->message);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    bool ours = argc == 6 && strcmp(argv[1], "ours") == 0;
    if (!ours && argc != 5)
        return 2;
    guint n = (guint)atoi(argv[argc - 1]);
    const char *out = argv[argc - 2];
    g_autofree double *times = g_new0(double, n);
    JxDocument *document = NULL;
    JxFonts *fonts = NULL;
    GArray *cells = NULL;

    if (ours) {
        JxDiags *diags = jx_diags_new();
        document = jx_load(jx_input_read(argv[2], NULL, diags, NULL), diags);
        jx_check(document->reports->pdata[0], &(JxCheckOptions){0});
        fonts = jx_fonts_open(argv[3], NULL, NULL);
    } else {
        cells = read_cells(argv[2]);
    }
    for (guint i = 0; i < n; i++) {
        gint64 start = cpu_us();
        if (ours)
            write_ours(document->reports->pdata[0], fonts, out);
        else
            write_bare(cells, out);
        times[i] = (double)(cpu_us() - start) / 1000;
    }
    qsort(times, n, sizeof *times, by_size);
    printf("%.3f\n", times[n / 2]);
    return 0;
}
