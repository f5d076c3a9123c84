#include "app/listings.h"

#include "app/diff_text.h"
#include "app/findings_text.h"
#include "app/produce.h"
#include "base/intl.h"
#include "pdf/pdf.h"
#include "xlsx/listing.h"

static void add_table(JxListing *listing, const JxSource *source,
                      const JxReport *report)
{
    gint64 sum = 0;
    bool summed = jx_report_sum(report, JX_FUND_TOTAL, &sum);
    g_autofree char *total =
        jx_money_format(sum, report->currency,
                        jx_report_fund_decimals(report, JX_FUND_TOTAL), true);
    g_autofree char *projects = g_strdup_printf("%u", report->projects->len);
    char *counts[JX_SEVERITY_ERROR + 1];
    for (int severity = 0; severity <= JX_SEVERITY_ERROR; severity++)
        counts[severity] = g_strdup_printf(
            "%u", jx_diags_count_severity(report->diags, (JxSeverity)severity));
    const char *cells[] = {source->input->name,
                           report->unit,
                           projects,
                           summed ? total : NULL,
                           jx_currency_name(report->currency),
                           counts[JX_SEVERITY_ERROR],
                           counts[JX_SEVERITY_WARNING],
                           counts[JX_SEVERITY_HINT]};
    jx_listing_add_row(listing, cells, false);
    for (int severity = 0; severity <= JX_SEVERITY_ERROR; severity++)
        g_free(counts[severity]);
}

JxListing *jx_listing_of_tables(void)
{
    JxListing *listing = jx_listing_new(_("各单位"), _("绩效目标表校验情况"));
    jx_listing_add_column(listing, _("文件"), JX_LISTING_TEXT, 20);
    jx_listing_add_column(listing, _("单位名称"), JX_LISTING_TEXT, 20);
    jx_listing_add_column(listing, _("项目"), JX_LISTING_NUMBER, 6);
    jx_listing_add_column(listing, _("总计"), JX_LISTING_NUMBER, 10);
    jx_listing_add_column(listing, _("金额单位"), JX_LISTING_WORD, 6);
    jx_listing_add_column(listing, _("错误"), JX_LISTING_NUMBER, 5);
    jx_listing_add_column(listing, _("警告"), JX_LISTING_NUMBER, 5);
    jx_listing_add_column(listing, _("提示"), JX_LISTING_NUMBER, 5);
    return listing;
}

void jx_listing_add_tables(JxListing *listing, const JxSource *source)
{
    for (guint i = 0; i < source->document->reports->len; i++)
        add_table(listing, source, source->document->reports->pdata[i]);
}

/* The list of changes while it is made. */
typedef struct {
    JxListing *listing;
    const JxDiffPair *pair;
    JxCurrency currency;
    const char *unit; /* of the table; NULL: the list is of one table */
} Changes;

/* cells[0] is kept for the unit. */
static void add_cells(const Changes *changes, const char **cells, bool strong)
{
    cells[0] = changes->unit;
    jx_listing_add_row(changes->listing, changes->unit ? cells : cells + 1,
                       strong);
}

static void add_sums(const Changes *changes)
{
    const JxDiff *diff = changes->pair->diff;
    for (int fund = 0; fund < JX_N_FUNDS; fund++) {
        const JxChange sums = {.kind = JX_CHANGE_CHANGED,
                               .field = jx_fund_field((JxFund)fund),
                               .before_fen = diff->before_sum[fund],
                               .after_fen = diff->after_sum[fund]};
        g_autofree char *before = jx_change_before(&sums, changes->currency);
        g_autofree char *after = jx_change_after(&sums, changes->currency);
        g_autofree char *delta = jx_amount_difference(
            sums.before_fen, sums.after_fen, changes->currency);
        const char *cells[] = {NULL,
                               fund == 0 ? _("各项目之和") : "",
                               "",
                               "",
                               jx_change_subject(&sums),
                               before,
                               after,
                               delta};
        add_cells(changes, cells, true);
    }
}

static const char *project_of(const Changes *changes, const JxChange *change)
{
    const JxDiffPair *pair = changes->pair;
    if (change->new_project >= 0)
        return jx_report_project(pair->after, (guint)change->new_project)->name;
    if (change->old_project >= 0)
        return jx_report_project(pair->before, (guint)change->old_project)
            ->name;
    return change->part == JX_PART_DECLARED ? _("合计行") : NULL;
}

