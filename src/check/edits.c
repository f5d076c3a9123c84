#include "check/edits.h"

#include <string.h>

enum { MAX_ATOMS = 160, MAX_DIGITS = 18, MAX_SHIFT = 2 };

/* The four amounts of a line while edits are tried on them. */
typedef struct {
    gint64 fen[JX_N_FUNDS];
    bool blank[JX_N_FUNDS];
} State;

/* Everything that can be done to one line. */
typedef struct {
    const JxEquations *equations;
    const JxLine *line;
    State printed;
    JxEdit atoms[MAX_ATOMS];
    guint n_atoms;
    gint64 step;
    JxCurrency currency;
    GArray *variants;
    guint first; /* of the line's in variants */
    JxEdit chosen[JX_MAX_EDITS];
} Trying;

bool jx_edit_is_value(JxEditKind kind)
{
    return kind == JX_EDIT_TRANSPOSED || kind == JX_EDIT_SHIFTED ||
           kind == JX_EDIT_UNIT || kind == JX_EDIT_SIGN;
}

bool jx_edit_is_of_row(JxEditKind kind)
{
    return kind == JX_EDIT_ROW_TWICE || kind == JX_EDIT_ROW_UNIT;
}

bool jx_edit_unit_slip(JxCurrency currency, gint64 step, gint64 fen,
                       gint64 *meant)
{
    enum { YUAN_IN_WAN = 10000 };
    gint64 bound = jx_currency_fen(currency) * YUAN_IN_WAN;
    *meant = 0;
    if (fen == 0)
        return true;
    if (currency == JX_CURRENCY_YUAN && ABS(fen) < bound) {
        *meant = fen * YUAN_IN_WAN;
        return true;
    }
    *meant = fen / YUAN_IN_WAN;
    return currency == JX_CURRENCY_WAN && ABS(fen) >= bound &&
           fen % (YUAN_IN_WAN * step) == 0;
}

/* ---- the edits of one amount ------------------------------------------- */

static void add_atom(Trying *trying, JxEdit edit)
{
    if (trying->n_atoms < MAX_ATOMS)
        trying->atoms[trying->n_atoms++] = edit;
}

static void add_value(Trying *trying, JxEdit edit, gint64 new_fen)
{
    if (new_fen == edit.fen || new_fen == 0)
        return;
    for (guint i = 0; i < trying->n_atoms; i++) {
        const JxEdit *atom = &trying->atoms[i];
        if (atom->fund == edit.fund && atom->new_fen == new_fen &&
            jx_edit_is_value(atom->kind))
            return;
    }
    edit.new_fen = new_fen;
    add_atom(trying, edit);
}

/* Digits of the amount as printed with `decimals`, units of `step` fen,
 * the last one first. */
static guint digits_of(guint64 units, guint8 digits[MAX_DIGITS])
{
    guint n = 0;
    for (; units > 0 && n < MAX_DIGITS; units /= 10)
        digits[n++] = (guint8)(units % 10);
    return n;
}

static guint64 value_of(const guint8 *digits, guint n)
{
    guint64 units = 0;
    for (guint i = n; i > 0; i--)
        units = units * 10 + digits[i - 1];
    return units;
}

/* Any two digits changed places. Nobody prints 01.00, so the result has no
 * leading zero unless a single digit stands before the point (0.17 may be a
 * transposed 1.07). */
static void add_transpositions(Trying *trying, JxEdit edit, guint decimals)
{
    guint8 digits[MAX_DIGITS] = {0};
    gint64 sign = edit.fen < 0 ? -1 : 1;
    guint n = digits_of((guint64)(edit.fen * sign / trying->step), digits);
    guint printed = MAX(n, decimals + 1);

    edit.kind = JX_EDIT_TRANSPOSED;
    if (edit.fen % trying->step != 0 || printed > MAX_DIGITS)
        return;
    for (guint i = 0; i < printed; i++) {
        for (guint j = i + 1; j < printed; j++) {
            if (digits[i] == digits[j])
                continue;
            guint8 swapped[MAX_DIGITS];
            memcpy(swapped, digits, sizeof swapped);
            swapped[i] = digits[j];
            swapped[j] = digits[i];
            if (swapped[printed - 1] == 0 && printed > decimals + 1)
                continue;
            add_value(trying, edit,
                      sign * (gint64)value_of(swapped, printed) * trying->step);
        }
    }
}

