#pragma once

#include <glib.h>

/* The verbs. Each parses its arguments (argv[0] is the verb), does the work
 * and returns the exit code. */
int jx_verb_render(int argc, char **argv);
int jx_verb_check(int argc, char **argv);
int jx_verb_export(int argc, char **argv);
int jx_verb_diff(int argc, char **argv);
int jx_verb_batch(int argc, char **argv);
int jx_verb_merge(int argc, char **argv);
int jx_verb_verify(int argc, char **argv);
int jx_verb_explain(int argc, char **argv);
int jx_verb_rules(int argc, char **argv);
int jx_verb_forms(int argc, char **argv);
int jx_verb_fonts(int argc, char **argv);
int jx_verb_doctor(int argc, char **argv);
int jx_verb_completions(int argc, char **argv);

typedef struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary; /* Chinese msgid, one line of the program's help;
                            NULL: not for people */
} JxVerb;

/* The table of them, in the order of the program's help; *n is their number. */
const JxVerb *jx_verbs(gsize *n);
