#include <string.h>

#include "xlsx/amount.h"
#include "xlsx/sheets.h"

/* One row for each project: its amounts, and whether they add up. Under them
 * the sums over the rows beside the printed ones. */

enum {
    KEY,
    PROJECT = JX_FUNDING_NAME,
    UNIT = JX_FUNDING_UNIT,
    TOTAL = JX_FUNDING_TOTAL, /* the four stand in the order of JxFund */
    FISCAL = JX_FUNDING_FISCAL,
    SPECIAL_ACCOUNT = JX_FUNDING_SPECIAL_ACCOUNT,
    OTHER = JX_FUNDING_OTHER,
    DIFFERENCE,
    VERDICT,
    SHARE,
    N_COLUMNS,
};

#define FUND_COLUMN(fund) (TOTAL + (guint)(fund))
#define LETTER(column) ((char)('A' + (column)))

/* An empty row, thin, that belongs to the ranges of the sums: a row inserted
 * above it is counted. */
#define SPACER_PT 5.0

#define MIN_MONEY_PX 100

static const JxColumn COLUMNS[N_COLUMNS] = {
    /* clang-format off */
    [KEY]             = {"项目序号", 40,  JX_STYLE_COUNT, true,  false},
    [PROJECT]         = {"项目名称",     340, JX_STYLE_TEXT,  true,  false},
    [UNIT]            = {"所属单位",     150, JX_STYLE_TEXT,  true,  true},
    [TOTAL]           = {"总计",         100, JX_STYLE_MONEY, false, false},
    [FISCAL]          = {"财政拨款",     100, JX_STYLE_MONEY, false, false},
    [SPECIAL_ACCOUNT] = {"财政专户拨款", 100, JX_STYLE_MONEY, false, false},
    [OTHER]           = {"其他资金",     100, JX_STYLE_MONEY, false, false},
    [DIFFERENCE]      = {"勾稽差额",     90,  JX_STYLE_MONEY_FORMULA, false, false},
    [VERDICT]         = {"核对",         55,  JX_STYLE_VERDICT, false, false},
    [SHARE]           = {"占总计比重",   80,  JX_STYLE_SHARE, false, false},
    /* clang-format on */
};
static const JxColumn EXTRA_COLUMN = {NULL, 120, JX_STYLE_TEXT, true, false};

static const char *const BALANCED = "平";
static const char *const UNBALANCED = "不平";

/* What the formulas over the rows give. */
typedef struct {
    guint first, spacer; /* rows of the range */
    gint64 sum_fen[JX_N_FUNDS];
} Sums;

static gint64 fen_of(const JxMoney *money)
{
    return jx_amount_is_number(money) ? money->fen : 0;
}

/* total - (fiscal + special account + other) */
static gint64 difference_of(const gint64 *fen)
{
    return fen[JX_FUND_TOTAL] - fen[JX_FUND_FISCAL] -
           fen[JX_FUND_SPECIAL_ACCOUNT] - fen[JX_FUND_OTHER];
}

/* The formulas of one row, and room for their text. SUM, because a text in an
 * amount's cell counts as nothing in it. */
typedef struct {
    char difference[64], verdict[64], share[64];
} RowFormulas;

static void fill_checks(JxBook *book, RowFormulas *formulas, JxContent *values,
                        guint row, gint64 difference)
{
    guint line = row + 1;
    g_snprintf(formulas->difference, sizeof formulas->difference,
               "=ROUND(SUM(D%u)-SUM(E%u:G%u),%u)", line, line, line,
               book->decimals);
    g_snprintf(formulas->verdict, sizeof formulas->verdict,
               "=IF(H%u=0,\"%s\",\"%s\")", line, BALANCED, UNBALANCED);
    values[DIFFERENCE] = jx_content_formula(formulas->difference,
                                            jx_book_amount(book, difference));
    values[DIFFERENCE].decimals = book->decimals;
    values[VERDICT] = jx_content_formula_text(
        formulas->verdict, difference == 0 ? BALANCED : UNBALANCED);
}

static void fill_share(RowFormulas *formulas, JxContent *values, guint row,
                       const Sums *sums, double amount, double total)
{
    guint total_line = sums->spacer + 2;
    g_snprintf(formulas->share, sizeof formulas->share,
               "=IF($D$%u=0,0,SUM(D%u)/$D$%u)", total_line, row + 1,
               total_line);
    bool nothing = !(total < 0) && !(total > 0);
    values[SHARE] =
        jx_content_formula(formulas->share, nothing ? 0.0 : amount / total);
}

