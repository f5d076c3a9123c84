#include "load/single.h"

#include <string.h>

#include "load/column.h"
#include "load/label.h"
#include "load/project.h"
#include "load/tidy.h"

/* The indicators' heading stands no farther below the name. */
#define MAX_FORM_ROWS 200
/* A label, and the cells of its value. */
struct pair {
    JxColumn column;
    guint row;
    bool annual;    /* 年度资金总额, as against 中期资金总额 */
    GArray *values; /* guint: cells */
};

/* The form under the hand. */
struct form {
    JxReport *report;
    const JxCells *cells;
    JxAround around;
    GArray *pairs;  /* struct pair */
    guint open;     /* the first of the pairs whose values may stand below */
    guint n_open;   /* how many there are */
    guint n_fields; /* pairs that are columns of the list, from n_fields on */
    GArray *items;  /* JxEntryItem */
};

static void pair_clear(gpointer data)
{
    struct pair *pair = data;
    g_array_unref(pair->values);
}

static const char *text_of(const JxCells *cells, guint cell)
{
    return jx_cells_cell(cells, cell)->text;
}

/* The written cells of a row: GArray of guint, yours. */
static GArray *written(const JxCells *cells, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    GArray *list = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = r->first; i < r->first + r->n; i++)
        if (!jx_is_blank_text(text_of(cells, i)))
            g_array_append_val(list, i);
    return list;
}

/* ---- labels ---- */

static bool is_amount(const char *text)
{
    JxMoney money;
    return jx_money_parse(&money, text, JX_CURRENCY_UNKNOWN, NULL) ==
           JX_MONEY_OK;
}

static struct pair *add_pair(struct form *form, guint label, guint row)
{
    const char *text = text_of(form->cells, label);
    g_autoptr(JxText) heading = jx_text_of(form->report, form->cells, label);
    struct pair pair = {
        .column = {.kind = jx_label_kind(text),
                   .heading = jx_report_text(form->report, heading->text->str),
                   .place = jx_text_place(heading, 0, heading->chars->len),
                   .known = true},
        .row = row,
        .annual = jx_label_is_annual(text),
        .values = g_array_new(FALSE, FALSE, sizeof(guint))};
    g_array_append_val(form->pairs, pair);
    return &g_array_index(form->pairs, struct pair, form->pairs->len - 1);
}

/* 项目资金（万元） */
static void note_currency(struct form *form, guint cell)
{
    JxReport *report = form->report;
    g_autofree char *key = jx_column_folded(text_of(form->cells, cell));
    const char *open = strrchr(key, '(');
    JxCurrency currency =
        open != NULL ? jx_currency_parse(open) : JX_CURRENCY_UNKNOWN;
    if (report->currency != JX_CURRENCY_UNKNOWN ||
        currency == JX_CURRENCY_UNKNOWN)
        return;
    report->currency = currency;
    report->currency_unit = jx_report_text(report, jx_currency_name(currency));
    report->currency_place = jx_cell_place_in(report, form->cells, cell);
}

/* ---- rows of labels and values ---- */

/* Values below their labels, from `first` on: the last ones stand below the
 * last. */
static void fill_open(struct form *form, const GArray *cells, guint first)
{
    guint n = MIN(cells->len - first, form->n_open);
    for (guint i = first; i < cells->len; i++) {
        guint back = MIN(cells->len - i, n);
        struct pair *pair = &g_array_index(form->pairs, struct pair,
                                           form->open + form->n_open - back);
        g_array_append_val(pair->values, g_array_index(cells, guint, i));
    }
}

static void leave_out(const struct form *form, guint cell)
{
    jx_around_leave_out(form->report, form->cells, cell, 0);
}

/* 年度资金总额 and its amounts below 年初预算数, 全年预算数, 全年执行数: the
 * first is the project's, the others go to their columns. */
static bool take_amounts(struct form *form, const GArray *cells, guint row)
{
    guint label = g_array_index(cells, guint, 0);
    JxColumnKind kind = jx_label_kind(text_of(form->cells, label));
    bool fund = kind >= JX_COLUMN_TOTAL && kind <= JX_COLUMN_OTHER;
    if (!fund || form->n_open < 2 || cells->len < 3 ||
        cells->len > form->n_open + 1)
        return false;
    for (guint i = 1; i < cells->len; i++)
        if (jx_label_leads(
                text_of(form->cells, g_array_index(cells, guint, i))))
            return false;
    struct pair *pair = add_pair(form, label, row);
    g_array_append_val(pair->values, g_array_index(cells, guint, 1));
    fill_open(form, cells, 2);
    return true;
}

