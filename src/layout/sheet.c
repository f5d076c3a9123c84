#include "layout/sheet.h"

double jx_sheet_lead(const JxSheet *sheet, double size)
{
    return size * sheet->form->lead_em;
}

static JxShaped *shape(const JxSheet *sheet, const char *text, JxRole role)
{
    return sheet->metrics->shape(sheet->metrics->self, text, role, false);
}

JxSetting jx_sheet_across(const JxSheet *sheet, double size, JxAlign align)
{
    return (JxSetting){
        .x = sheet->form->margin_left,
        .width = sheet->width,
        .y = sheet->y,
        .lead = jx_sheet_lead(sheet, size),
        .size = size,
        .align = align,
        .cell = -1,
    };
}

/* The largest size up to `size` in which the title takes two lines at most. */
static double title_size(const JxSheet *sheet, const JxShaped *title,
                         double size)
{
    while (size > sheet->form->body_size &&
           jx_lines_count(title, jx_em_units(sheet->width, size)) > 2)
        size -= 1;
    return size;
}

static void put_title(JxSheet *sheet, bool is_first)
{
    const JxForm *form = sheet->form;
    JxTag tag = is_first ? JX_TAG_TITLE : JX_TAG_ARTIFACT;
    g_autoptr(JxShaped) title = shape(
        sheet, is_first ? sheet->table->title : sheet->table->continued_title,
        JX_ROLE_TITLE);
    double wanted = is_first ? form->title_size : form->continued_title_size;
    double size = title_size(sheet, title, wanted);
    JxSetting setting = jx_sheet_across(sheet, size, JX_ALIGN_CENTRE);

    jx_pages_begin(sheet->pages, tag, 0);
    sheet->y = jx_set_text(sheet->pages, title, &setting) + 0.6 * wanted;
    jx_pages_end(sheet->pages, tag);
}

/* A text at the left or right of the line above the table; returns the y
 * below it. */
static double put_line(JxSheet *sheet, const char *text, JxAlign align,
                       double width, JxTag tag)
{
    if (text == NULL)
        return sheet->y + jx_sheet_lead(sheet, sheet->form->line_size);
    g_autoptr(JxShaped) shaped = shape(sheet, text, JX_ROLE_BODY);
    JxSetting setting = jx_sheet_across(sheet, sheet->form->line_size, align);
    if (align == JX_ALIGN_RIGHT)
        setting.x += setting.width - width;
    setting.width = width;
    jx_pages_begin(sheet->pages, tag, 0);
    double below = jx_set_text(sheet->pages, shaped, &setting);
    jx_pages_end(sheet->pages, tag);
    return below;
}

static void put_lines(JxSheet *sheet, bool is_first)
{
    JxTag tag = is_first ? JX_TAG_LINE : JX_TAG_ARTIFACT;
    double left = put_line(sheet, sheet->table->left, JX_ALIGN_LEFT,
                           sheet->width * 0.75, tag);
    double right = put_line(sheet, sheet->table->right, JX_ALIGN_RIGHT,
                            sheet->width * 0.25, tag);
    sheet->y = MAX(left, right) + 4;
}

void jx_sheet_put_head(JxSheet *sheet, bool is_first)
{
    sheet->y = sheet->form->margin_top;
    put_title(sheet, is_first);
    put_lines(sheet, is_first);
}

static void put_after_line(JxSheet *sheet, const JxShaped *text,
                           const JxLine *line)
{
    double lead = jx_sheet_lead(sheet, sheet->form->body_size);
    if (sheet->y + lead > sheet->bottom) {
        jx_pages_add_page(sheet->pages);
        sheet->y = sheet->form->margin_top;
        put_title(sheet, false);
    }
    JxSetting setting =
        jx_sheet_across(sheet, sheet->form->body_size, JX_ALIGN_LEFT);
    jx_pages_begin(sheet->pages, JX_TAG_LINE, 0);
    jx_set_line(sheet->pages, text, line, &setting);
    jx_pages_end(sheet->pages, JX_TAG_LINE);
    sheet->y += lead;
}

void jx_sheet_put_after(JxSheet *sheet)
{
    gint64 width = jx_em_units(sheet->width, sheet->form->body_size);
    sheet->y += 5;
    for (guint i = 0; i < sheet->table->after->len; i++) {
        g_autoptr(JxShaped) text =
            shape(sheet, sheet->table->after->pdata[i], JX_ROLE_BODY);
        g_autoptr(GArray) lines = jx_lines_break(text, width);
        for (guint k = 0; k < lines->len; k++)
            put_after_line(sheet, text, &g_array_index(lines, JxLine, k));
    }
}

/* {page} and {pages} filled in; yours. */
static char *page_number(const JxSheet *sheet, guint page)
{
    g_autofree char *number = g_strdup_printf("%u", page + 1);
    g_autofree char *count =
        g_strdup_printf("%u", jx_pages_count(sheet->pages));
    g_autoptr(GString) text = g_string_new(sheet->form->footer);
    g_string_replace(text, "{page}", number, 0);
    g_string_replace(text, "{pages}", count, 0);
    return g_strdup(text->str);
}

static void put_number(JxSheet *sheet, guint page)
{
    g_autofree char *number = page_number(sheet, page);
    g_autoptr(JxShaped) text = shape(sheet, number, JX_ROLE_BODY);
    JxSetting setting =
        jx_sheet_across(sheet, sheet->form->footer_size, JX_ALIGN_CENTRE);
    jx_set_text(sheet->pages, text, &setting);
}

void jx_sheet_put_feet(JxSheet *sheet, const char *note)
{
    g_autoptr(JxShaped) text =
        note ? shape(sheet, note, JX_ROLE_HEADING) : NULL;
    sheet->y = sheet->bottom + 14;
    for (guint i = 0; i < jx_pages_count(sheet->pages); i++) {
        jx_pages_turn_to(sheet->pages, i);
        jx_pages_begin(sheet->pages, JX_TAG_ARTIFACT, 0);
        if (text) {
            JxSetting setting =
                jx_sheet_across(sheet, sheet->form->footer_size, JX_ALIGN_LEFT);
            setting.width = sheet->width / 2 - 8 * setting.size;
            jx_set_text(sheet->pages, text, &setting);
        }
        put_number(sheet, i);
        jx_pages_end(sheet->pages, JX_TAG_ARTIFACT);
    }
}
