#include "load/load.h"

#include <string.h>

#include "base/intl.h"
#include "load/around.h"
#include "load/rows.h"
#include "load/single.h"
#include "load/workbook.h"
#include "model/json.h"

/* How much of a sheet that is no table its finding quotes, in characters. */
#define MAX_QUOTED 200

/* ---- where each table begins ---- */

/* What the lines before a heading say, to tell a new table from the next page
 * of the same one. */
struct front {
    guint first; /* its first line */
    char *title, *unit, *form;
};

static void front_clear(struct front *front)
{
    g_free(front->title);
    g_free(front->unit);
    g_free(front->form);
    *front = (struct front){0};
}

static void note_part(struct front *front, const JxText *text,
                      const JxLinePart *part)
{
    const char *value = jx_text_slice(text, part->value, part->value_end);
    char **slot = part->kind == JX_LINE_TITLE  ? &front->title
                  : part->kind == JX_LINE_UNIT ? &front->unit
                  : part->kind == JX_LINE_FORM ? &front->form
                                               : NULL;
    if (slot == NULL || *slot != NULL || value == NULL)
        return;
    *slot = jx_line_title_key(value);
}

/* Is this row a line of a table's front? Its parts go into `front`. */
static bool is_front_row(JxReport *scratch, const JxCells *cells, guint row,
                         struct front *front)
{
    const JxRow *r = jx_cells_row(cells, row);
    bool any = false;
    for (guint i = r->first; i < r->first + r->n;) {
        g_autoptr(JxText) text = jx_around_text(scratch, cells, row, &i);
        g_autoptr(GArray) parts = jx_line_parts(text);
        for (guint k = 0; k < parts->len; k++) {
            const JxLinePart *part = &g_array_index(parts, JxLinePart, k);
            if (part->kind < JX_LINE_PAGE || part->kind > JX_LINE_YEAR)
                return false;
            note_part(front, text, part);
            any = any || part->kind != JX_LINE_PAGE;
        }
    }
    return any || r->n == 0;
}

/* Reads the front above a heading, upward to `floor` at most. */
static void read_front(JxReport *scratch, const JxCells *cells, guint heading,
                       guint floor, struct front *front)
{
    *front = (struct front){.first = heading};
    while (front->first > floor &&
           is_front_row(scratch, cells, front->first - 1, front))
        front->first--;
}

static bool differs(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) != 0;
}

/* A workbook's sheets are tables of their own; elsewhere a table goes on as
 * long as its rows do. */
static bool has_sheets(const JxCells *cells)
{
    return strcmp(cells->notation, "xlsx") == 0;
}

/* The first row of row's sheet, and behind its last; of a text everything. */
static guint sheet_first(const JxCells *cells, guint row)
{
    if (!has_sheets(cells))
        return 0;
    int table = jx_cells_row(cells, row)->table;
    while (row > 0 && jx_cells_row(cells, row - 1)->table == table)
        row--;
    return row;
}

static guint sheet_end(const JxCells *cells, guint row)
{
    if (!has_sheets(cells))
        return cells->rows->len;
    int table = jx_cells_row(cells, row)->table;
    while (row < cells->rows->len && jx_cells_row(cells, row)->table == table)
        row++;
    return row;
}

static bool has_funds(const JxHeading *heading)
{
    for (int i = 0; i < JX_N_FUNDS; i++)
        if (jx_heading_column(heading, (JxColumnKind)(JX_COLUMN_TOTAL + i)) >=
            0)
            return true;
    return false;
}

/* Does the heading with this front begin a table of its own? */
static bool is_new_table(const struct front *front, const struct front *current,
                         bool other_sheet)
{
    return differs(front->title, current->title) ||
           differs(front->unit, current->unit) ||
           differs(front->form, current->form) ||
           (other_sheet && front->title == NULL && front->unit == NULL);
}

/* What is found so far. */
struct finder {
    const JxCells *cells;
    JxReport *scratch; /* owns the texts that are looked at on the way */
    GArray *sections;  /* JxSection */
    struct front current;
};

