#include "app/table_text.h"

#include "base/width.h"

static void append_cell(GString *out, const char *text, guint width,
                        gboolean right)
{
    guint blanks = width - jx_width_of_text(text);
    if (!right)
        g_string_append(out, text);
    for (guint i = 0; i < blanks; i++)
        g_string_append_c(out, ' ');
    if (right)
        g_string_append(out, text);
}

char *jx_table_text(const GPtrArray *cells, guint n_columns, const char *right)
{
    g_autofree guint *widths = g_new0(guint, n_columns);
    for (guint i = 0; i < cells->len; i++)
        widths[i % n_columns] =
            MAX(widths[i % n_columns], jx_width_of_text(cells->pdata[i]));

    GString *out = g_string_new(NULL);
    for (guint i = 0; i < cells->len; i++) {
        guint column = i % n_columns;
        append_cell(out, cells->pdata[i], widths[column], right[column] == 'r');
        if (column + 1 < n_columns) {
            g_string_append(out, "  ");
            continue;
        }
        while (out->len > 0 && out->str[out->len - 1] == ' ')
            g_string_truncate(out, out->len - 1);
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}
