#pragma once

#include <glib.h>
#include <stdbool.h>

/* The display list: all that is drawn, page by page. Backends only read it.
 * Lengths are points; the origin is the page's top left corner and y grows
 * downwards. */

typedef struct {
    double x, y, width, height;
} JxBox;

/* One face of a font file. */
typedef struct {
    char *file;
    int index;
    char *family;
} JxFace;

/* A glyph: where it is put, from the origin of its run. */
typedef struct {
    guint32 id; /* in the face */
    float x, y;
} JxGlyph;

/* The smallest piece of text that is set whole: so many bytes of the run's
 * text are shown by so many of its glyphs. */
typedef struct {
    guint16 n_bytes, n_glyphs;
} JxPiece;

/* Text of one face and size on one line. */
typedef struct {
    guint face;       /* index into faces */
    float size, grey; /* grey: 0 is black, 1 white */
    double x, y;      /* of its first glyph, on the base line */
    double width;     /* what it takes on the line; white space at the end of a
                         line takes none */
    const char *text;
    guint len;
    guint first_glyph, n_glyphs;
    guint first_piece, n_pieces;
    int cell; /* index into cells; -1 outside the table */
} JxRun;

/* A filled rectangle. */
typedef struct {
    JxBox box;
    float grey;
} JxStroke;

/* The box of a cell between its rules, as far as it is on this page. */
typedef struct {
    guint page, table;
    int row; /* of the table; -1 and -2 in the heading */
    guint column;
    guint n_columns, n_rows; /* that it takes of the table */
    bool continued;          /* the cell began on an earlier page */
    bool heads_column;       /* JX_TAG_HEADING: what is below it, not beside */
    guint link; /* page, from 1, to which its text leads; 0: nowhere */
    JxBox box;
} JxCellBox;

/* What a part of the page is, for readers that do not see it. */
typedef enum {
    JX_TAG_TITLE,
    JX_TAG_LINE, /* unit, currency, notes, signatures */
    JX_TAG_TABLE,
    JX_TAG_HEADING_ROW,
    JX_TAG_HEADING, /* of a column, or, in a row, of what is beside it */
    JX_TAG_ROW,
    JX_TAG_CELL,
    JX_TAG_ARTIFACT, /* repeated for the eye only: not part of the text */
    JX_N_TAGS,
} JxTag;

typedef enum {
    JX_ITEM_RULE,
    JX_ITEM_RUN,
    JX_ITEM_BEGIN, /* of a tag */
    JX_ITEM_END,
} JxItemKind;

typedef struct {
    guint8 kind; /* JxItemKind */
    guint8 tag;  /* JxTag, for BEGIN and END */
    guint index; /* of the rule or the run; of the cell box for JX_TAG_CELL and
                    JX_TAG_HEADING */
} JxItem;

typedef struct {
    GArray *items; /* JxItem */
} JxPage;

typedef struct {
    char *title;
    guint level; /* from 1 */
    guint page;  /* from 0 */
    double y;
} JxBookmark;

typedef struct {
    double width, height; /* of every page */
    GArray *pages;        /* JxPage */
    guint current;        /* the page that is being written */
    GArray *rules;        /* JxStroke */
    GArray *runs;         /* JxRun */
    GArray *glyphs;       /* JxGlyph */
    GArray *pieces;       /* JxPiece */
    GArray *cells;        /* JxCellBox */
    GArray *faces;        /* JxFace */
    GArray *bookmarks;    /* JxBookmark */
    GStringChunk *chunk;  /* owns the text of the runs */
} JxPages;

JxPages *jx_pages_new(double width, double height);
void jx_pages_free(JxPages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxPages, jx_pages_free)
guint jx_pages_count(const JxPages *pages);

/* For those who write the list: a new page, and everything goes on it until
 * another one is turned to. */
void jx_pages_add_page(JxPages *pages);
void jx_pages_turn_to(JxPages *pages, guint page);
void jx_pages_add_rule(JxPages *pages, JxBox box, double grey);
/* The run's text is copied; its glyphs and pieces are in the list already. */
void jx_pages_add_run(JxPages *pages, const JxRun *run);
void jx_pages_begin(JxPages *pages, JxTag tag, guint index);
void jx_pages_end(JxPages *pages, JxTag tag);
guint jx_pages_add_cell(JxPages *pages, const JxCellBox *cell);

/* Moves all that is on even pages (the second, the fourth, …). */
void jx_pages_shift_even(JxPages *pages, double dx, double dy);

/* The face's index in the list, which takes it up when it is new. */
guint jx_pages_face(JxPages *pages, const JxFace *face);

/* Puts all of `from` before page `at` of `to`, or behind its last one. Links
 * stay as they are. */
void jx_pages_insert(JxPages *to, guint at, const JxPages *from);

/* Pages as text: what stands where, one item a line. For people who look for
 * the reason and for golden tests. Yours. */
char *jx_pages_dump(const JxPages *pages);

#define jx_pages_page(list, i) (&g_array_index((list)->pages, JxPage, (i)))
#define jx_page_item(page, i) (&g_array_index((page)->items, JxItem, (i)))
#define jx_pages_rule(list, i) (&g_array_index((list)->rules, JxStroke, (i)))
#define jx_pages_run(list, i) (&g_array_index((list)->runs, JxRun, (i)))
#define jx_pages_glyph(list, i) (&g_array_index((list)->glyphs, JxGlyph, (i)))
#define jx_pages_piece(list, i) (&g_array_index((list)->pieces, JxPiece, (i)))
#define jx_pages_cell(list, i) (&g_array_index((list)->cells, JxCellBox, (i)))
