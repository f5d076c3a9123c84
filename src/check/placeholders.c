#include "check/judges.h"

#include <string.h>

#include "base/intl.h"
#include "check/finding.h"

/* What a template left behind: XX, ×××, {单位}, boxes without a tick, 待填, and
 * the words of the configuration. */

static bool is_word_char(gunichar c)
{
    return c < 0x80 && g_unichar_isalnum(c);
}

/* XX or xxx standing by itself: no other letter or digit beside it. */
static const char *find_letters(const char *text, gsize *len)
{
    for (const char *at = text; *at; at++) {
        if (*at != 'X' && *at != 'x')
            continue;
        gsize n = strspn(at, (char[]){*at, '\0'});
        bool alone = (at == text || !is_word_char((guchar)at[-1])) &&
                     !is_word_char((guchar)at[n]);
        if (n >= 2 && alone) {
            *len = n;
            return at;
        }
        at += n - 1;
    }
    return NULL;
}

/* {单位}, ｛…｝: braces around something short. */
static const char *find_braces(const char *text, gsize *len)
{
    static const struct {
        const char *open, *close;
    } BRACES[] = {{"{", "}"}, {"｛", "｝"}};
    enum { LONGEST_BYTES = 60 };
    for (gsize i = 0; i < G_N_ELEMENTS(BRACES); i++) {
        const char *open = strstr(text, BRACES[i].open);
        const char *close = open ? strstr(open, BRACES[i].close) : NULL;
        if (close && close - open < LONGEST_BYTES) {
            *len = (gsize)(close - open) + strlen(BRACES[i].close);
            return open;
        }
    }
    return NULL;
}

/* □是 □否: boxes, and none of them ticked. */
static const char *find_boxes(const char *text, gsize *len)
{
    static const char *const TICKS[] = {"☑", "☒", "■", "√", "✓", "✔", "●"};
    const char *box = strstr(text, "□");
    for (gsize i = 0; box != NULL && i < G_N_ELEMENTS(TICKS); i++)
        if (strstr(text, TICKS[i]) != NULL)
            return NULL;
    *len = strlen("□");
    return box;
}

static const char *find_placeholder(const JxConfig *config, const char *text,
                                    gsize *len)
{
    const char *at = find_letters(text, len);
    if (at == NULL)
        at = find_braces(text, len);
    if (at == NULL)
        at = find_boxes(text, len);
    if (at)
        return at;
    const char *word = jx_config_word_in(config, JX_WORDS_PLACEHOLDER, text);
    if (word == NULL)
        return NULL;
    *len = strlen(word);
    return strstr(text, word);
}

/* One text and where it stands. */
typedef struct {
    const char *text;
    JxPlace place;
    JxField field;
    const JxIndicator *item; /* or NULL */
} Written;

static void judge_text(const JxConfig *config, JxDiags *diags, guint project,
                       const Written *written)
{
    gsize len;
    const char *at =
        written->text ? find_placeholder(config, written->text, &len) : NULL;
    if (at == NULL)
        return;
    g_autofree char *found = g_strndup(at, len);
    JxFinding *finding = jx_diags_add(diags, "placeholder", written->place,
                                      _("有没填的占位文字“%s”"), found);
    jx_finding_of_project(finding, project, written->field);
    if (written->item)
        finding->ordinal = written->item->ordinal;
}

static void judge_project(const JxConfig *config, JxDiags *diags,
                          const JxProject *project, guint index)
{
    const Written cells[] = {
        {project->name, project->place, JX_FIELD_NAME, NULL},
        {project->goal, project->goal_place, JX_FIELD_GOAL, NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cells); i++)
        judge_text(config, diags, index, &cells[i]);

    for (guint i = 0; i < project->indicators->len; i++) {
        const JxIndicator *item = jx_project_indicator(project, i);
        const Written parts[] = {
            {item->name, item->name_place, JX_FIELD_INDICATORS, item},
            {item->period_value, item->period_place, JX_FIELD_PERIOD_VALUE,
             item},
            {item->annual_value, item->annual_place, JX_FIELD_ANNUAL_VALUE,
             item},
            {item->parsed ? NULL : item->text, item->place, JX_FIELD_INDICATORS,
             item},
        };
        for (gsize j = 0; j < G_N_ELEMENTS(parts); j++)
            judge_text(config, diags, index, &parts[j]);
    }
}

void jx_judge_placeholders(const JxReport *report, const JxConfig *config,
                           JxDiags *diags)
{
    for (guint i = 0; i < report->projects->len; i++)
        judge_project(config, diags, jx_report_project(report, i), i);
}
