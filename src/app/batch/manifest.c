#include "app/batch/manifest.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/error.h"
#include "base/intl.h"
#include "cells/csv.h"

static const struct {
    const char *heading;
    size_t offset;
} COLUMNS[] = {
    {"unit_code", offsetof(JxManifestRow, code)},
    {"unit", offsetof(JxManifestRow, unit)},
    {"input", offsetof(JxManifestRow, input)},
    {"output", offsetof(JxManifestRow, output)},
    {"form", offsetof(JxManifestRow, form)},
    {"year", offsetof(JxManifestRow, year)},
};
#define N_COLUMNS G_N_ELEMENTS(COLUMNS)
#define HEADINGS "unit_code,unit,input,output,form,year"

static char **field_of(JxManifestRow *row, gsize column)
{
    return (char **)((char *)row + COLUMNS[column].offset);
}

static void free_row(gpointer data)
{
    JxManifestRow *row = data;
    for (gsize i = 0; i < N_COLUMNS; i++)
        g_free(*field_of(row, i));
    g_free(row);
}

/* The cell's text without white space around it; NULL when nothing is left. */
static char *text_of(const JxCells *cells, const JxRow *row, guint i)
{
    if (i >= row->n)
        return NULL;
    char *text =
        g_strstrip(g_strdup(jx_cells_cell(cells, row->first + i)->text));
    if (*text == '\0')
        g_clear_pointer(&text, g_free);
    return text;
}

static bool is_blank(const JxCells *cells, const JxRow *row)
{
    for (guint i = 0; i < row->n; i++) {
        g_autofree char *text = text_of(cells, row, i);
        if (text)
            return false;
    }
    return true;
}

static int column_named(const char *heading)
{
    for (gsize i = 0; i < N_COLUMNS; i++)
        if (g_ascii_strcasecmp(heading, COLUMNS[i].heading) == 0)
            return (int)i;
    return -1;
}

/* Which cell of a row holds which column: at[column], -1 for none. */
static bool read_headings(const JxCells *cells, const JxRow *row,
                          const char *name, int at[N_COLUMNS], GError **error)
{
    for (gsize i = 0; i < N_COLUMNS; i++)
        at[i] = -1;
    for (guint i = 0; i < row->n; i++) {
        g_autofree char *heading = text_of(cells, row, i);
        if (heading == NULL)
            continue;
        int column = column_named(heading);
        if (column < 0 || at[column] >= 0) {
            g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                        column < 0 ? _("%s:%u: 标题 %s 不认识，应为 %s")
                                   : _("%s:%u: 标题 %s 重复，应为 %s"),
                        name, row->line, heading, HEADINGS);
            return false;
        }
        at[column] = (int)i;
    }
    if (at[column_named("input")] >= 0)
        return true;
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("%s:%u: 首行没有标题 input，应为 %s"), name, row->line,
                HEADINGS);
    return false;
}

static JxManifestRow *read_row(const JxCells *cells, const JxRow *row,
                               const int at[N_COLUMNS])
{
    JxManifestRow *unit = g_new0(JxManifestRow, 1);
    unit->line = row->line;
    for (gsize i = 0; i < N_COLUMNS; i++)
        if (at[i] >= 0)
            *field_of(unit, i) = text_of(cells, row, (guint)at[i]);
    return unit;
}

static bool check_row(const JxManifestRow *row, const char *name,
                      GError **error)
{
    if (row->input == NULL && row->code == NULL && row->unit == NULL) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                    _("%s:%u: 这一行没有 input，也没有单位"), name, row->line);
        return false;
    }
    if (row->year == NULL ||
        (strspn(row->year, "0123456789") == 4 && row->year[4] == '\0'))
        return true;
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("%s:%u: year 应是四位数字，实为 %s"), name, row->line,
                row->year);
    return false;
}

static GPtrArray *read_rows(const JxCells *cells, const char *name,
                            GError **error)
{
    g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func(free_row);
    int at[N_COLUMNS];
    bool headed = false;
    for (guint i = 0; i < cells->rows->len; i++) {
        const JxRow *row = jx_cells_row(cells, i);
        if (is_blank(cells, row))
            continue;
        if (!headed) {
            if (!read_headings(cells, row, name, at, error))
                return NULL;
            headed = true;
            continue;
        }
        JxManifestRow *unit = read_row(cells, row, at);
        g_ptr_array_add(units, unit);
        if (!check_row(unit, name, error))
            return NULL;
    }
    if (headed)
        return g_steal_pointer(&units);
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("%s：清单是空的，首行应为 %s"), name, HEADINGS);
    return NULL;
}

/* A manifest in text is CSV even where it is so short that this does not show.
 */
static JxCells *read_cells(const JxInput *input, JxDiags *diags)
{
    if (input->text == NULL)
        return jx_cells_read(input, diags);
    JxCells *cells = jx_cells_new("csv");
    JxBuilder builder;
    jx_builder_init(&builder, cells, diags);
    jx_csv_read(input, &builder);
    jx_builder_clear(&builder);
    return cells;
}

GPtrArray *jx_manifest_read(const char *path, const char *encoding,
                            GError **error)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(GError) local = NULL;
    g_autoptr(JxInput) input = jx_input_read(path, encoding, diags, &local);
    if (input == NULL) {
        g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG, local->message);
        return NULL;
    }
    g_autoptr(JxCells) cells = read_cells(input, diags);
    return read_rows(cells, path, error);
}
