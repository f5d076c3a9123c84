#include "xlsx/formats.h"

/* The names a Chinese Windows knows its faces by. Every format names one:
 * the default face of the library would show as whatever the reader has. */
#define SONG "宋体"
#define HEI "黑体"

#define INK 0x000000
#define GREY 0x595959
#define RED 0xC00000
#define AMBER 0x9C5700
#define BLUE 0x1F4E79
#define LINE 0x808080
#define FAINT_LINE 0xBFBFBF
#define HEADING_FILL 0xDCE6F1
#define TOTAL_FILL 0xF2F2F2
#define CORRECTED_FILL 0xFFF2CC
#define NO_FILL 0xFFFFFFFF

enum number_kind { GENERAL, TEXT, COUNT, MONEY, SHARE };

/* Which edges of a cell are drawn; an open one is only hinted at. */
enum frame { NONE, FULL, OPEN_BELOW, OPEN_BOTH, OPEN_ABOVE };

static const struct style {
    const char *font;
    double size_pt;
    bool bold, wraps;
    enum frame frame;
    unsigned char align;
    enum number_kind number;
    guint32 ink, fill;
    bool input; /* stays open on a protected sheet */
} STYLES[JX_N_STYLES] = {
/* clang-format off */
#define L LXW_ALIGN_LEFT
#define C LXW_ALIGN_CENTER
#define R LXW_ALIGN_RIGHT
    /*                            font  pt    bold   wraps  framed */
    [JX_STYLE_SECTION]         = {HEI,  12,   false, false, NONE, L, GENERAL, INK,   NO_FILL, false},
    [JX_STYLE_LABEL]           = {SONG, 10.5, false, true,  FULL, L, GENERAL, INK,   TOTAL_FILL, false},
    [JX_STYLE_FORM_HEADING]    = {HEI,  9,    false, true,  FULL, C, GENERAL, INK,   NO_FILL, false},
    [JX_STYLE_FORM_TEXT]       = {SONG, 9,    false, true,  FULL, L, GENERAL, INK,   NO_FILL, true},
    [JX_STYLE_FORM_TEXT_FIRST] = {SONG, 9,    false, true,  OPEN_BELOW, L, GENERAL, INK, NO_FILL, true},
    [JX_STYLE_FORM_TEXT_MIDDLE] = {SONG, 9,   false, true,  OPEN_BOTH,  L, GENERAL, INK, NO_FILL, true},
    [JX_STYLE_FORM_TEXT_LAST]  = {SONG, 9,    false, true,  OPEN_ABOVE, L, GENERAL, INK, NO_FILL, true},
    [JX_STYLE_FORM_MONEY]      = {SONG, 9,    false, false, FULL, R, MONEY,   INK,   NO_FILL, true},
    [JX_STYLE_FORM_MONEY_FIRST] = {SONG, 9,   false, false, OPEN_BELOW, R, MONEY, INK, NO_FILL, true},
    [JX_STYLE_FORM_TOTAL_TEXT] = {SONG, 9,    true,  true,  FULL, L, GENERAL, INK,   NO_FILL, true},
    [JX_STYLE_FORM_TOTAL_MONEY] = {SONG, 9,   true,  false, FULL, R, MONEY,   INK,   NO_FILL, true},
    [JX_STYLE_FORM_NOTE]       = {SONG, 9,    false, true,  NONE, L, GENERAL, INK,   NO_FILL, true},
    [JX_STYLE_TITLE]           = {HEI,  16,   false, false, NONE, C, GENERAL, INK,   NO_FILL, false},
    [JX_STYLE_META_LEFT]       = {SONG, 10.5, false, false, NONE, L, GENERAL, INK,   NO_FILL, false},
    [JX_STYLE_META_RIGHT]      = {SONG, 10.5, false, false, NONE, R, GENERAL, INK,   NO_FILL, false},
    [JX_STYLE_HEADING]         = {HEI,  10.5, false, true,  FULL,  C, GENERAL, INK,   HEADING_FILL, false},
    [JX_STYLE_TEXT]            = {SONG, 10.5, false, true,  FULL,  L, TEXT,    INK,   NO_FILL, true},
    [JX_STYLE_LONG]            = {SONG, 10.5, false, true,  FULL,  L, GENERAL, INK,   NO_FILL, true},
    [JX_STYLE_CODE]            = {SONG, 10.5, false, true,  FULL,  C, TEXT,    INK,   NO_FILL, true},
    [JX_STYLE_COUNT]           = {SONG, 10.5, false, false, FULL,  C, COUNT,   INK,   NO_FILL, false},
    [JX_STYLE_PARSED]          = {SONG, 10.5, false, true,  FULL, C, GENERAL, GREY,  NO_FILL, false},
    [JX_STYLE_MONEY]           = {SONG, 10.5, false, false, FULL,  R, MONEY,   INK,   NO_FILL, true},
    [JX_STYLE_MONEY_CORRECTED] = {SONG, 10.5, false, false, FULL,  R, MONEY,   INK,   CORRECTED_FILL, true},
    [JX_STYLE_MONEY_FORMULA]   = {SONG, 10.5, false, false, FULL,  R, MONEY,   GREY,  NO_FILL, false},
    [JX_STYLE_SHARE]           = {SONG, 10.5, false, false, FULL,  R, SHARE,   GREY,  NO_FILL, false},
    [JX_STYLE_VERDICT]         = {SONG, 10.5, false, false, FULL,  C, GENERAL, GREY,  NO_FILL, false},
    [JX_STYLE_TOTAL_LABEL]     = {SONG, 10.5, true,  true,  FULL,  L, GENERAL, INK,   TOTAL_FILL, false},
    [JX_STYLE_TOTAL_MONEY]     = {SONG, 10.5, true,  false, FULL,  R, MONEY,   INK,   TOTAL_FILL, false},
    [JX_STYLE_TOTAL_COUNT]     = {SONG, 10.5, true,  false, FULL,  C, COUNT,   INK,   TOTAL_FILL, false},
    [JX_STYLE_TOTAL_SHARE]     = {SONG, 10.5, true,  false, FULL,  R, SHARE,   INK,   TOTAL_FILL, false},
    [JX_STYLE_TOTAL_VERDICT]   = {SONG, 10.5, true,  false, FULL,  C, GENERAL, INK,   TOTAL_FILL, false},
    [JX_STYLE_ERROR]           = {SONG, 10.5, true,  false, FULL,  C, GENERAL, RED,   NO_FILL, false},
    [JX_STYLE_WARNING]         = {SONG, 10.5, false, false, FULL,  C, GENERAL, AMBER, NO_FILL, false},
    [JX_STYLE_HINT]            = {SONG, 10.5, false, false, FULL,  C, GENERAL, GREY,  NO_FILL, false},
    [JX_STYLE_LINK]            = {SONG, 10.5, false, true,  FULL,  L, GENERAL, BLUE,  NO_FILL, false},
#undef L
#undef C
#undef R
    /* clang-format on */
};

