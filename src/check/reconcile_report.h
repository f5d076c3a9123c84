#pragma once

#include "check/reconcile.h"

/* What an edit does, in the language of the run, without saying where: 43.05
 * 由财政专户拨款移到其他资金. Yours. */
char *jx_edit_text(const JxReport *report, const JxEdit *edit);
