#include "load/rows.h"

#include <string.h>

#include "base/intl.h"
#include "load/around.h"
#include "load/item.h"
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

static bool is_blank_text(const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text))
        if (!jx_is_blank(g_utf8_get_char(text)))
            return false;
    return true;
}

/* ---- kinds of rows ---- */

/* The number of written cells and the first of them. */
static guint written(const JxCells *cells, guint row, guint *first)
{
    const JxRow *r = jx_cells_row(cells, row);
    guint n = 0;
    for (guint i = r->first; i < r->first + r->n; i++)
        if (!is_blank_text(jx_cells_cell(cells, i)->text) && n++ == 0)
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

/* ---- entries ---- */

static void entry_clear(gpointer data)
{
    JxEntry *entry = data;
    g_array_unref(entry->rows);
    g_array_unref(entry->placed);
    g_free(entry->name);
}

static JxColumnKind kind_at(const JxEntry *entry, guint placed)
{
    guint column = g_array_index(entry->placed, JxPlaced, placed).column;
    if (column == JX_NO_COLUMN)
        return JX_COLUMN_EXTRA;
    return g_array_index(entry->heading->columns, JxColumn, column).kind;
}

/* The last cell written in a column of this kind, or NULL. */
static const JxCell *last_cell(const struct body *body, const JxEntry *entry,
                               JxColumnKind kind)
{
    for (guint i = entry->placed->len; i-- > 0;)
        if (kind_at(entry, i) == kind)
            return jx_cells_cell(
                body->cells, g_array_index(entry->placed, JxPlaced, i).cell);
    return NULL;
}

static char *folded(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text != '\0'; text = g_utf8_next_char(text))
        if (!jx_is_blank(g_utf8_get_char(text)))
            g_string_append_unichar(out, jx_fold(g_utf8_get_char(text)));
    return g_string_free(out, FALSE);
}

/* 合计 can stand in the column before the name, over a merged cell. */
static void find_total_word(const struct body *body, JxEntry *entry)
{
    for (guint i = 0; i < entry->placed->len; i++) {
        JxPlaced *placed = &g_array_index(entry->placed, JxPlaced, i);
        if (kind_at(entry, i) != JX_COLUMN_EXTRA)
            continue;
        g_autofree char *word =
            folded(jx_cells_cell(body->cells, placed->cell)->text);
        int column = jx_heading_column(entry->heading, JX_COLUMN_NAME);
        if (!jx_totals_is_word(word) || column < 0)
            continue;
        placed->column = (guint)column;
        g_free(entry->name);
        entry->name = g_steal_pointer(&word);
        return;
    }
}

static void read_amounts(const struct body *body, JxEntry *entry)
{
    gint64 others = 0;
    for (guint i = 0; i < entry->placed->len; i++) {
        JxColumnKind kind = kind_at(entry, i);
        if (kind < JX_COLUMN_TOTAL || kind > JX_COLUMN_OTHER)
            continue;
        guint cell = g_array_index(entry->placed, JxPlaced, i).cell;
        JxMoney *money = &entry->funding[kind - JX_COLUMN_TOTAL];
        jx_money_parse(money, jx_cells_cell(body->cells, cell)->text,
                       body->report->currency, NULL);
        entry->has_amount = entry->has_amount || !money->blank;
        if (kind != JX_COLUMN_TOTAL)
            (void)jx_money_add(others, money->fen, &others);
    }
    const JxCell *total = last_cell(body, entry, JX_COLUMN_TOTAL);
    entry->amount = total ? entry->funding[JX_FUND_TOTAL].fen : others;
}

/* The cell to read for column `column`: one that a cell above reaches over
 * (所属单位, merged over its projects) stands for that one. */
static guint spanned(const struct body *body, const JxHeading *heading,
                     guint row, guint column, guint cell)
{
    const JxCell *c = jx_cells_cell(body->cells, cell);
    bool above = c->origin >= 0 &&
                 (guint)c->origin < jx_cells_row(body->cells, row)->first;
    JxColumnKind kind = g_array_index(heading->columns, JxColumn, column).kind;
    return above && kind == JX_COLUMN_EXTRA ? (guint)c->origin : cell;
}