/* label, value, label, value … */
static void take_pairs(struct form *form, const GArray *cells, guint row)
{
    guint n_pairs = 0, n_values = 0, open = form->pairs->len;
    for (guint i = 0; i < cells->len; i++) {
        guint cell = g_array_index(cells, guint, i);
        guint next =
            i + 1 < cells->len ? g_array_index(cells, guint, i + 1) : G_MAXUINT;
        const char *text = text_of(form->cells, cell);
        bool structural = jx_label_leads(text);
        bool followed =
            next != G_MAXUINT &&
            !(structural && jx_label_leads(text_of(form->cells, next)));
        if (jx_column_is_group(text))
            note_currency(form, cell);
        if (is_amount(text)) { /* of a column that this form alone has */
            leave_out(form, cell);
            continue;
        }
        if (jx_column_is_group(text) && next != G_MAXUINT && !followed)
            continue;
        struct pair *pair = add_pair(form, cell, row);
        n_pairs++;
        if (!followed)
            continue;
        g_array_append_val(pair->values, next);
        n_values++;
        i++;
    }
    form->open = open;
    form->n_open = n_values == 0 ? n_pairs : 0;
}

/* A line of the page, such as 填报人：… or a page number? */
static bool is_line(const struct form *form, guint cell)
{
    JxLineKind kind = jx_around_kind(form->report, form->cells, cell);
    return kind == JX_LINE_PAGE || kind == JX_LINE_NOTE ||
           kind == JX_LINE_SIGNATURE || kind == JX_LINE_TITLE ||
           kind == JX_LINE_CURRENCY;
}

static void take_row(struct form *form, guint row)
{
    g_autoptr(GArray) cells = written(form->cells, row);
    if (cells->len == 0)
        return;
    guint first = g_array_index(cells, guint, 0);
    bool labelled = jx_label_leads(text_of(form->cells, first));
    if (is_line(form, first) || jx_cells_row(form->cells, row)->table < 0) {
        jx_around_take_row(&form->around, row);
    } else if (form->n_open > 0 && !labelled) {
        fill_open(form, cells, 0);
    } else if (labelled && take_amounts(form, cells, row)) {
        return;
    } else if (cells->len == 1 && !labelled && form->pairs->len > 0) {
        struct pair *last =
            &g_array_index(form->pairs, struct pair, form->pairs->len - 1);
        g_array_append_val(last->values, first);
    } else {
        take_pairs(form, cells, row);
    }
}

/* ---- the list of indicators ---- */

/* Has a row of the list an indicator with these fields? */
static bool item_of(const struct form *form, guint row,
                    const JxHeading *heading, JxEntryItem *item)
{
    *item = (JxEntryItem){{0}};
    if (heading == NULL)
        return false;
    JxEntry entry = jx_entry_of(form->report, form->cells, row, heading);
    if (entry.items->len > 0)
        *item = g_array_index(entry.items, JxEntryItem, 0);
    jx_entry_clear(&entry);
    return item->cells[JX_PART_NAME] != 0 || item->cells[JX_PART_PERIOD] != 0 ||
           item->cells[JX_PART_ANNUAL] != 0;
}

/* Do two indicators have the same text in this part? */
static bool same_part(const struct form *form, const JxEntryItem *a,
                      const JxEntryItem *b, JxPart part)
{
    if (a->cells[part] == 0 || b->cells[part] == 0)
        return false;
    g_autofree char *left = jx_folded(text_of(form->cells, a->cells[part] - 1));
    g_autofree char *right =
        jx_folded(text_of(form->cells, b->cells[part] - 1));
    return strcmp(left, right) == 0;
}

static bool is_same(const struct form *form, const JxEntryItem *a,
                    const JxEntryItem *b)
{
    return same_part(form, a, b, JX_PART_NAME) &&
           (b->cells[JX_PART_LEVEL2] == 0 ||
            same_part(form, a, b, JX_PART_LEVEL2));
}

/* Adds an indicator; with a block for the year beside it (`year`), its own
 * value is that of the period. */
static void add_item(struct form *form, JxEntryItem item,
                     const JxEntryItem *year, bool has_item, bool has_year)
{
    if (year != NULL && item.cells[JX_PART_PERIOD] == 0) {
        item.cells[JX_PART_PERIOD] = item.cells[JX_PART_ANNUAL];
        item.cells[JX_PART_ANNUAL] = 0;
    }
    if (has_item && has_year && is_same(form, &item, year)) {
        item.cells[JX_PART_ANNUAL] = year->cells[JX_PART_ANNUAL];
        has_year = false;
    }
    if (has_item)
        g_array_append_val(form->items, item);
    if (has_year)
        g_array_append_val(form->items, *year);
}

