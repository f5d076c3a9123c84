#pragma once

#include "check/equations.h"

/* What can have gone wrong with whole printed amounts, one edit each. */
typedef enum {
    JX_EDIT_MOVE,       /* it stands in column `fund` and belongs in `to` */
    JX_EDIT_REMOVE,     /* it is printed twice in its row */
    JX_EDIT_TRANSPOSED, /* two of its digits changed places */
    JX_EDIT_SHIFTED,    /* its point is one or two places off */
    JX_EDIT_UNIT,      /* it is in 元 in a table of 万元, or the other way */
    JX_EDIT_SIGN,      /* its minus sign is wrong */
    JX_EDIT_ROW_TWICE, /* its whole row is counted twice */
    JX_EDIT_ROW_UNIT,  /* its whole row is in 元 in a table of 万元, … */
} JxEditKind;

/* The amount becomes another one, new_fen, and stays where it is. */
bool jx_edit_is_value(JxEditKind kind);

/* All amounts of the row are concerned. */
bool jx_edit_is_of_row(JxEditKind kind);

/* 元 taken for 万元: the amount that was meant, in a table of that currency
 * unit. False when there is none of at least `step` fen in its last digit, and
 * when it is unlikely: of 万元, 10,000 and more could be 元; of 元, less than
 * 10,000 could be 万元. Zero stays zero. */
bool jx_edit_unit_slip(JxCurrency currency, gint64 step, gint64 fen,
                       gint64 *meant);

typedef struct {
    JxEditKind kind;
    guint line; /* of the equations */
    JxFund fund;
    JxFund to;      /* MOVE */
    gint64 fen;     /* as printed; of a row: its 总计 */
    gint64 new_fen; /* of a value and of ROW_UNIT */
} JxEdit;

enum { JX_MAX_EDITS = 3 }; /* of one line */

/* Edits of one line that together leave its own equation true. */
typedef struct {
    guint line;
    guint8 n; /* 1..JX_MAX_EDITS; the cost */
    JxEdit edits[JX_MAX_EDITS];
    gint64 delta[JX_N_FUNDS]; /* what they add to each column */
    guint64 key;              /* jx_line_key of delta */
} JxVariant;

/* Appends every variant of a line to `variants` (GArray of JxVariant): of up
 * to JX_MAX_EDITS edits when the line is off, of up to two when it is not. Of
 * several that leave the same amounts only the one with fewest edits.
 *
 *   step        fen in the last digit that amounts of the table print: no edit
 *               invents a finer one
 *   twice       the line is the later of two rows with equal name and amounts
 */
void jx_variants_of_line(const JxReport *report, const JxEquations *equations,
                         guint line, gint64 step, bool twice, GArray *variants);