/* Begins a section below the one before; the front is taken over. */
static JxSection *begin_section(struct finder *finder, guint row, guint floor,
                                const struct front *front)
{
    GArray *sections = finder->sections;
    JxSection section = {floor, row, sheet_end(finder->cells, row), false};
    if (sections->len > 0) {
        JxSection *last =
            &g_array_index(sections, JxSection, sections->len - 1);
        last->end = MIN(last->end, front->first);
        section.first = front->first;
    }
    g_array_append_val(sections, section);
    front_clear(&finder->current);
    finder->current = *front;
    return &g_array_index(sections, JxSection, sections->len - 1);
}

static void take_heading(struct finder *finder, guint row,
                         const JxHeading *heading)
{
    const JxCells *cells = finder->cells;
    GArray *sections = finder->sections;
    JxSection *last = sections->len == 0 ? NULL
                                         : &g_array_index(sections, JxSection,
                                                          sections->len - 1);
    bool other_sheet = last != NULL && row >= last->end;
    if (other_sheet && !has_funds(heading))
        return; /* a list made from the table, as in our own workbook */

    guint floor = sheet_first(cells, row);
    struct front front;
    read_front(finder->scratch, cells, row,
               last ? MAX(floor, last->heading + 1) : floor, &front);
    if (last != NULL && !is_new_table(&front, &finder->current, other_sheet)) {
        last->end = sheet_end(cells, row);
        front_clear(&front);
        return;
    }
    begin_section(finder, row, floor, &front);
}

/* A form for one project is a table of its own. */
static void take_single(struct finder *finder, guint row)
{
    const GArray *sections = finder->sections;
    const JxSection *last =
        sections->len == 0
            ? NULL
            : &g_array_index(sections, JxSection, sections->len - 1);
    guint floor = sheet_first(finder->cells, row);
    struct front front;
    read_front(finder->scratch, finder->cells, row,
               last ? MAX(floor, last->heading + 1) : floor, &front);
    begin_section(finder, row, floor, &front)->single = true;
}

/* Finds the tables: GArray of JxSection, yours. */
static GArray *find_sections(JxReport *scratch, const JxCells *cells)
{
    struct finder finder = {cells, scratch, NULL, {0}};
    finder.sections = g_array_new(FALSE, FALSE, sizeof(JxSection));
    for (guint row = 0; row < cells->rows->len; row++) {
        g_autoptr(JxHeading) heading = jx_heading_find(scratch, cells, row);
        if (heading == NULL && jx_single_begins(cells, row))
            take_single(&finder, row);
        if (heading == NULL)
            continue;
        take_heading(&finder, row, heading);
        row += heading->n_rows - 1;
    }
    front_clear(&finder.current);
    return finder.sections;
}

/* The texts of the rows [first, end), no more than a message holds. Yours. */
static char *quote_rows(const JxCells *cells, guint first, guint end)
{
    GString *quoted = g_string_new(NULL);
    glong room = MAX_QUOTED;
    for (guint row = first; row < end && room > 0; row++) {
        const JxRow *r = jx_cells_row(cells, row);
        for (guint i = r->first; i < r->first + r->n && room > 0; i++) {
            const char *text = jx_cells_cell(cells, i)->text;
            glong n = g_utf8_strlen(text, -1);
            g_autofree char *part = g_utf8_substring(text, 0, MIN(n, room));
            if (n > 0)
                g_string_append_printf(quoted, "%s%s",
                                       quoted->len > 0 ? " " : "", part);
            room -= n;
        }
    }
    if (room <= 0)
        g_string_append(quoted, "…");
    return g_string_free(quoted, FALSE);
}

/* One finding for every sheet that no table was read from. */
static void report_sheets(JxReport *report, const JxCells *cells,
                          const GArray *sections)
{
    guint next = 0;
    for (guint row = 0; row < cells->rows->len;) {
        while (next < sections->len &&
               g_array_index(sections, JxSection, next).end <= row)
            next++;
        guint end = sheet_end(cells, row);
        bool read = next < sections->len &&
                    g_array_index(sections, JxSection, next).first < end;
        const JxRow *r = jx_cells_row(cells, row);
        if (!read && r->n > 0) {
            JxPlace place = jx_cell_place_in(report, cells, r->first);
            g_autofree char *quoted = quote_rows(cells, row, end);
            jx_diags_add(report->diags, "text-left-out", place,
                         _("这张工作表没有绩效目标表，%u 行未读取：%s"),
                         end - row, quoted);
        }
        row = end;
    }
}