static void add_shifts(Trying *trying, JxEdit edit)
{
    gint64 up = edit.fen, down = edit.fen;
    edit.kind = JX_EDIT_SHIFTED;
    for (guint places = 1; places <= MAX_SHIFT; places++) {
        if (!__builtin_mul_overflow(up, 10, &up))
            add_value(trying, edit, up);
        if (down % (10 * trying->step) == 0) {
            down /= 10;
            add_value(trying, edit, down);
        } else {
            down = 0;
        }
    }
}

static void add_slips(Trying *trying, JxEdit edit, JxCurrency currency)
{
    gint64 meant;
    edit.kind = JX_EDIT_UNIT;
    if (jx_edit_unit_slip(currency, trying->step, edit.fen, &meant))
        add_value(trying, edit, meant);
    edit.kind = JX_EDIT_SIGN;
    if (edit.fen < 0) /* amounts rarely are: it costs nothing to look */
        add_value(trying, edit, -edit.fen);
}

static void add_row_slip(Trying *trying, guint line, JxCurrency currency)
{
    JxEdit edit = {.kind = JX_EDIT_ROW_UNIT,
                   .line = line,
                   .fen = trying->printed.fen[JX_FUND_TOTAL]};
    gint64 meant;
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        if (!jx_edit_unit_slip(currency, trying->step,
                               trying->printed.fen[fund], &meant))
            return;
    if (edit.fen == 0 ||
        !jx_edit_unit_slip(currency, trying->step, edit.fen, &edit.new_fen))
        return;
    add_atom(trying, edit);
}

static void add_places(Trying *trying, JxEdit edit)
{
    const State *printed = &trying->printed;
    if (edit.fund == JX_FUND_TOTAL)
        return;
    bool twice = false;
    for (JxFund other = JX_FUND_FISCAL; other < JX_N_FUNDS; other++) {
        if (other == edit.fund)
            continue;
        if (!printed->blank[other] && printed->fen[other] == edit.fen)
            twice = true;
        edit.kind = JX_EDIT_MOVE;
        edit.to = other;
        add_atom(trying, edit);
    }
    edit.kind = JX_EDIT_REMOVE;
    if (twice && trying->line->project >= 0)
        add_atom(trying, edit);
}

/* ---- edits together ---------------------------------------------------- */

static void apply_to_row(const Trying *trying, JxEditKind kind, State *state)
{
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        if (kind == JX_EDIT_ROW_TWICE)
            state->fen[fund] = 0;
        else
            (void)jx_edit_unit_slip(trying->currency, trying->step,
                                    state->fen[fund], &state->fen[fund]);
}

/* The state after the chosen edits: first values change, then amounts leave
 * their columns, then they arrive in others. False when they contradict each
 * other. */
static bool apply(const Trying *trying, guint n, State *state)
{
    *state = trying->printed;
    bool touched[JX_N_FUNDS] = {false}, moved[JX_N_FUNDS] = {false};
    gint64 moving[JX_N_FUNDS] = {0};

    for (guint i = 0; i < n; i++) {
        const JxEdit *edit = &trying->chosen[i];
        if (jx_edit_is_of_row(edit->kind)) {
            apply_to_row(trying, edit->kind, state);
            return n == 1;
        }
        bool is_value = jx_edit_is_value(edit->kind);
        bool *seen = is_value ? touched : moved;
        if (seen[edit->fund])
            return false;
        seen[edit->fund] = true;
        if (is_value)
            state->fen[edit->fund] = edit->new_fen;
    }
    for (guint i = 0; i < n; i++) {
        JxFund from = trying->chosen[i].fund;
        if (!moved[from] || jx_edit_is_value(trying->chosen[i].kind))
            continue;
        moving[from] = state->fen[from];
        state->fen[from] = 0;
        state->blank[from] = true;
    }
    for (guint i = 0; i < n; i++) {
        const JxEdit *edit = &trying->chosen[i];
        if (edit->kind != JX_EDIT_MOVE)
            continue;
        if (!state->blank[edit->to])
            return false;
        state->fen[edit->to] = moving[edit->fund];
        state->blank[edit->to] = false;
    }
    return true;
}

