#include "app/say.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "app/outcome.h"
#include "base/error.h"
#include "base/intl.h"
#include "base/output.h"

int jx_say(const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    return jx_say_bytes(bytes);
}

int jx_say_bytes(GBytes *bytes)
{
    g_autoptr(GError) error = NULL;
    errno = 0;
    if (jx_output_write("-", bytes, &error))
        return JX_EXIT_OK;

    JxOutcome outcome = {.n_inputs = 1};
    if (errno == EPIPE) /* the reader (head, less) has seen enough */
        outcome.n_failed = 1;
    else
        jx_outcome_fail(&outcome, error);
    return jx_outcome_exit(&outcome);
}

int jx_say_usage(const char *verb, const GError *error)
{
    g_printerr(_("jixiao: %s\n用法见 jixiao %s --help\n"), error->message,
               verb);
    return JX_EXIT_USAGE;
}

bool jx_say_in_color(const JxOptions *options, int fd)
{
    if (options->color_when != JX_WHEN_AUTO)
        return options->color_when == JX_WHEN_ALWAYS;
    const char *no_color = g_getenv("NO_COLOR");
    const char *term = g_getenv("TERM");
    return (no_color == NULL || *no_color == '\0') &&
           g_strcmp0(term, "dumb") != 0 && isatty(fd);
}
