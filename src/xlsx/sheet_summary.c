#include <string.h>

#include "xlsx/amount.h"
#include "xlsx/sheets.h"

/* One row for each unit: what its rows in the other sheets come to, beside
 * what it printed itself. */

enum {
    NUMBER,
    UNIT,
    PROJECTS,
    INDICATORS,
    TOTAL, /* the four stand in the order of JxFund */
    SHARE = TOTAL + JX_N_FUNDS,
    DIFFERENCE, /* printed less computed, of the four */
    VERDICT = DIFFERENCE + JX_N_FUNDS,
    ERRORS,
    WARNINGS,
    YEAR,
    SOURCE,
    DECLARED, /* as printed, the four; 0 for a blank among amounts */
    SHA256 = DECLARED + JX_N_FUNDS,
    N_COLUMNS,
};

#define MIN_MONEY_PX 92

static const JxColumn COLUMNS[N_COLUMNS] = {
    /* clang-format off */
    [NUMBER]         = {"单位序号", 40, JX_STYLE_COUNT, false, false},
    [UNIT]           = {"单位名称", 220, JX_STYLE_LINK, false, false},
    [PROJECTS]       = {"项目数", 52, JX_STYLE_COUNT, false, false},
    [INDICATORS]     = {"指标数", 52, JX_STYLE_COUNT, false, false},
    [TOTAL]          = {"总计", 0, JX_STYLE_MONEY_FORMULA, false, false},
    [TOTAL + 1]      = {"财政拨款", 0, JX_STYLE_MONEY_FORMULA, false, false},
    [TOTAL + 2]      = {"财政专户拨款", 0, JX_STYLE_MONEY_FORMULA, false, false},
    [TOTAL + 3]      = {"其他资金", 0, JX_STYLE_MONEY_FORMULA, false, false},
    [SHARE]          = {"占总计比重", 66, JX_STYLE_SHARE, false, false},
    [DIFFERENCE]     = {"总计差额", 0, JX_STYLE_MONEY_FORMULA, false, false},
    [DIFFERENCE + 1] = {"财政拨款差额", 0, JX_STYLE_MONEY_FORMULA, false, false},
    [DIFFERENCE + 2] = {"财政专户差额", 0, JX_STYLE_MONEY_FORMULA, false, false},
    [DIFFERENCE + 3] = {"其他资金差额", 0, JX_STYLE_MONEY_FORMULA, false, false},
    [VERDICT]        = {"核对", 46, JX_STYLE_VERDICT, false, false},
    [ERRORS]         = {"错误", 40, JX_STYLE_COUNT, false, false},
    [WARNINGS]       = {"警告", 40, JX_STYLE_COUNT, false, false},
    [YEAR]           = {"年度", 50, JX_STYLE_CODE, false, false},
    [SOURCE]         = {"来源文件", 150, JX_STYLE_TEXT, false, false},
    [DECLARED]       = {"总计申报", 100, JX_STYLE_MONEY, false, true},
    [DECLARED + 1]   = {"财政拨款申报", 100, JX_STYLE_MONEY, false, true},
    [DECLARED + 2]   = {"财政专户申报", 100, JX_STYLE_MONEY, false, true},
    [DECLARED + 3]   = {"其他资金申报", 100, JX_STYLE_MONEY, false, true},
    [SHA256]         = {"来源SHA256", 120, JX_STYLE_TEXT, false, true},
    /* clang-format on */
};

#define LETTER(column) ((char)('A' + (column)))

/* What stands in a difference where nothing was printed. */
#define NOT_PRINTED "－"
#define BALANCED "平"
#define UNBALANCED "不平"

/* What a unit's rows come to, and what is compared with it. */
typedef struct {
    guint first_project; /* its row in 资金 */
    guint n_projects, n_indicator_rows, n_errors, n_warnings;
    gint64 fen[JX_N_FUNDS];
    gint64 declared_fen[JX_N_FUNDS];
    gint64 difference_fen[JX_N_FUNDS]; /* 0 where nothing was printed */
    bool is_declared[JX_N_FUNDS];
} Sums;

/* The formulas of one row, and room for their text. */
typedef struct {
    char text[N_COLUMNS][192];
} Formulas;

static void sum_projects(const JxBook *book, Sums *sums)
{
    for (guint i = 0; i < book->report->projects->len; i++) {
        const JxProject *project = jx_report_project(book->report, i);
        Sums *unit = &sums[project->unit];
        if (unit->n_projects++ == 0)
            unit->first_project = book->rows[i].funding_row;
        unit->n_indicator_rows += book->rows[i].n_indicator_rows;
        for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
            if (jx_amount_is_number(&project->funding[fund]))
                unit->fen[fund] += project->funding[fund].fen;
    }
}

