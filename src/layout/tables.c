#include "layout/items.h"

/* From a report to tables: one list, or a sheet for every project. */

/* What builds the rows of a list knows. */
typedef struct {
    const JxWording *wording;
    JxTable *table;
    JxPlaced *placed; /* the columns that show indicators */
    guint n_placed;
    guint named; /* the column that names the row */
} Build;

static const JxFormCell *cell_at(const Build *build, guint column)
{
    return &jx_form_column(build->wording->form, column)->cell;
}

/* ---- the list ---- */

static void add_columns(Build *build)
{
    const JxForm *form = build->wording->form;
    build->named = form->columns->len;
    for (guint i = 0; i < form->columns->len; i++) {
        const JxFormColumn *from = jx_form_column(form, i);
        JxTableColumn column = {
            .heading = from->heading,
            .group = from->group,
            .width = from->width,
            .width_pt = from->width_pt,
            .weight = from->weight,
            .min_em = from->min_em,
        };
        g_array_append_val(build->table->columns, column);
        if (jx_show_is_of_item(from->cell.show))
            build->placed[build->n_placed++] = (JxPlaced){&from->cell, i, 1};
        if (from->cell.show == JX_SHOW_NAME)
            build->named = i;
    }
}

/* A row of sums. Its name stands where projects have theirs; a form without
 * such a column has it in the first that shows no amount. */
static void add_totals(Build *build, const char *name, const JxMoney *funding,
                       guint level)
{
    JxSubject subject = {.name = name, .funding = funding};
    JxTableRow *row = jx_table_add_row(build->table);
    guint n = build->table->columns->len;
    bool is_named = build->named < n;
    row->bookmark = name;
    row->level = level;
    for (guint i = 0; i < n; i++) {
        JxTableCell *cell = &row->cells[i];
        *cell = jx_wording_table_cell(build->wording, build->table,
                                      cell_at(build, i), &subject);
        if (cell_at(build, i)->show == JX_SHOW_FILL)
            cell->text = NULL;
        if (!is_named && !cell->is_amount) {
            cell->text = name;
            is_named = true;
        }
    }
}

static void add_project(Build *build, guint index, guint level)
{
    const JxForm *form = build->wording->form;
    JxSubject subject = jx_wording_project(build->wording, index);
    guint first = build->table->rows->len;
    guint n =
        form->row_is == JX_ROW_IS_ITEM ? jx_items_rows(subject.project) : 1;
    for (guint i = 0; i < n; i++)
        jx_table_add_row(build->table);
    JxTableRow *row = jx_table_row(build->table, first);
    row->bookmark = subject.name;
    row->level = level;
    for (guint i = 0; i < form->columns->len; i++) {
        if (jx_show_is_of_item(cell_at(build, i)->show))
            continue;
        row->cells[i] = jx_wording_table_cell(build->wording, build->table,
                                              cell_at(build, i), &subject);
        row->cells[i].n_rows = (guint16)n;
        for (guint k = 1; k < n; k++)
            jx_table_row(build->table, first + k)->cells[i].n_columns = 0;
    }
    if (form->row_is == JX_ROW_IS_ITEM)
        jx_items_put(build->wording, build->table, first, build->placed,
                     build->n_placed, &subject);
}

/* Units stand where the document has them: before the projects they head, or
 * behind those they sum up. */
static void add_units(Build *build, guint *next, guint line)
{
    const JxReport *report = build->wording->report;
    for (; build->wording->form->subtotals && *next < report->units->len;
         (*next)++) {
        const JxTotals *unit = jx_report_unit(report, *next);
        if (unit->place.line > line)
            return;
        add_totals(build, unit->name, unit->funding, 2);
    }
}

/* The sum of all projects, for documents that print none; nothing when one of
 * the columns is too large. */
static void add_sum(Build *build)
{
    const JxReport *report = build->wording->report;
    JxMoney funding[JX_N_FUNDS] = {0};
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        if (!jx_report_sum(report, fund, &funding[fund].fen))
            return;
    add_totals(build, build->wording->form->total_label, funding, 1);
}

