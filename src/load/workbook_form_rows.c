#include <string.h>

#include "load/workbook_form.h"

const JxListColumn JX_FORM_COLUMNS[JX_N_FORM_STAMPS] = {
    JX_AT_NAME,  JX_AT_TOTAL, JX_AT_FISCAL,     JX_AT_SPECIAL_ACCOUNT,
    JX_AT_OTHER, JX_AT_GOAL,  JX_AT_INDICATORS,
};

static void row_clear(gpointer data)
{
    g_free(((JxFormRow *)data)->key);
}

static void read_rows(JxForm *form)
{
    const JxList *list = form->list;
    for (guint i = 0; i < list->rows->len; i++) {
        JxFormRow row = {.row = g_array_index(list->rows, guint, i),
                         .written = -1};
        GString *key = g_string_new(NULL);
        for (int k = 0; k < JX_N_FORM_STAMPS; k++) {
            const char *text = jx_list_text(list, row.row, JX_FORM_COLUMNS[k]);
            row.stamps[k] = k >= JX_FORM_AMOUNTS && k < JX_FORM_GOAL
                                ? jx_stamp_amount(text)
                                : jx_stamp(text);
            g_string_append_printf(key, "%s ", row.stamps[k].text);
        }
        row.key = g_string_free(key, FALSE);
        g_array_append_val(form->rows, row);
    }
}

static char *key_of(const JxTraceFormRow *written)
{
    g_autofree char *joined = g_strjoinv(" ", written->stamps);
    return g_strconcat(joined, " ", NULL);
}

/* Written rows that share a key, in order: the first by key, then the next of
 * each; numbers are one higher, 0 is none. */
struct chain {
    GHashTable *first;
    guint *next;
};

static struct chain chain_of(const JxForm *form,
                             char *(*key_of_row)(const JxTraceFormRow *))
{
    struct chain chain = {
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        g_new0(guint, form->written->len + 1)};
    for (guint i = form->written->len; i > 0; i--) {
        char *key = key_of_row(jx_form_written(form, i - 1));
        chain.next[i - 1] =
            GPOINTER_TO_UINT(g_hash_table_lookup(chain.first, key));
        g_hash_table_replace(chain.first, key, GUINT_TO_POINTER(i));
    }
    return chain;
}

static void chain_clear(struct chain *chain)
{
    g_hash_table_unref(chain->first);
    g_free(chain->next);
}

/* Takes the first free row of a key; -1 when there is none. */
static int take_first(JxForm *form, struct chain *chain, const char *key)
{
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(chain->first, key));
    while (at > 0 && form->taken[at - 1])
        at = chain->next[at - 1];
    if (at == 0)
        return -1;
    form->taken[at - 1] = true;
    g_hash_table_replace(chain->first, g_strdup(key),
                         GUINT_TO_POINTER(chain->next[at - 1]));
    return (int)at - 1;
}

/* Rows that stand there as they were written, wherever that is. */
static void match_same(JxForm *form)
{
    struct chain chain = chain_of(form, key_of);
    for (guint i = 0; i < form->rows->len; i++) {
        JxFormRow *row = jx_form_row(form, i);
        row->written = take_first(form, &chain, row->key);
        row->same = row->written >= 0;
    }
    chain_clear(&chain);
}

static bool is_free(const JxForm *form, int written)
{
    return written >= 0 && (guint)written < form->written->len &&
           !form->taken[written];
}

static char *name_of(const JxTraceFormRow *written)
{
    return g_strdup(written->stamps[JX_FORM_NAME]);
}

/* Edited rows: by their name, else by the row above or below them. */
static void match_edited(JxForm *form)
{
    struct chain chain = chain_of(form, name_of);
    for (guint i = 0; i < form->rows->len; i++) {
        JxFormRow *row = jx_form_row(form, i);
        const char *name = row->stamps[JX_FORM_NAME].text;
        if (row->written >= 0)
            continue;
        if (strcmp(name, "-") != 0)
            row->written = take_first(form, &chain, name);
        if (row->written >= 0)
            continue;
        int at = i == 0 ? 0 : jx_form_row(form, i - 1)->written + 1;
        if (!is_free(form, at) && i + 1 < form->rows->len)
            at = jx_form_row(form, i + 1)->written - 1;
        if (!is_free(form, at) ||
            (i > 0 && jx_form_row(form, i - 1)->written < 0))
            continue;
        row->written = at;
        form->taken[at] = true;
    }
    chain_clear(&chain);
}

JxForm jx_form_open(JxBack *back)
{
    JxForm form = {.back = back,
                   .list = back->lists[JX_LIST_FORM],
                   .written = back->trace->form_rows,
                   .rows = g_array_new(FALSE, FALSE, sizeof(JxFormRow))};
    g_array_set_clear_func(form.rows, row_clear);
    form.taken = g_new0(bool, form.written->len + 1);
    read_rows(&form);
    match_same(&form);
    match_edited(&form);
    return form;
}

void jx_form_clear(JxForm *form)
{
    g_array_unref(form->rows);
    g_free(form->taken);
}
