#include "app/batch/summary.h"

#include <string.h>

#include "app/batch/paths.h"
#include "app/batch/progress.h"
#include "base/intl.h"

#define MAX_NAMED 10

/* What to say of the units of one status, worst first. */
static const struct {
    const char *status, *heading;
} GROUPS[] = {
    {"missing", N_("清单中 %u 个单位没有报送：")},
    {"unlisted", N_("%u 个文件不在清单内：")},
    {"failed", N_("%u 个失败：")},
    {"refused", N_("%u 个读不出绩效目标表：")},
    {"pending", N_("%u 个还没有生成，再次运行即可继续：")},
    {"left_over", N_("%u 个输出不再属于任何单位（--prune 删除它们）：")},
};

static guint count(const json_t *rows, bool (*is)(const json_t *row))
{
    guint n = 0;
    gsize i;
    json_t *row;
    json_array_foreach(rows, i, row) n += is(row);
    return n;
}

static bool is_unit(const json_t *row)
{
    return !g_str_equal(jx_row_text(row, "status"), "left_over");
}

static bool is_written(const json_t *row)
{
    return g_str_equal(jx_row_text(row, "status"), "written");
}

static bool has_errors(const json_t *row)
{
    return is_written(row) && jx_row_number(row, "errors") > 0;
}

static bool has_warnings(const json_t *row)
{
    return is_written(row) && jx_row_number(row, "errors") == 0 &&
           jx_row_number(row, "warnings") > 0;
}

static bool is_renamed(const json_t *row)
{
    return json_is_true(json_object_get(row, "renamed"));
}

static void append_row(GString *text, const json_t *row)
{
    const char *name = jx_row_name(row), *input = jx_row_text(row, "input");
    g_string_append_printf(text, "  %s", name);
    if (*input && !g_str_equal(name, input))
        g_string_append_printf(text, "  %s", input);
    if (*jx_row_text(row, "message"))
        g_string_append_printf(text, "  %s", jx_row_text(row, "message"));
    g_string_append_c(text, '\n');
}

static void append_group(GString *text, const json_t *rows, gsize group)
{
    guint n = 0;
    g_autoptr(GString) named = g_string_new(NULL);
    gsize i;
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        if (!g_str_equal(jx_row_text(row, "status"), GROUPS[group].status))
            continue;
        if (n++ < MAX_NAMED)
            append_row(named, row);
    }
    if (n == 0)
        return;
    g_string_append_printf(text, _(GROUPS[group].heading), n);
    g_string_append_printf(text, "\n%s", named->str);
    if (n > MAX_NAMED)
        g_string_append_printf(text, _("  另有 %u 个，见报告\n"),
                               n - MAX_NAMED);
}

static void append_speed(GString *text, const JxSummary *summary)
{
    g_autofree char *duration = jx_progress_duration(summary->seconds);
    if (summary->n_done == 0)
        g_string_append(text, _("没有需要重新生成的\n"));
    else
        g_string_append_printf(
            text, _("本次生成 %u 个，用时 %s，每秒 %.1f 个\n"), summary->n_done,
            duration, summary->n_done / MAX(summary->seconds, 0.001));
}

static void append_totals(GString *text, const JxSummary *summary)
{
    const json_t *rows = summary->rows;
    if (!summary->merged)
        append_speed(text, summary);
    g_string_append_printf(
        text, _("共 %u 个单位：完成 %u（其中有错误 %u，只有警告 %u）\n"),
        count(rows, is_unit), count(rows, is_written), count(rows, has_errors),
        count(rows, has_warnings));
}

static void append_end(GString *text, const JxSummary *summary)
{
    if (summary->disk_full)
        g_string_append(text,
                        _("磁盘已满，提前结束；腾出空间后再次运行即可继续\n"));
    else if (summary->interrupted)
        g_string_append(text, _("已中断；再次运行即可继续\n"));
    else if (!summary->quiet)
        g_string_append_printf(text, _("报告：%s/%s.jsonl\n"), summary->out,
                               JX_BATCH_REPORT);
}

char *jx_summary_text(const JxSummary *summary)
{
    GString *text = g_string_new(NULL);
    if (!summary->quiet)
        append_totals(text, summary);
    for (gsize i = 0; i < G_N_ELEMENTS(GROUPS); i++)
        append_group(text, summary->rows, i);
    guint renamed = count(summary->rows, is_renamed);
    if (renamed > 0)
        g_string_append_printf(text, _("%u 个输出因重名加了编号，见报告\n"),
                               renamed);
    append_end(text, summary);
    return g_string_free(text, FALSE);
}

static const char *name_of(const JxUnit *unit)
{
    return unit->unit ? unit->unit : unit->shown ? unit->shown : unit->id;
}

char *jx_summary_plan(const GPtrArray *items, guint n_due)
{
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, _("要生成 %u 个，共 %u 个\n"), n_due,
                           items->len);
    for (guint i = 0; i < items->len; i++) {
        const JxPlanItem *item = items->pdata[i];
        const char *name = name_of(item->unit);
        if (item->unit->filing == JX_UNIT_MISSING)
            g_string_append_printf(text, _("没有报送    %s\n"), name);
        else if (item->unit->filing == JX_UNIT_UNLISTED)
            g_string_append_printf(text, _("不在清单内  %s\n"), name);
        else if (item->due != JX_DUE_NOT)
            g_string_append_printf(text, "%s  %s\n", jx_due_text(item->due),
                                   name);
    }
    return g_string_free(text, FALSE);
}
