#pragma once

#include "load/text.h"

/* The lines around a table and the rows of one cell inside it: title, unit,
 * currency, page numbers, notes, signatures. Inside load/ only. */

typedef enum {
    JX_LINE_OTHER,
    JX_LINE_BLANK,
    JX_LINE_PAGE,      /* 第 2 页 共 5 页, - 3 -, （续表） */
    JX_LINE_TITLE,     /* …绩效目标表 */
    JX_LINE_UNIT,      /* 单位名称：… */
    JX_LINE_CURRENCY,  /* 单位：万元 */
    JX_LINE_FORM,      /* 表12, 报表编号：… */
    JX_LINE_YEAR,      /* （2031年度） */
    JX_LINE_NOTE,      /* 注：… */
    JX_LINE_SIGNATURE, /* 填报人：… */
} JxLineKind;

/* One part of a line: 单位名称：甲局　　单位：万元 has two. */
typedef struct {
    JxLineKind kind;
    guint first, end;       /* characters of the text, label included */
    guint value, value_end; /* without the label */
} JxLinePart;

/* Takes a line apart: GArray of JxLinePart in order, yours. Empty for a line
 * without visible characters. */
GArray *jx_line_parts(const JxText *text);

/* The year a text names (four digits before 年, or alone), "2031"; NULL when
 * it names none. Yours. */
char *jx_line_year(const char *text);

/* A title without 续表 marks and white space, for comparing. Yours. */
char *jx_line_title_key(const char *title);
