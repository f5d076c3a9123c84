#include "load/workbook_trace.h"

#include <string.h>

#include "base/limits.h"

#define SCHEMA_LABEL "格式"
#define SCHEMA "jixiao/1"

static const char *const ORIGINS[JX_N_ORIGINS] = {
    [JX_ORIGIN_TITLE] = "表题",        [JX_ORIGIN_UNIT] = "单位名称",
    [JX_ORIGIN_CURRENCY] = "金额单位", [JX_ORIGIN_YEAR] = "年度",
    [JX_ORIGIN_FORM_NUMBER] = "表号",  [JX_ORIGIN_DECLARED_NAME] = "合计行名称",
};

/* The cell with this text and that text right of it (NULL: any); NULL when
 * there is none. */
static const JxSheetCell *find_pair(const JxSheet *sheet, const char *label,
                                    const char *value)
{
    for (guint i = 0; i < sheet->cells->len; i++) {
        const JxSheetCell *cell = &g_array_index(sheet->cells, JxSheetCell, i);
        if (strcmp(cell->text, label) != 0)
            continue;
        if (value == NULL)
            return cell;
        const JxSheetCell *right =
            jx_sheet_at(sheet, cell->row, cell->column + 1);
        if (right != NULL && strcmp(right->text, value) == 0)
            return cell;
    }
    return NULL;
}

bool jx_trace_is_sheet(const JxWorksheet *sheet)
{
    return find_pair(sheet->content, SCHEMA_LABEL, SCHEMA) != NULL;
}

static const char *text_at(const JxSheet *sheet, guint row, guint column)
{
    const JxSheetCell *cell = jx_sheet_at(sheet, row, column);
    return cell != NULL && *cell->text != '\0' ? cell->text : NULL;
}

static void read_origin(JxTrace *trace, const JxSheet *sheet)
{
    const JxSheetCell *schema = find_pair(sheet, SCHEMA_LABEL, SCHEMA);
    for (guint row = schema->row + 1; row < schema->row + 40; row++) {
        const char *label = text_at(sheet, row, schema->column);
        for (int i = 0; label != NULL && i < JX_N_ORIGINS; i++)
            if (strcmp(label, ORIGINS[i]) == 0)
                trace->origin[i] = text_at(sheet, row, schema->column + 1);
    }
}

/* A field of a line; NULL when it is empty. */
static const char *field_at(char **fields, guint i)
{
    return i < g_strv_length(fields) && *fields[i] != '\0' ? fields[i] : NULL;
}

static const char *stamp_at(char **fields, guint i)
{
    const char *text = field_at(fields, i);
    return text != NULL ? text : "-";
}

static JxTraceRow read_row(char **fields)
{
    JxTraceRow line = {
        .name = stamp_at(fields, JX_STAMPS_NAME),
        .goal = stamp_at(fields, JX_STAMPS_GOAL),
        .text = stamp_at(fields, JX_STAMPS_TEXT),
        .items = field_at(fields, JX_STAMPS_ITEMS),
    };
    for (guint i = 0; i < JX_N_FUNDS; i++) {
        line.amount[i] = field_at(fields, JX_STAMPS_AMOUNTS + i);
        line.before[i] = field_at(fields, JX_STAMPS_BEFORE + i);
    }
    const char *unit = field_at(fields, JX_STAMPS_UNIT_NUMBER);
    line.unit = unit ? (int)g_ascii_strtoull(unit, NULL, 10) - 1 : -1;
    return line;
}

static void take_declared(JxTrace *trace, char **fields)
{
    trace->has_declared = true;
    trace->declared = read_row(fields);
}

static void take_unit(JxTrace *trace, char **fields)
{
    JxTraceRow line = read_row(fields);
    if (trace->units->len < JX_MAX_ROWS)
        g_array_append_val(trace->units, line);
}

static void take_project(JxTrace *trace, char **fields)
{
    JxTraceRow line = read_row(fields);
    if (trace->projects->len < JX_MAX_ROWS)
        g_array_append_val(trace->projects, line);
}

static void take_form_row(JxTrace *trace, char **fields)
{
    enum { N_WORDS = 8 };
    char **words = g_strsplit(stamp_at(fields, JX_STAMPS_NAME), " ", -1);
    if (g_strv_length(words) != N_WORDS) {
        g_strfreev(words);
        return;
    }
    JxTraceFormRow line = {words, words[0], words + 1};
    g_array_append_val(trace->form_rows, line);
}

static const struct {
    const char *word;
    void (*take)(JxTrace *trace, char **fields);
} LINES[] = {
    {JX_STAMPS_DECLARED, take_declared},
    {JX_STAMPS_UNIT, take_unit},
    {JX_STAMPS_PROJECT, take_project},
    {JX_STAMPS_FORM_ROW, take_form_row},
};

static void fields_free(gpointer data)
{
    g_strfreev(data);
}

