#pragma once

#include "base/money.h"

/* The model: one printed table 项目支出绩效目标表 as plain data. A report owns
 * everything it points to and is read-only after load (its findings apart).
 * Texts are UTF-8; NULL is "not there", "" does not occur unless said. */

/* The four money columns, in the order of the official form. */
typedef enum {
    JX_FUND_TOTAL,           /* 总计 */
    JX_FUND_FISCAL,          /* 财政拨款 */
    JX_FUND_SPECIAL_ACCOUNT, /* 财政专户拨款 */
    JX_FUND_OTHER,           /* 其他资金 */
    JX_N_FUNDS,
} JxFund;

/* 1-产出指标: code and name as printed, even when they disagree. Either may be
 * NULL. `place` is where the code (or, without one, the name) begins. */
typedef struct {
    const char *code;
    const char *name;
    JxPlace place;
} JxLevel;

typedef struct {
    guint ordinal; /* as printed; 0 when none is */
    bool zeroth;   /* 0 is what is printed */
    bool parsed;   /* false: only `text` is known */
    JxLevel level1, level2;
    const char *name;         /* 三级指标名 */
    const char *period_value; /* 实施周期指标值 */
    const char *annual_value; /* 年度指标值 */
    const char *text;         /* the whole item, verbatim */
    JxPlace place;            /* where the item begins */
    JxPlace name_place, period_place, annual_place; /* where the value stands,
                                 or would stand: the end of the item */
} JxIndicator;

/* A column the form does not know, kept by its heading. */
typedef struct {
    const char *heading;
    const char *text;
    JxPlace place;
} JxExtra;

/* A row of printed sums: the whole table's (declared) or one unit's. */
typedef struct {
    const char *name; /* as printed: the unit's name, 合计, … */
    JxPlace place;    /* of the name; its line is the row's */
    JxMoney funding[JX_N_FUNDS];
} JxTotals;

typedef struct {
    const char *name; /* NULL when the cell is empty */
    int unit;         /* index into report->units, or -1 */
    JxPlace place;    /* of the row's first cell */
    JxMoney funding[JX_N_FUNDS];
    const char *goal;            /* NULL when the cell is empty */
    const char *indicators_text; /* the whole cell, verbatim, or NULL */
    JxPlace goal_place, indicators_place;
    guint cells_missing; /* how many cells the row is short of */
    GArray *indicators;  /* JxIndicator */
    GArray *extra;       /* JxExtra */
} JxProject;

typedef struct {
    char *source_name; /* file name without folder; "-" for standard input */
    char *source_sha256;
    char *source_encoding;
    const char *
        source_notation; /* "tab", "p", "pipe", "html", "csv", "xlsx", "json" */

    const char *title; /* as printed, or NULL */
    JxPlace title_place;
    const char *unit; /* 单位名称, or NULL */
    JxPlace unit_place;
    const char *currency_unit; /* as printed: 万元; NULL when not stated */
    JxCurrency currency;
    JxPlace currency_place;
    const char *year;        /* "2026", or NULL when not stated */
    const char *form_number; /* 表号, or NULL */

    JxPlace heading_place; /* of the heading row; line 0 when there is none */
    bool has_declared;
    JxTotals declared;     /* the printed total row */
    GArray *units;         /* JxTotals: sub-totals inside a department */
    GArray *projects;      /* JxProject */
    GPtrArray *notes;      /* const char *: 注：…, in order */
    GPtrArray *signatures; /* const char *: 填报人：…, in order */

    JxDiags *diags;      /* the findings */
    GStringChunk *chunk; /* owns every const char * above */
} JxReport;

/* All that was read from one input. There is always at least one report; when
 * no table was found it is empty, its findings say why, and refused is set. */
typedef struct {
    GPtrArray *reports; /* JxReport */
    bool refused;
} JxDocument;

JxReport *jx_report_new(void);
void jx_report_free(JxReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxReport, jx_report_free)

/* A copy that shares nothing with the report, findings included. Yours. */
JxReport *jx_report_copy(const JxReport *report);

JxDocument *jx_document_new(void);
void jx_document_free(JxDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxDocument, jx_document_free)

/* Copies text into the report; equal texts share one copy. NULL gives NULL. */
const char *jx_report_text(JxReport *report, const char *text);
const char *jx_report_text_len(JxReport *report, const char *text, gsize len);

/* A new zeroed entry at the end of the array, owned by the report; the
 * pointer holds until the next append. */
JxProject *jx_report_append_project(JxReport *report);
JxTotals *jx_report_append_unit(JxReport *report);
JxIndicator *jx_project_append_indicator(JxProject *project);

#define jx_report_project(report, i)                                           \
    (&g_array_index((report)->projects, JxProject, (i)))
#define jx_report_unit(report, i)                                              \
    (&g_array_index((report)->units, JxTotals, (i)))
#define jx_project_indicator(project, i)                                       \
    (&g_array_index((project)->indicators, JxIndicator, (i)))

/* The field of a fund column, and its official heading. */
JxField jx_fund_field(JxFund fund);
const char *jx_fund_heading(JxFund fund);
/* "total", "fiscal", "special_account", "other" */
const char *jx_fund_key(JxFund fund);

/* Name of the project that a finding is about, or NULL. */
const char *jx_report_finding_project(const JxReport *report,
                                      const JxFinding *finding);

/* Decimals to show in a fund column: at least 2, and no fewer than its most
 * precise printed amount. */
guint jx_report_fund_decimals(const JxReport *report, JxFund fund);

/* Sum of the projects' amounts in a column (blank and invalid count as 0);
 * false on overflow. */
bool jx_report_sum(const JxReport *report, JxFund fund, gint64 *sum);
