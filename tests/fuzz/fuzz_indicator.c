#include <glib.h>
#include <string.h>

#include "load/indicator.h"

/* One indicator cell: whatever stands in it, the texts of its items together
 * give it back, and every place lies inside it. */

static JxCells *one_cell(const char *text)
{
    JxCells *cells = jx_cells_new("fuzz");
    JxCell cell = {.text = g_string_chunk_insert(cells->chunk, text),
                   .len = strlen(text),
                   .place = {.line = 1, .column = 1},
                   .origin = -1};
    JxRow row = {.first = 0, .n = 1, .line = 1};
    g_array_append_val(cells->cells, cell);
    g_array_append_val(cells->rows, row);
    return cells;
}

static void check_place(JxPlace place, guint n)
{
    g_assert_cmpuint(place.line, ==, 1);
    g_assert_cmpuint(place.column, >=, 1);
    g_assert_cmpuint(place.column + place.length, <=, n + 1);
}

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);
int LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autofree char *raw = g_strndup((const char *)data, size);
    g_autofree char *valid = g_utf8_make_valid(raw, -1);
    g_autoptr(JxCells) cells = one_cell(valid);
    g_autoptr(JxReport) report = jx_report_new();
    g_autoptr(JxText) text = jx_text_of(report, cells, 0);
    JxProject *project = jx_report_append_project(report);

    jx_indicators_read(project, 0, text);

    g_autoptr(GString) all = g_string_new(NULL);
    guint n = (guint)g_utf8_strlen(valid, -1);
    for (guint i = 0; i < project->indicators->len; i++) {
        const JxIndicator *item = jx_project_indicator(project, i);
        g_string_append(all, item->text);
        check_place(item->place, n);
        check_place(item->name_place, n);
        check_place(item->period_place, n);
        check_place(item->annual_place, n);
    }
    g_assert_cmpstr(all->str, ==, text->text->str);
    return 0;
}