static void compare(Sums *sums, const JxReport *source, const JxTotals *printed)
{
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        const JxMoney *money = &printed->funding[fund];
        sums->is_declared[fund] = source->has_declared && !money->invalid &&
                                  (money->blank || jx_amount_is_number(money));
        if (!sums->is_declared[fund])
            continue;
        sums->declared_fen[fund] = money->fen; /* a blank is 0 */
        sums->difference_fen[fund] = money->fen - sums->fen[fund];
    }
    sums->n_errors = jx_diags_count_severity(source->diags, JX_SEVERITY_ERROR);
    sums->n_warnings =
        jx_diags_count_severity(source->diags, JX_SEVERITY_WARNING);
}

/* Of each unit, and of all in one more. */
static Sums *sums_of(const JxBook *book)
{
    guint n = book->report->units->len;
    Sums *sums = g_new0(Sums, n + 1);
    Sums *all = &sums[n];

    sum_projects(book, sums);
    for (guint i = 0; i < n; i++) {
        compare(&sums[i], book->parts[i], jx_report_unit(book->report, i));
        all->n_projects += sums[i].n_projects;
        all->n_indicator_rows += sums[i].n_indicator_rows;
        all->n_errors += sums[i].n_errors;
        all->n_warnings += sums[i].n_warnings;
        for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
            all->fen[fund] += sums[i].fen[fund];
            all->difference_fen[fund] += sums[i].difference_fen[fund];
        }
    }
    return sums;
}

static bool is_balanced(const Sums *sums)
{
    gint64 rest = sums->fen[JX_FUND_TOTAL] - sums->fen[JX_FUND_FISCAL] -
                  sums->fen[JX_FUND_SPECIAL_ACCOUNT] - sums->fen[JX_FUND_OTHER];
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        if (sums->difference_fen[fund] != 0)
            return false;
    return rest == 0;
}

/* The numbers of a row of sums; the formulas are the row's own. */
static void fill_numbers(const JxBook *book, const Formulas *formulas,
                         JxContent *values, const Sums *sums)
{
    values[PROJECTS] =
        jx_content_formula(formulas->text[PROJECTS], sums->n_projects);
    values[INDICATORS] =
        jx_content_formula(formulas->text[INDICATORS], sums->n_indicator_rows);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        JxContent *sum = &values[TOTAL + fund];
        JxContent *difference = &values[DIFFERENCE + fund];
        *sum = jx_content_formula(formulas->text[TOTAL + fund],
                                  jx_book_amount(book, sums->fen[fund]));
        *difference = jx_content_formula(
            formulas->text[DIFFERENCE + fund],
            jx_book_amount(book, sums->difference_fen[fund]));
        sum->decimals = difference->decimals = book->decimals_of[fund];
    }
}

static void fill_share(const JxBook *book, Formulas *formulas,
                       JxContent *values, guint line, guint total_line,
                       const Sums *sums, const Sums *all)
{
    double part = jx_book_amount(book, sums->fen[JX_FUND_TOTAL]);
    double whole = jx_book_amount(book, all->fen[JX_FUND_TOTAL]);
    g_snprintf(formulas->text[SHARE], sizeof formulas->text[SHARE],
               "=IF($E$%u=0,0,E%u/$E$%u)", total_line, line, total_line);
    values[SHARE] = jx_content_formula(
        formulas->text[SHARE], all->fen[JX_FUND_TOTAL] == 0 ? 0 : part / whole);
}

/* Whether COUNTIF and SUMIF take a name for itself: they know wildcards and
 * comparisons, and no more than 255 characters. What they do not, SUMPRODUCT
 * compares, in ten times the time. */
static bool is_plain_name(const char *name)
{
    return strpbrk(name, "*?~") == NULL && strchr("<>=", *name) == NULL &&
           g_utf8_strlen(name, -1) <= 127; /* of two units at most each */
}

/* The rows of a sheet that are this unit's. */
static void count_formula(char *text, gsize size, bool plain, JxSheetId sheet,
                          guint column, guint last, guint line)
{
    g_autofree char *range = g_strdup_printf(
        "%s!$%c$%u:$%c$%u", jx_sheet_name(sheet), LETTER(column),
        JX_FIRST_ROW + 1, LETTER(column), MAX(last, JX_FIRST_ROW + 1));
    if (plain)
        g_snprintf(text, size, "=COUNTIF(%s,$B%u)", range, line);
    else
        g_snprintf(text, size, "=SUMPRODUCT((%s=$B%u)*1)", range, line);
}

