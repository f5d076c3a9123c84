#include "layout/layout.h"

#include "base/intl.h"
#include "layout/faces.h"

/* The search for characters that the role's own face does not have, or for
 * given ones. */
typedef struct {
    JxFonts *fonts;
    const GArray *wanted; /* gunichar; NULL: what the fonts do not have */
    JxDiags *diags;
    GHashTable *seen; /* characters that were reported */
    int project;
} Search;

static bool is_seen_by_nobody(gunichar ch)
{
    return g_unichar_isspace(ch) || g_unichar_iscntrl(ch) ||
           jx_is_ignorable(ch);
}

/* The machine's font that shows the character, or NULL. Yours. */
static PangoFont *machine_font(Search *search, gunichar ch)
{
    PangoContext *context = jx_fonts_machine(search->fonts);
    PangoFontset *set = pango_context_load_fontset(
        context, search->fonts->roles[JX_ROLE_BODY].behind,
        pango_context_get_language(context));
    PangoFont *font = set ? pango_fontset_get_font(set, ch) : NULL;
    g_clear_object(&set);
    if (font && pango_font_has_char(font, ch))
        return font;
    g_clear_object(&font);
    return NULL;
}

static JxFinding *report_foreign(Search *search, gunichar ch, JxPlace place)
{
    char text[7] = {0};
    g_unichar_to_utf8(ch, text);
    return jx_diags_add(search->diags, "glyph-missing", place,
                        _("“%s”（U+%04X）不在 GBK 字符集内"), text, ch);
}

static JxFinding *report_rare(Search *search, gunichar ch, JxPlace place)
{
    char text[7] = {0};
    g_unichar_to_utf8(ch, text);
    g_autoptr(PangoFont) font = machine_font(search, ch);
    JxFinding *finding;

    if (font == NULL) {
        finding = jx_diags_add(search->diags, "glyph-missing", place,
                               _("没有字体能显示“%s”（U+%04X）"), text, ch);
        finding->hint =
            g_strdup(_("打印时以“〓”代替；请改用常用字，或安装含有该字的字体"));
    } else {
        finding = jx_diags_add(search->diags, "font-substituted", place,
                               _("“%s”（U+%04X）用备用字体 %s 显示"), text, ch,
                               jx_fonts_face(search->fonts, font)->family);
    }
    return finding;
}

static void report_char(Search *search, gunichar ch, JxPlace place,
                        JxField field)
{
    JxFinding *finding = search->wanted ? report_foreign(search, ch, place)
                                        : report_rare(search, ch, place);
    finding->field = field;
    finding->project = search->project;
}

static bool is_looked_for(const Search *search, gunichar ch)
{
    if (search->wanted == NULL)
        return !jx_fonts_covers(search->fonts, JX_ROLE_BODY, ch) &&
               !is_seen_by_nobody(ch);
    for (guint i = 0; i < search->wanted->len; i++)
        if (g_array_index(search->wanted, gunichar, i) == ch)
            return true;
    return false;
}

static void check_text(Search *search, const char *text, JxPlace place,
                       JxField field)
{
    guint column = place.column;
    for (const char *p = text; p && *p; p = g_utf8_next_char(p), column++) {
        gunichar ch = g_utf8_get_char(p);
        if (!is_looked_for(search, ch) ||
            !g_hash_table_add(search->seen, GUINT_TO_POINTER(ch)))
            continue;
        JxPlace at = place;
        at.column = place.line ? column : 0;
        at.length = 1;
        report_char(search, ch, at, field);
    }
}

static void check_list(Search *search, const GPtrArray *texts)
{
    for (guint i = 0; i < texts->len; i++)
        check_text(search, texts->pdata[i], (JxPlace){0}, JX_FIELD_NONE);
}

static void check_totals(Search *search, const JxTotals *totals)
{
    check_text(search, totals->name, totals->place, JX_FIELD_NAME);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        if (totals->funding[fund].invalid)
            check_text(search, totals->funding[fund].text,
                       totals->funding[fund].place, jx_fund_field(fund));
}

static void check_project(Search *search, const JxProject *project)
{
    check_text(search, project->name, project->place, JX_FIELD_NAME);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        if (project->funding[fund].invalid)
            check_text(search, project->funding[fund].text,
                       project->funding[fund].place, jx_fund_field(fund));
    check_text(search, project->goal, project->goal_place, JX_FIELD_GOAL);
    check_text(search, project->indicators_text, project->indicators_place,
               JX_FIELD_INDICATORS);
}

static void check_report(Search *search, const JxReport *report)
{
    check_text(search, report->title, report->title_place, JX_FIELD_NONE);
    check_text(search, report->unit, report->unit_place, JX_FIELD_NONE);
    check_text(search, report->currency_unit, report->currency_place,
               JX_FIELD_NONE);
    if (report->has_declared)
        check_totals(search, &report->declared);
    for (guint i = 0; i < report->units->len; i++)
        check_totals(search, jx_report_unit(report, i));
    for (guint i = 0; i < report->projects->len; i++) {
        search->project = (int)i;
        check_project(search, jx_report_project(report, i));
    }
    search->project = -1;
    check_list(search, report->notes);
    check_list(search, report->signatures);
}

void jx_layout_check_glyphs(const JxReport *report, JxFonts *fonts,
                            JxDiags *diags)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    Search search = {
        .fonts = fonts, .diags = diags, .seen = seen, .project = -1};
    check_report(&search, report);
}

void jx_layout_check_gbk(const JxReport *report, const GArray *characters,
                         JxDiags *diags)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    Search search = {
        .wanted = characters, .diags = diags, .seen = seen, .project = -1};
    check_report(&search, report);
}

void jx_layout_check_faces(const JxFonts *fonts, JxDiags *diags)
{
    g_autoptr(GPtrArray) uses = jx_fonts_uses(fonts);
    for (guint i = 0; i < uses->len; i++) {
        const JxFontUse *use = uses->pdata[i];
        if (use->is_official)
            continue;
        JxFinding *finding =
            jx_diags_add(diags, "font-substituted", (JxPlace){0},
                         _("没有%s，用 %s 代替"), use->wanted, use->family);
        finding->hint = g_strdup(
            _("有授权的字体文件可放入 fonts 文件夹，程序按字体名使用"));
    }
}

void jx_layout_check_words(const char *text, JxFonts *fonts, JxDiags *diags)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    Search search = {
        .fonts = fonts, .diags = diags, .seen = seen, .project = -1};
    check_text(&search, text, (JxPlace){0}, JX_FIELD_NONE);
}
