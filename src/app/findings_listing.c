#include "app/findings_listing.h"

#include <string.h>

#include "app/findings_text.h"
#include "base/intl.h"
#include "check/rules.h"

/* What is known of a finding, in the order of COLUMNS. */
enum {
    NUMBER,
    FILE_NAME,
    UNIT,
    LEVEL,
    PROJECT,
    PLACE,
    MESSAGE,
    HINT,
    BASIS,
    RULE,
    WAIVED,
    ANSWER,
    N_COLUMNS,
};

/* clang-format off */
static const struct {
    const char *heading;
    JxListingKind kind;
    guint width;
    bool printed, listed;
} COLUMNS[N_COLUMNS] = {
    [NUMBER]    = {N_("序号"),     JX_LISTING_NUMBER, 4,  true,  true},
    [FILE_NAME] = {N_("文件"),     JX_LISTING_TEXT,   14, false, true},
    [UNIT]      = {N_("单位名称"), JX_LISTING_TEXT,   14, false, true},
    [LEVEL]     = {N_("级别"),     JX_LISTING_WORD,   4,  true,  true},
    [PROJECT]   = {N_("项目"),     JX_LISTING_TEXT,   18, true,  true},
    [PLACE]     = {N_("位置"),     JX_LISTING_TEXT,   10, true,  true},
    [MESSAGE]   = {N_("问题"),     JX_LISTING_TEXT,   30, true,  true},
    [HINT]      = {N_("怎样改正"), JX_LISTING_TEXT,   26, true,  true},
    [BASIS]     = {N_("依据"),     JX_LISTING_TEXT,   26, false, true},
    [RULE]      = {N_("规则"),     JX_LISTING_TEXT,   14, true,  true},
    [WAIVED]    = {N_("豁免理由"), JX_LISTING_TEXT,   14, false, true},
    [ANSWER]    = {N_("处理情况"), JX_LISTING_TEXT,   6,  true,  true},
};
/* clang-format on */

static JxListing *list_new(bool for_print)
{
    JxListing *listing = jx_listing_new(_("问题"), _("绩效目标表校验报告"));
    for (guint i = 0; i < N_COLUMNS; i++)
        if (for_print ? COLUMNS[i].printed : COLUMNS[i].listed)
            jx_listing_add_column(listing, _(COLUMNS[i].heading),
                                  COLUMNS[i].kind, COLUMNS[i].width);
    return listing;
}

/* Adds those of all cells that the list has columns for. */
static void add_row(JxListing *listing, const char *const all[N_COLUMNS],
                    bool for_print, bool strong)
{
    const char *cells[N_COLUMNS];
    guint n = 0;
    for (guint i = 0; i < N_COLUMNS; i++)
        if (for_print ? COLUMNS[i].printed : COLUMNS[i].listed)
            cells[n++] = all[i];
    jx_listing_add_row(listing, cells, strong);
}

/* 第 12 行第 3 字, or a workbook's cell. Yours. */
static char *place_text(JxPlace place)
{
    if (place.cell)
        return g_strdup(place.cell);
    if (place.line == 0)
        return g_strdup("");
    if (place.column == 0)
        return g_strdup_printf(_("第 %u 行"), place.line);
    return g_strdup_printf(_("第 %u 行第 %u 字"), place.line, place.column);
}

/* One table of one file, while its findings are listed. */
typedef struct {
    const char *file;
    const JxReport *report;
    guint *number; /* of the last finding */
} Listed;

static void add_finding(JxListing *listing, const Listed *listed,
                        const JxFinding *finding, bool for_print)
{
    g_autofree char *number = g_strdup_printf("%u", ++*listed->number);
    g_autofree char *place = place_text(finding->place);
    g_autofree char *waived =
        finding->waived ? g_strdup_printf(_("已豁免：%s"), finding->waived)
                        : NULL;
    const char *const cells[N_COLUMNS] = {
        [NUMBER] = number,
        [FILE_NAME] = listed->file,
        [UNIT] = listed->report->unit,
        [LEVEL] =
            finding->waived ? _("已豁免") : jx_severity_word(finding->severity),
        [PROJECT] = jx_report_finding_project(listed->report, finding),
        [PLACE] = place,
        [MESSAGE] = finding->message,
        [HINT] = for_print && waived ? waived : finding->hint,
        [BASIS] = finding->basis ? _(finding->basis) : NULL,
        [RULE] = finding->rule,
        [WAIVED] = finding->waived,
    };
    add_row(listing, cells, for_print, false);
}

