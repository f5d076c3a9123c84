#include "load/heading.h"

#include <string.h>

#include "base/intl.h"

/* A heading needs this many columns known by name. */
#define MIN_KNOWN 3
#define MAX_HEADING_ROWS 3
/* No heading is longer, its remarks in brackets included. */
#define MAX_HEADING_BYTES 240

/* clang-format off */
/* Names of the columns, folded, without white space. Where two columns of one
 * table name the same, the one named earlier here wins. */
static const struct {
    const char *name;
    JxColumnKind kind;
} NAMES[] = {
    {"项目名称", JX_COLUMN_NAME}, {"项目支出名称", JX_COLUMN_NAME},
    {"项目名称/资金使用单位", JX_COLUMN_NAME},
    {"单位(项目)名称", JX_COLUMN_NAME}, {"单位名称(项目名称)", JX_COLUMN_NAME},
    {"项目(单位)名称", JX_COLUMN_NAME}, {"单位/项目名称", JX_COLUMN_NAME},
    {"单位项目名称", JX_COLUMN_NAME}, {"单位及项目名称", JX_COLUMN_NAME},
    {"单位和项目名称", JX_COLUMN_NAME}, {"预算项目名称", JX_COLUMN_NAME},
    {"支出项目名称", JX_COLUMN_NAME}, {"二级项目名称", JX_COLUMN_NAME},
    {"项目全称", JX_COLUMN_NAME}, {"具体项目名称", JX_COLUMN_NAME},
    {"二级项目", JX_COLUMN_NAME}, {"预算项目", JX_COLUMN_NAME},
    {"支出项目", JX_COLUMN_NAME}, {"项目", JX_COLUMN_NAME},
    {"名称", JX_COLUMN_NAME}, {"资金使用单位", JX_COLUMN_NAME},
    {"单位名称", JX_COLUMN_NAME},

    {"总计", JX_COLUMN_TOTAL}, {"合计", JX_COLUMN_TOTAL},
    {"资金总额", JX_COLUMN_TOTAL}, {"年度资金总额", JX_COLUMN_TOTAL},
    {"项目资金总额", JX_COLUMN_TOTAL}, {"资金合计", JX_COLUMN_TOTAL},
    {"资金总计", JX_COLUMN_TOTAL}, {"预算总额", JX_COLUMN_TOTAL},
    {"项目总额", JX_COLUMN_TOTAL}, {"总金额", JX_COLUMN_TOTAL},
    {"金额合计", JX_COLUMN_TOTAL}, {"总额", JX_COLUMN_TOTAL},
    {"预算合计", JX_COLUMN_TOTAL}, {"项目金额", JX_COLUMN_TOTAL},
    {"预算金额", JX_COLUMN_TOTAL}, {"预算安排金额", JX_COLUMN_TOTAL},
    {"年度预算", JX_COLUMN_TOTAL}, {"本年预算", JX_COLUMN_TOTAL},
    {"年初预算", JX_COLUMN_TOTAL}, {"年初预算数", JX_COLUMN_TOTAL},
    {"预算数", JX_COLUMN_TOTAL}, {"安排金额", JX_COLUMN_TOTAL},
    {"小计", JX_COLUMN_TOTAL}, {"共计", JX_COLUMN_TOTAL},
    {"金额", JX_COLUMN_TOTAL}, {"项目支出", JX_COLUMN_TOTAL},

    {"财政拨款", JX_COLUMN_FISCAL}, {"当年财政拨款", JX_COLUMN_FISCAL},
    {"年度财政拨款", JX_COLUMN_FISCAL}, {"本年财政拨款", JX_COLUMN_FISCAL},
    {"财政拨款资金", JX_COLUMN_FISCAL}, {"财政拨款收入", JX_COLUMN_FISCAL},
    {"财政拨款小计", JX_COLUMN_FISCAL}, {"财政资金", JX_COLUMN_FISCAL},
    {"财政性资金", JX_COLUMN_FISCAL}, {"一般公共预算", JX_COLUMN_FISCAL},
    {"一般公共预算拨款", JX_COLUMN_FISCAL},
    {"一般公共预算资金", JX_COLUMN_FISCAL},
    {"一般公共预算财政拨款", JX_COLUMN_FISCAL},
    {"公共财政预算拨款", JX_COLUMN_FISCAL},

    {"财政专户拨款", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政专户管理资金", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政专户资金", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政专户核拨", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政专户核拨资金", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政专户管理资金收入", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政专户", JX_COLUMN_SPECIAL_ACCOUNT},
    {"专户管理资金", JX_COLUMN_SPECIAL_ACCOUNT},
    {"专户拨款", JX_COLUMN_SPECIAL_ACCOUNT},
    {"专户资金", JX_COLUMN_SPECIAL_ACCOUNT},

    {"其他资金", JX_COLUMN_OTHER}, {"其它资金", JX_COLUMN_OTHER},
    {"其他", JX_COLUMN_OTHER}, {"其它", JX_COLUMN_OTHER},
    {"其他来源", JX_COLUMN_OTHER}, {"其他收入", JX_COLUMN_OTHER},
    {"其他拨款", JX_COLUMN_OTHER}, {"单位资金", JX_COLUMN_OTHER},
    {"单位自有资金", JX_COLUMN_OTHER}, {"自有资金", JX_COLUMN_OTHER},
    {"自筹资金", JX_COLUMN_OTHER},

    {"绩效目标", JX_COLUMN_GOAL}, {"项目绩效目标", JX_COLUMN_GOAL},
    {"总体绩效目标", JX_COLUMN_GOAL}, {"年度绩效目标", JX_COLUMN_GOAL},
    {"绩效总目标", JX_COLUMN_GOAL}, {"绩效总体目标", JX_COLUMN_GOAL},
    {"总体目标", JX_COLUMN_GOAL}, {"年度总体目标", JX_COLUMN_GOAL},
    {"项目总体目标", JX_COLUMN_GOAL}, {"项目总目标", JX_COLUMN_GOAL},
    {"年度目标", JX_COLUMN_GOAL}, {"项目目标", JX_COLUMN_GOAL},
    {"预期目标", JX_COLUMN_GOAL}, {"目标", JX_COLUMN_GOAL},

    {"绩效指标", JX_COLUMN_INDICATORS}, {"项目绩效指标", JX_COLUMN_INDICATORS},
    {"年度绩效指标", JX_COLUMN_INDICATORS},
    {"绩效指标及指标值", JX_COLUMN_INDICATORS},
    {"绩效指标体系", JX_COLUMN_INDICATORS},
    {"绩效指标值", JX_COLUMN_INDICATORS}, {"绩效指标内容", JX_COLUMN_INDICATORS},
    {"绩效考核指标", JX_COLUMN_INDICATORS}, {"指标", JX_COLUMN_INDICATORS},

    {"序号", JX_COLUMN_EXTRA}, {"编号", JX_COLUMN_EXTRA},
    {"项目编码", JX_COLUMN_EXTRA}, {"项目代码", JX_COLUMN_EXTRA},
    {"单位编码", JX_COLUMN_EXTRA}, {"单位代码", JX_COLUMN_EXTRA},
    {"部门编码", JX_COLUMN_EXTRA}, {"部门代码", JX_COLUMN_EXTRA},
    {"预算单位", JX_COLUMN_EXTRA}, {"主管部门", JX_COLUMN_EXTRA},
    {"实施单位", JX_COLUMN_EXTRA}, {"部门名称", JX_COLUMN_EXTRA},
    {"项目类别", JX_COLUMN_EXTRA}, {"项目类型", JX_COLUMN_EXTRA},
    {"项目性质", JX_COLUMN_EXTRA}, {"项目属性", JX_COLUMN_EXTRA},
    {"一级项目名称", JX_COLUMN_EXTRA}, {"一级项目", JX_COLUMN_EXTRA},
    {"上年结转", JX_COLUMN_EXTRA}, {"上年结转资金", JX_COLUMN_EXTRA},
    {"结转资金", JX_COLUMN_EXTRA}, {"上级补助", JX_COLUMN_EXTRA},
    {"政府性基金", JX_COLUMN_EXTRA}, {"政府性基金预算", JX_COLUMN_EXTRA},
    {"政府性基金预算拨款", JX_COLUMN_EXTRA},
    {"国有资本经营预算", JX_COLUMN_EXTRA}, {"转移支付", JX_COLUMN_EXTRA},
    {"项目负责人", JX_COLUMN_EXTRA}, {"联系电话", JX_COLUMN_EXTRA},
    {"项目起止时间", JX_COLUMN_EXTRA}, {"起止时间", JX_COLUMN_EXTRA},
    {"项目概况", JX_COLUMN_EXTRA}, {"立项依据", JX_COLUMN_EXTRA},
    {"功能科目", JX_COLUMN_EXTRA}, {"备注", JX_COLUMN_EXTRA},
    {"说明", JX_COLUMN_EXTRA},
};