static void add_rows(Build *build)
{
    const JxReport *report = build->wording->report;
    guint totals = build->wording->form->totals;
    guint n = report->projects->len, next_unit = 0;
    bool has_total = report->has_declared && totals != JX_TOTALS_NONE;
    bool total_last = n > 0 && report->declared.place.line >
                                   jx_report_project(report, n - 1)->place.line;
    bool sums = !report->has_declared && totals == JX_TOTALS_SUM && n > 0;
    guint level = (has_total && !total_last) || sums ? 2 : 1;

    if (sums)
        add_sum(build);
    if (has_total && !total_last)
        add_totals(build, report->declared.name, report->declared.funding, 1);
    for (guint i = 0; i < n; i++) {
        add_units(build, &next_unit, jx_report_project(report, i)->place.line);
        add_project(build, i, level + (report->units->len > 0));
    }
    add_units(build, &next_unit, G_MAXUINT);
    if (has_total && total_last)
        add_totals(build, report->declared.name, report->declared.funding, 1);
}

static JxTable *list_of(const JxWording *wording)
{
    JxTable *table = jx_table_new();
    g_autofree JxPlaced *placed = g_new0(JxPlaced, wording->form->columns->len);
    Build build = {.wording = wording, .table = table, .placed = placed};
    jx_wording_head(wording, table, NULL);
    add_columns(&build);
    add_rows(&build);
    jx_wording_after(wording, table);
    jx_wording_signatures(wording, table);
    return table;
}

/* ---- sheets ---- */

/* A sheet being built: which columns cells from above still take. */
typedef struct {
    const JxWording *wording;
    JxTable *table;
    const JxSubject *subject;
    guint *reach;     /* rows, of each column */
    JxPlaced *placed; /* the cells of the row of now */
    guint n_placed;
} Sheet;

static guint rows_of(const Sheet *sheet, guint index)
{
    return jx_form_row(sheet->wording->form, index)->each == JX_ROW_IS_ITEM
               ? jx_items_rows(sheet->subject->project)
               : 1;
}

/* Rows of the table behind so many rows of the form. */
static guint reach_of(const Sheet *sheet, guint index, guint n_rows)
{
    guint sum = 0;
    for (guint i = 0; i < n_rows; i++)
        sum += rows_of(sheet, index + i);
    return sum;
}

/* Where the cells of the row stand: in the columns nothing reaches into. */
static void place_row(Sheet *sheet, guint index)
{
    const JxSheetRow *row = jx_form_row(sheet->wording->form, index);
    guint column = 0;
    sheet->n_placed = 0;
    for (guint i = 0; i < row->cells->len; i++) {
        const JxSheetCell *cell = jx_sheet_row_cell(row, i);
        while (sheet->reach[column] > 0)
            column++;
        sheet->placed[sheet->n_placed++] =
            (JxPlaced){&cell->cell, column, cell->n_columns};
        column += cell->n_columns;
    }
}

/* A row with nothing but words heads what stands below it. */
static bool heads_columns(const JxSheetRow *row)
{
    for (guint i = 0; i < row->cells->len; i++)
        if (jx_sheet_row_cell(row, i)->cell.show != JX_SHOW_TEXT)
            return false;
    return true;
}

/* A row that stands once: its cells may reach down. */
static void put_row(Sheet *sheet, guint index, guint first)
{
    const JxSheetRow *from = jx_form_row(sheet->wording->form, index);
    bool heads = heads_columns(from);
    for (guint i = 0; i < sheet->n_placed; i++) {
        const JxPlaced *at = &sheet->placed[i];
        guint n_rows =
            reach_of(sheet, index, jx_sheet_row_cell(from, i)->n_rows);
        JxTableCell *cells = jx_table_row(sheet->table, first)->cells;
        cells[at->column] = jx_wording_table_cell(sheet->wording, sheet->table,
                                                  at->cell, sheet->subject);
        cells[at->column].n_columns = (guint16)at->n_columns;
        cells[at->column].n_rows = (guint16)n_rows;
        cells[at->column].heads_column = heads && n_rows == 1;
        for (guint k = 1; k < at->n_columns; k++)
            cells[at->column + k].n_columns = 0;
        for (guint k = 0; k < at->n_columns; k++)
            sheet->reach[at->column + k] = n_rows;
    }
}