/* What a row of the list holds beside the indicator: 分值, 备注. */
static void take_others(struct form *form, guint row, const JxHeading *heading,
                        const JxHeading *year)
{
    JxEntry entry = jx_entry_of(form->report, form->cells, row, heading);
    for (guint i = 0; i < entry.placed->len; i++) {
        JxPlaced placed = g_array_index(entry.placed, JxPlaced, i);
        const char *text = text_of(form->cells, placed.cell);
        if (placed.column == JX_NO_COLUMN ||
            placed.cell < jx_cells_row(form->cells, row)->first) {
            continue;
        }
        const JxColumn *column =
            &g_array_index(heading->columns, JxColumn, placed.column);
        if (year != NULL &&
            g_array_index(year->columns, JxColumn, placed.column).part !=
                JX_PART_NONE)
            continue;
        if (column->kind == JX_COLUMN_EXTRA) {
            struct pair *pair = &g_array_index(form->pairs, struct pair,
                                               form->n_fields + placed.column);
            g_array_append_val(pair->values, placed.cell);
        } else if (jx_column_name(text).rank == JX_NO_RANK) {
            leave_out(form, placed.cell);
        }
    }
    for (guint i = 0; i < entry.placed->len; i++)
        if (g_array_index(entry.placed, JxPlaced, i).column == JX_NO_COLUMN)
            leave_out(form, g_array_index(entry.placed, JxPlaced, i).cell);
    jx_entry_clear(&entry);
}

/* The columns of the list, which take what is no field of an indicator. */
static void add_columns(struct form *form, const JxHeading *heading)
{
    form->n_fields = form->pairs->len;
    for (guint i = 0; i < heading->columns->len; i++) {
        struct pair pair = {.column =
                                g_array_index(heading->columns, JxColumn, i),
                            .values = g_array_new(FALSE, FALSE, sizeof(guint))};
        pair.column.kind = JX_COLUMN_EXTRA;
        pair.column.part = JX_PART_NONE;
        g_array_append_val(form->pairs, pair);
    }
}

/* Reads the list below its heading; returns the row behind it. */
static guint take_list(struct form *form, guint row, guint end)
{
    JxHeading *year = NULL;
    g_autoptr(JxHeading) heading =
        jx_heading_fields(form->report, form->cells, row, &year);
    g_autoptr(JxHeading) owned = year;
    add_columns(form, heading);
    row += heading->n_rows;
    for (; row < end; row++) {
        JxEntryItem item, other;
        bool has_item = item_of(form, row, heading, &item);
        bool has_year = item_of(form, row, owned, &other);
        if (jx_heading_has_fields(form->cells, row))
            break;
        if (!has_item && !has_year)
            break;
        add_item(form, item, owned ? &other : NULL, has_item, has_year);
        take_others(form, row, heading, owned);
    }
    form->n_open = 0;
    return row;
}

/* ---- from the pairs to a project ---- */

/* Does `pair` serve better as the project's own than `best`? Those of the year
 * do; of two in one row the one on the side where the year's total stands. */
static bool is_better(const struct pair *pair, const struct pair *best,
                      bool left)
{
    if (pair->annual != best->annual)
        return pair->annual;
    return pair->row == best->row && !left;
}

/* Leaves one pair of this kind; returns whether it is the first of its row. */
static bool settle(GArray *pairs, JxColumnKind kind, bool left)
{
    struct pair *best = NULL;
    bool first = true;
    for (guint i = 0; i < pairs->len; i++) {
        struct pair *pair = &g_array_index(pairs, struct pair, i);
        if (pair->column.kind != kind)
            continue;
        if (pair->values->len == 0) {
            pair->column.kind = JX_COLUMN_EXTRA;
            continue;
        }
        bool better = best != NULL && is_better(pair, best, left);
        first = best == NULL || (first && !better && pair->row == best->row);
        if (best != NULL)
            (better ? best : pair)->column.kind = JX_COLUMN_EXTRA;
        if (best == NULL || better)
            best = pair;
        if (better)
            first = false;
    }
    return first;
}

/* The unit: 实施单位 before 主管部门. */
static void settle_unit(struct form *form)
{
    guint n = form->pairs->len;
    g_auto(GStrv) keys = g_new0(char *, n + 1);
    g_autofree JxPart *parts = g_new0(JxPart, n + 1);
    for (guint i = 0; i < n; i++) {
        struct pair *pair = &g_array_index(form->pairs, struct pair, i);
        bool empty = pair->values->len == 0;
        keys[i] = empty ? g_strdup("") : jx_column_key(pair->column.heading);
    }
    jx_parts_find((const char *const *)keys, n, parts);
    for (guint i = 0; i < n && form->report->unit == NULL; i++) {
        if (parts[i] != JX_PART_UNIT)
            continue;
        guint cell = g_array_index(
            g_array_index(form->pairs, struct pair, i).values, guint, 0);
        g_autoptr(JxText) text = jx_text_of(form->report, form->cells, cell);
        JxTidyFor nobody = {-1, 0, JX_FIELD_NONE};
        form->report->unit = jx_tidy(text, 0, text->chars->len, nobody);
        form->report->unit_place = jx_text_place(text, 0, text->chars->len);
    }
}