static void sum_formula(const JxBook *book, char *text, gsize size, bool plain,
                        JxFund fund, guint line)
{
    const char *name = jx_sheet_name(JX_SHEET_FUNDING);
    char letter = LETTER(JX_FUNDING_TOTAL + (guint)fund);
    guint first = JX_FIRST_ROW + 1, last = book->computed_row;
    g_autofree char *units =
        g_strdup_printf("%s!$C$%u:$C$%u", name, first, last);
    g_autofree char *amounts =
        g_strdup_printf("%s!%c$%u:%c$%u", name, letter, first, letter, last);
    if (plain)
        g_snprintf(text, size, "=ROUND(SUMIF(%s,$B%u,%s),%u)", units, line,
                   amounts, book->decimals);
    else
        g_snprintf(text, size, "=ROUND(SUMPRODUCT((%s=$B%u)*1,%s),%u)", units,
                   line, amounts, book->decimals);
}

static void unit_formulas(const JxBook *book, Formulas *formulas, bool plain,
                          guint line)
{
    gsize size = sizeof formulas->text[0];

    count_formula(formulas->text[PROJECTS], size, plain, JX_SHEET_FUNDING,
                  JX_FUNDING_UNIT, book->computed_row, line);
    count_formula(formulas->text[INDICATORS], size, plain, JX_SHEET_INDICATORS,
                  JX_INDICATORS_UNIT, book->sheets[JX_SHEET_INDICATORS].row,
                  line);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        char declared = LETTER(DECLARED + fund);
        sum_formula(book, formulas->text[TOTAL + fund], size, plain, fund,
                    line);
        g_snprintf(formulas->text[DIFFERENCE + fund], size,
                   "=IF(ISNUMBER(%c%u),ROUND(%c%u-%c%u,%u),\"" NOT_PRINTED
                   "\")",
                   declared, line, declared, line, LETTER(TOTAL + fund), line,
                   book->decimals);
    }
    g_snprintf(formulas->text[VERDICT], size,
               "=IF(AND(ROUND(E%u-SUM(F%u:H%u),%u)=0,SUMSQ(J%u:M%u)=0),"
               "\"" BALANCED "\",\"" UNBALANCED "\")",
               line, line, line, book->decimals, line, line);
}

static void fill_declared(const JxBook *book, const Formulas *formulas,
                          JxContent *values, const Sums *sums)
{
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        JxContent *amount = &values[DECLARED + fund];
        if (sums->is_declared[fund]) {
            *amount = jx_content_number(
                jx_book_amount(book, sums->declared_fen[fund]));
            amount->decimals = book->decimals_of[fund];
        } else {
            *amount = JX_BLANK;
            values[DIFFERENCE + fund] = jx_content_formula_text(
                formulas->text[DIFFERENCE + fund], NOT_PRINTED);
        }
    }
    values[VERDICT] = jx_content_formula_text(
        formulas->text[VERDICT], is_balanced(sums) ? BALANCED : UNBALANCED);
}

static void put_unit(JxSheet *sheet, guint index, const Sums *sums,
                     guint total_line, const Sums *all)
{
    const JxBook *book = sheet->book;
    const JxReport *source = book->parts[index];
    const char *name = jx_report_unit(book->report, index)->name;
    guint line = sheet->row + 1;
    Formulas formulas;
    g_autofree char *link =
        g_strdup_printf("internal:'%s'!B%u", jx_sheet_name(JX_SHEET_FUNDING),
                        sums->first_project + 1);

    JxContent values[N_COLUMNS] = {
        [NUMBER] = jx_content_number(index + 1),
        [UNIT] = jx_content_text(name),
        [ERRORS] = jx_content_number(sums->n_errors),
        [WARNINGS] = jx_content_number(sums->n_warnings),
        [YEAR] = jx_content_text(source->year),
        [SOURCE] = jx_content_text(source->source_name),
        [SHA256] = jx_content_text(source->source_sha256),
    };
    if (sums->n_projects > 0)
        values[UNIT].link = link;
    unit_formulas(book, &formulas, is_plain_name(name), line);
    fill_numbers(book, &formulas, values, sums);
    fill_declared(book, &formulas, values, sums);
    fill_share(book, &formulas, values, line, total_line, sums, all);
    jx_sheet_put(sheet, values);
}

