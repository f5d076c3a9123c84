/* Nothing is lost: every visible character of every cell stands in the model
 * or in the message of a finding, or it is furniture of the page (headings,
 * labels, rulers, page numbers, what a page repeats from the page before).
 *
 *   lossless FOLDER…   each folder has cases (input.*) or samples (*.txt);
 *                      ends with 1 when text is lost, or when more than 1 %
 *                      of all is accounted for by findings alone
 */
#include <stdio.h>
#include <string.h>

#include <glib.h>

#include "cells/cells.h"
#include "load/column.h"
#include "load/line.h"
#include "load/load.h"

/* One document: what the model and the findings hold, without white space. */
struct held {
    GPtrArray *pieces;   /* char *: texts of the model not yet used up */
    GPtrArray *repeated; /* char *: what a page may say again */
    GString *messages;   /* of the findings */
};

struct count {
    gsize model, findings, lost;
};

static char *visible(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text != '\0'; text = g_utf8_next_char(text))
        if (!jx_is_blank(g_utf8_get_char(text)))
            g_string_append_unichar(out, g_utf8_get_char(text));
    return g_string_free(out, FALSE);
}

static void hold(GPtrArray *pieces, const char *text)
{
    if (text != NULL && *text != '\0')
        g_ptr_array_add(pieces, visible(text));
}

/* A text that the rows of a project may say again. */
static void hold_both(struct held *held, const char *text)
{
    hold(held->pieces, text);
    hold(held->repeated, text);
}

static void hold_totals(struct held *held, const JxTotals *totals)
{
    hold(held->pieces, totals->name);
    for (int i = 0; i < JX_N_FUNDS; i++)
        hold(held->pieces, totals->funding[i].text);
}

static void hold_project(struct held *held, const JxProject *project)
{
    hold_both(held, project->name);
    hold_both(held, project->goal);
    hold(held->pieces, project->indicators_text);
    for (int i = 0; i < JX_N_FUNDS; i++) {
        hold(held->pieces, project->funding[i].text);
        hold(held->repeated, project->funding[i].text);
    }
    for (guint i = 0; i < project->indicators->len; i++) {
        const JxIndicator *item = jx_project_indicator(project, i);
        hold(held->repeated, item->level2.name);
        hold(held->repeated, item->name);
    }
    for (guint i = 0; i < project->extra->len; i++) {
        const JxExtra *extra = &g_array_index(project->extra, JxExtra, i);
        hold_both(held, extra->heading);
        hold_both(held, extra->text);
    }
}

static void hold_report(struct held *held, const JxReport *report)
{
    const char *const front[] = {report->title, report->unit,
                                 report->currency_unit, report->year,
                                 report->form_number};
    for (gsize i = 0; i < G_N_ELEMENTS(front); i++) {
        hold(held->pieces, front[i]);
        hold(held->repeated, front[i]);
    }
    if (report->has_declared)
        hold_totals(held, &report->declared);
    for (guint i = 0; i < report->units->len; i++)
        hold_totals(held, jx_report_unit(report, i));
    for (guint i = 0; i < report->projects->len; i++)
        hold_project(held, jx_report_project(report, i));
    for (guint i = 0; i < report->notes->len; i++)
        hold(held->pieces, report->notes->pdata[i]);
    for (guint i = 0; i < report->signatures->len; i++)
        hold(held->pieces, report->signatures->pdata[i]);
    for (guint i = 0; i < jx_diags_count(report->diags); i++) {
        g_autofree char *message =
            visible(jx_diags_get(report->diags, i)->message);
        g_string_append_printf(held->messages, "%s\n", message);
    }
}

/* Uses up a text of the model: the whole of a piece, or else a part of one. */
static bool use(const struct held *held, const char *text)
{
    for (guint i = 0; i < held->pieces->len; i++)
        if (strcmp(held->pieces->pdata[i], text) == 0) {
            *(char *)held->pieces->pdata[i] = '\0';
            return true;
        }
    for (guint i = 0; i < held->pieces->len; i++) {
        char *part = strstr(held->pieces->pdata[i], text);
        if (part != NULL) {
            memset(part, '\n', strlen(text));
            return true;
        }
    }
    return false;
}

/* 项目支出绩效目标表（续表）, 甲项目（续） */
static bool is_said_again(const struct held *held, const char *text)
{
    static const char *const MARKS[] = {"", "（续）", "（续表）", "续表"};
    for (guint i = 0; i < held->repeated->len; i++)
        for (gsize k = 0; k < G_N_ELEMENTS(MARKS); k++) {
            const char *known = held->repeated->pdata[i];
            if (g_str_has_prefix(text, known) &&
                strcmp(text + strlen(known), MARKS[k]) == 0)
                return true;
        }
    return false;
}

/* A line of parts: each value is in the model or said again; its label is
 * furniture, and so is a page number. */