/* What a longer heading must contain when no name above fits it. */
static const struct {
    const char *part;
    JxColumnKind kind;
} PARTS[] = {
    {"绩效指标", JX_COLUMN_INDICATORS}, {"绩效目标", JX_COLUMN_GOAL},
    {"项目名称", JX_COLUMN_NAME}, {"财政专户", JX_COLUMN_SPECIAL_ACCOUNT},
    {"财政拨款", JX_COLUMN_FISCAL}, {"其他资金", JX_COLUMN_OTHER},
    {"总计", JX_COLUMN_TOTAL}, {"合计", JX_COLUMN_TOTAL},
    {"资金总额", JX_COLUMN_TOTAL},
};

/* Words over a group of columns: its own columns stand in the row below. */
static const char *const GROUPS[] = {
    "资金来源", "项目资金", "资金", "预算资金", "资金构成", "年度资金",
    "资金安排", "其中", "预算安排", "项目预算",
};
/* clang-format on */

/* Rank of a heading that names no column of ours. */
#define NO_RANK G_MAXUINT
/* Rank of one found by PARTS: behind all of NAMES. */
#define PART_RANK ((guint)G_N_ELEMENTS(NAMES))

struct named {
    JxColumnKind kind;
    guint rank;
};

/* The heading without white space, leading 其中： and numbering. */
static char *folded(const char *heading)
{
    static const char *const LEADS[] = {"其中:", "其中"};
    g_autoptr(GString) key = g_string_new(NULL);
    for (const char *p = heading; *p != '\0'; p = g_utf8_next_char(p))
        if (!jx_is_blank(g_utf8_get_char(p)))
            g_string_append_unichar(key, jx_fold(g_utf8_get_char(p)));

    for (gsize i = 0; i < G_N_ELEMENTS(LEADS); i++)
        if (g_str_has_prefix(key->str, LEADS[i]) && key->len > strlen(LEADS[i]))
            g_string_erase(key, 0, (gssize)strlen(LEADS[i]));
    while (key->len > 0 && strchr(":;,*", key->str[key->len - 1]) != NULL)
        g_string_truncate(key, key->len - 1);
    return g_strdup(key->str);
}

