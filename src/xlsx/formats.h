#pragma once

#include <glib.h>
#include <stdbool.h>
#include <xlsxwriter.h>

/* Every look a cell can have. Only xlsx/ includes this header. */
typedef enum {
    JX_STYLE_TITLE,
    JX_STYLE_META_LEFT,  /* 单位名称：… */
    JX_STYLE_META_RIGHT, /* 单位：万元 */
    JX_STYLE_HEADING,
    JX_STYLE_TEXT, /* stays text when it is edited: 90% remains 90% */
    JX_STYLE_LONG, /* running text */
    JX_STYLE_CODE, /* short text, centred */
    JX_STYLE_COUNT,
    JX_STYLE_PARSED, /* what was taken out of a text: number or text */
    JX_STYLE_MONEY,
    JX_STYLE_MONEY_CORRECTED,
    JX_STYLE_MONEY_FORMULA,
    JX_STYLE_SHARE,
    JX_STYLE_VERDICT,
    JX_STYLE_TOTAL_LABEL,
    JX_STYLE_TOTAL_MONEY,
    JX_STYLE_TOTAL_COUNT,
    JX_STYLE_TOTAL_SHARE,
    JX_STYLE_TOTAL_VERDICT,
    JX_STYLE_ERROR,
    JX_STYLE_WARNING,
    JX_STYLE_HINT,
    JX_STYLE_LINK,
    JX_STYLE_SECTION, /* a heading inside 目录 */
    JX_STYLE_LABEL,
    /* the printed form: smaller, and open below or above where a row of it
     * is several of the sheet */
    JX_STYLE_FORM_HEADING,
    JX_STYLE_FORM_TEXT,
    JX_STYLE_FORM_TEXT_FIRST,
    JX_STYLE_FORM_TEXT_MIDDLE,
    JX_STYLE_FORM_TEXT_LAST,
    JX_STYLE_FORM_MONEY,
    JX_STYLE_FORM_MONEY_FIRST,
    JX_STYLE_FORM_TOTAL_TEXT,
    JX_STYLE_FORM_TOTAL_MONEY,
    JX_STYLE_FORM_NOTE,
    JX_N_STYLES,
} JxStyle;

/* 0..10 decimals: money in 亿元 is exact in ten */
#define JX_N_DECIMALS 11

/* The formats of one workbook, made when they are first asked for. */
typedef struct {
    lxw_workbook *workbook;
    lxw_format *made[JX_N_STYLES][JX_N_DECIMALS];
    lxw_format *alarm;
} JxFormats;

/* The format of a style; `decimals` counts for money only. Owned by the
 * workbook. */
lxw_format *jx_format(JxFormats *formats, JxStyle style, guint decimals);

/* What a conditional format lays over a cell whose check fails. */
lxw_format *jx_format_alarm(JxFormats *formats);

/* What row heights are measured with. */
double jx_style_size_pt(JxStyle style);
bool jx_style_bold(JxStyle style);
bool jx_style_wraps(JxStyle style);
