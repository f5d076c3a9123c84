#include "layout/wording.h"

#include <string.h>

/* ---- amounts ---- */

static guint exact_decimals(const JxReport *report, JxFund fund,
                            JxCurrency currency)
{
    guint decimals = 2;
    if (report->has_declared)
        decimals =
            MAX(decimals, jx_money_exact_decimals(
                              report->declared.funding[fund].fen, currency));
    for (guint i = 0; i < report->units->len; i++)
        decimals =
            MAX(decimals,
                jx_money_exact_decimals(
                    jx_report_unit(report, i)->funding[fund].fen, currency));
    for (guint i = 0; i < report->projects->len; i++)
        decimals =
            MAX(decimals,
                jx_money_exact_decimals(
                    jx_report_project(report, i)->funding[fund].fen, currency));
    return decimals;
}

/* A currency that is not stated cannot be turned into another one. */
void jx_wording_start(JxWording *wording, const JxReport *report,
                      const JxForm *form, const JxFill *fills, guint n_fills)
{
    bool converts = form->currency != JX_CURRENCY_UNKNOWN &&
                    report->currency != JX_CURRENCY_UNKNOWN &&
                    form->currency != report->currency;
    *wording = (JxWording){
        .report = report,
        .form = form,
        .fills = fills,
        .n_fills = n_fills,
        .currency = converts ? form->currency : report->currency,
        .currency_name =
            converts ? jx_currency_name(form->currency) : report->currency_unit,
    };
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        wording->decimals[fund] =
            converts ? exact_decimals(report, fund, form->currency)
                     : jx_report_fund_decimals(report, fund);
}

static const char *amount(const JxWording *wording, JxTable *table,
                          const JxMoney *money, JxFund fund)
{
    guint zero = wording->form->zero;
    if (money->invalid)
        return money->text; /* what is no amount stays as it was written */
    if (money->blank ? zero != JX_ZERO_DIGITS
                     : money->fen == 0 && zero == JX_ZERO_BLANK)
        return NULL;
    return jx_table_keep(table, jx_money_format(money->fen, wording->currency,
                                                wording->decimals[fund], true));
}

/* ---- headings to fill ---- */

static const char *said(const JxWording *wording, const char *heading)
{
    for (guint i = 0; i < wording->n_fills; i++)
        if (jx_form_same_heading(wording->fills[i].heading, heading))
            return wording->fills[i].text;
    return NULL;
}

static const char *filled(const JxWording *wording, const char *heading,
                          const JxProject *project)
{
    for (guint i = 0; project && i < project->extra->len; i++) {
        const JxExtra *extra = &g_array_index(project->extra, JxExtra, i);
        if (extra->heading && extra->text && *extra->text &&
            jx_form_same_heading(extra->heading, heading))
            return extra->text;
    }
    return said(wording, heading);
}

/* ---- cells ---- */

/* The indicators one a line; the cell as it was written when one of them
 * could not be told apart. */
static const char *indicator_lines(JxTable *table, const JxProject *project)
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
    return lines->len ? jx_table_keep(table, g_strdup(lines->str))
                      : project->indicators_text;
}

static const char *level_text(const JxLevel *level)
{
    return level->name ? level->name : level->code;
}

static const char *of_indicator(guint show, JxTable *table,
                                const JxIndicator *indicator)
{
    switch (show) {
    case JX_SHOW_ITEM:
        return indicator->text;
    case JX_SHOW_ITEM_NUMBER:
        return indicator->ordinal
                   ? jx_table_keep(table,
                                   g_strdup_printf("%u", indicator->ordinal))
                   : NULL;
    case JX_SHOW_LEVEL1:
        return level_text(&indicator->level1);
    case JX_SHOW_LEVEL2:
        return level_text(&indicator->level2);
    case JX_SHOW_ITEM_NAME:
        return indicator->name;
    case JX_SHOW_PERIOD_VALUE:
        return indicator->period_value;
    case JX_SHOW_ANNUAL_VALUE:
        return indicator->annual_value;
    default:
        return NULL;
    }
}