static void take_lines(JxTrace *trace, const JxSheet *sheet, guint row,
                       guint column)
{
    const char *text = text_at(sheet, row, column + JX_STAMPS_NAME);
    g_auto(GStrv) lines = g_strsplit(text ? text : "", JX_STAMPS_LINE_END, -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        char **fields = g_strsplit(lines[i], JX_STAMPS_FIELD_END, -1);
        g_ptr_array_add(trace->lines, fields);
        for (gsize k = 0; *fields != NULL && k < G_N_ELEMENTS(LINES); k++)
            if (strcmp(*fields, LINES[k].word) == 0)
                LINES[k].take(trace, fields);
    }
}

static void take_note(JxTrace *trace, const JxSheet *sheet, guint row,
                      guint column)
{
    const char *text = text_at(sheet, row, column + JX_STAMPS_NAME);
    if (text != NULL)
        g_ptr_array_add(trace->notes, (gpointer)text);
}

static void take_signature(JxTrace *trace, const JxSheet *sheet, guint row,
                           guint column)
{
    const char *text = text_at(sheet, row, column + JX_STAMPS_NAME);
    if (text != NULL)
        g_ptr_array_add(trace->signatures, (gpointer)text);
}

static void take_extra(JxTrace *trace, const JxSheet *sheet, guint row,
                       guint column)
{
    const char *heading = text_at(sheet, row, column + JX_STAMPS_AMOUNTS);
    JxTraceExtra extra = {text_at(sheet, row, column + JX_STAMPS_NAME),
                          heading ? heading : ""};
    if (extra.label != NULL)
        g_array_append_val(trace->extras, extra);
}

static const struct {
    const char *word;
    void (*take)(JxTrace *trace, const JxSheet *sheet, guint row, guint column);
} CELLS[] = {
    {JX_STAMPS_LINES, take_lines},
    {JX_STAMPS_NOTE, take_note},
    {JX_STAMPS_SIGNATURE, take_signature},
    {JX_STAMPS_EXTRA, take_extra},
};

static void read_stamps(JxTrace *trace, const JxSheet *sheet)
{
    const JxSheetCell *heading = find_pair(sheet, JX_STAMPS_HEADING, NULL);
    if (heading == NULL)
        return;
    for (guint i = 0; i < sheet->cells->len; i++) {
        const JxSheetCell *cell = &g_array_index(sheet->cells, JxSheetCell, i);
        if (cell->column != heading->column || cell->row <= heading->row)
            continue;
        for (gsize k = 0; k < G_N_ELEMENTS(CELLS); k++)
            if (strcmp(cell->text, CELLS[k].word) == 0)
                CELLS[k].take(trace, sheet, cell->row, cell->column);
    }
}

static void form_row_clear(gpointer data)
{
    g_strfreev(((JxTraceFormRow *)data)->words);
}

JxTrace *jx_trace_find(const JxWorkbook *workbook)
{
    const JxWorksheet *sheet = NULL;
    for (guint i = 0; i < workbook->sheets->len && sheet == NULL; i++)
        if (jx_trace_is_sheet(workbook->sheets->pdata[i]))
            sheet = workbook->sheets->pdata[i];
    if (sheet == NULL)
        return NULL;

    JxTrace *trace = g_new0(JxTrace, 1);
    trace->units = g_array_new(FALSE, FALSE, sizeof(JxTraceRow));
    trace->projects = g_array_new(FALSE, FALSE, sizeof(JxTraceRow));
    trace->form_rows = g_array_new(FALSE, FALSE, sizeof(JxTraceFormRow));
    g_array_set_clear_func(trace->form_rows, form_row_clear);
    trace->lines = g_ptr_array_new_with_free_func(fields_free);
    trace->notes = g_ptr_array_new();
    trace->signatures = g_ptr_array_new();
    trace->extras = g_array_new(FALSE, FALSE, sizeof(JxTraceExtra));
    read_origin(trace, sheet->content);
    read_stamps(trace, sheet->content);
    return trace;
}

void jx_trace_free(JxTrace *trace)
{
    if (trace == NULL)
        return;
    g_array_unref(trace->units);
    g_array_unref(trace->projects);
    g_array_unref(trace->form_rows);
    g_ptr_array_unref(trace->notes);
    g_ptr_array_unref(trace->signatures);
    g_array_unref(trace->extras);
    g_ptr_array_unref(trace->lines);
    g_free(trace);
}

char **jx_trace_items(const JxTraceRow *project)
{
    enum { PAIR = 18 }; /* characters, with the space behind it */
    const char *items = project && project->items ? project->items : "";
    bool ours = strlen(items) <= JX_STAMPS_MAX_ITEMS * PAIR;
    return g_strsplit_set(ours ? items : "", " :", -1);
}

const JxTraceRow *jx_trace_project(const JxTrace *trace, int index)
{
    if (trace == NULL || index < 0 || (guint)index >= trace->projects->len)
        return NULL;
    return &g_array_index(trace->projects, JxTraceRow, (guint)index);
}
