#pragma once

#include "base/diag.h"
#include "check/check.h"

typedef enum { JX_WHEN_AUTO, JX_WHEN_ALWAYS, JX_WHEN_NEVER } JxWhen;

/* The options that every verb has, and those of the verbs that judge. */
typedef struct {
    gboolean quiet, verbose;
    char *lang, *color, *progress, *encoding;
    char *fail_on, *select, *ignore, *reconcile;
    char *config; /* jixiao.conf: given, or found upward from the first file */

    /* worked out by jx_options_parse */
    JxWhen color_when;
    bool never_fail;       /* --fail-on never */
    JxSeverity fail_level; /* else: findings from here on give exit 1 */
    char **select_rules, **ignore_rules;
    JxCheckOptions check;
    JxConfig *judging; /* what config says, or the defaults */
    const char *year;  /* of reports that do not state theirs, or NULL */
    bool apply;        /* --reconcile apply: correct what has one explanation */
    char **files;      /* what is left: inputs or names, maybe NULL */
} JxOptions;

/* How a verb is called, for parsing and for its help. */
typedef struct {
    const char *usage;           /* "render 文件…|- [-o 目录]" */
    const char *summary;         /* one or two sentences */
    const char *example;         /* one real call and what it does */
    const GOptionEntry *entries; /* the verb's own, or NULL */
    bool judges;                 /* has --fail-on, --select, --ignore, … */
} JxUsage;

/* Parses argv (argv[0] is skipped) by the table. False with JX_ERROR_CONFIG,
 * in which case nothing may be touched. --help prints and ends the program. */
bool jx_options_parse(JxOptions *options, const JxUsage *usage, int argc,
                      char **argv, GError **error);
/* The folder of licensed fonts that the configuration names, or NULL. */
const char *jx_options_fonts(const JxOptions *options);

void jx_options_clear(JxOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(JxOptions, jx_options_clear)

/* Splits "a,b" and appends; every word must be in `known` (NULL-terminated).
 * `option` is the name for the message. */
bool jx_options_words(const char *option, const char *text,
                      const char *const *known, char ***words, GError **error);
