#include "xlsx/sheets.h"

/* From a finding to the cell it is about. */

static const struct {
    JxSheetId sheet;
    guint column;
} FIELDS[JX_N_FIELDS] = {
    [JX_FIELD_NONE] = {JX_SHEET_FUNDING, JX_FUNDING_NAME},
    [JX_FIELD_NAME] = {JX_SHEET_FUNDING, JX_FUNDING_NAME},
    [JX_FIELD_TOTAL] = {JX_SHEET_FUNDING, JX_FUNDING_TOTAL},
    [JX_FIELD_FISCAL] = {JX_SHEET_FUNDING, JX_FUNDING_FISCAL},
    [JX_FIELD_SPECIAL_ACCOUNT] = {JX_SHEET_FUNDING, JX_FUNDING_SPECIAL_ACCOUNT},
    [JX_FIELD_OTHER] = {JX_SHEET_FUNDING, JX_FUNDING_OTHER},
    [JX_FIELD_GOAL] = {JX_SHEET_GOALS, JX_GOALS_GOAL},
    [JX_FIELD_INDICATORS] = {JX_SHEET_INDICATORS, JX_INDICATORS_NAME},
    [JX_FIELD_PERIOD_VALUE] = {JX_SHEET_INDICATORS, JX_INDICATORS_PERIOD},
    [JX_FIELD_ANNUAL_VALUE] = {JX_SHEET_INDICATORS, JX_INDICATORS_ANNUAL},
};

/* The row of the first indicator with that ordinal. */
static guint indicator_row(const JxBook *book, guint project_index,
                           guint ordinal)
{
    const JxProject *project = jx_report_project(book->report, project_index);
    const JxProjectRows *rows = &book->rows[project_index];
    for (guint i = 0; i < project->indicators->len; i++)
        if (jx_project_indicator(project, i)->ordinal == ordinal)
            return rows->indicator_rows[i];
    return rows->indicator_row;
}

static JxTarget of_project(const JxBook *book, const JxFinding *finding)
{
    guint i = (guint)finding->project;
    JxField field = finding->field;
    if (field == JX_FIELD_NONE && finding->ordinal > 0)
        field = JX_FIELD_INDICATORS;

    JxTarget target = {.sheet = FIELDS[field].sheet,
                       .column = FIELDS[field].column,
                       .row = book->rows[i].funding_row};
    if (target.sheet == JX_SHEET_GOALS)
        target.row = book->rows[i].goal_row;
    if (target.sheet == JX_SHEET_INDICATORS) {
        target.row = indicator_row(book, i, finding->ordinal);
        /* without an indicator there is no row of one */
        if (book->rows[i].n_indicator_rows == 0)
            target = (JxTarget){.sheet = JX_SHEET_GOALS,
                                .row = book->rows[i].goal_row,
                                .column = JX_GOALS_N_INDICATORS};
    }
    return target;
}

/* A finding about no project: about a row of printed sums, where it stands in
 * the line of one or in a money column, or about all. */
static JxTarget of_totals(const JxBook *book, const JxFinding *finding)
{
    const JxReport *report = book->report;
    guint line = finding->place.line;
    JxTarget target = {.sheet = JX_SHEET_FUNDING,
                       .column = FIELDS[finding->field].column};

    for (guint i = 0; i < report->units->len; i++)
        if (line > 0 && jx_report_unit(report, i)->place.line == line) {
            target.row = book->unit_rows[i];
            return target;
        }
    bool is_money =
        finding->field >= JX_FIELD_TOTAL && finding->field <= JX_FIELD_OTHER;
    if (report->has_declared &&
        (is_money || (line > 0 && report->declared.place.line == line))) {
        target.row = book->declared_row;
        return target;
    }
    return (JxTarget){.general = true, .sheet = JX_SHEET_FORM};
}

JxTarget jx_book_target(const JxBook *book, const JxFinding *finding)
{
    if (finding->project >= 0 &&
        (guint)finding->project < book->report->projects->len)
        return of_project(book, finding);
    return of_totals(book, finding);
}
