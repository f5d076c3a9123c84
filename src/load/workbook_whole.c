#include <string.h>

#include "base/intl.h"
#include "load/workbook_items.h"

/* White space that stands before `text` in the old cell; "" when it is not
 * there. Yours. */
static char *gap_before(const char *all, const char *text)
{
    const char *at = text != NULL ? strstr(all, text) : NULL;
    if (at == NULL)
        return g_strdup("");
    const char *from = at;
    while (from > all) {
        const char *before = g_utf8_prev_char(from);
        if (!jx_is_blank(g_utf8_get_char(before)))
            break;
        from = before;
    }
    return g_strndup(from, (gsize)(at - from));
}

static const char *compose_all(JxBack *back, const char *old,
                               const GArray *items, char *const *before)
{
    g_autoptr(GString) all = g_string_new(NULL);
    g_autofree char *usual = g_strdup("");
    for (guint i = 0; i < items->len; i++) {
        g_autofree char *gap = gap_before(old ? old : "", before[i]);
        if (*gap != '\0' && *usual == '\0') {
            g_free(usual);
            usual = g_strdup(gap);
        }
        if (i > 0)
            g_string_append(all, before[i] != NULL ? gap : usual);
        g_string_append(all, jx_back_item_text(jx_back_item(items, i)));
    }
    return all->len == 0 ? NULL : jx_report_text(back->report, all->str);
}

/* Everything stands there as it was written. */
static bool is_untouched(const GArray *items, guint n_written)
{
    for (guint i = 0; i < items->len; i++) {
        const JxBackItem *item = jx_back_item(items, i);
        if (item->base != (int)i || !item->same_fields || !item->same_text)
            return false;
    }
    return items->len == n_written;
}

/* Without the hidden sheet: the items are what the cell holds. */
static bool is_whole(const char *all, const GArray *items)
{
    g_autoptr(GString) texts = g_string_new(NULL);
    for (guint i = 0; i < items->len; i++)
        g_string_append(texts, jx_back_item_text(jx_back_item(items, i)));
    g_autofree char *left = jx_folded(all);
    g_autofree char *right = jx_folded(texts->str);
    return strcmp(left, right) == 0;
}

static void report_raw(JxBack *back, const JxBackProject *state, guint i)
{
    jx_back_finding(back, "workbook-conflict", back->lists[JX_LIST_GOALS],
                    state->goal_row, JX_AT_ALL_INDICATORS, (int)i,
                    _("“绩效指标原文”的改动没有采用；取工作表“绩效指标”的各行"))
        ->field = JX_FIELD_INDICATORS;
}

const char *jx_back_whole_text(JxBack *back, guint i, const GArray *items,
                               guint n_written, char *const *before)
{
    const JxBackProject *state = jx_back_project(back, i);
    const JxTraceRow *was = jx_trace_project(back->trace, state->base);
    const char *all = state->all ? state->all->str : NULL;
    bool traced = was != NULL && was->items != NULL;
    bool verbatim = was != NULL && strcmp(jx_stamp(all).text, was->text) == 0;
    if (was != NULL && all != NULL && !verbatim)
        report_raw(back, state, i);
    bool untouched = traced ? verbatim && is_untouched(items, n_written)
                            : all != NULL && is_whole(all, items);
    if (was != NULL && was->items == NULL && n_written == 0 &&
        items->len == 0 && verbatim)
        untouched = true; /* a cell without items */
    if (untouched)
        return jx_report_text(back->report, all);
    return compose_all(back, all, items, before);
}
