#include "load/fill.h"

#include <string.h>

/* Every way to leave out up to this many is tried, and no more ways than
 * this: wider rows are filled left to right. */
#define MAX_LEFT_OUT 5
#define MAX_WAYS 1000

typedef enum { BLANK, MONEY, INDICATORS, TEXT, N_CELL_KINDS } CellKind;

typedef enum { TO_NAME, TO_MONEY, TO_GOAL, TO_INDICATORS, TO_EXTRA } Target;

/* clang-format off */
/* How badly a cell suits a column, and what it costs to leave a cell out or a
 * column empty. Only their order matters. */
static const int MISFIT[N_CELL_KINDS][TO_EXTRA + 1] = {
    /*                name money goal indicators extra */
    [BLANK]      =   {2,   0,    1,   1,         0},
    [MONEY]      =   {8,   0,    6,   8,         1},
    [INDICATORS] =   {6,   9,    3,   0,         3},
    [TEXT]       =   {0,   9,    0,   3,         1},
};
static const int LEFT_OUT[N_CELL_KINDS] = {
    [BLANK] = 0, [MONEY] = 5, [INDICATORS] = 9, [TEXT] = 7,
};
static const int EMPTY_COLUMN[TO_EXTRA + 1] = {
    [TO_NAME] = 4, [TO_MONEY] = 0, [TO_GOAL] = 2, [TO_INDICATORS] = 2,
    [TO_EXTRA] = 1,
};
/* clang-format on */

/* One row to place and the best placement so far. */
struct row {
    const JxHeading *heading;
    const JxCell *first;
    guint n, n_columns;
    CellKind *kinds;
    JxMoney *amounts;
    guint chosen[MAX_LEFT_OUT], n_chosen; /* left-out places, falling */
    int best;
    guint best_chosen[MAX_LEFT_OUT];
    bool best_adds_up;
    guint n_adding_up; /* other placements as good in which the sum is right */
    guint adding_up[MAX_LEFT_OUT];
};

static Target target_of(const JxHeading *heading, guint column)
{
    switch (g_array_index(heading->columns, JxColumn, column).kind) {
    case JX_COLUMN_NAME:
        return TO_NAME;
    case JX_COLUMN_GOAL:
        return TO_GOAL;
    case JX_COLUMN_INDICATORS:
        return TO_INDICATORS;
    case JX_COLUMN_EXTRA:
        return TO_EXTRA;
    default:
        return TO_MONEY;
    }
}

static CellKind kind_of(const JxCell *cell, JxCurrency currency,
                        JxMoney *amount)
{
    switch (jx_money_parse(amount, cell->text, currency, NULL)) {
    case JX_MONEY_BLANK:
        return BLANK;
    case JX_MONEY_INVALID:
        break;
    default:
        return MONEY;
    }
    return strstr(cell->text, "指标值") != NULL ||
                   strstr(cell->text, "产出指标") != NULL ||
                   strstr(cell->text, "效益指标") != NULL ||
                   strstr(cell->text, "满意度指标") != NULL
               ? INDICATORS
               : TEXT;
}

static bool is_chosen(const struct row *row, guint i)
{
    for (guint k = 0; k < row->n_chosen; k++)
        if (row->chosen[k] == i)
            return true;
    return false;
}

/* Cost of the placement that leaves out the chosen columns (short row) or the
 * chosen cells (long row), and whether 总计 is the sum in it. */
static int cost_of(const struct row *row, bool *adds_up)
{
    int cost = 0;
    gint64 sum = 0, total = 0;
    bool fits = true, short_row = row->n < row->n_columns;
    guint cell = 0, column = 0;

    while (cell < row->n && column < row->n_columns) {
        if (is_chosen(row, short_row ? column : cell)) {
            if (short_row)
                cost += EMPTY_COLUMN[target_of(row->heading, column++)];
            else
                cost += LEFT_OUT[row->kinds[cell++]];
            continue;
        }
        Target target = target_of(row->heading, column);
        cost += MISFIT[row->kinds[cell]][target];
        if (target == TO_MONEY) {
            gint64 *to =
                g_array_index(row->heading->columns, JxColumn, column).kind ==
                        JX_COLUMN_TOTAL
                    ? &total
                    : &sum;
            fits = jx_money_add(*to, row->amounts[cell].fen, to) && fits;
        }
        cell++;
        column++;
    }
    for (; column < row->n_columns; column++)
        cost += EMPTY_COLUMN[target_of(row->heading, column)];
    for (; cell < row->n; cell++)
        cost += LEFT_OUT[row->kinds[cell]];
    *adds_up = fits && total == sum && total != 0;
    return cost;
}

