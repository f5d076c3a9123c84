#include "layout/table.h"

static const char *keep(JxTable *table, char *text)
{
    const char *kept = g_string_chunk_insert(table->chunk, text);
    g_free(text);
    return kept;
}

/* {unit} and {currency} filled in; NULL when what it asks for is unknown. */
static const char *fill(JxTable *table, const char *pattern,
                        const JxReport *report)
{
    const struct {
        const char *key, *value;
    } known[] = {{"{unit}", report->unit},
                 {"{currency}", report->currency_unit},
                 {"{year}", report->year},
                 {"{number}", report->form_number}};
    g_autoptr(GString) text = g_string_new(pattern);

    for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
        const char *value = known[i].value ? known[i].value : "";
        if (g_string_replace(text, known[i].key, value, 0) > 0 &&
            known[i].value == NULL)
            return NULL;
    }
    return keep(table, g_strdup(text->str));
}

static void add_columns(JxTable *table, const JxForm *form)
{
    for (guint i = 0; i < form->columns->len; i++) {
        const JxFormColumn *from = jx_form_column(form, i);
        bool is_amount =
            from->field >= JX_FIELD_TOTAL && from->field <= JX_FIELD_OTHER;
        JxTableColumn column = {
            .heading = from->heading,
            .align = is_amount ? JX_ALIGN_RIGHT : JX_ALIGN_LEFT,
            .width = from->width,
            .width_pt = from->width_pt,
            .min_em = from->min_em,
            .is_amount = is_amount,
            .is_name = from->field == JX_FIELD_NAME,
        };
        g_array_append_val(table->columns, column);
    }
}

/* What builds the rows knows. */
typedef struct {
    JxTable *table;
    const JxReport *report;
    const JxForm *form;
    guint decimals[JX_N_FUNDS];
} Build;

/* An amount as the form prints it: blanks stay blank, what is no amount stays
 * as it was written. */
static const char *amount(Build *build, const JxMoney *money, JxFund fund)
{
    if (money->blank)
        return NULL;
    if (money->invalid)
        return money->text;
    return keep(build->table,
                jx_money_format(money->fen, build->report->currency,
                                build->decimals[fund], true));
}

/* The indicators one a line; the cell as it was written when one of them
 * could not be told apart. */
static const char *indicator_lines(Build *build, const JxProject *project)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < project->indicators->len; i++) {
        const JxIndicator *indicator = jx_project_indicator(project, i);
        if (!indicator->parsed || indicator->text == NULL)
            return project->indicators_text;
        if (i > 0)
            g_string_append_c(lines, '\n');
        g_string_append(lines, indicator->text);
    }
    return lines->len ? keep(build->table, g_strdup(lines->str))
                      : project->indicators_text;
}

static const char *cell_of(Build *build, JxField field, const char *name,
                           const JxMoney *funding, const JxProject *project)
{
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        if (jx_fund_field(fund) == field)
            return amount(build, &funding[fund], fund);
    if (field == JX_FIELD_NAME)
        return name;
    if (field == JX_FIELD_GOAL)
        return project ? project->goal : NULL;
    if (project && build->form->items == JX_ITEMS_LINES)
        return indicator_lines(build, project);
    return project ? project->indicators_text : NULL;
}

static void add_row(Build *build, const char *name, const JxMoney *funding,
                    const JxProject *project, guint level)
{
    JxTableRow row = {
        .cells = g_new0(const char *, build->form->columns->len),
        .strong = project == NULL,
        .bookmark = name,
        .level = level,
    };
    for (guint i = 0; i < build->form->columns->len; i++)
        row.cells[i] = cell_of(build, jx_form_column(build->form, i)->field,
                               name, funding, project);
    g_array_append_val(build->table->rows, row);
}

static void add_totals(Build *build, const JxTotals *totals, guint level)
{
    add_row(build, totals->name, totals->funding, NULL, level);
}

/* Units stand where the document has them: before the projects they head, or
 * behind those they sum up. */
static void add_units(Build *build, guint *next, guint line)
{
    const JxReport *report = build->report;
    for (; *next < report->units->len; (*next)++) {
        const JxTotals *unit = jx_report_unit(report, *next);
        if (unit->place.line > line)
            return;
        add_totals(build, unit, 2);
    }
}