/* ---- a table without a heading ---- */

/* A row in the official order, with indicators in its last cell. */
static bool is_official_row(const JxCells *cells, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    if (r->n != JX_N_COLUMNS)
        return false;
    const JxCell *first = jx_cells_cell(cells, r->first);
    JxMoney money;
    return strstr(first[JX_COLUMN_INDICATORS].text, "指标值") != NULL &&
           jx_money_parse(&money, first[JX_COLUMN_TOTAL].text,
                          JX_CURRENCY_UNKNOWN, NULL) == JX_MONEY_OK;
}

/* The whole input as one section when it has such rows: the heading is lost,
 * the order is the official one. */
static void find_headless(const JxCells *cells, GArray *sections)
{
    for (guint row = 0; row < cells->rows->len; row++) {
        if (!is_official_row(cells, row))
            continue;
        guint first = row;
        while (first > 0 && jx_cells_row(cells, first - 1)->n > 2)
            first--;
        JxSection section = {0, first, cells->rows->len, false};
        g_array_append_val(sections, section);
        return;
    }
}

/* ---- the document ---- */

static void describe_source(JxReport *report, const JxInput *input,
                            const char *notation)
{
    g_autofree char *base = g_path_get_basename(input->name);
    report->source_name = g_strdup(base);
    report->source_sha256 = g_strdup(input->sha256);
    report->source_encoding = g_strdup(input->encoding);
    report->source_notation = jx_report_text(report, notation);
}

/* The cells own the addresses in their findings; the report outlives them. */
static void adopt_findings(JxReport *report, JxDiags *diags)
{
    for (guint i = 0; diags != NULL && i < jx_diags_count(diags); i++) {
        JxFinding *finding = jx_diags_get(diags, i);
        finding->place.cell = jx_report_text(report, finding->place.cell);
    }
    if (diags != NULL)
        jx_diags_move(report->diags, diags);
}

static JxReport *add_report(JxDocument *document, const JxInput *input,
                            const char *notation)
{
    JxReport *report = jx_report_new();
    describe_source(report, input, notation);
    g_ptr_array_add(document->reports, report);
    return report;
}

/* Whether any cell has more than white space, of whatever width. */
static bool has_text(const JxCells *cells)
{
    for (guint i = 0; i < cells->cells->len; i++) {
        const JxCell *cell = jx_cells_cell(cells, i);
        for (const char *p = cell->text; *p; p = g_utf8_next_char(p))
            if (!jx_is_blank(g_utf8_get_char(p)))
                return true;
    }
    return false;
}

static void refuse(JxDocument *document, const JxInput *input,
                   const JxCells *cells, JxDiags *input_diags, JxDiags *diags)
{
    JxReport *report = add_report(document, input, cells->notation);
    guint n = jx_diags_count(diags);
    document->refused = true;
    adopt_findings(report, input_diags);
    adopt_findings(report, diags);
    if (input->too_large || (cells->refused && n > 0))
        return; /* that it is, or why, is said already */
    JxPlace place = {.line = 1, .column = 1};
    if (n == 0 && !has_text(cells))
        jx_diags_add(report->diags, "empty-input", place, _("文件中没有内容"));
    else
        jx_diags_add(report->diags, "no-table", place,
                     _("找不到项目支出绩效目标表：没有一行含有项目名称、总计、"
                       "绩效目标、绩效指标等表头"));
}

