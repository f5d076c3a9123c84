#include "app/environment.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/outcome.h"
#include "base/error.h"
#include "base/intl.h"
#include "base/output.h"

static const struct {
    const char *lang, *language;
} LANGUAGES[] = {{"zh", "zh_CN"}, {"en", "en"}};

static const char *language_of(const char *lang)
{
    for (gsize i = 0; i < G_N_ELEMENTS(LANGUAGES); i++)
        if (g_str_equal(lang, LANGUAGES[i].lang))
            return LANGUAGES[i].language;
    return NULL;
}

bool jx_environment_start(const char *lang)
{
    const char *language = language_of(lang ? lang : "zh");
    if (language == NULL)
        return false;

    setlocale(LC_CTYPE, "");
    const char *charset;
    if (!g_get_charset(&charset)) /* LANG=C would print ???? */
        setlocale(LC_CTYPE, "C.UTF-8");

    /* gettext looks at LANGUAGE only when the locale is not plain C */
    setlocale(LC_MESSAGES, "C.UTF-8");
    g_setenv("LANGUAGE", language, TRUE);

    g_autofree char *data = jx_environment_data_dir();
    g_autofree char *catalogues = g_build_filename(data, "locale", NULL);
    bindtextdomain(JX_TEXT_DOMAIN, catalogues);
    bind_textdomain_codeset(JX_TEXT_DOMAIN, "UTF-8");
    return true;
}

char *jx_environment_data_dir(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *bin = g_path_get_dirname(program ? program : ".");

    char *built = g_build_filename(bin, "share", "jixiao", NULL);
    if (g_file_test(built, G_FILE_TEST_IS_DIR))
        return built;
    g_free(built);
    g_autofree char *prefix = g_path_get_dirname(bin);
    return g_build_filename(prefix, "share", "jixiao", NULL);
}

char *jx_environment_data(const char *name)
{
    g_autofree char *data = jx_environment_data_dir();
    return g_build_filename(data, name, NULL);
}

bool jx_environment_time(gint64 *seconds, GError **error)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    if (epoch == NULL || *epoch == '\0') {
        *seconds = g_get_real_time() / G_USEC_PER_SEC;
        return true;
    }
    /* 253402300799 is the end of the year 9999 */
    if (g_ascii_string_to_signed(epoch, 10, 0, 253402300799, seconds, NULL))
        return true;
    g_set_error(error, JX_ERROR, JX_ERROR_CONFIG,
                _("SOURCE_DATE_EPOCH 应是自 1970 年起的秒数，实为 %s"), epoch);
    return false;
}

static void on_interrupt(int number)
{
    (void)number;
    jx_output_discard_all();
    _exit(JX_EXIT_INTERRUPTED);
}

void jx_environment_signals(void)
{
    struct sigaction interrupt = {.sa_handler = on_interrupt};
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGTERM, &interrupt, NULL);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
}
