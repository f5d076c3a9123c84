#include <string.h>

#include "base/intl.h"
#include "load/workbook_back.h"

/* ---- 绩效目标 ---- */

/* The name of a project stands on three sheets, and 资金 is the one that
 * counts. */
static void report_renamed(JxBack *back, const JxList *list, guint row,
                           int project, const char *name)
{
    g_autofree char *here = jx_back_quote(name);
    g_autofree char *there =
        jx_back_quote(jx_back_project(back, (guint)project)->name);
    g_autofree char *message =
        g_strdup_printf(_("项目名称这里写作“%s”，没有采用；取“%s”里的“%s”"),
                        here, jx_list_name(JX_LIST_FUNDING), there);
    jx_back_finding(back, "workbook-conflict", list, row, JX_AT_NAME, project,
                    message)
        ->field = JX_FIELD_NAME;
}

static void report_unmatched(JxBack *back, const JxList *list, guint row,
                             const char *text)
{
    g_autofree char *quoted = jx_back_quote(text);
    g_autofree char *message =
        g_strdup_printf(_("“%s”里没有这一行的项目，没有采用：%s"),
                        jx_list_name(JX_LIST_FUNDING), quoted);
    jx_back_finding(back, "workbook-row-unmatched", list, row, JX_AT_NAME, -1,
                    message);
}

/* Anything of the columns that are read. */
static const char *content_of(const JxList *list, guint row)
{
    static const JxListColumn COLUMNS[] = {
        JX_AT_GOAL,        JX_AT_ALL_INDICATORS, JX_AT_INDICATOR,
        JX_AT_PERIOD,      JX_AT_ANNUAL,         JX_AT_TEXT,
        JX_AT_LEVEL1_NAME, JX_AT_LEVEL2_NAME,    JX_AT_LEVEL1_CODE,
        JX_AT_LEVEL2_CODE,
    };
    for (gsize i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        const char *text = jx_list_text(list, row, COLUMNS[i]);
        if (text != NULL)
            return text;
    }
    return NULL;
}

int jx_back_owner(JxBack *back, const JxList *list, guint row, int above)
{
    guint key = jx_back_number(list, row, JX_AT_KEY);
    const char *name = jx_list_text(list, row, JX_AT_NAME);
    const char *content = content_of(list, row);
    bool renamed;
    if (content == NULL && name == NULL)
        return -1;
    if (key == 0 && name == NULL) {
        if (above >= 0)
            jx_back_finding(back, "workbook-row-assigned", list, row,
                            JX_AT_NAME, above,
                            _("这一行没有写项目，算作上一行的项目"));
        else
            report_unmatched(back, list, row, content);
        return above;
    }
    int project = jx_back_find_project(back, key, name, &renamed);
    if (project < 0 && content != NULL)
        report_unmatched(back, list, row, content);
    if (project >= 0 && renamed)
        report_renamed(back, list, row, project, name);
    return project;
}

/* A goal's first row; the rest of a long text follows below. */
static void take_goal_row(JxBack *back, guint row, int owner, GString **goals)
{
    const JxList *list = back->lists[JX_LIST_GOALS];
    JxBackProject *project = jx_back_project(back, (guint)owner);
    const char *goal = jx_list_text(list, row, JX_AT_GOAL);
    const char *all = jx_list_text(list, row, JX_AT_ALL_INDICATORS);
    if (project->goal_row > 0 && goal == NULL)
        return;
    if (project->goal_row == 0) {
        project->goal_row = row;
        goals[owner] = goal ? g_string_new(goal) : NULL;
        project->all = all ? g_string_new(all) : NULL;
        return;
    }
    g_autofree char *quoted = jx_back_quote(goal);
    g_autofree char *message = g_strdup_printf(
        _("同一个项目有两行绩效目标，这一行没有采用：%s"), quoted);
    jx_back_finding(back, "workbook-row-unmatched", list, row, JX_AT_GOAL,
                    owner, message);
}

