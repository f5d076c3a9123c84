#include "app/batch/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/error.h"
#include "base/intl.h"

/* Without symbolic links as far as the path exists. */
static char *real_name(const char *path)
{
    char *real = realpath(path, NULL);
    if (real) {
        char *copy = g_strdup(real);
        free(real);
        return copy;
    }
    return g_canonicalize_filename(path, NULL);
}

/* What of `path` follows `folder`, or NULL; both absolute. */
static const char *below(const char *path, const char *folder)
{
    gsize len = strlen(folder);
    while (len > 1 && folder[len - 1] == '/')
        len--;
    if (strncmp(path, folder, len) != 0)
        return NULL;
    if (path[len] == '\0')
        return path + len;
    if (folder[len - 1] == '/')
        return path + len;
    return path[len] == '/' ? path + len + 1 : NULL;
}

bool jx_path_is_inside(const char *path, const char *folder)
{
    g_autofree char *whole = real_name(path);
    g_autofree char *above = real_name(folder);
    return below(whole, above) != NULL;
}

char *jx_path_relative(const char *path, const char *folder)
{
    g_autofree char *whole = g_canonicalize_filename(path, NULL);
    g_autofree char *above = g_canonicalize_filename(folder, NULL);
    const char *rest = below(whole, above);
    return g_strdup(rest ? rest : whole);
}

void jx_path_remove_tree(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR) &&
            !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
            jx_path_remove_tree(path);
        else
            g_unlink(path);
    }
    g_rmdir(folder);
}

bool jx_path_fail(const char *folder, int number, GError **error)
{
    g_set_error(error, JX_ERROR,
                number == ENOSPC || number == EDQUOT ? JX_ERROR_RETRY
                                                     : JX_ERROR_OUTPUT,
                _("%s：不能建立文件夹：%s"), folder, g_strerror(number));
    return false;
}

bool jx_path_make_parent(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    return g_mkdir_with_parents(folder, 0777) == 0 ||
           jx_path_fail(folder, errno, error);
}

char *jx_path_sha256(const char *path, guint64 *size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    guchar buffer[64 * 1024];
    guint64 total = 0;
    ssize_t n;
    while ((n = read(fd, buffer, sizeof buffer)) > 0 ||
           (n < 0 && errno == EINTR))
        if (n > 0) {
            g_checksum_update(sum, buffer, n);
            total += (guint64)n;
        }
    close(fd);
    if (size)
        *size = total;
    return n < 0 ? NULL : g_strdup(g_checksum_get_string(sum));
}