/* Removes every bracket with what it holds. */
static char *unbracketed(const char *key)
{
    GString *out = g_string_new(NULL);
    int depth = 0;
    for (const char *p = key; *p != '\0'; p++) {
        depth += *p == '(';
        if (depth == 0)
            g_string_append_c(out, *p);
        depth -= *p == ')' && depth > 0;
    }
    return g_string_free(out, FALSE);
}

static struct named name_exactly(const char *key)
{
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (strcmp(key, NAMES[i].name) == 0)
            return (struct named){NAMES[i].kind, i};
    return (struct named){JX_COLUMN_EXTRA, NO_RANK};
}

/* What a heading cell names. */
static struct named name_of(const char *heading)
{
    g_autofree char *key = folded(heading);
    struct named named = name_exactly(key);
    if (named.rank != NO_RANK)
        return named;

    g_autofree char *bare = unbracketed(key);
    named = name_exactly(bare);
    if (named.rank != NO_RANK || g_utf8_strlen(bare, -1) > 16)
        return named;
    for (guint i = 0; i < G_N_ELEMENTS(PARTS); i++)
        if (strstr(bare, PARTS[i].part) != NULL)
            return (struct named){PARTS[i].kind, PART_RANK + i};
    return named;
}

static bool is_group(const char *heading)
{
    g_autofree char *key = folded(heading);
    g_autofree char *bare = unbracketed(key);
    for (gsize i = 0; i < G_N_ELEMENTS(GROUPS); i++)
        if (strcmp(bare, GROUPS[i]) == 0)
            return true;
    return false;
}

/* ---- the grid of heading rows: one source cell a column ---- */

/* For every column the cell that names it, G_MAXUINT for none. */
static GArray *first_row(const JxCells *cells, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    GArray *grid = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = r->first; i < r->first + r->n; i++) {
        const JxCell *cell = jx_cells_cell(cells, i);
        guint index = cell->origin >= 0 ? (guint)cell->origin : i;
        g_array_append_val(grid, index);
    }
    return grid;
}