static bool holds(const Trying *trying, const State *state)
{
    gint64 sum = 0;
    if (!trying->line->has_equation)
        return true;
    for (JxFund fund = JX_FUND_FISCAL; fund < JX_N_FUNDS; fund++)
        if (!jx_money_add(sum, state->fen[fund], &sum))
            return false;
    return sum == state->fen[JX_FUND_TOTAL];
}

static bool is_known(const Trying *trying, const gint64 delta[JX_N_FUNDS])
{
    for (guint i = trying->first; i < trying->variants->len; i++)
        if (memcmp(g_array_index(trying->variants, JxVariant, i).delta, delta,
                   sizeof(gint64) * JX_N_FUNDS) == 0)
            return true;
    return false;
}

static void keep(const Trying *trying, guint n, const State *state)
{
    JxVariant variant = {.line = trying->chosen[0].line, .n = (guint8)n};
    bool changes = false;
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        if (__builtin_sub_overflow(state->fen[fund], trying->printed.fen[fund],
                                   &variant.delta[fund]))
            return;
        changes = changes || variant.delta[fund] != 0;
    }
    if (!changes || is_known(trying, variant.delta))
        return;
    memcpy(variant.edits, trying->chosen, sizeof(JxEdit) * n);
    variant.key = jx_line_key(trying->equations, trying->line, variant.delta);
    g_array_append_val(trying->variants, variant);
}

/* Tries every choice of `n` atoms from `from` on, `chosen` of them taken. */
static void try_atoms(Trying *trying, guint n, guint chosen, guint from)
{
    State state;
    if (chosen == n) {
        if (apply(trying, n, &state) && holds(trying, &state))
            keep(trying, n, &state);
        return;
    }
    for (guint i = from; i < trying->n_atoms; i++) {
        trying->chosen[chosen] = trying->atoms[i];
        try_atoms(trying, n, chosen + 1, i + 1);
    }
}

void jx_variants_of_line(const JxReport *report, const JxEquations *equations,
                         guint line, gint64 step, bool twice, GArray *variants)
{
    const JxLine *the_line = jx_equations_line(equations, line);
    gint64 unit = jx_currency_fen(report->currency);
    guint decimals = 0;
    Trying trying = {.equations = equations,
                     .line = the_line,
                     .step = step,
                     .currency = report->currency,
                     .variants = variants,
                     .first = variants->len};
    for (gint64 size = step; size < unit; size *= 10)
        decimals++;

    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        trying.printed.fen[fund] = the_line->funding[fund].fen;
        trying.printed.blank[fund] = the_line->funding[fund].fen == 0;
    }
    /* what is rare comes first: there is room for so many atoms only */
    if (twice)
        add_atom(&trying, (JxEdit){.kind = JX_EDIT_ROW_TWICE,
                                   .line = line,
                                   .fen = trying.printed.fen[JX_FUND_TOTAL]});
    add_row_slip(&trying, line, report->currency);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        JxEdit edit = {
            .line = line, .fund = fund, .fen = trying.printed.fen[fund]};
        if (trying.printed.fen[fund] == 0 || the_line->funding[fund].invalid)
            continue;
        add_places(&trying, edit);
        add_slips(&trying, edit, report->currency);
        add_shifts(&trying, edit);
    }
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        JxEdit edit = {
            .line = line, .fund = fund, .fen = trying.printed.fen[fund]};
        if (trying.printed.fen[fund] != 0 && !the_line->funding[fund].invalid)
            add_transpositions(&trying, edit, decimals);
    }
    for (guint n = 1; n <= (the_line->off ? JX_MAX_EDITS : 2); n++)
        try_atoms(&trying, n, 0, 0);
}
