#include <string.h>

#include "base/intl.h"
#include "load/workbook_back.h"

/* Title, unit, currency unit, year and form number: from 目录, where people
 * see and edit them; what still stands there as it was written is what the
 * hidden sheet says. */

#define DEFAULT_TITLE "项目支出绩效目标表"
#define NO_CURRENCY "未注明"
#define UNIT_LABEL "单位名称："
#define NO_UNIT "（未注明）"

static const struct {
    JxOrigin origin;
    const char *label;   /* in 目录; NULL: the first cell */
    const char *nothing; /* what is written there when there is none */
} LINES[] = {
    {JX_ORIGIN_TITLE, NULL, DEFAULT_TITLE},
    {JX_ORIGIN_UNIT, "单位名称", NULL},
    {JX_ORIGIN_CURRENCY, "金额单位", NO_CURRENCY},
    {JX_ORIGIN_YEAR, "年度", NULL},
    {JX_ORIGIN_FORM_NUMBER, "表号", NULL},
};

const char *const JX_CONTENTS_WORDS[] = {"概况", "规模", "工作表", NULL};

static const JxSheetCell *find_cell(const JxSheet *sheet, const char *text)
{
    for (guint i = 0; i < sheet->cells->len; i++) {
        const JxSheetCell *cell = &g_array_index(sheet->cells, JxSheetCell, i);
        if (strcmp(cell->text, text) == 0)
            return cell;
    }
    return NULL;
}

/* 目录, by what stands on it. */
static const JxWorksheet *find_contents(const JxWorkbook *workbook)
{
    for (guint i = 0; i < workbook->sheets->len; i++) {
        const JxWorksheet *sheet = workbook->sheets->pdata[i];
        if (jx_list_has_words(sheet, JX_CONTENTS_WORDS))
            return sheet;
    }
    return NULL;
}

/* The cell behind a label in the same column; the first one for NULL. */
static const JxSheetCell *cell_of(const JxWorksheet *contents,
                                  const char *label)
{
    const JxSheet *sheet = contents->content;
    const JxSheetCell *first = &g_array_index(sheet->cells, JxSheetCell, 0);
    if (label == NULL)
        return strcmp(first->text, JX_CONTENTS_WORDS[0]) == 0 ? NULL : first;
    const JxSheetCell *found = find_cell(sheet, label);
    if (found == NULL)
        return NULL;
    const JxSheetCell *next = found + 1;
    return next < first + sheet->cells->len && next->row == found->row ? next
                                                                       : NULL;
}

static void set_value(JxBack *back, JxOrigin origin, const char *text,
                      JxPlace place)
{
    JxReport *report = back->report;
    const char *kept = jx_report_text(report, text);
    switch (origin) {
    case JX_ORIGIN_TITLE:
        report->title = kept;
        report->title_place = place;
        break;
    case JX_ORIGIN_UNIT:
        report->unit = kept;
        report->unit_place = place;
        break;
    case JX_ORIGIN_CURRENCY:
        report->currency_unit = kept;
        report->currency_place = place;
        report->currency =
            kept != NULL ? jx_currency_parse(kept) : JX_CURRENCY_UNKNOWN;
        break;
    case JX_ORIGIN_YEAR:
        report->year = kept;
        break;
    default:
        report->form_number = kept;
        break;
    }
}

static void read_line(JxBack *back, const JxWorksheet *contents, gsize i)
{
    const char *was = back->trace ? back->trace->origin[LINES[i].origin] : NULL;
    const char *written = was != NULL ? was : LINES[i].nothing;
    const JxSheetCell *cell = cell_of(contents, LINES[i].label);
    const char *text =
        cell && !jx_is_blank_text(cell->text) ? cell->text : NULL;
    JxPlace place = {0};
    if (cell != NULL)
        place =
            jx_list_place_at(contents, back->report, cell->row, cell->column);
    if (g_strcmp0(text, written) == 0)
        text = was;
    if (text == NULL && LINES[i].label == NULL)
        text = was; /* a title that was deleted is not none */
    bool as_is = text == NULL || text == was;
    g_autofree char *bare = as_is ? g_strdup(text) : g_strstrip(g_strdup(text));
    set_value(back, LINES[i].origin, bare, place);
}

/* 目录 is gone. */
static void read_substitute(JxBack *back)
{
    const JxReport *form = back->form;
    for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++) {
        JxOrigin origin = LINES[i].origin;
        const char *const printed[JX_N_ORIGINS] = {
            [JX_ORIGIN_TITLE] = form ? form->title : NULL,
            [JX_ORIGIN_UNIT] = form ? form->unit : NULL,
            [JX_ORIGIN_CURRENCY] = form ? form->currency_unit : NULL,
            [JX_ORIGIN_YEAR] = form ? form->year : NULL,
            [JX_ORIGIN_FORM_NUMBER] = form ? form->form_number : NULL,
        };
        const char *text = printed[origin];
        if (back->trace != NULL)
            text = back->trace->origin[origin];
        set_value(back, origin, text, (JxPlace){0});
    }
}

/* The unit stands above every list: edited there alone it is not taken. */
static void check_unit_lines(JxBack *back)
{
    const char *was = back->trace ? back->trace->origin[JX_ORIGIN_UNIT] : NULL;
    const char *now = back->report->unit;
    for (int kind = 0; kind < JX_LIST_FORM; kind++) {
        const JxList *list = back->lists[kind];
        const GArray *cells = list ? list->sheet->content->cells : NULL;
        for (guint i = 0; cells != NULL && i < cells->len; i++) {
            const JxSheetCell *cell = &g_array_index(cells, JxSheetCell, i);
            if (cell->row >= list->heading_row)
                break;
            if (!g_str_has_prefix(cell->text, UNIT_LABEL))
                continue;
            const char *unit = cell->text + strlen(UNIT_LABEL);
            if (strcmp(unit, was ? was : NO_UNIT) == 0 ||
                g_strcmp0(unit, now) == 0)
                continue;
            jx_diags_add(back->report->diags, "workbook-conflict",
                         jx_list_place_at(list->sheet, back->report, cell->row,
                                          cell->column),
                         _("单位名称这里写作“%s”，没有采用；取“目录”里的“%s”"),
                         unit, now ? now : "");
        }
    }
}

void jx_back_read_front(JxBack *back)
{
    const JxWorksheet *contents = find_contents(back->workbook);
    if (contents == NULL)
        read_substitute(back);
    for (gsize i = 0; contents != NULL && i < G_N_ELEMENTS(LINES); i++)
        read_line(back, contents, i);
    if (back->trace != NULL)
        check_unit_lines(back);

    for (int kind = JX_LIST_FUNDING; kind < JX_N_LISTS; kind++) {
        const JxList *list = back->lists[kind];
        if (list == NULL)
            continue;
        back->report->heading_place =
            jx_list_place(list, back->report, list->heading_row, JX_AT_NAME);
        return;
    }
}
