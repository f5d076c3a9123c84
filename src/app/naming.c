#include "app/naming.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define MAX_CHARACTERS 80

static const struct {
    const char *word;
    size_t offset;
} FIELDS[] = {
    {"{stem}", offsetof(JxNameFields, stem)},
    {"{unit}", offsetof(JxNameFields, unit)},
    {"{code}", offsetof(JxNameFields, code)},
    {"{year}", offsetof(JxNameFields, year)},
    {"{form}", offsetof(JxNameFields, form)},
};

static char *fill(const char *pattern, const JxNameFields *fields)
{
    GString *name = g_string_new(pattern);
    for (gsize i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
        const char *value =
            *(const char *const *)((const char *)fields + FIELDS[i].offset);
        g_string_replace(name, FIELDS[i].word, value ? value : "", 0);
    }
    return g_string_free(name, FALSE);
}

/* Devices since DOS: Windows refuses them whatever the extension. */
static bool is_reserved(const char *name)
{
    static const char *const NAMES[] = {"CON", "PRN", "AUX", "NUL"};
    gsize len = strcspn(name, ".");
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (len == 3 && g_ascii_strncasecmp(name, NAMES[i], 3) == 0)
            return true;
    return len == 4 && name[3] >= '1' && name[3] <= '9' &&
           (g_ascii_strncasecmp(name, "COM", 3) == 0 ||
            g_ascii_strncasecmp(name, "LPT", 3) == 0);
}

static void make_safe(GString *safe, const char *name)
{
    guint n = 0;
    for (const char *p = name; *p && n < MAX_CHARACTERS;
         p = g_utf8_next_char(p), n++) {
        gunichar c = g_utf8_get_char(p);
        if (c < 0x20 || c == 0x7f ||
            (c < 0x80 && strchr("<>:\"/\\|?*", (int)c)))
            g_string_append_c(safe, '_');
        else
            g_string_append_unichar(safe, c);
    }
    while (safe->len > 0 && strchr(". ", safe->str[safe->len - 1]))
        g_string_truncate(safe, safe->len - 1);
}

char *jx_name_output(const char *pattern, const JxNameFields *fields,
                     const char *extension)
{
    g_autofree char *filled = fill(pattern, fields);
    g_autofree char *valid = g_utf8_make_valid(filled, -1);
    GString *name = g_string_new(NULL);
    make_safe(name, g_strstrip(valid));
    if (name->len == 0)
        g_string_append(name, "jixiao");
    if (is_reserved(name->str))
        g_string_prepend_c(name, '_');
    g_string_append_printf(name, ".%s", extension);
    return g_string_free(name, FALSE);
}

char *jx_name_stem(const char *path)
{
    if (g_str_equal(path, "-"))
        return NULL;
    char *stem = g_path_get_basename(path);
    char *dot = strrchr(stem, '.');
    if (dot && dot != stem)
        *dot = '\0';
    return stem;
}

char *jx_name_unknown_field(const char *pattern)
{
    for (const char *p = pattern; (p = strchr(p, '{')) != NULL; p++) {
        const char *end = strchr(p, '}');
        if (end == NULL)
            return g_strdup(p);
        gsize len = (gsize)(end - p) + 1;
        bool known = false;
        for (gsize i = 0; i < G_N_ELEMENTS(FIELDS); i++)
            known |= strlen(FIELDS[i].word) == len &&
                     strncmp(FIELDS[i].word, p, len) == 0;
        if (!known)
            return g_strndup(p, len);
    }
    return NULL;
}
