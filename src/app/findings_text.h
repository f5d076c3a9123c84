#pragma once

#include "base/input.h"

/* Which findings to print, and how. */
typedef struct {
    JxSeverity least; /* findings below it are left out */
    bool color;
} JxFindingsStyle;

/* Findings as people read them, each
 *
 *   文件:行:列: 错误[rule]: message
 *       the source line, shortened around the place
 *               ^~~~
 *       提示：hint
 *
 * The mark stands by display width, so that it is right under Chinese too.
 * input (may be NULL) lends the source lines. Yours; "" when nothing is to be
 * said. */
char *jx_findings_text(const char *name, const JxInput *input,
                       const JxDiags *diags, const JxFindingsStyle *style);

/* "3 项错误，2 项警告，5 项提示"; waived ones are named apart. Yours. */
char *jx_findings_summary(const JxDiags *diags);

/* 错误, 警告, 提示: in the language of the run. */
const char *jx_severity_word(JxSeverity severity);