static void add_change(const Changes *changes, const JxChange *change)
{
    guint ordinal = MAX(change->new_ordinal, change->old_ordinal);
    g_autofree char *number =
        ordinal > 0 ? g_strdup_printf("%u", ordinal) : NULL;
    g_autofree char *old = jx_change_before(change, changes->currency);
    g_autofree char *new = jx_change_after(change, changes->currency);
    bool has_amount =
        change->field != JX_FIELD_NONE || change->part == JX_PART_PROJECT;
    g_autofree char *delta =
        has_amount ? jx_amount_difference(change->before_fen, change->after_fen,
                                          changes->currency)
                   : NULL;
    const char *cells[] = {NULL,
                           project_of(changes, change),
                           jx_change_word(change->kind),
                           number,
                           jx_change_subject(change),
                           old,
                           new,
                           delta};
    add_cells(changes, cells, false);
}

static void add_pair(JxListing *listing, const JxDiffPair *pair, bool several)
{
    const char *unit = pair->after->unit    ? pair->after->unit
                       : pair->before->unit ? pair->before->unit
                                            : _("（没有单位名称）");
    const Changes changes = {listing, pair, pair->after->currency,
                             several ? unit : NULL};
    add_sums(&changes);
    for (guint i = 0; i < pair->diff->changes->len; i++)
        add_change(&changes, &g_array_index(pair->diff->changes, JxChange, i));
}

static JxListing *changes_new(bool several)
{
    JxListing *listing = jx_listing_new(_("变动"), _("绩效目标表变动情况"));
    if (several)
        jx_listing_add_column(listing, _("单位名称"), JX_LISTING_TEXT, 14);
    jx_listing_add_column(listing, _("项目"), JX_LISTING_TEXT, 20);
    jx_listing_add_column(listing, _("变动"), JX_LISTING_WORD, 4);
    jx_listing_add_column(listing, _("指标序号"), JX_LISTING_NUMBER, 6);
    jx_listing_add_column(listing, _("内容"), JX_LISTING_TEXT, 8);
    jx_listing_add_column(listing, _("原为"), JX_LISTING_TEXT, 28);
    jx_listing_add_column(listing, _("现为"), JX_LISTING_TEXT, 28);
    jx_listing_add_column(listing, _("增减"), JX_LISTING_NUMBER, 9);
    return listing;
}

/* The currency unit of all, or NULL when it is not one. */
static const char *common_currency(const GArray *pairs)
{
    const JxDiffPair *first = &g_array_index(pairs, JxDiffPair, 0);
    for (guint i = 1; i < pairs->len; i++)
        if (g_array_index(pairs, JxDiffPair, i).after->currency !=
            first->after->currency)
            return NULL;
    return jx_currency_name(first->after->currency);
}

JxListing *jx_listing_of_diffs(const GArray *pairs)
{
    guint added = 0, removed = 0, changed = 0, same = 0;
    JxListing *listing = changes_new(pairs->len > 1);
    for (guint i = 0; i < pairs->len; i++) {
        const JxDiffPair *pair = &g_array_index(pairs, JxDiffPair, i);
        add_pair(listing, pair, pairs->len > 1);
        added += pair->diff->n_added;
        removed += pair->diff->n_removed;
        changed += pair->diff->n_changed;
        same += pair->diff->n_same;
    }
    const char *currency = common_currency(pairs);
    listing->left =
        g_strdup_printf(_("新增 %u 个项目，删去 %u 个，改动 %u 个，未变 %u 个"),
                        added, removed, changed, same);
    listing->right = currency ? g_strdup_printf(_("单位：%s"), currency) : NULL;
    return listing;
}

/* Paper and sizes are those of the official list. */
GBytes *jx_listings_write(JxListing *const *listings, guint n,
                          const char *format, GError **error)
{
    g_auto(JxProducer) producer = {0};
    if (!jx_producer_start(&producer, NULL, true, error))
        return NULL;
    if (g_str_equal(format, "xlsx")) {
        const JxXlsxOptions options = {.created = producer.time,
                                       .program = JX_PROGRAM};
        return jx_xlsx_listings(listings, n, producer.fonts, &options, error);
    }
    g_autoptr(JxPages) pages =
        jx_layout_listing(listings[0], producer.form, producer.fonts, NULL);
    const JxPdfMeta meta = {.title = listings[0]->title,
                            .creator = JX_PROGRAM,
                            .created = producer.time};
    return jx_pdf_render(pages, &meta, error);
}