static const char *grid_text(const JxCells *cells, const GArray *grid, guint i)
{
    guint index = g_array_index(grid, guint, i);
    return index == G_MAXUINT ? "" : jx_cells_cell(cells, index)->text;
}

/* Is every written cell of the row a column's name, at least two, and none
 * below another name? */
static bool is_sub_heading(const JxCells *cells, const GArray *grid, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    guint n = 0;
    for (guint i = 0; i < r->n; i++) {
        const char *text = jx_cells_cell(cells, r->first + i)->text;
        if (jx_is_blank_text(text))
            continue;
        if (name_of(text).rank == NO_RANK && !is_group(text))
            return false;
        const char *above = r->n == grid->len ? grid_text(cells, grid, i) : "";
        if (name_of(above).rank != NO_RANK && !is_group(above))
            return false;
        n++;
    }
    return n >= 2;
}

/* Column of the first group word in the grid, or -1. */
static int group_column(const JxCells *cells, const GArray *grid)
{
    for (guint i = 0; i < grid->len; i++)
        if (is_group(grid_text(cells, grid, i)))
            return (int)i;
    return -1;
}

/* Lays a second heading row over the grid. A full row goes column by column;
 * a row of the group's names alone goes where the group stands, and makes
 * room for itself when the group was printed as one cell. */
static void add_row(const JxCells *cells, GArray *grid, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    int group = group_column(cells, grid);
    bool leads =
        r->n > 0 && !jx_is_blank_text(jx_cells_cell(cells, r->first)->text);
    guint start = leads && r->n < grid->len && group > 0 ? (guint)group : 0;

    if (start > 0) {
        guint room = 1, none = G_MAXUINT;
        while (start + room < grid->len &&
               jx_is_blank_text(grid_text(cells, grid, start + room)))
            room++;
        guint same = g_array_index(grid, guint, start);
        while (start + room < grid->len &&
               g_array_index(grid, guint, start + room) == same)
            room++;
        for (; room < r->n; room++)
            g_array_insert_val(grid, start + 1, none);
    }
    for (guint i = 0; i < r->n; i++) {
        guint index = r->first + i;
        if (jx_is_blank_text(jx_cells_cell(cells, index)->text))
            continue;
        while (grid->len <= start + i) {
            guint none = G_MAXUINT;
            g_array_append_val(grid, none);
        }
        g_array_index(grid, guint, start + i) = index;
    }
}

/* ---- from the grid to columns ---- */

static void demote_doubles(GArray *columns, const guint *ranks)
{
    for (guint i = 0; i < columns->len; i++) {
        JxColumn *column = &g_array_index(columns, JxColumn, i);
        for (guint k = 0; k < columns->len; k++) {
            const JxColumn *other = &g_array_index(columns, JxColumn, k);
            bool better =
                ranks[k] < ranks[i] || (ranks[k] == ranks[i] && k < i);
            if (k != i && other->kind == column->kind &&
                column->kind != JX_COLUMN_EXTRA && better) {
                column->kind = JX_COLUMN_EXTRA;
                column->known = true;
                break;
            }
        }
    }
}

static GArray *columns_of(JxReport *report, const JxCells *cells,
                          const GArray *grid)
{
    GArray *columns = g_array_new(FALSE, TRUE, sizeof(JxColumn));
    g_autofree guint *ranks = g_new0(guint, grid->len);

    for (guint i = 0; i < grid->len; i++) {
        const char *text = grid_text(cells, grid, i);
        struct named named = name_of(text);
        JxColumn column = {
            .kind = named.kind, .known = named.rank != NO_RANK, .heading = ""};
        ranks[i] = named.rank;
        if (!jx_is_blank_text(text)) {
            guint cell = g_array_index(grid, guint, i);
            g_autoptr(JxText) heading = jx_text_of(report, cells, cell);
            column.heading = jx_report_text(report, heading->text->str);
            column.place = jx_text_place(heading, 0, heading->chars->len);
        }
        g_array_append_val(columns, column);
    }
    demote_doubles(columns, ranks);
    while (columns->len > 0 &&
           *g_array_index(columns, JxColumn, columns->len - 1).heading == '\0')
        g_array_set_size(columns, columns->len - 1);
    return columns;
}

