#include "load/entry.h"

#include <string.h>

/* clang-format off */
static const char *const GRAND[] = {
    "合计", "总计", "共计", "总合计", "总额", "部门合计", "单位合计", "全部合计",
    "资金合计", "项目合计", "支出合计", "项目支出合计",
};

static const char *const ORGANISATIONS[] = {
    "局", "委", "委员会", "院", "校", "大学", "中学", "小学", "幼儿园", "中心",
    "馆", "所", "站", "队", "部", "处", "厅", "办", "办公室", "本级", "机关",
    "公司", "集团", "会", "社", "政府", "街道", "镇", "乡", "区", "县", "市",
    "园", "台", "室", "团", "署", "段", "科", "本部", "单位", "党校", "乐团",
    "剧院", "电视台", "学部", "系", "支行", "工作组", "服务区",
};
/* clang-format on */

/* What a sum row is worth beside its neighbours. */
struct sums {
    gint64 all;    /* every project */
    gint64 before; /* projects between the sum row above and this one */
    gint64 after;  /* projects between this one and the next sum row */
    guint n_before, n_after;
};

bool jx_totals_is_word(const char *name)
{
    return g_str_has_suffix(name, "合计") || g_str_has_suffix(name, "总计") ||
           g_str_has_suffix(name, "共计") || g_str_has_suffix(name, "小计") ||
           strcmp(name, "总额") == 0;
}

static bool is_grand_word(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(GRAND); i++)
        if (strcmp(name, GRAND[i]) == 0)
            return true;
    return false;
}

bool jx_totals_is_organisation(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ORGANISATIONS); i++)
        if (g_str_has_suffix(name, ORGANISATIONS[i]))
            return true;
    return false;
}

char *jx_totals_key(const char *name)
{
    g_autoptr(GString) key = g_string_new(NULL);
    for (const char *p = name; *p != '\0'; p = g_utf8_next_char(p))
        if (!jx_is_blank(g_utf8_get_char(p)))
            g_string_append_unichar(key, jx_fold(g_utf8_get_char(p)));

    char *tail =
        g_str_has_suffix(key->str, ")") ? strrchr(key->str, '(') : NULL;
    if (tail != NULL && tail != key->str)
        *tail = '\0';
    const char *start = key->str;
    if (*start == '[' && strchr(start, ']') != NULL)
        start = strchr(start, ']') + 1;
    const char *digits = start + strspn(start, "0123456789");
    if (digits > start && *digits != '\0')
        start = digits + strspn(digits, "-");
    return g_strdup(*start != '\0' ? start : key->str);
}

static bool is_sum(const JxEntry *entry)
{
    return entry->kind != JX_ENTRY_PROJECT && entry->kind != JX_ENTRY_LEFT_OUT;
}

/* The sums beside every entry, in two passes. Yours. */
static struct sums *sums_of(const GArray *entries)
{
    struct sums *sums = g_new0(struct sums, entries->len + 1);
    struct sums run = {0};
    for (guint i = 0; i < entries->len; i++) {
        const JxEntry *entry = jx_entry(entries, i);
        sums[i].before = run.before;
        sums[i].n_before = run.n_before;
        if (is_sum(entry)) {
            run.before = 0;
            run.n_before = 0;
        } else if (entry->kind == JX_ENTRY_PROJECT) {
            (void)jx_money_add(run.all, entry->amount, &run.all);
            (void)jx_money_add(run.before, entry->amount, &run.before);
            run.n_before++;
        }
    }
    for (guint i = entries->len; i-- > 0;) {
        const JxEntry *entry = jx_entry(entries, i);
        sums[i].all = run.all;
        sums[i].after = run.after;
        sums[i].n_after = run.n_after;
        if (is_sum(entry)) {
            run.after = 0;
            run.n_after = 0;
        } else if (entry->kind == JX_ENTRY_PROJECT) {
            (void)jx_money_add(run.after, entry->amount, &run.after);
            run.n_after++;
        }
    }
    return sums;
}

/* Is the first or the last row worth all projects with texts? Then no row
 * without texts counts beside them. */
static bool is_whole(const GArray *entries, const struct sums *sums)
{
    const guint ends[] = {0, entries->len - 1};
    for (gsize i = 0; entries->len > 0 && i < G_N_ELEMENTS(ends); i++) {
        const JxEntry *entry = jx_entry(entries, ends[i]);
        if (is_sum(entry) && entry->amount != 0 &&
            entry->amount == sums[ends[i]].all)
            return true;
    }
    return false;
}

/* A sum row with no telling name: do the amounts say what it is?
 *
 *   least  projects that must stand beside it */