static void for_each_report(const GPtrArray *sources,
                            void (*visit)(const Listed *listed, gpointer data),
                            gpointer data)
{
    guint number = 0;
    for (guint i = 0; i < sources->len; i++) {
        const JxSource *source = sources->pdata[i];
        g_autofree char *file = g_path_get_basename(source->input->name);
        for (guint k = 0; k < source->document->reports->len; k++) {
            const Listed listed = {file, source->document->reports->pdata[k],
                                   &number};
            visit(&listed, data);
        }
    }
}

/* ---- for a workbook ---------------------------------------------------- */

static void list_report(const Listed *listed, gpointer listing)
{
    for (guint i = 0; i < jx_diags_count(listed->report->diags); i++)
        add_finding(listing, listed, jx_diags_get(listed->report->diags, i),
                    false);
}

JxListing *jx_listing_of_findings(const GPtrArray *sources)
{
    JxListing *listing = list_new(false);
    for_each_report(sources, list_report, listing);
    listing->left = g_strdup_printf(_("共 %u 个文件"), sources->len);
    listing->right = g_strdup_printf(_("共 %u 项"), listing->rows->len);
    return listing;
}

/* ---- rules ------------------------------------------------------------- */

/* rule -> number of findings */
static void count_rules(const Listed *listed, gpointer counts)
{
    for (guint i = 0; i < jx_diags_count(listed->report->diags); i++) {
        gpointer rule = (gpointer)jx_diags_get(listed->report->diags, i)->rule;
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, rule));
        g_hash_table_insert(counts, rule, GUINT_TO_POINTER(n + 1));
    }
}

static GHashTable *rules_of(const GPtrArray *sources)
{
    GHashTable *counts = g_hash_table_new(g_str_hash, g_str_equal);
    for_each_report(sources, count_rules, counts);
    return counts;
}

JxListing *jx_listing_of_rules(const GPtrArray *sources)
{
    JxListing *listing = jx_listing_new(_("规则"), _("校验规则与依据"));
    g_autoptr(GHashTable) counts = rules_of(sources);
    gsize n;
    const JxRule *rules = jx_rules(&n);
    jx_listing_add_column(listing, _("规则"), JX_LISTING_TEXT, 16);
    jx_listing_add_column(listing, _("级别"), JX_LISTING_WORD, 5);
    jx_listing_add_column(listing, _("问题"), JX_LISTING_NUMBER, 5);
    jx_listing_add_column(listing, _("说明"), JX_LISTING_TEXT, 22);
    jx_listing_add_column(listing, _("为什么"), JX_LISTING_TEXT, 40);
    jx_listing_add_column(listing, _("依据"), JX_LISTING_TEXT, 36);
    for (gsize i = 0; i < n; i++) {
        guint found =
            GPOINTER_TO_UINT(g_hash_table_lookup(counts, rules[i].name));
        if (found == 0)
            continue;
        g_autofree char *number = g_strdup_printf("%u", found);
        const char *cells[] = {
            rules[i].name,   jx_severity_word(rules[i].severity),
            number,          _(rules[i].summary),
            _(rules[i].why), _(rules[i].basis)};
        jx_listing_add_row(listing, cells, false);
    }
    return listing;
}

/* ---- waivers ----------------------------------------------------------- */

static char *waiver_place(const JxWaivers *waivers, const JxWaiver *waiver)
{
    g_autofree char *file = g_path_get_basename(jx_waivers_file(waivers));
    return g_strdup_printf(_("%s 第 %u 行"), file, waiver->line);
}