/* How many of the project's extra columns before the k-th have its heading. */
static guint nth_of(const JxProject *project, guint k)
{
    const JxExtra *extras = (const JxExtra *)project->extra->data;
    guint n = 0;
    for (guint i = 0; i < k; i++)
        n += strcmp(extras[i].heading, extras[k].heading) == 0;
    return n;
}

static int find_extra(const JxBook *book, const char *heading, guint nth)
{
    for (guint i = 0; i < book->extras->len; i++) {
        const JxExtraColumn *extra =
            &g_array_index(book->extras, JxExtraColumn, i);
        if (extra->nth == nth && strcmp(extra->heading, heading) == 0)
            return (int)i;
    }
    return -1;
}

static bool label_is_taken(const JxBook *book, const char *label)
{
    for (guint i = 0; i < N_COLUMNS; i++)
        if (strcmp(COLUMNS[i].heading, label) == 0)
            return true;
    for (guint i = 0; i < book->extras->len; i++)
        if (strcmp(g_array_index(book->extras, JxExtraColumn, i).label,
                   label) == 0)
            return true;
    return false;
}

/* Adds a column; its heading is made different from all others. */
static void add_extra(JxBook *book, const char *heading, guint nth)
{
    const char *words = *heading != '\0' ? heading : "（无栏名）";
    char *label = g_strdup(words);
    for (guint n = 2; label_is_taken(book, label); n++) {
        g_free(label);
        label = g_strdup_printf("%s#%u", words, n);
    }
    JxExtraColumn extra = {label, heading, nth};
    g_array_append_val(book->extras, extra);
}

/* The columns that the form does not know. */
static void collect_extras(JxBook *book)
{
    for (guint i = 0; i < book->report->projects->len; i++) {
        const JxProject *project = jx_report_project(book->report, i);
        for (guint k = 0; k < project->extra->len; k++) {
            const char *heading =
                g_array_index(project->extra, JxExtra, k).heading;
            guint nth = nth_of(project, k);
            if (find_extra(book, heading, nth) < 0)
                add_extra(book, heading, nth);
        }
    }
}

static void fill_extra(const JxBook *book, JxContent *values,
                       const JxProject *project)
{
    for (guint i = 0; i < book->extras->len; i++)
        values[N_COLUMNS + i] = JX_BLANK;
    for (guint k = 0; k < project->extra->len; k++) {
        const JxExtra *extra = &g_array_index(project->extra, JxExtra, k);
        int at = find_extra(book, extra->heading, nth_of(project, k));
        values[N_COLUMNS + (guint)at] = jx_content_text(extra->text);
    }
}

static void put_project(JxSheet *sheet, guint i, const Sums *sums,
                        JxContent *values)
{
    JxBook *book = sheet->book;
    const JxProject *project = jx_report_project(book->report, i);
    gint64 fen[JX_N_FUNDS];
    RowFormulas formulas;

    values[KEY] = jx_content_number(i + 1);
    values[PROJECT] = jx_content_text(project->name);
    values[UNIT] = jx_content_text(jx_book_unit_of(book, project));
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        values[FUND_COLUMN(fund)] =
            jx_content_money(book, &project->funding[fund], fund);
        fen[fund] = fen_of(&project->funding[fund]);
    }
    fill_checks(book, &formulas, values, sheet->row, difference_of(fen));
    fill_share(&formulas, values, sheet->row, sums,
               jx_book_amount(book, fen[JX_FUND_TOTAL]),
               jx_book_amount(book, sums->sum_fen[JX_FUND_TOTAL]));
    fill_extra(book, values, project);
    book->rows[i].funding_row = jx_sheet_put(sheet, values);
}

