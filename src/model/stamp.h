#pragma once

#include "model/report.h"

/* Short marks of what a workbook was written with. They stand in its hidden
 * sheet; whoever reads the workbook back tells by them what was edited since.
 * They guard against nothing but forgetting. */

/* Eight hexadecimal digits, or "-" for nothing. */
typedef struct {
    char text[9];
} JxStamp;

/* Of a text; NULL and "" are nothing. Line ends of any kind are the same. */
JxStamp jx_stamp(const char *text);

/* Of an amount as it is written in a cell: 1,600.00 and 1600 are the same. */
JxStamp jx_stamp_amount(const char *text);
JxStamp jx_stamp_money(const JxMoney *money, JxCurrency currency);

/* Of the ordinal and the fields that were read from an item, not its text. */
JxStamp jx_stamp_indicator(const JxIndicator *indicator);

/* The block of the hidden sheet that holds stamps. A cell in its first column
 * says what the next one holds; most hold several lines, parted by ; their
 * fields by | and the first of them says what the line is:
 *
 *   合计   stamp of the name, four amounts as printed
 *   单位   the same, in order
 *   项目   the same, in order; number of its unit (from 1); stamps of goal and
 *          indicators; the four amounts before a correction; for each item
 *          "fields:text", parted by spaces
 *   原表   a row of the printed form: tag (P3, U1, D, N, S, E) and the stamps
 *          of its seven cells, parted by spaces
 *
 * In cells of their own:
 *
 *   注 落款  the text
 *   栏     heading in the sheet, heading in the document */
#define JX_STAMPS_HEADING "核对项"
#define JX_STAMPS_LINES "核对"
#define JX_STAMPS_DECLARED "合计"
#define JX_STAMPS_UNIT "单位"
#define JX_STAMPS_PROJECT "项目"
#define JX_STAMPS_FORM_ROW "原表"
#define JX_STAMPS_NOTE "注"
#define JX_STAMPS_SIGNATURE "落款"
#define JX_STAMPS_EXTRA "栏"

#define JX_STAMPS_LINE_END ";"
#define JX_STAMPS_FIELD_END "|"

/* Fields of a line; columns of the cells that stand alone. */
enum {
    JX_STAMPS_WORD,
    JX_STAMPS_NAME, /* or the text of a line that has one alone */
    JX_STAMPS_AMOUNTS,
    JX_STAMPS_UNIT_NUMBER = JX_STAMPS_AMOUNTS + JX_N_FUNDS,
    JX_STAMPS_GOAL,
    JX_STAMPS_TEXT,
    JX_STAMPS_BEFORE,
    JX_STAMPS_ITEMS = JX_STAMPS_BEFORE + JX_N_FUNDS,
    JX_STAMPS_N_FIELDS,
};

/* What goes into one cell; a project with more items has none there. */
#define JX_STAMPS_MAX_ITEMS 1500

/* Stands for a blank amount before a correction. */
#define JX_STAMPS_BLANK "空"