/* Makes an entry of a row: where its cells stand and what it may be. */
static JxEntry entry_of(const struct body *body, guint row)
{
    const JxHeading *heading = heading_of(body);
    g_autoptr(JxFilling) filling =
        jx_fill(body->cells, row, heading, body->report->currency);
    JxEntry entry = {.heading = heading, .unit = -1};
    entry.rows = g_array_new(FALSE, FALSE, sizeof(JxEntryRow));
    entry.placed = g_array_new(FALSE, FALSE, sizeof(JxPlaced));
    /* a line outside the table is no short row */
    guint missing =
        jx_cells_row(body->cells, row)->table < 0 ? 0 : filling->missing;
    JxEntryRow from = {row, missing, filling->surplus, filling->by_sum, false};
    g_array_append_val(entry.rows, from);

    for (guint i = 0; i < filling->cells->len; i++) {
        gint cell = g_array_index(filling->cells, gint, i);
        if (cell < 0 && i < 64)
            entry.absent |= G_GUINT64_CONSTANT(1) << i;
        if (cell < 0)
            continue;
        JxPlaced placed = {i, spanned(body, heading, row, i, (guint)cell)};
        if (is_blank_text(jx_cells_cell(body->cells, placed.cell)->text))
            continue;
        g_array_append_val(entry.placed, placed);
    }
    for (guint i = 0; i < filling->extra->len; i++) {
        JxPlaced placed = {JX_NO_COLUMN,
                           g_array_index(filling->extra, guint, i)};
        if (!is_blank_text(jx_cells_cell(body->cells, placed.cell)->text))
            g_array_append_val(entry.placed, placed);
    }

    const JxCell *name = last_cell(body, &entry, JX_COLUMN_NAME);
    entry.name = folded(name ? name->text : "");
    bool has_text = last_cell(body, &entry, JX_COLUMN_GOAL) != NULL ||
                    last_cell(body, &entry, JX_COLUMN_INDICATORS) != NULL;
    if (*entry.name == '\0' && !has_text)
        find_total_word(body, &entry);
    read_amounts(body, &entry);
    entry.kind = has_text ? JX_ENTRY_PROJECT : JX_ENTRY_SUM;
    return entry;
}

/* ---- rows that go on with the row above ---- */

/* 甲项目（续） -> 甲项目 */
static char *without_marks(const char *name)
{
    static const char *const MARKS[] = {"(续)", "(续表)", "(续上页)",
                                        "(接上页)", "(续上表)"};
    for (gsize i = 0; i < G_N_ELEMENTS(MARKS); i++)
        if (g_str_has_suffix(name, MARKS[i]))
            return g_strndup(name, strlen(name) - strlen(MARKS[i]));
    return g_strdup(name);
}

static bool same_name(const JxEntry *above, const JxEntry *entry)
{
    g_autofree char *a = without_marks(above->name);
    g_autofree char *b = without_marks(entry->name);
    return *a != '\0' && strcmp(a, b) == 0;
}

static bool same_amounts(const JxEntry *above, const JxEntry *entry)
{
    for (int i = 0; i < JX_N_FUNDS; i++)
        if (above->funding[i].fen != entry->funding[i].fen)
            return false;
    return true;
}

/* Does a sentence end where the cell does? */
static bool is_complete(const JxCell *cell)
{
    if (cell == NULL)
        return true;
    const char *end = cell->text + cell->len;
    while (end > cell->text) {
        end = g_utf8_prev_char(end);
        gunichar c = jx_fold(g_utf8_get_char(end));
        if (!jx_is_blank(c))
            return c == 0x3002 || c == ';' || c == '!' || c == '.';
    }
    return true;
}

/* The ordinal with which an indicator cell begins; 0: in mid-item. */
static guint first_ordinal(const struct body *body, const JxCell *cell)
{
    if (cell == NULL)
        return 0;
    guint index = (guint)(cell - jx_cells_cell(body->cells, 0));
    g_autoptr(JxText) text = jx_text_of(body->report, body->cells, index);
    g_autoptr(GArray) inks = jx_text_inks(text);
    g_array_set_size(inks, MIN(inks->len, 200)); /* the first item will do */
    g_autoptr(GArray) labels = jx_item_labels(inks);
    g_autoptr(GArray) items = jx_items_find(inks, labels);
    if (items->len == 0 || g_array_index(items, JxItem, 0).level1.name_end == 0)
        return 0;
    return g_array_index(items, JxItem, 0).ordinal;
}

/* Is `entry` the rest of the row above, cut by a page break? */
static bool continues(const struct body *body, const JxEntry *above,
                      const JxEntry *entry)
{
    const JxCell *goal = last_cell(body, entry, JX_COLUMN_GOAL);
    const JxCell *indicators = last_cell(body, entry, JX_COLUMN_INDICATORS);
    if (above->kind != JX_ENTRY_PROJECT || entry->kind != JX_ENTRY_PROJECT)
        return false;

    bool same = same_name(above, entry);
    if (entry->has_amount && !(same && same_amounts(above, entry)))
        return false;
    const JxCell *above_indicators =
        last_cell(body, above, JX_COLUMN_INDICATORS);
    if (above_indicators != NULL && goal != NULL &&
        first_ordinal(body, indicators) == 1)
        return false; /* it has all that a project has */
    if (*entry->name == '\0' || same)
        return true;

    /* the name itself was cut, too: then a text must be in mid-sentence */
    if (indicators != NULL)
        return above_indicators != NULL && !is_complete(above_indicators) &&
               first_ordinal(body, indicators) == 0;
    return !is_complete(last_cell(body, above, JX_COLUMN_GOAL));
}