/* A model in JSON, ours. What cannot be read of it is refused. */
static JxDocument *load_model(const JxInput *input, JxDiags *input_diags)
{
    JxPlace place;
    JxDocument *document = jx_json_read(input->text, input->len, &place);
    if (document == NULL) {
        document = jx_document_new();
        document->refused = true;
        JxReport *report = add_report(document, input, "json");
        jx_diags_add(report->diags, "no-table", place,
                     _("JSON 文件不完整或有语法错误，读不出数据"));
    }
    adopt_findings(document->reports->pdata[0], input_diags);
    return document;
}

/* Reads the tables of the cells into the document. */
static void load_cells(JxDocument *document, const JxInput *input,
                       const JxCells *cells, JxDiags *input_diags,
                       JxDiags *diags)
{
    g_autoptr(JxReport) scratch = jx_report_new();
    g_autoptr(GArray) sections = find_sections(scratch, cells);

    if (sections->len == 0 && !cells->refused)
        find_headless(cells, sections);
    if (sections->len == 0 || cells->refused) {
        refuse(document, input, cells, input_diags, diags);
        return;
    }
    for (guint i = 0; i < sections->len; i++) {
        JxReport *report = add_report(document, input, cells->notation);
        if (i == 0) {
            adopt_findings(report, input_diags);
            adopt_findings(report, diags);
        }
        const JxSection *section = &g_array_index(sections, JxSection, i);
        (section->single ? jx_single_read : jx_rows_read)(report, cells,
                                                          section);
    }
    if (has_sheets(cells))
        report_sheets(document->reports->pdata[0], cells, sections);
}

/* The cells of a workbook's visible sheets, of one alone when `only` is not
 * NULL. Yours. */
static JxCells *cells_of(const JxWorkbook *workbook, const JxWorksheet *only,
                         JxDiags *diags)
{
    JxCells *cells = jx_cells_new("xlsx");
    JxBuilder builder;
    jx_builder_init(&builder, cells, diags);
    jx_workbook_fill(workbook, only, &builder);
    jx_builder_clear(&builder);
    return cells;
}

/* A workbook of ours. */
static void load_back(JxDocument *document, const JxInput *input,
                      const JxWorkbook *workbook, JxBack *back,
                      JxDiags *input_diags, JxDiags *diags)
{
    const JxWorksheet *sheet = jx_back_substitute(back);
    g_autoptr(JxDocument) other = jx_document_new();
    if (sheet != NULL) {
        g_autoptr(JxDiags) nobody = jx_diags_new();
        g_autoptr(JxCells) cells = cells_of(workbook, sheet, nobody);
        load_cells(other, input, cells, NULL, nobody);
    }
    const JxReport *form =
        sheet != NULL && !other->refused ? other->reports->pdata[0] : NULL;
    JxReport *report = add_report(document, input, "xlsx");
    adopt_findings(report, input_diags);
    adopt_findings(report, diags);
    jx_back_read(back, report, form);
}

static void load_workbook(JxDocument *document, const JxInput *input,
                          JxDiags *input_diags, JxDiags *diags)
{
    g_autoptr(JxCells) refused = jx_cells_new("xlsx");
    JxBuilder builder;
    jx_builder_init(&builder, refused, diags);
    g_autoptr(JxWorkbook) workbook = jx_workbook_read(input, &builder);
    jx_builder_clear(&builder);
    if (workbook == NULL) {
        load_cells(document, input, refused, input_diags, diags);
        return;
    }
    g_autoptr(JxBack) back = jx_back_open(workbook);
    if (back != NULL) {
        load_back(document, input, workbook, back, input_diags, diags);
        return;
    }
    g_autoptr(JxCells) cells = cells_of(workbook, NULL, diags);
    load_cells(document, input, cells, input_diags, diags);
}

JxDocument *jx_load(const JxInput *input, JxDiags *input_diags)
{
    if (input->text != NULL && jx_json_is_model(input->text))
        return load_model(input, input_diags);

    JxDocument *document = jx_document_new();
    g_autoptr(JxDiags) diags = jx_diags_new();
    if (input->text == NULL && jx_xlsx_is(input)) {
        load_workbook(document, input, input_diags, diags);
        return document;
    }
    g_autoptr(JxCells) cells = jx_cells_read(input, diags);
    load_cells(document, input, cells, input_diags, diags);
    return document;
}
