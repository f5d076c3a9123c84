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
    const JxTable *table = sheet->table;
    const char *later =
        table->continued_left ? table->continued_left : table->left;
    double left = put_line(sheet, is_first ? table->left : later, JX_ALIGN_LEFT,
                           sheet->width * 0.75, tag);
    double right = put_line(sheet, sheet->table->right, JX_ALIGN_RIGHT,
                            sheet->width * 0.25, tag);
    sheet->y = MAX(left, right) + 4;
}

/* 表号 stands above the title, at the right. */
static void put_form_number(JxSheet *sheet, JxTag tag)
{
    if (sheet->table->number && *sheet->table->number)
        sheet->y = put_line(sheet, sheet->table->number, JX_ALIGN_RIGHT,
                            sheet->width, tag);
}

void jx_sheet_put_head(JxSheet *sheet, bool is_first)
{
    sheet->y = sheet->form->margin_top;
    put_form_number(sheet, is_first ? JX_TAG_LINE : JX_TAG_ARTIFACT);
    put_title(sheet, is_first);
    put_lines(sheet, is_first);
}

/* A page for what found no room under the table. */
static void make_room(JxSheet *sheet, double height)
{
    if (sheet->y + height <= sheet->bottom)
        return;
    jx_pages_add_page(sheet->pages);
    sheet->y = sheet->form->margin_top;
    put_title(sheet, false);
}

static void put_after_line(JxSheet *sheet, const JxShaped *text,
                           const JxLine *line)
{
    double lead = jx_sheet_lead(sheet, sheet->form->body_size);
    make_room(sheet, lead);
    JxSetting setting =
        jx_sheet_across(sheet, sheet->form->body_size, JX_ALIGN_LEFT);
    jx_pages_begin(sheet->pages, JX_TAG_LINE, 0);
    jx_set_line(sheet->pages, text, line, &setting);
    jx_pages_end(sheet->pages, JX_TAG_LINE);
    sheet->y += lead;
}

/* Side by side, each in an equal part of the width. */
static void put_signatures(JxSheet *sheet)
{
    const GPtrArray *texts = sheet->table->signatures;
    double space = sheet->form->signature_space;
    double lead = jx_sheet_lead(sheet, sheet->form->body_size);
    if (texts->len == 0)
        return;

    double part = sheet->width / texts->len, below = 0;
    guint most = 1;
    for (guint i = 0; i < texts->len; i++) {
        g_autoptr(JxShaped) text = shape(sheet, texts->pdata[i], JX_ROLE_BODY);
        gint64 width = jx_em_units(part - 8, sheet->form->body_size);
        most = MAX(most, jx_lines_count(text, width));
    }
    make_room(sheet, space + most * lead);
    sheet->y += space;
    for (guint i = 0; i < texts->len; i++) {
        g_autoptr(JxShaped) text = shape(sheet, texts->pdata[i], JX_ROLE_BODY);
        JxSetting setting =
            jx_sheet_across(sheet, sheet->form->body_size, JX_ALIGN_LEFT);
        setting.x += i * part;
        setting.width = part - 8;
        jx_pages_begin(sheet->pages, JX_TAG_LINE, 0);
        double end = jx_set_text(sheet->pages, text, &setting);
        jx_pages_end(sheet->pages, JX_TAG_LINE);
        below = MAX(below, end);
    }
    sheet->y = below;
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
    put_signatures(sheet);
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

/* Away from the binding is right on odd pages, left on even ones. */
static JxAlign number_align(const JxSheet *sheet, guint page)
{
    bool is_odd = page % 2 == 0; /* counted from 0 */
    switch ((JxFooterAlign)sheet->form->footer_align) {
    case JX_FOOTER_LEFT:
        return JX_ALIGN_LEFT;
    case JX_FOOTER_RIGHT:
        return JX_ALIGN_RIGHT;
    case JX_FOOTER_OUTER:
        return is_odd || !sheet->form->mirrored ? JX_ALIGN_RIGHT
                                                : JX_ALIGN_LEFT;
    case JX_FOOTER_CENTRE:
        break;
    }
    return JX_ALIGN_CENTRE;
}

static void put_number(JxSheet *sheet, guint page)
{
    g_autofree char *number = page_number(sheet, page);
    g_autoptr(JxShaped) text = shape(sheet, number, JX_ROLE_BODY);
    JxSetting setting = jx_sheet_across(sheet, sheet->form->footer_size,
                                        number_align(sheet, page));
    jx_set_text(sheet->pages, text, &setting);
}

/* At the left; where the number is, at the right. */
static void put_foot_note(JxSheet *sheet, const JxShaped *text, JxAlign number)
{
    bool at_right = number == JX_ALIGN_LEFT;
    JxSetting setting =
        jx_sheet_across(sheet, sheet->form->footer_size,
                        at_right ? JX_ALIGN_RIGHT : JX_ALIGN_LEFT);
    double width = sheet->width / 2 - 8 * setting.size;
    setting.x += at_right ? setting.width - width : 0;
    setting.width = width;
    jx_set_text(sheet->pages, text, &setting);
}

void jx_sheet_put_feet(JxSheet *sheet, guint first, guint end, const char *note)
{
    g_autoptr(JxShaped) text =
        note ? shape(sheet, note, JX_ROLE_HEADING) : NULL;
    sheet->y = sheet->bottom + 14;
    for (guint i = first; i < end; i++) {
        jx_pages_turn_to(sheet->pages, i);
        jx_pages_begin(sheet->pages, JX_TAG_ARTIFACT, 0);
        if (text)
            put_foot_note(sheet, text, number_align(sheet, i));
        put_number(sheet, i);
        jx_pages_end(sheet->pages, JX_TAG_ARTIFACT);
    }
}

void jx_sheet_mirror(JxSheet *sheet)
{
    const JxForm *form = sheet->form;
    bool at_left = form->binding == JX_BINDING_LEFT;
    if (!form->mirrored || form->binding == JX_BINDING_NONE)
        return;
    jx_pages_shift_even(sheet->pages, at_left ? -form->gutter : 0,
                        at_left ? 0 : -form->gutter);
}
