#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/error.h"
#include "base/intl.h"

/* Temporary files that stand on the disk now, so that a signal handler can
 * remove them: fixed memory, and a slot counts only while `used` is set, which
 * is the last thing done to it. */
#define MAX_OPEN 16
static struct {
    volatile int used;
    char path[PATH_MAX];
} open_files[MAX_OPEN];

static void remember(const char *temporary)
{
    for (int i = 0; i < MAX_OPEN; i++)
        if (!open_files[i].used &&
            g_strlcpy(open_files[i].path, temporary, PATH_MAX) < PATH_MAX) {
            open_files[i].used = 1;
            return;
        }
}

static void forget(const char *temporary)
{
    for (int i = 0; i < MAX_OPEN; i++)
        if (open_files[i].used && g_str_equal(open_files[i].path, temporary))
            open_files[i].used = 0;
}

static void discard(const char *temporary)
{
    unlink(temporary);
    forget(temporary);
}

void jx_output_discard_all(void)
{
    for (int i = 0; i < MAX_OPEN; i++)
        if (open_files[i].used)
            unlink(open_files[i].path); /* safe in a signal handler */
}

/* A full disk or quota is nobody's mistake and a retry may help; EFBIG is what
 * a limit on file sizes gives. */
static JxErrorCode code_of(int number)
{
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
    case ENOMEM:
    case EIO:
        return JX_ERROR_RETRY;
    default:
        return JX_ERROR_OUTPUT;
    }
}

static bool fail(GError **error, const char *path, int number)
{
    const char *name = g_str_equal(path, "-") ? _("标准输出") : path;
    if (code_of(number) == JX_ERROR_RETRY)
        g_set_error(error, JX_ERROR, JX_ERROR_RETRY,
                    _("%s：写不下：%s，腾出空间后可重试"), name,
                    g_strerror(number));
    else
        g_set_error(error, JX_ERROR, JX_ERROR_OUTPUT, _("%s：不能写入：%s"),
                    name, g_strerror(number));
    return false;
}

static bool write_all(int fd, const char *data, gsize len)
{
    while (len > 0) {
        ssize_t n = write(fd, data, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        data += n;
        len -= (gsize)n;
    }
    return true;
}

/* The name behind symbolic links, existing or not; yours. */
static char *resolve(const char *path)
{
    g_autofree char *target = realpath(path, NULL);
    if (target)
        return g_strdup(target);

    g_autofree char *link = g_file_read_link(path, NULL);
    if (link == NULL)
        return g_strdup(path);
    if (g_path_is_absolute(link))
        return g_steal_pointer(&link);
    g_autofree char *folder = g_path_get_dirname(path);
    return g_build_filename(folder, link, NULL);
}

static bool is_stdout(const char *path)
{
    return g_str_equal(path, "-") || g_str_equal(path, "/dev/stdout");
}

/* Devices, pipes, sockets and open descriptors: nothing to rename over. */
static bool is_special(const char *path)
{
    if (is_stdout(path) || g_str_has_prefix(path, "/dev/fd/"))
        return true;
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static bool write_straight(const char *path, GBytes *bytes, GError **error)
{
    gsize len;
    const char *data = g_bytes_get_data(bytes, &len);
    bool standard = is_stdout(path);

    int fd = standard ? STDOUT_FILENO : open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(error, path, errno);
    bool written = write_all(fd, data, len);
    int number = errno;
    if (!standard && close(fd) != 0 && written) {
        written = false;
        number = errno;
    }
    return written || fail(error, path, number);
}

/* A new, empty, open file beside `target`; its name in *temporary. */
static int open_beside(const char *target, char **temporary)
{
    g_autofree char *folder = g_path_get_dirname(target);
    *temporary = g_build_filename(folder, ".jixiao-XXXXXX", NULL);

    struct stat st;
    int mode = stat(target, &st) == 0 ? (int)(st.st_mode & 0777) : 0666;
    int fd = g_mkstemp_full(*temporary, O_RDWR | O_CLOEXEC, mode);
    if (fd >= 0)
        remember(*temporary);
    else
        g_clear_pointer(temporary, g_free);
    return fd;
}

/* Without it a power cut may forget the rename. Folders on some file systems
 * cannot be flushed; the file itself already is. */
static void flush_folder(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

static bool give_name(const char *temporary, const char *target,
                      const char *path, GError **error)
{
    if (g_rename(temporary, target) != 0) {
        int number = errno;
        discard(temporary);
        return fail(error, path, number);
    }
    forget(temporary);
    flush_folder(target);
    return true;
}

bool jx_output_put(const char *path, GBytes *bytes, GError **error)
{
    gsize len;
    const char *data = g_bytes_get_data(bytes, &len);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return fail(error, path, errno);
    bool written = write_all(fd, data, len);
    int number = errno;
    if (close(fd) != 0 && written) {
        written = false;
        number = errno;
    }
    return written || fail(error, path, number);
}

bool jx_output_flush(const char *path, GError **error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(error, path, errno);
    bool flushed = syncfs(fd) == 0;
    int number = errno;
    close(fd);
    return flushed || fail(error, path, number);
}

bool jx_output_move(const char *from, const char *to, GError **error)
{
    return g_rename(from, to) == 0 || fail(error, to, errno);
}

bool jx_output_write(const char *path, GBytes *bytes, GError **error)
{
    if (is_special(path))
        return write_straight(path, bytes, error);

    g_autofree char *target = resolve(path);
    if (g_file_test(target, G_FILE_TEST_IS_DIR))
        return fail(error, path, EISDIR);

    g_autofree char *temporary = NULL;
    int fd = open_beside(target, &temporary);
    if (fd < 0)
        return fail(error, path, errno);

    gsize len;
    const char *data = g_bytes_get_data(bytes, &len);
    bool written = write_all(fd, data, len) && fsync(fd) == 0;
    int number = errno;
    if (close(fd) != 0 && written) {
        written = false;
        number = errno;
    }
    if (!written) {
        discard(temporary);
        return fail(error, path, number);
    }
    return give_name(temporary, target, path, error);
}
