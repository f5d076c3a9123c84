#include "app/listings.h"

#include "app/diff_text.h"
#include "app/findings_text.h"
#include "app/produce.h"
#include "base/intl.h"
#include "pdf/pdf.h"
#include "xlsx/listing.h"

#define PROGRAM "jixiao " JX_VERSION

/* 第 12 行第 3 字, or a workbook's cell. */
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

static void add_finding(JxListing *listing, const JxSource *source,
                        const JxReport *report, const JxFinding *finding)
{
    g_autofree char *number = g_strdup_printf("%u", listing->rows->len + 1);
    g_autofree char *place = place_text(finding->place);
    const char *project =
        finding->project < 0 || finding->project >= (int)report->projects->len
            ? NULL
            : jx_report_project(report, (guint)finding->project)->name;
    const char *cells[] = {
        number,
        report->unit ? report->unit : source->input->name,
        jx_severity_word(finding->severity),
        project,
        place,
        finding->message,
        finding->hint,
        finding->rule,
    };
    jx_listing_add_row(listing, cells, false);
}

static void add_findings(JxListing *listing, const JxSource *source,
                         JxSeverity least)
{
    for (guint i = 0; i < source->document->reports->len; i++) {
        const JxReport *report = source->document->reports->pdata[i];
        for (guint k = 0; k < jx_diags_count(report->diags); k++) {
            const JxFinding *finding = jx_diags_get(report->diags, k);
            if (finding->severity >= least && finding->waived == NULL)
                add_finding(listing, source, report, finding);
        }
    }
}

JxListing *jx_listing_of_findings(const GPtrArray *sources, JxSeverity least)
{
    JxListing *listing = jx_listing_new(_("问题"), _("绩效目标表校验报告"));
    jx_listing_add_column(listing, _("序号"), JX_LISTING_NUMBER, 4);
    jx_listing_add_column(listing, _("单位名称"), JX_LISTING_TEXT, 12);
    jx_listing_add_column(listing, _("级别"), JX_LISTING_WORD, 4);
    jx_listing_add_column(listing, _("项目"), JX_LISTING_TEXT, 18);
    jx_listing_add_column(listing, _("位置"), JX_LISTING_TEXT, 10);
    jx_listing_add_column(listing, _("问题"), JX_LISTING_TEXT, 30);
    jx_listing_add_column(listing, _("怎样改正"), JX_LISTING_TEXT, 26);
    jx_listing_add_column(listing, _("规则"), JX_LISTING_TEXT, 14);
    for (guint i = 0; i < sources->len; i++)
        add_findings(listing, sources->pdata[i], least);
    listing->left = g_strdup_printf(_("共 %u 个文件"), sources->len);
    listing->right = g_strdup_printf(_("共 %u 项"), listing->rows->len);
    return listing;
}

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

static void add_sums(JxListing *listing, const JxDiff *diff,
                     JxCurrency currency)
{
    for (int fund = 0; fund < JX_N_FUNDS; fund++) {
        const JxChange sums = {.kind = JX_CHANGE_CHANGED,
                               .field = jx_fund_field((JxFund)fund),
                               .before_fen = diff->before_sum[fund],
                               .after_fen = diff->after_sum[fund]};
        g_autofree char *before = jx_change_before(&sums, currency);
        g_autofree char *after = jx_change_after(&sums, currency);
        g_autofree char *delta =
            jx_amount_difference(sums.before_fen, sums.after_fen, currency);
        const char *cells[] = {fund == 0 ? _("各项目之和") : "",
                               "",
                               "",
                               jx_change_subject(&sums),
                               before,
                               after,
                               delta};
        jx_listing_add_row(listing, cells, true);
    }
}

static const char *project_of(const JxChange *change, const JxReport *before,
                              const JxReport *after)
{
    if (change->new_project >= 0)
        return jx_report_project(after, (guint)change->new_project)->name;
    if (change->old_project >= 0)
        return jx_report_project(before, (guint)change->old_project)->name;
    return change->part == JX_PART_DECLARED ? _("合计行") : NULL;
}

static void add_change(JxListing *listing, const JxChange *change,
                       const JxReport *before, const JxReport *after)
{
    guint ordinal = MAX(change->new_ordinal, change->old_ordinal);
    g_autofree char *number =
        ordinal > 0 ? g_strdup_printf("%u", ordinal) : NULL;
    g_autofree char *old = jx_change_before(change, after->currency);
    g_autofree char *new = jx_change_after(change, after->currency);
    g_autofree char *delta =
        change->field == JX_FIELD_NONE
            ? NULL
            : jx_amount_difference(change->before_fen, change->after_fen,
                                   after->currency);
    const char *cells[] = {project_of(change, before, after),
                           jx_change_word(change->kind),
                           number,
                           jx_change_subject(change),
                           old,
                           new,
                           delta};
    jx_listing_add_row(listing, cells, false);
}

JxListing *jx_listing_of_diff(const JxDiff *diff, const JxReport *before,
                              const JxReport *after)
{
    JxListing *listing = jx_listing_new(_("变动"), _("绩效目标表变动情况"));
    const char *currency = jx_currency_name(after->currency);
    jx_listing_add_column(listing, _("项目"), JX_LISTING_TEXT, 20);
    jx_listing_add_column(listing, _("变动"), JX_LISTING_WORD, 4);
    jx_listing_add_column(listing, _("指标序号"), JX_LISTING_NUMBER, 6);
    jx_listing_add_column(listing, _("内容"), JX_LISTING_TEXT, 8);
    jx_listing_add_column(listing, _("原为"), JX_LISTING_TEXT, 28);
    jx_listing_add_column(listing, _("现为"), JX_LISTING_TEXT, 28);
    jx_listing_add_column(listing, _("增减"), JX_LISTING_NUMBER, 9);
    listing->left = g_strdup_printf(
        _("新增 %u 个项目，删去 %u 个，改动 %u 个，未变 %u 个"), diff->n_added,
        diff->n_removed, diff->n_changed, diff->n_same);
    listing->right = currency ? g_strdup_printf(_("单位：%s"), currency) : NULL;
    add_sums(listing, diff, after->currency);
    for (guint i = 0; i < diff->changes->len; i++)
        add_change(listing, &g_array_index(diff->changes, JxChange, i), before,
                   after);
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
                                       .program = PROGRAM};
        return jx_xlsx_listings(listings, n, producer.fonts, &options, error);
    }
    g_autoptr(JxPages) pages =
        jx_layout_listing(listings[0], producer.form, producer.fonts, NULL);
    const JxPdfMeta meta = {.title = listings[0]->title,
                            .creator = PROGRAM,
                            .created = producer.time};
    return jx_pdf_render(pages, &meta, error);
}