static bool adds_up(const GArray *entries, guint at, struct sums sums,
                    guint least)
{
    const JxEntry *entry = jx_entry(entries, at);
    if (!entry->has_amount || entry->amount == 0)
        return false;
    bool outermost = at == 0 || at + 1 == entries->len;
    return (outermost && entry->amount == sums.all) ||
           (sums.n_after >= least && entry->amount == sums.after) ||
           (sums.n_before >= least && entry->amount == sums.before);
}

/* 一、基本建设类 or （二）文化活动类 without amounts: a heading */
static bool is_category(const JxEntry *entry)
{
    if (entry->has_amount)
        return false;
    const char *name = entry->name + (entry->name[0] == '(');
    gunichar first = *name ? g_utf8_get_char(name) : 0;
    if (first == 0 || g_utf8_strchr("一二三四五六七八九十", -1, first) == NULL)
        return false;
    const char *rest = g_utf8_next_char(name);
    return g_str_has_prefix(rest, "、") || *rest == ')';
}

/* Takes out the rows that are no totals: projects without texts. */
static void settle_projects(GArray *entries, const char *unit)
{
    g_autofree struct sums *sums = sums_of(entries);
    guint least = is_whole(entries, sums) ? 1 : 2;
    for (guint i = 0; i < entries->len; i++) {
        JxEntry *entry = jx_entry(entries, i);
        if (entry->kind != JX_ENTRY_SUM)
            continue;
        g_autofree char *key = jx_totals_key(entry->name);
        bool named = jx_totals_is_word(key) ||
                     (unit != NULL && strcmp(key, unit) == 0) ||
                     jx_totals_is_organisation(key);
        if (is_category(entry))
            entry->kind = JX_ENTRY_LEFT_OUT;
        else if (!named && !adds_up(entries, i, sums[i], least))
            entry->kind = JX_ENTRY_PROJECT;
    }
}

static guint count_sums(const GArray *entries)
{
    guint n = 0;
    for (guint i = 0; i < entries->len; i++)
        n += is_sum(jx_entry(entries, i));
    return n;
}

/* The first sum row whose name says that it is the whole table's. With
 * several of them one that adds up to a group only is the group's. */
static int grand_by_word(const GArray *entries, const struct sums *sums)
{
    guint n = count_sums(entries);
    int first = -1, adding_up = -1;
    for (guint i = 0; i < entries->len; i++) {
        const JxEntry *entry = jx_entry(entries, i);
        g_autofree char *key = jx_totals_key(entry->name);
        if (!is_sum(entry) || !is_grand_word(key))
            continue;
        if (adding_up < 0 && entry->amount == sums[i].all)
            adding_up = (int)i;
        bool group = entry->amount == sums[i].before &&
                     sums[i].before != sums[i].all && n > 1;
        if (first < 0 && !group)
            first = (int)i;
    }
    return adding_up >= 0 ? adding_up : first;
}

static int grand_by_unit(const GArray *entries, const char *unit)
{
    for (guint i = 0; unit != NULL && i < entries->len; i++) {
        const JxEntry *entry = jx_entry(entries, i);
        g_autofree char *key = jx_totals_key(entry->name);
        if (is_sum(entry) && entry->has_amount && strcmp(key, unit) == 0)
            return (int)i;
    }
    return -1;
}

/* A sum row above or below all others that is worth as much as they are, or
 * could be meant to. */
static int grand_by_place(const GArray *entries, const struct sums *sums)
{
    guint n = count_sums(entries);
    if (n == 0)
        return -1;
    guint last = entries->len - 1;
    gint64 units = 0, largest = 0;
    for (guint i = 1; i < entries->len; i++)
        if (is_sum(jx_entry(entries, i))) {
            (void)jx_money_add(units, jx_entry(entries, i)->amount, &units);
            largest = MAX(largest, jx_entry(entries, i)->amount);
        }

    const JxEntry *top = jx_entry(entries, 0);
    if (is_sum(top) && top->has_amount) {
        bool above_units = n > 1 && is_sum(jx_entry(entries, 1)) &&
                           top->amount != 0 && top->amount >= largest;
        if (n == 1 || above_units || top->amount == units ||
            top->amount == sums[0].all)
            return 0;
    }
    const JxEntry *bottom = jx_entry(entries, last);
    if (is_sum(bottom) && bottom->has_amount &&
        (n == 1 || bottom->amount == sums[last].all))
        return (int)last;
    return -1;
}

