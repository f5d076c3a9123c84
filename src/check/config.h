#pragma once

#include <glib.h>
#include <stdbool.h>

#include "base/diag.h"
#include "base/yaml.h"

/* How strict to be. jx_config_new() gives the defaults, a jixiao.conf changes
 * them. */

/* Lists of words, each a rule's. A word is looked for inside the text. */
typedef enum {
    JX_WORDS_VAGUE,        /* a value that is this word cannot be graded */
    JX_WORDS_PLACEHOLDER,  /* left over from a template */
    JX_WORDS_NEEDS_COST,   /* in a project's name: needs a cost indicator */
    JX_WORDS_SPARES_COST,  /* … but not with one of these (队伍建设) */
    JX_WORDS_NO_CLIENTS,   /* in a project's name: nobody is served */
    JX_WORDS_OVER_HUNDRED, /* in an indicator: may exceed 100 % */
    JX_WORDS_MORE_IS_FINE, /* in a cost indicator: ≥ is right (节约率) */
    JX_N_WORD_LISTS,
} JxWordList;

/* A finding that is accepted, with the reason that every report then shows. */
typedef struct {
    const char *rule;
    const char *project; /* name, may have * and ?; NULL: any, or none */
    const char *unit;    /* the same for 单位名称 */
    const char *reason;
    guint line, column; /* where it stands in the file */
} JxWaiver;

/* The value of an option where the command line gives none. */
typedef struct {
    const char *name; /* long, without -- */
    const char *text; /* of a list: its items with commas between */
    guint line, column;
} JxDefault;

typedef struct {
    guint goal_chars;     /* a goal of fewer characters is too short */
    guint min_indicators; /* a project needs at least so many */
    bool accept_tails;    /* differences that could be rounding are hints,
                             without further evidence */
    GPtrArray *words[JX_N_WORD_LISTS]; /* const char * */
    GPtrArray *taxonomies;             /* JxTaxonomy * */
    GHashTable *severities; /* rule -> GINT_TO_POINTER(JX_CONFIG_…) */
    GArray *waivers;        /* JxWaiver */
    GArray *options;        /* JxDefault */
    char *fonts;            /* a folder of licensed fonts, or NULL */
    GStringChunk *chunk;    /* owns the texts */
} JxConfig;

/* A severity as it stands in the table; a rule that is off is not reported. */
enum { JX_CONFIG_OFF = JX_SEVERITY_ERROR + 2 };
#define JX_CONFIG_SEVERITY(severity) ((int)(severity) + 1)

JxConfig *jx_config_new(void);
void jx_config_free(JxConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxConfig, jx_config_free)

/* The defaults, changed by a file; its keys are
 *
 *     severity:   {goal-too-short: error, cost-missing: off}
 *     thresholds: {goal-chars: 20, indicators: 3}
 *     rounding:   auto | accept
 *     words:      {vague: [有效, 提升], placeholder: {add: [待定]}}
 *     taxonomies: [2015, 2021, 我的体系.yaml]
 *     waivers:    [{rule: …, project: …, unit: …, reason: …}]
 *     fonts:      单位字体
 *     options:    {fail-on: warning, reconcile: apply}
 *
 * Paths are relative to the file. What the options mean is the business of
 * app/; those that no verb has are refused here. NULL with JX_ERROR_CONFIG
 * that shows the place. Yours. */
JxConfig *jx_config_load(const char *path, GError **error);

/* The same on a file that has been read. `folder` is what paths are relative
 * to; NULL: the current folder. */
JxConfig *jx_config_from_yaml(const JxYaml *yaml, const char *folder,
                              GError **error);

/* The jixiao.conf that applies to an input (a file or a folder): in its
 * folder, or the nearest one above. NULL when there is none, or for standard
 * input ("-") none in the current folder or above. Yours. */
char *jx_config_find(const char *input_path);

/* The word of a list that stands in text, or NULL. text may be NULL. */
const char *jx_config_word_in(const JxConfig *config, JxWordList list,
                              const char *text);

/* The severity of a rule whose default is `severity`; false when it is off. */
bool jx_config_severity(const JxConfig *config, const char *rule,
                        JxSeverity *severity);

/* The waiver is for such a finding. project and unit may be NULL. */
bool jx_waiver_fits(const JxWaiver *waiver, const char *rule,
                    const char *project, const char *unit);

/* Why this finding is accepted, or NULL. project and unit may be NULL. */
const char *jx_config_waiver(const JxConfig *config, const char *rule,
                             const char *project, const char *unit);
