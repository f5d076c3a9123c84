#pragma once

#include <string.h>

#include "check/reconcile.h"
#include "model/report.h"

/* Makes tables that add up, and then damages them the way people and
 * extraction do: by editing the printed text of cells, with no arithmetic on
 * amounts, so that it shares nothing with the search that has to undo it. */

enum { PLANT_ROWS = 6000, PLANT_CELL = 24 };

typedef struct {
    char cell[JX_N_FUNDS][PLANT_CELL]; /* as printed; "" is blank */
    bool touched;
} PlantRow;

typedef struct {
    guint64 random;
    guint n;        /* rows; row 0 is the declared total */
    PlantRow *rows; /* room for PLANT_ROWS */
} Plant;

typedef enum {
    PLANT_MOVE,      /* an amount goes to an empty column of its row */
    PLANT_TWICE,     /* … or is printed there as well */
    PLANT_TRANSPOSE, /* two of its digits change places */
    PLANT_SHIFT,     /* its point moves by one or two places */
    PLANT_ROW_TWICE, /* its row is printed again */
    PLANT_N_INSIDE,  /* up to here whole printed amounts explain it */
    PLANT_ROW_LOST = PLANT_N_INSIDE, /* its row is not printed */
    PLANT_DIGIT,                     /* a digit becomes another one */
    PLANT_DIGIT_TWICE,               /* … in 总计 and in its one fund */
    PLANT_N_KINDS,
} PlantKind;

G_GNUC_UNUSED static guint plant_random(Plant *plant, guint below)
{
    plant->random = plant->random * G_GUINT64_CONSTANT(6364136223846793005) +
                    G_GUINT64_CONSTANT(1442695040888963407);
    return (guint)((plant->random >> 33) % below);
}

G_GNUC_UNUSED static void plant_print(char cell[PLANT_CELL], gint64 cents)
{
    if (cents == 0)
        *cell = '\0';
    else
        g_snprintf(cell, PLANT_CELL, "%" G_GINT64_FORMAT ".%02d", cents / 100,
                   (int)(cents % 100));
}

/* 0.10 to 2,000.00, small ones as often as large ones, a third of them round */
G_GNUC_UNUSED static gint64 plant_amount(Plant *plant)
{
    static const guint TOPS[] = {1000, 5000, 20000, 200000};
    gint64 cents = 10 + plant_random(plant, TOPS[plant_random(plant, 4)]);
    return plant_random(plant, 3) == 0 ? (cents / 100 + 1) * 100 : cents;
}

/* A table of n projects that adds up. */
G_GNUC_UNUSED static void plant_new(Plant *plant, guint64 seed, guint n)
{
    gint64 sums[JX_N_FUNDS] = {0};
    *plant = (Plant){.random = seed * 7919 + 17, .n = n + 1};
    plant->rows = g_new0(PlantRow, PLANT_ROWS);
    for (guint i = 1; i <= n; i++) {
        gint64 amounts[JX_N_FUNDS] = {0};
        guint n_funds = 1 + (plant_random(plant, 10) > 6);
        for (guint j = 0; j < n_funds; j++)
            amounts[1 + plant_random(plant, 3)] = plant_amount(plant);
        for (int fund = 1; fund < JX_N_FUNDS; fund++)
            amounts[0] += amounts[fund];
        for (int fund = 0; fund < JX_N_FUNDS; fund++) {
            plant_print(plant->rows[i].cell[fund], amounts[fund]);
            sums[fund] += amounts[fund];
        }
    }
    for (int fund = 0; fund < JX_N_FUNDS; fund++)
        plant_print(plant->rows[0].cell[fund], sums[fund]);
}

G_GNUC_UNUSED static void plant_clear(Plant *plant)
{
    g_free(plant->rows);
}

/* ---- damage ------------------------------------------------------------ */

