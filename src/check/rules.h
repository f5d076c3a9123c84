#pragma once

#include "check/config.h"
#include "model/report.h"

/* One line of the table of rules. */
typedef struct {
    const char *name;    /* kebab-case, stable */
    JxSeverity severity; /* default */
    const char *summary; /* Chinese msgid: one line, what is wrong */
    const char *basis;   /* Chinese msgid: by which paper; with 依据待核对
                            where the clause could not be verified; or NULL */
    const char *why;     /* Chinese msgid: what it means, why it matters */
    const char *before;  /* an example that fires it, or NULL */
    const char *after;   /* the same put right, or NULL */
    void (*run)(const JxReport *report, const JxConfig *config,
                JxDiags *diags); /* NULL: found while reading or laying out,
                                    or by the function of another rule */
} JxRule;

/* The rule of that name, or NULL. */
const JxRule *jx_rule_lookup(const char *name);

/* All rules in the order of the table; *n is their number. */
const JxRule *jx_rules(gsize *n);
