#include "app/password.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <termios.h>
#include <unistd.h>

#include "base/error.h"
#include "base/intl.h"

static bool wrong(GError **error, const char *message)
{
    g_set_error_literal(error, JX_ERROR, JX_ERROR_CONFIG, message);
    return false;
}

/* One line of standard input without its end, or NULL; yours. */
static char *read_line(void)
{
    g_autoptr(GString) line = g_string_new(NULL);
    int ch = getchar();
    if (ch == EOF)
        return NULL;
    for (; ch != EOF && ch != '\n'; ch = getchar())
        if (ch != '\r')
            g_string_append_c(line, (char)ch);
    return g_strdup(line->str);
}

/* Asks on the terminal, showing nothing of the answer. Yours. */
static char *ask(const char *question)
{
    struct termios shown, hidden;
    bool hides = tcgetattr(STDIN_FILENO, &shown) == 0;
    if (hides) {
        hidden = shown;
        hidden.c_lflag &= (tcflag_t)~ECHO;
        tcsetattr(STDIN_FILENO, TCSADRAIN, &hidden);
    }
    g_printerr("%s", question);
    char *line = read_line();
    g_printerr("\n");
    if (hides)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &shown);
    return line;
}

static bool ask_both(JxPdfLock *lock, GError **error)
{
    if (!isatty(STDIN_FILENO)) {
        lock->open = read_line();
        lock->owner = read_line();
        return true;
    }
    lock->open = ask(_("打开密码（留空则谁都能打开）："));
    if (lock->open && *lock->open) {
        g_autofree char *again = ask(_("再输一遍："));
        if (g_strcmp0(lock->open, again) != 0)
            return wrong(error, _("两次输入的密码不同"));
    }
    lock->owner = ask(_("修改密码（留空则谁都不能改）："));
    return true;
}

static bool read_file(const char *file, JxPdfLock *lock, GError **error)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) local = NULL;
    if (!g_file_get_contents(file, &text, NULL, &local)) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG, _("读不出密码文件：%s"),
                    local->message);
        return false;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", 3);
    lock->open = g_strdup(lines[0]);
    lock->owner = lines[0] ? g_strdup(lines[1]) : NULL;
    return true;
}

static bool check(const char *password, GError **error)
{
    if (password == NULL)
        return true;
    if (!g_utf8_validate(password, -1, NULL))
        return wrong(error, _("密码应是 UTF-8 文本"));
    if (strlen(password) > JX_PASSWORD_MAX)
        return wrong(error, _("密码太长：至多 127 个字节"));
    return true;
}

/* A line of a file from Windows ends in \r; an empty one is none. */
static void tidy(char **password)
{
    if (*password && g_str_has_suffix(*password, "\r"))
        (*password)[strlen(*password) - 1] = '\0';
    if (*password && **password == '\0')
        g_clear_pointer(password, g_free);
}

static bool set_random(char **password, GError **error)
{
    guint8 bytes[24];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return wrong(error, _("系统给不出随机数"));
    *password = g_base64_encode(bytes, sizeof bytes);
    return true;
}

bool jx_password_read(const char *file, JxPdfLock *lock, bool *is_random,
                      GError **error)
{
    *lock = (JxPdfLock){0};
    if (file == NULL) {
        lock->open = g_strdup(g_getenv("JIXIAO_PASSWORD"));
        lock->owner = g_strdup(g_getenv("JIXIAO_OWNER_PASSWORD"));
    } else if (g_str_equal(file, "-")) {
        if (!ask_both(lock, error))
            return false;
    } else if (!read_file(file, lock, error)) {
        return false;
    }
    tidy(&lock->open);
    tidy(&lock->owner);
    if (!check(lock->open, error) || !check(lock->owner, error))
        return false;
    if (lock->open && g_strcmp0(lock->open, lock->owner) == 0)
        return wrong(error,
                     _("打开密码和修改密码不能相同：否则能打开的人都能改"));
    *is_random = lock->owner == NULL;
    return lock->owner || set_random(&lock->owner, error);
}

void jx_password_clear(JxPdfLock *lock)
{
    g_clear_pointer(&lock->open, g_free);
    g_clear_pointer(&lock->owner, g_free);
}