static bool plant_digits(Plant *plant, char *cell, bool swap)
{
    for (int tries = 0; tries < 40; tries++) {
        guint len = (guint)strlen(cell);
        guint a = plant_random(plant, len), b = plant_random(plant, len);
        if (cell[a] == '.' || cell[b] == '.')
            continue;
        char damaged[PLANT_CELL];
        g_strlcpy(damaged, cell, PLANT_CELL);
        damaged[a] = swap ? cell[b] : (char)('0' + plant_random(plant, 10));
        if (swap)
            damaged[b] = cell[a];
        if (strcmp(damaged, cell) == 0 ||
            (damaged[0] == '0' && damaged[1] != '.') ||
            strspn(damaged, "0.") == strlen(damaged))
            continue;
        g_strlcpy(cell, damaged, PLANT_CELL);
        return true;
    }
    return false;
}

static bool plant_shift(Plant *plant, char *cell)
{
    char *point = strchr(cell, '.');
    guint places = 1 + plant_random(plant, 2);
    char digits[PLANT_CELL + 4] = "";
    gsize whole = (gsize)(point - cell);
    memcpy(digits, cell, whole);
    g_strlcpy(digits + whole, point + 1, 8);
    bool up = plant_random(plant, 2);
    if (up) {
        g_strlcat(digits, places == 1 ? "0" : "00", sizeof digits);
        whole += places;
    } else {
        /* the digits behind the second decimal would be lost */
        gsize len = strlen(digits);
        if (strspn(digits + len - places, "0") != places || whole <= places)
            return false;
        digits[len - places] = '\0';
        whole -= places;
    }
    if (digits[0] == '0' && whole > 1)
        return false;
    g_snprintf(cell, PLANT_CELL, "%.*s.%s", (int)whole, digits, digits + whole);
    return true;
}

/* Damages row `at` in that way; false when it does not lend itself to it. */
static bool plant_damage(Plant *plant, PlantKind kind, guint at)
{
    PlantRow *row = &plant->rows[at];
    int fund = (int)plant_random(plant, JX_N_FUNDS);
    int to = 1 + (int)plant_random(plant, 3);
    char *cell = row->cell[fund];
    if (*cell == '\0')
        return false;
    switch (kind) {
    case PLANT_MOVE:
    case PLANT_TWICE:
        if (fund == 0 || *row->cell[to] || (kind == PLANT_TWICE && at == 0))
            return false;
        g_strlcpy(row->cell[to], cell, PLANT_CELL);
        if (kind == PLANT_MOVE)
            *cell = '\0';
        return true;
    case PLANT_TRANSPOSE:
        return plant_digits(plant, cell, true);
    case PLANT_SHIFT:
        return plant_shift(plant, cell);
    case PLANT_ROW_TWICE:
        if (at == 0)
            return false;
        plant->rows[plant->n] = *row;
        plant->rows[plant->n++].touched = true;
        return true;
    case PLANT_ROW_LOST:
        if (at == 0)
            return false;
        memset(row->cell, 0, sizeof row->cell);
        return true;
    case PLANT_DIGIT:
        return plant_digits(plant, cell, false);
    case PLANT_DIGIT_TWICE: {
        if (fund == 0 || at == 0 || strcmp(cell, row->cell[0]) != 0 ||
            !plant_digits(plant, cell, false))
            return false;
        g_strlcpy(row->cell[0], cell, PLANT_CELL);
        return true;
    }
    default:
        g_assert_not_reached();
    }
}

/* One edit of that kind in a row that has none yet. */
G_GNUC_UNUSED static void plant_edit(Plant *plant, PlantKind kind)
{
    for (;;) {
        guint at = plant_random(plant, plant->n);
        if (plant->rows[at].touched || !plant_damage(plant, kind, at))
            continue;
        plant->rows[at].touched = true;
        return;
    }
}

/* ---- what is read ------------------------------------------------------ */

