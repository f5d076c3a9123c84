#include "layout/spans.h"

#include <math.h>

/* A span that has begun and not ended. */
typedef struct {
    guint span;
    guint next;  /* the first line that is not on an earlier page */
    double used; /* height of its rows on this page */
    bool again;  /* it repeats, and was whole on an earlier page */
} Open;

struct _JxSpans {
    const JxPaging *paging;
    guint next;    /* the first span not opened yet */
    GArray *open;  /* Open */
    GArray *parts; /* JxSpanPart */
};

struct _JxSpansMark {
    guint next, n_parts;
    GArray *open;
};

static Open *open_at(const JxSpans *spans, guint i)
{
    return &g_array_index(spans->open, Open, i);
}

static const JxSpan *span_of(const JxSpans *spans, const Open *open)
{
    return &spans->paging->spans[open->span];
}

JxSpans *jx_spans_new(const JxPaging *paging)
{
    JxSpans *spans = g_new0(JxSpans, 1);
    spans->paging = paging;
    spans->open = g_array_new(FALSE, TRUE, sizeof(Open));
    spans->parts = g_array_new(FALSE, TRUE, sizeof(JxSpanPart));
    return spans;
}

void jx_spans_free(JxSpans *spans)
{
    g_array_unref(spans->open);
    if (spans->parts)
        g_array_unref(spans->parts);
    g_free(spans);
}

void jx_spans_open(JxSpans *spans, guint row)
{
    const JxPaging *paging = spans->paging;
    for (;
         spans->next < paging->n_spans && paging->spans[spans->next].row == row;
         spans->next++) {
        Open open = {.span = spans->next};
        g_array_append_val(spans->open, open);
    }
}

void jx_spans_grow(JxSpans *spans, double height)
{
    for (guint i = 0; i < spans->open->len; i++)
        open_at(spans, i)->used += height;
}

/* Lines that its rows have room for on this page. */
static guint capacity(const JxSpans *spans, const Open *open)
{
    const JxPaging *paging = spans->paging;
    double lines = (open->used - paging->extra) / paging->lead + 1e-6;
    return lines < 0 ? 0 : (guint)lines;
}

/* Lines it wants on this page. */
static guint wanted(const JxSpans *spans, const Open *open)
{
    const JxSpan *span = span_of(spans, open);
    return open->again ? span->again_lines : span->lines - open->next;
}

guint jx_spans_need(const JxSpans *spans, guint row)
{
    double most = 0, lead = spans->paging->lead;
    for (guint i = 0; i < spans->open->len; i++) {
        const Open *open = open_at(spans, i);
        const JxSpan *span = span_of(spans, open);
        /* the rows so far and this one share one extra, theirs is spare */
        if (span->row + span->n_rows == row + 1)
            most = MAX(most, wanted(spans, open) - open->used / lead);
    }
    return (guint)ceil(most - 1e-6);
}

bool jx_spans_may_turn(const JxSpans *spans)
{
    for (guint i = 0; i < spans->open->len; i++) {
        const Open *open = open_at(spans, i);
        guint want = wanted(spans, open), room = capacity(spans, open);
        bool whole = span_of(spans, open)->repeats;
        if (open->used > 0 && room < (whole ? want : MIN(want, 2)))
            return false;
    }
    return true;
}

/* Lines of a flowing text to set where `room` fit: none alone on either side
 * where that can be helped. */
static guint take(guint left, guint room)
{
    if (left <= room)
        return left;
    if (left == room + 1 && room >= 3)
        return room - 1;
    return room == 1 ? 0 : room;
}

/* Sets what fits on the page that ends. */
static void end_part(JxSpans *spans, Open *open, guint page)
{
    const JxSpan *span = span_of(spans, open);
    guint room = capacity(spans, open);
    JxSpanPart part = {.span = open->span,
                       .page = page,
                       .first = open->next,
                       .end = open->next};
    if (open->again)
        part.again = room >= span->again_lines;
    else
        part.end += take(span->lines - open->next, room);
    open->next = part.end;
    open->again = open->again ||
                  (span->repeats && part.first == 0 && part.end == span->lines);
    g_array_append_val(spans->parts, part);
}

void jx_spans_turn(JxSpans *spans, guint page, guint head, double height)
{
    for (guint i = 0; i < spans->open->len; i++) {
        Open *open = open_at(spans, i);
        if (open->used > 0)
            end_part(spans, open, page);
        /* it stands beside the row that is set again */
        bool beside = head > 0 && span_of(spans, open)->row < head;
        open->used = beside ? height : 0;
    }
}

void jx_spans_close(JxSpans *spans, guint row, guint page)
{
    for (guint i = 0; i < spans->open->len;) {
        Open *open = open_at(spans, i);
        const JxSpan *span = span_of(spans, open);
        if (span->row + span->n_rows != row + 1) {
            i++;
            continue;
        }
        end_part(spans, open, page);
        g_array_remove_index(spans->open, i);
    }
}

static GArray *copy_of(const GArray *open)
{
    GArray *copy = g_array_new(FALSE, TRUE, sizeof(Open));
    if (open->len > 0)
        g_array_append_vals(copy, open->data, open->len);
    return copy;
}

JxSpansMark *jx_spans_mark(const JxSpans *spans)
{
    JxSpansMark *mark = g_new0(JxSpansMark, 1);
    mark->next = spans->next;
    mark->n_parts = spans->parts->len;
    mark->open = copy_of(spans->open);
    return mark;
}

void jx_spans_restore(JxSpans *spans, const JxSpansMark *mark)
{
    spans->next = mark->next;
    g_array_set_size(spans->parts, mark->n_parts);
    g_array_unref(spans->open);
    spans->open = copy_of(mark->open);
}

void jx_spans_mark_free(JxSpansMark *mark)
{
    g_array_unref(mark->open);
    g_free(mark);
}

static gint by_span(gconstpointer a, gconstpointer b)
{
    const JxSpanPart *one = a, *other = b;
    if (one->span != other->span)
        return one->span < other->span ? -1 : 1;
    return (one->page > other->page) - (one->page < other->page);
}

GArray *jx_spans_steal_parts(JxSpans *spans)
{
    g_array_sort(spans->parts, by_span);
    return g_steal_pointer(&spans->parts);
}
