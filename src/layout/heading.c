#include "layout/heading.h"

/* Above and below a row of headings, in parts of the cells' padding. */
#define AIR 1.3

/* A heading: `row` is -1 in the row right above the table's, -2 above that. */
typedef struct {
    const JxShaped *text;
    int row;
    guint column, n_columns, n_rows;
    double y, height;
} Heading;

static double row_height(const JxSheet *sheet, guint lines)
{
    return lines == 0
               ? 0
               : lines * jx_sheet_lead(sheet, sheet->form->heading_size) +
                     2 * AIR * sheet->form->pad_y;
}

/* Of the row of groups, and of that below it. */
static double groups_height(const JxSheet *sheet)
{
    return row_height(sheet, sheet->grid->group_lines);
}

static double names_height(const JxSheet *sheet)
{
    return row_height(sheet, sheet->grid->heading_lines);
}

double jx_heading_height(const JxSheet *sheet)
{
    return groups_height(sheet) + names_height(sheet);
}

static void put(JxSheet *sheet, const Heading *heading)
{
    const JxGrid *grid = sheet->grid;
    const JxForm *form = sheet->form;
    JxSetting setting =
        jx_sheet_across(sheet, form->heading_size, JX_ALIGN_CENTRE);
    double x = form->margin_left + grid->x[heading->column];
    setting.x = x + form->pad_x;
    setting.width =
        jx_grid_text_width(grid, heading->column, heading->n_columns);
    guint n =
        jx_lines_count(heading->text, jx_em_units(setting.width, setting.size));
    setting.y = heading->y + (heading->height - n * setting.lead) / 2;

    JxCellBox cell = {
        .page = sheet->pages->pages->len - 1,
        .table = sheet->n_table,
        .row = heading->row,
        .column = heading->column,
        .n_columns = heading->n_columns,
        .n_rows = heading->n_rows,
        .heads_column = true,
        .box = {x, heading->y,
                jx_grid_width(grid, heading->column, heading->n_columns),
                heading->height},
    };
    guint index = jx_pages_add_cell(sheet->pages, &cell);
    setting.cell = (int)index;
    jx_pages_begin(sheet->pages, JX_TAG_HEADING, index);
    jx_set_text(sheet->pages, heading->text, &setting);
    jx_pages_end(sheet->pages, JX_TAG_HEADING);
}

/* Groups, and the headings that stand beside them over both rows. */
static void put_upper(JxSheet *sheet, double upper, double lower)
{
    const JxGrid *grid = sheet->grid;
    for (guint i = 0, n; i < grid->n_columns; i += n) {
        n = jx_grid_group_columns(grid, i);
        Heading heading = {.text = grid->groups[i],
                           .row = -2,
                           .column = i,
                           .n_columns = n,
                           .n_rows = 1,
                           .y = sheet->y,
                           .height = upper};
        if (heading.text == NULL) {
            heading.text = grid->headings[i];
            heading.n_rows = 2;
            heading.height = upper + lower;
        }
        put(sheet, &heading);
    }
}

static void put_lower(JxSheet *sheet, double y, double height)
{
    const JxGrid *grid = sheet->grid;
    bool all = grid->group_lines == 0;
    for (guint i = 0; i < grid->n_columns; i++) {
        Heading heading = {.text = grid->headings[i],
                           .row = -1,
                           .column = i,
                           .n_columns = 1,
                           .n_rows = 1,
                           .y = y,
                           .height = height};
        if (all || jx_table_column(sheet->table, i)->group)
            put(sheet, &heading);
    }
}

/* Between the headings of a group: below its name, and beside each other. */
static void put_rules(JxSheet *sheet, double upper, double lower)
{
    const JxGrid *grid = sheet->grid;
    double weight = sheet->form->rule_inner, left = sheet->form->margin_left;
    for (guint i = 0, n; i < grid->n_columns; i += n) {
        n = jx_grid_group_columns(grid, i);
        double x = left + grid->x[i], y = sheet->y + upper;
        if (grid->groups[i])
            jx_pages_add_rule(
                sheet->pages,
                (JxBox){x, y - weight / 2, jx_grid_width(grid, i, n), weight},
                0);
        for (guint k = 0; k < n; k++) {
            double top = k ? y : sheet->y;
            if (i + k > 0)
                jx_pages_add_rule(sheet->pages,
                                  (JxBox){left + grid->x[i + k] - weight / 2,
                                          top, weight,
                                          sheet->y + upper + lower - top},
                                  0);
        }
    }
}

void jx_heading_put(JxSheet *sheet, bool is_first)
{
    JxTag tag = is_first ? JX_TAG_HEADING_ROW : JX_TAG_ARTIFACT;
    double upper = groups_height(sheet), lower = names_height(sheet);
    if (upper + lower <= 0)
        return;
    if (upper > 0) {
        jx_pages_begin(sheet->pages, tag, 0);
        put_upper(sheet, upper, lower);
        jx_pages_end(sheet->pages, tag);
    }
    put_rules(sheet, upper, lower);
    jx_pages_begin(sheet->pages, tag, 0);
    put_lower(sheet, sheet->y + upper, lower);
    jx_pages_end(sheet->pages, tag);
    sheet->y += upper + lower;
}