static void judge(struct row *row)
{
    bool adds_up;
    int cost = cost_of(row, &adds_up);
    if (cost > row->best)
        return;
    if (cost < row->best) {
        row->best = cost;
        row->best_adds_up = adds_up;
        row->n_adding_up = 0;
        memcpy(row->best_chosen, row->chosen, sizeof row->chosen);
    } else if (adds_up && row->n_adding_up++ == 0) {
        memcpy(row->adding_up, row->chosen, sizeof row->chosen);
    }
}

/* Chooses n more places below `limit`, the rightmost first. */
static void choose(struct row *row, guint n, guint limit)
{
    if (n == 0) {
        judge(row);
        return;
    }
    for (guint i = limit; i-- > n - 1;) {
        row->chosen[row->n_chosen++] = i;
        choose(row, n - 1, i);
        row->n_chosen--;
    }
}

/* Finds the best placement into row->chosen; true when the sum chose it. */
static bool place(struct row *row, guint n_left_out)
{
    row->best = G_MAXINT;
    choose(row, n_left_out, MAX(row->n, row->n_columns));

    bool by_sum = !row->best_adds_up && row->n_adding_up == 1;
    memcpy(row->chosen, by_sum ? row->adding_up : row->best_chosen,
           sizeof row->chosen);
    row->n_chosen = n_left_out;
    return by_sum;
}

/* n out of `of`, at most MAX_WAYS + 1 */
static guint ways(guint n, guint of)
{
    guint64 count = 1;
    for (guint i = 0; i < n && count <= MAX_WAYS; i++)
        count = count * (of - i) / (i + 1);
    return (guint)MIN(count, MAX_WAYS + 1);
}

static bool all_blank(const struct row *row, guint from)
{
    for (guint i = from; i < row->n; i++)
        if (row->kinds[i] != BLANK)
            return false;
    return true;
}

/* Copies the placement; cells that fit nowhere go to filling->extra. */
static void take(const struct row *row, guint first, JxFilling *filling)
{
    bool short_row = row->n < row->n_columns;
    guint cell = 0;
    for (guint column = 0; column < row->n_columns; column++) {
        gint index = -1;
        while (!short_row && cell < row->n && is_chosen(row, cell)) {
            guint out = first + cell;
            g_array_append_val(filling->extra, out);
            cell++;
        }
        if (cell < row->n && !(short_row && is_chosen(row, column)))
            index = (gint)(first + cell++);
        g_array_append_val(filling->cells, index);
    }
    for (; cell < row->n; cell++) {
        guint out = first + cell;
        g_array_append_val(filling->extra, out);
    }
}

/* A workbook or a page pads a short row with empty cells at its end. Where
 * text then stands in a column of money, they are not cells of the row. */
static void drop_padding(struct row *row)
{
    guint n = row->n;
    bool misfit = false;
    while (n > 0 && row->first[n - 1].len == 0 && row->first[n - 1].origin < 0)
        n--;
    for (guint i = 0; i < n && n < row->n; i++)
        misfit |= row->kinds[i] >= INDICATORS &&
                  target_of(row->heading, i) == TO_MONEY;
    if (misfit)
        row->n = n;
}

void jx_filling_free(JxFilling *filling)
{
    if (filling == NULL)
        return;
    g_array_unref(filling->cells);
    g_array_unref(filling->extra);
    g_free(filling);
}

JxFilling *jx_fill(const JxCells *cells, guint row_index,
                   const JxHeading *heading, JxCurrency currency)
{
    const JxRow *r = jx_cells_row(cells, row_index);
    g_autofree CellKind *kinds = g_new0(CellKind, r->n + 1);
    g_autofree JxMoney *amounts = g_new0(JxMoney, r->n + 1);
    struct row row = {.heading = heading,
                      .first = jx_cells_cell(cells, r->first),
                      .n = r->n,
                      .n_columns = heading->columns->len,
                      .kinds = kinds,
                      .amounts = amounts};
    JxFilling *filling = g_new0(JxFilling, 1);
    filling->cells = g_array_new(FALSE, FALSE, sizeof(gint));
    filling->extra = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < row.n; i++)
        kinds[i] = kind_of(&row.first[i], currency, &amounts[i]);
    if (row.n == row.n_columns)
        drop_padding(&row);
    if (row.n != row.n_columns) {
        filling->missing = row.n < row.n_columns ? row.n_columns - row.n : 0;
        filling->surplus = row.n > row.n_columns ? row.n - row.n_columns : 0;
        guint n = filling->missing + filling->surplus;
        bool tail = filling->surplus > 0 && all_blank(&row, row.n_columns);
        if (!tail && n <= MAX_LEFT_OUT &&
            ways(n, MAX(row.n, row.n_columns)) <= MAX_WAYS)
            filling->by_sum = place(&row, n);
    }
    take(&row, r->first, filling);
    return filling;
}
