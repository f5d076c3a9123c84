#pragma once

#include "app/options.h"
#include "app/outcome.h"
#include "base/input.h"
#include "model/report.h"

/* One input, read and judged. */
typedef struct {
    JxInput *input;
    JxDocument *document;
} JxSource;

/* Reads path, loads it and runs the rules over it. A document in which no
 * table was found is returned, with document->refused set. NULL with
 * JX_ERROR_INPUT. Yours. */
JxSource *jx_source_open(const char *path, const JxOptions *options,
                         GError **error);

/* The same for verbs that tell as they go: counts it in outcome, and says on
 * standard error how it was understood when that is asked for (-v). NULL (and
 * counted as failed, the reason said on standard error) when the file cannot
 * be read; a refused document counts as failed, too. Yours. */
JxSource *jx_source_read(const char *path, const JxOptions *options,
                         JxOutcome *outcome);
void jx_source_free(JxSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JxSource, jx_source_free)

/* Notes in outcome whether the findings reach --fail-on. Call it when all
 * findings are in. */
void jx_source_weigh(const JxSource *source, const JxOptions *options,
                     JxOutcome *outcome);

/* The source's findings of `least` and above as text, one report after the
 * other, each with a closing line of numbers; when only errors are asked for,
 * a report without one says nothing. Yours. */
char *jx_source_text(const JxSource *source, JxSeverity least, bool color);

/* True for hidden and temporary files, which editors, office programs and
 * downloads leave beside the real ones, and for our own jixiao.conf. */
bool jx_source_is_passing(const char *name);

/* The files to read: folders are replaced by the files in them, recursively,
 * sorted, without hidden and temporary ones. NULL-terminated, yours. */
char **jx_source_expand(char **files);
