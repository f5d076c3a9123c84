#include "load/workbook_compose.h"

#include <string.h>

#include "load/indicator.h"

/* Places at which a replacement is tried. */
#define MAX_TRIES 12

enum {
    LEVEL1_CODE,
    LEVEL1_NAME,
    LEVEL2_CODE,
    LEVEL2_NAME,
    NAME,
    PERIOD,
    ANNUAL,
    N_FIELDS
};

/* A field of an item, to be read or set. */
static const char **field_of(JxIndicator *item, int field)
{
    const char **const fields[N_FIELDS] = {
        [LEVEL1_CODE] = &item->level1.code,
        [LEVEL1_NAME] = &item->level1.name,
        [LEVEL2_CODE] = &item->level2.code,
        [LEVEL2_NAME] = &item->level2.name,
        [NAME] = &item->name,
        [PERIOD] = &item->period_value,
        [ANNUAL] = &item->annual_value,
    };
    return fields[field];
}

bool jx_compose_parse(JxReport *scratch, const char *text, JxIndicator *item)
{
    JxProject project = {.indicators =
                             g_array_new(FALSE, TRUE, sizeof(JxIndicator))};
    g_autoptr(JxText) read = jx_text_from(scratch, text, (JxPlace){0});
    jx_indicators_read(&project, -1, read);
    bool one = project.indicators->len == 1;
    if (one)
        *item = *jx_project_indicator(&project, 0);
    g_array_unref(project.indicators);
    return one;
}

bool jx_compose_same(const JxIndicator *a, const JxIndicator *b)
{
    JxIndicator left = *a, right = *b;
    for (int i = 0; i < N_FIELDS; i++)
        if (g_strcmp0(*field_of(&left, i), *field_of(&right, i)) != 0)
            return false;
    return a->ordinal == b->ordinal && a->zeroth == b->zeroth;
}

/* The text with one occurrence of `old` replaced such that it reads as
 * `wanted`; NULL when none does. Yours. */
static char *replace(JxReport *scratch, const char *text, const char *old,
                     const char *new, const JxIndicator *wanted)
{
    const char *at = strstr(text, old);
    for (int i = 0; at != NULL && i < MAX_TRIES; i++) {
        g_autofree char *front = g_strndup(text, (gsize)(at - text));
        g_autofree char *tried =
            g_strconcat(front, new, at + strlen(old), NULL);
        JxIndicator item;
        if (jx_compose_parse(scratch, tried, &item) &&
            jx_compose_same(&item, wanted))
            return g_steal_pointer(&tried);
        at = strstr(g_utf8_next_char(at), old);
    }
    return NULL;
}

/* One field after the other; NULL when one cannot be replaced. Yours. */
static char *edit(JxReport *scratch, const char *old, const JxIndicator *wanted)
{
    JxIndicator item, goal = *wanted;
    if (!jx_compose_parse(scratch, old, &item) || !item.parsed)
        return NULL;
    g_autofree char *text = g_strdup(old);
    if (item.ordinal != wanted->ordinal || item.zeroth != wanted->zeroth) {
        if (item.ordinal == 0 || wanted->ordinal == 0)
            return NULL;
        g_autofree char *before = g_strdup_printf("%u", item.ordinal);
        g_autofree char *after = g_strdup_printf("%u", wanted->ordinal);
        item.ordinal = wanted->ordinal;
        char *next = replace(scratch, text, before, after, &item);
        g_free(text);
        text = next;
    }
    for (int i = 0; text != NULL && i < N_FIELDS; i++) {
        const char **is = field_of(&item, i);
        const char *is_to_be = *field_of(&goal, i);
        if (g_strcmp0(*is, is_to_be) == 0)
            continue;
        if (*is == NULL || is_to_be == NULL)
            return NULL;
        const char *before = *is;
        *is = is_to_be;
        char *next = replace(scratch, text, before, is_to_be, &item);
        g_free(text);
        text = next;
    }
    return g_steal_pointer(&text);
}

static void write_level(GString *text, const JxLevel *level)
{
    if (level->code == NULL && level->name == NULL)
        return;
    g_string_append(text, level->code ? level->code : "");
    if (level->code != NULL)
        g_string_append_c(text, '-');
    g_string_append_printf(text, "%s；", level->name ? level->name : "");
}

static char *write_anew(const JxIndicator *wanted)
{
    GString *text = g_string_new(NULL);
    if (wanted->ordinal > 0 || wanted->zeroth)
        g_string_append_printf(text, "%u、", wanted->ordinal);
    write_level(text, &wanted->level1);
    write_level(text, &wanted->level2);
    g_string_append(text, wanted->name ? wanted->name : "");
    if (wanted->period_value != NULL)
        g_string_append_printf(text, "；实施周期指标值：%s",
                               wanted->period_value);
    if (wanted->annual_value != NULL)
        g_string_append_printf(text, "；年度指标值：%s", wanted->annual_value);
    if (!g_str_has_suffix(text->str, "。"))
        g_string_append(text, "。");
    return g_string_free(text, FALSE);
}

char *jx_compose_item(JxReport *scratch, const char *old,
                      const JxIndicator *wanted)
{
    char *text = old != NULL ? edit(scratch, old, wanted) : NULL;
    return text != NULL ? text : write_anew(wanted);
}