static const char *unit_of(const JxWording *wording, const JxProject *project)
{
    const JxReport *report = wording->report;
    if (project->unit >= 0 && (guint)project->unit < report->units->len)
        return jx_report_unit(report, (guint)project->unit)->name;
    return report->unit;
}

static const char *of_project(const JxWording *wording, JxTable *table,
                              guint show, const JxSubject *subject)
{
    const JxProject *project = subject->project;
    switch (show) {
    case JX_SHOW_NUMBER:
        return jx_table_keep(table, g_strdup_printf("%u", subject->number));
    case JX_SHOW_UNIT:
        return unit_of(wording, project);
    case JX_SHOW_GOAL:
        return project->goal;
    case JX_SHOW_INDICATORS:
        return wording->form->items == JX_ITEMS_LINES
                   ? indicator_lines(table, project)
                   : project->indicators_text;
    default:
        return NULL;
    }
}

const char *jx_wording_cell(const JxWording *wording, JxTable *table,
                            const JxFormCell *cell, const JxSubject *subject)
{
    if (cell->show == JX_SHOW_TEXT)
        return jx_wording_line(wording, table, cell->text, subject->name);
    if (cell->show == JX_SHOW_FILL)
        return filled(wording, cell->fill, subject->project);
    if (cell->show == JX_SHOW_NAME)
        return subject->name;
    if (jx_show_is_amount(cell->show)) {
        JxFund fund = (JxFund)(cell->show - JX_SHOW_TOTAL);
        return subject->funding
                   ? amount(wording, table, &subject->funding[fund], fund)
                   : NULL;
    }
    if (jx_show_is_of_item(cell->show))
        return subject->indicator
                   ? of_indicator(cell->show, table, subject->indicator)
                   : NULL;
    return subject->project ? of_project(wording, table, cell->show, subject)
                            : NULL;
}

/* Where the file does not say: amounts stand at the right, words of the form
 * and numbers in the middle. */
static JxAlign usual_align(guint show)
{
    if (jx_show_is_amount(show))
        return JX_ALIGN_RIGHT;
    return show == JX_SHOW_TEXT || show == JX_SHOW_NUMBER ||
                   show == JX_SHOW_ITEM_NUMBER
               ? JX_ALIGN_CENTRE
               : JX_ALIGN_LEFT;
}

JxTableCell jx_wording_table_cell(const JxWording *wording, JxTable *table,
                                  const JxFormCell *cell,
                                  const JxSubject *subject)
{
    guint show = cell->show;
    bool is_label = show == JX_SHOW_TEXT;
    bool is_total = subject->project == NULL && subject->funding != NULL;
    JxRole role = is_label   ? JX_ROLE_HEADING
                  : is_total ? JX_ROLE_STRONG
                             : JX_ROLE_BODY;
    return (JxTableCell){
        .text = jx_wording_cell(wording, table, cell, subject),
        .n_columns = 1,
        .n_rows = 1,
        .align = (guint8)(cell->align ? cell->align - 1 : usual_align(show)),
        .role = (guint8)(cell->role && !is_total ? cell->role - 1 : role),
        .is_amount = jx_show_is_amount(show),
        .is_middle = cell->middle || is_label,
        .is_label = is_label,
        .repeats = is_label || show == JX_SHOW_NAME || show == JX_SHOW_NUMBER ||
                   show == JX_SHOW_LEVEL1 || show == JX_SHOW_LEVEL2,
        .is_name = show == JX_SHOW_NAME,
    };
}

JxSubject jx_wording_project(const JxWording *wording, guint index)
{
    const JxProject *project = jx_report_project(wording->report, index);
    return (JxSubject){.name = project->name,
                       .funding = project->funding,
                       .project = project,
                       .number = index + 1};
}

