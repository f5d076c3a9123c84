/* xlsx INPUT SHARE OUT N: the workbook of the document INPUT.
 *
 * Writes it N times in one process and prints the median in milliseconds of
 * the processor, so that other work on the machine counts little. */
#include <stdio.h>

#include "base/input.h"
#include "check/check.h"
#include "cpu.h"
#include "load/load.h"
#include "xlsx/xlsx.h"

struct work {
    const JxReport *report;
    JxFonts *fonts;
    const char *out;
};

static void write_book(const void *data)
{
    const struct work *work = data;
    const JxXlsxOptions options = {.created = 1, .program = "bench"};
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) book =
        jx_xlsx_write(work->report, work->fonts, &options, &error);
    if (book == NULL ||
        !g_file_set_contents(work->out, g_bytes_get_data(book, NULL),
                             (gssize)g_bytes_get_size(book), &error)) {
        fprintf(stderr, "%s\n", error->message);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    JxDiags *diags = jx_diags_new();
    JxDocument *document =
        jx_load(jx_input_read(argv[1], NULL, diags, NULL), diags);
    jx_check(document->reports->pdata[0], &(JxCheckOptions){0});
    const struct work work = {.report = document->reports->pdata[0],
                              .fonts = jx_fonts_open(argv[2], NULL, NULL),
                              .out = argv[3]};
    printf("%.3f\n", median_ms(write_book, &work, (guint)atoi(argv[4])));
    return 0;
}