static void put_total_row(JxSheet *sheet, const char *label, JxContent *values)
{
    static const JxStyle STYLES[N_COLUMNS] = {
        [KEY] = JX_STYLE_TOTAL_LABEL,
        [PROJECT] = JX_STYLE_TOTAL_LABEL,
        [UNIT] = JX_STYLE_TOTAL_LABEL,
        [TOTAL] = JX_STYLE_TOTAL_MONEY,
        [FISCAL] = JX_STYLE_TOTAL_MONEY,
        [SPECIAL_ACCOUNT] = JX_STYLE_TOTAL_MONEY,
        [OTHER] = JX_STYLE_TOTAL_MONEY,
        [DIFFERENCE] = JX_STYLE_TOTAL_MONEY,
        [VERDICT] = JX_STYLE_TOTAL_VERDICT,
        [SHARE] = JX_STYLE_TOTAL_SHARE,
    };
    values[PROJECT] = jx_content_text(label);
    for (guint i = 0; i < N_COLUMNS; i++)
        if (values[i].style < 0)
            values[i].style = (int)STYLES[i];
    for (guint i = N_COLUMNS; i < sheet->columns->len; i++)
        values[i].style = JX_STYLE_TOTAL_LABEL;
    jx_sheet_put(sheet, values);
}

static void blank_all(JxContent *values, guint n)
{
    for (guint i = 0; i < n; i++)
        values[i] = JX_BLANK;
}

/* The sums of the rows, as formulas. */
static void put_computed(JxSheet *sheet, const Sums *sums, JxContent *values)
{
    JxBook *book = sheet->book;
    char text[JX_N_FUNDS][64];
    RowFormulas formulas;

    blank_all(values, sheet->columns->len);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        char letter = LETTER(FUND_COLUMN(fund));
        g_snprintf(text[fund], sizeof text[fund], "=ROUND(SUM(%c%u:%c%u),%u)",
                   letter, sums->first + 1, letter, sums->spacer + 1,
                   book->decimals);
        values[FUND_COLUMN(fund)] = jx_content_formula(
            text[fund], jx_book_amount(book, sums->sum_fen[fund]));
        values[FUND_COLUMN(fund)].decimals = book->decimals_of[fund];
    }
    fill_checks(book, &formulas, values, sheet->row,
                difference_of(sums->sum_fen));
    double total = jx_book_amount(book, sums->sum_fen[JX_FUND_TOTAL]);
    fill_share(&formulas, values, sheet->row, sums, total, total);
    book->computed_row = sheet->row;
    put_total_row(sheet, "合计（逐项相加）", values);
}

/* A row of printed sums. */
static void put_printed(JxSheet *sheet, const JxTotals *totals,
                        const char *label, const char *unit, JxContent *values)
{
    JxBook *book = sheet->book;
    gint64 fen[JX_N_FUNDS];
    RowFormulas formulas;

    blank_all(values, sheet->columns->len);
    values[UNIT] = jx_content_text(unit);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        values[FUND_COLUMN(fund)] =
            jx_content_money(book, &totals->funding[fund], fund);
        fen[fund] = fen_of(&totals->funding[fund]);
    }
    fill_checks(book, &formulas, values, sheet->row, difference_of(fen));
    put_total_row(sheet, label, values);
}

static void mark_not_zero(JxSheet *sheet, guint first_row, guint first_column,
                          guint last_row, guint last_column)
{
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_CELL,
        .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO,
        .value = 0,
        .format = jx_format_alarm(&sheet->book->formats),
    };
    jx_book_note(sheet->book,
                 worksheet_conditional_format_range(
                     sheet->worksheet, first_row, (lxw_col_t)first_column,
                     last_row, (lxw_col_t)last_column, &rule));
}

/* The row above less the one above that, and whether all are zero. */
static void put_difference(JxSheet *sheet, const JxTotals *totals,
                           const gint64 *sum_fen, JxContent *values)
{
    JxBook *book = sheet->book;
    guint line = sheet->row + 1;
    char text[JX_N_FUNDS][64], verdict[96];
    bool balanced = true;

    blank_all(values, sheet->columns->len);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        char letter = LETTER(FUND_COLUMN(fund));
        gint64 difference = fen_of(&totals->funding[fund]) - sum_fen[fund];
        g_snprintf(text[fund], sizeof text[fund],
                   "=ROUND(SUM(%c%u)-SUM(%c%u),%u)", letter, line - 1, letter,
                   line - 2, book->decimals);
        values[FUND_COLUMN(fund)] =
            jx_content_formula(text[fund], jx_book_amount(book, difference));
        values[FUND_COLUMN(fund)].decimals = book->decimals_of[fund];
        balanced = balanced && difference == 0;
    }
    g_snprintf(verdict, sizeof verdict,
               "=IF(AND(D%u=0,E%u=0,F%u=0,G%u=0),\"%s\",\"%s\")", line, line,
               line, line, BALANCED, UNBALANCED);
    values[VERDICT] =
        jx_content_formula_text(verdict, balanced ? BALANCED : UNBALANCED);
    mark_not_zero(sheet, sheet->row, TOTAL, sheet->row, OTHER);
    put_total_row(sheet, "差额（原表印列 − 逐项相加）", values);
}