/* ---- lines around the table ---- */

const char *jx_wording_line(const JxWording *wording, JxTable *table,
                            const char *pattern, const char *name)
{
    const JxReport *report = wording->report;
    const struct {
        const char *key, *value;
    } known[] = {{"{unit}", report->unit},
                 {"{currency}", wording->currency_name},
                 {"{year}", report->year},
                 {"{name}", name},
                 {"{number}", report->form_number
                                  ? report->form_number
                                  : wording->form->form_number}};
    if (strchr(pattern, '{') == NULL)
        return pattern;
    g_autoptr(GString) text = g_string_new(pattern);
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
        const char *value = known[i].value ? known[i].value : "";
        if (g_string_replace(text, known[i].key, value, 0) > 0 &&
            known[i].value == NULL)
            return NULL;
    }
    return jx_table_keep(table, g_strdup(text->str));
}

void jx_wording_head(const JxWording *wording, JxTable *table, const char *name)
{
    const JxForm *form = wording->form;
    const char *own = form->own_title ? NULL : wording->report->title;
    table->title = own ? own : form->title;
    table->continued_title =
        jx_table_keep(table, g_strconcat(table->title, form->continued, NULL));
    table->number = jx_wording_line(wording, table, form->number_line, name);
    table->left = jx_wording_line(wording, table, form->left_line, name);
    table->right = jx_wording_line(wording, table, form->right_line, name);
    if (form->continued_line)
        table->continued_left =
            jx_wording_line(wording, table, form->continued_line, name);
}

static void add_line(JxTable *table, const char *line)
{
    g_ptr_array_add(table->after, (gpointer)line);
}

static char *amount_or_blank(gint64 fen, bool blank, JxCurrency currency)
{
    return blank ? g_strdup("空白") : jx_money_format(fen, currency, 2, true);
}

/* Every amount that is not the printed one is said under the table. */
static void add_correction(const JxWording *wording, JxTable *table,
                           const JxProject *project, JxFund fund)
{
    const JxMoney *money = &project->funding[fund];
    JxCurrency currency = wording->report->currency;
    g_autofree char *from =
        amount_or_blank(money->from_fen, money->from_blank, currency);
    g_autofree char *to = amount_or_blank(money->fen, money->blank, currency);
    add_line(table, jx_table_keep(table, g_strdup_printf(
                                             "更正：“%s”的%s由%s改为%s。",
                                             project->name ? project->name : "",
                                             jx_fund_heading(fund), from, to)));
}

void jx_wording_after(const JxWording *wording, JxTable *table)
{
    const JxReport *report = wording->report;
    const JxForm *form = wording->form;
    if (report->projects->len == 0 && report->notes->len == 0 && form->empty)
        add_line(table, form->empty);
    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
            if (project->funding[fund].corrected)
                add_correction(wording, table, project, fund);
    }
    for (guint i = 0; i < report->notes->len; i++)
        add_line(table, report->notes->pdata[i]);
    for (guint i = 0; i < form->notes->len; i++)
        add_line(table, form->notes->pdata[i]);
}

/* With a colon and what is known of it behind it. */
static const char *signature(const JxWording *wording, JxTable *table,
                             const char *heading)
{
    const char *text = said(wording, heading);
    if (!jx_form_signature_is_filled(heading))
        return heading;
    return jx_table_keep(table,
                         g_strconcat(heading, "：", text ? text : "", NULL));
}

void jx_wording_signatures(const JxWording *wording, JxTable *table)
{
    const GPtrArray *own = wording->report->signatures;
    const GPtrArray *wanted = wording->form->signatures;
    for (guint i = 0; i < own->len; i++)
        add_line(table, own->pdata[i]);
    for (guint i = 0; own->len == 0 && i < wanted->len; i++)
        g_ptr_array_add(table->signatures,
                        (gpointer)signature(wording, table, wanted->pdata[i]));
}
