#pragma once

#include "load/part.h"
#include "load/text.h"

/* Which column is which. Inside load/ only. */

typedef enum {
    JX_COLUMN_NAME,
    JX_COLUMN_TOTAL, /* the funds stand in the order of JxFund */
    JX_COLUMN_FISCAL,
    JX_COLUMN_SPECIAL_ACCOUNT,
    JX_COLUMN_OTHER,
    JX_COLUMN_GOAL,
    JX_COLUMN_INDICATORS,
    JX_COLUMN_EXTRA, /* kept by its heading */
    JX_N_COLUMNS = JX_COLUMN_EXTRA,
} JxColumnKind;

typedef struct {
    JxColumnKind kind;
    const char *heading; /* as printed, owned by the report; "" is possible */
    JxPlace place;
    bool known;  /* an extra column that such tables are known to have */
    JxPart part; /* what an extra column is for the project */
} JxColumn;

typedef struct {
    GArray *columns;     /* JxColumn */
    guint row, n_rows;   /* the heading's rows in the cells */
    JxCurrency currency; /* named in a heading: 总计（万元） */
    bool listed;         /* one indicator a row: its fields are columns */
} JxHeading;

void jx_heading_free(JxHeading *heading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxHeading, jx_heading_free)

/* Is row `row` (with the one or two below it) a heading? At least three
 * columns are known by their names, 绩效目标 or 绩效指标 among them; or the
 * name of the project and the fields of an indicator are. Names are matched by
 * meaning: white space, brackets and 其中： do not matter, and aliases count.
 * Yours, or NULL.
 *
 *   report  owns the heading's texts and places */
JxHeading *jx_heading_find(JxReport *report, const JxCells *cells, guint row);

/* The heading of the indicators alone in `row`, for a form of one project:
 * that is, no column names one. Yours, or NULL. Where the fields of an
 * indicator stand twice, for the period and for the year, *year is the same
 * heading for the second of them: yours, too. */
JxHeading *jx_heading_fields(JxReport *report, const JxCells *cells, guint row,
                             JxHeading **year);

/* Would jx_heading_fields find one? */
bool jx_heading_has_fields(const JxCells *cells, guint row);

/* The official heading, for a table that prints none. Yours. */
JxHeading *jx_heading_official(void);

/* Index of the first column of a kind, or -1. */
int jx_heading_column(const JxHeading *heading, JxColumnKind kind);

/* Index of the column that is a part, or -1. */
int jx_heading_part(const JxHeading *heading, JxPart part);

/* Records heading-unknown and column-extra for a heading. */
void jx_heading_report(const JxHeading *heading, JxReport *report);
