#include "form/read.h"

#include "base/intl.h"

/* A column of the body's size that is narrower shows nothing that can be
 * read. */
#define LEAST_EM 1.5

static double text_width(const JxForm *form)
{
    return form->page_width - form->margin_left - form->margin_right;
}

/* What the column takes at least. */
static double least_width(const JxForm *form, const JxFormColumn *column)
{
    double padding = 2 * form->pad_x;
    if (column->width == JX_WIDTH_FIXED)
        return column->width_pt;
    if (column->width == JX_WIDTH_AUTO)
        return column->min_em * form->body_size + padding;
    return LEAST_EM * form->body_size + padding;
}

static bool columns_fit(const JxForm *form, const JxYaml *yaml, GError **error)
{
    const JxYamlNode *node = jx_yaml_get(jx_yaml_root(yaml), "columns");
    double sum = 0, room = text_width(form);
    for (guint i = 0; i < form->columns->len; i++)
        sum += least_width(form, jx_form_column(form, i));
    if (sum <= room)
        return true;
    return jx_yaml_fail_key(
        yaml, node, error,
        _("各栏至少要 %.0f 毫米，纸上只有 %.0f 毫米：请减少或改窄"),
        sum * 25.4 / 72, room * 25.4 / 72);
}

static bool columns_belong(const JxForm *form, const JxYaml *yaml,
                           GError **error)
{
    const JxYamlNode *node = jx_yaml_get(jx_yaml_root(yaml), "columns");
    for (guint i = 0; i < form->columns->len; i++) {
        const JxFormCell *cell = &jx_form_column(form, i)->cell;
        if (form->row_is == JX_ROW_IS_PROJECT && jx_show_is_of_item(cell->show))
            return jx_yaml_fail(
                yaml, jx_yaml_get(jx_yaml_item(node, i), "field"), error,
                _("这是一个指标的内容：要先写 row: indicator"));
    }
    return true;
}

/* A sheet being filled cell by cell. */
typedef struct {
    const JxForm *form;
    const JxYaml *yaml;
    guint *reach; /* of each column: so many more rows are taken from above */
} Filling;

static bool row_is_long(const Filling *filling, const JxYamlNode *node,
                        guint n_taken, GError **error)
{
    return jx_yaml_fail(
        filling->yaml, node, error,
        _("这一行（连同上面伸下来的格）占 %u 列，grid 有 %u 列"), n_taken,
        filling->form->grid->len);
}

/* The next columns that are not taken from above go to the cell. */
static bool place_cell(Filling *filling, const JxSheetCell *cell, guint *at)
{
    guint n = filling->form->grid->len;
    while (*at < n && filling->reach[*at] > 0)
        (*at)++;
    for (guint k = 0; k < cell->n_columns; k++, (*at)++) {
        if (*at >= n || filling->reach[*at] > 0)
            return false;
        filling->reach[*at] = cell->n_rows;
    }
    return true;
}

/* The first column that nothing stands in, or the number of columns. */
static guint first_empty(const Filling *filling)
{
    guint i = 0;
    while (i < filling->form->grid->len && filling->reach[i] > 0)
        i++;
    return i;
}

static bool cell_belongs(const Filling *filling, const JxSheetRow *row,
                         const JxSheetCell *cell, const JxYamlNode *node,
                         GError **error)
{
    bool of_item = row->each == JX_ROW_IS_ITEM;
    if (of_item && cell->n_rows > 1)
        return jx_yaml_fail(filling->yaml, jx_yaml_get(node, "rows"), error,
                            _("each: indicator 的行里，一格只能占一行"));
    if (!of_item && jx_show_is_of_item(cell->cell.show))
        return jx_yaml_fail(
            filling->yaml, jx_yaml_get(node, "field"), error,
            _("这是一个指标的内容：这一行要写 each: indicator"));
    return true;
}

static bool fill_row(Filling *filling, guint index, const JxYamlNode *node,
                     GError **error)
{
    const JxSheetRow *row = jx_form_row(filling->form, index);
    const JxYamlNode *cells = jx_yaml_get(node, "cells");
    guint n = filling->form->grid->len, at = 0, wanted = 0;
    for (guint i = 0; i < n; i++)
        wanted += filling->reach[i] > 0;
    for (guint i = 0; i < row->cells->len; i++)
        wanted += jx_sheet_row_cell(row, i)->n_columns;
    for (guint i = 0; i < row->cells->len; i++) {
        const JxSheetCell *cell = jx_sheet_row_cell(row, i);
        const JxYamlNode *where = jx_yaml_item(cells, i);
        if (!place_cell(filling, cell, &at))
            return row_is_long(filling, where, wanted, error);
        if (!cell_belongs(filling, row, cell, where, error))
            return false;
    }
    if (first_empty(filling) < n)
        return row_is_long(filling, node, wanted, error);
    for (guint i = 0; i < n; i++)
        filling->reach[i]--;
    return true;
}

static bool rows_fill_grid(const JxForm *form, const JxYaml *yaml,
                           GError **error)
{
    const JxYamlNode *rows = jx_yaml_get(jx_yaml_root(yaml), "rows");
    g_autofree guint *reach = g_new0(guint, form->grid->len);
    Filling filling = {form, yaml, reach};
    for (guint i = 0; i < form->rows->len; i++)
        if (!fill_row(&filling, i, jx_yaml_item(rows, i), error))
            return false;
    for (guint i = 0; i < form->grid->len; i++)
        if (reach[i] > 0)
            return jx_yaml_fail_key(yaml, rows, error,
                                    _("有一格向下伸出了最后一行 %u 行"),
                                    reach[i]);
    return true;
}

static bool page_has_room(const JxForm *form, const JxYaml *yaml,
                          GError **error)
{
    double height = form->page_height - form->margin_top - form->margin_bottom;
    /* title, lines, headings, and a row that can be cut */
    double least = 2 * form->title_size + 2 * form->line_size +
                   3 * form->heading_size + 8 * form->lead_em * form->body_size;
    if (height >= least && text_width(form) >= 20 * form->body_size)
        return true;
    return jx_yaml_fail_key(yaml, jx_yaml_get(jx_yaml_root(yaml), "page"),
                            error, _("页边距太大，留给表的地方不够"));
}

bool jx_form_makes_sense(const JxForm *form, const JxYaml *yaml, GError **error)
{
    bool is_list = form->columns->len > 0;
    bool is_sheet = form->grid->len > 0 && form->rows->len > 0;
    if (is_list == is_sheet || (is_list && form->grid->len + form->rows->len))
        return jx_yaml_fail(
            yaml, jx_yaml_root(yaml), error,
            _("表样应有 columns（一张表），或者 grid 和 rows（一个项目一张）"));
    if (!page_has_room(form, yaml, error))
        return false;
    if (is_list)
        return columns_belong(form, yaml, error) &&
               columns_fit(form, yaml, error);
    return rows_fill_grid(form, yaml, error);
}
