#include "xlsx/charts.h"

/* A chart comes at 480 by 288 pixels and is scaled; its corners are fixed in
 * columns that are 8/7 as wide as the library believes. */
#define STOCK_WIDTH_PX (480.0 * 8 / 7)
#define STOCK_HEIGHT_PX 288.0

static const lxw_color_t COLOURS[] = {0x2F75B5, 0xED7D31, 0x70AD47, 0xFFC000};

static lxw_chart_font font_of(double size_pt, bool bold)
{
    return (lxw_chart_font){.name = (char *)"宋体",
                            .size = size_pt,
                            .bold = bold ? 1 : LXW_EXPLICIT_FALSE};
}

/* Each slice its own colour, and its share written on it. */
static void dress_pie(lxw_chart *chart, lxw_chart_series *series)
{
    lxw_chart_font small = font_of(9, false);
    static lxw_chart_fill fills[G_N_ELEMENTS(COLOURS)];
    lxw_chart_point points[G_N_ELEMENTS(COLOURS)];
    lxw_chart_point *list[G_N_ELEMENTS(COLOURS) + 1] = {NULL};

    for (gsize i = 0; i < G_N_ELEMENTS(COLOURS); i++) {
        fills[i] = (lxw_chart_fill){.color = COLOURS[i]};
        points[i] = (lxw_chart_point){.fill = &fills[i]};
        list[i] = &points[i];
    }
    chart_series_set_points(series, list);
    chart_series_set_labels_percentage(series);
    chart_series_set_labels_options(series, LXW_FALSE, LXW_FALSE, LXW_FALSE);
    chart_series_set_labels_font(series, &small);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_RIGHT);
    chart_legend_set_font(chart, &small);
}

static void dress_bars(lxw_chart *chart, lxw_chart_series *series)
{
    lxw_chart_font small = font_of(9, false);
    lxw_chart_fill fill = {.color = COLOURS[0]};

    chart_series_set_fill(series, &fill);
    chart_series_set_labels(series);
    chart_series_set_labels_font(series, &small);
    chart_set_series_gap(chart, 60);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_num_font(chart->x_axis, &small);
    chart_axis_set_num_font(chart->y_axis, &small);
    /* of a bar chart the library calls the upright axis y */
    chart_axis_set_reverse(chart->y_axis); /* the first word on top */
    chart_axis_off(chart->x_axis);
    chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
}

void jx_chart_add(JxSheet *sheet, const JxChart *chart)
{
    const char *name = jx_sheet_name(sheet->id);
    lxw_chart_font bold = font_of(11, true);
    lxw_chart *drawn = workbook_add_chart(sheet->book->workbook, chart->type);
    lxw_chart_series *series = chart_add_series(drawn, NULL, NULL);

    chart_series_set_categories(series, name, chart->first_row,
                                (lxw_col_t)chart->words_column, chart->last_row,
                                (lxw_col_t)chart->words_column);
    chart_series_set_values(series, name, chart->first_row,
                            (lxw_col_t)chart->numbers_column, chart->last_row,
                            (lxw_col_t)chart->numbers_column);
    chart_series_set_name(series, chart->title);
    chart_title_set_name(drawn, chart->title);
    chart_title_set_name_font(drawn, &bold);
    if (chart->type == LXW_CHART_PIE)
        dress_pie(drawn, series);
    else
        dress_bars(drawn, series);

    lxw_chart_options options = {
        .x_scale = chart->width_px / STOCK_WIDTH_PX,
        .y_scale = chart->height_px / STOCK_HEIGHT_PX,
        .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
        .description = (char *)chart->description,
    };
    jx_book_note(sheet->book,
                 worksheet_insert_chart_opt(sheet->worksheet, chart->at_row,
                                            (lxw_col_t)chart->at_column, drawn,
                                            &options));
}