static bool is_line(const struct held *held, const JxCells *cells, guint cell)
{
    g_autoptr(JxReport) scratch = jx_report_new();
    g_autoptr(JxText) text = jx_text_of(scratch, cells, cell);
    g_autoptr(GArray) parts = jx_line_parts(text);
    for (guint i = 0; i < parts->len; i++) {
        const JxLinePart *part = &g_array_index(parts, JxLinePart, i);
        const char *value = jx_text_slice(text, part->value, part->value_end);
        if (part->kind == JX_LINE_OTHER)
            return false;
        if (part->kind == JX_LINE_PAGE || value == NULL)
            continue;
        g_autofree char *inked = visible(value);
        g_autofree char *year = jx_line_year(value);
        if (!use(held, inked) && !is_said_again(held, inked) &&
            !(year && is_said_again(held, year)))
            return false;
    }
    return parts->len > 0;
}

/* Also 小计, beside which a column of its own names the unit. */
static bool is_ruler(const char *text)
{
    return strcmp(text, "小计") == 0 || text[strspn(text, "-=:_")] == '\0';
}

/* 年度资金总额, 总体目标, 一级指标: labels of a form for one project */
static bool is_label(const char *text)
{
    return strlen(text) < 60 &&
           (jx_column_name(text).rank != JX_NO_RANK ||
            jx_column_is_group(text) || jx_column_is_field(text));
}

static void account(const struct held *held, const JxCells *cells, guint cell,
                    struct count *count)
{
    g_autofree char *text = visible(jx_cells_cell(cells, cell)->text);
    gsize n = (gsize)g_utf8_strlen(text, -1);
    if (is_ruler(text) || use(held, text) || is_said_again(held, text) ||
        is_label(text) || is_line(held, cells, cell)) {
        count->model += n;
    } else if (strstr(held->messages->str, text) != NULL) {
        count->findings += n;
    } else {
        count->lost += n;
        printf("  lost, line %u: %s\n", jx_cells_cell(cells, cell)->place.line,
               text);
    }
}

/* 1 2 3 … below the heading */
static bool is_numbering(const JxCells *cells, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    for (guint i = 0; i < r->n; i++)
        if (atoi(jx_cells_cell(cells, r->first + i)->text) != (int)i + 1)
            return false;
    return r->n > 2;
}

/* The cells of all rows but headings: GArray of guint, longest first, so that
 * a short text does not use up a part of a long one. Yours. */
static GArray *cells_to_account(const JxCells *cells)
{
    g_autoptr(JxReport) scratch = jx_report_new();
    GArray *list = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint row = 0; row < cells->rows->len; row++) {
        g_autoptr(JxHeading) heading = jx_heading_find(scratch, cells, row);
        if (heading != NULL) {
            row += heading->n_rows - 1;
            continue;
        }
        const JxRow *r = jx_cells_row(cells, row);
        for (guint i = r->first; i < r->first + r->n; i++)
            if (!is_numbering(cells, row))
                g_array_append_val(list, i);
    }
    return list;
}

static int longest_first(gconstpointer a, gconstpointer b, gpointer data)
{
    const JxCells *cells = data;
    gsize left = jx_cells_cell(cells, *(const guint *)a)->len;
    gsize right = jx_cells_cell(cells, *(const guint *)b)->len;
    return left == right ? 0 : left > right ? -1 : 1;
}

static void run_file(const char *path, struct count *count)
{
    g_autoptr(JxDiags) diags = jx_diags_new();
    g_autoptr(JxDiags) again = jx_diags_new();
    g_autoptr(JxInput) input = jx_input_read(path, NULL, diags, NULL);
    if (input == NULL)
        return;
    g_autoptr(JxCells) cells = jx_cells_read(input, again);
    g_autoptr(JxDocument) document = jx_load(input, diags);
    if (document->refused)
        return;

    g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) repeated = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) messages = g_string_new(NULL);
    struct held held = {pieces, repeated, messages};
    for (guint i = 0; i < document->reports->len; i++)
        hold_report(&held, document->reports->pdata[i]);

    gsize lost = count->lost;
    g_autoptr(GArray) list = cells_to_account(cells);
    g_array_sort_with_data(list, longest_first, cells);
    for (guint i = 0; i < list->len; i++)
        account(&held, cells, g_array_index(list, guint, i), count);
    if (count->lost > lost)
        printf("%s\n", path);
}

static void run_folder(const char *folder, struct count *count)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            run_folder(path, count);
        else if (g_str_has_prefix(name, "input.") ||
                 (g_str_has_suffix(name, ".txt") &&
                  strcmp(name, "findings.txt") != 0))
            run_file(path, count);
    }
}

int main(int argc, char **argv)
{
    struct count count = {0};
    for (int i = 1; i < argc; i++)
        run_folder(argv[i], &count);
    gsize all = count.model + count.findings + count.lost;
    printf("%zu characters: %.3f %% by findings alone, %zu lost\n", all,
           all ? 100.0 * (double)count.findings / (double)all : 0.0,
           count.lost);
    return all == 0 || count.lost > 0 || count.findings * 100 > all;
}
