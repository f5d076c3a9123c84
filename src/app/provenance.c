#include "app/provenance.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* A font file begins with a directory of its tables, and that has a checksum
 * of each: it stands for the megabytes behind it. */
enum { HEAD = 4096 };

static void add_text(GChecksum *sum, const char *text)
{
    g_checksum_update(sum, (const guchar *)(text ? text : ""), -1);
    g_checksum_update(sum, (const guchar *)"\n", 1);
}

static void add_font(GChecksum *sum, const JxFontUse *use)
{
    guchar head[HEAD];
    FILE *file = fopen(use->file, "rb");
    gsize len = file ? fread(head, 1, sizeof head, file) : 0;
    struct stat st = {0};
    if (file && fstat(fileno(file), &st) != 0)
        st.st_size = 0;
    if (file)
        fclose(file);
    g_autofree char *size =
        g_strdup_printf("%" G_GINT64_FORMAT, (gint64)st.st_size);
    add_text(sum, use->role);
    add_text(sum, use->family);
    add_text(sum, use->fallback);
    add_text(sum, size);
    g_checksum_update(sum, head, (gssize)len);
}

static char *fonts_of(const JxFonts *fonts)
{
    g_autoptr(GPtrArray) uses = jx_fonts_uses(fonts);
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    for (guint i = 0; i < uses->len; i++)
        add_font(sum, uses->pdata[i]);
    return g_strconcat("sha256:", g_checksum_get_string(sum), NULL);
}

/* What the form says: comments and blank lines are not of it. */
static char *form_of(const JxForm *form)
{
    g_autofree char *text = NULL;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_file_get_contents(form->file, &text, NULL, NULL);
    g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
    for (char **line = lines; *line; line++) {
        const char *said = *line + strspn(*line, " \t\r");
        if (*said && *said != '#')
            add_text(sum, *line);
    }
    return g_strdup_printf("%s sha256:%s", form->name,
                           g_checksum_get_string(sum));
}

JxProvenance jx_provenance_take(const JxProducer *producer)
{
    bool mailed = producer->pdf && producer->pdf->mail;
    g_autofree char *versions = jx_pdf_versions();
    return (JxProvenance){
        .program = g_strdup_printf("%s，%s", JX_PROGRAM, versions),
        .form = form_of(producer->form),
        .fonts = mailed ? g_strdup("SimSun, SimHei, Times")
                        : fonts_of(producer->fonts),
    };
}

void jx_provenance_clear(JxProvenance *provenance)
{
    g_clear_pointer(&provenance->program, g_free);
    g_clear_pointer(&provenance->form, g_free);
    g_clear_pointer(&provenance->fonts, g_free);
}