static void choose_declared(GArray *entries, const char *unit)
{
    g_autofree struct sums *sums = sums_of(entries);
    int grand = grand_by_word(entries, sums);
    if (grand < 0)
        grand = grand_by_unit(entries, unit);
    if (grand < 0)
        grand = grand_by_place(entries, sums);
    if (grand >= 0)
        jx_entry(entries, (guint)grand)->kind = JX_ENTRY_DECLARED;
    for (guint i = 0; i < entries->len; i++)
        if (jx_entry(entries, i)->kind == JX_ENTRY_SUM)
            jx_entry(entries, i)->kind = JX_ENTRY_UNIT;
}

/* Does the unit row at `at` close its projects (小计) or open them? */
static bool closes(const JxEntry *entry, struct sums sums, bool by_default)
{
    g_autofree char *key = jx_totals_key(entry->name);
    if (jx_totals_is_word(key))
        return true;
    if (!entry->has_amount)
        return false;
    bool before = sums.n_before > 0 && entry->amount == sums.before;
    bool after = sums.n_after > 0 && entry->amount == sums.after;
    return before != after ? before : by_default;
}

/* Unit rows close their projects when projects stand above the first. */
static bool closing_is_usual(const GArray *entries)
{
    for (guint i = 0; i < entries->len; i++) {
        if (jx_entry(entries, i)->kind == JX_ENTRY_UNIT)
            return false;
        if (jx_entry(entries, i)->kind == JX_ENTRY_PROJECT)
            return is_sum(jx_entry(entries, entries->len - 1));
    }
    return false;
}

static void take_amounts(JxEntry *to, const JxEntry *from)
{
    memcpy(to->funding, from->funding, sizeof to->funding);
    to->has_amount = from->has_amount;
    to->amount = from->amount;
    for (guint i = 0; i < from->placed->len; i++) {
        JxPlaced placed = g_array_index(from->placed, JxPlaced, i);
        if (placed.column == JX_NO_COLUMN)
            continue;
        JxColumnKind kind =
            g_array_index(from->heading->columns, JxColumn, placed.column).kind;
        int column = jx_heading_column(to->heading, kind);
        if (kind < JX_COLUMN_TOTAL || kind > JX_COLUMN_OTHER || column < 0)
            continue;
        jx_entry_place(to, (guint)column, placed.cell);
    }
}

/* A 小计 below a unit that was opened by its own row says the same again, or
 * gives the amounts that row did not. */
static void close_unit(GArray *entries, guint at, int *open)
{
    JxEntry *entry = jx_entry(entries, at);
    JxEntry *unit = jx_entry(entries, (guint)*open);
    if (!unit->has_amount)
        take_amounts(unit, entry);
    entry->kind = JX_ENTRY_LEFT_OUT;
    *open = -1;
}

static void assign_units(GArray *entries)
{
    g_autofree struct sums *sums = sums_of(entries);
    bool usual = closing_is_usual(entries);
    int open = -1;
    guint since = 0; /* first project that a closing row could own */
    for (guint i = 0; i < entries->len; i++) {
        JxEntry *entry = jx_entry(entries, i);
        if (entry->kind == JX_ENTRY_PROJECT) {
            entry->unit = open;
            continue;
        }
        if (entry->kind != JX_ENTRY_UNIT)
            continue;
        if (!closes(entry, sums[i], usual)) {
            open = (int)i;
        } else if (open >= 0) {
            close_unit(entries, i, &open);
        } else {
            for (guint k = since; k < i; k++)
                if (jx_entry(entries, k)->kind == JX_ENTRY_PROJECT &&
                    jx_entry(entries, k)->unit < 0)
                    jx_entry(entries, k)->unit = (int)i;
        }
        since = i + 1;
    }
}

/* A second grand total of the same amount (above and below the table), or the
 * 小计 of its only group. */
static void mark_repeats(GArray *entries)
{
    const JxEntry *declared = NULL;
    for (guint i = 0; i < entries->len; i++)
        if (jx_entry(entries, i)->kind == JX_ENTRY_DECLARED)
            declared = jx_entry(entries, i);
    for (guint i = 0; declared != NULL && i < entries->len; i++) {
        JxEntry *entry = jx_entry(entries, i);
        g_autofree char *key = jx_totals_key(entry->name);
        if (entry->kind == JX_ENTRY_UNIT &&
            (is_grand_word(key) || strcmp(key, "小计") == 0) &&
            entry->amount == declared->amount)
            entry->kind = JX_ENTRY_LEFT_OUT;
    }
}

void jx_totals_decide(GArray *entries, const char *unit)
{
    g_autofree char *key = unit ? jx_totals_key(unit) : NULL;
    for (guint i = 0; i < entries->len; i++)
        jx_entry(entries, i)->unit = -1;
    settle_projects(entries, key);
    choose_declared(entries, key);
    mark_repeats(entries);
    assign_units(entries);
}
