#include "app/verbs.h"

#include "app/outcome.h"
#include "app/say.h"
#include "base/error.h"
#include "base/intl.h"

/* The scripts ask the program itself for a verb's options, so that they never
 * lag behind; @VERBS@ stands for the names of the verbs. */
static const struct {
    const char *shell, *script;
} SCRIPTS[] = {
    {"bash", "_jixiao() {\n"
             "    local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]}\n"
             "    if [[ $word == -* ]]; then\n"
             "        COMPREPLY=($(compgen -W \"$(jixiao \"$verb\" --help "
             "2>/dev/null |\n"
             "            grep -oE -- '--[a-z-]+')\" -- \"$word\"))\n"
             "    elif ((COMP_CWORD == 1)); then\n"
             "        COMPREPLY=($(compgen -W '@VERBS@' -- \"$word\"))\n"
             "    fi\n"
             "}\n"
             "complete -o default -F _jixiao jixiao\n"},
    {"zsh", "#compdef jixiao\n"
            "_jixiao() {\n"
            "    if [[ $words[CURRENT] == -* ]]; then\n"
            "        compadd -- $(jixiao $words[2] --help 2>/dev/null |\n"
            "            grep -oE -- '--[a-z-]+')\n"
            "    else\n"
            "        ((CURRENT == 2)) && compadd -- @VERBS@\n"
            "        _files\n"
            "    fi\n"
            "}\n"
            "compdef _jixiao jixiao\n"},
    {"fish", "complete -c jixiao -n __fish_use_subcommand -a '@VERBS@'\n"
             "complete -c jixiao -n 'not __fish_use_subcommand' -a \"(jixiao "
             "(commandline -opc)[2] --help 2>/dev/null | string match -ra -- "
             "'--[a-z-]+')\"\n"},
};

static char *names_of_verbs(void)
{
    gsize n;
    const JxVerb *verbs = jx_verbs(&n);
    GString *names = g_string_new(NULL);
    for (gsize i = 0; i < n; i++)
        if (verbs[i].summary)
            g_string_append_printf(names, "%s%s", i > 0 ? " " : "",
                                   verbs[i].name);
    return g_string_free(names, FALSE);
}

static char *script_for(const char *shell)
{
    for (gsize i = 0; i < G_N_ELEMENTS(SCRIPTS); i++) {
        if (!g_str_equal(shell, SCRIPTS[i].shell))
            continue;
        g_autofree char *names = names_of_verbs();
        GString *script = g_string_new(SCRIPTS[i].script);
        g_string_replace(script, "@VERBS@", names, 0);
        return g_string_free(script, FALSE);
    }
    return NULL;
}

int jx_verb_completions(int argc, char **argv)
{
    const JxUsage usage = {
        .usage = "bash|zsh|fish",
        .summary = _("写出命令行自动补全脚本。"),
        .example = _("示例：\n"
                     "  jixiao completions bash > ~/.local/share/"
                     "bash-completion/completions/jixiao"),
    };
    g_auto(JxOptions) options = {0};
    g_autoptr(GError) error = NULL;
    if (!jx_options_parse(&options, &usage, argc, argv, &error))
        return jx_say_usage("completions", error);

    g_autofree char *script =
        options.files ? script_for(options.files[0]) : NULL;
    if (script == NULL || options.files[1]) {
        g_set_error_literal(&error, JX_ERROR, JX_ERROR_CONFIG,
                            _("应给出一种命令行：bash、zsh 或 fish"));
        return jx_say_usage("completions", error);
    }
    return jx_say(script);
}