static void plant_read(JxReport *report, JxMoney *funding, const PlantRow *row,
                       guint line)
{
    for (int fund = 0; fund < JX_N_FUNDS; fund++) {
        jx_money_parse(&funding[fund], row->cell[fund], report->currency, NULL);
        funding[fund].text = jx_report_text(report, row->cell[fund]);
        funding[fund].place =
            (JxPlace){.line = line, .column = 10 * ((guint)fund + 1)};
    }
}

G_GNUC_UNUSED static JxReport *plant_report(const Plant *plant)
{
    JxReport *report = jx_report_new();
    report->currency = JX_CURRENCY_WAN;
    report->has_declared = true;
    report->declared.place = (JxPlace){.line = 1, .column = 1};
    plant_read(report, report->declared.funding, &plant->rows[0], 1);
    for (guint i = 1; i < plant->n; i++) {
        if (*plant->rows[i].cell[0] == '\0' &&
            *plant->rows[i].cell[1] == '\0' &&
            *plant->rows[i].cell[2] == '\0' && *plant->rows[i].cell[3] == '\0')
            continue; /* not printed */
        JxProject *project = jx_report_append_project(report);
        project->place = (JxPlace){.line = i + 1, .column = 1};
        plant_read(report, project->funding, &plant->rows[i], i + 1);
    }
    return report;
}

/* ---- the judge --------------------------------------------------------- */

typedef gint64 PlantFen[JX_N_FUNDS];

static bool plant_is_value(const JxEdit *edit)
{
    return jx_edit_is_value(edit->kind);
}

/* One edit applied: values in pass 0, what leaves its place in pass 1, what
 * arrives in pass 2, with the value that it had after pass 0. */
static bool plant_apply(const JxEdit *edit, int pass, gint64 *row,
                        const gint64 *after_0)
{
    if (pass == 0 && plant_is_value(edit))
        row[edit->fund] = edit->new_fen;
    if (pass == 1 && edit->kind == JX_EDIT_ROW_TWICE)
        memset(row, 0, sizeof(PlantFen));
    else if (pass == 1 && !plant_is_value(edit))
        row[edit->fund] = 0;
    if (pass != 2 || edit->kind != JX_EDIT_MOVE)
        return true;
    bool was_free = row[edit->to] == 0;
    row[edit->to] = after_0[edit->fund];
    return was_free;
}

static bool plant_adds_up(PlantFen *rows, guint n)
{
    PlantFen sum = {0};
    for (guint i = 0; i <= n; i++) {
        if (rows[i][0] != rows[i][1] + rows[i][2] + rows[i][3])
            return false;
        for (int fund = 0; fund < JX_N_FUNDS && i > 0; fund++)
            sum[fund] += rows[i][fund];
    }
    return memcmp(sum, rows[0], sizeof sum) == 0;
}

/* The explanation applied by hand, and everything added up again. */
G_GNUC_UNUSED static bool plant_verifies(const JxReport *report,
                                         const JxReconciliation *result,
                                         const JxExplanation *explanation)
{
    guint n = report->projects->len;
    g_autofree PlantFen *rows = g_new0(PlantFen, n + 1);
    g_autofree PlantFen *after_0 = NULL;
    bool fair = true;
    for (guint i = 0; i <= n; i++)
        for (int fund = 0; fund < JX_N_FUNDS; fund++)
            rows[i][fund] =
                i == 0 ? report->declared.funding[fund].fen
                       : jx_report_project(report, i - 1)->funding[fund].fen;
    for (int pass = 0; pass < 3; pass++) {
        for (guint i = 0; i < explanation->edits->len; i++) {
            const JxEdit *edit = &g_array_index(explanation->edits, JxEdit, i);
            int at = jx_equations_line(result->equations, edit->line)->project +
                     1; /* the declared row is no project: row 0 */
            if (!plant_apply(edit, pass, rows[at],
                             after_0 ? after_0[at] : rows[at]))
                fair = false;
        }
        if (pass == 0)
            after_0 = g_memdup2(rows, (n + 1) * sizeof *rows);
    }
    return fair && plant_adds_up(rows, n);
}