/* The number of different columns of ours in a grid; 0 when neither goal nor
 * indicators are among them. */
static guint score(const JxCells *cells, const GArray *grid)
{
    bool seen[JX_N_COLUMNS] = {false};
    guint n = 0;
    for (guint i = 0; i < grid->len; i++) {
        struct named named = name_of(grid_text(cells, grid, i));
        if (named.kind == JX_COLUMN_EXTRA || seen[named.kind])
            continue;
        seen[named.kind] = true;
        n++;
    }
    return seen[JX_COLUMN_GOAL] || seen[JX_COLUMN_INDICATORS] ? n : 0;
}

static JxCurrency currency_in(const GArray *columns)
{
    for (guint i = 0; i < columns->len; i++) {
        const JxColumn *column = &g_array_index(columns, JxColumn, i);
        g_autofree char *key = folded(column->heading);
        const char *open = strrchr(key, '(');
        if (open == NULL || column->kind == JX_COLUMN_EXTRA)
            continue;
        g_autofree char *word = g_strdup(open + 1);
        word[strcspn(word, ")")] = '\0';
        JxCurrency currency = jx_currency_parse(word);
        if (currency != JX_CURRENCY_UNKNOWN)
            return currency;
    }
    return JX_CURRENCY_UNKNOWN;
}

/* Cheap refusal of rows that can be no heading: a sentence stands in them, or
 * no cell is named as a column. */
static bool may_be_heading(const JxCells *cells, guint row)
{
    const JxRow *r = jx_cells_row(cells, row);
    bool any = false;
    for (guint i = r->first; i < r->first + r->n; i++)
        if (jx_cells_cell(cells, i)->len > MAX_HEADING_BYTES)
            return false;
    for (guint i = r->first; i < r->first + r->n && !any; i++) {
        const char *text = jx_cells_cell(cells, i)->text;
        any = !jx_is_blank_text(text) && name_of(text).rank != NO_RANK;
    }
    return any;
}

void jx_heading_free(JxHeading *heading)
{
    if (heading == NULL)
        return;
    g_array_unref(heading->columns);
    g_free(heading);
}

JxHeading *jx_heading_find(JxReport *report, const JxCells *cells, guint row)
{
    if (jx_cells_row(cells, row)->n < 2 || !may_be_heading(cells, row))
        return NULL;

    g_autoptr(GArray) grid = first_row(cells, row);
    guint n_rows = 1;
    while (n_rows < MAX_HEADING_ROWS && row + n_rows < cells->rows->len &&
           jx_cells_row(cells, row + n_rows)->table ==
               jx_cells_row(cells, row)->table &&
           is_sub_heading(cells, grid, row + n_rows))
        add_row(cells, grid, row + n_rows++);
    if (score(cells, grid) < MIN_KNOWN)
        return NULL;

    JxHeading *heading = g_new0(JxHeading, 1);
    heading->columns = columns_of(report, cells, grid);
    heading->row = row;
    heading->n_rows = n_rows;
    heading->currency = currency_in(heading->columns);
    return heading;
}

JxHeading *jx_heading_official(void)
{
    JxHeading *heading = g_new0(JxHeading, 1);
    heading->columns = g_array_new(FALSE, TRUE, sizeof(JxColumn));
    for (guint i = 0; i < JX_N_COLUMNS; i++) {
        JxColumn column = {
            .kind = (JxColumnKind)i, .heading = "", .known = true};
        g_array_append_val(heading->columns, column);
    }
    return heading;
}

int jx_heading_column(const JxHeading *heading, JxColumnKind kind)
{
    for (guint i = 0; i < heading->columns->len; i++)
        if (g_array_index(heading->columns, JxColumn, i).kind == kind)
            return (int)i;
    return -1;
}

void jx_heading_report(const JxHeading *heading, JxReport *report)
{
    for (guint i = 0; i < heading->columns->len; i++) {
        const JxColumn *column = &g_array_index(heading->columns, JxColumn, i);
        if (column->kind != JX_COLUMN_EXTRA)
            continue;
        if (column->known)
            jx_diags_add(report->diags, "column-extra", column->place,
                         _("多出一列“%s”，内容已随项目保留"), column->heading);
        else
            jx_diags_add(report->diags, "heading-unknown", column->place,
                         _("表头“%s”不是本表的栏目，内容已随项目保留"),
                         column->heading);
    }
}
