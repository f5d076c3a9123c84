#include "layout/widths.h"

#include <math.h>

enum {
    MAX_EM = 160,      /* an A3 page holds fewer characters of the body */
    SAMPLE = 24 * 1024 /* pieces looked at: rows beyond do not change much */
};

/* The search, with the line counts of every width that was tried. */
typedef struct {
    const JxWidthColumn *columns;
    guint n, n_rows; /* rows of the sample */
    guint **counts;  /* [column * MAX_EM + em]: lines of each row, or NULL */
    guint *em;       /* the widths now */
} Search;

static const guint *counts_at(Search *search, guint column, guint em)
{
    guint **slot = &search->counts[column * MAX_EM + em];
    if (*slot)
        return *slot;
    *slot = g_new0(guint, search->n_rows);
    for (guint row = 0; row < search->n_rows; row++) {
        const JxShaped *text = search->columns[column].texts[row];
        if (text)
            (*slot)[row] = jx_lines_count(text, (gint64)em * JX_EM);
    }
    return *slot;
}

/* What is left of a cell over several rows: of each column the last one. */
typedef struct {
    guint rows;
    gint64 lines;
} Reach;

/* The row has so many lines; more when a cell ends with it that is not done. */
static gint64 row_lines(Reach *reach, guint n, gint64 lines)
{
    gint64 most = lines;
    for (guint i = 0; i < n; i++)
        if (reach[i].rows == 1)
            most = MAX(most, reach[i].lines);
    for (guint i = 0; i < n; i++)
        if (reach[i].rows > 0) {
            reach[i].rows--;
            reach[i].lines -= most;
        }
    return most;
}

/* Lines of the table at the widths of now. */
static guint lines_now(Search *search)
{
    gint64 total = 0;
    g_autofree Reach *reach = g_new0(Reach, search->n);
    for (guint row = 0; row < search->n_rows; row++) {
        gint64 most = 1;
        for (guint i = 0; i < search->n; i++) {
            const guint16 *spans = search->columns[i].spans;
            guint lines = counts_at(search, i, search->em[i])[row];
            if (spans && spans[row] > 1)
                reach[i] = (Reach){spans[row], lines};
            else
                most = MAX(most, lines);
        }
        total += row_lines(reach, search->n, most);
    }
    return (guint)total;
}

static gint64 advance_of(const JxWidthColumn *column, guint n_rows)
{
    gint64 sum = JX_EM;
    for (guint row = 0; row < n_rows; row++) {
        const JxShaped *text = column->texts[row];
        for (guint i = 0; text && i < text->pieces->len; i++)
            sum += jx_shaped_piece(text, i)->advance;
    }
    return sum;
}

static guint smallest(const Search *search, guint i)
{
    return (guint)ceil(search->columns[i].min_em);
}

/* Shares in proportion to the text; what is lacking to the smallest width of
 * one column is taken from the widest. */
static void start(Search *search, guint total)
{
    gint64 sum = 0;
    guint used = 0, widest = 0;
    for (guint i = 0; i < search->n; i++)
        sum += advance_of(&search->columns[i], search->n_rows);
    for (guint i = 0; i < search->n; i++) {
        gint64 own = advance_of(&search->columns[i], search->n_rows);
        guint em = (guint)(own * total / sum);
        search->em[i] = MAX(em, smallest(search, i));
        used += search->em[i];
    }
    for (; used != total; used = used < total ? used + 1 : used - 1) {
        for (guint i = 0; i < search->n; i++)
            if (search->em[i] - smallest(search, i) >
                search->em[widest] - smallest(search, widest))
                widest = i;
        search->em[widest] += used < total ? 1 : -1u;
    }
}

/* Moves `step` em wherever that saves lines; false when it nowhere does. */
static bool improve(Search *search, guint step, guint *lines)
{
    bool improved = false;
    for (guint from = 0; from < search->n; from++)
        for (guint to = 0; to < search->n; to++) {
            if (from == to ||
                search->em[from] < smallest(search, from) + step ||
                search->em[to] + step >= MAX_EM)
                continue;
            search->em[from] -= step;
            search->em[to] += step;
            guint now = lines_now(search);
            if (now < *lines) {
                *lines = now;
                improved = true;
            } else {
                search->em[from] += step;
                search->em[to] -= step;
            }
        }
    return improved;
}

static guint sample_of(const JxWidthColumn *columns, guint n, guint n_rows)
{
    guint pieces = 0, row;
    for (row = 0; row < n_rows && pieces < SAMPLE; row++)
        for (guint i = 0; i < n; i++)
            if (columns[i].texts[row])
                pieces += columns[i].texts[row]->pieces->len;
    return row;
}

void jx_widths_share(const JxWidthColumn *columns, guint n, guint n_rows,
                     double total_em, double *widths)
{
    guint total = (guint)floor(MIN(total_em, MAX_EM - 1) + 1e-6);
    Search search = {
        .columns = columns,
        .n = n,
        .n_rows = sample_of(columns, n, n_rows),
        .counts = g_new0(guint *, n * MAX_EM),
        .em = g_new0(guint, n),
    };

    start(&search, total);
    guint lines = lines_now(&search);
    static const guint STEPS[] = {4, 2, 1};
    for (gsize i = 0; i < G_N_ELEMENTS(STEPS); i++)
        while (improve(&search, STEPS[i], &lines))
            ;
    for (guint i = 0; i < n; i++)
        widths[i] = search.em[i];
    for (guint i = 0; i < n * MAX_EM; i++)
        g_free(search.counts[i]);
    g_free(search.counts);
    g_free(search.em);
}
