#include "app/batch/fingerprint.h"

#include <elf.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/batch/config_key.h"
#include "app/batch/paths.h"
#include "app/environment.h"
#include "base/error.h"
#include "base/intl.h"
#include "form/form.h"
#include "layout/fonts.h"

#define ALIGN4(n) (((n) + 3u) & ~3u)

static void add_text(GChecksum *sum, const char *text)
{
    /* with its NUL, so that "ab","c" is not "a","bc" */
    g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
}

/* The build ID among the notes of one segment, or false. */
static bool add_build_id(GChecksum *sum, const guchar *notes, gsize len)
{
    while (len >= sizeof(ElfW(Nhdr))) {
        ElfW(Nhdr) note;
        memcpy(&note, notes, sizeof note);
        gsize name = sizeof note, desc = name + ALIGN4(note.n_namesz);
        gsize next = desc + ALIGN4(note.n_descsz);
        if (next > len)
            return false;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 &&
            memcmp(notes + name, "GNU", 4) == 0) {
            g_checksum_update(sum, notes + desc, (gssize)note.n_descsz);
            return true;
        }
        notes += next;
        len -= next;
    }
    return false;
}

/* One loaded object: its build ID, or its name when it has none. The kernel's
 * own object is left out: it is not ours and changes with the machine. */
static int add_object(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    if (strstr(info->dlpi_name, "linux-vdso") ||
        strstr(info->dlpi_name, "linux-gate"))
        return 0;
    for (ElfW(Half) i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        if (segment->p_type == PT_NOTE &&
            add_build_id(data,
                         (const guchar *)(info->dlpi_addr + segment->p_vaddr),
                         segment->p_memsz))
            return 0;
    }
    add_text(data, info->dlpi_name);
    return 0;
}

static char *take_program(void)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    add_text(sum, JX_VERSION);
    dl_iterate_phdr(add_object, sum);
    return g_strdup(g_checksum_get_string(sum));
}

/* Fonts are large and hardly ever change: a digest holds as long as size and
 * time of the file do. */
static char *digest_of(const char *file, JxLedger *ledger)
{
    struct stat st;
    if (ledger == NULL || stat(file, &st) != 0)
        return jx_path_sha256(file, NULL);
    g_autofree char *name = g_strconcat("digest ", file, NULL);
    g_autofree char *state = g_strdup_printf(
        "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld ", (gint64)st.st_size,
        (gint64)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
    g_autofree char *known = jx_ledger_note(ledger, name);
    if (known && g_str_has_prefix(known, state))
        return g_strdup(known + strlen(state));

    char *digest = jx_path_sha256(file, NULL);
    if (digest) {
        g_autofree char *value = g_strconcat(state, digest, NULL);
        jx_ledger_set_note(ledger, name, value, NULL);
    }
    return digest;
}

static void add_file(GChecksum *sum, const char *file, JxLedger *ledger)
{
    g_autofree char *digest = file ? digest_of(file, ledger) : NULL;
    add_text(sum, digest ? digest : "");
}

static char *take_fonts(const JxConfig *config, JxLedger *ledger,
                        GError **error)
{
    g_autofree char *data = jx_environment_data_dir();
    g_autofree char *licensed = jx_environment_data("fonts/licensed");
    const char *own = config ? config->fonts : NULL;
    g_autoptr(JxFonts) fonts = jx_fonts_open(data, own ? own : licensed, error);
    if (fonts == NULL)
        return NULL;
    g_autoptr(GPtrArray) uses = jx_fonts_uses(fonts);
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    for (guint i = 0; i < uses->len; i++) {
        const JxFontUse *use = uses->pdata[i];
        add_text(sum, use->role);
        add_text(sum, use->fallback ? use->fallback : "");
        add_file(sum, use->file, ledger);
    }
    return g_strdup(g_checksum_get_string(sum));
}

/* The file behind a form's name: see jx_form_load. */
static char *file_of(const char *form)
{
    if (strchr(form, '/') || g_str_has_suffix(form, ".yaml"))
        return g_strdup(form);
    g_autofree char *templates = jx_environment_data("templates");
    g_autofree char *name = g_strconcat(form, ".yaml", NULL);
    return g_build_filename(templates, name, NULL);
}

static bool take_form(JxFingerprint *fingerprint, const char *key,
                      const char *form, GError **error)
{
    g_autofree char *templates = jx_environment_data("templates");
    g_autoptr(JxForm) loaded = jx_form_load(form, templates, error);
    if (loaded == NULL)
        return false;
    g_autofree char *file = file_of(form);
    char *digest = jx_path_sha256(file, NULL);
    if (digest == NULL) {
        g_set_error(error, JX_ERROR, JX_ERROR_CONFIG, _("%s：不能读取表样"),
                    file);
        return false;
    }
    g_hash_table_insert(fingerprint->forms, g_strdup(key), digest);
    return true;
}

static bool take_forms(JxFingerprint *fingerprint, const char *form,
                       char **forms, GError **error)
{
    fingerprint->forms =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!take_form(fingerprint, "", form ? form : "list", error))
        return false;
    for (char **name = forms; *name; name++)
        if (!take_form(fingerprint, *name, *name, error))
            return false;
    return true;
}

JxFingerprint *jx_fingerprint_take(const JxIngredients *ingredients,
                                   JxLedger *ledger, GError **error)
{
    g_autoptr(JxFingerprint) fingerprint = g_new0(JxFingerprint, 1);
    fingerprint->program = take_program();
    fingerprint->options = g_compute_checksum_for_string(
        G_CHECKSUM_SHA256, ingredients->options, -1);
    fingerprint->config =
        jx_config_key(ingredients->config_path, ingredients->config);
    if (!take_forms(fingerprint, ingredients->form, ingredients->forms, error))
        return NULL;
    fingerprint->fonts = take_fonts(ingredients->config, ledger, error);
    return fingerprint->fonts ? g_steal_pointer(&fingerprint) : NULL;
}

void jx_fingerprint_free(JxFingerprint *fingerprint)
{
    if (fingerprint == NULL)
        return;
    g_free(fingerprint->program);
    g_free(fingerprint->fonts);
    g_free(fingerprint->options);
    g_free(fingerprint->config);
    if (fingerprint->forms)
        g_hash_table_unref(fingerprint->forms);
    g_free(fingerprint);
}

const char *jx_fingerprint_form(const JxFingerprint *fingerprint,
                                const char *form)
{
    return g_hash_table_lookup(fingerprint->forms, form ? form : "");
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(a, b);
}

char *jx_fingerprint_text(const JxFingerprint *fingerprint)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    add_text(sum, fingerprint->program);
    add_text(sum, fingerprint->fonts);
    add_text(sum, fingerprint->options);
    add_text(sum, fingerprint->config);
    GList *names =
        g_list_sort(g_hash_table_get_keys(fingerprint->forms), by_text);
    for (GList *at = names; at; at = at->next) {
        add_text(sum, at->data);
        add_text(sum, g_hash_table_lookup(fingerprint->forms, at->data));
    }
    g_list_free(names);
    return g_strdup(g_checksum_get_string(sum));
}
