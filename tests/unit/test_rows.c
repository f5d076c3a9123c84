#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "app/batch/rows.h"

static json_t *rows_of(const char *text)
{
    json_error_t error;
    json_t *rows = json_loads(text, 0, &error);
    cr_assert(ne(ptr, rows, NULL), "%s", error.text);
    return rows;
}

static const struct {
    const char *rows;
    JxSeverity level;
    bool never;
    int code;
} EXITS[] = {
    {"[{\"status\":\"written\"}]", JX_SEVERITY_ERROR, false, JX_EXIT_OK},
    {"[{\"status\":\"written\",\"errors\":1}]", JX_SEVERITY_ERROR, false,
     JX_EXIT_FINDINGS},
    {"[{\"status\":\"written\",\"errors\":1}]", JX_SEVERITY_ERROR, true,
     JX_EXIT_OK},
    {"[{\"status\":\"written\",\"warnings\":1}]", JX_SEVERITY_ERROR, false,
     JX_EXIT_OK},
    {"[{\"status\":\"written\",\"warnings\":1}]", JX_SEVERITY_WARNING, false,
     JX_EXIT_FINDINGS},
    {"[{\"status\":\"written\",\"errors\":1},{\"status\":\"missing\"}]",
     JX_SEVERITY_ERROR, false, JX_EXIT_SOME},
    {"[{\"status\":\"written\"},{\"status\":\"unlisted\"}]", JX_SEVERITY_ERROR,
     false, JX_EXIT_SOME},
    {"[{\"status\":\"refused\"},{\"status\":\"failed\"}]", JX_SEVERITY_ERROR,
     false, JX_EXIT_NONE},
    {"[{\"status\":\"written\"},{\"status\":\"failed\",\"retry\":true}]",
     JX_SEVERITY_ERROR, false, JX_EXIT_RETRY},
    {"[{\"status\":\"written\"},{\"status\":\"left_over\"}]", JX_SEVERITY_ERROR,
     false, JX_EXIT_OK},
};

Test(rows, the_exit_code_is_that_of_the_worst_unit)
{
    for (gsize i = 0; i < G_N_ELEMENTS(EXITS); i++) {
        json_auto_t *rows = rows_of(EXITS[i].rows);
        int code = jx_rows_exit(rows, EXITS[i].level, EXITS[i].never);
        cr_expect(eq(int, code, EXITS[i].code), "%s", EXITS[i].rows);
    }
}

Test(rows, what_needs_somebody_stands_first)
{
    json_auto_t *rows = rows_of(
        "[{\"id\":\"a\",\"number\":1,\"status\":\"written\",\"errors\":0},"
        "{\"id\":\"b\",\"number\":2,\"status\":\"written\",\"errors\":2},"
        "{\"id\":\"c\",\"number\":3,\"status\":\"failed\"},"
        "{\"id\":\"d\",\"number\":0,\"status\":\"left_over\"},"
        "{\"id\":\"e\",\"number\":4,\"status\":\"unlisted\"},"
        "{\"id\":\"f\",\"number\":6,\"status\":\"missing\"},"
        "{\"id\":\"g\",\"number\":5,\"status\":\"missing\"}]");

    jx_rows_sort(rows);

    g_autoptr(GString) order = g_string_new(NULL);
    gsize i;
    json_t *row;
    json_array_foreach(rows, i, row)
        g_string_append(order, jx_row_text(row, "id"));
    cr_expect(eq(str, order->str, "gfecbad"));
}
