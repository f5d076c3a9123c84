#include <string.h>

#include "app/environment.h"
#include "app/outcome.h"
#include "app/say.h"
#include "app/verbs.h"
#include "base/intl.h"

static int help(void)
{
    GString *text = g_string_new(NULL);
    g_string_append(
        text,
        _("jixiao（绩效）：把项目支出绩效目标表变成可以签字的 PDF "
          "和可以编辑的工作簿\n\n"
          "用法：\n"
          "  jixiao 文件…              在文件旁边生成同名的 .pdf 和 .xlsx\n"
          "  jixiao 动词 [选项…] 文件…\n\n"
          "动词：\n"));
    gsize n;
    const JxVerb *verbs = jx_verbs(&n);
    for (gsize i = 0; i < n; i++)
        if (verbs[i].summary)
            g_string_append_printf(text, "  %-13s%s\n", verbs[i].name,
                                   _(verbs[i].summary));
    g_string_append(
        text,
        _("\n示例：\n"
          "  jixiao 2026年.txt -o 上报       得到 上报/2026年.pdf 和 .xlsx\n"
          "  jixiao check 2026年.txt         先看有什么问题\n\n"
          "退出码：0 全部写出，没有错误；1 已写出，但有错误；2 用法不对；\n"
          "  3 部分文件读写失败；4 全部失败；75 可重试（磁盘已满等）；130 "
          "被中断\n"
          "每个动词的选项见 jixiao 动词 --help；全文见 man jixiao\n"));
    g_autofree char *out = g_string_free(text, FALSE);
    return jx_say(out);
}

/* The value of --lang wherever it stands: it must be known before the first
 * message, that of a wrong option included. */
static const char *find_lang(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (g_str_equal(argv[i], "--"))
            break;
        if (g_str_has_prefix(argv[i], "--lang="))
            return argv[i] + strlen("--lang=");
        if (g_str_equal(argv[i], "--lang") && i + 1 < argc)
            return argv[i + 1];
    }
    return NULL;
}

/* Index of the first word that is no option and no option's value: options
 * that every verb has may stand before the verb. */
static int first_word(int argc, char **argv)
{
    static const char *const WITH_VALUE[] = {"--lang", "--color", "--progress",
                                             "--encoding", NULL};
    int i = 1;
    while (i < argc && argv[i][0] == '-' && argv[i][1] != '\0')
        i += g_strv_contains(WITH_VALUE, argv[i]) ? 2 : 1;
    return i;
}

/* Runs the verb that argv names; without one it is render. */
static int run(int argc, char **argv)
{
    gsize n;
    const JxVerb *verbs = jx_verbs(&n);
    int at = first_word(argc, argv);
    for (gsize i = 0; at < argc && i < n; i++) {
        if (!g_str_equal(argv[at], verbs[i].name))
            continue;
        /* the verb takes the place of the program's name */
        memmove(argv + 1, argv, (gsize)at * sizeof *argv);
        argv[1] = (char *)verbs[i].name;
        g_autofree char *called = g_strdup_printf("jixiao %s", verbs[i].name);
        g_set_prgname(called); /* for --help */
        return verbs[i].run(argc - 1, argv + 1);
    }
    return jx_verb_render(argc, argv);
}

int main(int argc, char **argv)
{
    const char *lang = find_lang(argc, argv);
    if (!jx_environment_start(lang)) {
        jx_environment_start(NULL);
        g_printerr(_("jixiao: 选项 %s 的值 %s 不对，应为 %s\n"), "--lang", lang,
                   "zh, en");
        return JX_EXIT_USAGE;
    }
    jx_environment_signals();
    g_set_prgname("jixiao");

    if (argc == 1) {
        help();
        return JX_EXIT_USAGE;
    }
    if (g_str_equal(argv[1], "--help") || g_str_equal(argv[1], "-h") ||
        g_str_equal(argv[1], "help"))
        return help();
    if (g_str_equal(argv[1], "--version"))
        return jx_say("jixiao " JX_VERSION "\n");
    return run(argc, argv);
}