/* All columns that can be added up. */
static void put_total(JxSheet *sheet, const Sums *all)
{
    static const JxStyle STYLES[N_COLUMNS] = {
        [PROJECTS] = JX_STYLE_TOTAL_COUNT,
        [INDICATORS] = JX_STYLE_TOTAL_COUNT,
        [TOTAL] = JX_STYLE_TOTAL_MONEY,
        [TOTAL + 1] = JX_STYLE_TOTAL_MONEY,
        [TOTAL + 2] = JX_STYLE_TOTAL_MONEY,
        [TOTAL + 3] = JX_STYLE_TOTAL_MONEY,
        [DIFFERENCE] = JX_STYLE_TOTAL_MONEY,
        [DIFFERENCE + 1] = JX_STYLE_TOTAL_MONEY,
        [DIFFERENCE + 2] = JX_STYLE_TOTAL_MONEY,
        [DIFFERENCE + 3] = JX_STYLE_TOTAL_MONEY,
        [ERRORS] = JX_STYLE_TOTAL_COUNT,
        [WARNINGS] = JX_STYLE_TOTAL_COUNT,
    };
    guint line = sheet->row + 1;
    Formulas formulas;
    JxContent values[N_COLUMNS];

    for (guint i = 0; i < N_COLUMNS; i++) {
        values[i] = JX_BLANK;
        g_snprintf(formulas.text[i], sizeof formulas.text[i],
                   "=ROUND(SUM(%c%u:%c%u),%u)", LETTER(i), JX_FIRST_ROW + 1,
                   LETTER(i), line - 1, sheet->book->decimals);
    }
    values[UNIT] = jx_content_text("合计");
    values[ERRORS] = jx_content_formula(formulas.text[ERRORS], all->n_errors);
    values[WARNINGS] =
        jx_content_formula(formulas.text[WARNINGS], all->n_warnings);
    fill_numbers(sheet->book, &formulas, values, all);
    fill_share(sheet->book, &formulas, values, line, line, all, all);
    for (guint i = 0; i < N_COLUMNS; i++)
        values[i].style = (int)(STYLES[i] ? STYLES[i] : JX_STYLE_TOTAL_LABEL);
    values[SHARE].style = JX_STYLE_TOTAL_SHARE;
    jx_sheet_put(sheet, values);
}

static void set_widths(const JxBook *book, JxColumn *columns)
{
    for (guint i = 0; i < N_COLUMNS; i++) {
        bool is_sum = i >= TOTAL && i < TOTAL + JX_N_FUNDS;
        bool is_difference = i >= DIFFERENCE && i < DIFFERENCE + JX_N_FUNDS;
        columns[i] = COLUMNS[i];
        if (is_sum || is_difference)
            columns[i].width_px = jx_money_width_px(
                book, (JxFund)((i - (is_sum ? TOTAL : DIFFERENCE))),
                jx_style_size_pt(JX_STYLE_TOTAL_MONEY), MIN_MONEY_PX);
    }
}

void jx_sheet_write_summary(JxBook *book)
{
    JxSheet *sheet = &book->sheets[JX_SHEET_SUMMARY];
    guint n = book->report->units->len;
    g_autofree Sums *sums = sums_of(book);
    g_autofree char *currency =
        g_strdup_printf("金额单位：%s", book->report->currency_unit);
    JxColumn columns[N_COLUMNS];

    set_widths(book, columns);
    jx_sheet_begin(sheet, book->report->title, currency, columns, N_COLUMNS);
    for (guint i = 0; i < n; i++)
        put_unit(sheet, i, &sums[i], JX_FIRST_ROW + n + 1, &sums[n]);
    guint last = sheet->row - 1;
    put_total(sheet, &sums[n]);
    jx_sheet_alarm(sheet, last, DIFFERENCE, DIFFERENCE + JX_N_FUNDS - 1,
                   "=AND(ISNUMBER(J4),J4<>0)");
    jx_sheet_alarm(sheet, last, VERDICT, VERDICT, "=N4=\"" UNBALANCED "\"");
    jx_sheet_alarm(sheet, last, ERRORS, ERRORS, "=O4>0");
    jx_sheet_add_bars(sheet, JX_FIRST_ROW, last, SHARE);
    jx_sheet_protect(sheet);
    jx_sheet_end(sheet, last, NULL);
    worksheet_activate(sheet->worksheet);
}
