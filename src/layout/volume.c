#include "layout/volume.h"

/* One report of the volume. */
typedef struct {
    char *name, *note;
    guint first, n_pages; /* of the pages without the contents */
    char *currency_unit;  /* as printed; may be NULL */
    JxCurrency currency;
    bool has_total;
    gint64 total; /* fen */
    guint decimals;
} Part;

struct _JxVolume {
    const JxForm *form;
    JxFonts *fonts;
    const JxMetrics *metrics;
    JxPages *pages;
    GArray *parts; /* Part */
};

/* Columns of the contents. The currency unit is one of them when it is not the
 * same for all. */
enum { NUMBER, NAME, TOTAL, CURRENCY, PAGES, PAGE, N_COLUMNS };

static const struct {
    const char *heading;
    JxListingKind kind;
    guint width;
} COLUMNS[N_COLUMNS] = {
    [NUMBER] = {"序号", JX_LISTING_NUMBER, 4},
    [NAME] = {"单位", JX_LISTING_TEXT, 20},
    [TOTAL] = {"总计", JX_LISTING_NUMBER, 8},
    [CURRENCY] = {"金额单位", JX_LISTING_WORD, 4},
    [PAGES] = {"页数", JX_LISTING_NUMBER, 4},
    [PAGE] = {"起始页", JX_LISTING_NUMBER, 5},
};

static void part_clear(gpointer data)
{
    Part *part = data;
    g_free(part->name);
    g_free(part->note);
    g_free(part->currency_unit);
}

JxVolume *jx_volume_new(const JxForm *form, JxFonts *fonts,
                        const JxMetrics *metrics)
{
    JxVolume *volume = g_new0(JxVolume, 1);
    volume->form = form;
    volume->fonts = fonts;
    volume->metrics = metrics;
    volume->parts = g_array_new(FALSE, TRUE, sizeof(Part));
    g_array_set_clear_func(volume->parts, part_clear);
    return volume;
}

void jx_volume_free(JxVolume *volume)
{
    if (volume == NULL)
        return;
    g_clear_pointer(&volume->pages, jx_pages_free);
    g_array_unref(volume->parts);
    g_free(volume);
}

guint jx_volume_count(const JxVolume *volume)
{
    return volume->parts->len;
}

static Part *part_at(const JxVolume *volume, guint i)
{
    return &g_array_index(volume->parts, Part, i);
}

/* What the report says its total is; when it does not say, what its projects
 * add up to. */
static void set_total(Part *part, const JxReport *report)
{
    const JxMoney *declared = &report->declared.funding[JX_FUND_TOTAL];
    part->currency = report->currency;
    part->currency_unit = g_strdup(report->currency_unit);
    part->decimals = jx_report_fund_decimals(report, JX_FUND_TOTAL);
    part->total = declared->fen;
    part->has_total =
        report->has_declared && !declared->blank && !declared->invalid;
    if (!part->has_total)
        part->has_total = jx_report_sum(report, JX_FUND_TOTAL, &part->total);
}

/* Whether the first bookmark is that of the line of totals, under which all
 * others stand. */
static bool has_head(const GArray *bookmarks, const JxReport *report)
{
    if (!report->has_declared || report->declared.name == NULL ||
        bookmarks->len == 0)
        return false;
    for (guint i = 1; i < bookmarks->len; i++)
        if (g_array_index(bookmarks, JxBookmark, i).level == 1)
            return false;
    return g_str_equal(g_array_index(bookmarks, JxBookmark, 0).title,
                       report->declared.name);
}

/* The unit is a bookmark of its own, above those of the report; the one of the
 * line of totals would say the same again. */
static void set_bookmarks(GArray *bookmarks, const JxReport *report,
                          const char *name)
{
    if (has_head(bookmarks, report))
        g_array_remove_index(bookmarks, 0);
    else
        for (guint i = 0; i < bookmarks->len; i++)
            g_array_index(bookmarks, JxBookmark, i).level++;
    JxBookmark unit = {.title = g_strdup(name), .level = 1};
    g_array_prepend_val(bookmarks, unit);
}

void jx_volume_add(JxVolume *volume, const JxReport *report, JxPages *pages,
                   const char *name, const char *foot_note)
{
    set_bookmarks(pages->bookmarks, report, name);
    Part part = {.name = g_strdup(name),
                 .note = g_strdup(foot_note),
                 .n_pages = jx_pages_count(pages)};
    set_total(&part, report);

    if (volume->pages) {
        part.first = jx_pages_count(volume->pages);
        jx_pages_insert(volume->pages, part.first, pages);
        jx_pages_free(pages);
    } else {
        volume->pages = pages;
    }
    g_array_append_val(volume->parts, part);
}

static bool has_one_currency(const JxVolume *volume)
{
    for (guint i = 1; i < volume->parts->len; i++)
        if (g_strcmp0(part_at(volume, i)->currency_unit,
                      part_at(volume, 0)->currency_unit) != 0)
            return false;
    return true;
}

/* Puts the cells into the list's columns. */
static void add_row(JxListing *listing, const char *const *cells, bool strong)
{
    const char *row[N_COLUMNS];
    guint n = 0;
    for (guint i = 0; i < N_COLUMNS; i++)
        if (i != CURRENCY || listing->columns->len == N_COLUMNS)
            row[n++] = cells[i];
    jx_listing_add_row(listing, row, strong);
}

