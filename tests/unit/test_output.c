#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "base/output.h"

#define STOPPED 7

static char *folder;

static void make_folder(void)
{
    folder = g_dir_make_tmp("jixiao-output-XXXXXX", NULL);
}

static guint count_files(void)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    guint n = 0;
    while (g_dir_read_name(dir))
        n++;
    return n;
}

static void remove_folder(void)
{
    chmod(folder, 0700);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_remove(path);
    }
    g_rmdir(folder);
    g_free(folder);
}

TestSuite(output, .init = make_folder, .fini = remove_folder);

static GBytes *bytes_of(const char *text)
{
    return g_bytes_new(text, strlen(text));
}

/* From here on no file of this process grows beyond n bytes: write() comes
 * back short, then fails, as on a full disk. */
static void limit_files(rlim_t n)
{
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){n, n});
}

Test(output, a_written_file_is_whole_and_alone)
{
    g_autofree char *path = g_build_filename(folder, "表.pdf", NULL);
    g_autoptr(GBytes) bytes = bytes_of("内容");

    cr_assert(jx_output_write(path, bytes, NULL));

    g_autofree char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    cr_expect(eq(str, text, "内容"));
    cr_expect(eq(u32, count_files(), 1));
}

Test(output, a_full_disk_is_a_retry_error_and_leaves_what_was_there)
{
    g_autofree char *path = g_build_filename(folder, "t.pdf", NULL);
    g_file_set_contents(path, "old", 3, NULL);
    g_autofree char *large = g_strnfill(10000, 'x');
    g_autoptr(GBytes) bytes = bytes_of(large);
    g_autoptr(GError) error = NULL;
    limit_files(4096);

    bool written = jx_output_write(path, bytes, &error);

    cr_expect(not(written));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_RETRY));
    g_autofree char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    cr_expect(eq(str, text, "old"));
    cr_expect(eq(u32, count_files(), 1));
}

Test(output, an_absent_folder_is_an_output_error)
{
    g_autofree char *path = g_build_filename(folder, "none", "t.pdf", NULL);
    g_autoptr(GBytes) bytes = bytes_of("x");
    g_autoptr(GError) error = NULL;

    cr_expect(not(jx_output_write(path, bytes, &error)));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_OUTPUT));
    cr_expect(eq(u32, count_files(), 0));
}

Test(output, a_folder_as_target_is_an_output_error)
{
    g_autoptr(GBytes) bytes = bytes_of("x");
    g_autoptr(GError) error = NULL;

    cr_expect(not(jx_output_write(folder, bytes, &error)));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_OUTPUT));
}

Test(output, a_device_is_written_straight_and_stays_a_device)
{
    g_autoptr(GBytes) bytes = bytes_of("x");
    g_autoptr(GError) error = NULL;

    cr_expect(not(jx_output_write("/dev/full", bytes, &error)));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_RETRY));
    struct stat st;
    cr_assert(zero(int, stat("/dev/full", &st)));
    bool is_device = S_ISCHR(st.st_mode);
    cr_expect(is_device);
}

Test(output, a_symbolic_link_stays_a_link_and_its_target_is_written)
{
    g_autofree char *path = g_build_filename(folder, "link.pdf", NULL);
    g_autofree char *target = g_build_filename(folder, "real.pdf", NULL);
    g_file_set_contents(target, "old", 3, NULL);
    cr_assert(zero(int, symlink("real.pdf", path)));
    g_autoptr(GBytes) bytes = bytes_of("new");

    cr_assert(jx_output_write(path, bytes, NULL));

    g_autofree char *text = NULL;
    g_file_get_contents(target, &text, NULL, NULL);
    cr_expect(eq(str, text, "new"));
    cr_expect(g_file_test(path, G_FILE_TEST_IS_SYMLINK));
}

Test(output, a_link_to_nothing_makes_its_target)
{
    g_autofree char *path = g_build_filename(folder, "link.pdf", NULL);
    g_autofree char *target = g_build_filename(folder, "real.pdf", NULL);
    cr_assert(zero(int, symlink("real.pdf", path)));
    g_autoptr(GBytes) bytes = bytes_of("new");

    cr_assert(jx_output_write(path, bytes, NULL));

    cr_expect(g_file_test(target, G_FILE_TEST_IS_REGULAR));
    cr_expect(g_file_test(path, G_FILE_TEST_IS_SYMLINK));
}

Test(output, an_existing_file_keeps_its_mode)
{
    g_autofree char *path = g_build_filename(folder, "t.pdf", NULL);
    g_file_set_contents(path, "old", 3, NULL);
    g_chmod(path, 0640);
    g_autoptr(GBytes) bytes = bytes_of("new");

    cr_assert(jx_output_write(path, bytes, NULL));

    struct stat st;
    stat(path, &st);
    cr_expect(eq(int, st.st_mode & 0777, 0640));
}

Test(output, a_file_is_put_and_moved_over_another)
{
    g_autofree char *made = g_build_filename(folder, "0.pdf", NULL);
    g_autofree char *path = g_build_filename(folder, "表.pdf", NULL);
    g_autoptr(GBytes) old = bytes_of("旧");
    g_autoptr(GBytes) bytes = bytes_of("新");
    jx_output_put(path, old, NULL);

    cr_expect(jx_output_put(made, bytes, NULL));
    cr_expect(jx_output_flush(folder, NULL));
    cr_expect(jx_output_move(made, path, NULL));

    g_autofree char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    cr_expect(eq(str, text, "新"));
    cr_expect(eq(u32, count_files(), 1));
}

Test(output, a_file_that_does_not_fit_is_not_put)
{
    g_autofree char *path = g_build_filename(folder, "0.pdf", NULL);
    g_autofree char *text = g_strnfill(8192, 'x');
    g_autoptr(GBytes) bytes = bytes_of(text);
    g_autoptr(GError) error = NULL;
    limit_files(4096);

    cr_expect(not(jx_output_put(path, bytes, &error)));
    cr_expect(g_error_matches(error, JX_ERROR, JX_ERROR_RETRY));
}

/* What the program does when it is told to stop in the middle of a file. */
static void stop(int number)
{
    (void)number;
    jx_output_discard_all();
    _exit(STOPPED);
}

Test(output, an_interrupted_run_leaves_no_temporary_file)
{
    g_autofree char *path = g_build_filename(folder, "t.pdf", NULL);
    g_autoptr(GBytes) bytes = bytes_of("more than a byte");

    pid_t child = fork();
    if (child == 0) {
        struct rlimit one_byte = {.rlim_cur = 1, .rlim_max = RLIM_INFINITY};
        signal(SIGXFSZ, stop);
        setrlimit(RLIMIT_FSIZE, &one_byte);
        jx_output_write(path, bytes, NULL);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);

    cr_expect(eq(int, WEXITSTATUS(status), STOPPED));
    cr_expect(eq(u32, count_files(), 0));
}
