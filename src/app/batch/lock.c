#include "app/batch/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/error.h"
#include "base/intl.h"

struct _JxLock {
    int whole; /* the folder's: exclusive, or shared by shards */
    int own;   /* the shard's, or -1 */
};

/* Who wrote itself into the file; yours. */
static char *holder_of(int fd)
{
    char text[256];
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    text[MAX(n, 0)] = '\0';
    return g_strdup(g_strstrip(text));
}

static void write_holder(int fd)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    g_autofree char *time = g_date_time_format(now, "%Y-%m-%d %H:%M:%S");
    g_autofree char *text =
        g_strdup_printf(_("进程 %d，机器 %s，始于 %s\n"), (int)getpid(),
                        g_get_host_name(), time);
    /* only for the message to others: no harm when it fails */
    if (ftruncate(fd, 0) != 0 || pwrite(fd, text, strlen(text), 0) < 0)
        return;
}

/* The locked file, or -1. */
static int lock_file(const char *hidden, const char *name, int how,
                     GError **error)
{
    g_autofree char *path = g_build_filename(hidden, name, NULL);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) {
        g_set_error(error, JX_ERROR, JX_ERROR_OUTPUT, _("%s：不能写入：%s"),
                    path, g_strerror(errno));
        return -1;
    }
    if (flock(fd, how | LOCK_NB) != 0) {
        g_autofree char *holder = holder_of(fd);
        g_autofree char *folder = g_path_get_dirname(hidden);
        g_set_error(error, JX_ERROR, JX_ERROR_RETRY,
                    _("%s：另一次批量生成正在使用它（%s），请等它结束"), folder,
                    holder);
        close(fd);
        return -1;
    }
    write_holder(fd);
    return fd;
}

JxLock *jx_lock_take(const char *hidden, guint shard, guint n_shards,
                     GError **error)
{
    g_autoptr(JxLock) lock = g_new0(JxLock, 1);
    lock->own = -1;
    lock->whole =
        lock_file(hidden, "lock", n_shards > 1 ? LOCK_SH : LOCK_EX, error);
    if (lock->whole < 0)
        return NULL;
    if (n_shards == 1)
        return g_steal_pointer(&lock);

    g_autofree char *name = g_strdup_printf("lock-%u-of-%u", shard, n_shards);
    lock->own = lock_file(hidden, name, LOCK_EX, error);
    return lock->own < 0 ? NULL : g_steal_pointer(&lock);
}

void jx_lock_free(JxLock *lock)
{
    if (lock == NULL)
        return;
    if (lock->own >= 0)
        close(lock->own);
    if (lock->whole >= 0)
        close(lock->whole);
    g_free(lock);
}