/* The sums of one unit's projects, found by its name. */
static void put_unit_computed(JxSheet *sheet, const Sums *sums,
                              const char *name, const gint64 *sum_fen,
                              JxContent *values)
{
    JxBook *book = sheet->book;
    char text[JX_N_FUNDS][128];
    RowFormulas formulas;
    guint first = sums->first + 1, last = sums->spacer + 1;
    g_autofree char *label = g_strdup_printf("%s（逐项相加）", name);

    blank_all(values, sheet->columns->len);
    values[UNIT] = jx_content_text(name);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        char letter = LETTER(FUND_COLUMN(fund));
        /* not SUMIF: a name may hold its wildcards */
        g_snprintf(text[fund], sizeof text[fund],
                   "=ROUND(SUMPRODUCT(($C$%u:$C$%u=$C%u)*1,%c$%u:%c$%u),%u)",
                   first, last, sheet->row + 1, letter, first, letter, last,
                   book->decimals);
        values[FUND_COLUMN(fund)] =
            jx_content_formula(text[fund], jx_book_amount(book, sum_fen[fund]));
        values[FUND_COLUMN(fund)].decimals = book->decimals_of[fund];
    }
    fill_checks(book, &formulas, values, sheet->row, difference_of(sum_fen));
    put_total_row(sheet, label, values);
}

/* Excel's = does not know capitals from small letters. */
static bool same_name(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return false;
    g_autofree char *left = g_utf8_casefold(a, -1);
    g_autofree char *right = g_utf8_casefold(b, -1);
    return strcmp(left, right) == 0;
}

static void put_unit(JxSheet *sheet, const Sums *sums, guint index,
                     JxContent *values)
{
    const JxReport *report = sheet->book->report;
    const JxTotals *unit = jx_report_unit(report, index);
    gint64 sum_fen[JX_N_FUNDS] = {0};
    g_autofree char *label = g_strdup_printf("%s（原表印列）", unit->name);

    for (guint i = 0; i < report->projects->len; i++) {
        const JxProject *project = jx_report_project(report, i);
        if (project->unit < 0 ||
            !same_name(jx_report_unit(report, (guint)project->unit)->name,
                       unit->name))
            continue;
        for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
            sum_fen[fund] += fen_of(&project->funding[fund]);
    }
    put_unit_computed(sheet, sums, unit->name, sum_fen, values);
    sheet->book->unit_rows[index] = sheet->row;
    put_printed(sheet, unit, label, unit->name, values);
    put_difference(sheet, unit, sum_fen, values);
}

static void mark_failures(JxSheet *sheet, guint last)
{
    g_autofree char *quoted = g_strdup_printf("\"%s\"", UNBALANCED);
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_CELL,
        .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
        .value_string = quoted,
        .format = jx_format_alarm(&sheet->book->formats),
    };
    mark_not_zero(sheet, JX_FIRST_ROW, DIFFERENCE, last, DIFFERENCE);
    jx_book_note(sheet->book, worksheet_conditional_format_range(
                                  sheet->worksheet, JX_FIRST_ROW, VERDICT, last,
                                  VERDICT, &rule));
}

/* Excel itself says so when an amount that is typed in is none. */
static void add_entry_rules(JxSheet *sheet, guint first, guint last)
{
    lxw_data_validation amount = {
        .validate = LXW_VALIDATION_TYPE_DECIMAL,
        .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
        .minimum_number = -1e12,
        .maximum_number = 1e12,
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
        .error_title = (char *)"金额",
        .error_message = (char *)"金额应当是数字，不带单位。仍要这样填吗？",
    };
    jx_book_note(sheet->book,
                 worksheet_data_validation_range(sheet->worksheet, first, TOTAL,
                                                 last, OTHER, &amount));
}

