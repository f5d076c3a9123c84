/* Runs a harness without libFuzzer, the same way every time: over every file
 * given, and over damaged copies of them.
 *
 *   fuzz_NAME [-runs=N] [-seed=N] FOLDER|FILE…
 *
 * N damaged copies in all: cut, bytes changed, put in, taken out or said
 * again, lines in another order, two files spliced, the text in another
 * encoding. A copy that fails is written to failed-input before it is run.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* A copy is no longer than this, but for a whole file. */
#define MAX_COPY 200000

static guint64 state = 1;

/* splitmix64: the same numbers on every machine */
static guint64 next_number(void)
{
    guint64 z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static gsize below(gsize n)
{
    return n == 0 ? 0 : (gsize)(next_number() % n);
}

/* ---- damages: each changes the copy in place ---- */

static void cut(GByteArray *copy, const GByteArray *other)
{
    (void)other;
    gsize from = below(copy->len + 1);
    bool front = below(3) == 0;
    if (front)
        g_byte_array_remove_range(copy, 0, (guint)from);
    else
        g_byte_array_set_size(copy, (guint)from);
}

static void flip(GByteArray *copy, const GByteArray *other)
{
    (void)other;
    for (gsize n = 1 + below(8); n > 0 && copy->len > 0; n--)
        copy->data[below(copy->len)] ^= (guint8)(1u << below(8));
}

static void put_in(GByteArray *copy, const GByteArray *other)
{
    static const char *const BITS[] = {"\t",
                                       "\n",
                                       "\r",
                                       "\"",
                                       "|",
                                       ",",
                                       ";",
                                       "<td>",
                                       "</table>",
                                       "<table>",
                                       "<p>",
                                       "&lt;",
                                       "、",
                                       "；",
                                       "：",
                                       "。",
                                       "年度指标值：",
                                       "1-产出指标；",
                                       "\xff",
                                       "\xef\xbb\xbf",
                                       "\xc2\xa0",
                                       "　　",
                                       "  ",
                                       "=\"",
                                       "(",
                                       "-",
                                       "99999999999",
                                       "0",
                                       "合计",
                                       "小计",
                                       "注：",
                                       "项目名称",
                                       "一级指标"};
    (void)other;
    const char *bit = BITS[below(G_N_ELEMENTS(BITS))];
    gsize at = below(copy->len + 1), len = strlen(bit);
    g_autofree guint8 *tail = g_memdup2(copy->data + at, copy->len - at);
    gsize n_tail = copy->len - at;
    g_byte_array_set_size(copy, (guint)at);
    g_byte_array_append(copy, (const guint8 *)bit, (guint)len);
    g_byte_array_append(copy, tail, (guint)n_tail);
}

static void take_out(GByteArray *copy, const GByteArray *other)
{
    (void)other;
    gsize from = below(copy->len + 1);
    gsize len = below(MIN(copy->len - from, 200) + 1);
    g_byte_array_remove_range(copy, (guint)from, (guint)len);
}

static void say_again(GByteArray *copy, const GByteArray *other)
{
    (void)other;
    gsize from = below(copy->len + 1);
    gsize len = below(MIN(copy->len - from, 2000) + 1);
    g_autofree guint8 *part = g_memdup2(copy->data + from, len);
    if (part != NULL)
        g_byte_array_append(copy, part, (guint)len);
}

static void shuffle_lines(GByteArray *copy, const GByteArray *other)
{
    (void)other;
    g_autofree char *text = g_strndup((const char *)copy->data, copy->len);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 2000);
    guint n = g_strv_length(lines);
    for (guint k = below(4) == 0 ? n : 3; k > 0 && n > 0; k--) {
        guint a = (guint)below(n), b = (guint)below(n);
        char *line = lines[a];
        lines[a] = lines[b];
        lines[b] = line;
    }
    g_autofree char *joined = g_strjoinv("\n", lines);
    g_byte_array_set_size(copy, 0);
    g_byte_array_append(copy, (const guint8 *)joined, (guint)strlen(joined));
}

static void splice(GByteArray *copy, const GByteArray *other)
{
    g_byte_array_set_size(copy, (guint)below(copy->len + 1));
    gsize from = below(other->len + 1);
    g_byte_array_append(copy, other->data + from, (guint)(other->len - from));
}

static void encode(GByteArray *copy, const GByteArray *other)
{
    static const char *const NAMES[] = {"GB18030", "UTF-16", "UTF-16BE"};
    gsize len;
    (void)other;
    g_autofree char *text = g_convert_with_fallback(
        (const char *)copy->data, copy->len, NAMES[below(G_N_ELEMENTS(NAMES))],
        "UTF-8", "?", NULL, &len, NULL);
    if (text == NULL)
        return;
    g_byte_array_set_size(copy, 0);
    g_byte_array_append(copy, (const guint8 *)text, (guint)len);
}

static void (*const DAMAGES[])(GByteArray *copy, const GByteArray *other) = {
    cut, flip, put_in, take_out, say_again, shuffle_lines, splice, encode,
};

/* ---- files ---- */

static void add_file(GPtrArray *files, const char *path)
{
    char *data;
    gsize len;
    if (!g_file_get_contents(path, &data, &len, NULL)) {
        fprintf(stderr, "%s: cannot be read\n", path);
        exit(2);
    }
    g_ptr_array_add(files, g_byte_array_new_take((guint8 *)data, len));
}

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The inputs in a folder and its folders, in order of their names. */
static void add_path(GPtrArray *files, const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    if (dir == NULL) {
        add_file(files, path);
        return;
    }
    while ((name = g_dir_read_name(dir)) != NULL)
        if (strcmp(name, "report.json") != 0 &&
            strcmp(name, "findings.txt") != 0)
            g_ptr_array_add(names, g_build_filename(path, name, NULL));
    g_ptr_array_sort(names, by_name);
    for (guint i = 0; i < names->len; i++)
        add_path(files, names->pdata[i]);
}

static void run(const GByteArray *input)
{
    /* a copy of just this length: what is read behind it is seen */
    g_autofree guint8 *data = g_memdup2(input->data, input->len);
    guint8 none = 0;
    LLVMFuzzerTestOneInput(data ? data : &none, input->len);
}

static void run_damaged(const GPtrArray *files)
{
    const GByteArray *file = files->pdata[below(files->len)];
    const GByteArray *other = files->pdata[below(files->len)];
    g_autoptr(GByteArray) copy = g_byte_array_new();
    g_byte_array_append(copy, file->data, file->len);
    for (gsize n = 1 + below(4); n > 0; n--)
        DAMAGES[below(G_N_ELEMENTS(DAMAGES))](copy, other);
    g_byte_array_set_size(copy, MIN(copy->len, MAX_COPY));
    g_file_set_contents_full("failed-input", (const char *)copy->data,
                             copy->len, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
    run(copy);
}

int main(int argc, char **argv)
{
    g_autoptr(GPtrArray) files =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
    guint64 n_runs = 0;
    for (int i = 1; i < argc; i++) {
        if (g_str_has_prefix(argv[i], "-runs="))
            n_runs = g_ascii_strtoull(argv[i] + 6, NULL, 10);
        else if (g_str_has_prefix(argv[i], "-seed="))
            state = g_ascii_strtoull(argv[i] + 6, NULL, 10);
        else
            add_path(files, argv[i]);
    }
    for (guint i = 0; i < files->len; i++)
        run(files->pdata[i]);
    for (guint64 i = 0; i < n_runs && files->len > 0; i++)
        run_damaged(files);
    remove("failed-input");
    printf("%u files, %u damaged copies\n", files->len, (guint)n_runs);
    return files->len == 0;
}
