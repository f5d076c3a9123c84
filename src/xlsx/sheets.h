#pragma once

#include "xlsx/book.h"

/* One function a sheet. They are called in this order: a sheet counts on the
 * rows of those before it. */
void jx_sheet_write_funding(JxBook *book);
void jx_sheet_write_indicators(JxBook *book);
void jx_sheet_write_goals(JxBook *book);
void jx_sheet_write_findings(JxBook *book);
void jx_sheet_write_form(JxBook *book);
void jx_sheet_write_codes(JxBook *book);
void jx_sheet_write_contents(JxBook *book);
void jx_sheet_write_summary(JxBook *book); /* of several units */

/* What the hidden sheet keeps for reading the workbook back, from this column
 * on. */
#define JX_STAMPS_COLUMN 8u
void jx_codes_put_stamps(JxSheet *sheet);

/* Drop-downs for the codes and names of both levels, in four columns from
 * `first_column` on, from the lists of the sheet of codes. Other words stay
 * possible: Excel asks. */
void jx_codes_offer(JxSheet *sheet, guint first_column);

/* A comment at every cell that a finding of weight is about, and at every
 * amount that was corrected. After all sheets. */
void jx_book_comment(JxBook *book);

/* Width of the columns that hold running text, for finding out which rows
 * Excel cannot show whole. */
#define JX_GOAL_WIDTH_PX 600u
#define JX_INDICATOR_NAME_WIDTH_PX 190u
#define JX_INDICATOR_VALUE_WIDTH_PX 190u

/* Columns that findings are linked to. */
enum {
    JX_FUNDING_NAME = 1,
    JX_FUNDING_UNIT = 2,
    JX_FUNDING_TOTAL = 3,
    JX_FUNDING_FISCAL,
    JX_FUNDING_SPECIAL_ACCOUNT,
    JX_FUNDING_OTHER,
};
enum { JX_GOALS_GOAL = 2, JX_GOALS_N_INDICATORS = 3 };
enum {
    JX_INDICATORS_LEVEL2_NAME = 6,
    JX_INDICATORS_NAME,
    JX_INDICATORS_PERIOD,
    JX_INDICATORS_ANNUAL,
    JX_INDICATORS_UNIT = 14, /* when the report has units */
};

/* The cell that a finding is about; of one about the whole table the title of
 * the printed form, and then it is `general`. */
typedef struct {
    bool general;
    JxSheetId sheet;
    guint row, column;
} JxTarget;
JxTarget jx_book_target(const JxBook *book, const JxFinding *finding);