static void append(GString **text, const char *more)
{
    if (more == NULL)
        return;
    if (*text == NULL)
        *text = g_string_new(NULL);
    g_string_append(*text, more);
}

/* Goals by project: GString * or NULL, as they stand. Yours. */
static GString **collect_goals(JxBack *back)
{
    const JxList *list = back->lists[JX_LIST_GOALS];
    GString **goals = g_new0(GString *, back->projects->len + 1);
    int above = -1;
    bool goes_on = false;
    for (guint i = 0; list != NULL && i < list->rows->len; i++) {
        guint row = g_array_index(list->rows, guint, i);
        bool continued = goes_on && above >= 0;
        int owner = jx_back_owner(back, list, row, -1);
        goes_on = jx_back_goes_on(list, row);
        if (continued && owner == above) {
            append(&goals[owner], jx_list_text(list, row, JX_AT_GOAL));
            append(&jx_back_project(back, (guint)owner)->all,
                   jx_list_text(list, row, JX_AT_ALL_INDICATORS));
        } else if (owner >= 0) {
            take_goal_row(back, row, owner, goals);
        }
        above = owner;
    }
    return goals;
}

/* ---- 资金 ---- */

static int read_unit(JxBack *back, const JxBackProject *state, int index)
{
    const JxList *list = back->lists[JX_LIST_FUNDING];
    const JxReport *report = back->report;
    const JxTraceRow *was = jx_trace_project(back->trace, state->base);
    const char *name = jx_list_text(list, state->row, JX_AT_UNIT);
    if (list->column[JX_AT_UNIT] == 0 && was != NULL)
        return was->unit < (int)report->units->len ? was->unit : -1;
    if (name == NULL)
        return -1;
    if (was != NULL && was->unit >= 0 &&
        was->unit < (int)MIN(report->units->len, back->trace->units->len) &&
        strcmp(jx_trace_unit(back->trace, (guint)was->unit)->name,
               jx_stamp(name).text) == 0)
        return was->unit;
    for (guint i = 0; i < report->units->len; i++)
        if (g_strcmp0(jx_report_unit(report, i)->name, name) == 0)
            return (int)i;
    g_autofree char *quoted = jx_back_quote(name);
    g_autofree char *message = g_strdup_printf(
        _("表中没有“%s”这个单位的小计行，所属单位没有采用"), quoted);
    jx_back_finding(back, "workbook-row-unmatched", list, state->row,
                    JX_AT_UNIT, index, message);
    return -1;
}

static const char *heading_of(const JxBack *back, const char *label)
{
    for (guint i = 0; back->trace && i < back->trace->extras->len; i++) {
        const JxTraceExtra *extra =
            &g_array_index(back->trace->extras, JxTraceExtra, i);
        if (strcmp(extra->label, label) == 0)
            return extra->heading;
    }
    return label;
}

/* Whether one of our own columns stands there. */
static bool is_known(const JxList *list, guint column)
{
    for (int i = 0; i < JX_N_LIST_COLUMNS; i++)
        if (list->column[i] == column)
            return true;
    return false;
}

/* Everything under a heading that is not ours. */
static void read_extras(JxBack *back, guint row, JxProject *project)
{
    const JxList *list = back->lists[JX_LIST_FUNDING];
    const GArray *cells = list->sheet->content->cells;
    const JxSheetCell *first = jx_sheet_from(list->sheet->content, row);
    for (const JxSheetCell *cell = first;
         cell < (const JxSheetCell *)(void *)cells->data + cells->len &&
         cell->row == row;
         cell++) {
        if (is_known(list, cell->column) || jx_is_blank_text(cell->text))
            continue;
        const JxSheetCell *label =
            jx_sheet_at(list->sheet->content, list->heading_row, cell->column);
        JxExtra extra = {
            jx_report_text(back->report,
                           label ? heading_of(back, label->text) : ""),
            jx_report_text(back->report, cell->text),
            jx_list_place_at(list->sheet, back->report, row, cell->column)};
        g_array_append_val(project->extra, extra);
    }
}

