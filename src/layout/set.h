#pragma once

#include "layout/lines.h"
#include "layout/table.h"

/* Where and how a line of text is set. */
typedef struct {
    double x, width; /* the room it has, from left to right */
    double y;        /* the top of the line */
    double lead;     /* height of the line */
    double size;
    double grey;
    guint grey_from; /* byte of the text from which `grey` holds */
    JxAlign align;   /* left: justified where that does not show */
    int cell;        /* JxRun.cell */
} JxSetting;

/* Puts one line on the last page. */
void jx_set_line(JxPages *pages, const JxShaped *shaped, const JxLine *line,
                 const JxSetting *setting);

/* Puts all lines of a text one under another; returns the y below them. */
double jx_set_text(JxPages *pages, const JxShaped *shaped,
                   const JxSetting *setting);

/* Points into what the line breaker counts in. */
gint64 jx_em_units(double width_pt, double size_pt);
