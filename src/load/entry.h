#pragma once

#include "load/fill.h"

/* One row of the table's body that is to become a project or a total. Inside
 * load/ only. */

typedef enum {
    JX_ENTRY_PROJECT,
    JX_ENTRY_SUM,      /* no goal, no indicators: not yet decided */
    JX_ENTRY_DECLARED, /* the whole table's total */
    JX_ENTRY_UNIT,     /* one unit's total */
    JX_ENTRY_LEFT_OUT, /* a total said again, or a heading inside the table */
} JxEntryKind;

/* A cell of a column; a row continued on the next page has two of one. */
typedef struct {
    guint column; /* in the heading */
    guint cell;   /* in JxCells.cells */
} JxPlaced;

/* A row of the source that went into an entry. */
typedef struct {
    guint row;
    guint missing, surplus; /* cells, against the heading */
    bool by_sum;            /* see JxFilling */
    bool continued;         /* joined to the row before a page break */
} JxEntryRow;

/* The indicator of a row in a list with one a row: its cells, plus one; 0 is
 * blank. A cell merged over several rows is that of each. */
typedef struct {
    guint cells[JX_N_PARTS];
} JxEntryItem;

/* The column of cells that fit none. */
#define JX_NO_COLUMN G_MAXUINT

typedef struct {
    JxEntryKind kind;
    const JxHeading *heading;
    GArray *rows;              /* JxEntryRow */
    GArray *placed;            /* JxPlaced, written cells only */
    GArray *items;             /* JxEntryItem; empty in most tables */
    guint last[JX_N_COLUMNS];  /* last cell of each kind, plus one; 0: none */
    guint blank[JX_N_COLUMNS]; /* the cell of each kind with nothing in it,
                                  plus one; 0: none */
    guint64 absent; /* bit i: column i got no cell (of the first 64) */
    char *name;     /* folded, without white space; "" when there is none */
    JxMoney funding[JX_N_FUNDS];
    bool has_amount;
    gint64 amount; /* 总计, or the sum of the others where it is blank */
    int unit;      /* PROJECT: entry of its unit, or -1 */
} JxEntry;

/* Makes an entry of a row: where its cells stand and what it may be. Its
 * arrays are yours: jx_entry_clear. */
JxEntry jx_entry_of(JxReport *report, const JxCells *cells, guint row,
                    const JxHeading *heading);
void jx_entry_clear(gpointer entry);

/* Adds a written cell; column is one of the heading's or JX_NO_COLUMN. */
void jx_entry_place(JxEntry *entry, guint column, guint cell);

/* Kind of the column of placed cell i; EXTRA for JX_NO_COLUMN. */
JxColumnKind jx_entry_kind_at(const JxEntry *entry, guint i);

/* The last cell written in a column of this kind (not EXTRA), or NULL. */
const JxCell *jx_entry_last(const JxEntry *entry, const JxCells *cells,
                            JxColumnKind kind);

#define jx_entry(entries, i) (&g_array_index((entries), JxEntry, (i)))

/* Decides what every JX_ENTRY_SUM is and which unit each project belongs to.
 * A sum row is told by its name (合计, 小计, the unit's own, that of an
 * organisation) or by adding up to the projects beside it; one of neither
 * kind is a project without goal and indicators. No amount is counted twice:
 * of two totals of the same projects one is LEFT_OUT, and so is 一、基本
 * 建设类, which has nothing but its name.
 *
 *   entries  GArray of JxEntry
 *   unit     the report's unit as printed, or NULL */
void jx_totals_decide(GArray *entries, const char *unit);

/* Does a name (folded) say that it is a total? 合计, 总计, 小计, 甲局小计 */
bool jx_totals_is_word(const char *name);

/* Does a name (folded) look like an organisation's? */
bool jx_totals_is_organisation(const char *name);

/* White space out, full-width folded, brackets at the end and a code before
 * the name ([015001]甲局, 219-乙镇) removed. Yours. */
char *jx_totals_key(const char *name);