static void define_name(JxSheet *sheet, const char *name, guint first,
                        guint last, guint column)
{
    g_autofree char *formula =
        g_strdup_printf("='%s'!%s:%s", jx_sheet_name(sheet->id),
                        jx_cell_name_absolute(first, column).text,
                        jx_cell_name_absolute(last, column).text);
    jx_book_note(sheet->book,
                 workbook_define_name(sheet->book->workbook, name, formula));
}

/* 财政拨款 is the column's amounts, 财政拨款_合计 their sum, 财政拨款_申报 what
 * was printed. */
static void define_names(JxSheet *sheet, const Sums *sums)
{
    JxBook *book = sheet->book;
    define_name(sheet, "项目名称", sums->first, sums->spacer, PROJECT);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++) {
        const char *heading = jx_fund_heading(fund);
        guint column = FUND_COLUMN(fund);
        g_autofree char *computed = g_strdup_printf("%s_合计", heading);
        g_autofree char *declared = g_strdup_printf("%s_申报", heading);
        define_name(sheet, heading, sums->first, sums->spacer, column);
        define_name(sheet, computed, book->computed_row, book->computed_row,
                    column);
        if (book->report->has_declared)
            define_name(sheet, declared, book->declared_row, book->declared_row,
                        column);
    }
}

static void put_totals(JxSheet *sheet, const Sums *sums, JxContent *values)
{
    const JxReport *report = sheet->book->report;
    put_computed(sheet, sums, values);
    if (report->has_declared) {
        const char *name = report->declared.name;
        g_autofree char *label = name
                                     ? g_strdup_printf("原表合计行（%s）", name)
                                     : g_strdup("原表合计行");
        sheet->book->declared_row = sheet->row;
        put_printed(sheet, &report->declared, label, NULL, values);
        put_difference(sheet, &report->declared, sums->sum_fen, values);
    }
    /* those of several documents stand in 汇总 */
    for (guint i = 0; sheet->book->parts == NULL && i < report->units->len; i++)
        put_unit(sheet, sums, i, values);
}

static Sums sums_of(const JxReport *report)
{
    Sums sums = {.first = JX_FIRST_ROW,
                 .spacer = JX_FIRST_ROW + report->projects->len};
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        sums.sum_fen[fund] = jx_amount_sum(report, fund);
    return sums;
}

void jx_sheet_write_funding(JxBook *book)
{
    JxSheet *sheet = &book->sheets[JX_SHEET_FUNDING];
    collect_extras(book);
    guint n_columns = N_COLUMNS + book->extras->len;
    g_autofree JxColumn *columns = g_new0(JxColumn, n_columns);
    g_autofree JxContent *values = g_new0(JxContent, n_columns);

    memcpy(columns, COLUMNS, sizeof COLUMNS);
    for (JxFund fund = 0; fund < JX_N_FUNDS; fund++)
        columns[FUND_COLUMN(fund)].width_px = jx_money_width_px(
            book, fund, jx_style_size_pt(JX_STYLE_MONEY), MIN_MONEY_PX);
    columns[UNIT].hidden = book->report->units->len == 0;
    for (guint i = 0; i < book->extras->len; i++) {
        columns[N_COLUMNS + i] = EXTRA_COLUMN;
        columns[N_COLUMNS + i].heading =
            g_array_index(book->extras, JxExtraColumn, i).label;
    }
    g_autofree char *currency = g_strdup_printf(
        "金额单位：%s",
        book->report->currency_unit ? book->report->currency_unit : "未注明");
    jx_sheet_begin(sheet, "项目资金一览", currency, columns, n_columns);

    Sums sums = sums_of(book->report);
    for (guint i = 0; i < book->report->projects->len; i++)
        put_project(sheet, i, &sums, values);
    guint last = MAX(sheet->row - 1, JX_FIRST_ROW);
    sheet->row = sums.spacer + 1;
    worksheet_set_row(sheet->worksheet, sums.spacer, SPACER_PT, NULL);
    put_totals(sheet, &sums, values);
    mark_failures(sheet, sheet->row - 1);
    if (book->report->projects->len > 0)
        jx_sheet_alarm_if_blank(sheet, last, PROJECT);
    jx_sheet_add_bars(sheet, sums.first, sums.spacer, SHARE);
    add_entry_rules(sheet, sums.first, sums.spacer);
    define_names(sheet, &sums);
    jx_sheet_protect(sheet);
    jx_sheet_end(sheet, last, NULL);
}