static void set_number(lxw_format *format, enum number_kind kind,
                       guint decimals)
{
    if (kind == TEXT)
        format_set_num_format_index(format, 49); /* @ */
    if (kind == COUNT)
        format_set_num_format_index(format, 1); /* 0 */
    if (kind == SHARE)
        format_set_num_format(format, "0.0%");
    if (kind != MONEY)
        return;

    g_autoptr(GString) pattern = g_string_new("#,##0");
    for (guint i = 0; i < decimals; i++)
        g_string_append(pattern, i == 0 ? ".0" : "0");
    format_set_num_format(format, pattern->str);
}

static void set_frame(lxw_format *format, enum frame frame)
{
    if (frame == NONE)
        return;
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, LINE);
    if (frame == OPEN_BELOW || frame == OPEN_BOTH) {
        format_set_bottom(format, LXW_BORDER_HAIR);
        format_set_bottom_color(format, FAINT_LINE);
    }
    if (frame == OPEN_ABOVE || frame == OPEN_BOTH) {
        format_set_top(format, LXW_BORDER_HAIR);
        format_set_top_color(format, FAINT_LINE);
    }
}

static lxw_format *make(lxw_workbook *workbook, JxStyle style, guint decimals)
{
    const struct style *look = &STYLES[style];
    lxw_format *format = workbook_add_format(workbook);

    format_set_font_name(format, look->font);
    format_set_font_size(format, look->size_pt);
    format_set_font_color(format, look->ink);
    format_set_align(format, look->align);
    format_set_align(format, look->frame > FULL ? LXW_ALIGN_VERTICAL_TOP
                                                : LXW_ALIGN_VERTICAL_CENTER);
    set_number(format, look->number, decimals);
    if (look->bold)
        format_set_bold(format);
    if (look->wraps)
        format_set_text_wrap(format);
    set_frame(format, look->frame);
    if (look->input)
        format_set_unlocked(format);
    if (look->fill != NO_FILL)
        format_set_bg_color(format, look->fill);
    if (style == JX_STYLE_LINK)
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    return format;
}

lxw_format *jx_format(JxFormats *formats, JxStyle style, guint decimals)
{
    if (STYLES[style].number != MONEY)
        decimals = 0;
    g_assert(decimals < JX_N_DECIMALS);

    lxw_format **slot = &formats->made[style][decimals];
    if (*slot == NULL)
        *slot = make(formats->workbook, style, decimals);
    return *slot;
}

lxw_format *jx_format_alarm(JxFormats *formats)
{
    if (formats->alarm == NULL) {
        formats->alarm = workbook_add_format(formats->workbook);
        format_set_bg_color(formats->alarm, 0xFFC7CE);
        format_set_font_color(formats->alarm, RED);
    }
    return formats->alarm;
}

double jx_style_size_pt(JxStyle style)
{
    return STYLES[style].size_pt;
}

bool jx_style_bold(JxStyle style)
{
    return STYLES[style].bold;
}

bool jx_style_wraps(JxStyle style)
{
    return STYLES[style].wraps;
}