/* What reaches into the row from above leaves no cells in it. */
static void pass_row(Sheet *sheet, guint index)
{
    JxTableCell *cells = jx_table_row(sheet->table, index)->cells;
    for (guint i = 0; i < sheet->table->columns->len; i++)
        if (sheet->reach[i] > 0)
            cells[i].n_columns = 0;
}

static void end_row(Sheet *sheet)
{
    for (guint i = 0; i < sheet->table->columns->len; i++)
        if (sheet->reach[i] > 0)
            sheet->reach[i]--;
}

static void add_sheet_row(Sheet *sheet, guint index, guint head)
{
    const JxSheetRow *from = jx_form_row(sheet->wording->form, index);
    guint n = rows_of(sheet, index), first = sheet->table->rows->len;
    place_row(sheet, index);
    for (guint i = 0; i < n; i++) {
        JxTableRow *row = jx_table_add_row(sheet->table);
        row->min_lines = from->min_lines;
        row->head = head;
    }
    for (guint i = 0; i < n; i++) {
        pass_row(sheet, first + i);
        if (i == 0 && from->each == JX_ROW_IS_PROJECT)
            put_row(sheet, index, first);
        end_row(sheet);
    }
    if (from->each == JX_ROW_IS_ITEM)
        jx_items_put(sheet->wording, sheet->table, first, sheet->placed,
                     sheet->n_placed, sheet->subject);
}

static void add_sheet_columns(const JxForm *form, JxTable *table)
{
    for (guint i = 0; i < form->grid->len; i++) {
        JxTableColumn column = {
            .width = JX_WIDTH_WEIGHTED,
            .weight = g_array_index(form->grid, double, i),
        };
        g_array_append_val(table->columns, column);
    }
}

static JxTable *sheet_of(const JxWording *wording, const JxSubject *subject)
{
    const JxForm *form = wording->form;
    JxTable *table = jx_table_new();
    jx_wording_head(wording, table, subject->name);
    add_sheet_columns(form, table);
    g_autofree guint *reach = g_new0(guint, form->grid->len);
    g_autofree JxPlaced *placed = g_new0(JxPlaced, form->grid->len);
    Sheet sheet = {wording, table, subject, reach, placed, 0};
    guint head = 0;
    for (guint i = 0; i < form->rows->len; i++) {
        const JxSheetRow *row = jx_form_row(form, i);
        guint next = table->rows->len + 1;
        /* what is repeated heads the indicators right below it */
        head = row->each == JX_ROW_IS_ITEM ? head : 0;
        add_sheet_row(&sheet, i, head);
        if (row->repeated)
            head = next;
    }
    jx_table_row(table, 0)->bookmark = subject->name;
    jx_table_row(table, 0)->level = 1;
    jx_wording_signatures(wording, table);
    return table;
}

static void add_sheets(const JxWording *wording, GPtrArray *tables)
{
    const JxSubject blank = {0};
    guint n = wording->report->projects->len;
    for (guint i = 0; i < n; i++) {
        JxSubject subject = jx_wording_project(wording, i);
        g_ptr_array_add(tables, sheet_of(wording, &subject));
    }
    if (n == 0)
        g_ptr_array_add(tables, sheet_of(wording, &blank));
    jx_wording_after(wording, tables->pdata[tables->len - 1]);
}

static void free_table(gpointer table)
{
    jx_table_free(table);
}

GPtrArray *jx_tables_from_report(const JxReport *report, const JxForm *form,
                                 const JxFill *fills, guint n_fills)
{
    GPtrArray *tables = g_ptr_array_new_with_free_func(free_table);
    JxWording wording;
    jx_wording_start(&wording, report, form, fills, n_fills);
    if (jx_form_is_sheet(form))
        add_sheets(&wording, tables);
    else
        g_ptr_array_add(tables, list_of(&wording));
    return tables;
}