static char *total_of(const Part *part)
{
    return part->has_total ? jx_money_format(part->total, part->currency,
                                             MAX(part->decimals, 2), true)
                           : NULL;
}

static void add_part(JxListing *listing, const JxVolume *volume, guint i,
                     guint n_contents)
{
    const Part *part = part_at(volume, i);
    g_autofree char *number = g_strdup_printf("%u", i + 1);
    g_autofree char *total = total_of(part);
    g_autofree char *n_pages = g_strdup_printf("%u", part->n_pages);
    g_autofree char *page = g_strdup_printf("%u", n_contents + part->first + 1);
    const char *cells[N_COLUMNS] = {
        [NUMBER] = number, [NAME] = part->name,
        [TOTAL] = total,   [CURRENCY] = part->currency_unit,
        [PAGES] = n_pages, [PAGE] = page};
    add_row(listing, cells, false);
}

/* The sum of all totals, when they are of one currency unit and all known. */
static void add_sum(JxListing *listing, const JxVolume *volume)
{
    Part sum = *part_at(volume, 0);
    guint n_pages = 0;
    sum.total = 0;
    for (guint i = 0; i < volume->parts->len; i++) {
        const Part *part = part_at(volume, i);
        sum.decimals = MAX(sum.decimals, part->decimals);
        sum.has_total = sum.has_total && part->has_total &&
                        part->currency == sum.currency &&
                        jx_money_add(sum.total, part->total, &sum.total);
        n_pages += part->n_pages;
    }
    g_autofree char *total = total_of(&sum);
    g_autofree char *pages = g_strdup_printf("%u", n_pages);
    const char *cells[N_COLUMNS] = {[NAME] = "合计",
                                    [TOTAL] = total,
                                    [CURRENCY] =
                                        total ? sum.currency_unit : NULL,
                                    [PAGES] = pages};
    add_row(listing, cells, true);
}

/* The contents as a list, when they take n_contents pages. Printed, so Chinese
 * in every language. */
static JxListing *contents_of(const JxVolume *volume, guint n_contents)
{
    bool one_currency = has_one_currency(volume);
    const char *currency_unit = part_at(volume, 0)->currency_unit;
    JxListing *listing = jx_listing_new("目录", "目　录");
    listing->left = g_strdup_printf("共 %u 份", volume->parts->len);
    if (one_currency && currency_unit)
        listing->right = g_strdup_printf("单位：%s", currency_unit);
    for (guint i = 0; i < N_COLUMNS; i++)
        if (i != CURRENCY || !one_currency)
            jx_listing_add_column(listing, COLUMNS[i].heading, COLUMNS[i].kind,
                                  COLUMNS[i].width);
    for (guint i = 0; i < volume->parts->len; i++)
        add_part(listing, volume, i, n_contents);
    add_sum(listing, volume);
    return listing;
}

/* Lays the contents out, and again while they turn out longer than thought:
 * then all numbers in them are others. */
static JxPages *lay_out_contents(const JxVolume *volume)
{
    const JxLayoutOptions options = {.metrics = volume->metrics,
                                     .is_part = true};
    for (guint n_contents = 1;;) {
        g_autoptr(JxListing) listing = contents_of(volume, n_contents);
        g_autoptr(JxPages) pages =
            jx_layout_listing(listing, volume->form, volume->fonts, &options);
        guint n = jx_pages_count(pages);
        for (; n < n_contents; n++) /* shorter after all: the rest is empty */
            jx_pages_add_page(pages);
        if (n == n_contents)
            return g_steal_pointer(&pages);
        n_contents = n;
    }
}

/* Each line leads to its report from the unit's name and the page's number. */
static void add_links(const JxVolume *volume, JxPages *contents)
{
    guint n_contents = jx_pages_count(contents);
    guint page_column = has_one_currency(volume) ? PAGE - 1 : PAGE;
    for (guint i = 0; i < contents->cells->len; i++) {
        JxCellBox *cell = &g_array_index(contents->cells, JxCellBox, i);
        bool leads = cell->column == NAME || cell->column == page_column;
        if (leads && cell->row >= 0 && (guint)cell->row < volume->parts->len)
            cell->link =
                n_contents + part_at(volume, (guint)cell->row)->first + 1;
    }
    JxBookmark bookmark = {.title = g_strdup("目录"), .level = 1};
    g_array_prepend_val(contents->bookmarks, bookmark);
}

static void put_feet(const JxVolume *volume, guint n_contents)
{
    JxLayoutOptions options = {.metrics = volume->metrics};
    jx_layout_put_feet(volume->pages, 0, n_contents, volume->form,
                       volume->fonts, &options);
    for (guint i = 0; i < volume->parts->len; i++) {
        const Part *part = part_at(volume, i);
        guint first = n_contents + part->first;
        options.foot_note = part->note;
        jx_layout_put_feet(volume->pages, first, first + part->n_pages,
                           volume->form, volume->fonts, &options);
    }
}

JxPages *jx_volume_finish(JxVolume *volume)
{
    g_assert(volume->pages);
    g_autoptr(JxPages) contents = lay_out_contents(volume);
    guint n_contents = jx_pages_count(contents);
    add_links(volume, contents);
    jx_pages_insert(volume->pages, 0, contents);
    put_feet(volume, n_contents);
    jx_layout_mirror(volume->pages, volume->form);
    return g_steal_pointer(&volume->pages);
}