static void read_funding(JxBack *back, guint i, JxProject *project)
{
    const JxBackProject *state = jx_back_project(back, i);
    const JxList *list = back->lists[JX_LIST_FUNDING];
    const JxTraceRow *was = jx_trace_project(back->trace, state->base);
    project->place = jx_list_place(list, back->report, state->row, JX_AT_NAME);
    project->name = jx_back_text(back, state->name, project->place,
                                 was ? was->name : NULL, (int)i, JX_FIELD_NAME);
    project->unit = read_unit(back, state, (int)i);
    for (guint fund = 0; fund < JX_N_FUNDS; fund++)
        jx_back_amount(
            back, state->row, (JxFund)fund, was ? was->amount[fund] : NULL,
            was ? was->before[fund] : NULL, (int)i, &project->funding[fund]);
    read_extras(back, state->row, project);
}

/* What 原表 says of a project when 资金 is gone. */
static void take_form(JxBack *back, guint i, JxProject *project)
{
    const JxBackProject *state = jx_back_project(back, i);
    JxReport *report = back->report;
    project->unit = -1;
    project->name = jx_report_text(report, state->name);
    for (int fund = 0; fund < JX_N_FUNDS; fund++)
        project->funding[fund] = (JxMoney){.blank = true, .text = ""};
    if (state->form < 0)
        return;
    const JxProject *form = jx_report_project(back->form, (guint)state->form);
    project->unit = form->unit;
    project->place = form->place;
    project->place.cell = jx_report_text(report, form->place.cell);
    for (int fund = 0; fund < JX_N_FUNDS; fund++) {
        JxMoney *money = &project->funding[fund];
        *money = form->funding[fund];
        money->text = money->text ? jx_report_text(report, money->text) : "";
        money->place.cell = jx_report_text(report, money->place.cell);
    }
}

static void read_goal(JxBack *back, guint i, const GString *goal,
                      JxProject *project)
{
    const JxBackProject *state = jx_back_project(back, i);
    const JxList *list = back->lists[JX_LIST_GOALS];
    const JxTraceRow *was = jx_trace_project(back->trace, state->base);
    project->goal_place = project->place;
    if (list == NULL) {
        const JxProject *form = jx_back_form_project(back, i);
        project->goal = form ? jx_report_text(back->report, form->goal) : NULL;
        return;
    }
    if (state->goal_row > 0)
        project->goal_place =
            jx_list_place(list, back->report, state->goal_row, JX_AT_GOAL);
    project->goal =
        jx_back_text(back, goal ? goal->str : NULL, project->goal_place,
                     was ? was->goal : NULL, (int)i, JX_FIELD_GOAL);
}

const JxProject *jx_back_form_project(const JxBack *back, guint i)
{
    const JxBackProject *state = jx_back_project(back, i);
    if (back->form == NULL)
        return NULL;
    if (state->form >= 0)
        return jx_report_project(back->form, (guint)state->form);
    int only = -1;
    for (guint k = 0; k < back->form->projects->len; k++) {
        if (g_strcmp0(jx_report_project(back->form, k)->name, state->name) != 0)
            continue;
        if (only >= 0) /* two of one name: as they were written */
            return state->base >= 0 &&
                           (guint)state->base < back->form->projects->len
                       ? jx_report_project(back->form, (guint)state->base)
                       : NULL;
        only = (int)k;
    }
    return only < 0 ? NULL : jx_report_project(back->form, (guint)only);
}

void jx_back_read_projects(JxBack *back)
{
    GString **goals = collect_goals(back);
    for (guint i = 0; i < back->projects->len; i++) {
        JxProject *project = jx_report_append_project(back->report);
        if (back->lists[JX_LIST_FUNDING] != NULL)
            read_funding(back, i, project);
        else
            take_form(back, i, project);
        read_goal(back, i, goals[i], project);
        if (goals[i] != NULL)
            g_string_free(goals[i], TRUE);
    }
    g_free(goals);
}