static bool same_text(const JxCell *a, const JxCell *b)
{
    return a != NULL && b != NULL && strcmp(a->text, b->text) == 0;
}

static bool is_placed(const JxEntry *entry, guint cell)
{
    for (guint i = 0; i < entry->placed->len; i++)
        if (g_array_index(entry->placed, JxPlaced, i).cell == cell)
            return true;
    return false;
}

/* Adds the cells of `entry` to the row above. What is printed again (name,
 * amounts, the whole goal) is not added twice. */
static void join(const struct body *body, JxEntry *above, JxEntry *entry)
{
    bool same = same_name(above, entry);
    bool same_goal = same_text(last_cell(body, above, JX_COLUMN_GOAL),
                               last_cell(body, entry, JX_COLUMN_GOAL));
    for (guint i = 0; i < entry->placed->len; i++) {
        JxColumnKind kind = kind_at(entry, i);
        if ((kind == JX_COLUMN_NAME && same) ||
            (kind == JX_COLUMN_GOAL && same_goal) ||
            (kind >= JX_COLUMN_TOTAL && kind <= JX_COLUMN_OTHER))
            continue;
        JxPlaced placed = g_array_index(entry->placed, JxPlaced, i);
        if (!is_placed(above, placed.cell))
            g_array_append_val(above->placed, placed);
    }
    JxEntryRow row = g_array_index(entry->rows, JxEntryRow, 0);
    row.continued = true;
    g_array_append_val(above->rows, row);
    if (!same && *entry->name != '\0') {
        char *name = g_strconcat(above->name, entry->name, NULL);
        g_free(above->name);
        above->name = name;
    }
    entry_clear(entry);
}

/* A line of one cell behind a project: the rest of its last text, when that
 * text is in mid-sentence or the line looks like indicators. */
static bool join_line(const struct body *body, guint row, guint cell)
{
    if (body->entries->len == 0 || jx_cells_row(body->cells, row)->table >= 0)
        return false;
    JxEntry *above = jx_entry(body->entries, body->entries->len - 1);
    const JxCell *indicators = last_cell(body, above, JX_COLUMN_INDICATORS);
    JxColumnKind kind =
        indicators != NULL ? JX_COLUMN_INDICATORS : JX_COLUMN_GOAL;
    const JxCell *open = last_cell(body, above, kind);
    const char *text = jx_cells_cell(body->cells, cell)->text;
    if (above->kind != JX_ENTRY_PROJECT || open == NULL ||
        (is_complete(open) && strstr(text, "指标值") == NULL))
        return false;
    if (strstr(text, "指标值") != NULL)
        kind = JX_COLUMN_INDICATORS;
    int column = jx_heading_column(above->heading, kind);
    if (column < 0)
        return false;

    JxPlaced placed = {(guint)column, cell};
    g_array_append_val(above->placed, placed);
    JxEntryRow from = {.row = row, .continued = true};
    g_array_append_val(above->rows, from);
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
    g_autofree char *name = folded(jx_cells_cell(body->cells, cell)->text);
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

static void take_row(struct body *body, guint row)
{
    guint cell = 0, n = written(body->cells, row, &cell);
    if (n == 0 || is_ruler(body->cells, row))
        return;
    if (is_line(body, row, cell, n)) {
        jx_around_take_row(&body->around, row);
        return;
    }
    if (jx_cells_row(body->cells, row)->table < 0) {
        if (join_line(body, row, cell))
            return;
        if (!is_unit_line(body, row, cell)) {
            jx_around_take_row(&body->around, row);
            return;
        }
    }
    body->around.in_notes = false;
    if (is_foreign(body, row)) {
        leave_out_row(body, row);
        return;
    }
    JxEntry entry = entry_of(body, row);
    JxEntry *above = body->entries->len > 0
                         ? jx_entry(body->entries, body->entries->len - 1)
                         : NULL;
    if (above != NULL && continues(body, above, &entry))
        join(body, above, &entry);
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

/* The lines before the heading, and what the heading itself says. */
static void take_front(struct body *body, const JxSection *section)
{
    JxReport *report = body->report;
    for (guint row = section->first; row < section->heading; row++)
        if (!is_ruler(body->cells, row))
            jx_around_take_row(&body->around, row);
    body->around.in_notes = false;
    if (report->year == NULL && report->title != NULL) {
        g_autofree char *year = jx_line_year(report->title);
        report->year = jx_report_text(report, year);
    }

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
    g_array_set_clear_func(entries, entry_clear);
    body.headings = headings;
    body.entries = entries;

    take_front(&body, section);
    if (report->heading_place.line == 0)
        g_ptr_array_add(headings, jx_heading_official());
    take_body(&body, section->heading, section->end);
    jx_totals_decide(entries, report->unit);
    jx_projects_build(report, cells, entries);
}
