#pragma once

#include "xlsx/book.h"

/* A chart of one row of words and one of numbers beside them. */
typedef struct {
    const char *title;
    const char *description; /* for people who cannot see it */
    guint8 type;             /* LXW_CHART_… */
    guint first_row, last_row, words_column, numbers_column;
    guint at_row, at_column;
    guint width_px, height_px;
} JxChart;

void jx_chart_add(JxSheet *sheet, const JxChart *chart);
