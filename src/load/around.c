#include "load/around.h"

#include <string.h>

#include "base/intl.h"
#include "load/tidy.h"

static void left_out(JxReport *report, const JxText *text, guint first,
                     guint end, int project)
{
    const char *quoted = jx_text_slice(text, first, end);
    if (quoted == NULL)
        return;
    JxFinding *finding = jx_diags_add(
        report->diags, "text-left-out", jx_text_place(text, first, end),
        _("文字不属于本表任何一项，未收入：%s"), quoted);
    finding->project = project;
}

/* ---- one function a kind of line; false: it contradicts what is known ---- */

typedef bool Taker(JxAround *around, const JxText *text,
                   const JxLinePart *part);

static const char *value_of(const JxText *text, const JxLinePart *part)
{
    JxTidyFor nobody = {-1, 0, JX_FIELD_NONE};
    return jx_tidy(text, part->value, part->value_end, nobody);
}

/* Sets *slot, or compares with it. */
static bool set_once(const char **slot, const char *value)
{
    if (*slot == NULL)
        *slot = value;
    return value == NULL || strcmp(*slot, value) == 0;
}

static bool take_title(JxAround *around, const JxText *text,
                       const JxLinePart *part)
{
    JxReport *report = around->report;
    const char *value = value_of(text, part);
    if (report->title == NULL) {
        report->title = value;
        report->title_place = jx_text_place(text, part->first, part->end);
        return true;
    }
    g_autofree char *known = jx_line_title_key(report->title);
    g_autofree char *here = jx_line_title_key(value);
    return strcmp(known, here) == 0;
}

static bool take_unit(JxAround *around, const JxText *text,
                      const JxLinePart *part)
{
    JxReport *report = around->report;
    if (report->unit == NULL)
        report->unit_place = jx_text_place(text, part->value, part->value_end);
    return set_once(&report->unit, value_of(text, part));
}

static bool take_currency(JxAround *around, const JxText *text,
                          const JxLinePart *part)
{
    JxReport *report = around->report;
    const char *value = value_of(text, part);
    if (value == NULL)
        return true;
    if (report->currency_unit == NULL) {
        report->currency_place =
            jx_text_place(text, part->value, part->value_end);
        report->currency = jx_currency_parse(value);
    }
    return set_once(&report->currency_unit, value);
}

static bool take_form(JxAround *around, const JxText *text,
                      const JxLinePart *part)
{
    return set_once(&around->report->form_number, value_of(text, part));
}

static bool take_year(JxAround *around, const JxText *text,
                      const JxLinePart *part)
{
    const char *value = value_of(text, part);
    g_autofree char *year = value ? jx_line_year(value) : NULL;
    return year == NULL ? value == NULL
                        : set_once(&around->report->year,
                                   jx_report_text(around->report, year));
}

static bool take_note(JxAround *around, const JxText *text,
                      const JxLinePart *part)
{
    const char *note = jx_text_slice(text, part->first, part->end);
    g_ptr_array_add(around->report->notes, (gpointer)note);
    around->in_notes = true;
    return true;
}

static bool take_signature(JxAround *around, const JxText *text,
                           const JxLinePart *part)
{
    const char *line = jx_text_slice(text, part->first, part->end);
    g_ptr_array_add(around->report->signatures, (gpointer)line);
    return true;
}

static bool take_page(JxAround *around, const JxText *text,
                      const JxLinePart *part)
{
    (void)around, (void)text, (void)part;
    return true;
}

static bool take_other(JxAround *around, const JxText *text,
                       const JxLinePart *part)
{
    return around->in_notes && take_note(around, text, part);
}

static Taker *const TAKERS[] = {
    [JX_LINE_OTHER] = take_other, [JX_LINE_BLANK] = take_page,
    [JX_LINE_PAGE] = take_page,   [JX_LINE_TITLE] = take_title,
    [JX_LINE_UNIT] = take_unit,   [JX_LINE_CURRENCY] = take_currency,
    [JX_LINE_FORM] = take_form,   [JX_LINE_YEAR] = take_year,
    [JX_LINE_NOTE] = take_note,   [JX_LINE_SIGNATURE] = take_signature,
};

/* The kind of the label with which a text ends, such as 单位名称： alone;
 * JX_LINE_BLANK when its value is there or it has none. */
static JxLineKind open_label(const JxText *text)
{
    g_autoptr(GArray) parts = jx_line_parts(text);
    if (parts->len == 0)
        return JX_LINE_BLANK;
    const JxLinePart *last = &g_array_index(parts, JxLinePart, parts->len - 1);
    bool takes = last->kind == JX_LINE_UNIT || last->kind == JX_LINE_CURRENCY ||
                 last->kind == JX_LINE_FORM || last->kind == JX_LINE_YEAR;
    return takes && last->value == last->value_end ? last->kind : JX_LINE_BLANK;
}

/* Can a text of kind `value` be what a label of kind `label` asks for? */
static bool suits(JxLineKind label, JxLineKind value)
{
    bool number = value == JX_LINE_PAGE || value == JX_LINE_YEAR;
    return value == JX_LINE_OTHER ||
           (number && (label == JX_LINE_FORM || label == JX_LINE_YEAR));
}

JxText *jx_around_text(JxReport *report, const JxCells *cells, guint row,
                       guint *cell)
{
    const JxRow *r = jx_cells_row(cells, row);
    JxText *text = jx_text_of(report, cells, (*cell)++);
    JxLineKind label = open_label(text);
    if (label == JX_LINE_BLANK)
        return text;
    guint next = *cell;
    while (next < r->first + r->n &&
           jx_around_kind(report, cells, next) == JX_LINE_BLANK)
        next++;
    if (next == r->first + r->n ||
        !suits(label, jx_around_kind(report, cells, next)))
        return text;
    jx_text_append(text, cells, next);
    *cell = next + 1;
    return text;
}

static void take_text(JxAround *around, const JxText *text)
{
    g_autoptr(GArray) parts = jx_line_parts(text);
    for (guint i = 0; i < parts->len; i++) {
        const JxLinePart *part = &g_array_index(parts, JxLinePart, i);
        if (part->kind != JX_LINE_OTHER && part->kind != JX_LINE_PAGE)
            around->in_notes = false;
        if (!TAKERS[part->kind](around, text, part))
            left_out(around->report, text, part->first, part->end, -1);
    }
}

void jx_around_take_row(JxAround *around, guint row)
{
    const JxRow *r = jx_cells_row(around->cells, row);
    for (guint i = r->first; i < r->first + r->n;) {
        g_autoptr(JxText) text =
            jx_around_text(around->report, around->cells, row, &i);
        take_text(around, text);
    }
}

JxLineKind jx_around_kind(JxReport *report, const JxCells *cells, guint cell)
{
    g_autoptr(JxText) text = jx_text_of(report, cells, cell);
    g_autoptr(GArray) parts = jx_line_parts(text);
    if (parts->len == 0)
        return JX_LINE_BLANK;
    return g_array_index(parts, JxLinePart, 0).kind;
}

void jx_around_leave_out(JxReport *report, const JxCells *cells, guint cell,
                         int project)
{
    g_autoptr(JxText) text = jx_text_of(report, cells, cell);
    left_out(report, text, 0, text->chars->len, project);
}