static void add_rows(Build *build)
{
    const JxReport *report = build->report;
    guint n = report->projects->len, next_unit = 0;
    bool total_last = n > 0 && report->declared.place.line >
                                   jx_report_project(report, n - 1)->place.line;
    guint level = report->units->len > 0 ? 3 : 2;

    if (report->has_declared && !total_last)
        add_totals(build, &report->declared, 1);
    for (guint i = 0; i < n; i++) {
        const JxProject *project = jx_report_project(report, i);
        add_units(build, &next_unit, project->place.line);
        add_row(build, project->name, project->funding, project,
                report->has_declared && !total_last ? level : level - 1);
    }
    add_units(build, &next_unit, G_MAXUINT);
    if (report->has_declared && total_last)
        add_totals(build, &report->declared, 1);
}

/* Every amount that is not the printed one is said under the table. */
static void add_corrections(JxTable *table, const JxReport *report)
{
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
            const JxMoney *money = &project->funding[fund];
            if (!money->corrected)
                continue;
            g_autofree char *from =
                money->from_blank ? g_strdup("空白")
                                  : jx_money_format(money->from_fen,
                                                    report->currency, 2, true);
            g_autofree char *to =
                money->blank
                    ? g_strdup("空白")
                    : jx_money_format(money->fen, report->currency, 2, true);
            g_ptr_array_add(
                table->after,
                (gpointer)keep(
                    table, g_strdup_printf("更正：“%s”的%s由%s改为%s。",
                                           project->name ? project->name : "",
                                           jx_fund_heading(fund), from, to)));
        }
    }
}

static void add_after(JxTable *table, const JxReport *report,
                      const JxForm *form)
{
    if (report->projects->len == 0 && report->notes->len == 0 && form->empty)
        g_ptr_array_add(table->after, form->empty);
    add_corrections(table, report);
    for (guint i = 0; i < report->notes->len; i++)
        g_ptr_array_add(table->after, report->notes->pdata[i]);
    for (guint i = 0; i < report->signatures->len; i++)
        g_ptr_array_add(table->after, report->signatures->pdata[i]);
}

static void row_clear(gpointer data)
{
    g_free(((JxTableRow *)data)->cells);
}

static JxTable *table_new(void)
{
    JxTable *table = g_new0(JxTable, 1);
    table->columns = g_array_new(FALSE, TRUE, sizeof(JxTableColumn));
    table->rows = g_array_new(FALSE, TRUE, sizeof(JxTableRow));
    g_array_set_clear_func(table->rows, row_clear);
    table->after = g_ptr_array_new();
    table->chunk = g_string_chunk_new(4096);
    return table;
}

JxTable *jx_table_from_report(const JxReport *report, const JxForm *form)
{
    JxTable *table = table_new();
    Build build = {.table = table, .report = report, .form = form};
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        build.decimals[fund] = jx_report_fund_decimals(report, fund);
    table->title = report->title ? report->title : form->title;
    table->continued_title =
        keep(table, g_strconcat(table->title, form->continued, NULL));
    table->left = fill(table, form->left_line, report);
    table->right = fill(table, form->right_line, report);
    add_columns(table, form);
    add_rows(&build);
    add_after(table, report, form);
    return table;
}

static const char *or_null(const char *text)
{
    return text && *text ? text : NULL;
}

JxTable *jx_table_from_listing(const JxListing *listing, const JxForm *form)
{
    JxTable *table = table_new();
    table->title = listing->title;
    table->continued_title =
        keep(table, g_strconcat(listing->title, form->continued, NULL));
    table->left = listing->left;
    table->right = listing->right;
    bool named = false; /* the first text says what the row is about */
    for (guint i = 0; i < listing->columns->len; i++) {
        const JxListingColumn *from = jx_listing_column(listing, i);
        bool is_number = from->kind == JX_LISTING_NUMBER;
        bool is_name = !named && from->kind == JX_LISTING_TEXT;
        JxTableColumn column = {
            .heading = from->heading,
            .align = is_number ? JX_ALIGN_RIGHT : JX_ALIGN_LEFT,
            .width = is_number ? JX_WIDTH_NUMBERS : JX_WIDTH_AUTO,
            .min_em = MIN(from->width, 8),
            .is_amount = is_number,
            .is_name = is_name,
        };
        named = named || is_name;
        g_array_append_val(table->columns, column);
    }
    for (guint i = 0; i < listing->rows->len; i++) {
        const JxListingRow *from = jx_listing_row(listing, i);
        JxTableRow row = {.cells =
                              g_new0(const char *, listing->columns->len + 1),
                          .strong = from->strong};
        for (guint k = 0; k < listing->columns->len; k++)
            row.cells[k] = or_null(from->cells[k]);
        g_array_append_val(table->rows, row);
    }
    return table;
}

void jx_table_free(JxTable *table)
{
    if (table == NULL)
        return;
    g_array_unref(table->columns);
    g_array_unref(table->rows);
    g_ptr_array_unref(table->after);
    g_string_chunk_free(table->chunk);
    g_free(table);
}