JxListing *jx_listing_of_waivers(const JxWaivers *waivers)
{
    JxListing *listing = jx_listing_new(_("豁免"), _("豁免的问题"));
    jx_listing_add_column(listing, _("规则"), JX_LISTING_TEXT, 16);
    jx_listing_add_column(listing, _("单位名称"), JX_LISTING_TEXT, 18);
    jx_listing_add_column(listing, _("项目"), JX_LISTING_TEXT, 22);
    jx_listing_add_column(listing, _("豁免理由"), JX_LISTING_TEXT, 30);
    jx_listing_add_column(listing, _("问题"), JX_LISTING_NUMBER, 5);
    jx_listing_add_column(listing, _("位置"), JX_LISTING_TEXT, 16);
    jx_listing_add_column(listing, _("说明"), JX_LISTING_TEXT, 26);
    for (guint i = 0; i < jx_waivers_len(waivers); i++) {
        const JxWaiver *waiver = jx_waivers_get(waivers, i);
        g_autofree char *uses =
            g_strdup_printf("%u", jx_waivers_uses(waivers, i));
        g_autofree char *place = waiver_place(waivers, waiver);
        g_autofree char *unused = jx_waivers_is_unused(waivers, i)
                                      ? jx_waiver_unused_text(waiver)
                                      : NULL;
        const char *cells[] = {waiver->rule,   waiver->unit, waiver->project,
                               waiver->reason, uses,         place,
                               unused};
        jx_listing_add_row(listing, cells, false);
    }
    return listing;
}

/* ---- for print --------------------------------------------------------- */

/* What is found out of wrong totals is worth paper, though only a hint. */
static bool is_printed(const JxFinding *finding)
{
    return finding->severity >= JX_SEVERITY_WARNING ||
           g_str_has_prefix(finding->rule, "reconcile-") ||
           strcmp(finding->rule, "rounding-tail") == 0;
}

static void print_group(JxListing *listing, const char *project,
                        const char *place, const char *message)
{
    const char *const cells[N_COLUMNS] = {
        [PROJECT] = project, [PLACE] = place, [MESSAGE] = message};
    add_row(listing, cells, true, true);
}

static void print_report(const Listed *listed, gpointer listing)
{
    const JxDiags *diags = listed->report->diags;
    g_autofree char *summary = jx_findings_summary(diags);
    print_group(listing,
                listed->report->unit ? listed->report->unit
                                     : _("（没有单位名称）"),
                listed->file, summary);
    for (guint i = 0; i < jx_diags_count(diags); i++)
        if (is_printed(jx_diags_get(diags, i)))
            add_finding(listing, listed, jx_diags_get(diags, i), true);
}

static void print_unused(JxListing *listing, const JxWaivers *waivers)
{
    bool first = true;
    for (guint i = 0; i < jx_waivers_len(waivers); i++) {
        const JxWaiver *waiver = jx_waivers_get(waivers, i);
        if (!jx_waivers_is_unused(waivers, i))
            continue;
        if (first)
            print_group(listing, _("没有用上的豁免"), NULL, NULL);
        first = false;
        g_autofree char *place = waiver_place(waivers, waiver);
        g_autofree char *text = jx_waiver_unused_text(waiver);
        const char *const cells[N_COLUMNS] = {[PROJECT] = waiver->project,
                                              [PLACE] = place,
                                              [MESSAGE] = text,
                                              [HINT] = waiver->reason,
                                              [RULE] = waiver->rule};
        add_row(listing, cells, true, false);
    }
}

static void print_rules(JxListing *listing, const GPtrArray *sources)
{
    g_autoptr(GHashTable) counts = rules_of(sources);
    gsize n;
    const JxRule *rules = jx_rules(&n);
    if (g_hash_table_size(counts) > 0)
        print_group(listing, _("规则与依据"), NULL, NULL);
    for (gsize i = 0; i < n; i++) {
        if (!g_hash_table_contains(counts, rules[i].name))
            continue;
        const char *const cells[N_COLUMNS] = {
            [PROJECT] = _(rules[i].summary),
            [MESSAGE] = _(rules[i].why),
            [HINT] = _(rules[i].basis),
            [RULE] = rules[i].name,
        };
        add_row(listing, cells, true, false);
    }
}

JxListing *jx_listing_for_print(const GPtrArray *sources,
                                const JxWaivers *waivers)
{
    JxListing *listing = list_new(true);
    for_each_report(sources, print_report, listing);
    listing->left = g_strdup_printf(_("共 %u 个文件"), sources->len);
    print_unused(listing, waivers);
    print_rules(listing, sources);
    return listing;
}
