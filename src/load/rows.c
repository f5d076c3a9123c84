#include "load/rows.h"

#include <string.h>

#include "base/intl.h"
#include "load/around.h"
#include "load/join.h"
#include "load/project.h"

/* The body under the hand. */
struct body {
    JxReport *report;
    const JxCells *cells;
    JxAround around;
    GPtrArray *headings; /* JxHeading, the last one is in force */
    GArray *entries;     /* JxEntry */
    int table;           /* of the source, that the last row stood in */
};

static const JxHeading *heading_of(const struct body *body)
{
    return body->headings->pdata[body->headings->len - 1];
}

/* ---- kinds of rows ---- */

/* The number of written cells and the first of them. */
static guint written(const JxCells *cells, guint row, guint *first)
{
    const JxRow *r = jx_cells_row(cells, row);
    guint n = 0;
    for (guint i = r->first; i < r->first + r->n; i++)
        if (!jx_is_blank_text(jx_cells_cell(cells, i)->text) && n++ == 0)
            *first = i;
    return n;
}

/* Dashes and colons only, two in a row somewhere: |---|:--| */
static bool is_ruler(const JxCells *cells, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    guint longest = 0;
    for (guint i = r->first; i < r->first + r->n; i++) {
        const char *text = jx_cells_cell(cells, i)->text;
        guint run = 0;
        for (; *text != '\0'; text = g_utf8_next_char(text)) {
            gunichar c = jx_fold(g_utf8_get_char(text));
            if (c == '-' || c == '=' || c == '_')
                longest = MAX(longest, ++run);
            else if (c != ':' && c != '+' && c != '|' && !jx_is_blank(c))
                return false;
        }
    }
    return longest >= 2;
}

/* 1 2 3 … or 栏次 1 2 …, as some forms number their columns */
static bool is_numbering(const JxCells *cells, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    guint n = 0;
    for (guint i = r->first; i < r->first + r->n; i++) {
        g_autofree char *text = g_strdup(jx_cells_cell(cells, i)->text);
        g_strstrip(text);
        if (*text == '\0' ||
            (n == 0 && i == r->first &&
             (strcmp(text, "栏次") == 0 || strcmp(text, "甲") == 0)))
            continue;
        g_autofree char *expected = g_strdup_printf("%u", n + 1);
        if (strcmp(text, expected) != 0)
            return false;
        n++;
    }
    return n >= 3;
}

/* A row that is no row of the table: page number, note, signature, or the
 * page's own title and unit lines. Those have no amounts beside them. */
static bool is_line(const struct body *body, guint row, guint first, guint n)
{
    const JxRow *r = jx_cells_row(body->cells, row);
    JxLineKind kind = jx_around_kind(body->report, body->cells, first);
    if (kind == JX_LINE_OTHER)
        return r->table < 0 && body->around.in_notes;
    if (n == 1 || kind == JX_LINE_SIGNATURE || kind == JX_LINE_NOTE)
        return kind != JX_LINE_YEAR || r->table < 0;
    if (kind != JX_LINE_UNIT && kind != JX_LINE_CURRENCY &&
        kind != JX_LINE_TITLE)
        return false;
    for (guint i = r->first; i < r->first + r->n;) {
        g_autoptr(JxText) text =
            jx_around_text(body->report, body->cells, row, &i);
        g_autoptr(GArray) parts = jx_line_parts(text);
        if (parts->len > 0 &&
            g_array_index(parts, JxLinePart, 0).kind == JX_LINE_OTHER)
            return false;
    }
    return true;
}

/* ---- the body, row by row ---- */

static void take_heading(struct body *body, JxHeading *heading)
{
    if (body->headings->len == 0)
        jx_heading_report(heading, body->report);
    g_ptr_array_add(body->headings, heading);
}

/* Does a row of the table follow, blank ones aside? */
static bool row_follows(const struct body *body, guint row)
{
    guint cell;
    while (++row < body->cells->rows->len)
        if (written(body->cells, row, &cell) > 0)
            return jx_cells_row(body->cells, row)->table >= 0;
    return false;
}

/* A lone text that is no table row: a unit's name above its projects, without
 * amounts? Anything else is left out. */
static bool is_unit_line(const struct body *body, guint row, guint cell)
{
    if (!row_follows(body, row))
        return false;
    g_autofree char *name = jx_folded(jx_cells_cell(body->cells, cell)->text);
    g_autofree char *key = jx_totals_key(name);
    return g_utf8_strlen(key, -1) <= 40 && jx_totals_is_organisation(key);
}

