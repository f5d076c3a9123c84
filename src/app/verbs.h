#pragma once

/* The verbs. Each parses its arguments (argv[0] is the verb), does the work
 * and returns the exit code. */
int jx_verb_render(int argc, char **argv);
int jx_verb_check(int argc, char **argv);
int jx_verb_export(int argc, char **argv);
int jx_verb_explain(int argc, char **argv);
int jx_verb_rules(int argc, char **argv);
int jx_verb_fonts(int argc, char **argv);
int jx_verb_doctor(int argc, char **argv);