/* The pairs that have a value as columns of a heading. */
static JxHeading *heading_of(const struct form *form, const JxSection *section)
{
    JxHeading *heading = g_new0(JxHeading, 1);
    heading->columns = g_array_new(FALSE, TRUE, sizeof(JxColumn));
    heading->row = section->heading;
    heading->listed = true;
    for (guint i = 0; i < form->pairs->len; i++)
        g_array_append_val(heading->columns,
                           g_array_index(form->pairs, struct pair, i).column);
    return heading;
}

static void build(struct form *form, const JxSection *section)
{
    struct pair *name = &g_array_index(form->pairs, struct pair, 0);
    name->column.kind = JX_COLUMN_NAME;
    bool left = settle(form->pairs, JX_COLUMN_TOTAL, false);
    for (int kind = JX_COLUMN_FISCAL; kind <= JX_COLUMN_GOAL; kind++)
        settle(form->pairs, (JxColumnKind)kind, left && kind != JX_COLUMN_GOAL);
    settle_unit(form);

    g_autoptr(JxHeading) heading = heading_of(form, section);
    g_autoptr(GArray) entries = g_array_new(FALSE, TRUE, sizeof(JxEntry));
    g_array_set_clear_func(entries, jx_entry_clear);
    JxEntry entry = {.kind = JX_ENTRY_PROJECT, .heading = heading, .unit = -1};
    entry.rows = g_array_new(FALSE, TRUE, sizeof(JxEntryRow));
    entry.placed = g_array_new(FALSE, FALSE, sizeof(JxPlaced));
    entry.items = g_array_ref(form->items);
    JxEntryRow row = {.row = section->heading};
    g_array_append_val(entry.rows, row);
    for (guint i = 0; i < form->pairs->len; i++) {
        const GArray *values =
            g_array_index(form->pairs, struct pair, i).values;
        for (guint k = 0; k < values->len; k++)
            jx_entry_place(&entry, i, g_array_index(values, guint, k));
    }
    const JxCell *cell = jx_entry_last(&entry, form->cells, JX_COLUMN_NAME);
    entry.name = jx_folded(cell ? cell->text : "");
    g_array_append_val(entries, entry);
    jx_projects_build(form->report, form->cells, entries);
}

static bool names_project(const JxCells *cells, guint row, guint *beside)
{
    g_autoptr(GArray) list = written(cells, row);
    if (list->len == 0)
        return false;
    g_autofree char *key =
        jx_column_key(text_of(cells, g_array_index(list, guint, 0)));
    *beside = list->len > 1 ? g_array_index(list, guint, 1) : G_MAXUINT;
    return strcmp(key, "项目名称") == 0;
}

bool jx_single_begins(const JxCells *cells, guint row)
{
    guint beside, end = MIN(cells->rows->len, row + MAX_FORM_ROWS);
    int table = jx_cells_row(cells, row)->table;
    if (table < 0 || !names_project(cells, row, &beside) ||
        beside == G_MAXUINT || jx_label_leads(text_of(cells, beside)) ||
        jx_column_name(text_of(cells, beside)).rank != JX_NO_RANK)
        return false;
    for (row++; row < end; row++) {
        if (jx_heading_has_fields(cells, row))
            return true;
        if (names_project(cells, row, &beside))
            return false;
    }
    return false;
}

void jx_single_read(JxReport *report, const JxCells *cells,
                    const JxSection *section)
{
    struct form form = {
        .report = report, .cells = cells, .around = {report, cells, false}};
    g_autoptr(GArray) pairs = g_array_new(FALSE, TRUE, sizeof(struct pair));
    g_autoptr(GArray) items = g_array_new(FALSE, TRUE, sizeof(JxEntryItem));
    g_array_set_clear_func(pairs, pair_clear);
    form.pairs = pairs;
    form.items = items;
    jx_rows_take_front(&form.around, section);
    report->heading_place = jx_cell_place_in(
        report, cells, jx_cells_row(cells, section->heading)->first);

    for (guint row = section->heading; row < section->end;) {
        if (jx_heading_has_fields(cells, row))
            row = take_list(&form, row, section->end);
        else
            take_row(&form, row++);
    }
    build(&form, section);
}