/* A row of another table of the page: the next part of this one has as many
 * columns; what has not is some other table. */
static bool is_foreign(struct body *body, guint row)
{
    const JxRow *r = jx_cells_row(body->cells, row);
    if (r->table < 0 || r->table == body->table)
        return false;
    if (r->n != heading_of(body)->columns->len)
        return true;
    body->table = r->table;
    return false;
}

static void leave_out_row(const struct body *body, guint row)
{
    const JxRow *r = jx_cells_row(body->cells, row);
    for (guint i = r->first; i < r->first + r->n; i++)
        jx_around_leave_out(body->report, body->cells, i, -1);
}

/* A line of text outside the table that is nothing known: true when it was
 * taken, false when it is a unit's name and goes on as a row. */
static bool take_line(struct body *body, JxEntry *above, guint row, guint cell)
{
    if (above != NULL && jx_join_line(body->cells, above, row, cell))
        return true;
    if (is_unit_line(body, row, cell))
        return false;
    jx_around_take_row(&body->around, row);
    return true;
}

static void take_row(struct body *body, guint row)
{
    guint cell = 0, n = written(body->cells, row, &cell);
    if (n == 0 || is_ruler(body->cells, row))
        return;
    if (is_line(body, row, cell, n)) {
        jx_around_take_row(&body->around, row);
        return;
    }
    JxEntry *above = body->entries->len > 0
                         ? jx_entry(body->entries, body->entries->len - 1)
                         : NULL;
    if (jx_cells_row(body->cells, row)->table < 0 &&
        take_line(body, above, row, cell))
        return;

    body->around.in_notes = false;
    if (is_foreign(body, row)) {
        leave_out_row(body, row);
        return;
    }
    JxEntry entry =
        jx_entry_of(body->report, body->cells, row, heading_of(body));
    if (above != NULL && jx_continues(body->report, body->cells, above, &entry))
        jx_join(body->cells, above, &entry);
    else
        g_array_append_val(body->entries, entry);
}

static void take_body(struct body *body, guint first, guint end)
{
    for (guint row = first; row < end;) {
        JxHeading *heading = jx_heading_find(body->report, body->cells, row);
        if (heading == NULL) {
            take_row(body, row++);
            continue;
        }
        body->table = jx_cells_row(body->cells, row)->table;
        row += heading->n_rows;
        take_heading(body, heading);
        if (row < end && is_numbering(body->cells, row))
            row++;
    }
}

void jx_rows_take_front(JxAround *around, const JxSection *section)
{
    JxReport *report = around->report;
    for (guint row = section->first; row < section->heading; row++)
        if (!is_ruler(around->cells, row))
            jx_around_take_row(around, row);
    around->in_notes = false;
    if (report->year == NULL && report->title != NULL) {
        g_autofree char *year = jx_line_year(report->title);
        report->year = jx_report_text(report, year);
    }
}

/* The lines before the heading, and what the heading itself says. */
static void take_front(struct body *body, const JxSection *section)
{
    JxReport *report = body->report;
    jx_rows_take_front(&body->around, section);
    g_autoptr(JxHeading) heading =
        jx_heading_find(report, body->cells, section->heading);
    if (heading == NULL)
        return;
    report->heading_place = jx_cell_place_in(
        report, body->cells, jx_cells_row(body->cells, heading->row)->first);
    if (report->currency == JX_CURRENCY_UNKNOWN &&
        heading->currency != JX_CURRENCY_UNKNOWN) {
        report->currency = heading->currency;
        report->currency_unit =
            jx_report_text(report, jx_currency_name(heading->currency));
        report->currency_place = report->heading_place;
    }
}

static void heading_free(gpointer heading)
{
    jx_heading_free(heading);
}

void jx_rows_read(JxReport *report, const JxCells *cells,
                  const JxSection *section)
{
    struct body body = {
        .report = report, .cells = cells, .around = {report, cells, false}};
    g_autoptr(GPtrArray) headings =
        g_ptr_array_new_with_free_func(heading_free);
    g_autoptr(GArray) entries = g_array_new(FALSE, TRUE, sizeof(JxEntry));
    g_array_set_clear_func(entries, jx_entry_clear);
    body.headings = headings;
    body.entries = entries;

    take_front(&body, section);
    if (report->heading_place.line == 0)
        g_ptr_array_add(headings, jx_heading_official());
    take_body(&body, section->heading, section->end);
    jx_totals_decide(entries, report->unit);
    jx_projects_build(report, cells, entries);
}
